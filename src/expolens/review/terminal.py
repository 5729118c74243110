"""A conversation about what waits: a question is shown, an answer is a decision at once, and every answer can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from expolens.decisions.queue import Board, Candidate, Question, Reviewer, queue, still
from expolens.decisions.restate import stated, taken_back
from expolens.model.decision import SETTLES, Decision
from expolens.model.text import Language
from expolens.values.fields import FIELDS
from expolens.wording import reason, word

_WHY = "names compared"
MOST = 9
"""How many candidates are shown at once."""


@dataclass(frozen=True, slots=True)
class Talk:
    """Where a conversation goes: `ask` shows a prompt and returns a line, None at the end of input; `say` prints one.

    `decisions` reads what stands in the file now, `keep` appends to it; `who` and `day` sign every decision.
    """

    ask: Callable[[str], str | None]
    say: Callable[[str], None]
    decisions: Callable[[], Sequence[Decision]]
    keep: Callable[[Sequence[Decision]], int]
    who: Reviewer
    day: str
    language: Language


Given = list[tuple[int, tuple[Decision, ...]]]
"""The answers of a conversation: the question, and the decisions it gave."""


def converse(board: Board, talk: Talk) -> None:
    """Ask one question after the other until the last one is answered or somebody stops.

    A number is `same` of that candidate, n `different` and u `unsure` of all that are shown, s passes on, b takes the last answer back,
    w notes why, m shows further candidates where there are more than MOST, q stops. Decisions are kept before the next question is shown, so that stopping anywhere loses nothing; what an
    answer settles elsewhere is not asked any more.
    """
    questions = queue(board, talk.decisions(), talk.who)
    given: Given = []
    at, why, told, seen = 0, "", -1, MOST
    while at < len(questions):
        asked = still(questions[at], board, talk.decisions(), talk.who)
        if asked is None:
            at, seen = at + 1, MOST
            continue
        if told != at:
            for line in shown(asked, (at + 1, len(questions)), talk.language, upto=seen):
                talk.say(line)
            told = at
        further = len(asked.candidates) > seen
        answer = talk.ask(word("review.prompt_more" if further else "review.prompt", talk.language))
        if answer is None or answer.strip().casefold() in ("q", "quit"):
            return
        key, _, rest = answer.strip().partition(" ")
        if key.casefold() == "w":
            why = rest.strip() or (talk.ask(word("review.why", talk.language)) or "").strip() or why
        elif key.casefold() == "b":
            at, told, seen = _back(given, at, talk), -1, MOST
        elif key.casefold() == "m" and further:
            for line in candidates_shown(asked, talk.language, after=seen, upto=seen + MOST):
                talk.say(line)
            seen += MOST
        else:
            seen_ones = asked.candidates[:seen]
            said = _answer(asked, (key.casefold(), why), seen_ones, talk) if not rest else None
            if said is None:
                talk.say(word("review.help", talk.language, n=len(seen_ones)))
                continue
            _keep(said, talk)
            given.append((at, said))
            # None of those shown says nothing of the others: they come next.
            again = further and key.casefold() in ("n", "u")
            at, why, told, seen = at if again else at + 1, "", -1, MOST


def _keep(said: Iterable[Decision], talk: Talk) -> None:
    before = list(talk.decisions())
    lines: list[Decision] = []
    for one in said:
        lines += stated(one, [*before, *lines])
    talk.keep(lines)


def _back(given: Given, at: int, talk: Talk) -> int:
    """Take the last answer back and return its question."""
    if not given:
        talk.say(word("review.nothing_back", talk.language))
        return at
    at, said = given.pop()
    before = list(talk.decisions())
    lines: list[Decision] = []
    for one in said:
        lines += taken_back(one, [*before, *lines], (talk.who.by, talk.day))
    talk.keep(lines)
    talk.say(word("review.taken_back", talk.language, n=len(said)))
    return at


def _answer(
    asked: Question, answer: tuple[str, str], seen: Sequence[Candidate], talk: Talk
) -> tuple[Decision, ...] | None:
    """Return the decisions of an answer, a key and why (none for passing on), on the candidates that were seen; None for one that says nothing."""
    key, why = answer
    verdicts: list[tuple[Candidate, str]]
    if key == "s":
        return ()
    if key in ("n", "u"):
        verdicts = [(one, {"n": "different", "u": "unsure"}[key]) for one in seen]
    elif key.isascii() and key.isdigit() and 1 <= int(key) <= len(seen):
        chosen = seen[int(key) - 1]
        # Who chooses one of several says nothing of the others, unless people contradict each other on them: that is settled too.
        others = [one for one in asked.candidates if one is not chosen and one.disputed]
        verdicts = [(chosen, "same"), *((one, "different") for one in others)]
    else:
        return None
    return tuple(_decision(asked, one, verdict, why, talk) for one, verdict in verdicts)


def _decision(asked: Question, one: Candidate, verdict: str, why: str, talk: Talk) -> Decision:
    seen = " ".join(dict.fromkeys(judged.decision for judged in one.said))
    return Decision(
        "", verdict, talk.who.by, talk.day, why or _WHY, asked.left, one.quote,
        field=SETTLES if seen else "", value=seen,
    )  # fmt: skip


def shown(
    asked: Question, of: tuple[int, int], language: Language, *, upto: int = MOST
) -> list[str]:
    """Return a question as lines: who it is about, then its first candidates, `upto` of them."""
    head = "head_source" if asked.source else "head_list"
    role = word(f"role.{asked.role}", language)
    source = role if asked.source == asked.role else f"{role} ({asked.source})"
    title = word(f"review.{head}", language, at=of[0], n=of[1], source=source)
    booths = word("review.booth", language, booth="、".join(asked.booths)) if asked.booths else ""
    lines = [
        "",
        title,
        "",
        f"  {asked.name or word('phrase.no_name', language)}   {booths}".rstrip(),
    ]
    others = _others(asked.name, asked.names)
    lines += [f"    {line}" for line in (others, _facts(asked.facts, language)) if line]
    return [*lines, *candidates_shown(asked, language, after=0, upto=upto)]


def candidates_shown(asked: Question, language: Language, *, after: int, upto: int) -> list[str]:
    """Return candidates as lines, each with its number, probability, reasons and what is published of it; at the end how many more there are."""
    lines: list[str] = []
    for number, some in enumerate(asked.candidates[after:upto], after + 1):
        likely = "" if some.probability is None else f"   {100 * some.probability:.0f}%"
        lines += ["", f"  {number}  {some.name or some.record}{likely}"]
        told = word("phrase.semicolon", language).join(
            reason(code, language) for code in some.reasons
        )
        others = _others(some.name, some.names)
        lines += [f"     {line}" for line in (others, told, _facts(some.facts, language)) if line]
        lines += [
            f"     {word('review.said', language, by=one.by, verdict=word(f'verdict.{one.verdict}', language))}"
            for one in some.said
        ]
        if some.disputed:
            lines.append(f"     {word('review.disputed', language)}")
    left = len(asked.candidates) - upto
    lines += ["", f"  {word('review.more', language, n=left)}"] if left > 0 else []
    return [*lines, ""]


def _others(name: str, names: Iterable[str]) -> str:
    return "；".join(dict.fromkeys(other for other in names if other != name))


def _facts(facts: Iterable[tuple[str, str]], language: Language) -> str:
    return word("phrase.semicolon", language).join(
        f"{FIELDS[field].label.within(language)} {value}" for field, value in facts
    )
