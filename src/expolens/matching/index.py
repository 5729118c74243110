"""The names of a registry, taken apart and found by what they share with another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from expolens.matching.columns import Columns, columns
from expolens.matching.lexicon import Ints
from expolens.matching.party import Party
from expolens.matching.postings import Postings, postings
from expolens.matching.terms import terms

KINDS = ("legal", "english", "short", "former", "asked")
_CHUNK = 25_000


@dataclass(frozen=True, slots=True)
class Index:
    """Names as columns with their postings, and the parties they belong to.

    `party` numbers the party of each name and `kind` its kind in KINDS. `cores` are the sorted hashes of brand and trade of all names, each once a party, `brands` how
    many names share the brand of each, as 4 × the natural logarithm. `marks` are the sorted hashes of codes and domains, `mark_parties` whose they are. `texts` are the
    names as they were given, `known` tells whether anything but names is known of any party.
    """

    names: Columns
    postings: Postings
    cores: NDArray[np.uint32]
    brands: NDArray[np.uint8]
    party: NDArray[np.uint32]
    kind: NDArray[np.uint8]
    marks: NDArray[np.uint64]
    mark_parties: NDArray[np.uint32]
    parties: Sequence[Party]
    texts: Sequence[str]
    known: bool

    def namesakes(self, cores: NDArray[np.uint32]) -> Ints:
        """Return how many parties have each core, by its hash."""
        low = np.searchsorted(self.cores, cores, side="left")
        return np.asarray(np.searchsorted(self.cores, cores, side="right") - low, np.int64)

    def marked(self, mark: str) -> list[int]:
        """Return the parties with a code or domain."""
        key = np.uint64(mark_hash(mark))
        low, high = (
            np.searchsorted(self.marks, key, side="left"),
            np.searchsorted(self.marks, key, side="right"),
        )
        return [int(one) for one in self.mark_parties[low:high]]


def mark_hash(mark: str) -> int:
    """Return a number for a code or domain, the same on every machine."""
    return int.from_bytes(blake2b(mark.encode(), digest_size=8).digest(), "little")


def indexed(parties: Iterable[Party]) -> Index:
    """Build an index of parties, in their order."""
    known = list(parties)
    texts = [text for one in known for text, _ in one.names]
    party = np.array([n for n, one in enumerate(known) for _ in one.names], np.uint32)
    kind = np.array([KINDS.index(of) for one in known for _, of in one.names], np.uint8)
    marks = [
        (mark_hash(mark), n) for n, one in enumerate(known) for mark in (*one.codes, *one.domains)
    ]
    told = any(one.evidence() for one in known)
    return built(texts, party, kind, sorted(marks), known, known=told)


def built(
    texts: Sequence[str],
    party: NDArray[np.uint32],
    kind: NDArray[np.uint8],
    marks: Sequence[tuple[int, int]],
    parties: Sequence[Party],
    *,
    known: bool = False,
) -> Index:
    """Build an index of names with the party and kind of each; `marks` are sorted (hash, party), `known` as in Index."""
    parts, pairs = [], []
    for at in range(0, len(texts), _CHUNK):
        one = columns(texts[at : at + _CHUNK])
        found, row = terms(one)
        parts.append(one)
        pairs.append((found.astype(np.uint64) << np.uint64(32)) | (row + at).astype(np.uint64))
    names = Columns.joined(parts)
    post = postings(np.concatenate(pairs) if pairs else np.zeros(0, np.uint64), len(texts))
    core, brand = names.keys()
    if bool((party[1:] == party[:-1]).any()):
        once = np.unique((core.astype(np.uint64) << np.uint64(32)) | party.astype(np.uint64))
        cores = (once >> np.uint64(32)).astype(np.uint32)
    else:
        cores = np.sort(core)
    _, back, counts = np.unique(brand, return_inverse=True, return_counts=True)
    shared = np.minimum(255, np.round(4 * np.log(counts[back]))).astype(np.uint8)
    return Index(
        names, post, cores, shared, party, kind,
        np.array([mark for mark, _ in marks], np.uint64), np.array([n for _, n in marks], np.uint32), parties, texts, known,
    )  # fmt: skip
