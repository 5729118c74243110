"""Sites as they answer: pages, details, loops, encodings said wrongly, passwords, archives that other programs made."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import pytest

from expolens.collect.bring import bring_bytes
from expolens.collect.site import Site, bring_site
from expolens.errors import SourceError
from expolens.model.study import SourcePlan
from expolens.readers.encoding import decoded
from expolens.readers.grid import Grid
from server import Answer, Call, serving
from sites import SITES, Firm, firms, shell
from visiting import plan

FIRMS = firms(60)


def brought(answers: dict[str, Answer | str], folder: Path, *, start: str = "/list", details: bool = False) -> Grid:  # fmt: skip
    with serving(answers) as site:
        where = Site(site.url + start, folder / "fair.warc.gz", plan(), details)
        found, _ = bring_site(where, SourcePlan("list", "list", "fair.warc.gz"))
    return found.found.grid


def column(grid: Grid, name: str) -> list[str]:
    return [row.cells[grid.header.index(name)] for row in grid.rows]


def codes(grid: Grid) -> set[str]:
    return {one.partition("\t")[0] for one in grid.notes}


def paged(site: str = "smallworld", *, first: int = 1, following: Callable[[int], str] = "/list?page={}".format, word: str = "Next") -> Answer:  # fmt: skip
    """Answer with twenty companies a page, and a link to the next one."""

    def answer(call: Call) -> None:
        number = int(call.query.get("page", first)) - first
        some = FIRMS[20 * number : 20 * number + 20]
        body = SITES[site](some).text if some else shell("<p>No results.</p>")
        body = body.replace("<a href='?page=3'>下一页</a>", "")
        link = f"<a href='{following(number + 1 + first)}'>{word}</a>" if number < 2 else ""
        call.send(body.replace("</body>", f"{link}</body>"))

    return answer


def detail(call: Call) -> None:
    firm = Firm(int(call.path.rpartition("-")[2]))
    if firm.n == 3:
        call.send("gone", 404)
        return
    facts = f"<dl><dt>Booth</dt><dd>Z{firm.n}</dd><dt>Country</dt><dd>{firm.country}</dd><dt>Year founded</dt><dd>{1950 + firm.n}</dd></dl>"
    call.send(shell(f"<main><h1>{firm.html}</h1>{facts}<p>Website: www.fair.example</p></main>"))


DETAILS: dict[str, Answer | str] = {f"/co/example-{n}": detail for n in range(60)}


def test_pages_and_details_fill_what_the_list_leaves_open(tmp_path: Path) -> None:
    grid = brought({"/list": paged(), **DETAILS}, tmp_path, details=True)
    assert column(grid, "name") == [one.name for one in FIRMS]
    assert column(grid, "Booth") == [one.booth for one in FIRMS]
    wanted = [one.country if one.n != 3 else "" for one in FIRMS]
    assert column(grid, "Country") == wanted
    # What is the fair's own on every page is no company's, nor are the links of its footer.
    assert not {"Website", "About"} & set(grid.header)
    assert {"details_alike", "fetch_failed"} <= codes(grid)
    assert "pages_without" not in codes(grid)


def test_details_that_robots_forbid_are_not_asked_and_said(tmp_path: Path) -> None:
    answers: dict[str, Answer | str] = {"/robots.txt": "User-agent: *\nDisallow: /co/\n", "/list": paged(), **DETAILS}  # fmt: skip
    grid = brought(answers, tmp_path, details=True)
    assert len(grid.rows) == 60
    assert any("60" in one and "robots.txt forbids" in one for one in grid.notes)


@pytest.mark.parametrize(
    ("start", "answer", "count"),
    [
        ("/list", paged(following=lambda n: f"/list?page={n if n < 3 else 1}"), 40),
        ("/list?page=0", paged(first=0), 60),
        ("/list", paged(following=lambda n: f"/list;jsessionid={n * 7919:X}?page={n}&sid={n * 31}"), 60),
        ("/list", paged("chinese_directory", word="下一页"), 60),
    ],
)  # fmt: skip
def test_pages_that_loop_count_from_nought_or_carry_a_session(start: str, answer: Answer, count: int, tmp_path: Path) -> None:  # fmt: skip
    grid = brought({"*": answer}, tmp_path, start=start)
    assert len({row.cells for row in grid.rows}) == len(grid.rows) == count


def test_a_page_that_asks_not_to_follow_its_links_is_read_alone(tmp_path: Path) -> None:
    page = SITES["smallworld"](FIRMS[:20]).text.replace("<head>", "<head><meta name='robots' content='noindex, nofollow'>")  # fmt: skip
    with serving({"/list": page.replace("</body>", "<a rel=next href='/list?page=2'>2</a></body>"), **DETAILS}) as site:  # fmt: skip
        where = Site(f"{site.url}/list", tmp_path / "a.warc.gz", plan(), details=True)
        found, _ = bring_site(where, SourcePlan("list", "list", "a.warc.gz"))
        assert site.pages == ["/list"]
    assert "fetch_nofollow" in codes(found.found.grid)


def test_links_stand_against_the_base_of_their_page(tmp_path: Path) -> None:
    page = SITES["korean"](FIRMS[:20]).text.replace("<head>", "<head><base href='/deep/er/'>")
    view = shell("<table><tr><th>설립</th><td>2001</td></tr></table>")
    grid = brought({"/list": page, "/deep/er/view.php": view}, tmp_path, details=True)
    assert column(grid, "link")[0].endswith("/deep/er/view.php?no=0")
    assert "pages_details" in codes(grid)


@pytest.mark.parametrize("marks", ["data-next-url='/api?page=2'", "hx-get='/api?page=2' hx-trigger='revealed'"])  # fmt: skip
def test_what_a_page_loads_when_one_scrolls_is_its_next_page(marks: str, tmp_path: Path) -> None:
    page = SITES["smallworld"](FIRMS[:20]).text.replace("id='exhibitors'", f"id='exhibitors' {marks}")  # fmt: skip

    def api(call: Call) -> None:
        call.send('{"items":[{"name":"Example Ulmus","booth":"A1"},{"name":"Example Vine","booth":"A2"}],"next":null}', Content_Type="application/json")  # fmt: skip

    grid = brought({"/list": page, "/api": api}, tmp_path)
    assert len(grid.rows) == 22
    assert column(grid, "Booth")[-2:] == ["A1", "A2"]


def test_a_second_page_behind_a_password_is_said(tmp_path: Path) -> None:
    door = shell("<h1>Sign in to see more</h1><form method=post><input name=e><input type=password name=p></form>")  # fmt: skip

    def answer(call: Call) -> None:
        page = SITES["smallworld"](FIRMS[:20]).text
        call.send(door if call.query.get("page") else f"{page}<a href='/list?page=2'>Next</a>")

    grid = brought({"/list": answer}, tmp_path)
    assert len(grid.rows) == 20
    assert "pages_login" in codes(grid)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<h1>Sign in</h1><form><input type=password></form>", "password"),
        ("<iframe src='/widget/list?e=1'></iframe>", "/widget/list"),
        ("<div class=plan></div><script src='https://fair.expofp.com/x.js'></script>", "fair.expofp.com"),
        ("".join(f"<img src={n}.png alt=''>" for n in range(12)), "12 pictures"),
    ],
)  # fmt: skip
def test_a_page_without_a_list_says_where_it_may_be(page: str, said: str) -> None:
    with pytest.raises(SourceError) as caught:
        bring_bytes(shell(page).encode(), SourcePlan("list", "list", "x.html"))
    assert said in f"{caught.value.what} {caught.value.have}"
    assert caught.value.todo


@pytest.mark.parametrize(
    ("claim", "said"),
    [("Showing 1–20 of 412 exhibitors", True), ("共128家", True), ("20 results", False), ("Seite 1 von 3", False)],
)  # fmt: skip
def test_a_page_that_says_that_there_are_more(claim: str, said: bool) -> None:
    page = SITES["smallworld"](FIRMS[:20]).text.replace("<div id='exhibitors'", f"<p>{claim}</p><div id='exhibitors'")  # fmt: skip
    found = bring_bytes(page.encode(), SourcePlan("list", "list", "x.html"))
    assert ("not_all_shown" in codes(found.found.grid)) == said


@pytest.mark.parametrize(
    ("site", "declared", "server", "encoding"),
    [
        ("chinese_directory", "utf-8", "iso-8859-1", "utf-8"), ("chinese_directory", "", "utf-8", "gb18030"), ("chinese_directory", "utf-8", "", "gb18030"),
        ("chinese_directory", "gb2312", "", "utf-8"), ("chinese_directory", "iso-8859-1", "", "utf-8"), ("japanese", "shift_jis", "", "cp932"), ("japanese", "", "", "cp932"), ("japanese", "", "", "euc_jp"),
        ("korean", "euc-kr", "", "cp949"), ("korean", "", "", "cp949"),
    ],
)  # fmt: skip
def test_whatever_is_said_of_its_encoding(site: str, declared: str, server: str, encoding: str, tmp_path: Path) -> None:  # fmt: skip
    made = SITES[site](FIRMS[:20])
    text = made.text.replace("<meta charset='utf-8'>", f"<meta charset='{declared}'>" if declared else "")  # fmt: skip
    kind = "text/html" + (f"; charset={server}" if server else "")
    body = text.replace("©", "").encode(encoding)
    grid = brought({"/list": lambda call: call.send(body, Content_Type=kind)}, tmp_path)
    assert [row.cells[next(n for n, one in enumerate(grid.header) if one in ("name", "업체명"))] for row in grid.rows] == [one["name"] for one in made.rows]  # fmt: skip


def test_characters_cut_in_half_by_a_program_are_borne_and_counted() -> None:
    page = "<meta charset=gb2312><ul>" + "".join(f"<li><b>{one.han}</b><i>{one.booth}</i></li>" for one in FIRMS)  # fmt: skip
    data = page.encode("gb18030").replace("影像".encode("gb18030"), "影".encode("gb18030") + b"\xff", 1)  # fmt: skip
    text, encoding, notes = decoded(data, where="x")
    assert encoding == "gb18030"
    assert text.count("�") == 1
    assert notes == ("broken_characters\t1\tGB18030",)


def _archive(pages: list[tuple[str, str]]) -> bytes:
    """Return an archive as wget writes one, a member of gzip each record: requests beside responses, and nothing that says what is a list."""
    made = [_record("warcinfo", "", "application/warc-fields", b"software: Wget/1.21.3\r\n")]
    for url, text in pages:
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + text.encode()
        made.append(
            _record("request", url, "application/http;msgtype=request", b"GET / HTTP/1.1\r\n\r\n")
        )
        made.append(_record("response", url, "application/http;msgtype=response", answer))
    return b"".join(made)


def _record(kind: str, url: str, media: str, block: bytes) -> bytes:
    target = f"WARC-Target-URI: <{url}>\r\n" if url else ""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\n{target}WARC-Date: 2026-03-18T08:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid5(NAMESPACE_URL, kind + url)}>\r\nContent-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n")


def test_an_archive_that_another_program_made_of_a_whole_site() -> None:
    site = "https://fair.example"
    news = "".join(f"<div class='entry'><h3>Example news {n}</h3><p>{n} March</p></div>" for n in range(90))  # fmt: skip
    lists = [(f"{site}/list?page={n + 1}", SITES["smallworld"](FIRMS[20 * n : 20 * n + 20]).text) for n in range(3)]  # fmt: skip
    sorted_so = (f"{site}/list?page=2&sort=name", SITES["smallworld"](FIRMS[20:40]).text)
    own = [(f"{site}/co/example-{one.n}", shell(f"<dl><dt>Country</dt><dd>{one.country}</dd></dl>")) for one in FIRMS]  # fmt: skip
    data = _archive([(f"{site}/", shell("<h1>Welcome</h1>")), (f"{site}/news", shell(news)), *lists, sorted_so, *own])  # fmt: skip
    grid = bring_bytes(data, SourcePlan("list", "list", "fair.warc.gz")).found.grid
    assert column(grid, "name") == [one.name for one in FIRMS]
    assert column(grid, "Country") == [one.country for one in FIRMS]
    assert {"pages_again", "pages_other", "pages_without", "pages_details"} <= codes(grid)
