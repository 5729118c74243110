"""`expolens collect` as a person calls it: on every kind of file, on what is pasted, with an earlier list and a recipe, and on what is none of them."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expolens.cli import main
from expolens.collect.difference import csv_text, difference, told
from expolens.collect.listing import Listed
from expolens.matching import Party
from expolens.names import comparable_name
from expolens.wording import words
from pages import PAGES, companies
from pdfs import catalogue, firms
from server import Call, serving
from workbooks import sheet_ods, sheet_xls, sheet_xlsx, zipped

ROWS = [
    ["Exhibitor", "Stand", "Country"],
    ["Stand-in Alpha GmbH", "A101", "Germany"],
    ["Stand-in Beta Ltd", "A102", "United Kingdom"],
    ["Stand-in Gamma SA", "B203", "France"],
]
NAMES = [row[0] for row in ROWS[1:]]
STANDS = [row[1] for row in ROWS[1:]]
Out = Callable[[], str]


def text_of(rows: list[list[str]], between: str = ",") -> bytes:
    return "".join(between.join(row) + "\n" for row in rows).encode()


def dicts() -> list[dict[str, str]]:
    return [dict(zip(("name", "booth", "country"), row, strict=True)) for row in ROWS[1:]]


def table() -> str:
    lines = "".join(f"<tr>{''.join(f'<td>{one}</td>' for one in row)}</tr>" for row in ROWS)
    return f"<h1>Example Fair</h1><table>{lines}</table>"


def cards() -> str:
    return "".join(
        f"<article class=card><h3><a href='/e/{n}'>{name}</a></h3><p class=stand>{stand}</p><p class=land>{land}</p></article>"
        for n, (name, stand, land) in enumerate(ROWS[1:])
    )


def mhtml() -> bytes:
    return (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
        f"Content-Type: text/html; charset=utf-8\r\nContent-Location: https://fair.example/\r\n\r\n{table()}\r\n--x--\r\n"
    ).encode()


STATE = json.dumps({"props": {"exhibitors": dicts()}})
FILES: dict[str, bytes] = {
    "list.csv": text_of(ROWS),
    "list.tsv": text_of(ROWS, "\t"),
    "semicolons.csv": text_of(ROWS, ";").replace(b"\n", b"\r"),
    "list.xlsx": sheet_xlsx(ROWS),
    "list.xls": sheet_xls(ROWS),
    "list.ods": sheet_ods(ROWS),
    "list.json": json.dumps({"data": {"exhibitors": dicts()}}).encode(),
    "list.jsonl": "\n".join(json.dumps(one) for one in dicts()).encode(),
    "table.html": table().encode(),
    "cards.html": cards().encode(),
    "state.html": f'<script id="__NEXT_DATA__" type="application/json">{STATE}</script>'.encode(),
    "list.xml": ("<r>" + "".join("<e>" + "".join(f"<{k}>{v}</{k}>" for k, v in one.items()) + "</e>" for one in dicts()) + "</r>").encode(),
    "list.zip": zipped({"list.csv": text_of(ROWS)}),
    "page.mhtml": mhtml(),
    "pasted.txt": "\n\n".join("\n".join((row[0], f"Booth {row[1]}", row[2])) for row in ROWS[1:]).encode(),
}  # fmt: skip


@pytest.fixture
def out(capsys: pytest.CaptureFixture[str]) -> Out:
    def read() -> str:
        said = capsys.readouterr()
        return said.out + said.err

    return read


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def ran(*arguments: str) -> int:
    return main(["collect", *arguments])


def inside() -> list[str]:
    return sorted(one.name for one in Path().iterdir())


def read(path: str = "out.csv") -> list[dict[str, str]]:
    """Read a written list by the standard library."""
    return list(csv.DictReader(io.StringIO(Path(path).read_text("utf-8-sig"))))


def named(path: str = "out.csv", name: str = "Company name", booth: str = "Booth") -> list[tuple[str, str]]:  # fmt: skip
    return [(row[name], row[booth]) for row in read(path)]


@pytest.mark.parametrize("file", FILES)
def test_a_file_of_each_format_is_shown_and_written(file: str, out: Out) -> None:
    Path(file).write_bytes(FILES[file])
    assert ran(file, "-o", "out.csv") == 0
    said = out()
    assert said.startswith("3 rows, 3 different names\n")
    assert "Wrote out.csv" in said
    assert named() == list(zip(NAMES, STANDS, strict=True))
    places = [row["source_place"] for row in read()]
    assert len(set(places)) == 3
    assert all(places)
    # What was written is a list like any other, with nothing to remark.
    assert ran("out.csv") == 0
    again = out()
    assert "Not understood" not in again
    assert "Noticed" not in again


def test_a_pdf_directory(out: Out) -> None:
    some = firms(40)
    Path("catalogue.pdf").write_bytes(catalogue(some))
    assert ran("catalogue.pdf", "-o", "out.csv") == 0
    assert named() == [(one.name, one.booth) for one in some]
    assert "40 rows" in out()
    assert all("page" in row["source_place"] for row in read())


@pytest.mark.parametrize(("lang", "said"), [("en", "3 rows"), ("zh", "3行，3个不同名称")])
def test_pasted(lang: str, said: str, out: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(FILES["pasted.txt"])))
    assert ran("-", "--lang", lang, "-o", "out.csv") == 0
    assert out().startswith(said)
    name, booth = ("Company name", "Booth") if lang == "en" else ("企业名称", "展位号")
    assert named(name=name, booth=booth) == list(zip(NAMES, STANDS, strict=True))
    assert json.loads(Path("out.provenance.json").read_text("utf-8"))["source"] == "-"


def test_a_workbook_is_written_with_every_code_as_text() -> None:
    Path("in.csv").write_text(
        "Company,Stand,Number\nStand-in A GmbH,=1+1,007\nStand-in B Ltd,-,1e5\n"
    )
    assert ran("in.csv", "-o", "out.xlsx") == 0
    assert ran("out.xlsx", "-o", "back.csv") == 0
    rows = read("back.csv")
    assert [row["Number"] for row in rows] == ["007", "1e5"]
    assert [row["Booth"] for row in rows] == ["'=1+1", "-"]


PROVENANCE = {
    "type": "object",
    "additionalProperties": False,
    "required": [
        "version", "program", "source", "sha256", "date", "rows", "layout", "columns", "unread",
        "left_aside", "personal", "masked_cells", "notes", "pages",
    ],
    "properties": {
        "version": {"const": 1},
        "program": {"type": "string", "pattern": "^expolens "},
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "rows": {"type": "integer"},
        "masked_cells": {"type": "integer"},
        **{key: {"type": "string"} for key in ("source", "date", "layout")},
        **{key: {"type": "array", "items": {"type": "string"}} for key in ("unread", "left_aside", "personal", "notes")},
        "columns": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["header", "field", "by"],
                "properties": {"by": {"enum": ["study", "layout", "synonym"]}},
            },
        },
        "pages": {"type": "array", "items": {"type": "object", "required": ["url", "time", "sha256"]}},
    },
}  # fmt: skip


def test_the_provenance_says_what_was_made_of_what() -> None:
    data = b"Company,Phone,Oddity,Remark to us\nStand-in A GmbH,+49 30 0000000,x,write to a@stand-in.example\nStand-in B Ltd,+49 30 0000001,y,Hall of the north\nStand-in C SA,,z,Hall of the south\n"
    Path("in.csv").write_bytes(data)
    assert ran("in.csv", "-o", "out.csv") == 0
    told = json.loads(Path("out.provenance.json").read_text("utf-8"))
    jsonschema.validate(told, PROVENANCE)
    assert told["sha256"] == sha256(data).hexdigest()
    assert (told["rows"], told["personal"], told["masked_cells"]) == (3, ["Phone"], 1)
    assert told["columns"] == [{"header": "Company", "field": "name", "by": "synonym"}]
    everything = Path("out.csv").read_text("utf-8-sig") + json.dumps(told)
    assert "0000000" not in everything
    assert "@" not in everything


def test_a_recipe_that_was_corrected_is_used_next_year_too(out: Out) -> None:
    Path("page.html").write_text(cards())
    assert ran("page.html", "-o", "out.csv") == 0
    recipe = Path("out.recipe.toml")
    text = recipe.read_text("utf-8")
    corrected = text.replace('field = "land"', 'field = "category"')
    assert corrected != text
    recipe.write_text(corrected, "utf-8")
    next_year = cards().replace("Alpha", "Omega")
    Path("page2027.html").write_text(next_year)
    assert ran("page2027.html", "--recipe", "out.recipe.toml", "-o", "out.csv") == 0
    assert [row["Category"] for row in read()] == ["Germany", "United Kingdom", "France"]
    assert read()[0]["Company name"] == "Stand-in Omega GmbH"
    assert recipe.read_text("utf-8") == corrected
    out()
    Path("other.html").write_text(table())
    assert ran("other.html", "--recipe", "out.recipe.toml") == 2
    assert "out of date" in out()


def test_a_recipe_is_made_of_every_make_of_page(out: Out) -> None:
    for make, page in PAGES.items():
        items = companies(12, chinese=make in ("labels_without_colons", "mini_program", "chinese_lines"))  # fmt: skip
        Path("page.html").write_text(page(items))
        Path("out.recipe.toml").unlink(missing_ok=True)
        assert ran("page.html", "-o", "out.csv") == 0, make
        assert [row["Company name"] for row in read()] == [one.name for one in items], make
        if Path("out.recipe.toml").exists():
            assert ran("page.html", "--recipe", "out.recipe.toml", "-o", "again.csv") == 0, make
            assert read("again.csv") == read(), make
    out()


OLD = [
    ["Company", "Booth"], ["Stand-in Alpha GmbH", "A1"], ["Stand-in Beta Ltd", "A2"], ["Stand-in Gamma SA", "A3"],
    ["示例甲医疗科技有限公司", "B1"], ["Stand-in Quartz GmbH", "B2"],
]  # fmt: skip
NEW = [
    ["Company", "Booth"], ["STAND-IN  ALPHA GMBH", "A1"], ["Stand-in Beta Ltd", "C9"], ["Stand-in Delta BV", "A4"],
    ["示例甲医疗科技股份有限公司", "B1"], ["Stand-in Quartz Medical GmbH", "B2"],
]  # fmt: skip


def test_what_became_of_an_earlier_list(out: Out) -> None:
    Path("old.csv").write_bytes(text_of(OLD))
    Path("new.xlsx").write_bytes(sheet_xlsx(NEW))
    assert ran("new.xlsx", "--diff", "old.csv", "-o", "out.csv") == 0
    said = out()
    rows = read("out.changes.csv")
    by = {kind: [(row["old_name"], row["new_name"]) for row in rows if row["change"] == kind] for kind in ("added", "dropped", "renamed", "perhaps", "moved")}  # fmt: skip
    assert by["added"] == [("", "Stand-in Delta BV")]
    assert by["dropped"] == [("Stand-in Gamma SA", "")]
    assert by["moved"] == [("Stand-in Beta Ltd", "Stand-in Beta Ltd")]
    pairs = by["renamed"] + by["perhaps"]
    assert ("示例甲医疗科技有限公司", "示例甲医疗科技股份有限公司") in pairs
    assert ("Stand-in Quartz GmbH", "Stand-in Quartz Medical GmbH") in by["perhaps"]
    for row in rows:
        assert bool(row["probability"]) == (row["change"] in ("renamed", "perhaps"))
        if row["probability"]:
            assert 0 <= float(row["probability"]) <= 1
            assert row["reasons"]
            assert row["new_place"].startswith("Sheet1!")
    assert "2 on both lists, 1 added, 1 dropped" in said
    assert "Stand-in Beta Ltd: A2 → C9" in said


def test_an_earlier_list_in_chinese(out: Out) -> None:
    Path("old.csv").write_bytes(text_of(OLD))
    Path("new.csv").write_bytes(text_of(NEW))
    assert ran("new.csv", "--diff", "old.csv", "--lang", "zh") == 0
    said = out()
    assert "与old.csv相比：" in said
    assert "新增1家，退出1家" in said
    assert not Path("new.changes.csv").exists()


NAME = st.builds(
    "Stand-in {} {}".format,
    st.sampled_from(("Amber", "Birch", "Cobalt", "Dahlia", "Ember", "Fjord")),
    st.sampled_from(("Medical GmbH", "Software Ltd", "Imaging Inc.", "有限公司", "AG")),
)
LISTS = st.lists(st.tuples(NAME, st.sampled_from(("", "A1", "A2", "B7"))), max_size=8, unique_by=lambda one: comparable_name(one[0]))  # fmt: skip


def listed(rows: list[tuple[str, str]]) -> list[Listed]:
    return [
        Listed(
            name, Party(f"row {n}", ((name, "legal"),)), (booth,) if booth else (), (f"row {n}",)
        )
        for n, (name, booth) in enumerate(rows, 2)
    ]


@settings(deadline=None, max_examples=150)
@given(LISTS, LISTS)
def test_every_exhibitor_of_either_list_is_told_of_once(
    before: list[tuple[str, str]], after: list[tuple[str, str]]
) -> None:
    old, new = listed(before), listed(after)
    found = difference(old, new)
    # The witness: names as they stand, by sets.
    first, then = (
        {comparable_name(name): booth for name, booth in rows} for rows in (before, after)
    )
    both = first.keys() & then.keys()
    assert found.same == len(both)
    pairs = [*found.of("renamed"), *found.of("perhaps")]
    gone = [one.old for one in (*found.of("dropped"), *pairs)]
    come = [one.new for one in (*found.of("added"), *pairs)]
    assert sorted(comparable_name(one.name) for one in gone if one) == sorted(first.keys() - both)
    assert sorted(comparable_name(one.name) for one in come if one) == sorted(then.keys() - both)
    assert {comparable_name(one.new.name) for one in found.of("moved") if one.new} == {
        name for name in both if first[name] and then[name] and first[name] != then[name]
    }
    assert len(list(csv.reader(io.StringIO(csv_text(found, "en"))))) == 1 + len(found.changes)
    assert all("{" not in line for lang in ("en", "zh") for line in told(found, lang))


@settings(deadline=None, max_examples=50)
@given(LISTS)
def test_a_list_against_itself_has_no_change(rows: list[tuple[str, str]]) -> None:
    found = difference(listed(rows), listed(rows))
    assert (found.changes, found.same) == ((), len(rows))


def test_nothing_that_is_read_is_written_over(out: Out) -> None:
    Path("list.csv").write_bytes(text_of(ROWS))
    Path("list.changes.csv").write_bytes(text_of(ROWS))
    for arguments in (
        ("list.csv", "-o", "list.csv"),
        ("list.csv", "-o", "./list.csv"),
        ("list.csv", "--diff", "list.changes.csv", "-o", "list.csv"),
        ("list.changes.csv", "-o", "list.csv"),
    ):
        assert ran(*arguments) == 2, arguments
        assert "would be lost" in out()
    assert Path("list.csv").read_bytes() == text_of(ROWS)
    assert inside() == ["list.changes.csv", "list.csv"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nothing.csv",), "there is no file 'nothing.csv'"),
        (("www.fair.example/list",), "an address of the web begins with https://"),
        ((".",), "this is a folder"),
        (("http://",), "no host"),
        (("http://[::1",), "Error: "),
        (("https://user:secret@fair.example/",), "Error: "),
        (("http://127.0.0.1:9/",), "--private"),
        (("http://localhost/",), "--private"),
        (("in.csv", "-o", "out.pdf"), ".csv or .xlsx"),
        (("in.csv", "-o", "folder.csv"), "this is a folder"),
        (("in.csv", "--recipe", "in.csv"), "Error: "),
        (("in.csv", "--recipe", "none.toml"), "the recipe cannot be read"),
        (("in.csv", "--diff", "none.csv"), "there is no file 'none.csv'"),
        (("in.csv", "--encoding", "klingon"), "klingon"),
        (("empty.csv",), "the file is empty"),
        (("--outptu",), "there is no option --outptu"),
        (("in.csv", "--nonsense"), "nonsense"),
        (("in.csv", "--lang", "fr"), "fr"),
        ((), "URL_OR_FILE"),
    ],
)
def test_what_cannot_be_is_said_in_a_line_and_nothing_is_left(
    arguments: tuple[str, ...], said: str, out: Out
) -> None:
    Path("in.csv").write_bytes(text_of(ROWS))
    Path("empty.csv").touch()
    Path("folder.csv").mkdir()
    before = inside()
    assert ran(*arguments) == 2
    text = out()
    assert said in text
    assert "Traceback" not in text
    assert "secret" not in text
    assert inside() == before


def test_a_list_without_names_says_what_to_do(out: Out) -> None:
    Path("in.csv").write_text("a,b\n1,2\n3,4\n")
    assert ran("in.csv") == 0
    assert "No column was understood as the name" in out()
    assert ran("in.csv", "--lang", "zh") == 0
    assert "未识别出" in out()


def test_a_reader_that_stops_reading_loses_no_file() -> None:
    Path("in.csv").write_bytes(text_of(ROWS))
    command = [sys.executable, "-m", "expolens", "collect", "in.csv", "-o", "out.csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout
        run.stdout.close()
        assert run.stderr
        assert b"Traceback" not in run.stderr.read()
    assert named() == list(zip(NAMES, STANDS, strict=True))


@pytest.mark.skipif(os.name == "nt", reason="signals are sent another way there")
def test_ctrl_c_keeps_what_came_and_going_on_takes_it_up() -> None:
    asked: list[str] = []

    def page(number: int) -> str:
        some = "".join(
            f"<article><h3><a href='/e/{n}'>Stand-in {n} GmbH</a></h3><p>Stand A{n}</p></article>"
            for n in range(number * 10, number * 10 + 5)
        )
        return f"<main>{some}</main><a rel=next href='/list?page={number + 1}'>Next</a>"

    def answer(call: Call) -> None:
        number = int(call.query.get("page", "1"))
        asked.append(call.path)
        if number > 6:
            call.send("<p>No results</p>", 404)
            return
        if len(asked) == 3:
            os.kill(run.pid, signal.SIGINT)
            time.sleep(0.5)
        call.send(page(number))

    with serving({"/list": answer}) as site:
        command = [sys.executable, "-m", "expolens", "collect", f"{site.url}/list", "--private", "--delay", "0", "-o", "out.csv"]  # fmt: skip
        run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        _, told = run.communicate(timeout=60)
        assert run.returncode == 130, told
        assert "Traceback" not in told
        assert not Path("out.csv").exists()
        stopped = len(asked)
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        assert "kept from before a stop" in done.stdout
        assert len(read()) == 30
        assert len(asked) < stopped + 7


def test_every_word_of_the_verb_is_said_in_both_languages() -> None:
    for code, text in words().items():
        if code.startswith(("collect.", "difference.", "preview.")):
            assert text.en, code
            assert text.zh, code
            assert text.en != text.zh or code.endswith("next_keep"), code


def test_a_relative_link_of_a_saved_page_is_a_link(out: Out) -> None:
    Path("page.html").write_text(cards())
    assert ran("page.html", "-o", "out.csv") == 0
    assert [row["Link"] for row in read()] == ["/e/0", "/e/1", "/e/2"]
    Path("no.csv").write_text(
        "Company,Link\n" + "".join(f"Stand-in {n} GmbH,see hall {n}\n" for n in range(9))
    )
    assert ran("no.csv") == 0
    assert "is called like url" in out()


def test_what_does_not_end_is_refused(monkeypatch: pytest.MonkeyPatch, out: Out) -> None:
    monkeypatch.setattr("expolens.study.brought.LARGEST", 10**8)
    endless = Path("/dev/zero")
    if not endless.exists():
        pytest.skip("this system has no endless file")
    assert ran(str(endless)) == 2
    assert "more than any list" in out()
