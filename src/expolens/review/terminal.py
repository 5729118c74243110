"""A conversation about what waits: a question is shown, an answer is a decision at once, and every answer can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from expolens.decisions import identified
from expolens.model.decision import Decision
from expolens.model.text import Language
from expolens.review.queue import Candidate, Question
from expolens.values.fields import FIELDS
from expolens.wording import reason, word


@dataclass(frozen=True, slots=True)
class Talk:
    """Where a conversation goes: `ask` shows a prompt and returns a line, None at the end of input; `say` prints one; `keep` appends decisions to the file.

    `by` and `day` sign every decision; `taken` tells whether an id stands in the file already.
    """

    ask: Callable[[str], str | None]
    say: Callable[[str], None]
    keep: Callable[[Sequence[Decision]], int]
    taken: Callable[[str], bool]
    by: str
    day: str
    language: Language


def converse(questions: Sequence[Question], talk: Talk) -> int:
    """Ask one question after the other until the last one is answered or somebody stops; return how many decisions stand.

    A number is `same` of that candidate, n `different` and u `unsure` of all that are shown, s passes on, b takes the last answer back,
    w notes why, q stops. Decisions are kept before the next question is shown, so that stopping anywhere loses nothing.
    """
    answered: list[tuple[int, tuple[Decision, ...]]] = []
    at, why = 0, ""
    while at < len(questions):
        for line in shown(questions[at], (at + 1, len(questions)), talk.language):
            talk.say(line)
        answer = talk.ask(word("review.prompt", talk.language))
        if answer is None or answer.strip().casefold() in ("q", "quit"):
            break
        key = answer.strip().casefold()
        if key == "w":
            why = (talk.ask(word("review.why", talk.language)) or "").strip() or why
        elif key == "b":
            at = _back(answered, at, talk)
        elif key == "s":
            answered.append((at, ()))
            at += 1
        else:
            said = _answer(questions[at], key, why, talk)
            if said:
                talk.keep(said)
                answered.append((at, said))
                at, why = at + 1, ""
            else:
                talk.say(word("review.help", talk.language, n=len(questions[at].candidates)))
    return sum(len(said) for _, said in answered)


def _back(answered: list[tuple[int, tuple[Decision, ...]]], at: int, talk: Talk) -> int:
    """Take the last answer back and return its question."""
    if not answered:
        talk.say(word("review.nothing_back", talk.language))
        return at
    before, said = answered.pop()
    talk.keep(
        [
            _once(Decision("", "withdraw", talk.by, talk.day, "taken back", value=one.id), talk)
            for one in said
        ]
    )
    talk.say(word("review.taken_back", talk.language, n=len(said)))
    return before


def _answer(asked: Question, key: str, why: str, talk: Talk) -> tuple[Decision, ...]:
    """Return the decisions of an answer, () for one that says nothing."""
    chosen: Iterable[Candidate]
    if key in ("n", "u"):
        verdict, chosen = {"n": "different", "u": "unsure"}[key], asked.candidates
    elif key.isascii() and key.isdigit() and 1 <= int(key) <= len(asked.candidates):
        verdict, chosen = "same", [asked.candidates[int(key) - 1]]
    else:
        return ()
    return tuple(
        _once(
            Decision(
                "", verdict, talk.by, talk.day, why or "names compared", asked.left, one.quote
            ),
            talk,
        )
        for one in chosen
    )


def _once(decision: Decision, talk: Talk) -> Decision:
    """Return a decision with an id of its own: what was said before and taken back is said anew, with its number."""
    made, number = identified(decision), 1
    while talk.taken(made.id):
        number += 1
        made = identified(replace(decision, why=f"{decision.why} ({number})"))
    return made


def shown(asked: Question, of: tuple[int, int], language: Language) -> list[str]:
    """Return a question as lines: who it is about, then each candidate with its number, probability, reasons and what is published of it."""
    one = asked.exhibitor
    where = (
        word("review.in_source", language, source=asked.source)
        if asked.source
        else word("review.in_list", language)
    )
    lines = ["", word("review.head", language, at=of[0], n=of[1], where=where)]
    booths = "、".join(one.booths)
    lines.append(
        f"  {one.name}" + (f"   {word('review.booth', language, booth=booths)}" if booths else "")
    )
    others = [name for name in asked.names if name != one.name]
    lines += [f"  {'；'.join(others)}"] if others else []
    lines += [f"  {_facts(asked.facts, language)}"] if asked.facts else []
    for number, some in enumerate(asked.candidates, 1):
        lines += ["", f"  {number}  {some.name}   {100 * some.probability:.0f}%"]
        told = word("phrase.semicolon", language).join(
            reason(code, language) for code in some.reasons
        )
        lines += [f"     {told}"] if told else []
        facts = [("credit_code", some.code)] if some.code else []
        lines += [f"     {line}"] if (line := _facts((*facts, *some.facts), language)) else []
        lines += [
            f"     {word('review.said', language, by=d.by, verdict=word(f'verdict.{d.verdict}', language), why=d.why)}"
            for d in some.said
        ]
    return [*lines, ""]


def _facts(facts: Iterable[tuple[str, str]], language: Language) -> str:
    return word("phrase.semicolon", language).join(
        f"{FIELDS[field].label.within(language)} {value}" for field, value in facts
    )
