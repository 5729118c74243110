"""Doubtful names decided in the terminal: every answer is kept, can be taken back, and is asked of nobody twice; two reviewers agree or dispute."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from expolens.api import OpenStudy, open_study
from expolens.cli import main
from expolens.decisions import append, identified, read_decisions, standing
from expolens.decisions.agreement import Agreement, agreements
from expolens.decisions.queue import Board, Question, Reviewer, board
from expolens.decisions.queue import queue as asked_of
from expolens.decisions.said import said as weighed
from expolens.errors import StudyError
from expolens.export import doubts
from expolens.model.decision import Decision
from expolens.numbers.agreement import kappa
from expolens.review import from_sheet, spared
from expolens.review.terminal import Talk, converse
from small import small
from test_gaps import save

LIST = (
    "公司名称,展位号,省份\n示例甲科技有限公司,A1,上海\n示例乙软件有限公司,B1,\n示例丙网络有限公司,C1,\n"
    "示例丁数据有限公司,D1,\n"
)
REGISTRY = (
    "企业名称,统一社会信用代码,法定代表人,所属省份\n"
    "示例甲科技有限公司四川分公司,,某某,四川省\n示例乙软件有限公司南京分公司,,某某,江苏省\n示例乙软件有限公司杭州分公司,,某某,浙江省\n"
    "示例丙网络有限公司成都分公司,,某某,四川省\n"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> OpenStudy:
    folder = tmp_path_factory.mktemp("review")
    (folder / "list.csv").write_text(LIST, "utf-8")
    (folder / "registry.csv").write_text(REGISTRY, "utf-8")
    study = folder / "study"
    assert main(["new", str(study), "--from", str(folder / "list.csv")]) == 0
    assert main(["add", str(folder / "registry.csv"), "--as", "registry", "--to", str(study)]) == 0
    assert main(["run", str(study)]) == 0
    return open_study(study)


BOARDS: dict[Path, Board] = {}


def board_of(study: OpenStudy) -> Board:
    return BOARDS.setdefault(study.study.folder, board(study.tables()))


def queue(
    study: OpenStudy, decisions: tuple[Decision, ...], by: str = "", independent: bool = False
) -> tuple[Question, ...]:
    return asked_of(board_of(study), decisions, Reviewer(by, independent))


def agreement(study: OpenStudy, file: Path) -> tuple[Agreement, ...]:
    seen = board_of(study)
    return agreements(weighed(seen.known, read_decisions(file), rows=seen.rows).everything)


def talked(
    study: OpenStudy, file: Path, answers: list[str], by: str = "A", **how: bool
) -> list[str]:
    """Hold a conversation with these answers over the decisions in `file`, and return what was printed."""
    lines, left = list[str](), iter(answers)
    talk = Talk(
        lambda _: next(left, None),
        lines.append,
        lambda: read_decisions(file),
        lambda more: append(file, more),
        Reviewer(by, **how), "2026-05-06", "en",
    )  # fmt: skip
    converse(board_of(study), talk)
    return lines


def said(file: Path) -> list[tuple[str, str, str]]:
    return [(d.verdict, d.left.name, d.right.name) for d in standing(read_decisions(file))]


def test_what_waits_is_shown_with_reasons_and_without_personal_fields(
    made: OpenStudy, tmp_path: Path
) -> None:
    lines = talked(made, tmp_path / "d.jsonl", ["s"] * 9)
    text = "\n".join(lines)
    assert "1 of 3: which record of the business registry is it?" in text
    assert "示例乙软件有限公司南京分公司" in text
    assert "branch" in text
    assert "江苏省" in text
    assert "某某" not in text


def test_answers_are_kept_at_once_and_not_asked_again(made: OpenStudy, tmp_path: Path) -> None:
    file = tmp_path / "d.jsonl"
    talked(made, file, ["n"])
    first = said(file)
    assert {verdict for verdict, *_ in first} == {"different"}
    assert len(queue(made, read_decisions(file), by="A")) == 2
    talked(made, file, ["1", "u"])
    assert said(file)[: len(first)] == first
    assert queue(made, read_decisions(file), by="A") == ()


def test_an_answer_taken_back_can_be_given_again(made: OpenStudy, tmp_path: Path) -> None:
    file = tmp_path / "d.jsonl"
    for _ in range(3):
        talked(made, file, ["1", "b", "1", "b"])
        assert said(file) == []
    lines = talked(made, file, ["b", "x", "w", "seen at the booth", "1"])
    assert any("nothing to take back" in line for line in lines)
    assert any("Answer with the number" in line for line in lines)
    assert len(said(file)) == 1
    assert standing(read_decisions(file))[0].why.startswith("seen at the booth")


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.sampled_from(["1", "2", "n", "u", "s", "b", "?", "w"]), max_size=12),
    st.integers(0, 12),
)
def test_stopping_anywhere_leaves_the_answers_that_stand(
    made: OpenStudy, tmp_path_factory: pytest.TempPathFactory, answers: list[str], stop: int
) -> None:
    """A plain stack of answers is the witness; a conversation cut in two leaves what its first part left."""
    file = tmp_path_factory.mktemp("talk") / "d.jsonl"
    questions = queue(made, (), by="A")
    stack: list[list[tuple[str, str, str]]] = []
    told = iter(answers[:stop])
    for answer in told:
        if len(stack) == len(questions):
            break
        asked = questions[len(stack)]
        names = [one.name for one in asked.candidates]
        left = asked.name
        match answer:
            case "b":
                stack = stack[:-1]
            case "s":
                stack.append([])
            case "n" | "u":
                verdict = "different" if answer == "n" else "unsure"
                stack.append([(verdict, left, name) for name in names])
            case "1" | "2" if int(answer) <= len(names):
                stack.append([("same", left, names[int(answer) - 1])])
            case "w":
                next(told, None)
    talked(made, file, answers[:stop])
    assert sorted(said(file)) == sorted(one for some in stack for one in some)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(["1", "2", "n", "u", "?", "w y"]), max_size=8), st.integers(0, 8))
def test_a_conversation_cut_in_two_leaves_what_one_leaves(
    made: OpenStudy, tmp_path_factory: pytest.TempPathFactory, answers: list[str], stop: int
) -> None:
    folder = tmp_path_factory.mktemp("talk")
    talked(made, folder / "whole", answers)
    talked(made, folder / "cut", answers[:stop])
    talked(made, folder / "cut", answers[stop:])
    assert said(folder / "cut") == said(folder / "whole")


def test_what_is_interrupted_while_it_is_asked_is_kept(made: OpenStudy, tmp_path: Path) -> None:
    """Ctrl-C at the second question: the answer to the first is on the disk."""
    file = tmp_path / "d.jsonl"
    answers = iter(["1"])

    def ask(_: str) -> str:
        for answer in answers:
            return answer
        raise KeyboardInterrupt

    talk = Talk(
        ask, lambda _: None, lambda: read_decisions(file), lambda more: append(file, more),
        Reviewer("A"), "2026-05-06", "zh",
    )  # fmt: skip
    with pytest.raises(KeyboardInterrupt):
        converse(board_of(made), talk)
    assert [verdict for verdict, *_ in said(file)] == ["same"]


def test_two_reviewers_judge_alone_dispute_and_settle(made: OpenStudy, tmp_path: Path) -> None:
    file = tmp_path / "d.jsonl"
    talked(made, file, ["n", "n", "n"], by="A")
    assert queue(made, read_decisions(file), by="B") == ()
    blind = talked(made, file, ["1", "n", "n"], by="B", independent=True)
    assert not any("said" in line for line in blind)
    (one,) = agreement(made, file)
    assert (one.first, one.second) == ("A", "B")
    assert one.same == one.n - 1
    disputed = queue(made, read_decisions(file), by="C")
    assert len(disputed) == 1
    lines = talked(made, file, ["n"], by="C")
    assert any("A said different" in line for line in lines)
    assert any("B said same" in line for line in lines)
    assert queue(made, read_decisions(file), by="C") == ()


def test_a_dispute_stays_in_review_until_it_is_settled(made: OpenStudy, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    (folder / "sources").mkdir(parents=True)
    for path in made.study.folder.rglob("*"):
        if path.is_file() and "build" not in path.parts:
            (folder / path.relative_to(made.study.folder)).write_bytes(path.read_bytes())
    study = open_study(folder)
    study.run()

    def state() -> set[str]:
        return {
            row["status"]
            for row in study.tables()["links"].to_pylist()
            if "丙" in names[row["exhibitor"]]
        }

    names = {row["id"]: row["name"] for row in study.tables()["exhibitors"].to_pylist()}
    asked = next(q for q in queue(study, (), by="A") if "丙" in q.name)
    made_so_far: list[Decision] = []
    for by, verdict, settles, expected in (
        ("A", "same", False, "accepted"),
        ("B", "different", False, "review"),
        # A third who judged alone settles nothing; one who saw both does.
        ("C", "same", False, "review"),
        ("D", "same", True, "accepted"),
    ):
        seen = " ".join(one.id for one in made_so_far) if settles else ""
        one = identified(
            Decision(
                "", verdict, by, "2026-05-06", "looked up", asked.left, asked.candidates[0].quote,
                "settles" if settles else "", seen,
            )
        )  # fmt: skip
        made_so_far.append(one)
        study.decide([one])
        study.run()
        assert state() == {expected}
        if expected == "review":
            remarks = study.tables()["remarks_resolve"].to_pylist()
            assert {row["code"] for row in remarks} == {"disputed"}


def test_kappa_by_hand() -> None:
    # Cohen 1960: of 10 pairs both say same 4 times and different 3, A same B different 2, A different B same 1.
    both = (
        [("same", "same")] * 4
        + [("different", "different")] * 3
        + [("same", "different")] * 2
        + [("different", "same")]
    )
    observed, chance = 7 / 10, (6 * 5 + 4 * 5) / 100
    assert kappa(both) == pytest.approx((observed - chance) / (1 - chance))
    assert kappa([("same", "same")] * 3) is None
    assert kappa([]) is None


def test_the_terminal_ends_cleanly_and_the_sheet_holds_names_alone(
    made: OpenStudy,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = str(made.study.folder)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert main(["review", folder, "--reviewer", "checker A"]) == 0
    out = capsys.readouterr().out
    assert "3 questions wait for you. You sign as checker A" in out
    assert "3 questions are left" in out
    sheet = tmp_path / "review.xlsx"
    assert main(["review", folder, "--to", str(sheet)]) == 0
    assert CalamineWorkbook.from_path(str(sheet)).sheet_names == ["Read me", "Links"]
    assert main(["review", folder, "--to", str(sheet), "--from", str(sheet)]) == 2


def test_a_sheet_that_somebody_filled_in_is_not_written_over(
    made: OpenStudy, tmp_path: Path
) -> None:
    sheet, tables = tmp_path / "review.xlsx", made.tables()
    assert spared(sheet, tables, ()) == sheet
    sheet.write_bytes(doubts(queue(made, ()), study=made.study, by="A"))
    assert spared(sheet, tables, ()) == sheet  # nobody wrote into it
    book = CalamineWorkbook.from_path(str(sheet))
    cells = {
        name: [list(map(str, row)) for row in book.get_sheet_by_name(name).to_python()]
        for name in book.sheet_names
    }
    at = [header.partition(" / ")[0] for header in cells["Links"][0]]
    cells["Links"][1][at.index("verdict")] = "same"
    cells["Links"][1][at.index("date")] = "2026-05-07"
    cells["Links"][1][at.index("by")] = "A"
    save(sheet, cells)
    with pytest.raises(StudyError, match="filled this sheet in already") as told:
        spared(sheet, tables, ())
    assert "1 line of it is filled in" in str(told.value)
    assert spared(sheet, tables, from_sheet(sheet, tables)) == sheet  # it was read back
    cells["Links"][1][at.index("verdict")] = "perhaps"
    with pytest.raises(StudyError, match="filled this sheet in already"):
        spared(save(sheet, cells), tables, ())
    with pytest.raises(StudyError, match="another file here"):
        spared(save(tmp_path / "other.xlsx", {"Sheet1": [["x"], ["y"]]}), tables, ())
    with pytest.raises(StudyError, match="is an Excel workbook"):
        spared(tmp_path / "review.txt", tables, ())


def test_who_signs_must_be_known(
    made: OpenStudy, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise OSError("No username set in the environment")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert main(["review", str(made.study.folder)]) == 2
    assert "--reviewer NAME" in capsys.readouterr().err


def test_next_years_study_takes_the_plan_and_the_decisions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = Path(__file__).parents[1] / "examples" / "rehearsal"
    html = (root / "sources" / "exhibitors.html").read_text("utf-8")
    page = tmp_path / "next.html"
    page.write_text(html.replace("示例露坊软件有限公司", "示例露坊新软件有限公司"), "utf-8")
    folder = tmp_path / "next"
    assert main(["new", str(folder), "--from", str(page), "--from-study", str(root)]) == 0
    out = capsys.readouterr().out
    assert "58 lines of decisions" in out
    # What last year's study was says nothing of this year's.
    assert "says that it is a rehearsal; this study is taken as real" in out
    assert "companies that are made up" in out
    assert open_study(folder).study.nature == "real"
    assert "--as attendance --id onsite" in out
    assert (folder / "decisions.jsonl").read_bytes() == (root / "decisions.jsonl").read_bytes()
    assert (
        main(
            [
                "add",
                str(root / "sources" / "onsite.xlsx"),
                "--as",
                "attendance",
                "--to",
                str(folder),
                "--id",
                "onsite",
            ]
        )
        == 0
    )
    assert main(["run", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "Decisions: " in out
    assert "somebody who is not there any more" in out
    assert f"expolens review {folder} --applied" in out
    assert main(["review", str(folder), "--applied"]) == 0
    listed = capsys.readouterr().out
    ids = {
        json.loads(line)["id"]
        for line in (root / "decisions.jsonl").read_text("utf-8").splitlines()
    }
    told = [line.split()[0] for line in listed.splitlines() if line.startswith("  d-")]
    assert told
    assert set(told) <= ids
    assert "深圳示例露坊软件有限公司" in listed


ROWS = "公司名称,展位号,省份\n示例甲科技有限公司,A1,上海\n示例甲科技有限公司,A2,四川\n示例甲科技有限公司,A3,江苏\n示例乙软件有限公司,B1,\n"
ONSITE = "公司名称,展位号,到场情况\n示例甲科技有限公司,A1,√\n示例戊网络有限公司,B1,√\n"


@pytest.fixture
def rows(tmp_path: Path) -> OpenStudy:
    """Three rows of one name in three provinces, and one who stands in another's booth."""
    study = open_study(
        small(tmp_path / "rows", ("list", "list", ROWS), ("on", "attendance", ONSITE))
    )
    study.run()
    return study


def test_what_follows_from_an_answer_is_not_asked(rows: OpenStudy, tmp_path: Path) -> None:
    file = tmp_path / "d.jsonl"
    asked = {q.booths: [c.facts for c in q.candidates] for q in queue(rows, (), by="A")}
    assert {booths: len(facts) for booths, facts in asked.items()} == {
        ("A2",): 1, ("A3",): 2, ("B1",): 1,
    }  # fmt: skip
    assert ("booth", "A1") in asked[("A2",)][0]
    lines = talked(rows, file, ["1"] * 3)
    assert len(said(file)) == 3
    assert not any("4 of" in line for line in lines)
    assert queue(rows, read_decisions(file), by="A") == ()


def test_rows_decided_are_asked_of_a_second_reviewer_and_disputes_keep_them_apart(
    rows: OpenStudy,
) -> None:
    file = rows.study.folder / "decisions.jsonl"
    talked(rows, file, ["1"] * 3, by="A")
    rows.run()
    BOARDS.clear()
    assert len(rows.tables()["exhibitors"]) == 2
    assert queue(rows, read_decisions(file), by="B") == ()
    again = queue(rows, read_decisions(file), by="B", independent=True)
    assert {(q.name, one.name) for q in again for one in q.candidates} == {
        ("示例甲科技有限公司", "示例甲科技有限公司"), ("示例戊网络有限公司", "示例乙软件有限公司"),
    }  # fmt: skip
    talked(rows, file, ["n"] * 3, by="B", independent=True)
    (found,) = agreement(rows, file)
    assert (found.n, found.same) == (3, 0)
    rows.run()
    BOARDS.clear()
    assert len(rows.tables()["exhibitors"]) == 5
    matches = rows.tables()["roster_matches"].to_pylist()
    assert {row["status"] for row in matches} == {"review"}
    assert "disputed" in {row["code"] for row in rows.tables()["remarks_roster"].to_pylist()}
    page = (rows.study.folder / "build" / "report.html").read_text("utf-8")
    assert "agree on 0/3 (0%)" in page
    disputed = queue(rows, read_decisions(file), by="C")
    assert {one.disputed for q in disputed for one in q.candidates} >= {True}
    talked(rows, file, ["n"] * 3, by="C")
    rows.run()
    BOARDS.clear()
    assert queue(rows, read_decisions(file), by="C") == ()
    assert len(rows.tables()["exhibitors"]) == 5
    settled = [d for d in rows.decisions() if d.by == "C"]
    assert {bool(d.settles) for d in settled} >= {True}


def test_a_sheet_settles_what_it_showed(made: OpenStudy, tmp_path: Path) -> None:
    file = tmp_path / "d.jsonl"
    talked(made, file, ["n", "n", "n"], by="A")
    talked(made, file, ["1", "n", "n"], by="B", independent=True)

    def sheet(by: str, independent: bool) -> list[list[str]]:
        asked = queue(made, read_decisions(file), by=by, independent=independent)
        (tmp_path / "r.xlsx").write_bytes(doubts(asked, study=made.study))
        book = CalamineWorkbook.from_path(str(tmp_path / "r.xlsx"))
        return [list(map(str, row)) for row in book.get_sheet_by_name("Links").to_python()]

    head, *blind = sheet("C", True)
    at = {name.partition(" / ")[0]: index for index, name in enumerate(head)}
    assert len(blind) == 4
    assert {row[at["said"]] for row in blind} == {""}
    _, *lines = sheet("C", False)
    assert len(lines) == 1
    assert lines[0][at["said"]].startswith("A: different [d-")
    assert "某某" not in str(lines)
    lines[0][at["verdict"]], lines[0][at["by"]], lines[0][at["date"]] = "不同", "C", "2026-05-07"
    (decision,) = from_sheet(save(tmp_path / "f.xlsx", {"Links": [head, *lines]}), made.tables())
    assert (decision.verdict, decision.by, len(decision.settles)) == ("different", "C", 2)
    append(file, [decision])
    assert queue(made, read_decisions(file), by="D") == ()
