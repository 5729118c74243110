"""An example, run as a person runs it."""

from __future__ import annotations

import io
import os
import shlex
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from unittest.mock import patch

from expolens.cli import main
from expolens.cli.collect import site_of
from expolens.collect.site import Site
from expolens.errors import LookupFailed
from expolens.fetch.plan import World

FAIR = "http://fair.example"


@dataclass(frozen=True)
class Example:
    """A kind of input: `text` says in a line or two what matters, `shown` is what stands in the file, `commands` are what a person types, the answer of each is printed.

    `files` are there before, `pasted` is what a person pastes, `site` what a fair's site answers by path. `after` is said below.
    """

    slug: str
    title: str
    text: str
    commands: Sequence[str]
    files: dict[str, bytes] = field(default_factory=dict)
    shown: str = ""
    pasted: str = ""
    site: dict[str, str] = field(default_factory=dict)
    after: str = ""

    def page(self) -> str:
        """Return the page of the docs."""
        parts = [f"# {self.title}", self.text]
        if self.shown:
            parts.append(indented(self.shown))
        parts += [running(self), *([self.after] if self.after else [])]
        return "\n\n".join(parts) + "\n"


def running(example: Example) -> str:
    """Return the commands of an example with their answers of today, as a block of code each."""
    with _folder(example.files), serving(example.site) as url:
        return "\n\n".join(
            indented(f"$ {command}\n{ran(command, pasted=example.pasted, url=url)}")
            for command in example.commands
        )


def indented(text: str) -> str:
    """Return a text as a block of code."""
    return "\n".join(f"    {line}".rstrip() for line in text.rstrip().split("\n"))


@contextmanager
def _folder(files: dict[str, bytes]) -> Iterator[None]:
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as name:
        for file, data in files.items():
            Path(name, file).write_bytes(data)
        os.chdir(name)
        try:
            yield
        finally:
            os.chdir(before)


def _nowhere(host: str, _: int) -> list[str]:
    raise LookupFailed(f"there is no site {host}")


def ran(command: str, *, pasted: str = "", url: str = "") -> str:
    """Run a command and return what it prints; the site of the fair is one of this machine, which is asked as a proxy is."""
    said = io.StringIO()
    given = io.TextIOWrapper(io.BytesIO(pasted.encode()), encoding="utf-8")
    world = World(sleep=lambda _: None, resolve=_nowhere, proxy=lambda *_: url)

    def here(*asked: Any) -> Site:
        site = site_of(*asked)
        return replace(site, plan=replace(site.plan, world=world, delay=0))

    with (
        patch("expolens.cli.collect.site_of", here),
        patch("sys.stdin", given),
        redirect_stdout(said),
        redirect_stderr(said),
    ):
        main(shlex.split(command)[1:])
    return said.getvalue()


@contextmanager
def serving(pages: dict[str, str]) -> Iterator[str]:
    """Serve pages on this machine until the block ends; yields the address, "" where there are none."""
    if not pages:
        yield ""
        return

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(self.path.removeprefix(FAIR), "").encode()
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
