"""How a site is to be fetched: limits, manners, and the outside world that a test replaces."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from expolens import __version__
from expolens.errors import StudyError
from expolens.fetch.lookup import looked_up
from expolens.fetch.proxy import environment_proxy

MIB = 1 << 20


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class World:
    """What fetching takes from outside: the time of day, a clock that only goes forward, sleep, names to addresses, and the proxy of a URL ("" for none)."""

    now: Callable[[], datetime] = _now
    elapsed: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    resolve: Callable[[str, int], Sequence[str]] = looked_up
    proxy: Callable[[str, str], str] = environment_proxy


@dataclass(frozen=True, slots=True)
class FetchPlan:
    """The manners and the bounds of one fetch; seconds and bytes.

    `delay` lies between two requests to a host (more where robots.txt asks for it), `pages` and `details` are the most pages of the
    list and of its links. `private` lets loopback and private addresses be asked; `hosts` names sites besides the first that
    its links may lead to. `deadline` is the longest that one response may take as a whole, `connect` and `read` parts of it; `retries`
    how often a passing failure is asked again, `patience` the longest wait that a server may ask for. `contact` is told to the site.
    """

    delay: float = 1.0
    pages: int = 400
    details: int = 2000
    private: bool = False
    contact: str = ""
    hosts: tuple[str, ...] = ()
    deadline: float = 60.0
    connect: float = 10.0
    read: float = 20.0
    retries: int = 3
    patience: float = 120.0
    received: int = 32 * MIB
    unpacked: int = 64 * MIB
    redirects: int = 10
    seed: int = 0
    world: World = field(default_factory=World)

    def __post_init__(self) -> None:
        for name in ("delay", "deadline", "connect", "read", "patience"):
            value = getattr(self, name)
            if not math.isfinite(value) or value < 0 or (value == 0 and name != "delay"):
                raise StudyError(
                    f"{name} is {value}",
                    have="It is a number of seconds.",
                    todo="Give one above 0.",
                )
        if self.pages < 1 or self.details < 0 or self.retries < 0:
            raise StudyError(
                "a limit of pages is below 1",
                have=f"pages {self.pages}, details {self.details}, retries {self.retries}.",
            )
        if (
            not self.contact.isascii()
            or not self.contact.isprintable()
            or set(self.contact) & set("()")
        ):
            raise StudyError(
                f"the contact {self.contact!r} cannot be told to a site",
                todo="Give an address in plain letters without brackets.",
            )

    @property
    def agent(self) -> str:
        """The name that sites see, with the contact where there is one."""
        return f"Expolens/{__version__}" + (f" ({self.contact})" if self.contact else "")
