"""The ways in which a company's name on a list is not the name of the registry."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from random import Random
from typing import NamedTuple

from compose import Company
from opencc import OpenCC
from pypinyin import Style, lazy_pinyin, pinyin
from sources import HAN, HERE, WORDS, forms, listed_brands, province_of, trade


class Change(NamedTuple):
    """A changed name, and what it still says of the company: see `said`."""

    text: str
    keeps: str


PLACES: dict[str, str] = WORDS["english_places"]
LEGAL = ("Co., Ltd.", "Co., Ltd.", "Co.,Ltd.", "CO., LTD", "Co Ltd", "Limited", "Co., Limited", "")


@cache
def sound(text: str) -> str:
    """Return a text's pinyin, glued, without tones."""
    return "".join(lazy_pinyin(text))


def said(company: Company, keeps: str) -> tuple[str, ...]:
    """Return what a changed name still says of a company: two with the same key cannot be told apart."""
    region = company.region.split("/")[-1]
    match keeps:
        case "full":
            return keeps, region, company.core
        case "province":
            return keeps, province_of(region), company.core
        case "core":
            return keeps, company.core
        case "short":
            return keeps, company.brand, trade(company.trade).short
        case "brand":
            return keeps, company.brand
        case "placed_brand":
            return keeps, region, company.brand
        case "sound":
            return keeps, sound(region), sound(company.brand), trade(company.trade).english
        case _:
            return keeps, sound(company.brand), trade(company.trade).english


@cache
def same_sound() -> dict[str, str]:
    """Return the characters of each sound, of the brands' common characters."""
    counts: dict[str, int] = {}
    for brand in listed_brands():
        for character in brand:
            counts[character] = counts.get(character, 0) + 1
    common = sorted((c for c, n in counts.items() if n >= 20), key=lambda c: (-counts[c], c))
    found: dict[str, str] = {}
    for character in common:
        for one in pinyin(character, style=Style.NORMAL)[0][:1]:
            found[one] = found.get(one, "") + character
    return found


@cache
def look_alikes() -> dict[str, str]:
    """Return the characters that look like a character."""
    found: dict[str, str] = {}
    for line in (HERE / "lookalikes.txt").read_text(encoding="utf-8").splitlines()[1:]:
        for character in line:
            found[character] = found.get(character, "") + line.replace(character, "")
    return found


@cache
def traditional() -> OpenCC:
    """Return the converter from simplified to traditional characters."""
    return OpenCC("s2t")


def misspelt(text: str, chance: Random) -> str:
    """Return a text with one character replaced, swapped, dropped or doubled."""
    places = [at for at, character in enumerate(text) if HAN.match(character)]
    if not places:
        return text
    at = chance.choice(places)
    old, how = text[at], chance.random()
    if how < 0.15 and at + 1 < len(text):
        return text[:at] + text[at + 1] + old + text[at + 2 :]
    if how < 0.30:
        return text[:at] + text[at + 1 :]
    if how < 0.40:
        return text[:at] + old + text[at:]
    alike = same_sound().get(sound(old), "").replace(old, "")
    if how > 0.75:
        alike = look_alikes().get(old, "") or alike
    if how > 0.93 or not alike:
        alike = "".join(same_sound().values())
    new = alike[int(chance.random() ** 2 * len(alike))]
    return text[:at] + new + text[at + 1 :]


def spaced(company: Company, chance: Random) -> str:
    """Return a name with spaces between its parts or around it."""
    parts = [company.place, company.brand + company.trade, company.form + company.branch]
    gap = chance.choice((" ", "  ", "\u3000", "\u00a0"))
    text = company._replace(place="", brand=gap.join(p for p in parts if p), trade="", form="")
    return (text._replace(branch="").written() if not company.bracket else company.written()) + gap


def reformatted(company: Company, chance: Random) -> Change:
    """Change widths, spaces, brackets or the script."""
    name, how = company.written(), chance.random()
    if re.search("[()（）]", name) and how < 0.6:
        pairs = {"(": "（", ")": "）", "（": "(", "）": ")"}
        return Change("".join(pairs.get(c, c) for c in name), "full")
    if how < 0.35:
        return Change(traditional().convert(name), "full")
    if how < 0.75:
        return Change(spaced(company, chance), "full")
    if how < 0.85:
        return Change(f"{name}{chance.choice('。.,，、;')}", "full")
    if how < 0.92:
        return Change(f"“{name}”", "full")
    return Change("\u200b".join((name[:4], name[4:])), "full")


def without_form(company: Company, _: Random) -> Change:
    """Drop the legal form."""
    return Change(company._replace(form="").written() if company.form else "", "full")


def without_place(company: Company, _: Random) -> Change:
    """Drop the place, in brackets or not."""
    if not company.region:
        return Change("", "core")
    return Change(company._replace(place="", bracket="").written(), "core")


def without_both(company: Company, chance: Random) -> Change:
    """Drop the place and the legal form."""
    if not company.region or not company.form:
        return Change("", "core")
    return Change(without_place(company._replace(form=""), chance).text, "core")


def moved_place(company: Company, chance: Random) -> Change:
    """Move the place into brackets after the brand, the trade or the name."""
    if not company.place or company.bracket or not company.trade or company.branch:
        return Change("", "full")
    spot = chance.choice(("brand", "trade", "trade", "form"))
    wide, form = chance.random() < 0.6, company.form if chance.random() < 0.6 else ""
    moved = company._replace(
        place="", bracket=company.region, spot=spot, wide=wide, form=form
    ).written()
    return Change(moved, "full")


def typo(company: Company, chance: Random) -> Change:
    """Misspell one character before the legal form."""
    end = company.form + company.branch
    name = company.written()
    head = name[: len(name) - len(end)] if end and name.endswith(end) else name
    return Change(misspelt(head, chance) + name[len(head) :], "full")


def typo_drop(company: Company, chance: Random) -> Change:
    """Misspell a character and drop the place, the legal form or both."""
    drop = chance.choice((without_form, without_place, without_both))
    dropped = drop(company, chance)
    return Change(misspelt(dropped.text, chance), dropped.keeps) if dropped.text else dropped


def as_group(company: Company, chance: Random) -> Change:
    """Say the group or the stock company instead of the company."""
    if company.branch or company.bracket or not company.form.endswith("有限公司"):
        return Change("", "full")
    how = chance.random()
    ends = ("集团", "集团有限公司", "股份有限公司", "股份", "集团股份有限公司", "（集团）有限公司")
    if how < 0.65 or not company.trade:
        return Change(
            company._replace(form="").written() + chance.choice(ends),
            "full" if company.region else "core",
        )
    short = company.brand + chance.choice(("集团", "股份", "集团公司"))
    if how < 0.85 and company.place:
        return Change(company.place + short, "placed_brand")
    return Change(short if len(company.brand) >= 3 else "", "brand")


def as_brand(company: Company, chance: Random) -> Change:
    """Say the brand alone when it is long enough, or the brand with its trade in short."""
    if not company.trade or company.branch or company.bracket:
        return Change("", "brand")
    if len(company.brand) >= 3 and chance.random() < 0.4:
        return Change(company.brand, "brand")
    return Change(company.brand + trade(company.trade).short, "short")


def english_name(company: Company, chance: Random) -> Change:
    """Say the name in English as exporters do: place, brand in pinyin, trade, legal form."""
    work, region = trade(company.trade), company.region.split("/")[-1]
    if not work.english or company.branch or "/" in company.region:
        return Change("", "sound")
    syllables = lazy_pinyin(company.brand)
    brand = (" ".join(s.title() for s in syllables)) if chance.random() < 0.2 else ""
    brand = brand or "".join(syllables).title()
    place = PLACES.get(region, "".join(lazy_pinyin(region)).title())
    shown = place if chance.random() < 0.75 else ""
    legal = chance.choice(LEGAL) if company.form.endswith("公司") else english_form(company.form)
    text = " ".join(part for part in (shown, brand, work.english, legal) if part)
    if shown and chance.random() < 0.1:
        text = " ".join(part for part in (brand, work.english, f"({place})", legal) if part)
    if chance.random() < 0.15:
        text = text.upper()
    return Change(text, "sound" if shown and region else "sound_core")


def english_form(form: str) -> str:
    """Return a legal form in English."""
    table, _ = forms()
    return table[form].english if form in table else ""


def code(chance: Random) -> str:
    """Return eighteen characters in the look of a credit code; its check character is any."""
    letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    return "91" + f"{chance.randrange(10**6):06d}" + "".join(chance.choices(letters, k=10))


def noisy(company: Company, chance: Random) -> Change:
    """Add what a list's cell holds besides the name: a booth, a mark, a code, a telephone number."""
    name = company.written()
    booth = f"{chance.choice('ABCDEHNW')}{chance.randrange(1, 90):02d}"
    hall = f"{chance.randrange(1, 9)}{chance.choice('ABCDH')}{chance.randrange(100, 999)}"
    phone = f"0{chance.randrange(10, 999)}-{chance.randrange(10**7, 10**8)}"
    texts = (
        f"{booth} {name}", f"{name} {booth}", f"{name}（展位号：{hall}）", f"【{hall}】{name}", f"{name}（展商）",
        f"{name}{code(chance)}", f"{name} {code(chance)}", f"NEW {name}", f"{name}NEW", f"★{name}", f"{name} {phone}",
        f"{chance.randrange(1, 400)}. {name}", f"{name}（赞助商）", f"参展商：{name}", f"{name} {hall} {booth}",
    )  # fmt: skip
    return Change(chance.choice(texts), "full")


def bilingual(company: Company, chance: Random) -> Change:
    """Say the name in Chinese and English in one cell."""
    english = english_name(company, chance).text
    if not english:
        return Change("", "full")
    name = company.written() if chance.random() < 0.7 else company._replace(form="").written()
    form = chance.choice(("{} / {}", "{}/{}", "{} {}", "{}（{}）", "{}\n{}", "{}{}"))
    first, second = (name, english) if chance.random() < 0.8 else (english, name)
    return Change(form.format(first, second), "full")


Changer = Callable[[Company, Random], Change]
CHANGES: dict[str, tuple[float, Changer]] = {
    "format": (9, reformatted),
    "droplegal": (9, without_form),
    "dropregion": (9, without_place),
    "dropboth": (9, without_both),
    "moveregion": (8, moved_place),
    "typo": (11, typo),
    "typo_drop": (9, typo_drop),
    "group": (8, as_group),
    "brand": (8, as_brand),
    "pinyin_en": (9, english_name),
    "noise": (8, noisy),
    "bilingual": (4, bilingual),
}
