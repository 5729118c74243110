"""A web archive as pages: what was fetched, read again without a network."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from expolens.errors import SourceError
from expolens.fetch.body import BodyError, dechunked, unpacked
from expolens.fetch.index import Entry, Index, Kept, Run, indexed, whereabouts
from expolens.fetch.noted import noted
from expolens.fetch.page import Page, Part
from expolens.fetch.reply import charset_of, header, media_of
from expolens.fetch.warc import MOST_WHOLE, Records

_MOST_BODY = 64 << 20
_PARTS = ("list", "detail")
# Kinds of files that hold no list; an archive from a browser is full of them.
_BESIDE = ("image/", "font/", "video/", "audio/", "text/css")
_SCRIPTS = ("javascript", "ecmascript", "wasm", "font")


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that was looked through: the entries that are its pages, in their order, and notes of what is missing."""

    index: Index
    entries: tuple[Entry, ...]
    notes: tuple[str, ...]

    def pages(self) -> Iterator[Page]:
        """Yield the pages one by one; one whose body cannot be unpacked is passed over."""
        known, total = origins(self.index.entries), 0
        with self.index.kept.open() as file:
            records = Records(file, where=self.index.kept.name)
            for entry in self.entries:
                try:
                    page = page_of(records, entry, known)
                except BodyError:
                    continue
                total += len(page.body)
                if total > MOST_WHOLE:
                    raise SourceError(
                        f"the pages unpack to more than {MOST_WHOLE >> 30} GiB",
                        where=self.index.kept.name,
                    )
                yield page


def pages(path: Path) -> tuple[Page, ...]:
    """Return the pages of an archive, as `archived` finds them."""
    return tuple(archived(path).pages())


def is_archive(data: bytes) -> bool:
    """Tell by its first bytes whether a file is a web archive, packed record by record or not."""
    if data.startswith(b"\x1f\x8b"):
        try:
            data = zlib.decompressobj(wbits=31).decompress(data[:4096], 16)
        except zlib.error:
            return False
    return data.startswith(b"WARC/")


def archived(source: Path | Kept) -> Archive:
    """Look through an archive: the pages of its last finished run in the order they were asked for.

    Where no run was finished they are those of the last one, and a note says so. Of an archive that others made they are all responses that may hold a
    list. SourceError where the file is no web archive or holds no page; what is cut off or damaged is told in `notes`.
    """
    kept = Kept.at(source) if isinstance(source, Path) else source
    index = indexed(kept)
    notes = [noted("archive_tail", index.tail)] if index.tail else []
    if index.damaged:
        notes.append(noted("archive_damaged", index.damaged))
    if index.large:
        notes.append(noted("archive_large", index.large))
    chosen, said = _chosen(index)
    entries = _of_run(index, chosen) if chosen else _of_others(index)
    known = origins(index.entries)
    missing = [one.url for one in entries if not _kept(one, known)]
    if missing:
        notes.append(noted("archive_elsewhere", len(missing), missing[0]))
        entries = [one for one in entries if _kept(one, known)]
    if not entries:
        raise SourceError(
            "there is no page in the web archive",
            where=kept.name,
            todo="Fetch it again, or bring the page as a file.",
        )
    return Archive(index, tuple(entries), (*notes, *said))


def _chosen(index: Index) -> tuple[Run | None, list[str]]:
    """Return the run to read, and what is to be said of it; None where no run is ours."""
    runs = list(index.runs.values())
    if not runs:
        return None, []
    done = [run for run in runs if run.done]
    if not done:
        return runs[-1], [noted("archive_unfinished")]
    said = list(done[-1].notes)
    if not runs[-1].done:
        said.append(noted("archive_newer", runs[-1].time[:10]))
    return done[-1], said


def _of_run(index: Index, run: Run) -> list[Entry]:
    found = {
        one.asked: one
        for one in index.entries
        if one.run == run.id and one.part in _PARTS and one.kind in ("response", "revisit")
    }
    order = [one for one in run.order if one in found] if run.done else list(found)
    return [found[one] for one in order]


def _of_others(index: Index) -> list[Entry]:
    """Return the responses that may hold a list, each address once, as it was last."""
    found: dict[str, Entry] = {}
    for one in index.entries:
        media = media_of(header(one.headers, "content-type"))
        beside = media.startswith(_BESIDE) or any(word in media for word in _SCRIPTS)
        page = one.kind in ("response", "revisit", "resource") and one.url
        if page and one.status == 200 and not beside and not one.url.endswith("/robots.txt"):
            found[one.url] = one
    return list(found.values())


def origins(entries: Iterable[Entry]) -> Mapping[str, Entry]:
    """Return the entries with a body of their own, by their id and by address and time, as revisits refer to them."""
    found: dict[str, Entry] = {}
    for one in entries:
        if one.kind in ("response", "resource"):
            found[one.id] = found[whereabouts(one.url, one.time)] = one
    return found


def _kept(entry: Entry, known: Mapping[str, Entry]) -> bool:
    return entry.kind != "revisit" or entry.refers in known


def page_of(records: Records, entry: Entry, known: Mapping[str, Entry]) -> Page:
    """Return the page of an entry, its body from the record it refers to if it has none; BodyError where it cannot be unpacked."""
    origin = known[entry.refers] if entry.kind == "revisit" else entry
    told = origin if entry.unchanged or not entry.headers else entry
    block = records.at(origin.offset).block
    body = block[origin.start :] if origin.start >= 0 else b""
    if "chunked" in header(origin.headers, "transfer-encoding").lower():
        body = dechunked(body)
    body = unpacked(body, header(told.headers, "content-encoding"), most=_MOST_BODY)
    kind = header(told.headers, "content-type")
    return Page(
        url=entry.url,
        time=entry.time,
        sha256=hashlib.sha256(body).hexdigest(),
        status=origin.status,
        media=media_of(kind),
        charset=charset_of(kind),
        body=body,
        part=cast("Part", entry.part if entry.part in _PARTS else ""),
        asked=entry.asked or entry.url,
    )
