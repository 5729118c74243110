"""What of a name says which company it is: not its region, nor what it does, nor its legal form."""

from __future__ import annotations

import re
from functools import lru_cache

from expolens.names.comparable import comparable_name
from expolens.names.legal_form import without_legal_form
from expolens.names.parts import is_business, only_trade, parts
from expolens.names.regions import districts, latin_places
from expolens.names.script import without_brand, without_last_brand

_COUNTRY = re.compile(r"^(?:中华人民共和国|中国|china\b) ?")
# Below these a word that another name holds too says nothing.
_SHORT_HAN, _SHORT_LATIN = 2, 3


@lru_cache(maxsize=200_000)
def brand(name: str) -> str:
    """Return the brand of a name, comparable; "" where nothing but region, trade and legal form is there.

    >>> brand("上海示例甲医疗科技有限公司"), brand("示例甲（上海）信息技术股份有限公司"), brand("北京科技有限公司")
    ('示例甲', '示例甲', '')
    >>> brand("Shanghai Stand-in Alpha Medical Technology Co., Ltd."), brand("Stand-in Alpha")
    ('stand in alpha', 'stand in alpha')
    """
    if is_only_a_form(name):
        return ""
    one = parts(name)
    own = _COUNTRY.sub("", one.brand)
    own = "" if _says_no_brand(own) else own
    inside = [text for text in one.brackets if not _is_place(text) and not _says_no_brand(text)]
    return " ".join(filter(None, (own, *inside)))


def behind_latin(name: str) -> str:
    """Return the Chinese name behind a Latin word where it names somebody by itself, "" where it does not: of TCL科技 it is a trade, of IBM中国 a country.

    >>> behind_latin("ABC示例医疗"), behind_latin("ABC科技有限公司"), behind_latin("ABC中国"), behind_latin("ABC上海有限公司")
    ('示例医疗', '', '', '')
    """
    if not name[:1].isascii() or name.isascii():
        return ""
    rest = without_brand(name)
    own = brand(rest) if rest else ""
    return rest if len(own) >= _SHORT_HAN and not _is_place(own) else ""


def before_latin(name: str) -> str:
    """Return the Chinese name before a Latin brand in capitals that is glued to its end, "" where it does not name somebody by itself.

    >>> before_latin("示例医疗ABC"), before_latin("示例 ABC"), before_latin("示例AI"), before_latin("上海ABC")
    ('示例医疗', '示例', '', '')
    """
    rest = without_last_brand(name)
    own = brand(rest) if rest else ""
    return rest if len(own) >= _SHORT_HAN and not _is_place(own) else ""


def _says_no_brand(text: str) -> bool:
    """Tell whether a text is lines of business and nothing else."""
    return only_trade(text) or all(map(is_business, text.split()))


def _is_place(text: str) -> bool:
    return (
        text in districts()
        or text.replace(" ", "") in latin_places()
        or bool(_COUNTRY.fullmatch(text))
    )


@lru_cache(maxsize=200_000)
def is_only_a_form(name: str) -> bool:
    """Tell whether a name is nothing but a legal form, as a cell cut at its comma leaves it, or says nothing at all.

    >>> is_only_a_form("Ltd."), is_only_a_form("有限公司"), is_only_a_form("-"), is_only_a_form("示例")
    (True, True, True, False)
    """
    return not comparable_name(name) or without_legal_form(f"x {name}") == "x"


def same_brand(left: str, right: str) -> bool:
    """Tell whether two names have one brand, or that of one is within that of the other.

    >>> same_brand("上海示例甲医疗科技有限公司", "上海示例丁医疗科技有限公司"), same_brand("示例甲软件", "示例甲网络有限公司")
    (False, True)
    """
    short, long = sorted((brand(left), brand(right)), key=len)
    if not short or short == long:
        return bool(short)
    if short[0] < "\u3400":
        return len(short) >= _SHORT_LATIN and f" {short} " in f" {long} "
    return len(short) >= _SHORT_HAN and short in long
