"""A mapping that a person confirms: proposals as lines of `[source.columns]`."""

from __future__ import annotations

import json
from collections.abc import Sequence

from expolens.layouts.similar import Proposal
from expolens.model.text import Language
from expolens.wording import word


def confirmed_lines(
    proposals: Sequence[Proposal], *, language: Language = "en", commented: bool = True
) -> tuple[str, ...]:
    """Return the lines of TOML that make proposals part of a source, () where there are none; each with why it is proposed.

    `commented` ones are used by nobody until a person takes the # away.
    """
    if not proposals:
        return ()
    mark = "# " if commented else ""
    return (
        f"# {word('preview.confirm', language)}",
        f"{mark}[source.columns]",
        *(
            f"{mark}{json.dumps(one.header, ensure_ascii=False)} = {json.dumps(one.field)}  # {reason_of(one, language)}"
            for one in proposals
        ),
    )


def reason_of(one: Proposal, language: Language) -> str:
    """Return why a proposal is made: the header it is like, the share of the values that fit."""
    return word(f"preview.why_{one.why}", language, like=one.like, share=round(100 * one.share))
