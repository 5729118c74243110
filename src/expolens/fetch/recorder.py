"""Writing what is received into a web archive, a record at a time."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO, FileIO
from pathlib import Path

import httpx
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from expolens.errors import SourceError, StudyError
from expolens.fetch.archive import origins, page_of
from expolens.fetch.index import Entry, Index, Kept, Run, entry_of, indexed, whereabouts
from expolens.fetch.page import Page
from expolens.fetch.plan import FetchPlan
from expolens.fetch.reply import Headers, Reply, header
from expolens.fetch.warc import Records

_FRESH = timedelta(hours=24)
_SAME = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_UNCHANGED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
# A session is nobody else's business, and chunks are undone before the body is kept.
_SECRET = frozenset({"cookie", "set-cookie", "authorization", "proxy-authorization"})
_ANSWERS = frozenset({"list", "detail", "missing"})
_CHUNKS = {"transfer-encoding": "X-Crawler-Transfer-Encoding"}


class Recorder:
    """An archive that is being written: opened for a run, which goes on with one that was interrupted less than a day ago.

    Every record is one gzip member, written whole and at once: whatever stops the program, the archive holds at most half a record
    too much, which is cut off at the next opening (`cut` bytes). A run begins with a warcinfo record and has ended when a metadata record says so.
    """

    def __init__(self, path: Path, start: str, plan: FetchPlan) -> None:
        self.path, self._start, self._plan = path, start, plan
        index = _opened(path)
        self.cut = index.tail if index else 0
        self._entries = list(index.entries) if index else []
        self._known = dict(origins(self._entries))
        self._payloads = {one.digest: one for one in self._known.values() if one.digest}
        run = _unfinished(index, start, plan.world.now()) if index else None
        self.resumed = run is not None
        self._file = _appended(path)
        try:
            self.run = run.id if run else self._begin(start)
        except BaseException:
            self.close()
            raise
        self._held = {
            one.asked: one for one in self._entries if one.run == self.run and one.part in _ANSWERS
        }
        self._earlier = self._validated()

    def close(self) -> None:
        """Close the file; the run stays unfinished unless `finish` was called."""
        self._file.close()

    def held(self, asked: str) -> Entry | None:
        """Return what this run has received for an address already, None if nothing."""
        return self._held.get(asked)

    def page(self, entry: Entry) -> Page:
        """Return the page of an entry."""
        with self.path.open("rb") as file:
            return page_of(Records(file, where=self.path.name), entry, self._known)

    def conditions(self, url: str) -> Headers:
        """Return the headers that ask for a page only if it has changed since it was last received, none where it never was."""
        earlier = self._earlier.get(url)
        if earlier is None:
            return ()
        etag = header(earlier.headers, "etag")
        modified = header(earlier.headers, "last-modified")
        tags = (("If-None-Match", etag),) if etag else ()
        return (*tags, *((("If-Modified-Since", modified),) if modified else ()))

    def keep(self, reply: Reply, part: str, asked: str) -> Entry:
        """Write a response and its request, or that it is the same as one kept before, and return its entry."""
        digest = f"sha256:{hashlib.sha256(reply.payload).hexdigest()}"
        fields = {"WARC-Date": reply.time, "WARC-Warcinfo-ID": self.run}
        fields |= {"Expolens-Part": part, "Expolens-Asked": asked}
        earlier = self._earlier.get(reply.url) if reply.status == 304 else None
        same = self._payloads.get(digest) if reply.payload else None
        if earlier:
            origin = self._known[earlier.refers] if earlier.kind == "revisit" else earlier
            fields |= _refers(origin, _UNCHANGED)
        elif same:
            fields |= _refers(same, _SAME)
        kind = "revisit" if earlier or same else "response"
        fields |= {"WARC-Payload-Digest": fields.get("WARC-Payload-Digest", digest)}
        entry = self._write(reply.url, kind, fields, reply)
        self._ask(reply, entry.id)
        if kind == "response":
            self._known[entry.id] = self._known[whereabouts(entry.url, entry.time)] = entry
            self._payloads.setdefault(digest, entry)
        if part in _ANSWERS:
            self._held[asked] = entry
        return entry

    def finish(self, order: Iterable[str], notes: Iterable[str]) -> None:
        """Say that the run is complete: the addresses of its pages in order, and what is to be said of them."""
        lines = [("page", one) for one in order] + [("note", one) for one in notes]
        text = "".join(f"{name}: {value}\r\n" for name, value in lines)
        fields = {"WARC-Warcinfo-ID": self.run, "Expolens-Part": "end"}
        self._record(self._start, "metadata", fields, text.encode())

    def _begin(self, start: str) -> str:
        said = {
            "software": self._plan.agent,
            "format": "WARC File Format 1.1",
            "robots": "obeyed",
            "start": start,
        }
        text = "".join(f"{name}: {value}\r\n" for name, value in said.items())
        return self._record("", "warcinfo", {"WARC-Filename": self.path.name}, text.encode())

    def _validated(self) -> Mapping[str, Entry]:
        """Return what earlier runs received last for each address, where it can be asked whether that has changed."""
        found: dict[str, Entry] = {}
        for one in self._entries:
            if one.kind == "revisit" and one.refers not in self._known:
                continue
            origin = self._known[one.refers] if one.kind == "revisit" else one
            tagged = header(origin.headers, "etag") or header(origin.headers, "last-modified")
            if one.kind in ("response", "revisit") and origin.status == 200 and tagged:
                told = origin.headers if one.unchanged else one.headers
                found[one.url] = replace(one, headers=told)
        return found

    def _write(self, url: str, kind: str, fields: Mapping[str, str], reply: Reply) -> Entry:
        status = StatusAndHeaders(
            f"{reply.status} {reply.reason}".strip(), _public(reply.headers), protocol="HTTP/1.1"
        )
        payload = reply.payload if kind == "response" else b""
        offset = self._file.tell()
        made = self._record(url, kind, fields, payload, status)
        with self.path.open("rb") as file:
            entry = entry_of(Records(file, where=self.path.name).at(offset))
        if entry is None or entry.id != made:
            raise SourceError("the archive is written to by somebody else", where=self.path.name)
        return entry

    def _ask(self, reply: Reply, answer: str) -> None:
        target = httpx.URL(reply.url).raw_path.decode("ascii")
        status = StatusAndHeaders(
            f"GET {target} HTTP/1.1", _public(reply.sent), is_http_request=True
        )
        fields = {"WARC-Date": reply.time, "WARC-Warcinfo-ID": self.run}
        self._record(reply.url, "request", fields | {"WARC-Concurrent-To": answer}, b"", status)

    def _record(
        self,
        url: str,
        kind: str,
        fields: Mapping[str, str],
        payload: bytes,
        status: StatusAndHeaders | None = None,
    ) -> str:
        """Append one record as one member and return its id."""
        buffer = BytesIO()
        writer = WARCWriter(buffer, gzip=True, warc_version="1.1")
        stated = {"WARC-Date": self._plan.world.now().strftime("%Y-%m-%dT%H:%M:%S.%fZ"), **fields}
        record = writer.create_warc_record(
            url,
            kind,
            payload=BytesIO(payload),
            length=len(payload),
            http_headers=status,
            warc_headers_dict=stated,
        )
        writer.write_record(record)
        self._append(buffer.getvalue())
        return str(record.rec_headers.get_header("WARC-Record-ID"))

    def _append(self, data: bytes) -> None:
        """Write a whole record at once, and see it on the disk."""
        try:
            if self._file.write(data) != len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(self._file.fileno())
        except OSError as error:
            raise _unwritable(self.path, error) from error


def _opened(path: Path) -> Index | None:
    """Return what is in an archive that is to be gone on with, its broken tail cut off; None where there is none yet."""
    try:
        if not path.exists() or not path.stat().st_size:
            path.parent.mkdir(parents=True, exist_ok=True)
            return None
        index = indexed(Kept.at(path))
        if index.entries and not index.runs:
            raise StudyError(
                "this web archive was made by another program and is not written to",
                where=path.name,
                todo="Name another file for what is fetched.",
            )
        if index.tail:
            with path.open("r+b") as file:
                file.truncate(index.end)
    except OSError as error:
        raise _unwritable(path, error) from error
    return index


def _appended(path: Path) -> FileIO:
    try:
        return path.open("ab", buffering=0)
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> StudyError:
    return StudyError(
        f"the archive cannot be written ({error.strerror})",
        where=str(path),
        todo="Name another file, or make room; what was fetched is kept.",
    )


def _unfinished(index: Index, start: str, now: datetime) -> Run | None:
    """Return the last run if it began at the same address, never ended and was at work within a day."""
    run = next(reversed(list(index.runs.values())), None)
    if run is None or run.done or run.start != start:
        return None
    try:
        age = now - datetime.fromisoformat(run.time)
    except (ValueError, TypeError):
        return None
    return run if age < _FRESH else None


def _refers(origin: Entry, profile: str) -> dict[str, str]:
    return {
        "WARC-Profile": profile,
        "WARC-Refers-To": origin.id,
        "WARC-Refers-To-Target-URI": origin.url,
        "WARC-Refers-To-Date": origin.time,
        "WARC-Payload-Digest": origin.digest,
    }


def _public(headers: Headers) -> list[tuple[str, str]]:
    return [
        (_CHUNKS.get(name.lower(), name), value)
        for name, value in headers
        if name.lower() not in _SECRET
    ]
