"""One request after another, each within its bounds."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import suppress
from types import TracebackType
from typing import Self

import httpcore
import httpx

from expolens.errors import LookupFailed, SourceUnusable, StudyError
from expolens.fetch.address import host_of, port_of, public, vetted, well_named
from expolens.fetch.body import BodyError, gathered, unpacked
from expolens.fetch.connection import Backend, Deadline
from expolens.fetch.outage import LATER, OUTAGES, Outage, broken
from expolens.fetch.pace import Pace, backoff, retry_after
from expolens.fetch.plan import FetchPlan
from expolens.fetch.refusal import ADVICE, refusal, refuse
from expolens.fetch.reply import Headers, Reply

_AGAIN = frozenset({429, 500, 502, 503, 504})
_ACCEPT = "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8"


class Client:
    """Asks sites under a name of our own, over HTTP/1.1, one request at a time; to be closed.

    A site is connected to at the addresses that were checked for it; by a proxy only where the environment names one, and then
    the name is still checked here as far as it can be looked up. Cookies stay with the very host that set them, and end with the client.
    """

    def __init__(self, plan: FetchPlan) -> None:
        self.plan = plan
        self.pace = Pace(plan.world, plan.delay)
        self._deadline = Deadline()
        self._tls: ssl.SSLContext | None = None
        self._pools: dict[str, httpcore.ConnectionPool] = {}
        self._addresses: dict[tuple[str, int], tuple[str, ...]] = {}
        self._cookies: dict[str, httpx.Cookies] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def cookies(self, host: str) -> str:
        """Return the cookies that a host has set so far, in one text, to be compared."""
        jar = self._cookies[host].jar if host in self._cookies else ()
        return repr(sorted((one.name, one.path, str(one.value)) for one in jar))

    def close(self) -> None:
        """Close every connection."""
        while self._pools:
            self._pools.popitem()[1].close()

    def ask(self, url: httpx.URL, headers: Headers = (), *, most: int | None = None) -> Reply:
        """Return the answer to one GET, whatever its status: after its turn, asked again after passing failures.

        `most` is the number of bytes that suffice: the rest is not read and not missed. Outage when failures do not pass, SourceUnusable when the
        site goes on saying that it is asked too often or shows a bot wall, LookupFailed when the body breaks a bound.
        """
        host = host_of(url)
        failed: Outage | None = None
        for attempt in range(self.plan.retries + 1):
            self.pace.turn(host)
            wait = backoff(attempt, seed=self.plan.seed, url=str(url))
            try:
                reply = self._once(url, headers, most)
            except Outage as error:
                failed = error
            else:
                if reply.status not in _AGAIN:
                    return reply
                if most is None and refusal(reply):
                    refuse(reply)
                failed = Outage(f"the server answers {_status(reply)}", where=str(url), todo=LATER)
                wait = max(wait, self._asked_wait(reply))
                if reply.status == 429 and attempt == self.plan.retries:
                    raise SourceUnusable(_TOO_OFTEN, where=str(url), todo=_SLOWER) from failed
            finally:
                self.pace.asked(host)
            if attempt < self.plan.retries:
                self.plan.world.sleep(wait)
        raise failed or LookupFailed("it was never asked", where=str(url))

    def _asked_wait(self, reply: Reply) -> float:
        """Return the seconds that a reply asks to wait; SourceUnusable where that is longer than anybody waits."""
        seconds = retry_after(reply.header("retry-after"), self.plan.world.now()) or 0.0
        if seconds > self.plan.patience:
            raise SourceUnusable(
                f"the server asks to wait {seconds:,.0f} seconds ({_status(reply)})",
                where=reply.url,
                todo=f"Try again after that, or later. {ADVICE}",
            )
        return seconds

    def _once(self, url: httpx.URL, headers: Headers, most: int | None) -> Reply:
        pool = self._pool(url)
        self._deadline.begin(self.plan.deadline)
        try:
            return self._answer(pool, url, headers, most)
        except OUTAGES as error:
            self._addresses.pop((host_of(url), port_of(url)), None)
            raise broken(str(url), error, self.plan, late=self._deadline.passed) from error
        except httpcore.UnsupportedProtocol as error:
            raise LookupFailed(f"it cannot be asked for ({error})", where=str(url)) from error

    def _answer(
        self, pool: httpcore.ConnectionPool, url: httpx.URL, headers: Headers, most: int | None
    ) -> Reply:
        jar = self._cookies.setdefault(host_of(url), httpx.Cookies())
        request = httpx.Request("GET", url, headers=[*self._own(), *headers])
        jar.set_cookie_header(request)
        time = self.plan.world.now().strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        limits = {"connect": self.plan.connect, "read": self.plan.read}
        limits |= {"write": self.plan.read, "pool": self.plan.connect}
        with pool.stream(
            "GET", _core(url), headers=request.headers.raw, extensions={"timeout": limits}
        ) as response:
            whole = httpx.Response(response.status, headers=response.headers, request=request)
            with suppress(ValueError, KeyError):
                jar.extract_cookies(whole)
            payload = self._payload(url, response.iter_stream(), most)
        reason = response.extensions.get("reason_phrase", b"").decode("latin-1")
        answered = _pairs(response.headers)
        if response.status == 304 or most is not None:
            body = payload
        else:
            body = self._body(url, payload, whole.headers.get("content-encoding", ""))
        sent = _pairs(request.headers.raw)
        return Reply(str(url), response.status, reason, answered, payload, body, sent, time)

    def _own(self) -> Headers:
        return (
            ("User-Agent", self.plan.agent),
            ("Accept", _ACCEPT),
            ("Accept-Language", "en, zh;q=0.9, *;q=0.5"),
            ("Accept-Encoding", "gzip, deflate"),
        )

    def _payload(self, url: httpx.URL, pieces: Iterator[bytes], most: int | None) -> bytes:
        limit = self.plan.received if most is None else most
        payload, whole = gathered(pieces, most=limit)
        if whole or most is not None:
            return payload
        raise LookupFailed(
            f"the page has more than {limit:,} bytes, or no end",
            where=str(url),
            todo="Save it in the browser and bring the file.",
        )

    def _body(self, url: httpx.URL, payload: bytes, coding: str) -> bytes:
        try:
            return unpacked(payload, coding, most=self.plan.unpacked)
        except BodyError as error:
            raise LookupFailed(
                f"the page cannot be taken: {error}", where=str(url), todo=LATER
            ) from error

    def _pool(self, url: httpx.URL) -> httpcore.ConnectionPool:
        """Return the connections for a URL after its host was checked: straight to it, or by the proxy that the environment names."""
        host, port = host_of(url), port_of(url)
        proxy = self.plan.world.proxy(url.scheme, host)
        try:
            self._vet(host, port)
        except LookupFailed:
            if not proxy:
                raise
        found = self._addresses.get((host, port), ())
        if found and not all(public(one) for one in found):
            proxy = ""
        if proxy not in self._pools:
            self._pools[proxy] = self._opened(proxy)
        return self._pools[proxy]

    def _vet(self, host: str, port: int) -> None:
        if (host, port) not in self._addresses:
            self._addresses[host, port] = vetted(
                host, port, private=self.plan.private, resolve=self.plan.world.resolve
            )

    def _checked(self, host: str, port: int) -> tuple[str, ...]:
        return self._addresses.get((host.strip("[]").rstrip(".").lower(), port), ())

    def _opened(self, proxy: str) -> httpcore.ConnectionPool:
        tls = self._tls = self._tls or httpx.create_ssl_context()
        if not proxy:
            backend = Backend(self._deadline, self._checked)
            return httpcore.ConnectionPool(tls, keepalive_expiry=30, network_backend=backend)
        try:
            url = httpx.URL(proxy)
        except httpx.InvalidURL as error:
            raise StudyError(f"the proxy {proxy!r} is no address", todo=_PROXY) from error
        if not well_named(url):
            raise StudyError(f"the proxy {proxy!r} is no address", todo=_PROXY)
        if url.scheme not in ("http", "https"):
            raise StudyError(f"a proxy of the kind {url.scheme} is not supported", todo=_PROXY)
        backend = Backend(self._deadline, None)
        return httpcore.HTTPProxy(
            str(url.copy_with(userinfo=b"")),
            proxy_auth=(url.username, url.password) if url.userinfo else None,
            ssl_context=tls,
            keepalive_expiry=30,
            network_backend=backend,
        )


_PROXY = "Correct HTTPS_PROXY, or name the host in NO_PROXY."
_TOO_OFTEN = "the site goes on saying that it is asked too often (HTTP 429)"
_SLOWER = f"Try again later with a longer delay (--delay 10). {ADVICE}"


def _status(reply: Reply) -> str:
    return f"HTTP {reply.status} {reply.reason}".strip()


def _core(url: httpx.URL) -> httpcore.URL:
    return httpcore.URL(
        scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
    )


def _pairs(headers: list[tuple[bytes, bytes]]) -> Headers:
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers)
