"""The shape of the house: layers point down, no cycles, nothing too long, no name that says nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "expolens"
FILES = sorted(PACKAGE.rglob("*.py"))
STAGES = {
    "collect", "parse", "roster", "resolve", "enrich", "classify", "analyse", "render", "report",
    "explain", "write", "audit", "compare", "review", "export", "match",
}  # fmt: skip
LAYERS: tuple[set[str], ...] = (
    {"model", "schema", "errors"},
    {"names", "values", "numbers", "concepts", "wording"},
    {"readers", "fetch", "layouts", "matching", "store", "study", "decisions", "protocols"},
    STAGES,
    {"pipeline", "api"},
    {"cli", "web", "__main__"},
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
HEAVY = {"altair", "vl_convert", "httpx", "pypdfium2", "warcio"}
DOOR = "expolens.readers.read"
"""Loads the reader of a format when such a file comes: together they would double the time in which `match` starts."""
EMPTY_NAMES = {"utils", "util", "helpers", "common", "misc", "base", "manager", "handler"}
PURE = {"names", "values", "numbers", "concepts", "wording", "model", "schema", "errors"}
IMPURE_MODULES = {"duckdb", "httpx", "socket", "urllib", "requests", "time", "pyarrow", "sqlite3"}


def module_of(path: Path) -> str:
    return ".".join(("expolens", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(
        ".__init__"
    )


def room_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def imports(tree: ast.AST) -> Iterator[tuple[str, ast.stmt]]:
    """Yield every imported module (for `from a import b` both a and a.b) with its statement."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide where a thing is from"
            yield node.module or "", node
            yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)


TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}
MODULES = {module_of(path): path for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_imports_point_down(path: Path) -> None:
    room = room_of(module_of(path))
    for name, node in imports(TREES[path]):
        if name not in MODULES or not room_of(name) or room_of(name) == room:
            continue
        other = room_of(name)
        assert other in LEVEL, f"{name} belongs to no layer"
        assert LEVEL[other] <= LEVEL[room], f"line {node.lineno}: {room} imports {other} above it"
        assert not (room in STAGES and other in STAGES), (
            f"line {node.lineno}: stages never import each other"
        )


def test_there_are_no_cycles() -> None:
    graph = {
        module: {name for name, _ in imports(TREES[path]) if name in MODULES and name != module}
        for module, path in MODULES.items()
    }
    # A package's own __init__ gathers its modules; that they import it in turn is what a cycle is.
    state: dict[str, int] = {}

    def visit(module: str, way: tuple[str, ...]) -> None:
        state[module] = 1
        for other in sorted(graph[module]):
            assert state.get(other) != 1, f"cycle: {' > '.join((*way, module, other))}"
            if other not in state:
                visit(other, (*way, module))
        state[module] = 2

    for module in sorted(graph):
        if module not in state:
            visit(module, ())


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_no_import_hides_in_a_function(path: Path) -> None:
    if room_of(module_of(path)) == "cli":
        return
    for function in ast.walk(TREES[path]):
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            for name, node in imports(function):
                behind = module_of(path) == DOOR and name.startswith(
                    ("expolens.readers.", "expolens.fetch.archive")
                )
                assert behind or name.split(".")[0] in HEAVY, (
                    f"line {node.lineno}: {name} imported in a function"
                )


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_files_and_functions_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, "a second noun has moved in"
    for node in ast.walk(TREES[path]):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= 60, f"{node.name} has {length} lines"
            arguments = node.args
            given = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
            own = [a for a in given if a.arg not in ("self", "cls")]
            assert len(own) <= 6, f"{node.name} has {len(own)} parameters"


def test_half_of_the_files_are_at_most_150_lines() -> None:
    lengths = sorted(len(path.read_text(encoding="utf-8").splitlines()) for path in FILES)
    assert lengths[len(lengths) // 2] <= 150


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_names_say_something(path: Path) -> None:
    assert path.stem not in EMPTY_NAMES
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.FunctionDef):
            assert not node.name.startswith(("get_", "process_", "handle_")), node.name


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_words_and_knowledge_are_pure(path: Path) -> None:
    if room_of(module_of(path)) in PURE:
        for name, node in imports(TREES[path]):
            assert name.split(".")[0] not in IMPURE_MODULES, f"line {node.lineno}: {name}"


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_a_users_mistake_is_never_an_assert(path: Path) -> None:
    assert not any(isinstance(node, ast.Assert) for node in ast.walk(TREES[path]))


def test_the_words_need_only_the_standard_library() -> None:
    for path in (PACKAGE / "model").glob("*.py"):
        for name, _ in imports(TREES[path]):
            assert name.split(".")[0] in {
                "expolens", "__future__", "dataclasses", "typing", "enum", "decimal", "fractions",
                "calendar", "collections", "pathlib",
            }, f"{path.name} imports {name}"  # fmt: skip
