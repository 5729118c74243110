"""Canonical values as a reader sees them."""

from __future__ import annotations

from expolens.model.field import Field
from expolens.model.text import Language, Text
from expolens.numbers.units import readable
from expolens.values.financing import rounds
from expolens.values.places import city_label, countries, provinces

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_EXCHANGES: dict[str, Text] = {
    "none": Text("Not listed", "未上市"), "listed": Text("Listed", "已上市"), "neeq": Text("NEEQ", "新三板"),
    "sse": Text("Shanghai", "上交所"), "sse_star": Text("Shanghai STAR", "科创板"), "szse": Text("Shenzhen", "深交所"),
    "szse_chinext": Text("ChiNext", "创业板"), "bse": Text("Beijing", "北交所"), "hkex": Text("Hong Kong", "港交所"),
    "nasdaq": Text("Nasdaq", "纳斯达克"), "nyse": Text("NYSE", "纽交所"), "a_share": Text("A share", "A股"),
    "us": Text("United States", "美股"), "delisted": Text("Delisted", "已退市"),
}  # fmt: skip


def exchanges() -> dict[str, Text]:
    """Return the labels of the listings that are known by name, by id."""
    return dict(_EXCHANGES)


def label(field: Field, value: str) -> Text:
    """Return the bilingual label of a canonical value of a field; a value without one is its own.

    >>> from expolens.values.fields import FIELDS
    >>> label(FIELDS["province"], "zhejiang").zh
    '浙江'
    """
    if field.type == "province" and value in provinces():
        return provinces()[value].label
    if field.type == "country" and value in countries():
        return countries()[value].label
    if field.type == "financing" and value in rounds():
        return rounds()[value]
    if field.type == "listing" and value in _EXCHANGES:
        return _EXCHANGES[value]
    if field.type == "city":
        return city_label(value)
    return Text(value, value)


def display(field: Field, value: str, *, unit: str | None = None, language: Language) -> str:
    """Print a canonical value: a place by its name, an amount as one says it, a date as its language writes it.

    >>> from expolens.values.fields import FIELDS
    >>> display(FIELDS["founded"], "2009-08-07", language="en"), display(FIELDS["founded"], "2009-08", language="zh")
    ('August 7, 2009', '2009年8月')
    """
    if field.type == "date":
        return _date(value, language)
    if field.type == "money" and unit:
        return readable(float(value), unit).within(language)
    if field.type == "headcount":
        return _headcount(value, language)
    return label(field, value).within(language)


def _date(value: str, language: Language) -> str:
    year, *rest = (int(part) for part in value.split("-"))
    if language == "zh":
        return f"{year}年" + "".join(
            f"{part}{mark}" for part, mark in zip(rest, "月日", strict=False)
        )
    month = _MONTHS[rest[0] - 1] if rest else ""
    return f"{month} {rest[1]}, {year}" if len(rest) == 2 else f"{month} {year}".strip()


def _headcount(value: str, language: Language) -> str:
    """Print a number of people or a band as sources do: 501 and more is ">500", as 0 to 49 is "<50"."""
    low, dash, high = value.partition("-")
    if not dash:
        return f"{int(low):,}"
    if not high and int(low) % 10 == 1:
        return f"超过{int(low) - 1:,}人" if language == "zh" else f">{int(low) - 1:,}"
    if not high:
        return f"{int(low):,}人及以上" if language == "zh" else f"{int(low):,} or more"
    if low == "0":
        limit = int(high) + 1
        return f"少于{limit:,}人" if language == "zh" else f"<{limit:,}"
    return f"{int(low):,}-{int(high):,}" + ("人" if language == "zh" else "")
