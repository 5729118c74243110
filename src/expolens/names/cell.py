"""The names in a cell of a list: what is beside them taken off, two languages told apart."""

from __future__ import annotations

from expolens.names.comparable import glued_code, only_code
from expolens.names.display import display_name
from expolens.names.noise import without_noise
from expolens.names.script import bilingual, language_of


def names_in(text: str) -> tuple[tuple[str, str], ...]:
    """Return the names in a cell with their kinds, legal or english; none for an empty cell, nor for one that holds nothing but a registration code.

    >>> names_in("12. 示例科技有限公司 / Stand-in Tech Co., Ltd.")
    (('示例科技有限公司', 'legal'), ('Stand-in Tech Co., Ltd.', 'english'))
    """
    shown = display_name(text)
    if only_code(shown):
        return ()
    whole, _ = glued_code(shown)
    first, second = bilingual(without_noise(whole))
    kind = "english" if second and language_of(first) == "en" else "legal"
    pairs = ((first, kind), (second, "english"))
    return tuple(pair for pair in pairs if pair[0])
