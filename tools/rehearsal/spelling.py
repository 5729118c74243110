"""How each input spells the companies: legal names, brands, former names, other scripts, as in life."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from opencc import OpenCC

from rehearsal.cohort import Company

_TO_TRADITIONAL = OpenCC("s2t")
# How many of the 207 the official list spells in each unusual way; the others by their legal name.
LIST_STYLES = {
    "no_form": 20, "half_brackets": 12, "spaces": 6, "traditional": 6, "former": 8, "english": 6,
    "short_with_code": 4, "short": 5, "brand": 4,
}  # fmt: skip
SHEET_STYLES = {"no_form": 20, "short": 3, "full": 16}
LIBRARY_STYLES = {"no_form": 8, "former": 3, "short": 3}
RENAMED = 1


@dataclass(frozen=True)
class Spelled:
    """One company with the name each input gives it; `code` where the list prints one, `found` the name seen on site."""

    company: Company
    number: int
    code: str
    booth: str
    listed: str
    style: str
    prints_code: bool
    sheet: str
    sheet_style: str
    found: str
    library: str
    library_style: str


def core(company: Company) -> str:
    """The legal name without its form: 杭州示例晴帆医疗科技."""
    return company.names.legal.removesuffix(company.names.form)


def short(company: Company) -> str:
    """City and form left out: 示例晴帆医疗科技."""
    return f"示例{company.names.brand}{company.names.business}"


def spelled(chance: Random, companies: Sequence[Company]) -> list[Spelled]:
    """Decide how every input spells every company; the order is that of `companies`."""
    styles = _styles(chance, companies)
    booths = _booths(chance, len(companies))
    made = []
    for number, company in enumerate(companies):
        style = styles.get(number, "legal")
        listed = _written(company, style)
        one = Spelled(
            company, number, credit_code(number + 1), booths[number], listed, style,
            style == "short_with_code" or (style == "legal" and chance.random() < 0.1),
            listed, "same", "", company.names.legal, "legal",
        )  # fmt: skip
        made.append(one)
    return _in_library(chance, _on_sheet(chance, made))


def _styles(chance: Random, companies: Sequence[Company]) -> dict[int, str]:
    """Choose who is listed in which style; a style only goes to names that can bear it."""
    chosen: dict[int, str] = {
        n: "english" for n, company in enumerate(companies) if company.province == "新西兰"
    }
    for style, count in LIST_STYLES.items():
        able = [
            n
            for n, company in enumerate(companies)
            if n not in chosen and company.attended and _bears(company, style)
        ]
        missing = count - sum(other == style for other in chosen.values())
        chosen |= dict.fromkeys(chance.sample(able, missing), style)
    return chosen


def _bears(company: Company, style: str) -> bool:
    if style == "former":
        return bool(company.names.former)
    if style == "half_brackets":
        return "（" in company.names.legal
    if style in ("short", "short_with_code", "brand"):
        return company.names.legal.startswith(company.names.city)
    if style == "traditional":
        return str(_TO_TRADITIONAL.convert(company.names.legal)) != company.names.legal
    return True


def _written(company: Company, style: str) -> str:
    names = company.names
    return {
        "legal": names.legal,
        "no_form": core(company),
        "half_brackets": names.legal.replace("（", "(").replace("）", ")"),
        "spaces": names.legal.replace("示例", " 示例").strip() + " ",
        "traditional": str(_TO_TRADITIONAL.convert(names.legal)),
        "former": names.former,
        "english": names.english.replace("Co., Ltd.", "Co.,Ltd"),
        "short_with_code": short(company),
        "short": short(company),
        "brand": f"示例{names.brand}",
    }[style]


def _booths(chance: Random, count: int) -> list[str]:
    """Booths in three halls; the last two companies that came share one."""
    places = [
        f"{hall}{row}-{place:02d}"
        for hall in "ABC"
        for row in range(1, 8)
        for place in range(1, 12)
    ]
    taken = sorted(chance.sample(places, count))
    chance.shuffle(taken)
    taken[count - 4] = taken[count - 3]
    return taken


def _on_sheet(chance: Random, made: list[Spelled]) -> list[Spelled]:
    """Let the checkers write some names in their own way, and find one company under its new name."""
    plain = [one.number for one in made if one.style == "legal" and one.company.attended]
    chance.shuffle(plain)
    for style, count in SHEET_STYLES.items():
        if style == "full":
            chosen = [
                one.number
                for one in made
                if one.style in ("no_form", "traditional", "half_brackets")
            ]
            chosen = chance.sample(chosen, count)
        else:
            able = [n for n in plain if _bears(made[n].company, style)]
            chosen = able[:count]
            plain = [n for n in plain if n not in chosen]
        for number in chosen:
            company = made[number].company
            text = company.names.legal if style == "full" else _written(company, style)
            made[number] = replace(made[number], sheet=text, sheet_style=style)
    for one in [one for one in made if one.style == "former"][:RENAMED]:
        made[one.number] = replace(one, found=one.company.names.legal)
    return made


def _in_library(chance: Random, made: list[Spelled]) -> list[Spelled]:
    """Let the library know some companies by a shorter or an older name."""
    taken: set[int] = set()
    for style, count in LIBRARY_STYLES.items():
        able = [
            one.number
            for one in made
            if one.company.in_library and one.number not in taken and _bears(one.company, style)
        ]
        for number in chance.sample(able, count):
            taken.add(number)
            made[number] = replace(
                made[number], library=_written(made[number].company, style), library_style=style
            )
    return made


_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def credit_code(number: int) -> str:
    """Return a code that is well formed and no company's: its region, 990000, is none (GB 32100-2015, GB 11714).

    >>> credit_code(1)[:8]
    '91990000'
    """
    body = f"MA{number:06d}"
    values = [
        _digit36(char) * weight
        for char, weight in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)
    ]
    check = (11 - sum(values) % 11) % 11
    code = f"91990000{body}{'X' if check == 10 else check}"
    weighted = sum(_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(code))
    return code + _ALPHABET[(31 - weighted % 31) % 31]


def _digit36(char: str) -> int:
    return int(char, 36)
