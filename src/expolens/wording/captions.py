"""Captions as sentences, the same in the report and on a figure's own page."""

from __future__ import annotations

import re

from expolens.model.text import Language


def caption(title: str, notice: str, language: Language) -> str:
    """Return a caption as sentences that each end with one full stop.

    >>> caption("Year of establishment. (N=205)", "Made up.", "en"), caption("成立年份 (N=205)", "虚构。", "zh")
    ('Year of establishment (N=205). Made up.', '成立年份（N=205）。虚构。')
    """
    text = title.replace(". (", " (").rstrip(" .。")
    if language == "zh":
        text = re.sub(r"[。 ]?\(([^()]*)\)", r"（\1）", text)
        text = re.sub(r", (?=[Nn]=)", "，", text).replace("; ", "；")
    sentences = [one.rstrip(".。").strip() for one in (text, notice) if one.strip(" .。")]
    stop, gap = ("。", "") if language == "zh" else (".", " ")
    return gap.join(f"{one}{stop}" for one in sentences)
