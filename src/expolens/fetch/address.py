"""Which addresses may be asked: public ones over http and https, others only when told."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Sequence

import httpx

from expolens.errors import LookupFailed, StudyError

Resolve = Callable[[str, int], Sequence[str]]
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_LONGEST = 8000
_PORTS = {"http": 80, "https": 443}
# Names that stand for machines nearby: RFC 6761, 6762, 8375, and the one that ICANN set aside.
_NEARBY = re.compile(r"(?:^|\.)(?:localhost|local|internal|intranet|lan|home\.arpa|localdomain)$")
# 127.1, 2130706433, 0x7f.1 and 0177.0.0.1 are numbers to some resolvers and names to others.
_NUMBERS = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+))*", re.IGNORECASE)
_QUAD = re.compile(r"(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}")
# What the ipaddress module of Python 3.11 counts as public and is not, or holds an IPv4 address that no one checked (IANA's special-purpose registries).
_SPECIAL = tuple(
    ipaddress.ip_network(one)
    for one in (
        "192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "100::/64", "2001::/23", "2002::/16",
        "3fff::/20", "5f00::/16", "fec0::/10",
    )
)  # fmt: skip
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_HOST = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_FLAG = "If it is yours and you mean it, allow private addresses (--private)."


def checked(url: str, *, private: bool = False) -> httpx.URL:
    """Return a URL that may be asked, without its fragment; StudyError for another scheme, a user's name in it, an ambiguous number, a name nearby.

    >>> str(checked("https://example.org/list?page=2#top"))
    'https://example.org/list?page=2'
    """
    if len(url) > _LONGEST:
        raise StudyError(f"the address has {len(url):,} characters", where=url[:60] + "…")
    try:
        parsed = httpx.URL(url.strip()).copy_with(fragment=None)
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise StudyError(f"this is no address of a page ({error})", where=url[:200]) from error
    if parsed.scheme not in _PORTS:
        raise StudyError(
            "only addresses with http:// or https:// can be fetched",
            where=url[:200],
            todo="A file is brought by its name.",
        )
    if parsed.userinfo:
        raise StudyError(
            "there is a user's name or password in the address",
            where=str(parsed.copy_with(userinfo=b"")),
            todo="Take it out: it would be kept in the archive. What needs a login is saved in the browser and brought as a file.",
        )
    host = host_of(parsed)
    if not well_named(parsed):
        raise StudyError("there is no host in the address, or no good one", where=url[:200])
    if _NUMBERS.fullmatch(host) and not _QUAD.fullmatch(host):
        raise StudyError(
            f"{host} is a number, not a plain address", where=url[:200], todo="Write it as a name."
        )
    if not private:
        _refuse_nearby(host, url[:200])
    # A dot at the end is the same host, and no certificate has it.
    return parsed.copy_with(host=host) if parsed.raw_host.endswith(b".") else parsed


def _refuse_nearby(host: str, where: str) -> None:
    literal = _literal(host)
    nearby = not public(host) if literal else ("." not in host or bool(_NEARBY.search(host)))
    if nearby:
        raise StudyError(
            f"{host} is an address of this machine or of a private network", where=where, todo=_FLAG
        )


def well_named(url: httpx.URL) -> bool:
    """Tell whether an address has a host that can be one, and a port that can be one."""
    host = host_of(url)
    good = bool(_HOST.fullmatch(host)) or _literal(host) is not None
    return good and len(host) < 254 and (url.port is None or 0 < url.port < 65536)


def host_of(url: httpx.URL) -> str:
    """Return the host in its ASCII form and small letters, without a dot at its end or brackets."""
    return url.raw_host.decode("ascii").lower().rstrip(".").strip("[]")


def port_of(url: httpx.URL) -> int:
    """Return the port, the scheme's own where none is given."""
    return url.port or _PORTS[url.scheme]


def site_of(url: httpx.URL) -> str:
    """Return what makes two addresses one site: the host without www., and a port that is not the scheme's own.

    >>> site_of(httpx.URL("https://www.example.org/a")) == site_of(httpx.URL("http://example.org/b"))
    True
    """
    port = f":{url.port}" if url.port else ""
    return host_of(url).removeprefix("www.") + port


def vetted(host: str, port: int, *, private: bool, resolve: Resolve) -> tuple[str, ...]:
    """Return the addresses of a host, all of which may be connected to; StudyError if one of them is private, LookupFailed if there is none."""
    found = (host,) if _literal(host) else tuple(resolve(host, port))
    if not found:
        raise LookupFailed(f"there is no address for {host}")
    if not private and (bad := [one for one in found if not public(one)]):
        raise StudyError(
            f"{host} is at {bad[0]}, an address of this machine or of a private network", todo=_FLAG
        )
    return found


def public(address: str) -> bool:
    """Tell whether an address is one that the whole internet reaches, whatever form it hides in.

    >>> [public(one) for one in ("93.184.216.34", "10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "100.64.0.1", "0.0.0.0")]
    [True, False, False, False, False, False]
    """
    found = _literal(address)
    if found is None:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return public(str(found.ipv4_mapped))
        if found in _NAT64:
            return public(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
    return (
        found.is_global
        and not (found.is_multicast or found.is_reserved or found.is_unspecified)
        and not any(found in one for one in _SPECIAL if one.version == found.version)
    )


def _literal(host: str) -> _Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
