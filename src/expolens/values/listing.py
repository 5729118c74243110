"""Listed or not, and where."""

from __future__ import annotations

import re
import unicodedata

from expolens.values.reading import Reading, unreadable

_EXCHANGES: tuple[tuple[str, str], ...] = (
    (r"未上市|非上市|not listed|unlisted|private|^否$|^no$|^无$", "none"),
    (r"新三板|neeq", "neeq"),
    (r"退市|delisted", "delisted"),
    (r"科创板|\bstar\b", "sse_star"),
    (r"创业板|chinext", "szse_chinext"),
    (r"北交所|北京证券交易所|\bbse\b", "bse"),
    (r"上交所|上海证券|沪市|上证|\bsse\b|\bshh\b|\bsh\b|上海主板", "sse"),
    (r"深交所|深圳证券|深市|深证|\bszse\b|\bshz\b|\bsz\b", "szse"),
    (r"港股|港交所|香港|\bhkex\b|\bhkg\b|\bsehk\b|hong kong", "hkex"),
    (r"纳斯达克|nasdaq|\bnms\b|\bncm\b|\bngm\b", "nasdaq"),
    (r"纽交所|纽约|nyse|\bnyq\b", "nyse"),
    (r"a股|主板|中小板", "a_share"),
    (r"美股", "us"),
    (r"已上市|^上市|^是$|^yes$|\blisted\b|^public$", "listed"),
)


def listing(raw: str) -> Reading:
    """Read whether and where a company is listed: `none`, an exchange's id, or `listed` where only that is said.

    A ticker beside it stands in the note; an exchange that is not known by name keeps its own text as the value.

    >>> [listing(text).value for text in ("A股（科创板）688001", "未上市", "港股上市", "NASDAQ")]
    ['sse_star', 'none', 'hkex', 'nasdaq']
    """
    text = unicodedata.normalize("NFKC", raw).casefold().strip()
    ticker = re.search(r"\b\d{4,6}(?:\.[a-z]{2})?\b", text)
    for form, exchange in _EXCHANGES:
        if re.search(form, text):
            return Reading(exchange, note=ticker.group() if ticker else "")
    if re.fullmatch(r"[a-z]{2,5}", text):
        return Reading(text)
    return unreadable("no listing that is known")
