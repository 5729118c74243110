"""How fast a site is asked: a delay between requests, longer and longer waits after failures."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from expolens.fetch.plan import World

_FIRST, _LONGEST = 2.0, 60.0


class Pace:
    """When each host was last asked, and how long to wait before it is asked again."""

    def __init__(self, world: World, delay: float) -> None:
        self._world, self._delay = world, delay
        self._last: dict[str, float] = {}
        self._own: dict[str, float] = {}

    def slow(self, host: str, seconds: float) -> None:
        """Keep at least so many seconds between requests to a host."""
        self._own[host] = max(seconds, self._own.get(host, 0.0))

    def turn(self, host: str) -> None:
        """Wait until the host may be asked again; the first time at once."""
        delay = max(self._delay, self._own.get(host, 0.0))
        now = self._world.elapsed()
        wait = self._last[host] + delay - now if host in self._last else 0.0
        if wait > 0:
            self._world.sleep(wait)

    def asked(self, host: str) -> None:
        """Remember that the host has just answered, or failed to."""
        self._last[host] = self._world.elapsed()


def backoff(attempt: int, *, seed: int, url: str) -> float:
    """Return the seconds to wait after failure number `attempt` (from 0): doubling from two to sixty, by up to half less.

    What is taken off follows from seed, address and attempt: the same run waits the same, two visitors do not march in step.

    >>> [round(backoff(n, seed=0, url="https://example.org/"), 1) <= 2.0 * 2**n for n in range(3)]
    [True, True, True]
    """
    mark = hashlib.sha256(f"{seed} {attempt} {url}".encode()).digest()
    part = int.from_bytes(mark[:4], "big") / 2**32
    return min(_LONGEST, _FIRST * 2.0 ** min(attempt, 10)) * (1 - part / 2)


def retry_after(value: str, now: datetime) -> float | None:
    """Return the seconds that a Retry-After asks for, given as such or as an HTTP date; None where it says neither.

    >>> retry_after("120", datetime(2026, 3, 18, tzinfo=UTC)), retry_after("Wed, 18 Mar 2026 00:00:30 GMT", datetime(2026, 3, 18, tzinfo=UTC))
    (120.0, 30.0)
    """
    text = value.strip()
    if re.fullmatch(r"[0-9]{1,9}", text):
        return float(text)
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    try:
        return max(0.0, (when - now).total_seconds())
    except OverflowError:
        return None
