"""A site through the verbs: a real server of this machine, its list, its next pages, the pages behind its rows, and what is left when it is gone."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from expolens.cli import main
from server import Answer, Call, Site, serving
from small import small
from workbooks import sheet_xlsx

Out = Callable[[], str]
LANDS = ("Germany", "France", "Japan")
PEOPLE = "Ms Example, sales@stand-in.example"


@pytest.fixture
def out(capsys: pytest.CaptureFixture[str]) -> Out:
    def read() -> str:
        said = capsys.readouterr()
        return said.out + said.err

    return read


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def card(number: int) -> str:
    return (
        f"<article class=card><h3><a href='/e/{number}'>Stand-in {number} GmbH</a></h3>"
        f"<p class=stand>Stand A{number}</p></article>"
    )


def fair(count: int = 11, size: int = 5) -> dict[str, Answer | str]:
    """Return a fair of so many exhibitors, so many a page, each with a page of its own."""

    def pages(call: Call) -> None:
        number = int(call.query.get("page", "1"))
        some = range((number - 1) * size, min(number * size, count))
        more = (
            f"<a rel=next href='/list?page={number + 1}'>Next</a>" if number * size < count else ""
        )
        body = f"<main>{''.join(map(card, some))}</main>{more}"
        tag = f'"{sha256(body.encode()).hexdigest()[:8]}"'
        known = call.header("If-None-Match") == tag
        call.send("" if known else body, 304 if known else 200, ETag=tag)

    def detail(call: Call) -> None:
        number = int(call.path.rsplit("/", 1)[1])
        call.send(
            f"<main><h1>Stand-in {number} GmbH</h1><dl><dt>Country</dt><dd>{LANDS[number % 3]}</dd>"
            f"<dt>Contact person</dt><dd>{PEOPLE}</dd></dl></main>"
        )

    return {"/list": pages, **{f"/e/{n}": detail for n in range(count)}}


def ran(site: Site, *arguments: str, verb: str = "collect") -> int:
    return main([verb, f"{site.url}/list", "--private", "--delay", "0", *arguments])


def read(path: str = "out.csv") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(Path(path).read_text("utf-8-sig"))))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_page_of_a_list_and_every_page_behind_it(lang: str, out: Out) -> None:
    with serving(fair()) as site:
        assert ran(site, "--details", "-o", "out.csv", "--lang", lang) == 0
        said = out()
        rows = read()
        name, booth, country = ("Company name", "Booth", "Country") if lang == "en" else ("企业名称", "展位号", "国家或地区")  # fmt: skip
        # Eleven: the last page has a single card, which is read and whose own page is read too.
        assert [row[name] for row in rows] == [f"Stand-in {n} GmbH" for n in range(11)]
        assert [row[booth] for row in rows] == [f"A{n}" for n in range(11)]
        assert [row[country] for row in rows] == [LANDS[n % 3] for n in range(11)]
        assert [row["source_place"] for row in rows[4:6]] == ["page 1, card 5", "page 2, card 1"]
        assert rows[5]["source_page"] == f"{site.url}/list?page=2"
        told = json.loads(Path("out.provenance.json").read_text("utf-8"))
        assert len(told["pages"]) == 3 + 11
        by_url = {one["url"]: one for one in told["pages"]}
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*Z", by_url[f"{site.url}/e/3"]["time"])
        body = f"<main>{card(10)}</main>"
        assert by_url[f"{site.url}/list?page=3"]["sha256"] == sha256(body.encode()).hexdigest()
        assert told["sha256"] == sha256(Path("out.warc.gz").read_bytes()).hexdigest()
    assert ("11 rows" if lang == "en" else "11行") in said
    assert "Ms Example" not in said + Path("out.csv").read_text("utf-8-sig") + json.dumps(told)


def test_a_recipe_that_was_corrected_is_used_for_the_whole_site() -> None:
    with serving(fair()) as site:
        assert ran(site, "-o", "out.csv") == 0
        recipe = Path("out.recipe.toml")
        recipe.write_text(
            recipe.read_text("utf-8").replace('field = "stand"', 'field = "hall"'), "utf-8"
        )
        assert ran(site, "--recipe", "out.recipe.toml", "-o", "out.csv") == 0
    assert [row["Hall"] for row in read()] == [f"A{n}" for n in range(11)]


def test_a_second_time_only_what_changed_is_asked_and_said(out: Out) -> None:
    pages = fair()
    with serving(pages) as site:
        assert ran(site, "-o", "out.csv") == 0
        Path("old.csv").write_bytes(Path("out.csv").read_bytes())
        out()
        site.answers |= fair(12)
        assert ran(site, "--diff", "old.csv", "-o", "out.csv") == 0
    said = out()
    assert "2 unchanged since last time" in said
    assert "11 on both lists, 1 added, 0 dropped, 0 renamed" in said


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda call: call.send("no", 500), "500"),
        (lambda call: call.send("no", 404), "404"),
        (lambda call: call.send("no", 403), "export"),
        (lambda call: call.send("<form id=challenge-form><h1>Checking your browser: captcha</h1><div class=g-recaptcha></div></form>", 403), "export"),
        (lambda call: call.hang_up(), "Error: "),
    ],
)  # fmt: skip
def test_a_site_that_fails_is_exit_code_three(answer: Answer, said: str, out: Out) -> None:
    with serving({"/list": answer}) as site:
        assert ran(site, "-o", "out.csv") == 3
    text = out()
    assert said in text
    assert "Traceback" not in text
    assert not Path("out.csv").exists()


def test_robots_are_kept(out: Out) -> None:
    with serving({"/robots.txt": "User-agent: *\nDisallow: /list\n", **fair()}) as site:
        assert ran(site) == 3
        assert not site.pages
    assert "robots.txt" in out()


def test_what_is_no_list_is_said(out: Out) -> None:
    with serving({"/list": "<h1>Welcome</h1><p>Coming soon.</p>"}) as site:
        assert ran(site, "-o", "out.csv") == 2
    assert "no table and nothing that repeats" in out()


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return small(tmp_path / "study", ("old", "list", "Company,Booth\nStand-in 0 GmbH,A0\n"))


def built(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted((folder / "build").rglob("*"))
        if path.is_file() and path.suffix in (".parquet", ".json", ".html", ".csv")
    }


def test_an_address_is_a_source_of_a_study_and_is_replayed_without_it(
    study: Path, out: Out
) -> None:
    to = ("--as", "attendance", "--to", str(study))
    with serving(fair()) as site:
        assert ran(site, "--details", *to, verb="add") == 0
        assert "as source 'attendance'" in out()
        text = (study / "study.toml").read_text("utf-8")
        assert f'url = "{site.url}/list"' in text
        assert "127.0.0.1.warc.gz" in text
        assert "recipe = " in text
        again = (study / "study.toml").read_bytes()
        assert ran(site, "--details", *to, verb="add") == 0
        assert "is up to date" in out()
        assert (study / "study.toml").read_bytes() == again
        # The same list in another role is no second source, and that is said before anything is asked.
        before = len(site.asked)
        assert ran(site, "--as", "library", "--to", str(study), verb="add") == 2
        assert "of role attendance" in out()
        assert len(site.asked) == before
        assert main(["run", str(study)]) == 0
        asked = len(site.asked)
        first = built(study)
    assert main(["run", str(study), "--again"]) == 0
    assert built(study) == first
    assert len(site.asked) == asked
    out()
    assert main(["explain", "attended", str(study)]) == 0
    said = out()
    assert "page 1, card 1" in said
    assert f"{site.url}/list" in said
    page = f"<main>{''.join(map(card, range(5)))}</main><a rel=next href='/list?page=2'>Next</a>"
    assert sha256(page.encode()).hexdigest()[:12] in said
    assert re.search(r"20\d\d-\d\d-\d\d", said)


def test_an_address_without_a_study_fetches_nothing(out: Out) -> None:
    with serving(fair()) as site:
        assert ran(site, "--as", "list", "--to", "nowhere", verb="add") == 2
        assert not site.asked
    assert "no study" in out()


def test_a_number_leads_down_to_the_cell(tmp_path: Path, out: Out) -> None:
    folder = small(
        tmp_path / "cells", ("on", "attendance", "公司名称,到场情况\n示例甲有限公司,√\n")
    )
    rows = [["名单", "", ""], ["公司名称", "展位号", "成立日期"], ["示例甲有限公司", "A1", "2010"], ["示例乙有限公司", "A2", "2016"]]  # fmt: skip
    (tmp_path / "list.xlsx").write_bytes(sheet_xlsx(rows))
    (tmp_path / "registry.csv").write_text("企业名称,所属省份\n示例甲有限公司,浙江省\n", "utf-8")
    assert main(["add", "list.xlsx", "--as", "list", "--to", str(folder)]) == 0
    assert main(["add", "registry.csv", "--as", "registry", "--to", str(folder)]) == 0
    assert main(["run", str(folder)]) == 0
    out()
    for id_, cell in (("founded_since_2009", "Sheet1!C3"), ("five_provinces", "row 2")):
        assert main(["explain", id_, str(folder)]) == 0
        said = out()
        assert cell in said, said
