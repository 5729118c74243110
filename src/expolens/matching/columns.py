"""Names taken apart in bulk: the same cuts as `names.parts`, for a million names at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from expolens.matching.endings import begins, company_ends, grouped
from expolens.matching.latin_words import cut
from expolens.matching.lexicon import (
    Chars,
    Ints,
    Lexicon,
    Text,
    hashed,
    lexicon,
    longest_at,
    longest_before,
)
from expolens.matching.texts import HAN, comparable, flat
from expolens.names.parts import COUNTRY, forms, parts, trades
from expolens.names.regions import ZONES, certain, districts, latin_places, narrowed, written

_CHUNK, _FEW = 25_000, 1_000
_LONGEST = 200
_OPEN, _CLOSE = ord("("), ord(")")


@dataclass(frozen=True, slots=True)
class Columns:
    """Comparable names as one run of UTF-16 units, and where their parts end.

    `starts` (n + 1) delimit the names in `chars`. `cuts` (n × 5) count in a name without its brackets: the ends of region, brand,
    trade, group and legal form; what follows the last is the branch. A name without Chinese characters has no cuts of its own
    but the end. `region` and `inner` number the codes, in `places()`, before the brand and in brackets or behind it.
    """

    chars: Chars
    starts: Ints
    cuts: NDArray[np.uint8]
    region: NDArray[np.uint16]
    inner: NDArray[np.uint16]

    def __len__(self) -> int:
        """Return how many names there are."""
        return len(self.starts) - 1

    @staticmethod
    def joined(made: Sequence[Columns]) -> Columns:
        """Return columns one after the other."""
        made = made or [_chunk([])]
        starts, base = [np.zeros(1, np.int64)], 0
        for one in made:
            starts.append(one.starts[1:] + base)
            base += len(one.chars)
        return Columns(
            np.concatenate([one.chars for one in made]),
            np.concatenate(starts),
            np.concatenate([one.cuts for one in made]),
            np.concatenate([one.region for one in made]),
            np.concatenate([one.inner for one in made]),
        )

    def keys(self) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """Return a hash of the core and one of the brand of every name."""
        found = [
            _keys(self.part(at, min(at + _CHUNK, len(self)))) for at in range(0, len(self), _CHUNK)
        ]
        core, brand = (
            (np.concatenate(side) for side in zip(*found, strict=True))
            if found
            else (np.zeros(0, np.uint32),) * 2
        )
        return core, brand

    def part(self, first: int, last: int) -> Columns:
        """Return the names from `first` to before `last`."""
        a, b = int(self.starts[first]), int(self.starts[last])
        return Columns(
            self.chars[a:b],
            self.starts[first : last + 1] - a,
            self.cuts[first:last],
            self.region[first:last],
            self.inner[first:last],
        )

    def take(self, rows: Ints) -> Columns:
        """Return the names at `rows`, in that order."""
        lengths = self.starts[rows + 1] - self.starts[rows]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        spots = np.arange(int(starts[-1])) + np.repeat(self.starts[rows] - starts[:-1], lengths)
        return Columns(
            self.chars[spots], starts, self.cuts[rows], self.region[rows], self.inner[rows]
        )

    def chinese(self) -> NDArray[np.bool_]:
        """Tell which names have Chinese characters."""
        so_far = np.concatenate([[0], np.cumsum(self.chars >= HAN)])
        return np.asarray(so_far[self.starts[1:]] > so_far[self.starts[:-1]], np.bool_)

    def texts(self) -> list[str]:
        """Return the comparable names; half of a character beyond UCS-2 is a character here, so that cuts count right."""
        whole = self.chars.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
        ends = self.starts.tolist()
        return [whole[a:b] for a, b in pairwise(ends)]

    def text(self, row: int) -> str:
        """Return a comparable name."""
        return (
            self.chars[self.starts[row] : self.starts[row + 1]]
            .tobytes()
            .decode("utf-16-le", "replace")
        )


@cache
def places() -> tuple[tuple[str, ...], ...]:
    """Return every set of codes that a place in a name can mean, () first."""
    found = {(), *written().values(), *districts().values(), *latin_places().values()}
    for codes in [codes for codes in found if len(codes) > 1]:
        found |= {narrowed(codes, (code[:digits],)) for code in codes for digits in (2, 4)}
    return tuple(sorted(found, key=lambda codes: (len(codes) > 0, codes)))


@cache
def _numbers() -> dict[tuple[str, ...], int]:
    return {codes: number for number, codes in enumerate(places())}


@dataclass(frozen=True, slots=True)
class _Words:
    """The word lists as lexicons; places with the number of their codes, and which of them are no brand (`certain`)."""

    forms: Lexicon
    trades: Lexicon
    places: Lexicon
    districts: Lexicon
    certain: Lexicon
    zones: Lexicon
    place_codes: tuple[tuple[str, ...], ...]
    district_codes: tuple[tuple[str, ...], ...]
    certain_codes: tuple[tuple[str, ...], ...]
    sure_places: NDArray[np.bool_]
    sure_districts: NDArray[np.bool_]


@cache
def _words() -> _Words:
    all_, inner, sure = written(), districts(), certain()
    return _Words(
        lexicon(forms()["zh"]), lexicon(trades()),
        lexicon(all_), lexicon(inner), lexicon(sure), lexicon(ZONES),
        tuple(all_.values()), tuple(inner.values()), tuple(sure.values()),
        *(np.array([place in sure for place in some], np.bool_) for some in (all_, inner)),
    )  # fmt: skip


def columns(names: Sequence[str]) -> Columns:
    """Take names apart in bulk, in their order."""
    return Columns.joined([_chunk(names[at : at + _CHUNK]) for at in range(0, len(names), _CHUNK)])


def _keys(names: Columns) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    body, begin, odd = _unbracketed(names.chars, names.starts)
    text = hashed(body)
    start = np.minimum(begin[:-1] + names.cuts[:, 0], begin[1:])
    spans = [np.minimum(begin[:-1] + names.cuts[:, end], begin[1:]) for end in (2, 1)]
    core, brand = (
        (text.hashes(start, end - start) >> np.uint64(32)).astype(np.uint32) for end in spans
    )
    # Between Latin words a space stands for brackets, and brackets that do not pair are cut otherwise.
    bracketed = np.diff(begin) < np.diff(names.starts)
    for row in np.flatnonzero(bracketed & (odd | ~names.chinese())).tolist():
        one = parts(names.text(row))
        core[row], brand[row] = _hash(one.core), _hash(one.brand)
    return core, brand


def _hash(word: str) -> int:
    units = np.frombuffer(word.encode("utf-16-le", "surrogatepass"), np.uint16)
    return int(hashed(units).hashes(np.zeros(1, np.int64), len(units))[0]) >> 32


def _chunk(names: Sequence[str]) -> Columns:
    return _apart(names) if len(names) < _FEW else _at_once(names)


def _apart(names: Sequence[str]) -> Columns:
    """Take few names apart one by one, without the tables that many at once need."""
    made = [parts(name.replace("\n", " ")) for name in names]
    chars, starts = flat([one.name for one in made])
    cuts = np.array([one.cuts for one in made], np.int64).reshape(-1, 5).clip(0, 255)
    region, inner = (
        np.array([_numbers()[codes] for codes in found], np.uint16)
        for found in ([one.codes for one in made], [one.inner_codes for one in made])
    )
    return Columns(chars, starts, cuts.astype(np.uint8), region, inner)


def _at_once(names: Sequence[str]) -> Columns:
    chars, starts = comparable(names)
    count = len(names)
    made = Columns(
        chars, starts, np.zeros((count, 5), np.uint8), np.zeros(count, np.uint16), np.zeros(count, np.uint16)
    )  # fmt: skip
    chinese, long = made.chinese(), np.diff(starts)
    bracketed = _with_brackets(chars, starts)
    few = (long >= 1) & (long <= _LONGEST)
    one_by_one = np.concatenate(
        [
            _cut_chinese(made, np.flatnonzero(chinese)),
            _cut_latin(made, np.flatnonzero(~chinese & ~bracketed & few)),
            np.flatnonzero(~chinese & (bracketed | ~few)),
        ]
    )
    for row in one_by_one.tolist():
        one = parts(chars[starts[row] : starts[row + 1]].tobytes().decode("utf-16-le", "replace"))
        made.cuts[row] = np.clip(one.cuts, 0, 255)
        made.region[row], made.inner[row] = _numbers()[one.codes], _numbers()[one.inner_codes]
    return made


def _with_brackets(chars: Chars, starts: Ints) -> NDArray[np.bool_]:
    so_far = np.concatenate([[0], np.cumsum((chars == _OPEN) | (chars == _CLOSE))])
    return np.asarray(so_far[starts[1:]] > so_far[starts[:-1]], np.bool_)


def _cut_chinese(made: Columns, rows: Ints) -> Ints:
    """Fill in the cuts of Chinese names; return the rows that `names.parts` is to take apart."""
    if not len(rows):
        return rows
    # To look at some Latin names in vain costs less than to copy the others.
    every = 2 * len(rows) > len(made)
    some = made if every else made.take(rows)
    body, begin, odd = _unbracketed(some.chars, some.starts)
    ends, place, behind, town = _cut(hashed(body), begin[:-1], begin[1:])
    bracketed = _bracketed_place(some.chars, some.starts)
    long = np.diff(begin)
    slow = odd | town | (long > _LONGEST) | (long < 1)
    inner = np.where(bracketed > 0, bracketed, behind)
    if every:
        ends, place, inner, slow = ends[rows], place[rows], inner[rows], slow[rows]
    made.cuts[rows], made.region[rows], made.inner[rows] = ends.clip(0, 255), place, inner
    return rows[slow]


def _cut_latin(made: Columns, rows: Ints) -> Ints:
    """Fill in the cuts of Latin names without brackets; return the rows that `names.parts` is to take apart."""
    if not len(rows):
        return rows
    some = made.take(rows)
    found = cut(some.chars, some.starts)
    numbers = np.concatenate([_code_numbers(tuple(latin_places().values())), [0]])
    made.cuts[rows], made.region[rows] = found.ends.clip(0, 255), numbers[found.place]
    return rows[found.left]


def _unbracketed(chars: Chars, starts: Ints) -> tuple[Chars, Ints, NDArray[np.bool_]]:
    """Return the names without what stands in brackets, and which have brackets that do not pair."""
    opens, closes = chars == _OPEN, chars == _CLOSE
    depth = np.zeros(len(chars) + 1, np.int32)
    np.cumsum(opens.astype(np.int32) - closes, out=depth[1:])
    before = np.repeat(depth[starts[:-1]], np.diff(starts))
    inside = depth[1:] - before
    wrong = np.concatenate([[0], np.cumsum((inside < 0) | (inside > 1))])
    odd = (wrong[starts[1:]] > wrong[starts[:-1]]) | (depth[starts[1:]] != depth[starts[:-1]])
    kept = (inside == 0) & ~closes
    begin = np.concatenate([[0], np.cumsum(kept)])[starts]
    return chars[kept], begin, odd


def bodies(names: Columns) -> tuple[Chars, Ints]:
    """Return the names without what stands in brackets, as one run with their starts; where brackets do not pair, as it comes."""
    body, begin, _ = _unbracketed(names.chars, names.starts)
    return body, begin


def _bracketed_place(chars: Chars, starts: Ints) -> Ints:
    """Return the number of the place that stands alone in the first brackets which hold one, 0 where none does."""
    found = np.zeros(len(starts) - 1, np.int64)
    opens, closes = np.flatnonzero(chars == _OPEN), np.flatnonzero(chars == _CLOSE)
    if not len(opens) or not len(closes):
        return found
    closes = closes[np.minimum(np.searchsorted(closes, opens), len(closes) - 1)]
    row = np.searchsorted(starts, opens, side="right") - 1
    inside = (closes > opens + 1) & (closes < starts[row + 1])
    opens, closes, row = opens[inside], closes[inside], row[inside]
    words = _words()
    length, number = longest_at(hashed(chars), opens + 1, closes, words.districts)
    whole = np.flatnonzero(length == closes - opens - 1)[::-1]
    codes = _code_numbers(words.district_codes)
    found[row[whole]] = codes[number[whole]]
    return found


@cache
def _code_numbers(codes: tuple[tuple[str, ...], ...]) -> Ints:
    return np.array([_numbers()[one] for one in codes], np.int64)


def _cut(text: Text, starts: Ints, ends: Ints) -> tuple[Ints, Ints, Ints, NDArray[np.bool_]]:
    """Return cuts, region, the region behind the core, and which names may hold a town."""
    words = _words()
    ended, alone = company_ends(text, starts, ends)
    form, _ = longest_before(text, np.minimum(starts + 2, ended), ended, words.forms)
    formed = ended - form
    last = formed - 2 * grouped(text, starts, formed)
    at, region, town = _leading(text, starts, last)
    length, number = longest_before(text, np.minimum(at + 2, last), last, words.certain)
    behind = np.where(number >= 0, _code_numbers(words.certain_codes)[number], 0)
    core_end = last - length
    brand_end = core_end
    least = at + 2 + len(COUNTRY) * begins(text, at, COUNTRY)
    while True:
        trade, _ = longest_before(text, np.minimum(least, brand_end), brand_end, words.trades)
        if not trade.any():
            break
        brand_end = brand_end - trade
    cuts = np.stack([at, brand_end, core_end, formed, ended], axis=1) - starts[:, None]
    return cuts, region, behind, town | alone


def _leading(text: Text, starts: Ints, ends: Ints) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    """Return where the places that a name begins with end, the number of their codes, and where a town or the brand itself may be among them."""
    words = _words()
    length, number = longest_at(text, starts, ends, words.places)
    at = starts + length
    region = np.where(number >= 0, _code_numbers(words.place_codes)[number], 0)
    doubtful = (number >= 0) & ~words.sure_places[number]
    rows = np.flatnonzero(region > 0)
    while len(rows):
        length, number = longest_at(text, at[rows], ends[rows], words.districts)
        found = number >= 0
        rows, length, number = rows[found], length[found], number[found]
        inner = _narrowed(region[rows], number)
        fits = inner > 0
        rows = rows[fits]
        region[rows], at[rows] = inner[fits], at[rows] + length[fits]
        doubtful[rows] = ~words.sure_districts[number[fits]]
    placed = np.flatnonzero(region > 0)
    padded = np.concatenate([text.chars, np.zeros(6, np.uint16)])
    town = np.zeros(len(starts), np.bool_)
    for offset in range(1, 5):
        spot = padded[at[placed] + offset]
        town[placed] |= ((spot == ord("镇")) | (spot == ord("乡")) | (spot == ord("街"))) & (
            at[placed] + offset < ends[placed]
        )
    traded, _ = longest_at(text, at[placed], ends[placed], words.trades)
    town[placed] |= doubtful[placed] & (traded > 0)
    zone, _ = longest_at(text, at[placed], ends[placed], words.zones)
    at[placed] += zone
    lost = ends - at < 2
    at[lost], region[lost] = starts[lost], 0
    return at, region, town & ~lost


def _narrowed(outer: Ints, inner: Ints) -> Ints:
    """Return for each pair of outer codes and inner word the number of the codes that fit both, 0 where none does."""
    pairs, back = np.unique(np.stack([outer, inner], axis=1), axis=0, return_inverse=True)
    codes = _words().district_codes
    found = [_numbers()[narrowed(codes[word], places()[above])] for above, word in pairs.tolist()]
    return np.array(found, np.int64)[back.reshape(-1)] if found else np.zeros(0, np.int64)
