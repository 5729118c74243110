"""Names taken apart in bulk: the same cuts as `names.parts`, for a million names at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from expolens.matching.lexicon import Lexicon, Text, hashed, lexicon, longest_at, longest_before
from expolens.names import comparable_name
from expolens.names.parts import COUNTRY, forms, parts, trades
from expolens.names.regions import ZONES, certain, districts, latin_places, narrowed, written

Chars = NDArray[np.uint16]
Ints = NDArray[np.int64]

_CHUNK, _FEW = 100_000, 1_000
_LONGEST = 200
HAN = 0x3400
_OPEN, _CLOSE = ord("("), ord(")")
_GROUP = "集团"
_PLAIN, _BRACKET, _OTHER = 0, 1, 2


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
    for codes in list(found):
        found |= {narrowed(codes, (code[:digits],)) for code in codes for digits in (2, 4)}
    return tuple(sorted(found, key=lambda codes: (len(codes) > 0, codes)))


@cache
def _numbers() -> dict[tuple[str, ...], int]:
    return {codes: number for number, codes in enumerate(places())}


@cache
def _classes() -> tuple[NDArray[np.uint8], NDArray[np.uint16]]:
    """Return for every UTF-16 unit whether a name made of such is plain, and how a bracket is written.

    Plain units are those whose comparable form is themselves whatever stands around them.
    """
    kinds, written_as = np.full(2**16, _OTHER, np.uint8), np.arange(2**16, dtype=np.uint16)
    # Figures between them, so that no two characters are taken for a word of which one would be written otherwise.
    own = "".join(map(chr, range(HAN, 0xA000)))
    compared = comparable_name("0".join(own)).split("0")
    for char, other in zip(own, compared, strict=True):
        if char == other:
            kinds[ord(char)] = _PLAIN
    for unit in b"0123456789":
        kinds[unit] = _PLAIN
    for pair in ("()", "（）"):
        for char, plain in zip(pair, "()", strict=True):
            kinds[ord(char)], written_as[ord(char)] = _BRACKET, ord(plain)
    return kinds, written_as


@dataclass(frozen=True, slots=True)
class _Words:
    """The word lists as lexicons; places with the number of their codes, and which of them are no brand (`certain`)."""

    forms: Lexicon
    branches: Lexicon
    parents: Lexicon
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
        lexicon(forms()["zh"]), lexicon(forms()["branch_zh"]), lexicon(forms()["parent_zh"]), lexicon(trades()),
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


def _flat(names: Sequence[str]) -> tuple[Chars, Ints]:
    """Return names as one run of UTF-16 units with their starts; no name holds a line break."""
    joined = "\n".join(names) + "\n" if names else ""
    units = np.frombuffer(joined.encode("utf-16-le", "surrogatepass"), np.uint16)
    ends = np.flatnonzero(units == 10)
    starts = np.zeros(len(names) + 1, np.int64)
    starts[1:] = ends - np.arange(len(ends))
    return np.delete(units, ends), starts


def _comparable(names: Sequence[str]) -> tuple[Chars, Ints]:
    """Return the comparable names; only names with other than plain characters need `comparable_name`."""
    kinds, written_as = _classes()
    names = [name if "\n" not in name else name.replace("\n", " ") for name in names]
    chars, starts = _flat(names)
    odd = np.concatenate([[0], np.cumsum(kinds[chars] == _OTHER)])
    rows = np.flatnonzero(odd[starts[1:]] > odd[starts[:-1]])
    if len(rows):
        names = list(names)
        for row in rows.tolist():
            names[row] = comparable_name(names[row])
        chars, starts = _flat(names)
    return written_as[chars], starts


def _chunk(names: Sequence[str]) -> Columns:
    return _apart(names) if len(names) < _FEW else _at_once(names)


def _apart(names: Sequence[str]) -> Columns:
    """Take few names apart one by one, without the tables that many at once need."""
    made = [parts(name.replace("\n", " ")) for name in names]
    chars, starts = _flat([one.name for one in made])
    cuts = np.array([one.cuts for one in made], np.int64).reshape(-1, 5).clip(0, 255)
    region, inner = (
        np.array([_numbers()[codes] for codes in found], np.uint16)
        for found in ([one.codes for one in made], [one.inner_codes for one in made])
    )
    return Columns(chars, starts, cuts.astype(np.uint8), region, inner)


def _at_once(names: Sequence[str]) -> Columns:
    chars, starts = _comparable(names)
    body, begin, odd = _unbracketed(chars, starts)
    text = hashed(body)
    ends, place, behind, town = _cut(text, begin[:-1], begin[1:])
    bracketed = _bracketed_place(chars, starts)
    cuts, region = ends.clip(0, 255).astype(np.uint8), place.astype(np.uint16)
    inner = np.where(bracketed > 0, bracketed, behind).astype(np.uint16)
    made = Columns(chars, starts, cuts, region, inner)
    long = np.diff(begin)
    slow = np.flatnonzero(odd | town | ~made.chinese() | (long > _LONGEST) | (long < 1))
    for row in slow.tolist():
        one = parts(chars[starts[row] : starts[row + 1]].tobytes().decode("utf-16-le", "replace"))
        cuts[row] = np.clip(one.cuts, 0, 255)
        region[row], inner[row] = _numbers()[one.codes], _numbers()[one.inner_codes]
    return made


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
    ended, alone = _company_ends(text, starts, ends)
    form, _ = longest_before(text, np.minimum(starts + 2, ended), ended, words.forms)
    formed = ended - form
    last = formed - 2 * _grouped(text, starts, formed)
    at, region, town = _leading(text, starts, last)
    length, number = longest_before(text, np.minimum(at + 2, last), last, words.certain)
    behind = np.where(number >= 0, _code_numbers(words.certain_codes)[number], 0)
    core_end = last - length
    brand_end = core_end
    least = at + 2 + len(COUNTRY) * _begin(text, at, COUNTRY)
    while True:
        trade, _ = longest_before(text, np.minimum(least, brand_end), brand_end, words.trades)
        if not trade.any():
            break
        brand_end = brand_end - trade
    cuts = np.stack([at, brand_end, core_end, formed, ended], axis=1) - starts[:, None]
    return cuts, region, behind, town | alone


def _begin(text: Text, starts: Ints, word: str) -> NDArray[np.bool_]:
    """Tell which of the spans that begin at `starts` begin with a word, whatever they end with."""
    padded = np.concatenate([text.chars, np.zeros(len(word), np.uint16)])
    found = np.ones(len(starts), np.bool_)
    for offset, char in enumerate(word):
        found &= padded[starts + offset] == ord(char)
    return found


def _company_ends(text: Text, starts: Ints, ends: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    """Return where the company of each name ends, before what makes it a branch, else where the name does; and which are a branch of no company one can see."""
    words = _words()
    length, _ = longest_before(text, starts, ends, words.branches)
    rows = np.flatnonzero(length > 0)
    ended, alone = ends.copy(), np.zeros(len(ends), np.bool_)
    if len(rows):
        last = _last_ends(text, forms()["parent_zh"])[ends[rows] - length[rows]]
        good = last >= starts[rows] + 2
        ended[rows[good]] = last[good]
        alone[rows[~good]] = True
    # What follows a whole company is rare, and may be a second one: `parts` judges it.
    last = _last_ends(text, forms()["whole_zh"])[np.maximum(ends - 1, 0)]
    alone |= (length == 0) & (last > starts) & (ends > starts)
    return ended, alone


def _last_ends(text: Text, words: Sequence[str]) -> Ints:
    """Return for each place of a text, its end included, where the last of the words that end by there does, 0 for none."""
    closing = np.zeros(len(text.chars) + 1, np.int64)
    for word in words:
        found = text.chars[: max(len(text.chars) - len(word) + 1, 0)] == ord(word[0])
        at = np.flatnonzero(found)
        for offset, char in enumerate(word[1:], 1):
            at = at[text.chars[at + offset] == ord(char)]
        closing[at + len(word)] = at + len(word)
    return np.asarray(np.maximum.accumulate(closing))


def _grouped(text: Text, starts: Ints, ends: Ints) -> NDArray[np.bool_]:
    """Tell which names end with 集团 and more than a character before it."""
    long = ends - starts > len(_GROUP) + 1
    padded = np.concatenate([np.zeros(2, np.uint16), text.chars])
    first, second = padded[ends] == ord(_GROUP[0]), padded[ends + 1] == ord(_GROUP[1])
    return np.asarray(long & first & second, np.bool_)


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
