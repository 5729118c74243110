"""How many exhibitors a page says there are: Showing 20 of 412, 共128家."""

from __future__ import annotations

import re

from lxml import etree

from expolens.readers.grid import noted
from expolens.readers.html_text import SPACE

_NUMBER = r"(\d{1,3}(?:[,.  ]\d{3})+|\d{1,6})"
_THINGS = r"(?:exhibitors?|results?|companies|organi[sz]ations?|entries|records|aussteller|treffer|exposants?|expositores|espositori|家展商|家企业|家参展商|家单位|社)"
_CLAIMS = (
    re.compile(rf"(?:\b\d[\d,. ]*\s*(?:-|–|to|bis|à)\s*\d[\d,. ]*|(?:showing|displaying|viewing|显示)\s+\d[\d,.]*)\s*(?:of|von|de|sur|out of|/)\s*{_NUMBER}(?!\s*pages)", re.I),
    re.compile(rf"(?:total|共有?|合计|总共|计)\s*[:：]?\s*{_NUMBER}\s*(?:家|个展商|条|{_THINGS})", re.I),
    re.compile(rf"(?<![\d.,–-]){_NUMBER}\s+{_THINGS}\s*(?:found|gefunden|in total|insgesamt|trouvés)?$", re.I),
)  # fmt: skip
_LONGEST = 80
_MOST = 100_000


def claimed(root: etree._Element) -> tuple[int, str]:
    """Return the largest number of exhibitors that a line of a page claims, with the line; 0 where none does."""
    best = 0, ""
    for element in root.iter():
        if not isinstance(element.tag, str) or len(element) > 3:
            continue
        text = SPACE.sub(" ", "".join(map(str, element.itertext()))).strip() if len(element) else SPACE.sub(" ", element.text or "").strip()  # fmt: skip
        if not 3 < len(text) <= _LONGEST or not any(map(str.isdigit, text)):
            continue
        for form in _CLAIMS:
            if found := form.search(text):
                best = max(best, (int(re.sub(r"\D", "", found[1])), text))
    return best if best[0] < _MOST else (0, "")


def claim_note(root: etree._Element, rows: int) -> tuple[str, ...]:
    """Return the note of a page that says that there are more exhibitors than are on it."""
    count, text = claimed(root)
    return (noted("not_all_shown", count, rows, text),) if count > rows else ()
