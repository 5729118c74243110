"""Lines are passed over quickly that cannot hold a stand, and none that does."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import example, given, settings
from hypothesis import strategies as st

from expolens.readers.pdf import values
from expolens.readers.pdf.values import booth_first, booth_last, is_booth

PIECES = ["A", "B12", "3.1", "-", "/", " ", ",", "、", "7", "12a", "Amber", "AG", "(", ")", "\t", ":", "|", "H1", ".5", "示例", "x", "9", "+"]  # fmt: skip


class Everything:
    """Takes every text for one that may be a stand's."""

    class Found:
        @staticmethod
        def end() -> int:
            return 1 << 30

    def match(self, *_: object) -> Found:
        return self.Found()

    fullmatch = match


@settings(deadline=None, max_examples=400)
@example("Amber 12a)", False)
@example("-5 Amber", True)
@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join), st.booleans())
def test_a_stand_is_found_as_by_trying_everything(text: str, bare: bool) -> None:
    found = is_booth(text, bare=bare), booth_first(text, bare=bare), booth_last(text, bare=bare)
    with patch.object(values, "_OF_CODES", Everything()):
        assert found == (
            is_booth(text, bare=bare),
            booth_first.__wrapped__(text, bare=bare),
            booth_last.__wrapped__(text, bare=bare),
        )
