"""An index in one file: made once, opened by memory map, and made again where it is not what it should be."""

from __future__ import annotations

import json
import mmap
import os
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from expolens.matching.columns import Columns
from expolens.matching.index import KINDS, Index
from expolens.matching.party import Party, read
from expolens.matching.postings import Postings

VERSION = 3
"""Goes up with every change of the format, of terms or of how names are taken apart."""
_MAGIC = b"expolens index\n"
_ALIGN = 64


@dataclass(frozen=True, slots=True)
class Texts(Sequence[str]):
    """The names of an index that was opened, as they were given; `texts` hold those at `odd` that are not printed as they are compared."""

    names: Columns
    odd: NDArray[np.uint32]
    bounds: NDArray[np.int64]
    texts: NDArray[np.uint8]

    def __len__(self) -> int:
        """Return how many names there are."""
        return len(self.names)

    def __getitem__(self, row: int) -> str:  # type: ignore[override]
        """Return a name as it was given."""
        # Of another type than theirs, the whole of `odd` would be copied for every look.
        at = int(self.odd.searchsorted(np.uint32(row)))
        if at < len(self.odd) and int(self.odd[at]) == row:
            return self.texts[self.bounds[at] : self.bounds[at + 1]].tobytes().decode()
        return self.names.text(row)


@dataclass(frozen=True, slots=True)
class Rows(Sequence[Party]):
    """The parties of an index that was opened: made of their names when they are asked for.

    `first` are the rows each party's names begin at, `evidence` is what else is known of each party, between `spans`; both empty where nothing is.
    """

    texts: Texts
    kind: NDArray[np.uint8]
    first: NDArray[np.uint32]
    spans: NDArray[np.int64]
    evidence: NDArray[np.uint8]

    def __len__(self) -> int:
        """Return how many parties there are."""
        return len(self.first) - 1

    def __getitem__(self, number: int) -> Party:  # type: ignore[override]
        """Return a party; its key is its number."""
        rows = range(int(self.first[number]), int(self.first[number + 1]))
        names = tuple((self.texts[row], KINDS[int(self.kind[row])]) for row in rows)
        known = ""
        if len(self.spans) > 1:
            span = slice(int(self.spans[number]), int(self.spans[number + 1]))
            known = self.evidence[span].tobytes().decode()
        return Party(str(number), names, *(read(known) if known else ()))


def keep(index: Index, texts: Sequence[str], path: Path, *, evidence: Sequence[str] = ()) -> None:
    """Write an index with the names as they were given; the file is there whole or not at all.

    `evidence` is what else is known of each party, as `Party.evidence` writes it; () where nothing is known of any.
    """
    names, post = index.names, index.postings
    compared = names.texts()
    odd = [row for row, (text, own) in enumerate(zip(texts, compared, strict=True)) if text != own]
    given = [texts[row].encode("utf-8", "replace") for row in odd]
    told = [text.encode("utf-8", "replace") for text in evidence] if any(evidence) else []
    counts = np.diff(post.bounds.astype(np.int64)).astype(np.uint16)
    single = len(index.party) == 0 or bool((index.party == np.arange(len(index.party))).all())
    arrays: dict[str, NDArray[Any]] = {
        "chars": names.chars,
        "lengths": np.diff(names.starts).astype(np.uint16),
        "cuts": names.cuts,
        "region": names.region,
        "inner_rows": np.flatnonzero(names.inner).astype(np.uint32),
        "inner": names.inner[names.inner > 0],
        "vocabulary": post.vocabulary,
        "counts": counts,
        "weights": post.weights,
        "rows": post.rows,
        "cores": index.cores,
        "brands": index.brands,
        "party": np.zeros(0, np.uint32) if single else index.party,
        "kind": np.zeros(0, np.uint8) if not index.kind.any() else index.kind,
        "marks": index.marks,
        "mark_parties": index.mark_parties,
        "odd": np.array(odd, np.uint32),
        "odd_lengths": np.array([len(text) for text in given], np.uint32),
        "texts": np.frombuffer(b"".join(given), np.uint8),
        "evidence_lengths": np.array([len(text) for text in told], np.uint32),
        "evidence": np.frombuffer(b"".join(told), np.uint8),
    }
    _write(path, arrays)


def _write(path: Path, arrays: dict[str, NDArray[Any]]) -> None:
    places, at = {}, 0
    for name, array in arrays.items():
        places[name] = [str(array.dtype), list(array.shape), at]
        at += -(-array.nbytes // _ALIGN) * _ALIGN
    head = json.dumps({"version": VERSION, "size": at, "arrays": places}).encode()
    head = _MAGIC + len(head).to_bytes(8, "little") + zlib.crc32(head).to_bytes(4, "little") + head
    head += b"\0" * (-len(head) % _ALIGN)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with part.open("wb") as file:
            file.write(head)
            for array in arrays.values():
                file.write(np.ascontiguousarray(array).tobytes())
                file.write(b"\0" * (-array.nbytes % _ALIGN))
            # A crash of the machine must not leave a file of the right size without its content.
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def opened(path: Path) -> Index | None:
    """Open an index; None where there is none, or one of another version, cut short or damaged at its head."""
    try:
        with path.open("rb") as file:
            whole = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):
        return None
    start = len(_MAGIC) + 12
    length = int.from_bytes(whole[len(_MAGIC) : len(_MAGIC) + 8], "little")
    head = whole[start : start + length]
    if whole[: len(_MAGIC)] != _MAGIC or zlib.crc32(head) != int.from_bytes(
        whole[start - 4 : start], "little"
    ):
        return None
    told = json.loads(head)
    base = -(-(start + length) // _ALIGN) * _ALIGN
    if told["version"] != VERSION or len(whole) != base + told["size"]:
        return None
    return _index(dict(_arrays(whole, told["arrays"], base)))


def _arrays(
    whole: mmap.mmap, places: dict[str, tuple[str, list[int], int]], base: int
) -> Iterator[tuple[str, NDArray[Any]]]:
    for name, (kind, shape, at) in places.items():
        count = int(np.prod(shape))
        found = (
            np.frombuffer(whole, np.dtype(kind), count, base + at)
            if count
            else np.zeros(0, np.dtype(kind))
        )
        yield name, found.reshape(shape)


def _index(found: dict[str, NDArray[Any]]) -> Index:
    counts, lengths = found["counts"].astype(np.int64), found["lengths"].astype(np.int64)
    starts = np.concatenate([[0], np.cumsum(lengths)])
    inner = np.zeros(len(lengths), np.uint16)
    inner[found["inner_rows"]] = found["inner"]
    names = Columns(found["chars"], starts, found["cuts"], found["region"], inner)
    bounds = np.concatenate([[0], np.cumsum(counts)]).astype(np.uint32)
    post = Postings(found["vocabulary"], bounds, found["weights"], found["rows"], len(lengths))
    single = not len(found["party"])
    party = np.arange(len(lengths), dtype=np.uint32) if single else found["party"]
    kind = found["kind"] if len(found["kind"]) else np.zeros(len(lengths), np.uint8)
    # Those at the end may have no name, and a code all the same.
    parties = max(int(party[-1]) + 1 if len(party) else 0, len(found["evidence_lengths"]))
    each = np.arange(parties + 1, dtype=np.uint32)
    first = (
        np.minimum(each, len(party))
        if single
        else np.searchsorted(party, each).astype(np.uint32, copy=False)
    )
    odd_bounds = np.concatenate([[0], np.cumsum(found["odd_lengths"].astype(np.int64))])
    texts = Texts(names, found["odd"], odd_bounds, found["texts"])
    spans = np.concatenate([[0], np.cumsum(found["evidence_lengths"].astype(np.int64))])
    rows = Rows(texts, kind, first, spans, found["evidence"])
    return Index(
        names,
        post,
        found["cores"],
        found["brands"],
        party,
        kind,
        found["marks"],
        found["mark_parties"],
        rows,
        texts,
        len(spans) > 1,
    )
