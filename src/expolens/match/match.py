"""Names against a registry: read, index, search, answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from expolens.errors import SourceError
from expolens.match.answers import Answer, Asked, answers
from expolens.match.codes import Bad, rows_of
from expolens.match.headers import chooser, columns_of
from expolens.match.itself import pairs
from expolens.match.labels import labels_of
from expolens.match.nameless import believed, unnamed
from expolens.match.parties import LONGEST, parties
from expolens.match.quality import Judged, Quality, judged, quality
from expolens.match.reading import sheet_of
from expolens.match.registry import Registry, registry_of
from expolens.match.request import Request
from expolens.match.sheet import Sheet
from expolens.match.summary import Counts, pairs_told, summary
from expolens.match.telling import Progress, Tell, telling
from expolens.match.thresholds import own, shipped
from expolens.match.unseen import cells, is_chinese, unlike
from expolens.matching import Found, Index, Party, Scored, search
from expolens.matching.columns import columns
from expolens.matching.namesakes import Bearers, borne
from expolens.model.text import Language
from expolens.readers.grid import noted
from expolens.wording import note, word


@dataclass(frozen=True, slots=True)
class Listed:
    """The names that are looked for: as they stand in the list, row by row, and as parties; `bad` are codes that are not valid, by row."""

    texts: tuple[str, ...]
    parties: tuple[Party, ...]
    bad: Mapping[int, str] = field(default_factory=dict)

    @property
    def named(self) -> int:
        """How many rows have a name or a code."""
        return sum(1 for one in self.parties if one.names or one.codes)


@dataclass(frozen=True, slots=True)
class Matched:
    """The rows of the output, and what is known of them as a whole.

    `present` is the estimated share of the named rows that are registered, `summary` lines for a person. With labels, `judged` are the labelled
    rows and `quality` what they say.
    """

    answers: tuple[Answer, ...]
    present: float
    summary: tuple[str, ...]
    judged: tuple[Judged, ...] = ()
    quality: Quality | None = None


def match(request: Request, *, progress: Progress = lambda _: None) -> Matched:
    """Match the names of a list against a registry; the same files and request give the same answers, whether an index was kept or not.

    `progress` is told what happens, a line at a time. ExpolensError says what is wrong with a file or the request.
    """
    asked = request.checked()
    tell = telling(progress, asked.language)
    mine = own(asked.thresholds) if asked.thresholds else None
    verdict = mine.verdict(asked.precision) if mine else shipped(asked.precision)
    listed = listed_of(asked, tell)
    given = Asked(asked.top, verdict, asked.language, listed.bad)
    if asked.registry is None:
        rows = tuple(pairs(listed.texts, listed.parties, given))
        return Matched(rows, 0.0, (pairs_told(rows, listed.named, asked.language),))
    registry = registry_of(
        asked.registry, named=asked.registry_column, encoding=asked.encoding, tell=tell
    )
    _tell_registry(registry, asked.registry.name, asked.language, tell)
    tell("match.asking", n=listed.named)
    # One more than is written: whether the first is alone at its probability decides.
    raw = _found(listed, registry.index, top=asked.top + 1)
    found = mine.found(raw) if mine else raw
    given = replace(given, namesakes=_namesakes(listed, found, registry.index))
    rows = tuple(
        answers(
            list(zip(listed.texts, listed.parties, strict=True)),
            found.candidates,
            registry.index.parties,
            given,
        )
    )
    told = summary(rows, Counts(len(listed.parties), listed.named, found.present), asked, mine)
    _tell_unlike(listed, raw, registry.index, tell)
    if asked.labels is None:
        return Matched(rows, found.present, told)
    labels = labels_of(asked.labels, listed.parties, listed.texts, registry.index)
    for code, names in (("match.unknown", labels.unknown), ("match.missing", labels.missing)):
        if names:
            tell(code, n=len(names), list=", ".join(names[:5]))
    seen = judged(labels.right, found.candidates, [one.status for one in rows if one.rank == 1])
    return Matched(rows, found.present, told, tuple(seen), quality(seen))


def _found(listed: Listed, index: Index, *, top: int) -> Found:
    """Search for the rows that have a name or a code; those without are no names that are absent."""
    rows = [n for n, one in enumerate(listed.parties) if one.names or one.codes]
    asked = [listed.parties[n] for n in rows]
    found = search(asked, index, top=top)
    each: list[tuple[Scored, ...]] = [()] * len(listed.parties)
    bearers = Bearers(index)
    several = bearers.several(asked, found.candidates)
    for n, one, candidates, more in zip(rows, asked, found.candidates, several, strict=True):
        every = borne(one, candidates, bearers, top=top) if more or unnamed(one) else candidates
        each[n] = believed(one, every)
    return replace(found, candidates=tuple(each))


def _namesakes(listed: Listed, found: Found, index: Index) -> Callable[[Party], int]:
    """Return what tells how many records share brand and trade with the first name of a row that has no candidate."""
    rows = zip(listed.parties, found.candidates, strict=True)
    names = sorted({one.names[0][0] for one, candidates in rows if one.names and not candidates})
    core, _ = columns(names).keys()
    known = dict(zip(names, index.namesakes(core).tolist(), strict=True))
    return lambda one: known[one.names[0][0]]


def _tell_unlike(listed: Listed, found: Found, index: Index, tell: Tell) -> None:
    """Say in what the list is unlike those that the probabilities were measured on, what that means and what to do."""
    seen = cells(listed.parties, found, chinese=is_chinese(index))
    reasons = unlike(seen)
    for one in reasons:
        tell(f"unlike.{one.code}", n=one.count, N=one.total, usual=f"{one.usual:.0%}")
    if reasons:
        tell("unlike.todo")


def listed_of(asked: Request, tell: Tell) -> Listed:
    """Read the list; SourceError where it has no row."""
    choose = chooser(role="list", named=asked.name_column, where=asked.names.name)
    sheet = sheet_of(asked.names, choose, named=asked.name_column, encoding=asked.encoding)
    columns = columns_of(sheet.header, role="list", named=asked.name_column, where=asked.names.name)
    if not len(sheet):
        raise SourceError("there is a header and no row below it", where=str(asked.names))
    read = [f"{header}={kind}" for header, kind in (*columns.names, *columns.evidence)]
    tell("match.read_as", file=asked.names.name, list=", ".join(read))
    for one in sheet.notes:
        tell("match.noticed", file=asked.names.name, what=note(one, asked.language))
    if long := sum(
        1 for header, _ in columns.names for cell in sheet.cells[header] if len(cell) > LONGEST
    ):
        tell("match.too_long", n=long)
    bad = Bad()
    texts = _texts(sheet, [header for header, _ in columns.names])
    found = Listed(texts, tuple(parties(sheet, columns, bad)), bad)
    if bad:
        tell(
            "match.noticed",
            file=asked.names.name,
            what=note(noted("bad_codes", len(bad), rows_of(bad)), asked.language),
        )
    return found


def _texts(sheet: Sheet, headers: Sequence[str]) -> tuple[str, ...]:
    """Return what stands in the first column of names that has anything, row by row."""
    columns = [sheet.cells[header] for header in headers]
    if len(columns) == 1:
        return tuple(columns[0])
    return tuple(next(filter(None, row), "") for row in zip(*columns, strict=True))


def _tell_registry(registry: Registry, file: str, language: Language, tell: Tell) -> None:
    if registry.kept:
        tell("match.kept", n=registry.named)
    tell("match.read_as", file=file, list=", ".join(registry.columns))
    for one in registry.notes:
        tell("match.noticed", file=file, what=note(one, language))
    if registry.repeated:
        what = word("match.repeated", language, n=registry.repeated)
        tell("match.noticed", file=file, what=what)
