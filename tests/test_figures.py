"""The pictures as they are drawn: their size, their type, what is on what, and what is said of them in words."""

from __future__ import annotations

import re
import struct
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from conftest import rows_of
from expolens.api import open_study
from expolens.model.protocol import FigurePlan
from expolens.model.statistic import Statistic
from expolens.model.text import Text
from expolens.render.figures.bars import bars
from expolens.render.figures.excerpt import excerpt
from expolens.render.figures.slope import ranked
from expolens.render.figures.years import years
from expolens.render.font import cut, width, wrapped
from expolens.render.ink import WIDTHS, contrast
from expolens.render.packing import packed
from expolens.render.placing import Wanted, overlap, placed
from expolens.render.scene import Scene, scene

Box = tuple[float, float, float, float]
SVG = "{http://www.w3.org/2000/svg}"
LEAST_POINTS, TEXT_CONTRAST = 6.5, 4.5


def pictures(study: Path, ending: str = "svg") -> list[Path]:
    return sorted((study / "build" / "figures").glob(f"*.{ending}"))


def texts(path: Path) -> list[etree._Element]:
    return list(etree.fromstring(path.read_bytes()).iter(f"{SVG}text"))


def size_of(node: etree._Element) -> float:
    return float(node.get("font-size") or node.getroottree().getroot().get("font-size"))


def box_of(node: etree._Element) -> Box:
    """Return the box of a text's letters: x by the font's own widths, y by how far letters reach."""
    size, words = size_of(node), node.text or ""
    wide = width(words, size)
    x = float(node.get("x")) - {"middle": wide / 2, "end": wide}.get(node.get("text-anchor"), 0)
    y = float(node.get("y"))
    return (x, y - size * 0.74, x + wide, y)


# ------------------------------------------------------------------ size and type


def test_each_figure_is_drawn_for_a_page_and_for_a_column(rehearsal: Path) -> None:
    names = {path.name for path in pictures(rehearsal)}
    for name in (name for name in names if ".column." not in name):
        assert name.replace(".svg", ".column.svg") in names
    for path in pictures(rehearsal):
        root = etree.fromstring(path.read_bytes())
        wanted = "84mm" if ".column." in path.name else "174mm"
        assert root.get("width") == wanted, path.name
        # One unit of the picture is 1/96 inch in print.
        assert float(root.get("viewBox").split()[2]) == pytest.approx(
            float(wanted[:-2]) / 25.4 * 96, abs=0.01
        )


def test_no_text_is_too_small_too_pale_or_over_the_edge(rehearsal: Path) -> None:
    for path in pictures(rehearsal):
        wide = float(etree.fromstring(path.read_bytes()).get("viewBox").split()[2])
        for node in texts(path):
            assert size_of(node) * 0.75 >= LEAST_POINTS, (path.name, node.text)
            white = node.get("fill") == "#ffffff"
            assert white or contrast(node.get("fill"), "#ffffff") >= TEXT_CONTRAST, (
                path.name,
                node.text,
            )
            left, _, right, _ = box_of(node)
            assert left >= -0.5, (path.name, node.text)
            assert right <= wide + 0.5, (path.name, node.text)


def test_a_png_says_that_it_has_300_pixels_an_inch(rehearsal: Path) -> None:
    for path in pictures(rehearsal, "png"):
        content = path.read_bytes()
        at = content.index(b"pHYs") + 4
        across, down, unit = struct.unpack(">IIB", content[at : at + 9])
        assert (round(across * 0.0254), round(down * 0.0254), unit) == (300, 300, 1)
        pixels = struct.unpack(">I", content[16:20])[0]
        inches = (84 if ".column." in path.name else 174) / 25.4
        assert pixels == pytest.approx(300 * inches, abs=1)


# ------------------------------------------------------------------ what is on what


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("ending", ["svg", "column.svg"])
@pytest.mark.parametrize("name", ["map", "cloud", "founded", "concept_keyword", "flow", "evidence"])
def test_no_text_lies_on_another(rehearsal: Path, name: str, language: str, ending: str) -> None:
    path = rehearsal / "build" / "figures" / f"{name}.{language}.{ending}"
    for one, other in combinations(texts(path), 2):
        assert not overlap(box_of(one), box_of(other)), (one.text, other.text)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("ending", ["svg", "column.svg"])
def test_the_cloud_has_every_keyword(rehearsal: Path, language: str, ending: str) -> None:
    path = rehearsal / "build" / "figures" / f"cloud.{language}.{ending}"
    drawn = {node.text for node in texts(path)}
    rows = rows_of(path.with_name(f"cloud.{language}.csv"))
    assert len(rows) == 151
    assert {row["label"] for row in rows} <= drawn


sizes = st.tuples(st.floats(6, 200), st.floats(8, 40))


@settings(deadline=None, max_examples=40)
@given(st.lists(sizes, min_size=1, max_size=40), st.booleans())
def test_packed_words_are_apart_and_inside(given_: list[tuple[float, float]], rows: bool) -> None:
    spots, high = packed(given_, 300, 900, rows_first=rows)
    boxes = [
        (spot.left, spot.top, spot.left + w, spot.top + h)
        for spot, (w, h) in zip(spots, given_, strict=True)
        if spot
    ]
    assert boxes
    assert all(box[0] >= 0 and box[1] >= 0 and box[2] <= 300 and box[3] <= high for box in boxes)
    assert not any(overlap(one, other) for one, other in combinations(boxes, 2))
    assert packed(given_, 300, 900, rows_first=rows) == (spots, high)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.floats(50, 350), st.floats(50, 350)), min_size=1, max_size=12))
def test_labels_are_apart_and_joined_to_their_points(points: list[tuple[float, float]]) -> None:
    found = placed([Wanted(point, 40, 10) for point in points], (0, 0, 400, 400))
    for one, other in combinations(found, 2):
        assert not overlap(one.box, other.box)
    for (x, y), one in zip(points, found, strict=True):
        assert one.leader or (
            one.box[0] - 4 <= x <= one.box[2] + 4 and one.box[1] - 4 <= y <= one.box[3] + 4
        )


def test_text_is_broken_before_it_is_cut() -> None:
    assert cut("Information technology vendor", 11, 100, lines=2) == [
        "Information",
        "technology vendor",
    ]
    assert cut("中文说明。", 10, 40, lines=2) == ["中文说明。"]
    lines = cut("one two three four five six seven", 11, 60, lines=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert all(
        not line.startswith(("，", "。"))
        for line in wrapped("企业库、工商登记，均已核对。", 10, 41)
    )


# ------------------------------------------------------------------ what is said


@pytest.fixture(scope="module")
def stage(rehearsal: Path) -> Scene:
    study = open_study(rehearsal)
    return scene(study.tables(), study=study.study, language="en")


def alt(study: Path, name: str) -> str:
    root = etree.fromstring((study / "build" / "figures" / f"{name}.svg").read_bytes())
    return root.findtext(f"{SVG}desc")


def test_words_say_what_kind_of_figure_it_is_and_what_is_left_out(rehearsal: Path) -> None:
    assert alt(rehearsal, "map.en").startswith("Map of China with a bar chart, province: N=205 ")
    assert "19 categories: Beijing 58," in alt(rehearsal, "map.en")
    assert "and 13 more. None missing." in alt(rehearsal, "map.en")
    assert alt(rehearsal, "founded.en").startswith("Column chart, year of establishment: N=205")
    assert "from 1987 to 2021. Highest: 2014 with 15." in alt(rehearsal, "founded.en")
    assert "Missing: Not disclosed 8." in alt(rehearsal, "scale.en")
    assert alt(rehearsal, "list.en").endswith("with booth, keywords.")
    assert "缺失：未披露8" in alt(rehearsal, "scale.zh").replace(" ", "")


def test_a_list_without_booths_does_not_speak_of_them(stage: Scene) -> None:
    bare = replace(
        stage, labels=(), exhibitors=tuple(replace(one, booths=()) for one in stage.exhibitors)
    )
    sketch = excerpt(FigurePlan("list", "list", Text("List")), bare)
    assert sketch
    assert sketch.alt.endswith("on the list, their names only.")


def test_what_is_abroad_is_known_and_stands_before_the_missing(stage: Scene) -> None:
    plan = FigurePlan("f", "bars", Text("x"), ("province",), limit=18)
    lacking = replace(
        stage.statistics["province.not_applicable"], id="province.not_disclosed", part="not_disclosed",
        en="Not disclosed", n=3,
    )  # fmt: skip
    given_ = replace(stage, statistics=stage.statistics | {lacking.id: lacking})
    sketch = bars(plan, given_)
    assert sketch
    assert [row[1] for row in sketch.rows][-2:] == ["Outside China", "Not disclosed"]
    fills = [re.search(r'fill="([^"]+)"', part) for part in sketch.sheet.parts if "<rect" in part]
    assert [found and found[1].startswith("url") for found in fills].count(True) == 1


def _nobody(stage: Scene, name: str) -> Scene:
    def emptied(one: Statistic) -> Statistic:
        return (
            replace(one, n=one.N if one.part == "not_disclosed" else 0) if one.name == name else one
        )

    return replace(stage, statistics={id_: emptied(one) for id_, one in stage.statistics.items()})


def test_what_nobody_has_is_a_line_and_no_chart(stage: Scene) -> None:
    sketch = bars(FigurePlan("f", "bars", Text("x"), ("scale",)), _nobody(stage, "scale"))
    assert sketch
    assert sketch.sheet.parts == []
    assert "none of 205 has a value (Not disclosed 205)" in sketch.alt
    found = _nobody(stage, "founded_year").of("founded_year")
    lacking = replace(
        found[0], id="founded_year.not_disclosed", part="not_disclosed", en="Not disclosed", n=205
    )
    given_ = replace(stage, statistics={lacking.id: lacking})
    sketch = years(FigurePlan("f", "years", Text("x"), ("founded_year",)), given_)
    assert sketch
    assert sketch.sheet.parts == []


def test_years_have_their_ends_their_titles_and_a_line_above_the_highest(rehearsal: Path) -> None:
    for ending in ("svg", "column.svg"):
        path = rehearsal / "build" / "figures" / f"founded.en.{ending}"
        words = [node.text for node in texts(path)]
        assert {"1987", "2021", "Exhibitors", "Year of establishment", "20"} <= set(words)


def test_equal_counts_share_a_rank(stage: Scene) -> None:
    one = stage.of("keyword")[0]
    assert ranked([replace(one, n=n) for n in (9, 7, 7, 5)]) == ["1", "=2", "=2", "4"]


def test_an_estimate_counts_nobody_and_names_its_currency(rehearsal: Path) -> None:
    path = rehearsal / "build" / "figures" / "market.en.csv"
    rows = rows_of(path)
    assert [(row["n"], row["N"]) for row in rows] == [("", ""), ("", "")]
    words = " ".join(node.text for node in texts(path.with_name("market.en.svg")))
    assert "40 million RMB to 80 million RMB" in words


def test_captions_have_n_and_their_pages_the_caption_and_the_notice(rehearsal: Path) -> None:
    for path in pictures(rehearsal, "html"):
        page = path.read_text("utf-8")
        shown = re.search(r"<figcaption>(.*?)</figcaption>", page)
        assert shown
        if not path.name.startswith("market"):
            assert re.search(r"N=\d", shown[1]), path.name
            assert re.search(r"n=\d", shown[1]), path.name
        zh = ".zh." in path.name
        assert ("演练" if zh else "Rehearsal: made-up companies") in shown[1]
        assert ("虚构" if zh else "every value is made up") in re.search(
            r'<p class="banner".*?</p>', page
        )[0]  # type: ignore[index]
    report = (rehearsal / "build" / "report.html").read_text("utf-8")
    flow = re.search(
        r"<figcaption>(.*?)</figcaption>",
        (rehearsal / "build" / "figures" / "flow.en.html").read_text("utf-8"),
    )
    assert flow
    assert flow[1] in report


def test_widths_are_those_of_a_journal() -> None:
    assert {name: round(pixels * 25.4 / 96) for name, pixels in WIDTHS.items()} == {
        "column": 84,
        "page": 174,
    }
