"""Sites where a person looks companies up: links and batch sheets, as data; none is ever fetched."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import quote

from expolens.model.text import Text

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Site:
    """One site: the language of the names it knows, the role of what it gives, its link, and the sheet that its batch query takes ("" and 0 where it has none)."""

    id: str
    title: Text
    names: str
    gives: str
    search: str
    column: str = ""
    rows: int = 0

    def link(self, name: str) -> str:
        """Return the address that searches for a name.

        >>> sites()[0].link("示例 & Co").endswith("key=%E7%A4%BA%E4%BE%8B%20%26%20Co")
        True
        """
        return self.search.format(name=quote(name[:_LONGEST], safe=""))


@cache
def sites() -> tuple[Site, ...]:
    """Return the sites in the order of their file."""
    data = tomllib.loads(files("expolens.export").joinpath("sites.toml").read_text("utf-8"))
    return tuple(Site(id_, Text(**one.pop("title")), **one) for id_, one in data.items())
