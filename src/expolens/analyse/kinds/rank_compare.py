"""rank_compare: two vocabularies side by side. Keys: of, against, k."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from expolens.analyse.answer import Answers, Question, number
from expolens.analyse.kinds.counts import ABSENCES
from expolens.model.statistic import Statistic
from expolens.model.text import Text

PERSISTENCE = Fraction(9, 10)


def rank_compare(question: Question) -> Answers:
    """Compare the rankings of two counts statistics: shared terms among the top k, rank-biased overlap, ranks of each shared term.

    Equal counts share the best rank. Rank-biased overlap is extrapolated from depth k, with persistence 0.9, so that equal rankings have 1
    and disjoint ones 0 (Webber, Moffat and Zobel, ACM TOIS 2010;28(4):20, RBO_ext).
    """
    plan = question.plan
    left, right = (_ranked(question.answers.named(name)) for name in (plan.of, plan.against))
    if not left or not right:
        return Answers()
    k = plan.k or min(len(left), len(right))
    tops = [{one.part for one in side[:k]} for side in (left, right)]
    shared = tops[0] & tops[1]
    rbo = _overlap([one.part for one in left[:k]], [one.part for one in right[:k]], k)
    answers = Answers(
        [
            number(
                question,
                "shared",
                Text(f"terms in both top {k}", f"同时位于前{k}的词条"),
                Fraction(len(shared)),
                method=f"top {k} of {plan.of} and of {plan.against}",
            ),
            number(
                question,
                "rbo",
                Text("rank-biased overlap", "秩偏重叠"),
                rbo,
                unit="ratio",
                text=f"{float(rbo):.2f}",
                method=f"p = {float(PERSISTENCE)}, extrapolated from depth {k}",
                position=1,
            ),
        ]
    )
    of_left, of_right = ({one.part: one for one in side} for side in (left, right))
    for one in left:
        if one.part in of_right and (one.part in tops[0] or one.part in tops[1]):
            ranks = (_rank(one, left), _rank(of_right[one.part], right))
            for name, rank, side in (
                (plan.of, ranks[0], of_left),
                (plan.against, ranks[1], of_right),
            ):
                made = number(
                    question, f"{one.part}_{name}", Text(f"{one.en}: rank among {name}s", f"{one.zh}：排名"), Fraction(rank), unit="rank",
                    n=side[one.part].n, method="competition rank: equal counts share the best", position=len(answers.statistics),
                )  # fmt: skip
                answers.statistics.append(made)
    return answers


def _overlap(left: Sequence[str], right: Sequence[str], k: int) -> Fraction:
    """Return the rank-biased overlap of two rankings, extrapolated from depth k.

    >>> _overlap(["a", "b"], ["a", "b"], 2), _overlap(["a"], ["b"], 1), _overlap(["a", "b"], ["b", "a"], 2)
    (Fraction(1, 1), Fraction(0, 1), Fraction(9, 10))
    """
    agreement = [
        Fraction(len({*left[:depth]} & {*right[:depth]}), depth) for depth in range(1, k + 1)
    ]
    weighted = sum(
        (PERSISTENCE ** (depth - 1) * part for depth, part in enumerate(agreement, 1)), Fraction(0)
    )
    return (1 - PERSISTENCE) * weighted + PERSISTENCE**k * agreement[-1]


def _ranked(statistics: list[Statistic]) -> list[Statistic]:
    return sorted(
        (one for one in statistics if one.part not in ABSENCES),
        key=lambda one: (-one.n, one.position),
    )


def _rank(one: Statistic, ranked: list[Statistic]) -> int:
    return 1 + sum(other.n > one.n for other in ranked)
