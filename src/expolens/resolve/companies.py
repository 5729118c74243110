"""Exhibitors whose records are one registered organisation are one company."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from hashlib import sha256

from expolens.model.exhibitor import Exhibitor, Remark
from expolens.model.match import Company, Link
from expolens.resolve.parties import Words


def companies_of(
    exhibitors: Sequence[Exhibitor],
    links: Sequence[Link],
    words: Words,
    *,
    registries: Collection[str],
) -> tuple[list[Company], list[Remark]]:
    """Return the companies, in the order of their first exhibitor, and remarks where several exhibitors are one company.

    A record accepted for two exhibitors, or one credit code on both, makes them one company, and so does a chain of these: no record
    is in two companies. A company without any accepted registry record is provisional.
    """
    accepted: dict[str, list[Link]] = {}
    for link in links:
        if link.status == "accepted":
            accepted.setdefault(link.exhibitor, []).append(link)
    parent: dict[str, str] = {}
    first_mark: dict[str, str] = {}
    for one in exhibitors:
        records = [link.record for link in accepted.get(one.id, ())]
        codes = [
            code
            for record in (*one.records, *records)
            for code in sorted(words.codes.get(record, ()))
        ]
        marks = [*codes, *records, one.id]
        first_mark[one.id] = marks[0]
        for mark in marks:
            parent[_root(parent, mark)] = _root(parent, one.id)
    together: dict[str, list[Exhibitor]] = {}
    for one in exhibitors:
        together.setdefault(_root(parent, one.id), []).append(one)
    members = {_id(first_mark[ones[0].id]): ones for ones in together.values()}
    companies, remarks = [], []
    for key, ones in members.items():
        linked = [link for one in ones for link in accepted.get(one.id, ())]
        own = [record for one in ones for record in one.records]
        registered = [link.record for link in linked if link.source in registries]
        named = words.party(key, registered).names
        zh = next((text for text, kind in named if kind == "legal"), ones[0].name)
        en = next((text for text, kind in named if kind == "english"), ones[0].name_en)
        companies.append(
            Company(
                key,
                zh,
                en,
                not registered,
                tuple(one.id for one in ones),
                tuple(dict.fromkeys([*own, *(link.record for link in linked)])),
            )
        )
        if len(ones) > 1:
            detail = ", ".join(one.name for one in ones)
            remarks += [Remark("resolve", "one_company", one.id, detail) for one in ones]
    return companies, remarks


def _root(parent: dict[str, str], mark: str) -> str:
    while (above := parent.setdefault(mark, mark)) != mark:
        mark = above
    return mark


def _id(mark: str) -> str:
    return "c" + sha256(mark.encode()).hexdigest()[:10]
