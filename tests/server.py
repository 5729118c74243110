"""A real HTTP server on this machine that answers as it is told: well, slowly, brokenly, without end."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

Answer = Callable[["Call"], None]


@dataclass(frozen=True)
class Call:
    """One request, and the means to answer it."""

    handler: BaseHTTPRequestHandler
    path: str
    query: dict[str, str]
    left: threading.Event = field(default_factory=threading.Event)

    def header(self, name: str) -> str:
        return self.handler.headers.get(name, "")

    def send(self, body: str | bytes, status: int = 200, **headers: str) -> None:
        """Answer with a whole body; header names are given with underscores."""
        data = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named.setdefault("Content-Type", "text/html; charset=utf-8")
        named.setdefault("Content-Length", str(len(data)))
        self.head(status, named)
        if status != 304:
            self.raw(data)

    def head(self, status: int, headers: dict[str, str]) -> None:
        self.handler.send_response(status)
        for name, value in headers.items():
            if value:
                self.handler.send_header(name, value)
        self.handler.end_headers()

    def raw(self, data: bytes) -> None:
        """Send bytes as they are; that the other side has gone is no error."""
        try:
            self.handler.wfile.write(data)
            self.handler.wfile.flush()
        except OSError:
            self.handler.close_connection = True
            self.left.set()

    @property
    def gone(self) -> bool:
        return self.left.is_set()

    def hang_up(self) -> None:
        """Close the connection where it stands."""
        self.handler.close_connection = True
        self.handler.connection.shutdown(socket.SHUT_RDWR)


@dataclass
class Site:
    """What a server answers by path, and what it was asked: `asked` are path and query in order."""

    answers: dict[str, Answer | str]
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    port: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pages(self) -> list[str]:
        """What was asked besides robots.txt."""
        return [one for one in self.asked if one != "/robots.txt"]

    def answer(self, call: Call) -> None:
        found = self.answers.get(call.path, self.answers.get("*"))
        if found is None:
            call.send("<p>nothing here</p>", 404)
        elif isinstance(found, str):
            call.send(found)
        else:
            found(call)


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what is tested here."""


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 1 << 16
        timeout = 10

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            with site.lock:
                site.asked.append(self.path)
                site.headers.append(dict(self.headers.items()))
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            try:
                site.answer(Call(self, parts.path, query))
            except OSError:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    return Handler


@contextmanager
def serving(answers: dict[str, Answer | str]) -> Iterator[Site]:
    """Serve answers by path ("*" for any other) on a free port of this machine until the block ends."""
    site = Site(answers)
    with _Quiet(("127.0.0.1", 0), _handler(site)) as server:
        site.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()


def drip(call: Call) -> None:
    """Send a byte every twentieth of a second, for ever."""
    call.head(200, {"Content-Type": "text/html", "Content-Length": "1000000"})
    while not call.gone:
        call.raw(b"x")
        time.sleep(0.05)


def drip_head(call: Call) -> None:
    """Send the head of an answer a byte at a time, for ever."""
    call.raw(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while not call.gone:
        call.raw(b"x")
        time.sleep(0.05)


def silent(call: Call) -> None:
    """Take the request and say nothing for as long as anybody waits."""
    call.handler.connection.settimeout(5)
    with suppress(OSError):
        call.handler.connection.recv(1)
    call.handler.close_connection = True


def endless(call: Call) -> None:
    """Send a page that has no end."""
    call.head(200, {"Content-Type": "text/html", "Connection": "close"})
    while not call.gone:
        call.raw(b"<p>more</p>" * 1000)


def cut(call: Call) -> None:
    """Say a length and close before it is reached."""
    call.head(200, {"Content-Type": "text/html", "Content-Length": "500"})
    call.raw(b"<p>half")
    call.hang_up()


def bad_chunks(call: Call) -> None:
    """Send chunks whose sizes are none."""
    call.head(200, {"Content-Type": "text/html", "Transfer-Encoding": "chunked"})
    call.raw(b"5\r\nhello\r\nzz\r\nworld\r\n0\r\n\r\n")


def bad_gzip(call: Call) -> None:
    """Say gzip and send something else."""
    call.send(b"\x1f\x8b\x08\x00broken through and through", Content_Encoding="gzip")


def bomb(call: Call) -> None:
    """Send little that unpacks to much."""
    call.send(gzip.compress(bytes(5_000_000), 1), Content_Encoding="gzip")


def redirect(target: str, status: int = 302) -> Answer:
    """Return an answer that leads to another address."""
    return lambda call: call.send("", status, Location=target)


def listing(names: list[str], rest: str = "") -> str:
    """Return a page of a list."""
    rows = "".join(f'<li><a href="/company/{name}">{name}</a></li>' for name in names)
    return f"<html><head><title>Exhibitors</title></head><body><ul>{rows}</ul>{rest}</body></html>"
