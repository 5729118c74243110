"""study.toml: read with its protocol, every mistake told with its line; made and added to without touching what is there."""

from __future__ import annotations

import json
import re
import tomllib
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import contract
from expolens.api import open_study
from expolens.errors import ExpolensError, SourceError, StudyError
from expolens.model.text import Text
from expolens.study.check import unnamed_files
from expolens.study.create import add_source, new_study
from expolens.study.json_schema import schema, schema_text
from expolens.study.lines import line_of
from expolens.study.read import read_study

HEAD = '[study]\nid = "trial"\ntitle = { en = "A trial", zh = "试验" }\ndate = 2026-05-06\n'
LIST = '\n[[source]]\nid = "list"\nrole = "list"\nfile = "sources/list.csv"\n'
ROOT = Path(__file__).parents[1]


def write(folder: Path, text: str) -> Path:
    (folder / "sources").mkdir(exist_ok=True)
    (folder / "sources" / "list.csv").write_text("公司名称\n示例甲有限公司\n", "utf-8")
    (folder / "study.toml").write_text(text, "utf-8")
    return folder


def test_a_small_study_has_the_whole_protocol(tmp_path: Path) -> None:
    study = read_study(write(tmp_path, HEAD + LIST))
    assert (study.title, study.event.name) == (Text("A trial", "试验"), Text("A trial", "试验"))
    assert (study.date, study.folder) == ("2026-05-06", tmp_path)
    raw = tomllib.loads((ROOT / "src/expolens/protocols/exhibitors.toml").read_text("utf-8"))
    assert [s.id for s in study.protocol.statistics] == [s["id"] for s in raw["statistic"]]
    scale = next(s for s in study.protocol.statistics if s.id == "scale")
    assert (scale.classes[1].low, scale.classes[1].high) == (50, 100)
    assert read_study(tmp_path / "study.toml") == study


def test_entries_of_the_same_id_change_key_by_key_and_others_join(tmp_path: Path) -> None:
    text = HEAD.replace("date", 'drop = ["statistic:evidence", "concept*"]\ndate', 1) + LIST
    text += (
        '\n[[statistic]]\nid = "capital"\ndefinition = 7\n'
        '\n[[statistic]]\nid = "market"\nkind = "estimate"\nlabel = "market"\nunit = "CNY_billion"\n'
        '[[statistic.factors]]\nlabel = "counties"\nlow = 2843\nhigh = 2843\n'
        '[[statistic.factors]]\nlabel = "each"\nlow = 40e6\nhigh = 8e7\nunit = "CNY"\n'
    )
    protocol = read_study(write(tmp_path, text)).protocol
    by_id = {s.id: s for s in protocol.statistics}
    assert (by_id["capital"].definition, by_id["capital"].unit) == (7, "CNY_10k")
    assert by_id["market"].factors[1].high == 80_000_000.0
    assert by_id["market"].label == Text("market", "market")
    assert "evidence" not in by_id
    assert not any(id_.startswith("concept") for id_ in by_id)
    assert list(by_id)[-1] == "market"


def test_rates_are_exact(tmp_path: Path) -> None:
    rate = '\n[[rate]]\nbase = "CNY"\nquote = "USD"\nrate = 0.16\ndate = "2021-05-06"\n'
    study = read_study(write(tmp_path, HEAD + LIST + rate))
    assert (study.rates[0].rate, study.rates[0].date) == (Decimal("0.16"), "2021-05-06")


@pytest.mark.parametrize("encode", [lambda t: "\ufeff" + t, lambda t: t.replace("\n", "\r\n")])
def test_windows_files_read_the_same(tmp_path: Path, encode: object) -> None:
    plain = read_study(write(tmp_path, HEAD + LIST))
    path = tmp_path / "study.toml"
    path.write_bytes(encode(path.read_text("utf-8")).encode())  # type: ignore[operator]
    assert read_study(tmp_path) == plain


def test_a_path_with_backslashes_in_single_quotes_is_a_path(tmp_path: Path) -> None:
    text = HEAD + LIST.replace('"sources/list.csv"', "'sources\\list.csv'")
    assert read_study(write(tmp_path, text)).sources[0].file == "sources/list.csv"


# What is appended to HEAD (4 lines) + LIST (a blank line, then lines 6 to 9), the line named, and words of the message.
MISTAKES = [
    ('\n[[rates]]\nbase = "USD"\n', 11, ("'rates'", "'rate'")),
    ('\n[[rate]]\nbase = "USD"\nqoute = "CNY"\n', 13, ("'qoute'", "[[rate]]", "'quote'")),
    ('\n[[rate]]\nbase = "USD"\n', 11, ("[[rate]]", "'quote'")),
    ('\n[[rate]]\nbase = "USD"\nquote = "CNY"\nrate = 0\ndate = 2021-05-06\n', 14, ("more than 0",)),
    ('\n[[rate]]\nbase = "USD"\nquote = "USD"\nrate = 1\ndate = 2021-05-06\n', 13, ("USD twice",)),
    ('\n[[rate]]\nbase = "usd"\nquote = "CNY"\nrate = 1\ndate = 2021-05-06\n', 12, ("'usd'", "capital")),
    ('\n[[rate]]\nbase = "USD"\nquote = "CNY"\nrate = "6.4"\ndate = 2021-05-06\n', 14, ("a number", "'6.4'")),
    ('\n[[rate]]\nbase = "USD"\nquote = "CNY"\nrate = nan\ndate = 2021-05-06\n', 14, ("a number",)),
    ('\n[[rate]]\nbase = "USD"\nquote = "CNY"\nrate = 1\ndate = "2021-13-40"\n', 15, ("2021-13-40",)),
    ('columns = { "名称" = "nam" }\n', 10, ("'nam'", "'name'")),
    ('covers = "everything"\n', 10, ("'everything'", "'covers'")),
    ('date = "May 2021"\n', 10, ("May 2021", "2026-01-31")),
    ('\n[[source]]\nid = "list"\nrole = "list"\nfile = "sources/list.csv"\n', 12, ("two sources", "'list'")),
    ('\n[[source]]\nid = "b"\nrole = "list"\nfile = "sources/list.csv"\n', 14, ("named twice",)),
    ('\n[[source]]\nid = "b"\nrole = "lst"\nfile = "sources/list.csv"\n', 13, ("'lst'", "'list'")),
    ('\n[[source]]\nid = "b"\nrole = "list"\nfile = "sources/lost.csv"\n', 14, ("sources/lost.csv", "list.csv")),
    ('\n[[source]]\nid = "b"\nrole = "list"\nfile = "../list.csv"\n', 14, ("outside", "expolens add")),
    ('\n[[source]]\nid = "b"\nrole = "list"\n', 11, ("'file'",)),
    ('\n[[statistic]]\nid = "mine"\nkind = "share"\npopulation = "atended"\nwhere = "present"\nlabel = "x"\n', 14, ("'atended'", "'attended'")),
    ('\n[[statistic]]\nid = "mine"\nkind = "share"\npopulation = "attended"\nlabel = "x"\n', 11, ("'mine'", "'where'")),
    ('\n[[statistic]]\nid = "mine"\nkind = "sahre"\nlabel = "x"\n', 13, ("'sahre'", "'share'")),
    ('\n[[statistic]]\nid = "mine"\nkind = "top"\nof = "keywords"\nk = 3\nlabel = "x"\n', 14, ("'keywords'", "'keyword'")),
    ('\n[[statistic]]\nid = "mine"\nkind = "counts"\npopulation = "listed"\nfield = "fonded"\nlabel = "x"\n', 15, ("'fonded'", "'founded'")),
    ('\n[[statistic]]\nid = "capital"\nunit = "RMB_10k_x"\n', 13, ("RMB_10k_x", "CNY_10k")),
    ('\n[[statistic]]\nid = "capital"\nprobabilities = [0.5, 5]\n', 13, ("cannot be 5",)),
    ('\n[[statistic]]\nid = "capital"\n\n[[statistic]]\nid = "capital"\n', 15, ("two entries", "'capital'")),
    ('\n[[statistic]]\nkind = "share"\n', 11, ("no 'id'",)),
    ('\n[[population]]\nid = "listed"\nwhere = "fonded >= 2009"\n', 13, ("fonded", "'founded'")),
    ('\n[[population]]\nid = "listed"\nwhere = "source(\'lst\')"\n', 13, ("'lst'", "'list'")),
    ('\n[[population]]\nid = "listed"\nwhere = "founded >="\n', 13, ("cannot be read",)),
    ('\n[[population]]\nid = "listed"\nparent = "attended"\n', 13, ("circle",)),
    ('\n[[population]]\nid = "mine"\nlabel = "x"\nneeds = ["capitol"]\n', 14, ("'capitol'", "'capital'")),
    ('\n[[table]]\nid = "t"\nkind = "listing"\ntitle = "x"\nstatistics = ["capital", "provnce"]\n', 15, ("'provnce'", "'province'")),
    ('\n[[section]]\nid = "s"\ntitle = "x"\nitems = ["table:nothing"]\n', 14, ("'nothing'",)),
    ('\n[[section]]\nid = "s"\ntitle = "x"\nitems = ["tabel:nothing"]\n', 14, ("'tabel'", "'table'")),
    ('\n[source]\nid = "b"\n', 11, ()),
    ('\n[event]\nforums = "many"\n', 12, ("whole number", "'many'")),
    ('\n[event]\nname = { en = "x", cn = "y" }\n', 12, ("'cn'",)),
    ('\n[event]\nstart = 3\n', 12, ("'start'",)),
    ("\n[event\n", 11, ("no TOML",)),
    ('url = "sources\\list.csv"\n', 10, ("write / for",)),
]  # fmt: skip


@pytest.mark.parametrize(("more", "line", "words"), MISTAKES)
def test_a_mistake_is_told_with_its_line(
    tmp_path: Path, more: str, line: int, words: tuple[str, ...]
) -> None:
    with pytest.raises(StudyError) as error:
        read_study(write(tmp_path, HEAD + LIST + more))
    said = str(error.value)
    assert f"study.toml, line {line}:" in said, said
    for word in words:
        assert word in said, said
    assert error.value.have or error.value.todo


HEADS = [
    ('id = "trial"', 'id = "Trial 1"', ("'id'",)),
    ('id = "trial"', 'id = "trial"\nstyle = "jimr"', ("'jimr'", "'jmir'")),
    ('id = "trial"', 'id = "trial"\nlanguages = ["en", "cn"]', ("'cn'",)),
    ('id = "trial"', 'id = "trial"\nprotocol = "exhibitor"', ("'exhibitor'", "'exhibitors'")),
    ('id = "trial"', 'id = "trial"\nprotocol = "mine.toml"', ("mine.toml",)),
    ('id = "trial"', 'id = "trial"\ndrop = ["fundings"]', ("'fundings'",)),
    ('id = "trial"', 'id = "trial"\npacks = ["health"]', ("'health'", "'health_it'")),
    ('id = "trial"', 'id = "trial"\naccept = 2', ("'accept'", "0 and 1")),
    ('id = "trial"', 'id = "trial"\nreview = 0.99', ("'review'",)),
    ('id = "trial"', 'id = "trial"\nlanguages = "en"', ("a list",)),
    ('id = "trial"', "id = 3", ("'id'", "text")),
    ("[study]", "[[study]]", ("[study]",)),
    ("[study]", "[studdy]", ("'studdy'", "'study'")),
    ('id = "trial"\n', "", ("'id'",)),
]


@pytest.mark.parametrize(("old", "new", "words"), HEADS)
def test_a_mistake_in_the_head_is_told(
    tmp_path: Path, old: str, new: str, words: tuple[str, ...]
) -> None:
    with pytest.raises(StudyError) as error:
        read_study(write(tmp_path, HEAD.replace(old, new, 1)))
    assert "study.toml" in str(error.value)
    for word in words:
        assert word in str(error.value)


def test_dropping_a_population_names_what_still_asks_for_it(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="protocol exhibitors, line") as error:
        read_study(write(tmp_path, HEAD + 'drop = ["population:since_2009"]\n'))
    assert "'since_2009'" in str(error.value)


def test_no_study_and_no_utf8(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="expolens new"):
        read_study(tmp_path / "nowhere")
    (tmp_path / "study.toml").write_bytes('[study]\nid = "a"\ntitle = "试验"'.encode("gb18030"))
    with pytest.raises(StudyError, match="line 3"):
        read_study(tmp_path)


def test_a_protocol_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(
        'id = "mine"\ntitle = "Mine"\n[[population]]\nid = "all"\nlabel = "all"\n', "utf-8"
    )
    study = read_study(write(tmp_path, HEAD + 'protocol = "plan.toml"\n' + LIST))
    assert [p.id for p in study.protocol.populations] == ["all"]
    (tmp_path / "plan.toml").write_text('id = "mine"\ntitle = "Mine"\nfigur = 1\n', "utf-8")
    with pytest.raises(StudyError, match=r"plan.toml, line 3.*'figure'"):
        read_study(tmp_path)


def test_files_nobody_names_are_found(tmp_path: Path) -> None:
    write(tmp_path, HEAD + LIST)
    (tmp_path / "sources" / "day 2").mkdir()
    for name in ("day 2/onsite.xlsx", "~$list.xlsx", ".DS_Store"):
        (tmp_path / "sources" / name).write_bytes(b"x")
    assert unnamed_files(read_study(tmp_path)) == ("sources/day 2/onsite.xlsx",)


# ------------------------------------------------------------------ lines


def test_lines_of_keys_in_arrays_subtables_and_below_long_texts() -> None:
    text = '# [[source]]\n[[source]]\nnote = """\n[[source]]\nid = "x"\n"""\n[source.columns]\n"a b" = "name"\n[[source]]\nid = "y"'
    assert line_of(text, ("source", 0, "columns", "a b")) == 8
    assert line_of(text, ("source", 1, "id")) == 10
    assert line_of(text, ("source", 1, "file")) == 9
    assert line_of(text, ("event", "name")) == 1
    assert line_of("a = 1\nb.c = 2", ("b", "c")) == 2


keys = st.from_regex(r"[a-z]{1,4}", fullmatch=True)
tables = st.dictionaries(keys, st.dictionaries(keys, st.integers(), max_size=4), max_size=5)


@given(tables)
def test_every_key_is_found_on_its_line(content: dict[str, dict[str, int]]) -> None:
    lines, places = [], {}
    for table, entries in content.items():
        lines.append(f"[[{table}]]  # a note")
        for key, value in entries.items():
            lines.append(f"{key} = {value}")
            places[table, 0, key] = len(lines)
    text = "\n".join(lines)
    assert tomllib.loads(text) == {table: [entries] for table, entries in content.items()}
    assert {place: line_of(text, place) for place in places} == places


@given(st.text(max_size=80))
def test_any_text_gives_a_study_or_a_clear_error(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.getbasetemp() / "any"
    folder.mkdir(exist_ok=True)
    (folder / "study.toml").write_bytes(text.encode())
    with pytest.raises(StudyError, match=r"study\.toml"):
        read_study(folder)


# ------------------------------------------------------------------ schema


def test_the_shipped_schema_is_what_the_code_writes() -> None:
    shipped = files("expolens.study").joinpath("study.schema.json").read_text("utf-8")
    assert shipped == schema_text()


def test_the_schema_takes_what_the_reader_takes(tmp_path: Path) -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    protocol = tomllib.loads((ROOT / "src/expolens/protocols/exhibitors.toml").read_text("utf-8"))
    plan = {
        key: value for key, value in protocol.items() if isinstance(value, list) and key != "packs"
    }
    content = tomllib.loads(HEAD.replace("2026-05-06", '"2026-05-06"') + LIST)
    jsonschema.validate({**content, **plan}, schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**content, "rates": []}, schema())


@pytest.mark.parametrize("name", ["chinc2021", "rehearsal"])
def test_the_examples_keep_to_the_schema(name: str) -> None:
    path = ROOT / "examples" / name / "study.toml"
    if not path.is_file():
        pytest.skip("the example has no study file yet")
    content = json.loads(json.dumps(tomllib.loads(path.read_text("utf-8")), default=str))
    jsonschema.validate(content, schema())
    assert read_study(path.parent).id


# ------------------------------------------------------------------ new and add


def test_new_writes_a_study_that_reads(tmp_path: Path) -> None:
    listed = tmp_path / "参展商 名单.csv"
    listed.write_text("公司名称,展位号\n示例甲有限公司,A01\n", "utf-8")
    folder = tmp_path / "我的 study"
    said = "\n".join(new_study(folder, from_list=listed))
    assert re.search(r"公司名称 +Company name +header +100% +示例甲有限公司", said)
    study = read_study(folder)
    assert [(s.id, s.role, s.file) for s in study.sources] == [
        ("list", "list", "sources/参展商 名单.csv")
    ]
    assert (folder / study.sources[0].file).read_bytes() == listed.read_bytes()
    assert "build/" in (folder / ".gitignore").read_text("utf-8")
    before = (folder / "study.toml").read_bytes()
    with pytest.raises(StudyError, match="already"):
        new_study(folder)
    assert (folder / "study.toml").read_bytes() == before


def test_what_a_list_names_itself_is_counted_once(tmp_path: Path) -> None:
    listed = tmp_path / "halls.csv"
    listed.write_text("公司名称,展馆\n示例甲有限公司,一号馆\n示例乙有限公司,\n", "utf-8")
    folder = tmp_path / "s"
    new_study(folder, from_list=listed)
    listed.write_text("公司名称,展馆\n示例丙有限公司,二号馆\n", "utf-8")
    add_source(folder, listed, role="list")
    assert [one.id for one in read_study(folder).protocol.statistics].count("hall") == 1
    open_study(folder).run()
    found = {one["id"]: (one["n"], one["N"]) for one in contract(folder)["statistics"]}
    halls = {name: n for name, n in found.items() if name.startswith("hall.")}
    assert sorted(halls.values()) == [(1, 3), (1, 3), (1, 3)]
    assert halls["hall.not_disclosed"] == (1, 3)


def test_a_second_sheet_of_attendance_asks_for_its_day(tmp_path: Path) -> None:
    write(tmp_path, HEAD + LIST)
    for day in ("one", "two"):
        sheet = tmp_path / f"{day}.csv"
        sheet.write_text(f"公司名称,到场情况\n示例甲有限公司,{day}\n", "utf-8")
        said = "\n".join(add_source(tmp_path, sheet, role="attendance"))
        assert ("day =" in said) is (day == "two")
    text = (tmp_path / "study.toml").read_text("utf-8")
    assert text.count("# day =") == 1
    assert len(read_study(tmp_path).sources) == 3


def test_new_without_a_list_reads_too(tmp_path: Path) -> None:
    new_study(tmp_path / "s")
    assert read_study(tmp_path / "s").sources == ()


def test_new_makes_nothing_of_a_list_it_cannot_read(tmp_path: Path) -> None:
    (tmp_path / "list.xlsx").write_bytes(b"PK\x03\x04broken")
    with pytest.raises(SourceError):
        new_study(tmp_path / "s", from_list=tmp_path / "list.xlsx")
    with pytest.raises(StudyError, match=r"list\.xlsx"):
        new_study(tmp_path / "s", from_list=tmp_path / "list.xls")
    assert not (tmp_path / "s").exists()


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_add_keeps_every_byte_that_was_there(tmp_path: Path, newline: str) -> None:
    write(tmp_path, "")
    mine = "\ufeff# 我的说明" + newline + (HEAD + LIST).replace("\n", newline).rstrip() + "  # mine"
    (tmp_path / "study.toml").write_bytes(mine.encode())
    registry = tmp_path / "r.csv"
    registry.write_text("企业名称,注册资本\n示例甲有限公司,100万元\n", "utf-8")
    add_source(tmp_path, registry, role="registry")
    registry.write_text("企业名称,注册资本\n示例乙有限公司,200万元\n", "utf-8")
    add_source(tmp_path, registry, role="registry")
    text = (tmp_path / "study.toml").read_bytes()
    assert text.startswith(mine.encode())
    assert text.count(b"\r\n") == (text.count(b"\n") if newline == "\r\n" else 0)
    study = read_study(tmp_path)
    assert [(s.id, s.file) for s in study.sources] == [
        ("list", "sources/list.csv"),
        ("registry", "sources/r.csv"),
        ("registry_2", "sources/r_2.csv"),
    ]
    with pytest.raises(StudyError, match="already: 'registry_2'"):
        add_source(tmp_path, registry, role="registry")
    assert (tmp_path / "study.toml").read_bytes() == text


def test_add_says_which_columns_it_did_not_understand(tmp_path: Path) -> None:
    write(tmp_path, HEAD)
    odd = tmp_path / "odd.csv"
    odd.write_text("甲,乙\n示例甲有限公司,1\n", "utf-8")
    said = "\n".join(add_source(tmp_path, odd, role="registry"))
    assert "甲, 乙" in said
    assert "[source.columns]" in (tmp_path / "study.toml").read_text("utf-8")
    assert read_study(tmp_path).sources[0].columns == {}


def test_add_uses_a_file_that_lies_in_sources_already(tmp_path: Path) -> None:
    write(tmp_path, HEAD)
    add_source(tmp_path, tmp_path / "sources" / "list.csv", role="list")
    assert read_study(tmp_path).sources[0].file == "sources/list.csv"
    assert [p.name for p in (tmp_path / "sources").iterdir()] == ["list.csv"]


@pytest.mark.parametrize(
    ("name", "role", "word"), [("nofile.csv", "list", "nofile.csv"), ("x.csv", "lst", "'list'")]
)
def test_add_refuses_and_changes_nothing(tmp_path: Path, name: str, role: str, word: str) -> None:
    write(tmp_path, HEAD)
    with pytest.raises(ExpolensError, match=word):
        add_source(tmp_path, tmp_path / name, role=role)
    assert (tmp_path / "study.toml").read_text("utf-8") == HEAD
