"""What is nearly JSON: objects as JavaScript writes them, and what stands around JSON when a page asks for it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

LONGEST = 64_000_000
"""How many characters are mended at most."""
# A callback (JSONP), an assignment, and the guards that keep a page of another site from running the answer.
_BEFORE = re.compile(
    r"""[\s\ufeff]*(?:\)\]\}',?|while\s*\(1\);|for\s*\(;;\);|&&&START&&&)?\s*
    (?:(?:/\*[^*]*\*/|//[^\n]*\n)\s*)*
    (?:export\s+default\s+|(?:export\s+)?(?:(?:var|let|const)\s+)?[A-Za-z_$][\w$]*(?:\.[\w$]+|\[(?:"[^"\]]*"|'[^'\]]*')\])*\s*(?:=\s*|\(\s*)
      |\(\s*)?
    (?=[\[{])""",
    re.X,
)  # fmt: skip
_TOKEN = re.compile(
    r"""(?P<string>"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)
        |'[^'\\]*+(?:\\.[^'\\]*+)*+(?:'|\\?\Z)|`[^`\\]*+(?:\\.[^`\\]*+)*+(?:`|\\?\Z))
    |(?P<comment>/\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/|\Z)|//[^\n]*|<!--|-->)
    |(?P<call>new\s+(?:Date|Map|Set|URL)\s*\(|Object\.freeze\s*\(|JSON\.parse\s*\()
    |(?P<not>![01])
    |(?P<void>void\s+0|undefined\b|NaN\b|-?Infinity\b)
    |(?P<hex>0[xX][0-9a-fA-F]+n?)
    |(?P<number>[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?n?)
    |(?P<key>[A-Za-z_$\u0080-\uffff][\w$]*(?=\s*:))
    |(?P<word>[A-Za-z_$\u0080-\uffff][\w$.]*)
    |(?P<space>\s+)
    |(?P<sign>.)""",
    re.X | re.S,
)  # fmt: skip
_ESCAPE = re.compile(r"""\\(?:u\{([0-9a-fA-F]+)\}|x([0-9a-fA-F]{2})|(u[0-9a-fA-F]{4})|(\r\n|.)|\Z)""", re.S)  # fmt: skip
_SHORT = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_CONSTANTS = {"true", "false", "null"}


def before_json(text: str) -> int:
    r"""Return where the first object or list begins behind a callback, an assignment or a guard, -1 where none does.

    >>> [before_json(text) for text in ("cb({})", "window.x = [1];", ")]}'\n{}", "a,b", " {}")]
    [3, 11, 5, -1, 1]
    """
    found = _BEFORE.match(text)
    return found.end() if found else -1


def mended(text: str, given: Mapping[str, str] = MappingProxyType({})) -> str:
    r"""Return an object of JavaScript as JSON: single quotes, keys without quotes, comments, trailing commas, raw line ends in texts.

    What JSON does not know is null (undefined), a number (0x1F) or its argument (new Date("…")); nothing is run. A bare word is what
    it is `given` for (JSON), else a text. Linear in the text.

    >>> print(mended("{name: 'A \"B\"', list: [1, 2,], x: undefined, // no\n y: !0}"))
    {"name": "A \"B\"", "list": [1, 2], "x": null,...
     "y": true}
    """
    return "".join(_joined(_tokens(text, given)))


def extent(text: str, at: int) -> int:
    """Return where the object, list, bracket or text that begins at an offset ends, the end of the text where it does not.

    >>> extent("x = {a: '}'}; y", 4)
    12
    """
    depth = 0
    for found in _TOKEN.finditer(text, at):
        piece = found[0]
        if found.lastgroup == "call" or (found.lastgroup == "sign" and piece in "{[("):
            depth += 1
        elif found.lastgroup == "sign" and piece in "}])":
            depth -= 1
        if depth <= 0 and found.lastgroup not in ("space", "comment"):
            return found.end()
    return len(text)


def _joined(tokens: Iterator[tuple[str, str]]) -> Iterator[str]:
    """Yield the tokens, commas that nothing follows left out, and brackets of a wrapping call too."""
    comma, spaces = "", list[str]()
    calls = list[bool]()
    for kind, piece in tokens:
        if kind == "space":
            spaces.append(piece)
            continue
        if kind == "call" or piece == "(":
            calls.append(True)
            continue
        if piece == ")" and calls:
            calls.pop()
            continue
        if comma and not (kind == "sign" and piece in "]}"):
            yield comma
        yield from spaces
        comma, spaces = "", []
        if kind == "sign" and piece == ",":
            comma = piece
        else:
            yield piece
    yield comma
    yield from spaces


def _tokens(text: str, given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the tokens of a text with what they are, each as JSON writes it."""
    for found in _TOKEN.finditer(text):
        kind, piece = found.lastgroup or "sign", found[0]
        if kind == "string":
            yield "value", _string(piece)
        elif kind in ("space", "comment"):
            yield "space", piece if kind == "space" else " "
        elif kind == "call":
            yield "call", piece
        elif kind == "not":
            yield "value", "true" if piece == "!0" else "false"
        elif kind == "void":
            yield "value", "null"
        elif kind == "hex":
            yield "value", str(int(piece.rstrip("n")[2:66], 16))
        elif kind == "number":
            yield "value", _number(piece)
        elif kind == "word" and piece in _CONSTANTS:
            yield "value", piece
        elif kind == "word" and piece in given:
            yield "value", given[piece]
        elif kind in ("word", "key"):
            yield "value", json.dumps(piece, ensure_ascii=False)
        else:
            yield "sign", piece


def _string(piece: str) -> str:
    """Return a text in any quotation marks in double ones; an open end stays open, so that the cut is seen."""
    quote = piece[0]
    whole = len(piece) > 1 and piece[-1] == quote and not _odd(piece[1:-1])
    inner = piece[1:-1] if whole else piece[1:]
    if "\\" in inner:
        inner = _ESCAPE.sub(_unescaped, inner)
        # Two halves of a character beyond the first plane are one again; a half alone is none.
        inner = inner.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = json.dumps(inner, ensure_ascii=False)
    return text if whole else text[:-1]


def _odd(inner: str) -> bool:
    """Tell whether a text ends in an odd number of backslashes."""
    return (len(inner) - len(inner.rstrip("\\"))) % 2 == 1


def _unescaped(found: re.Match[str]) -> str:
    if found[1] or found[2]:
        code = int((found[1] or found[2])[:6], 16)
        return chr(code) if code < 0x110000 else "\ufffd"
    if found[3]:
        return chr(int(found[3][1:], 16))
    char = found[4] or ""
    return "" if char in ("\n", "\r\n", "\u2028") else _SHORT.get(char, char)


def _number(piece: str) -> str:
    """Return a number as JSON writes it: 1., .5, +1, 1_000 and 10n are none; a code that begins with 0 is a text."""
    bare = piece.rstrip("n").replace("_", "").lstrip("+")
    if re.fullmatch(r"-?0\d+", bare):
        return json.dumps(bare)
    bare = re.sub(r"^(-?)\.", r"\g<1>0.", bare)
    return re.sub(r"\.(?=$|[eE])", "", bare)
