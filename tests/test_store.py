"""The shelf keeps what it is given, whole, or as it was before."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expolens.errors import StudyError
from expolens.model.document import (
    Cell,
    Document,
    Figure,
    Paragraph,
    Section,
    Sentence,
    Span,
    Table,
)
from expolens.model.fact import Fact
from expolens.schema import TABLES
from expolens.store.digest import digest, program_digest
from expolens.store.frozen import dumps, loads
from expolens.store.manifest import (
    Manifest,
    Ran,
    fresh,
    inputs_digest,
    read_manifest,
    write_manifest,
)
from expolens.store.replacement import replacing, restore, write_whole
from expolens.store.shelf import read_table, write_table
from expolens.store.tables import arrow_schema, to_rows, to_table

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
number = st.none() | st.floats(allow_nan=False)
facts = st.builds(
    Fact, text, text, text, st.integers(0, 9), st.none() | text, number, number, st.none() | text,
    st.none() | text, text, st.none() | text, text,
)  # fmt: skip


@given(st.lists(facts, max_size=5))
def test_rows_come_back_as_they_went_in(rows: list[Fact]) -> None:
    assert to_rows("facts", Fact, to_table("facts", rows)) == rows


def test_every_declared_table_has_a_schema_and_a_key() -> None:
    for name, table in TABLES.items():
        assert set(table.key) <= set(arrow_schema(name).names), name


def test_a_table_is_read_back_and_its_bytes_depend_on_its_rows_alone(tmp_path: Path) -> None:
    rows = [Fact("r", "s", "capital", 0, "1", 1.0, 1.0, "CNY", None, "1元", None)]
    one = write_table(tmp_path / "a", "facts", to_table("facts", rows)).read_bytes()
    two = write_table(tmp_path / "b", "facts", to_table("facts", rows)).read_bytes()
    assert one == two
    assert to_rows("facts", Fact, read_table(tmp_path / "a", "facts")) == rows


def test_a_table_that_is_not_there_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="expolens run"):
        read_table(tmp_path, "facts")


def test_a_folder_is_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "build"
    for content in ("one", "two"):
        with replacing(target) as part:
            (part / "file").write_text(content)
        assert (target / "file").read_text() == content
    assert [path.name for path in tmp_path.iterdir()] == ["build"]


@pytest.mark.parametrize("failure", [KeyboardInterrupt, ValueError])
def test_an_interrupted_replacement_changes_nothing(
    tmp_path: Path, failure: type[BaseException]
) -> None:
    target = tmp_path / "build"
    target.mkdir()
    (target / "file").write_text("before")
    with pytest.raises(failure), replacing(target) as part:
        (part / "file").write_text("half")
        raise failure
    assert (target / "file").read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["build"]


def test_a_full_disk_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="disk is full"), replacing(tmp_path / "build"):
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_run_killed_in_the_middle_of_a_swap_is_put_right(tmp_path: Path) -> None:
    old = tmp_path / ".expolens-build-old"
    old.mkdir()
    (old / "file").write_text("before")
    restore(tmp_path / "build")
    assert (tmp_path / "build" / "file").read_text() == "before"


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    write_whole(tmp_path / "new" / "file", b"x")
    assert (tmp_path / "new" / "file").read_bytes() == b"x"
    (tmp_path / "taken").write_text("a file, not a folder")
    with pytest.raises(StudyError):
        write_whole(tmp_path / "taken" / "file", b"x")


def test_a_manifest_is_read_back_and_a_damaged_one_is_empty(tmp_path: Path) -> None:
    manifest = Manifest("in", {"parse": Ran("key", {"data/a": "hash"}, "3 names")}, ("five lines",))
    write_manifest(tmp_path, manifest)
    assert read_manifest(tmp_path) == manifest
    (tmp_path / "run.json").write_text('{"inputs": 3, "steps": []}')
    assert read_manifest(tmp_path) == Manifest("")


def test_a_build_is_fresh_until_a_source_or_a_file_of_it_changes(tmp_path: Path) -> None:
    (tmp_path / "study.toml").write_text("")
    (tmp_path / "sources").mkdir()
    build = tmp_path / "build"
    build.mkdir()
    (build / "report.html").write_text("x")
    steps = {
        "write": Ran(
            "k", {"report.html": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"}
        )
    }
    write_manifest(build, Manifest(inputs_digest(tmp_path), steps))
    assert fresh(tmp_path) is not None
    (build / "report.html").write_text("y")
    assert fresh(tmp_path) is None
    (build / "report.html").write_text("x")
    (tmp_path / "sources" / "new.csv").write_text("a")
    assert fresh(tmp_path) is None


def test_digests_tell_parts_apart() -> None:
    assert digest("ab", "c") != digest("a", "bc")
    assert len(program_digest()) == 64


def test_documents_are_read_back() -> None:
    sentence = Sentence((Span("127", statistic="founded"), Span(" firms", emphasis=True)))
    blocks = (
        Paragraph((sentence,), "note"),
        Table("t", 1, "T", (Cell("a"),), ((Cell("1", "s", align="decimal"),),), ("note",)),
        Figure("f", 1, "F", "alt", "<svg/>", ("s",), (), ("figures/f.svg",)),
    )
    document = Document("s", "en", "T", "", "", "2021", (Section("a", "A", blocks),))
    assert loads(Document, dumps(document)) == document
