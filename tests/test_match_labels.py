"""Labels: figures that were computed by hand, thresholds that are refitted and used."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

from expolens.cli import main
from expolens.errors import StudyError
from expolens.match import Request, match
from expolens.match.quality import Judged, quality
from expolens.match.thresholds import PRECISIONS, Own, Threshold, own, refitted, written
from expolens.matching import FLOOR, precision_from
from expolens.numbers.interval import needed, wilson

# Ten labelled rows: eight registered; six matched, five of these right.
ROWS = [
    Judged(0.99, True, "matched", True),
    Judged(0.97, True, "matched", True),
    Judged(0.95, True, "matched", True),
    Judged(0.91, False, "matched", False),
    Judged(0.85, True, "matched", True),
    Judged(0.81, True, "matched", True),
    Judged(0.45, True, "review", True),
    Judged(0.25, False, "review", True),
    Judged(0.0, False, "not_found", True),
    Judged(0.0, False, "not_found", False),
]


def test_the_figures_are_those_computed_by_hand() -> None:
    found = quality(ROWS)
    assert (found.labelled, found.registered, found.matched, found.right) == (10, 8, 6, 5)
    # precision 5/6, recall 5/8: F1 = 2 * 5 / (6 + 8).
    assert found.f1 == pytest.approx(10 / 14)
    # Down to 0.95 three of three are right; below it, at most 6 of 7.
    assert (found.recall_95, found.at_95) == (3, 0.95)
    assert [(band.low, band.rows, band.right) for band in found.bands] == [
        (0.2, 1, 0),
        (0.4, 1, 1),
        (0.8, 2, 2),
        (0.9, 4, 3),
    ]
    # |0.25 - 0| + |0.45 - 1| + |1.66 - 2| + |3.82 - 3| = 0.25 + 0.55 + 0.34 + 0.82, of 8 rows with a record.
    assert found.ece == pytest.approx(1.96 / 8)
    # 0.0001 + 0.0009 + 0.0025 + 0.8281 + 0.0225 + 0.0361 + 0.3025 + 0.0625
    assert found.brier == pytest.approx(1.2552 / 8)
    assert found.stated == 8


def test_nothing_labelled_is_no_division_by_nothing() -> None:
    found = quality([])
    assert (found.f1, found.ece, found.brier, found.at_95, found.bands) == (0.0, 0.0, 0.0, None, ())


def test_thresholds_hold_at_wilsons_lower_bound() -> None:
    sure = [Judged(0.9 - n / 1000, True, "matched", True) for n in range(200)]
    doubtful = [Judged(0.7 - n / 1000, n % 2 == 0, "matched", True) for n in range(200)]
    found = {one.precision: one for one in refitted(sure + doubtful)}
    assert set(found) == {0.8, 0.9, 0.95, 0.98}
    for one in found.values():
        # Wilson's bound, written out anew.
        p, n, z = one.right / one.rows, one.rows, 1.644854
        low = (p + z * z / 2 / n - z * math.sqrt(p * (1 - p) / n + z * z / 4 / n / n)) / (
            1 + z * z / n
        )
        assert low >= one.precision
    assert found[0.8].probability < found[0.95].probability <= found[0.98].probability


def test_no_threshold_is_so_low_that_a_row_is_likelier_wrong_than_right() -> None:
    # All but three of 600 rows are right, down to a probability of .01: cumulatively that is 99% everywhere.
    rows = [Judged(0.99 - n / 612, n % 200 != 199, "matched", True) for n in range(600)]
    found = refitted(rows)
    assert min(one.probability for one in found) >= FLOOR
    for precision in (0.5, 0.9, 0.95):
        verdict = Own("own.toml", 600, found).verdict(precision)
        assert (verdict(0.49), verdict(0.01)) == ("review", "not_found")
    # Nor one of a file that says otherwise, as those did that were written before.
    old = Own("own.toml", 600, (Threshold(0.98, 0.011, 600, 597),))
    assert old.verdict(0.98)(0.49) == "review"
    # What something contradicts counts for none.
    against = [Judged(0.9, False, "review", True, contradicted=True) for _ in range(50)]
    assert refitted([*rows, *against]) == found


def test_what_the_end_says_is_what_the_threshold_reaches(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    names, known = files
    said = {p: match(Request(names, known, precision=p)).summary for p in (0.5, 0.9, 0.98, 0.99)}
    for p, lines in said.items():
        (share,) = re.findall(r"at least ([\d.]+)% were right", " ".join(lines))
        (least,) = re.findall(r"probability of ([\d.]+) on", " ".join(lines))
        assert float(share) / 100 == pytest.approx(precision_from(float(least)), abs=0.002)
        assert float(share) / 100 >= p - 1e-9
        assert float(least) >= FLOOR
        assert ("never matched" in " ".join(lines)) == (p < 0.95)
    labels, thresholds = tmp_path / "pairs.csv", tmp_path / "own.toml"
    labels.write_text(
        "query_row,record_row\n" + "".join(f"{n},{n}\n" for n in range(1, 161)), "utf-8"
    )
    main(["match", str(names), str(known), "--labels", str(labels), "--refit", str(thresholds)])
    lines = match(Request(names, known, thresholds=thresholds, precision=0.8)).summary
    # 160 of 160: Wilson's lower bound is 160 / (160 + 1.644854 ** 2).
    assert "160 of 160 labelled rows were right, surely at least 98.3%" in " ".join(lines)
    assert "more than the 80.0% asked for" in " ".join(lines)


def test_so_many_right_ones_it_takes() -> None:
    for precision in PRECISIONS:
        n = needed(precision)
        assert wilson(n, n, z=1.644854)[0] >= precision > wilson(n - 1, n - 1, z=1.644854)[0]


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    monkeypatch.setenv("EXPOLENS_CACHE", str(tmp_path / "cache"))
    known, names = tmp_path / "registry.csv", tmp_path / "list.csv"
    brands = [f"示例{chr(0x4E10 + 7 * n)}{chr(0x6E10 + 11 * n)}" for n in range(160)]
    known.write_text("公司名称\n" + "".join(f"{one}信息技术有限公司\n" for one in brands), "utf-8")
    names.write_text(
        "公司名称\n" + "".join(f"{one}信息技术有限公司\n" for one in brands) + "某某无关名称\n",
        "utf-8",
    )
    return names, known


def test_labels_by_row_and_by_name(
    files: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names, known = files
    rows = names.read_text("utf-8").split()[1:]
    labels = tmp_path / "pairs.csv"
    labels.write_text(
        f"名单行号,query,登记行号,登记名称\n1,,1,\n,{rows[1]},,{rows[1]}\n3,,,{rows[3]}\n161,,,\n,没有这家,,\n4,,,没有这条记录\n",
        "utf-8",
    )
    found = match(Request(names, known, labels=labels))
    assert found.quality is not None
    # Row 3 is said to be what is in row 4: the answer, row 3, is wrong. Two labels are left out.
    assert (
        found.quality.labelled,
        found.quality.registered,
        found.quality.matched,
        found.quality.right,
    ) == (4, 3, 3, 2)
    assert main(["match", str(names), str(known), "--labels", str(labels)]) == 0
    said = capsys.readouterr()
    assert "66.7% (2/3;" in said.out
    assert "query_row" not in said.out
    assert "没有这家" in said.err
    assert "没有这条记录" in said.err


def test_thresholds_are_refitted_and_said_to_be_used(
    files: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names, known = files
    labels, thresholds = tmp_path / "pairs.csv", tmp_path / "own.toml"
    labels.write_text(
        "query_row,record_row\n" + "".join(f"{n},{n}\n" for n in range(1, 161)) + "161,\n", "utf-8"
    )
    assert (
        main(["match", str(names), str(known), "--labels", str(labels), "--refit", str(thresholds)])
        == 0
    )
    assert own(thresholds).of(0.98).rows >= 133
    assert (
        main(
            [
                "match",
                str(names),
                str(known),
                "--thresholds",
                str(thresholds),
                "-o",
                str(tmp_path / "o.csv"),
            ]
        )
        == 0
    )
    assert "own.toml" in capsys.readouterr().out
    with pytest.raises(StudyError, match=r"no threshold for a precision of 99\.5%"):
        match(Request(names, known, thresholds=thresholds, precision=0.995))


def test_too_few_labels_say_how_many_it_takes(
    files: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names, known = files
    labels = tmp_path / "pairs.csv"
    labels.write_text("query_row,record_row\n1,1\n2,2\n", "utf-8")
    assert (
        main(
            [
                "match",
                str(names),
                str(known),
                "--labels",
                str(labels),
                "--refit",
                str(tmp_path / "own.toml"),
            ]
        )
        == 2
    )
    said = capsys.readouterr().err
    assert "too few" in said
    assert "133" in said
    assert not (tmp_path / "own.toml").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n", "needs a column query_row"),
        (
            "query_row,query,record_row,record,probability,status,rank,reasons\n1,x,1,x,1,matched,1,\n",
            "what `match` wrote",
        ),
        ("query_row,record_row\n1,900\n", "no record in row '900'"),
        ("query_row,record_row\n1,1\n1,\n", "has a record in one line and none in another"),
    ],
)
def test_labels_that_cannot_be_used(
    files: tuple[Path, Path], tmp_path: Path, text: str, said: str
) -> None:
    labels = tmp_path / "pairs.csv"
    labels.write_text(text, "utf-8")
    with pytest.raises(StudyError) as error:
        match(Request(*files, labels=labels))
    assert said in str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "rows = 1",
        "rows = 1\n[[threshold]]\nprecision = 2\nprobability = 1\nrows = 1\nright = 1\n",
        "rows = 1\n[[threshold]]\nprecision = nan\nprobability = 1\nrows = 1\nright = 1\n",
        "rows = 1\n[[threshold]]\nprecision = 0.9\nprobability = 1\nrows = 1\nright = 2\n",
        "rows = inf\n[[threshold]]\nprecision = 0.9\nprobability = 1\nrows = 1\nright = 1\n",
        "version = 3\nrows = 1\n[[threshold]]\nprecision = 0.9\nprobability = 1\nrows = 1\nright = 1\n",
    ],
)
def test_no_file_of_thresholds(tmp_path: Path, text: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(StudyError):
        own(path)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    found = refitted(
        [Judged(0.5234567890123456 + n / 1000, True, "matched", True) for n in range(300)]
    )
    path = tmp_path / "own.toml"
    path.write_text(written(found, 300, where="x"), "utf-8")
    assert own(path).thresholds == found
