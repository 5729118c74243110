"""Whose a website is."""

from __future__ import annotations

import re

_GENERIC = frozenset({"com", "co", "net", "org", "gov", "edu", "ac", "or", "ne", "go"})
# Scheme, user and host of a URL (RFC 3986), the scheme often left out.
_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?(?://)?(?:[^/?#@\s]*@)?([^/?#:@\s]+)(?=[/?#:]|$)")


def host(url: str) -> str:
    """Return the host of an address without its www, lower-case, "" for what is no address.

    >>> host("http://www.stand-in.com/about"), host("Stand-in.CN"), host("see below")
    ('stand-in.com', 'stand-in.cn', '')
    """
    found = _HOST.match(url.strip().casefold())
    labels = [label for label in found[1].split(".") if label] if found else []
    if len(labels) < 2 or not re.fullmatch(r"[a-z][a-z0-9-]+", labels[-1]):
        return ""
    return ".".join(labels[1:] if labels[0] == "www" and len(labels) > 2 else labels)


def site(url: str) -> str:
    """Return the name of a site by which it is known in every country, "" for what is no address.

    >>> site("http://www.stand-in.com"), site("stand-in.cn/about"), site("shop.stand-in.co.uk"), site("see below")
    ('stand-in', 'stand-in', 'stand-in', '')
    """
    known = host(url).split(".")[:-1]
    while len(known) > 1 and known[-1] in _GENERIC:
        known.pop()
    return known[-1] if known else ""
