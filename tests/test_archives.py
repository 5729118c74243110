"""Archives of lists, pages saved in one file, plain XML, and files that are no list."""

from __future__ import annotations

import base64
import gzip
import json
import quopri
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expolens.errors import SourceError
from expolens.model.study import SourcePlan
from expolens.readers import Grid, grid_of
from workbooks import cells, said, sheet_xlsx, zipped

CSV = "公司名称,展位号\n示例甲,A1\n示例乙,A2\n"
words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp", "Cf"]),
    min_size=1,
    max_size=10,
)


def given_to(name: str, data: bytes | str, **more: str) -> Grid:
    plan = SourcePlan("s", "list", name, **more)  # type: ignore[arg-type]
    return grid_of(data.encode() if isinstance(data, str) else data, plan)


def test_the_one_list_of_an_archive_is_read_and_said() -> None:
    data = zipped(
        {
            "数据/": b"",
            "数据/企业.csv": CSV.encode("gb18030"),
            "readme.txt": b"by the registry",
            "__MACOSX/数据/._企业.csv": b"\0\5\x16\7",
        }
    )
    grid = given_to("export.zip", data)
    assert cells(grid) == [("示例甲", "A1"), ("示例乙", "A2")]
    assert grid.encoding == "gb18030"
    assert "read out of the archive: 数据/企业.csv" in said(grid)
    assert "readme.txt" in said(grid)


def test_names_that_windows_wrote_in_chinese() -> None:
    data = bytearray(zipped({"mingda.csv": CSV.encode(), "b.png": b"\x89PNG"}))
    name = "名单单.csv".encode("gb18030")
    data = data.replace(b"mingda.csv", name)
    assert "名单单.csv" in said(given_to("a.zip", bytes(data)))


def test_halls_in_files_of_their_own_are_one_list() -> None:
    other = "报价项目,单价,数量\n" + "展台,1,2\n" * 9
    data = zipped({"1号馆.csv": CSV.encode(), "2号馆.csv": CSV.encode(), "c.csv": other.encode()})
    grid = given_to("a.zip", data)
    assert [row.place for row in grid.rows] == [
        "1号馆.csv, row 2", "1号馆.csv, row 3", "2号馆.csv, row 2", "2号馆.csv, row 3",
    ]  # fmt: skip
    assert grid.header[:2] == ("公司名称", "展位号")
    assert "c.csv (9)" in said(grid)


def test_a_workbook_and_a_gzip_within_an_archive() -> None:
    book = sheet_xlsx([["公司名称", "展位号"], ["示例甲", "A1"], ["示例乙", "A2"]])
    for member in ({"a.xlsx": book}, {"a.csv.gz": gzip.compress(CSV.encode())}):
        assert cells(given_to("a.zip", zipped(member))) == [("示例甲", "A1"), ("示例乙", "A2")]


def test_an_archive_without_a_list_says_what_it_holds() -> None:
    with pytest.raises(SourceError, match=r"no list in the archive.*a.png, b.png"):
        given_to("a.zip", zipped({"a.png": b"x", "b.png": b"y"}))
    with pytest.raises(SourceError, match=r"holds 101 files"):
        given_to("a.zip", zipped({f"{n}.csv": CSV.encode() for n in range(101)}))
    with pytest.raises(SourceError, match=r"a.zip/a.pdf|a PDF|not a list|no text"):
        given_to("a.zip", zipped({"a.pdf": b"%PDF-1.4\n\0\0"}))


def test_a_gzip_that_is_cut_gives_its_whole_lines() -> None:
    lines = "".join(f"示例{hash((n, 7)) % 10**9}公司{n},A{n}\n" for n in range(4_000))
    text = "公司名称,展位号\n" + lines
    whole = gzip.compress(text.encode())
    grid = given_to("a.csv.gz", whole[: len(whole) // 2])
    assert "cut short" in said(grid)
    assert 100 < len(grid.rows) < 4_000
    written = [tuple(line.split(",")) for line in text.splitlines()[1:]]
    assert cells(grid) == written[: len(grid.rows)]


PAGE = (
    "<!doctype html><html><body><table><tr><th>公司名称<th>展位号</tr>"
    "<tr><td>示例甲<td>A1</tr><tr><td>示例乙<td>A2</tr></table></body></html>"
)


def mhtml(*parts: tuple[str, str, bytes]) -> bytes:
    """A page as a browser saves it: parts of a type, an encoding of transfer, and bytes."""
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://fair.example.org/\r\nSubject: =?utf-8?Q?x?=\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----B"\r\n\r\n\r\n'
    )
    body = b"".join(
        f"------B\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {way}\r\n\r\n".encode()
        + content
        + b"\r\n"
        for kind, way, content in parts
    )
    return head.encode() + body + b"------B--\r\n"


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_a_saved_page_in_any_dress(charset: str) -> None:
    data = PAGE.encode(charset)
    kind = f"text/html; charset={charset}"
    for way, content in (
        ("quoted-printable", quopri.encodestring(data)),
        ("base64", base64.encodebytes(data)),
        ("8bit", data),
    ):
        saved = mhtml((kind, way, content), ("image/png", "base64", b"AAAA"))
        grid = given_to("fair.mhtml", saved)
        assert cells(grid) == [("示例甲", "A1"), ("示例乙", "A2")], way
        assert "cut short" not in said(grid)
        cut = given_to("fair.mhtml", saved[: saved.index(b"------B\r\nContent-Type: image")])
        assert cells(cut) == cells(grid)
        assert "cut short" in said(cut)


def test_the_frame_with_the_list_is_read() -> None:
    frame = ("text/html; charset=utf-8", "8bit", PAGE.encode())
    around = ("text/html; charset=utf-8", "8bit", b"<html><body><p>Welcome</p></body></html>")
    assert len(given_to("fair.mht", mhtml(around, frame)).rows) == 2
    with pytest.raises(SourceError, match="no page in it"):
        given_to("fair.mht", mhtml(("image/png", "base64", b"AAAA")))


@given(
    st.lists(
        st.fixed_dictionaries({"name": words, "booth": st.lists(words, min_size=1, max_size=3)}),
        min_size=2,
        max_size=6,
    )
)
def test_xml_says_what_json_says(items: list[dict[str, object]]) -> None:
    def element(item: dict[str, object]) -> str:
        booths = "".join(f"<booth>{escape(one)}</booth>" for one in item["booth"])  # type: ignore[attr-defined]
        return f"<x:company><name>{escape(str(item['name']))}</name>{booths}</x:company>"

    text = f"<?xml version='1.0'?><companies xmlns:x='x'><!-- all -->{''.join(map(element, items))}</companies>"
    several = any(len(item["booth"]) > 1 for item in items)  # type: ignore[arg-type]
    content = [
        {"name": item["name"], "booth": item["booth"] if several else item["booth"][0]}  # type: ignore[index]
        for item in items
    ]
    grid = given_to("a.xml", text)
    expected = given_to("a.json", json.dumps(content))
    assert (grid.header, cells(grid)) == (expected.header, cells(expected))


@given(words, words)
def test_attributes_are_columns(name: str, booth: str) -> None:
    row = f"<row name={quoteattr(name)} booth={quoteattr(booth)}/>"
    grid = given_to(
        "a.xml", f"<data xmlns='https://example.org'>{row}{row.replace(' booth', ' stand')}</data>"
    )
    assert cells(grid)[0][:2] == (name, booth)


def test_an_attribute_and_a_child_of_one_name_are_both_kept() -> None:
    row = '<firm id="1"><id>x</id><name>示例</name></firm>'
    grid = given_to("a.xml", f"<firms>{row}{row.replace('1', '2')}</firms>")
    assert cells(grid)[1] == ("2、x", "示例")


def test_xml_in_an_encoding_of_china_and_one_that_is_cut() -> None:
    rows = "".join(
        f"<企业><名称>示例{n}</名称><展位>A{n}</展位><标签>a</标签><标签>b</标签></企业>"
        for n in range(9)
    )
    text = f'<?xml version="1.0" encoding="GB2312"?><名单>{rows}</名单>'
    grid = given_to("a.xml", text.encode("gb18030"))
    assert [row.cells[0] for row in grid.rows] == [f"示例{n}" for n in range(9)]
    part = given_to(
        "a.xml", text.encode("gb18030")[: text.encode("gb18030").index("示例7".encode("gb18030"))]
    )
    assert cells(part) == cells(grid)[:7]
    assert "cut short" in said(part)


def test_rows_that_were_cut_out_of_a_page() -> None:
    rows = "<tr><td>公司名称</td><td>展位号</td></tr><tr><td>示例甲</td><td>A1</td></tr><tr><td>示例乙</td><td>A2</td></tr>"
    assert cells(given_to("a.html", rows)) == [("示例甲", "A1"), ("示例乙", "A2")]
    assert cells(given_to("a.html", f"<tbody>{rows}</tbody>")) == [
        ("示例甲", "A1"),
        ("示例乙", "A2"),
    ]


def test_a_cell_in_angle_brackets_is_no_xml() -> None:
    grid = given_to("a.csv", "<公司>,<展位>\n示例甲,A1\n示例乙,A2\n")
    assert cells(grid) == [("示例甲", "A1"), ("示例乙", "A2")]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"GIF89a", "a picture"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "a picture"),
        (b"\0\0\0\x18ftypheic", "a picture"),
        (b"Rar!\x1a\7", "an archive"),
        (b"7z\xbc\xaf'\x1c", "an archive"),
        (b"a.csv".ljust(257, b"\0") + b"ustar\00000", "an archive"),
        (b"SQLite format 3\0", "a database"),
        (b"PAR1\x15", "a table of a data engine"),
        (rb"{\rtf1\ansi", "a document"),
    ],
)
def test_what_is_no_list_is_told_with_what_to_do(data: bytes, kind: str) -> None:
    for content, name in ((data, "a.csv"), (gzip.compress(data), "a.csv.gz")):
        with pytest.raises(SourceError, match=f"this is {kind}") as caught:
            given_to(name, content)
        assert caught.value.todo
