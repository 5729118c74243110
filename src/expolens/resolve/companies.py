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

    A record accepted for two exhibitors, or one credit code on both, makes them one company. A company without any accepted
    registry record is provisional.
    """
    accepted: dict[str, list[Link]] = {}
    for link in links:
        if link.status == "accepted":
            accepted.setdefault(link.exhibitor, []).append(link)
    company_of: dict[str, str] = {}
    members: dict[str, list[Exhibitor]] = {}
    for one in exhibitors:
        records = [link.record for link in accepted.get(one.id, ())]
        codes = [
            code
            for record in (*one.records, *records)
            for code in sorted(words.codes.get(record, ()))
        ]
        marks = [*codes, *records, one.id]
        known = next((company_of[mark] for mark in marks if mark in company_of), _id(marks[0]))
        company_of |= dict.fromkeys(marks, known)
        members.setdefault(known, []).append(one)
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


def _id(mark: str) -> str:
    return "c" + sha256(mark.encode()).hexdigest()[:10]
