"""JSON read a window at a time: what is small is decoded whole, what is large or cut is opened and gone through member by member."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

WINDOW = 4_000_000
"""How many characters are decoded at once."""
_DEEPEST = 200
_SPACE = re.compile(r"[ \t\r\n\ufeff]*")
_BETWEEN = re.compile(r"[ \t\r\n\ufeff,;\x1e]*")
_KEPT = 1_000
_SMALL = 20_000
# Where a broken scalar begins this near to the end it is the cut that broke it.
_TAIL = 12
_decode = json.JSONDecoder(strict=False).raw_decode


class Malformed(ValueError):  # noqa: N818 - a state of the text, not of the program
    """The text is no JSON at a place, and not because it ends there."""

    def __init__(self, at: int, what: str) -> None:
        """Keep the place as an offset into the text."""
        super().__init__(what)
        self.at, self.what = at, what


class Kept(dict[str, Any]):
    """What is small of an opened object: filled while it is gone through."""


@dataclass(slots=True)
class JsonText:
    """A text of JSON, the window of it that is decoded, and where it was found to be cut (-1 where it is whole)."""

    text: str
    window: int = WINDOW
    cut: int = -1
    _start: int = -1
    _part: str = ""

    def decoded(self, at: int) -> tuple[Any, int] | None:
        """Return the value at an offset and where it ends, None where it does not end within a window."""
        while True:
            fresh = self._start == at
            if not (self._start >= 0 and self._start <= at < self._start + len(self._part)):
                self._start, self._part, fresh = at, self.text[at : at + self.window], True
            try:
                value, end = _decode(self._part, at - self._start)
            except RecursionError as error:
                raise Malformed(at, "it is nested too deeply") from error
            except ValueError:
                value, end = None, -1
            last = self._start + len(self._part) >= len(self.text)
            if end >= 0 and (last or end < len(self._part) or isinstance(value, dict | list | str)):
                return value, self._start + end
            if fresh:
                return None
            self._start = -1

    def read(self, at: int, depth: int) -> tuple[Any, int]:
        """Return the value at an offset and where it ends; what does not fit the window, or is broken, as Opened with -1."""
        found = self.decoded(at)
        if found is not None:
            return found
        char = self.text[at : at + 1]
        if char in ("{", "["):
            if depth > _DEEPEST:
                raise Malformed(at, "it is nested too deeply")
            return Opened(self, at, char, depth + 1), -1
        try:
            return _decode(self.text, at)
        except json.JSONDecodeError as error:
            if error.msg.startswith("Unterminated") or error.pos >= len(self.text) - _TAIL:
                self.cut = at
                return None, -1
            raise Malformed(error.pos, error.msg) from error
        except ValueError as error:
            raise Malformed(at, "a number is too long") from error

    def after(self, at: int) -> int:
        """Return where what follows an offset begins, white space left out."""
        found = _SPACE.match(self.text, at)
        return found.end() if found else at


@dataclass(slots=True, eq=False)
class Opened:
    """An object, a list or a sequence of values ("") that is gone through instead of being held; can be gone through again.

    `kept` holds what is small of an object once it was gone through; `end` is where it ended, -1 where it did not.
    """

    source: JsonText
    at: int
    kind: str
    depth: int = 0
    end: int = -1
    kept: Kept = field(default_factory=Kept)

    @property
    def is_object(self) -> bool:
        """Whether its members have keys."""
        return self.kind == "{"

    def members(self) -> Iterator[tuple[str, Any]]:
        """Yield keys ("" in a list) and values, whole ones only where the text is cut; Malformed where it is no JSON."""
        source, text = self.source, self.source.text
        closer = {"{": "}", "[": "]"}.get(self.kind, "")
        at = self._next(self.at + len(self.kind))
        while text[at : at + 1] != closer:
            key = ""
            if self.is_object:
                key, at = self._key(at)
            if source.cut >= 0 or at >= len(text):
                source.cut = at if source.cut < 0 else source.cut
                return
            value, end = source.read(at, self.depth)
            if source.cut >= 0:
                return
            if self.is_object and len(self.kept) < _KEPT and 0 <= end <= at + _SMALL:
                self.kept[key] = value
            yield key, value
            if isinstance(value, Opened):
                end = value.finished()
                if source.cut >= 0:
                    return
            at = self._separated(source.after(end), closer)
        self.end = at + len(closer)

    def finished(self) -> int:
        """Return where it ends; goes through it where nobody has."""
        if self.end < 0 and self.source.cut < 0:
            for _ in self.members():
                pass
        return self.end

    def _next(self, at: int) -> int:
        found = (_SPACE if self.kind else _BETWEEN).match(self.source.text, at)
        return found.end() if found else at

    def _key(self, at: int) -> tuple[str, int]:
        """Return the key at an offset and where its value begins; the text is cut where there is no end to it."""
        text, source = self.source.text, self.source
        if at >= len(text):
            source.cut = at
            return "", at
        if text[at] != '"':
            raise Malformed(at, "a key in quotation marks is missing")
        try:
            key, at = scanstring(text, at + 1, False)  # noqa: FBT003 - the signature of json
        except json.JSONDecodeError as error:
            if error.msg.startswith("Unterminated") or error.pos >= len(text) - _TAIL:
                source.cut = at
                return "", at
            raise Malformed(error.pos, error.msg) from error
        at = source.after(at)
        if at >= len(text):
            source.cut = at
            return "", at
        if text[at] != ":":
            raise Malformed(at, "a colon is missing behind a key")
        return key, source.after(at + 1)

    def _separated(self, at: int, closer: str) -> int:
        """Return where the next member or the end is; a comma before the end is let through."""
        text = self.source.text
        if not self.kind:
            return self._next(at)
        if at >= len(text):
            self.source.cut = at
            return at
        if text[at] == ",":
            return self.source.after(at + 1)
        if text[at] != closer:
            raise Malformed(at, "a comma is missing")
        return at


def content_of(source: JsonText, at: int = 0) -> Any:
    """Return the content of a text from an offset on: its value, or the sequence of its values (JSON Lines).

    Of a value that is opened nobody knows yet whether others follow: `follows` tells, once it was gone through.
    """
    start = source.after(at)
    value, end = source.read(start, 0)
    if end >= 0 and not isinstance(value, Opened) and _rest(source, end):
        return sequence(source, start)
    return value


def sequence(source: JsonText, at: int = 0) -> Opened:
    """Return the values of a text from an offset on as a list: a value a line, or simply one behind another."""
    return Opened(source, at, "")


def follows(content: Any) -> bool:
    """Tell whether something stands behind an opened value that was gone through."""
    if not isinstance(content, Opened) or not content.kind or content.source.cut >= 0:
        return False
    return _rest(content.source, content.finished())


def _rest(source: JsonText, at: int) -> bool:
    return bool(source.text[at : at + 2_000].strip(" \t\r\n\ufeff;),"))
