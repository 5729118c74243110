"""top: the largest categories of a counts statistic, and what its cut does to ties. Keys: of, k."""

from __future__ import annotations

from fractions import Fraction

from expolens.analyse.answer import Answers, Question, number
from expolens.analyse.kinds.counts import ABSENCES
from expolens.model.text import Text


def top(question: Question) -> Answers:
    """Say where a cut after the k most frequent categories falls: shown, their sum, the count at the cut, ties in and out."""
    plan = question.plan
    ranked = sorted(
        (one for one in question.answers.named(plan.of) if one.part not in ABSENCES),
        key=lambda one: (-one.n, one.position),
    )
    if plan.k < 1:
        raise question.wrong("top needs `k`, at least 1")
    if not ranked:
        return Answers()
    shown, left = ranked[: plan.k], ranked[plan.k :]
    cut = shown[-1].n
    parts = (
        ("distinct", Text("distinct terms", "不同词条数"), len(ranked)),
        ("shown", Text("terms shown", "列出词条数"), len(shown)),
        ("sum", Text("mentions shown", "列出词条提及数"), sum(one.n for one in shown)),
        ("cut", Text("count at the cut", "截断处频数"), cut),
        (
            "tied_shown",
            Text("terms with the count of the cut that are shown", "与截断处并列且列出的词条"),
            sum(one.n == cut for one in shown),
        ),
        (
            "tied_left_out",
            Text("terms with the count of the cut that are left out", "与截断处并列而未列出的词条"),
            sum(one.n == cut for one in left),
        ),
    )
    return Answers(
        [
            number(
                question,
                part,
                Text(f"{plan.label.en}: {label.en}", f"{plan.label.zh}：{label.zh}"),
                Fraction(value),
                position=position,
                method=f"top {plan.k} of {plan.of} by count, then by label",
            )
            for position, (part, label, value) in enumerate(parts)
        ]
    )
