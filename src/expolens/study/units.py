"""Currencies and units as a study file names them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from expolens.errors import StudyError, suggestion
from expolens.numbers.units import PLAIN, unit
from expolens.study.shape import Place
from expolens.values.money import money

_STEPS = {1: "", 10_000: "_10k", 10**6: "_million", 10**8: "_100m", 10**9: "_billion"}
_FORMS = "Write count, percent, year, or a currency with its step: CNY, CNY_10k, USD_million."


@cache
def currencies() -> frozenset[str]:
    """Return the codes of ISO 4217."""
    text = files("expolens.study").joinpath("currencies.txt").read_text("utf-8")
    return frozenset(
        code for line in text.splitlines() if not line.startswith("#") for code in line.split()
    )


def known_currency(code: str, place: Place) -> None:
    """Raise StudyError unless `code` is one of ISO 4217: RMB is what people say, CNY its code."""
    if code not in currencies():
        meant = _meant(code)
        raise StudyError(
            f"there is no currency '{code}'",
            where=str(place),
            have="Currencies are codes of ISO 4217.",
            todo=f"Write {meant}." if meant else suggestion(code, currencies()),
        )


def known_unit(name: str, place: Place, *, money_only: bool = False) -> None:
    """Raise StudyError unless `name` is a unit: plain, or a currency with a step; with `money_only` a currency's."""
    try:
        base = unit(name).base
    except ValueError as error:
        meant = _meant(name)
        raise StudyError(
            f"there is no unit '{name}'",
            where=str(place),
            todo=f"Write {meant}." if meant else _FORMS,
        ) from error
    if base not in PLAIN:
        known_currency(base, place)
    elif money_only:
        raise StudyError(
            f"'{name}' is no unit of money", where=str(place), todo="Write CNY, CNY_10k, USD …"
        )


def _meant(text: str) -> str:
    """Return the unit that a text means as it would behind a number: 万元 is CNY_10k; "" where that cannot be told."""
    reading = money(f"1{text}")
    if reading.low in _STEPS and reading.unit:
        return f"{reading.unit}{_STEPS[int(reading.low or 0)]}"
    return ""
