"""The next page that an answer in JSON names."""

from __future__ import annotations

import json
from typing import Any

from expolens.fetch.page import Page

_MOST = 8 << 20
# Where interfaces say it: at the top (Django REST framework), in links (JSON:API), _links (HAL), paging and their like.
_GROUPS = ("links", "_links", "paging", "pagination", "meta", "pageInfo", "page_info")
_NAMES = (
    "next",
    "next_url",
    "nextUrl",
    "nextLink",
    "next_page_url",
    "next_link",
    "@odata.nextLink",
)


def said(page: Page) -> str | None:
    """Return the address of the next page as an answer in JSON names it, "" where it says that there is none, None where it says nothing.

    A name without an address (a number, a mark to be sent back) says nothing here.
    """
    if len(page.body) > _MOST or page.body.lstrip()[:1] != b"{":
        return None
    try:
        whole = json.loads(page.body)
    except (ValueError, RecursionError):
        return None
    groups = [whole, *(whole.get(name) for name in _GROUPS)]
    found = [one[name] for one in groups if isinstance(one, dict) for name in _NAMES if name in one]
    values = [_address(one) for one in found]
    return next((one for one in values if one), "" if "" in values else None)


def _address(value: Any) -> str | None:
    """Return an address in a value, "" for none at all, None for what is no address."""
    if isinstance(value, dict):
        value = value.get("href", 0)
    if value is None or value == "" or value is False:
        return ""
    good = isinstance(value, str) and value.startswith(("http://", "https://", "/", "?"))
    return value if good else None
