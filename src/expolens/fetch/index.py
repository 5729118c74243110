"""What is in a web archive and where: its entries and the runs that wrote them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from expolens.errors import SourceError
from expolens.fetch.reply import Headers, header
from expolens.fetch.warc import Record, Records, fields_of, holds

SOFTWARE = "Expolens"
MOST_RECORDS = 200_000
_KINDS = frozenset({"response", "revisit", "resource", "warcinfo", "metadata"})


@dataclass(frozen=True, slots=True)
class Kept:
    """Where an archive is: a file, or its bytes under the name of one."""

    name: str
    held: Path | bytes

    @staticmethod
    def at(path: Path) -> Kept:
        """Return the archive of a file."""
        return Kept(path.name, path)

    def open(self) -> BinaryIO:
        """Open it for reading."""
        return BytesIO(self.held) if isinstance(self.held, bytes) else self.held.open("rb")


@dataclass(frozen=True, slots=True)
class Entry:
    """A record without its block: what kind, of which address, run and part; `start` is where the body begins in the block, -1 where there is none."""

    offset: int
    kind: str
    id: str
    url: str
    time: str
    digest: str
    run: str
    part: str
    asked: str
    refers: str
    unchanged: bool
    status: int
    headers: Headers
    start: int


@dataclass(frozen=True, slots=True)
class Run:
    """One fetch of a site: where it started, when it was last at work, and what it said at its end: `done` is whether there was one, `order` its pages."""

    id: str
    start: str
    time: str
    done: bool = False
    order: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Index:
    """The entries of an archive in order, its runs by their id, and what was noticed: the bytes behind the last whole record (`tail`), damaged and too large records."""

    kept: Kept
    entries: tuple[Entry, ...]
    runs: Mapping[str, Run]
    end: int
    tail: int
    damaged: int
    large: int


def indexed(kept: Kept) -> Index:
    """Read through an archive once and return what is where; SourceError where it is none."""
    entries: list[Entry] = []
    runs: dict[str, Run] = {}
    spoilt = 0
    try:
        with kept.open() as file:
            found = Records(file, where=kept.name)
            for record in found:
                entry = entry_of(record)
                if entry is None:
                    continue
                if len(entries) >= MOST_RECORDS:
                    raise SourceError(
                        f"the web archive has more than {MOST_RECORDS:,} records", where=kept.name
                    )
                if not _whole(record, entry):
                    spoilt += 1
                    continue
                entries.append(entry)
                _tell(runs, record, entry)
    except OSError as error:
        raise SourceError(f"it cannot be read ({error.strerror})", where=kept.name) from error
    tail = found.size - found.end
    return Index(kept, tuple(entries), runs, found.end, tail, found.damaged + spoilt, found.large)


def entry_of(record: Record) -> Entry | None:
    """Return what a record is, None where it is of no use here (a request, a look-up of a name)."""
    fields = record.fields
    kind = fields.get("warc-type", "")
    url = fields.get("warc-target-uri", "").strip("<>")
    if kind not in _KINDS or (kind in ("response", "revisit") and not url.startswith("http")):
        return None
    headers: Headers = (("Content-Type", fields.get("content-type", "")),)
    status, start = 200, 0
    if kind in ("response", "revisit"):
        status, headers, start = http_of(record.block)
    return Entry(
        offset=record.offset,
        kind=kind,
        id=fields.get("warc-record-id", ""),
        url=url,
        time=fields.get("warc-date", ""),
        digest=fields.get("warc-payload-digest", ""),
        run=fields.get("warc-warcinfo-id", ""),
        part=fields.get("expolens-part", ""),
        asked=fields.get("expolens-asked", ""),
        refers=fields.get("warc-refers-to", "") or _referred(fields),
        unchanged=fields.get("warc-profile", "").endswith("server-not-modified"),
        status=status,
        headers=headers,
        start=start,
    )


def _referred(fields: Mapping[str, str]) -> str:
    """Return the page and time that a revisit refers to where it names no record, as `whereabouts` writes them."""
    url = fields.get("warc-refers-to-target-uri", "").strip("<>")
    return whereabouts(url, fields.get("warc-refers-to-date", "")) if url else ""


def whereabouts(url: str, time: str) -> str:
    """Return an address and a time as one text."""
    return f"{url} {time}"


def http_of(block: bytes) -> tuple[int, Headers, int]:
    r"""Return the status, the headers and where the body begins; status 0 where the block is no response.

    >>> http_of(b"HTTP/1.1 200 OK\r\nETag: x\r\n\r\nbody")
    (200, (('ETag', 'x'),), 28)
    """
    end = block.find(b"\r\n\r\n")
    head = block[: end if end >= 0 else len(block)][: 1 << 18].decode("latin-1").split("\r\n")
    first = head[0].split(" ", 2)
    code = first[1] if len(first) > 1 and first[0].startswith("HTTP/") else ""
    status = int(code) if code.isascii() and code.isdigit() and len(code) == 3 else 0
    pairs = (line.partition(":") for line in head[1:])
    headers = tuple((name.strip(), value.strip()) for name, colon, value in pairs if colon)
    return status, headers, end + 4 if end >= 0 else -1


def _whole(record: Record, entry: Entry) -> bool:
    """Tell whether a record has the hash that it states; of the payload only where no chunks leave open what was hashed."""
    block = record.fields.get("warc-block-digest", "")
    if block:
        return holds(block, record.block)
    if entry.kind != "response" or header(entry.headers, "transfer-encoding") or entry.start < 0:
        return True
    return holds(entry.digest, record.block[entry.start :])


def _tell(runs: dict[str, Run], record: Record, entry: Entry) -> None:
    """Note what a record says of the run it is of."""
    text = record.block.decode("utf-8", "replace") if entry.kind in ("warcinfo", "metadata") else ""
    if entry.kind == "warcinfo":
        said = fields_of(text)
        if said.get("software", "").startswith(SOFTWARE) and entry.id:
            runs[entry.id] = Run(entry.id, said.get("start", ""), entry.time)
        return
    run = runs.get(entry.run)
    if run is None:
        return
    ends = entry.kind == "metadata" and entry.part == "end"
    runs[entry.run] = Run(
        run.id,
        run.start,
        entry.time,
        done=run.done or ends,
        order=_values(text, "page") if ends else run.order,
        notes=_values(text, "note") if ends else run.notes,
    )


def _values(text: str, name: str) -> tuple[str, ...]:
    lead = f"{name}: "
    return tuple(line.removeprefix(lead) for line in text.split("\r\n") if line.startswith(lead))
