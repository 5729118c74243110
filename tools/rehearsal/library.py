"""The company library in CSV: several industrial fields, technologies and concepts in a cell."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO
from random import Random

from rehearsal.brands import brands
from rehearsal.spelling import Spelled

COLUMNS = ("企业名称", "行业领域", "应用技术", "概念标签", "简介")
# Companies of the library that were at no fair.
_STRANGERS = 24


def library(chance: Random, companies: Sequence[Spelled]) -> bytes:
    """Return the library as UTF-8 with a byte order mark, as such exports are: our companies among strangers."""
    known = [one for one in companies if one.company.in_library]
    rows = [
        (
            one.library,
            "|".join(one.company.industries),
            "|".join(one.company.technologies) or "-",
            "|".join(one.company.concepts) or "-",
            _introduction(one),
        )
        for one in known
    ]
    rows += _strangers(chance, companies)
    chance.shuffle(rows)
    stream = StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows([COLUMNS, *rows])
    return "\ufeff".encode() + stream.getvalue().encode()


def namesakes(companies: Sequence[Spelled]) -> list[tuple[Spelled, str]]:
    """Two exhibitors that the library does not know, each with a stranger of its brand that it does know."""
    unknown = [one for one in companies if one.company.attended and not one.company.in_library]
    return [(one, f"昆明示例{one.company.names.brand}商贸有限公司") for one in unknown[:2]]


def _introduction(one: Spelled) -> str:
    """Say in a line what the stand-in would do."""
    field = one.company.industries[0].split("（")[0]
    return f"示例企业：{field}领域的{one.company.names.business}产品与服务提供商"


def _strangers(
    chance: Random, companies: Sequence[Spelled]
) -> list[tuple[str, str, str, str, str]]:
    """Companies that did not exhibit; two of them have the brand of one that did, in another town and trade."""
    taken = {one.company.names.brand for one in companies}
    fresh = [brand for brand, _ in brands() if brand not in taken]
    names = [f"合肥示例{brand}生物技术有限公司" for brand in chance.sample(fresh, _STRANGERS - 2)]
    names += [name for _, name in namesakes(companies)]
    return [(name, "基因检测", "-", "精准医疗", "示例企业：未参展") for name in names]
