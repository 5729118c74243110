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
from expolens.decisions import append, read_decisions, standing
from expolens.model.decision import Decision
from expolens.review.agreement import agreements, kappa
from expolens.review.queue import queue
from expolens.review.quoting import known
from expolens.review.terminal import Talk, converse

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


def talked(
    study: OpenStudy, file: Path, answers: list[str], by: str = "A", **how: bool
) -> list[str]:
    """Hold a conversation with these answers over the decisions in `file`, and return what was printed."""
    lines, left = list[str](), iter(answers)
    questions = queue(study.tables(), read_decisions(file), by=by, **how)
    talk = Talk(
        lambda _: next(left, None),
        lines.append,
        lambda more: append(file, more),
        lambda id_: any(one.id == id_ for one in read_decisions(file)),
        by, "2026-05-06", "en",
    )  # fmt: skip
    converse(questions, talk)
    return lines


def said(file: Path) -> list[tuple[str, str, str]]:
    return [(d.verdict, d.left.name, d.right.name) for d in standing(read_decisions(file))]


def test_what_waits_is_shown_with_reasons_and_without_personal_fields(
    made: OpenStudy, tmp_path: Path
) -> None:
    lines = talked(made, tmp_path / "d.jsonl", ["s"] * 9)
    text = "\n".join(lines)
    assert "1 of 3: which is it, in registry?" in text
    assert "示例乙软件有限公司南京分公司" in text
    assert "branch" in text
    assert "江苏省" in text
    assert "某某" not in text


def test_answers_are_kept_at_once_and_not_asked_again(made: OpenStudy, tmp_path: Path) -> None:
    file = tmp_path / "d.jsonl"
    talked(made, file, ["n"])
    first = said(file)
    assert {verdict for verdict, *_ in first} == {"different"}
    assert len(queue(made.tables(), read_decisions(file), by="A")) == 2
    talked(made, file, ["1", "u"])
    assert said(file)[: len(first)] == first
    assert queue(made.tables(), read_decisions(file), by="A") == ()


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
    questions = queue(made.tables(), (), by="A")
    stack: list[list[tuple[str, str, str]]] = []
    told = iter(answers[:stop])
    for answer in told:
        if len(stack) == len(questions):
            break
        asked = questions[len(stack)]
        names = [one.name for one in asked.candidates]
        left = asked.exhibitor.name
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


def test_two_reviewers_judge_alone_dispute_and_settle(made: OpenStudy, tmp_path: Path) -> None:
    file = tmp_path / "d.jsonl"
    talked(made, file, ["n", "n", "n"], by="A")
    assert queue(made.tables(), read_decisions(file), by="B") == ()
    blind = talked(made, file, ["1", "n", "n"], by="B", independent=True)
    assert not any("said" in line for line in blind)
    everything = known(made.tables())
    (one,) = agreements(standing(read_decisions(file)), everything.find, dict(everything.unit_of))
    assert (one.first, one.second) == ("A", "B")
    assert one.same == one.n - 1
    disputed = queue(made.tables(), read_decisions(file), by="C")
    assert len(disputed) == 1
    lines = talked(made, file, ["n"], by="C")
    assert any("A said different" in line for line in lines)
    assert any("B said same" in line for line in lines)
    assert queue(made.tables(), read_decisions(file), by="C") == ()


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
    asked = next(q for q in queue(study.tables(), (), by="A") if "丙" in q.exhibitor.name)
    for by, verdict, expected in (
        ("A", "same", "accepted"),
        ("B", "different", "review"),
        ("C", "same", "accepted"),
    ):
        study.decide(
            [
                Decision(
                    "",
                    verdict,
                    by,
                    "2026-05-06",
                    "looked up",
                    asked.left,
                    asked.candidates[0].quote,
                )
            ]
        )
        study.run()
        assert state() == {expected}


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
    assert main(["review", folder, "--by", "checker A"]) == 0
    out = capsys.readouterr().out
    assert "3 questions wait for you. You sign as checker A" in out
    assert "3 questions are left" in out
    sheet = tmp_path / "review.xlsx"
    assert main(["review", folder, "--to", str(sheet)]) == 0
    assert CalamineWorkbook.from_path(str(sheet)).sheet_names == ["Read me", "Links"]
    assert main(["review", folder, "--to", str(sheet), "--from", str(sheet)]) == 2


def test_next_years_study_takes_the_plan_and_the_decisions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = Path(__file__).parents[1] / "examples" / "rehearsal"
    html = (root / "sources" / "exhibitors.html").read_text("utf-8")
    page = tmp_path / "next.html"
    page.write_text(html.replace("示例露坊软件有限公司", "示例露坊新软件有限公司"), "utf-8")
    folder = tmp_path / "next"
    assert main(["new", str(folder), "--from", str(page), "--from-study", str(root)]) == 0
    assert "58 lines of decisions" in capsys.readouterr().out
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
            ]
        )
        == 0
    )
    assert main(["run", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "Decisions: " in out
    assert "no longer, their words are gone" in out
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
