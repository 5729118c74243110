"""Connections to checked addresses, none of which outlives its deadline."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import httpcore

_OPTION = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]


class Deadline:
    """The moment at which the response under way has taken too long."""

    def __init__(self) -> None:
        self._until = float("inf")

    def begin(self, seconds: float) -> None:
        """Give what follows so many seconds."""
        self._until = time.monotonic() + seconds

    @property
    def passed(self) -> bool:
        """Whether the time is over."""
        return time.monotonic() >= self._until

    def left(self, timeout: float | None, kind: type[Exception]) -> float:
        """Return the seconds that one step may take; `kind` is raised where none are left."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise kind("the deadline has passed")
        return left if timeout is None else min(timeout, left)


class _Stream(httpcore.NetworkStream):
    """A connection whose every step ends at the deadline: a byte a second keeps no reader for ever."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout, httpcore.ConnectTimeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, left), self._deadline)

    def _told(self, info: str) -> Any:
        return self._inner.get_extra_info(info)

    get_extra_info = _told  # the name that httpcore asks by


class Backend(httpcore.NetworkBackend):
    """Connects to the addresses that were checked for a host, while the request and TLS go on naming the host.

    So a name whose answer changes between the check and the connection (DNS rebinding) leads nowhere else. A host that
    nobody checked is not connected to; a proxy's backend has no addresses and connects by name.
    """

    def __init__(
        self, deadline: Deadline, addresses: Callable[[str, int], Sequence[str]] | None
    ) -> None:
        self._deadline, self._addresses = deadline, addresses
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first checked address that answers."""
        places = self._addresses(host, port) if self._addresses else (host,)
        failed: Exception = httpcore.ConnectError(f"no checked address for {host}")
        for place in places:
            left = self._deadline.left(timeout, httpcore.ConnectTimeout)
            try:
                stream = self._inner.connect_tcp(place, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _Stream(stream, self._deadline)
        raise failed
