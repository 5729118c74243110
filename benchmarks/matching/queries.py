"""Queries of a Chinese registry: changed names whose company is there, and a fifth whose company is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from random import Random
from typing import NamedTuple

from changes import CHANGES, Change, said
from compose import Company, Composer, Record
from sources import latin_pairs, neutral, trade

ABSENT = 0.2
REAL = 0.05  # of the queries of companies that are there
NAMESAKES = 12  # a short form that more companies answer to is no query


class Query(NamedTuple):
    """A row of the queries: what is asked, which record is right (none when absent), what was done."""

    query: str
    truth: str
    truth_row: str
    kind: str
    absent: str


class Proposal(NamedTuple):
    """A query before it is known how many companies it could mean; `row` is 0 when absent."""

    change: Change
    company: Company
    row: int
    kind: str


def kinds(size: int) -> list[str]:
    """Return the kind of each of `size` queries, by the kinds' weights, in their order."""
    total = sum(weight for weight, _ in CHANGES.values())
    found, done = list[str](), 0.0
    for kind, (weight, _) in CHANGES.items():
        done += weight
        found += [kind] * (round(size * done / total) - len(found))
    return found


def changed(company: Company, kind: str, chance: Random) -> Change | None:
    """Return a company's name changed, or None when this kind of change does not apply to it."""
    change = CHANGES[kind][1](company, chance)
    text = change.text.strip(" \u3000\u00a0") if kind != "format" else change.text
    same = text == company.written() or (len(text) < 2)
    return None if same else change._replace(text=text)


def present(
    records: Sequence[Record], names: set[str], wanted: Iterable[str], chance: Random
) -> Iterator[Proposal]:
    """Yield a proposal for each wanted kind, of a record of the registry."""
    real = [at for at, r in enumerate(records) if r.source not in ("composed", "branch")]
    for kind in wanted:
        while True:
            at = int(chance.random() * len(records))
            if real and kind != "brand" and chance.random() < REAL:
                at = chance.choice(real)
            record = records[at]
            change = changed(record.company, kind, chance)
            if change is None or (record.company.branch and chance.random() < 0.5):
                continue
            text = neutral(change.text)
            if text == neutral(record.name) or text not in names:
                yield Proposal(change, record.company, at + 1, kind)
                break


def stranger(records: Sequence[Record], composer: Composer, *, elsewhere: bool) -> Company:
    """Return a company near one of the registry: of its brand in another trade, or its core elsewhere."""
    chance = composer.chance
    while True:
        base = records[int(chance.random() * len(records))]
        if base.source != "composed":
            continue
        if elsewhere and base.company.region and chance.random() < 0.5:
            made = composer.company(base.company.brand, base.company.trade)
            if made.region and made.region != base.company.region:
                return made
        else:
            made = composer.company(base.company.brand)
            if trade(made.trade).short != trade(base.company.trade).short:
                return made._replace(region=base.company.region, place=base.company.place)


def absent(
    records: Sequence[Record], names: set[str], wanted: Iterable[str], composer: Composer
) -> Iterator[Proposal]:
    """Yield proposals for each wanted kind, of companies that are not there; every other has a neighbour."""
    chance = composer.chance
    for number, kind in enumerate(wanted):
        while True:
            near = number % 2 == 0
            brand = composer.brand()
            made = composer.company(brand)
            if near:
                made = stranger(records, composer, elsewhere=True)
            change = changed(made, kind, chance)
            if near and change and change.keeps not in ("full", "sound"):
                made = stranger(records, composer, elsewhere=False)
                change = changed(made, kind, chance)
            if change is None or (near and change.keeps in ("brand", "placed_brand")):
                continue
            if neutral(change.text) not in names and neutral(made.written()) not in names:
                yield Proposal(change, made, 0, kind)
                break


def readings(proposal: Proposal) -> Iterator[tuple[str, ...]]:
    """Yield the keys of what a proposal says; an absent name fits its province, and its core nowhere, too."""
    yield said(proposal.company, proposal.change.keeps)
    if not proposal.row and proposal.change.keeps == "full":
        yield said(proposal.company, "province")
        yield said(proposal.company._replace(region=""), "full")


def meant(proposals: Sequence[Proposal], records: Iterable[Record]) -> Counter[tuple[str, ...]]:
    """Count how many companies of the registry each proposal could mean, by what it says."""
    keys = {key for p in proposals for key in readings(p)}
    needed = sorted({key[0] for key in keys})
    found: Counter[tuple[str, ...]] = Counter()
    brands = {p.company.brand for p in proposals}
    for record in records:
        company = record.company
        if company.branch or (company.brand not in brands and not company.trade):
            continue
        for keeps in needed:
            if keeps.startswith("sound") or company.brand in brands:
                key = said(company, keeps)
                if key in keys:
                    found[key] += 1
    return found


def row_of(proposal: Proposal, records: Sequence[Record]) -> Query:
    """Return the row of a proposal."""
    if not proposal.row:
        return Query(proposal.change.text, "", "", proposal.kind, "1")
    name = records[proposal.row - 1].name
    return Query(proposal.change.text, name, str(proposal.row), proposal.kind, "0")


def chinese_queries(
    records: Sequence[Record], size: int, composer: Composer
) -> tuple[list[Query], dict[str, float]]:
    """Return the queries in an order of chance, and by kind the most that any method can get right.

    More are proposed than wanted: those that say too little are dropped, and an absent one that fits a
    company of the registry as well as its own.
    """
    chance, names = composer.chance, {neutral(record.name) for record in records}
    missing = round(size * ABSENT)
    there = list(present(records, names, kinds(round((size - missing) * 1.7)), chance))
    away = list(absent(records, names, kinds(round(missing * 1.7)), composer))
    count = meant(there + away, records)
    there = [p for p in there if count[said(p.company, p.change.keeps)] <= NAMESAKES]
    away = [p for p in away if not any(count[key] for key in readings(p))]
    kept = [*quota(there, size - missing), *quota(away, missing)]
    chances: dict[str, list[float]] = {}
    for p in kept:
        if p.row:
            chances.setdefault(p.kind, []).append(
                1 / max(1, count[said(p.company, p.change.keeps)])
            )
    chance.shuffle(kept)
    ceiling = {kind: sum(values) / len(values) for kind, values in sorted(chances.items())}
    return [row_of(p, records) for p in kept], ceiling


def quota(proposals: Sequence[Proposal], size: int) -> Iterator[Proposal]:
    """Yield the first proposals of each kind, as many as the kind is to have."""
    left = Counter(kinds(size))
    for proposal in proposals:
        if left[proposal.kind]:
            left[proposal.kind] -= 1
            yield proposal


def latin_queries(records: Sequence[Record]) -> list[Query]:
    """Return the real pairs as queries: each Latin spelling that belongs to one Chinese name."""
    rows = {neutral(record.name): at for at, record in enumerate(records, start=1)}
    owners: dict[str, set[str]] = {}
    for pair in latin_pairs():
        owners.setdefault(neutral(pair["name_latin"]), set()).add(neutral(pair["name_zh"]))
    found: dict[str, Query] = {}
    for pair in latin_pairs():
        latin, truth = pair["name_latin"].strip(), neutral(pair["name_zh"])
        if len(owners[neutral(latin)]) == 1 and latin and truth in rows:
            row = rows[truth]
            query = Query(latin, records[row - 1].name, str(row), pair["latin_kind"], "0")
            found.setdefault(latin, query)
    return list(found.values())
