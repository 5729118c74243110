"""English names: a registry of listed, filing, funded and exhibiting companies, and queries of it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import NamedTuple

from queries import ABSENT, Query
from sources import WORDS, company_names, domain_spellings

LEGAL = frozenset(WORDS["legal"].split())
SHARED = frozenset(WORDS["shared_domains"].split())
ABBREVIATED: dict[str, str] = WORDS["abbreviated"]
WEIGHTS = {"droplegal": 4, "typo": 5, "order": 3, "abbrev": 3, "and": 2, "upper": 2}


def words(name: str) -> list[str]:
    """Return a name's words, lower case, without marks and accents."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.findall(
        r"\w+", plain.replace("&", " and ").replace("'", "").replace(".", "").casefold()
    )


def core(name: str) -> str:
    """Return what of a name is compared: its words without legal forms, glued."""
    every = words(name)
    return "".join(w for w in every if w not in LEGAL) or "".join(every)


def one_company(domain: str, spellings: Sequence[str]) -> bool:
    """Tell whether a domain's spellings may be one company's: few, of no shared domain, and alike."""
    if not 2 <= len(spellings) <= 6 or domain in SHARED or "." not in domain.strip("."):
        return False
    found = [set(words(name)) - LEGAL for name in spellings]
    first = [set(core(name)[:4]) for name in spellings]
    return all(
        found[0] & other or core(spellings[0])[:4] == core(name)[:4]
        for other, name in zip(found, spellings, strict=True)
    ) and all(first)


def typo(name: str, chance: Random) -> str:
    """Return a name with one letter replaced, swapped, dropped or doubled."""
    letters = [at for at, c in enumerate(name) if c.isalpha()]
    if len(letters) < 4:
        return name
    at, how = chance.choice(letters[1:]), chance.random()
    if how < 0.25 and at + 1 < len(name):
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    if how < 0.5:
        return name[:at] + name[at + 1 :]
    if how < 0.7:
        return name[:at] + name[at] + name[at:]
    return name[:at] + chance.choice("abcdefghiklmnoprstuvwy") + name[at + 1 :]


def without_form(name: str, _: Random) -> str:
    """Return a name without the legal forms at its end."""
    parts = name.replace(",", " ").split()
    while len(parts) > 1 and set(words(parts[-1])) <= LEGAL:
        parts.pop()
    return " ".join(parts)


def reordered(name: str, chance: Random) -> str:
    """Return a name with two neighbours among its words swapped, the legal form left in place."""
    parts = without_form(name, chance).split()
    if len(parts) < 3:
        return name
    at = chance.randrange(len(parts) - 1)
    parts[at], parts[at + 1] = parts[at + 1], parts[at]
    return " ".join(parts)


def abbreviated(name: str, _: Random) -> str:
    """Return a name with its usual long words in short."""
    return " ".join(ABBREVIATED.get(part.strip(",.").casefold(), part) for part in name.split())


def ampersand(name: str, _: Random) -> str:
    """Return a name with `and` for `&`, or the other way round."""
    if "&" in name:
        return " ".join(name.replace("&", " and ").split())
    return re.sub(r"\band\b", "&", name, flags=re.IGNORECASE)


def capitals(name: str, _: Random) -> str:
    """Return a name in capitals without its marks; one in capitals already in small letters."""
    plain = " ".join(re.sub(r"[.,]", " ", name).split())
    return plain.lower() if name.isupper() else plain.upper()


CHANGERS: dict[str, Callable[[str, Random], str]] = {
    "droplegal": without_form, "typo": typo, "order": reordered, "abbrev": abbreviated, "and": ampersand, "upper": capitals,
}  # fmt: skip


class Asked(NamedTuple):
    """A query: what is asked, its company's core, the kind, and every core the company goes by."""

    text: str
    key: str
    kind: str
    cores: frozenset[str]


def respelt(chance: Random, size: int, names: dict[str, tuple[str, str]]) -> Iterator[Asked]:
    """Yield other spellings of a domain's company; one spelling is registered, a known one if any is."""
    domains = [(d, s) for d, s in sorted(domain_spellings().items()) if one_company(d, s)]
    chance.shuffle(domains)
    for _, spellings in domains:
        order = chance.sample(spellings, len(spellings))
        cores = frozenset(core(name) for name in order)
        known = [name for name in order if core(name) in names]
        registered = core((known or order)[0])
        if len(known) < 2 or len({core(name) for name in known}) == 1:
            names.setdefault(registered, (order[0], "domain"))
            others = [name for name in order if name != names[registered][0]]
            if size and others:
                size -= 1
                yield Asked(others[0], registered, "spelling", cores)


def rewritten(chance: Random, size: int, names: dict[str, tuple[str, str]]) -> Iterator[Asked]:
    """Yield changed names of listed companies, as many of each kind as its weight says."""
    listed = [key for key, (_, source) in names.items() if source == "listed"]
    total = sum(WEIGHTS.values())
    for kind, weight in WEIGHTS.items():
        left = round(size * weight / total)
        for _ in range(left * 60):
            key = chance.choice(listed)
            text = CHANGERS[kind](names[key][0], chance)
            if left and text != names[key][0] and names.get(core(text), key) in (key, names[key]):
                yield Asked(text, key, kind, frozenset({key}))
                left -= 1


def english(chance: Random, size: int, most: int) -> tuple[list[tuple[str, str]], list[Query]]:
    """Return the registry's rows (name, source) and the queries, a fifth of them absent.

    One record a core: that two sources spell a company differently is not to make two of it.
    """
    names: dict[str, tuple[str, str]] = {}
    for name, source in company_names():
        if core(name):
            names.setdefault(core(name), (name, source))
    queries = [*respelt(chance, size // 2, names), *rewritten(chance, size - size // 2, names)]
    queries = list({query.text: query for query in queries}.values())
    chance.shuffle(queries)
    removed = gone(queries)
    needed = {query.key for query in queries} - removed
    rest = [key for key in names if key not in needed and key not in removed]
    chance.shuffle(rest)
    keys = [*sorted(needed), *rest[: max(0, most - len(needed))]]
    chance.shuffle(keys)
    rows = {key: at for at, key in enumerate(keys, start=1)}
    found = [
        Query(q.text, names[q.key][0], str(rows[q.key]), q.kind, "0")
        if q.key in rows
        else Query(q.text, "", "", q.kind, "1")
        for q in queries
    ]
    return [names[key] for key in keys], found


def gone(queries: Sequence[Asked]) -> set[str]:
    """Return the cores that are not to be registered: of every fifth query of a kind, all it goes by."""
    count: Counter[str] = Counter()
    removed: set[str] = set()
    for query in queries:
        if query.key in removed:
            continue
        count[query.kind] += 1
        if count[query.kind] * ABSENT >= 1:
            count[query.kind] = 0
            removed |= query.cores
    return removed
