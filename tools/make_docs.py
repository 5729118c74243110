"""Write docs/reference.md, docs/study.md, docs/collect and the JSON Schema of study.toml out of the code: `make docs`. A test fails where they are not up to date."""

from __future__ import annotations

import inspect
import sys
import tomllib
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any, get_type_hints

sys.path.insert(0, str(Path(__file__).parent))

from collecting.pages import collect_pages
from expolens.analyse.cited import COLUMNS
from expolens.analyse.kinds import KINDS
from expolens.cli.verbs import ALL
from expolens.layouts.kind import kinds
from expolens.model import protocol as plans
from expolens.model.study import Event, SourcePlan, Study
from expolens.render.figures import FIGURES
from expolens.render.tables import TABLES as PRINTED
from expolens.schema import TABLES
from expolens.study.json_schema import schema_text
from expolens.values import FIELDS

ROOT = Path(__file__).parents[1]


def rows(header: tuple[str, ...], body: list[tuple[str, ...]]) -> str:
    """Write a Markdown table."""
    lines = [header, tuple("---" for _ in header), *body]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |"
        for line in lines
    )


def first(thing: object) -> str:
    """Return the first line of a docstring."""
    return (inspect.getdoc(thing) or "").split("\n", 1)[0]


def module_line(function: object) -> str:
    """Return the first line of the module a function stands in."""
    module = inspect.getmodule(function)
    return first(module) if module else ""


def said(verb: object) -> list[tuple[str, Any, bool]]:
    """Return what a verb takes: each name, its annotation, and whether it is an option; those of a class of options one by one."""
    found: list[tuple[str, Any, bool]] = []
    for name, one in inspect.signature(verb, eval_str=True).parameters.items():  # type: ignore[arg-type]
        if is_dataclass(one.annotation):
            hints = get_type_hints(one.annotation, include_extras=True)
            found += [(key, hints[key], True) for key in (f.name for f in fields(one.annotation))]
        else:
            found.append((name, one.annotation, one.kind is one.KEYWORD_ONLY))
    return found


def argument(name: str, annotation: Any, option: bool) -> tuple[str, str]:  # noqa: FBT001
    """Return how an argument is written, and its help."""
    note = next((item for item in getattr(annotation, "__metadata__", ())), None)
    given = getattr(note, "name", None)
    shown = (
        given[0] if isinstance(given, (tuple, list)) and given else given or name.strip("_").upper()
    )
    flag = (
        shown
        if str(shown).startswith("-") or not option
        else f"--{name.strip('_').replace('_', '-')}"
    )
    return f"`{flag}`", str(getattr(note, "help", "") or "")


def verbs() -> str:
    """Describe every verb with its arguments."""
    parts = []
    for verb in ALL:
        arguments = [argument(*one) for one in said(verb)]
        parts.append(
            f"### `expolens {verb.__name__}`\n\n{inspect.getdoc(verb)}\n\n{rows(('argument', 'meaning'), arguments)}"
        )
    return "\n\n".join(parts)


def reference() -> str:
    """Return the whole reference."""
    tables = "\n\n".join(
        f"### `{table.name}`\n\n{table.holds.capitalize()}. Key: {', '.join(table.key)}.\n\n{inspect.getdoc(table.row)}\n\n"
        + rows(
            ("column", "type"),
            [
                (f"`{name}`", kind.replace("?", ", may be missing"))
                for name, kind in table.columns.items()
            ],
        )
        for table in TABLES.values()
    )
    parts = [
        "# Reference\n\nWritten by `make docs` from the code.",
        f"## Verbs\n\nExit codes: 0 ok, 1 findings where `--strict` asks, 2 bad input or usage, 3 an outside source failed, 130 interrupted.\n\n{verbs()}",
        "## Fields\n\n"
        + rows(
            ("field", "type", "what", "values", "printed"),
            [
                (
                    f"`{f.id}`",
                    f.type,
                    f"{f.label.en} {f.label.zh}",
                    "many" if f.many else "one",
                    "never" if f.personal else "yes",
                )
                for f in FIELDS.values()
            ],
        ),
        "## Layouts\n\n"
        + rows(
            ("layout", "file", "recognised by"),
            [(f"`{k.id}`", k.title.en, ", ".join(k.recognised_by)) for k in kinds()],
        ),
        "## Kinds of statistic\n\n"
        + rows(
            ("kind", "what and which keys"),
            [(f"`{name}`", module_line(function)) for name, function in KINDS.items()],
        ),
        "## Kinds of table\n\n"
        + rows(
            ("kind", "what"), [(f"`{name}`", first(function)) for name, function in PRINTED.items()]
        ),
        "## Kinds of figure\n\n"
        + rows(
            ("kind", "what"), [(f"`{name}`", first(function)) for name, function in FIGURES.items()]
        ),
        f"## Tables of the build\n\nParquet files in `build/data/`.\n\n{tables}",
    ]
    return "\n\n".join(parts) + "\n"


def keys(kind: type[Any]) -> str:
    """Describe the keys of a dataclass that is read from the study file."""
    body = []
    for one in fields(kind):
        default = "needed" if one.default is MISSING and one.default_factory is MISSING else ""
        body.append(
            (
                f"`{one.name}`",
                str(one.type).replace("tuple[", "list of ").replace(", ...]", ""),
                default,
            )
        )
    return f"{inspect.getdoc(kind)}\n\n{rows(('key', 'type', ''), body)}"


def study() -> str:
    """Return the page on `study.toml`."""
    named = (
        ("[study]", Study), ("[event]", Event), ("[[source]]", SourcePlan), ("[[population]]", plans.PopulationPlan),
        ("[[statistic]]", plans.StatisticPlan), ("[[statistic.classes]]", plans.Class), ("[[statistic.sets]]", plans.SetPlan),
        ("[[statistic.factors]]", plans.Factor), ("[[table]]", plans.TablePlan), ("[[figure]]", plans.FigurePlan),
        ("[[sentence]]", plans.SentencePlan), ("[[section]]", plans.SectionPlan),
    )  # fmt: skip
    head = (
        '# The study file\n\nWritten by `make docs` from the code. Texts are `{ en = "…", zh = "…" }` or a plain string for both. An entry with the id of one '
        "in the protocol changes its keys; `drop` takes entries out. `study.schema.json` beside `expolens/study` is its JSON Schema.\n\n"
        "A condition (`where`) is made of fields, `= != < <= > >=`, `in (...)`, `and or not`, brackets, `present`, `listed`, `disclosed(field)`, "
        "`found('registry')`, `source('id')`, `label('vocabulary', 'concept')`. Comparing what is missing is neither true nor false: it is counted as missing. "
        "So are attendance that is unclear, whoever was not looked up, and the terms of whoever has none. A value is written as a cell of its field "
        "can be (`'beijing'`, `'Beijing'`, `'北京市'`); one that is none, and a term that nobody has, is an error with the nearest that is."
    )
    protocol = tomllib.loads((ROOT / "src/expolens/protocols/exhibitors.toml").read_text("utf-8"))
    built = rows(
        ("statistic", "kind", "what"),
        [(f"`{s['id']}`", s["kind"], s["label"]["en"]) for s in protocol["statistic"]],
    )
    cited = rows(("column", "what"), [(f"`{name}`", what) for name, what in COLUMNS.items()])
    return (
        "\n\n".join(
            [
                head,
                *(f"## `{name}`\n\n{keys(kind)}" for name, kind in named),
                f"## A file of published figures\n\n`expolens add FILE --as cited` takes a table with these columns.\n\n{cited}",
                f"## What the protocol `exhibitors` asks\n\n{built}",
            ]
        )
        + "\n"
    )


def pages() -> dict[Path, str]:
    """Return every written page by its path."""
    schema = ROOT / "src" / "expolens" / "study" / "study.schema.json"
    return {
        ROOT / "docs" / "reference.md": reference(),
        ROOT / "docs" / "study.md": study(),
        schema: schema_text(),
        **collect_pages(ROOT / "docs" / "collect"),
    }


if __name__ == "__main__":
    for path, text in pages().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")
