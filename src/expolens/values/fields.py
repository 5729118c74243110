"""The catalogue of what can be known."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from expolens.model.field import Field
from expolens.model.text import Text


def _catalogue() -> dict[str, Field]:
    text = files("expolens.values").joinpath("fields.toml").read_text("utf-8")
    return {
        name: Field(id=name, label=Text(**entry.pop("label")), **entry)
        for name, entry in tomllib.loads(text).items()
    }


FIELDS: dict[str, Field] = _catalogue()
