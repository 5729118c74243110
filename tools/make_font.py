"""Subset Noto Sans SC to what reports print: `python tools/make_font.py NotoSansSC-Regular.ttf`.

The font is in the wheel `zhplot` on PyPI (SIL Open Font License 1.1). Kept are GB 2312, the common traditional characters
of Big5, Latin, Greek, and the punctuation and signs that figures use. The name stays: "Noto" is no reserved font name.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

TARGET = Path(__file__).parents[1] / "src/expolens/render/assets/NotoSansSC-cn.ttf"


def characters() -> set[int]:
    """Return the code points that are kept."""
    kept = {*range(0x20, 0x7F), *range(0xA0, 0x250), *range(0x370, 0x400), *range(0x2010, 0x2030)}
    kept |= {
        *range(0x2190, 0x219A),
        *range(0x2460, 0x2474),
        *range(0x3000, 0x3020),
        *range(0xFF01, 0xFFEF),
    }
    kept |= {
        0x20AC,
        0x2103,
        0x2116,
        0x2122,
        0x2212,
        0x2248,
        0x2260,
        0x2264,
        0x2265,
        0x25A0,
        0x25CF,
        0x2713,
        0x2717,
        0xA5,
        0xB7,
        0xD7,
    }
    for encoding, rows in (("gb2312", range(0xB0, 0xF8)), ("big5", range(0xA4, 0xC7))):
        for first in rows:
            for second in range(0x40, 0xFF):
                try:
                    kept.add(ord(bytes((first, second)).decode(encoding)))
                except (UnicodeDecodeError, TypeError):
                    continue
    return kept


def main(path: str) -> None:
    """Write the subset, without hinting and layout features that figures do not use."""
    font = TTFont(path)
    options = subset.Options(
        hinting=False,
        layout_features=["kern", "locl"],
        name_IDs=["*"],
        notdef_outline=True,
        recalc_timestamp=False,
    )
    one = subset.Subsetter(options)
    one.populate(unicodes=characters())
    one.subset(font)
    font.save(TARGET)
    print(
        f"{TARGET.name}: {len(font.getBestCmap()):,} characters, {TARGET.stat().st_size / 1e6:.1f} MB"
    )


if __name__ == "__main__":
    main(sys.argv[1])
