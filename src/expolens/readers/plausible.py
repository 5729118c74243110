"""Whether a decoded text looks like one that people wrote: how an encoding is told from another that fits the bytes as well."""

from __future__ import annotations

from functools import cache

from expolens.values.plain import plain

_LOOKED_AT = 200_000
_LETTERS = frozenset("éèêëàâäáåãæçíìîïñóòôöõøœúùûüßýðþšžÉÈÊËÀÂÄÁÅÃÆÇÍÌÎÏÑÓÒÔÖÕØŒÚÙÛÜÝÐÞŠŽ")
_OPENING = frozenset("“‘«‹„‚¡¿£€§")
_SIGNS = frozenset("“”‘’«»–—…•·°®©™€£¥§²³´`¡¿‚„‹›×")


@cache
def _common() -> tuple[frozenset[str], frozenset[str]]:
    """Return the characters of GB 2312 in common use (its first level), and the rarer ones (its second)."""
    levels = []
    for first, last in ((0xB0, 0xD7), (0xD8, 0xF7)):
        pairs = (bytes((a, b)) for a in range(first, last + 1) for b in range(0xA1, 0xFF))
        levels.append(frozenset("".join(pair.decode("gb2312", "ignore") for pair in pairs)))
    return levels[0], levels[1]


def chinese(text: str) -> float:
    """Return 0..1: how much of what is not ASCII is Chinese in common use, simplified or traditional; 0 where nothing is.

    Private characters, kana, box drawings and letters of other scripts count against it, and so does a Chinese character alone
    between Latin letters.

    >>> round(chinese("示例科技有限公司"), 2), round(chinese("示例資訊股份有限公司"), 2), chinese("Soci茅t茅")
    (1.0, 1.0, 0.0)
    """
    first, second = _common()
    whole = plain(text[:_LOOKED_AT])
    good = total = 0.0
    for index, char in enumerate(whole):
        if char.isascii() or 0x3000 <= ord(char) <= 0x3020 or 0xFF00 <= ord(char) <= 0xFFEF:
            continue
        if char in _SIGNS:
            continue
        total += 1
        around = whole[max(0, index - 1) : index] + whole[index + 1 : index + 2]
        if len(around) == 2 and all(one.isascii() and one.isalpha() for one in around):
            continue
        good += 1.0 if char in first else 0.5 if char in second else 0.0
    return good / total if total else 0.0


def western(text: str) -> float:
    """Return 0..1: how much of what is not ASCII is a letter of a Latin word, or a sign that stands in such texts; 0 where nothing is.

    >>> western("Société Müller – Zürich"), western("Ê¾Àý¼×¿Æ¼¼")
    (1.0, 0.0)
    """
    sample = text[:_LOOKED_AT]
    good = total = 0
    for index, char in enumerate(sample):
        if char.isascii():
            continue
        total += 1
        before, after = sample[max(0, index - 1) : index], sample[index + 1 : index + 2]
        if char in _SIGNS:
            # Only what opens stands before a word: …cole is École in the wrong table.
            inside = before.isalnum() and char != "…"
            good += char in _OPENING or inside or not after.isalpha()
            continue
        in_word = any(one.isascii() and one.isalpha() for one in (before, after))
        # A capital inside a word of small letters is a sign of the wrong table.
        odd = char.isupper() and before.islower() and before.isascii()
        good += char in _LETTERS and in_word and not odd
    return good / total if total else 0.0
