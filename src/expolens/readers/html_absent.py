"""A page on which no list is found: why, as far as the page says it, and what to do instead."""

from __future__ import annotations

from urllib.parse import urlsplit

from lxml import etree

from expolens.errors import SourceError
from expolens.readers.cards.logos import unnamed
from expolens.readers.html_source import Source
from expolens.readers.html_text import address

_FEW = 3
_MANY = 8
_PLATFORMS = ("expofp.com", "mapyourshow.com", "a2zinc.net", "smallworldlabs.com", "swapcard.com", "grip.events", "cvent.com", "rainfocus.com", "map-dynamics.com", "conventus", "eventsair.com", "expoplatform.com", "mapyourevent", "corcon.net")  # fmt: skip


def absent(source: Source, *, where: str, base: str) -> SourceError:
    """Return the error of a page without a list: it asks for a password, shows another page, is filled by a script, or shows pictures only."""
    what, have = "no table and nothing that repeats on this page", ""
    todo = "Save the page once its list is shown in full, or bring the list as a sheet."
    frames, scripts = frames_of(source.root, base=base), _embedded(source, base=base)
    if asks_password(source.root):
        what = "there is no list on this page: it asks for a password"
        todo = "Sign in with a browser, open the list, save the page complete (or as MHTML), and bring that file."
    elif frames:
        have = f"It shows another page in a frame: {', '.join(frames[:_FEW])}."
        todo = "Bring that page instead: the list is probably there."
    elif scripts:
        have = f"A script of {', '.join(scripts[:_FEW])} fills it in a browser."
        todo = "Open it in a browser, save the page once its list is shown in full, and bring that file; or bring the data that the script asks for."
    elif (pictures := unnamed(source.root)) >= _MANY:
        have = f"There are {pictures:,} pictures, and no text says whose they are."
        todo = "Type the list into a sheet, or bring another page that names the companies."
    return SourceError(what, where=where, have=have, todo=todo)


def asks_password(root: etree._Element) -> bool:
    """Tell whether a page asks for a password."""
    return any((one.get("type") or "").lower() == "password" for one in root.iter("input"))


def frames_of(root: etree._Element, *, base: str) -> list[str]:
    """Return the addresses of the pages that a page shows in frames, films and maps aside."""
    found = [address(str(one.get("src") or one.get("data-src") or ""), base) for tag in ("iframe", "frame") for one in root.iter(tag)]  # fmt: skip
    other = ("youtube", "vimeo", "google.com", "facebook", "bilibili", "about:", "recaptcha", "googletagmanager", "map.baidu", "doubleclick")  # fmt: skip
    return [one for one in dict.fromkeys(found) if one and not any(word in one for word in other)]


def _embedded(source: Source, *, base: str) -> list[str]:
    """Return the hosts of scripts that are known to bring a list of exhibitors with them."""
    hosts = [urlsplit(address(one, base)).hostname or "" for one in source.loaded]
    return list(dict.fromkeys(one for one in hosts if one.endswith(_PLATFORMS)))
