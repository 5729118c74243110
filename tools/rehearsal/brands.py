"""Names of companies that cannot be: every one says 示例 in Chinese and "Stand-in" in English."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from pypinyin import lazy_pinyin

# A brand is one character of each list, so that two brands share at most one.
_FIRST = (
    "晴云青松岚海星月竹兰梅枫桐柳荷莲桂榕杉檀朝暮春夏秋冬霁霞露霜虹雾溪江湖泉涧潭洲渚山峰岩岭谷原野川瀑石"
    "玉琼瑶珊琥珠金银铜锦绣绫罗纱丝棉麻素朱丹绛碧翠苍墨白玄紫靛风雷电雨雪岱嵩恒泰庐黄天日辰曦晨"
)
_SECOND = (
    "帆舟桥亭楼阁台轩堂庭园圃田畴陌径途驿站坊村里巷井渡港湾岸滩屿岛礁沙泽沛润泓澄澈清浦浪涛潮汐波澜渊源流派"
    "涵鸿鹄雁燕莺鹤鹭鸥鹏隼鹰马鹿羊牛兔狮象虎龙麟凤凰龟鱼贝螺瓜果稻麦禾粟穗苗芽叶花蕊蕾香茗"
)
BUSINESSES: tuple[tuple[str, str, int], ...] = (
    ("医疗科技", "Medical Technology", 30),
    ("信息技术", "Information Technology", 30),
    ("软件", "Software", 22),
    ("健康科技", "Health Technology", 18),
    ("智能科技", "Intelligent Technology", 16),
    ("数据科技", "Data Technology", 14),
    ("网络技术", "Network Technology", 12),
    ("医疗器械", "Medical Devices", 10),
    ("系统工程", "System Engineering", 8),
    ("物联科技", "Connected Technology", 8),
    ("信息安全技术", "Information Security", 6),
)


@dataclass(frozen=True)
class Names:
    """The names one company goes by; `former` is "" where it never had another."""

    brand: str
    legal: str
    english: str
    business: str
    form: str
    city: str
    former: str


def brands() -> Iterator[tuple[str, str]]:
    """Yield brands with their pinyin, no two of one sound, in a fixed order."""
    seen: set[str] = set()
    for turn in range(4):
        for number, first in enumerate(_FIRST):
            brand = first + _SECOND[(number * 37 + turn * 17) % len(_SECOND)]
            sound = "".join(lazy_pinyin(brand)).replace("ü", "v").capitalize()
            if sound not in seen:
                seen.add(sound)
                yield brand, sound


def company_names(
    chance: Random, brand: tuple[str, str], *, city: tuple[str, str], large: bool, former: bool
) -> Names:
    """Name one company of `city`; large ones are joint-stock companies or groups."""
    business, business_en, _ = chance.choices(BUSINESSES, [weight for _, _, weight in BUSINESSES])[
        0
    ]
    form = (
        chance.choice(("股份有限公司", "集团有限公司"))
        if large
        else chance.choices(("有限公司", "股份有限公司", "有限责任公司"), (88, 8, 4))[0]
    )
    group = "Group Co., Ltd." if form.startswith("集团") else "Co., Ltd."
    zh, en = brand
    style = chance.choices(("city", "brackets", "bare"), (76, 16, 8))[0]
    if style == "city":
        legal = f"{city[0]}示例{zh}{business}{form}"
        english = f"{city[1]} Stand-in {en} {business_en} {group}"
    elif style == "brackets":
        legal = f"示例{zh}（{city[0]}）{business}{form}"
        english = f"Stand-in {en} ({city[1]}) {business_en} {group}"
    else:
        legal = f"示例{zh}{business}{form}"
        english = f"Stand-in {en} {business_en} {group}"
    others = [zh_ for zh_, _, _ in BUSINESSES if zh_ != business]
    old = f"{city[0]}示例{zh}{chance.choice(others)}有限公司" if former else ""
    return Names(zh, legal, english, business, form, city[0], old)
