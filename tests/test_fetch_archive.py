"""The web archive: what is written is what others read, and what others write or damage is read or told."""

from __future__ import annotations

import base64
import gzip
import hashlib
import random
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from expolens.errors import ExpolensError, SourceError, StudyError
from expolens.fetch import archive, warc
from expolens.fetch.archive import archived, pages
from expolens.fetch.body import BodyError, dechunked, gathered, unpacked
from expolens.fetch.page import Page
from expolens.fetch.site import fetch_site
from expolens.fetch.warc import fields_of, holds
from server import Answer, Call, listing, redirect, serving
from visiting import Clock, fetched, numbered, plan


@pytest.fixture(scope="module")
def fair(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An archive of two runs: pages plain and packed, a redirect, the same page twice, unchanged ones."""
    path = tmp_path_factory.mktemp("fair") / "fair.warc.gz"

    def packed(call: Call) -> None:
        if call.header("If-None-Match"):
            call.send("", 304)
        else:
            body = gzip.compress(listing(["packed"], '<a rel=next href="/three">3</a>').encode())
            call.send(body, Content_Encoding="gzip", ETag='"x"', Set_Cookie="session=secret")

    def chunked(call: Call) -> None:
        call.head(
            200, {"Content-Type": "text/html; charset=gb18030", "Transfer-Encoding": "chunked"}
        )
        body = listing(["示例"]).encode("gb18030")
        call.raw(b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body))

    answers: dict[str, Answer | str] = {
        "/robots.txt": "User-agent: *\nDisallow: /no",
        "/one": listing(["plain"], '<a rel=next href="/two">2</a>'),
        "/two": redirect("/two/"),
        "/two/": packed,
        "/three": chunked,
    }
    clock = Clock()
    with serving(answers) as site:
        for _ in range(2):
            fetched(f"{site.url}/one", path, clock=clock)
            clock.seconds += 3600
    return path.read_bytes()


def written(tmp_path: Path, data: bytes, name: str = "a.warc.gz") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def test_another_program_reads_the_same_pages(fair: bytes, tmp_path: Path) -> None:
    own = pages(written(tmp_path, fair))
    bodies: dict[str, bytes] = {}
    kinds = []
    for record in ArchiveIterator(BytesIO(fair)):
        kinds.append(record.rec_type)
        if record.rec_type == "response" and record.http_headers.get_statuscode() == "200":
            bodies[record.rec_headers.get_header("WARC-Target-URI")] = (
                record.content_stream().read()
            )
    assert [page.body for page in own] == [bodies[page.url] for page in own]
    assert [page.url.rpartition("/")[2] or "two/" for page in own] == ["one", "two/", "three"]
    assert [page.charset for page in own] == ["utf-8", "utf-8", "gb18030"]
    assert "示例" in own[2].body.decode("gb18030")
    assert [page.sha256 for page in own] == [hashlib.sha256(page.body).hexdigest() for page in own]
    assert kinds.count("warcinfo") == kinds.count("metadata") == 2
    assert kinds.count("revisit") == 4


def test_another_program_finds_every_hash_right(fair: bytes, tmp_path: Path) -> None:
    checker = Checker(
        type("Options", (), {"inputs": [str(written(tmp_path, fair))], "verbose": True})()
    )
    checker.process_all()
    assert checker.exit_value == 0


def test_the_fields_of_the_standard_are_there(fair: bytes) -> None:
    for record in ArchiveIterator(BytesIO(fair)):
        fields = record.rec_headers
        assert fields.protocol == "WARC/1.1"
        assert fields.get_header("WARC-Date").startswith("2026-03-18T")
        if record.rec_type in ("response", "revisit", "request"):
            assert fields.get_header("WARC-Target-URI").startswith("http://127.0.0.1:")
        if record.rec_type in ("response", "revisit"):
            assert fields.get_header("WARC-Payload-Digest").startswith("sha256:")
        if record.rec_type == "revisit":
            assert fields.get_header("WARC-Refers-To-Date")
        if record.rec_type == "request":
            assert record.http_headers.protocol == "GET"


def test_no_session_is_kept(fair: bytes) -> None:
    whole = b"".join(
        record.rec_headers.to_bytes()
        + (record.http_headers.to_bytes() if record.http_headers else b"")
        for record in ArchiveIterator(BytesIO(fair))
    )
    assert b"secret" not in whole
    assert b"etag" in whole.lower()


def members(data: bytes) -> list[int]:
    """Where each member of the archive ends."""
    ends, at = [], 0
    while at < len(data):
        member = zlib.decompressobj(31)
        member.decompress(data[at:])
        at = len(data) - len(member.unused_data)
        ends.append(at)
    return ends


def test_every_record_is_a_member(fair: bytes) -> None:
    assert len(members(fair)) == sum(1 for _ in ArchiveIterator(BytesIO(fair)))


def test_a_tail_is_cut_off_and_the_run_goes_on(fair: bytes, tmp_path: Path) -> None:
    ends = members(fair)
    for cut in (ends[-1] - 5, ends[-2] + 1, ends[4] + 30):
        found = archived(written(tmp_path, fair[:cut]))
        whole = max(end for end in ends if end <= cut)
        assert f"archive_tail\t{cut - whole}" in found.notes
        assert list(found.pages())


def test_each_truncation_is_a_part_or_an_error(fair: bytes, tmp_path: Path) -> None:
    whole = {page.sha256 for page in pages(written(tmp_path, fair))}
    for cut in random.Random(1).sample(range(len(fair)), 150):
        found = attempt(written(tmp_path, fair[:cut]))
        if found is not None:
            assert {page.sha256 for page in found} <= whole


def test_each_flipped_bit_is_noticed(fair: bytes, tmp_path: Path) -> None:
    """No page is ever other than it was: what a flip touches is missing, and said."""
    whole = {page.sha256 for page in pages(written(tmp_path, fair))}
    chance = random.Random(2)
    errors = 0
    for _ in range(300):
        data = bytearray(fair)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        found = attempt(written(tmp_path, bytes(data)))
        errors += found is None
        assert {page.sha256 for page in found or ()} <= whole
    assert errors < 100


def test_a_damaged_page_in_the_middle_is_left_out_and_said(fair: bytes, tmp_path: Path) -> None:
    ends = members(fair)
    data = bytearray(fair)
    data[ends[2] + 60] ^= 0xFF
    assert "archive_damaged\t1" in archived(written(tmp_path, bytes(data))).notes


@pytest.mark.parametrize("name", ["a.warc", "a.txt"])
def test_an_archive_that_is_not_packed_is_read(fair: bytes, tmp_path: Path, name: str) -> None:
    plain = written(tmp_path, gzip.decompress(fair), name)
    packed = written(tmp_path, fair)
    assert pages(plain) == pages(packed)
    cut = written(tmp_path, plain.read_bytes()[:-100], "cut.warc")
    assert archived(cut).notes[0].startswith("archive_tail\t")
    chance = random.Random(3)
    for _ in range(100):
        data = bytearray(plain.read_bytes())
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        attempt(written(tmp_path, bytes(data), "flipped.warc"))


def attempt(path: Path) -> tuple[Page, ...] | None:
    """The pages of an archive, None where it is told that there are none."""
    try:
        return pages(path)
    except SourceError:
        return None


def test_an_archive_in_one_piece_is_told(fair: bytes, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="one piece"):
        pages(written(tmp_path, gzip.compress(gzip.decompress(fair))))


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"name,stand\nA,1\n", gzip.compress(b"hello", mtime=0), b"\x1f\x8b\x08", b"WARC/1.1\r\n\r\n", b"WARC/1.1\r\nContent-Length: 99\r\n\r\nx"]
)  # fmt: skip
def test_what_is_no_archive_is_told(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(SourceError):
        pages(written(tmp_path, data))


@settings(
    deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.binary(max_size=400),
    st.sampled_from(
        [
            b"",
            b"WARC/1.1\r\n",
            b"\x1f\x8b\x08",
            b"WARC/1.1\r\nContent-Length: 4\r\n\r\nabcd\r\n\r\n",
        ]
    ),
)
def test_any_bytes_are_pages_or_an_error(tmp_path: Path, data: bytes, lead: bytes) -> None:
    attempt(written(tmp_path, lead + data))


def record(url: str, body: bytes, **headers: str) -> bytes:
    """One response as another program writes it."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=True)
    named = [("Content-Type", "text/html")] + [(k.replace("_", "-"), v) for k, v in headers.items()]
    head = StatusAndHeaders("200 OK", named, protocol="HTTP/1.1")
    writer.write_record(
        writer.create_warc_record(
            url, "response", payload=BytesIO(body), length=len(body), http_headers=head
        )
    )
    return out.getvalue()


def test_an_archive_of_others_is_read_without_what_is_no_page(tmp_path: Path) -> None:
    data = record("http://fair.example/robots.txt", b"User-agent: *")
    data += record("http://fair.example/", b"<p>a list", Transfer_Encoding="chunked").replace(
        b"", b""
    )
    data += record("http://fair.example/b", b"4\r\n<p>b\r\n0\r\n\r\n", Transfer_Encoding="chunked")
    out = BytesIO()
    writer = WARCWriter(out, gzip=True)
    for kind in ("image/png", "text/css", "application/javascript"):
        head = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                f"http://fair.example/{kind}",
                "response",
                payload=BytesIO(b"x"),
                http_headers=head,
                length=1,
            )
        )
    found = pages(written(tmp_path, data + out.getvalue()))
    assert [(page.url, page.body, page.part) for page in found] == [
        ("http://fair.example/b", b"<p>b", "")
    ]


def test_an_archive_of_others_is_not_written_to(tmp_path: Path) -> None:
    path = written(tmp_path, record("http://fair.example/", b"<p>a"))
    with serving({"/a": "<p>a"}) as site, pytest.raises(StudyError, match="another program"):
        fetched(f"{site.url}/a", path)
    assert pages(path)[0].body == b"<p>a"


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with serving({"/a": "<p>a"}) as site:
        with pytest.raises(ExpolensError, match="directory"):
            fetched(f"{site.url}/a", tmp_path)
        (tmp_path / "file").write_bytes(b"")
        with pytest.raises(StudyError):
            fetched(f"{site.url}/a", tmp_path / "file" / "a.warc.gz")


def test_a_revisit_of_another_archive_is_said(tmp_path: Path) -> None:
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    writer.write_record(
        writer.create_revisit_record(
            "http://fair.example/a",
            "sha1:AAAA",
            "http://fair.example/a",
            "2020-01-01T00:00:00Z",
            http_headers=head,
        )
    )
    found = archived(written(tmp_path, record("http://fair.example/", b"<p>a") + out.getvalue()))
    assert found.notes == ("archive_elsewhere\t1\thttp://fair.example/a",)
    assert len(list(found.pages())) == 1


RESPONSE = b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://fair.example/%d\r\nContent-Length: %d\r\n\r\n"
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def many(block: bytes) -> bytes:
    return b"".join(
        gzip.compress(RESPONSE % (n, len(block)) + block + b"\r\n\r\n", 1) for n in range(6)
    )


BOMBS = {
    "records": lambda: many(PAGE + b"\r\n" + bytes(10_000_000)),
    "a field": lambda: gzip.compress(b"WARC/1.1\r\n" + b"x" * 60_000_000, 1),
    "bodies": lambda: many(
        PAGE + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(bytes(10_000_000), 1)
    ),
    "bodies packed twice": lambda: many(
        PAGE
        + b"Content-Encoding: gzip, gzip\r\n\r\n"
        + gzip.compress(gzip.compress(bytes(10_000_000)))
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_an_error_in_bounded_time(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (warc, archive):
        monkeypatch.setattr(module, "MOST_WHOLE", 40 << 20)
    path = written(tmp_path, BOMBS[name]())
    assert path.stat().st_size < 500_000
    began = time.process_time()
    with pytest.raises(SourceError):
        for _ in archived(path).pages():
            pass
    assert time.process_time() - began < 3


def test_a_huge_record_is_passed_over_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warc, "MOST_RECORD", 1 << 20)
    data = record("http://fair.example/big", bytes(3 << 20)) + record(
        "http://fair.example/", b"<p>a"
    )
    for one, name in ((data, "a.warc.gz"), (gzip.decompress(data), "a.warc")):
        found = archived(written(tmp_path, one, name))
        assert found.notes == ("archive_large\t1",)
        assert [page.url for page in found.pages()] == ["http://fair.example/"]


MEMORY = """
import re, sys
from pathlib import Path
from expolens.fetch.archive import archived
print(sum(len(page.body) for page in archived(Path(sys.argv[1])).pages()))
print(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text()).group(1))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is asked for as on Linux")
def test_pages_are_read_one_by_one(tmp_path: Path) -> None:
    data = b"".join(
        record(f"http://fair.example/{n}", bytes([65 + n]) * (4 << 20)) for n in range(20)
    )
    out = subprocess.run(
        [sys.executable, "-c", MEMORY, str(written(tmp_path, data))],
        check=True,
        capture_output=True,
    )
    size, peak = map(int, out.stdout.split())
    assert size == 80 << 20
    assert peak < 80_000


def test_the_same_page_is_stored_once(tmp_path: Path) -> None:
    chance = random.Random(4)
    noise = "".join(chance.choice("abcdefghij ") for _ in range(60_000))
    answers: dict[str, Answer | str] = {
        "/list": numbered(1, 8),
        "*": f"<p>{noise}</p>",
        "/robots.txt": "",
    }
    path = tmp_path / "a"
    with serving(answers) as site:
        links = [f"/company/company-{one}1" for one in "abcdefgh"]
        found = fetch_site(f"{site.url}/list", path, plan=plan(), links=lambda page: links)
    assert found.details == 8
    assert path.stat().st_size < 60_000
    assert len({page.sha256 for page in pages(path) if page.part == "detail"}) == 1


@settings(deadline=None)
@given(st.dictionaries(st.text("abc-", min_size=1), st.text("xyz: ")), st.binary(max_size=200))
def test_fields_and_hashes(fields: dict[str, str], data: bytes) -> None:
    text = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    assert fields_of(text) == {name: value.strip() for name, value in fields.items()}
    sha1, sha256 = hashlib.sha1(data).digest(), hashlib.sha256(data)  # noqa: S324
    assert holds(f"sha1:{base64.b32encode(sha1).decode()}", data)
    assert holds(f"sha256:{sha256.hexdigest()}", data)
    assert holds(f"sha256:{base64.b32encode(sha256.digest()).decode().rstrip('=')}", data)
    assert not holds(f"sha256:{sha256.hexdigest()}", data + b"x")


@settings(deadline=None)
@given(
    st.binary(max_size=3000),
    st.sampled_from(["gzip", "deflate", "raw", "gzip, gzip", "identity", ""]),
)
def test_what_is_packed_is_unpacked(data: bytes, coding: str) -> None:
    bare = zlib.compressobj(wbits=-15)
    made = {
        "gzip": gzip.compress(data),
        "deflate": zlib.compress(data),
        "raw": bare.compress(data) + bare.flush(),
        "gzip, gzip": gzip.compress(gzip.compress(data)),
    }.get(coding, data)
    name = "deflate" if coding == "raw" else coding
    assert unpacked(made, name, most=10_000) == data
    if len(data) > 1:
        with pytest.raises(BodyError):
            unpacked(made, name, most=len(data) - 1)


@settings(deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(["gzip", "deflate", "x-gzip", "br", "gzip, deflate", "a,b,c,d"]),
)
def test_any_bytes_unpack_or_are_an_error(data: bytes, coding: str) -> None:
    try:
        found = unpacked(data, coding, most=1000)
    except BodyError:
        return
    assert len(found) <= 1000


@settings(deadline=None)
@given(st.lists(st.binary(min_size=1, max_size=50), max_size=6))
def test_chunks_are_undone(parts: list[bytes]) -> None:
    block = b"".join(b"%x;x=y\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"
    assert dechunked(block) == b"".join(parts)
    for cut in range(0, len(block) - 4, 7):
        with pytest.raises(BodyError):
            dechunked(block[:cut])


def test_no_piece_is_asked_for_beyond_the_bound() -> None:
    taken = []

    def pieces() -> Iterator[bytes]:
        while True:
            taken.append(1)
            yield bytes(1000)

    assert gathered(pieces(), most=4500) == (bytes(4500), False)
    assert len(taken) == 5


def test_reading_takes_no_library_of_the_network() -> None:
    code = "import expolens.fetch.archive, sys; print([m for m in ('httpx', 'httpcore', 'warcio', 'lxml') if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert out.stdout.strip() == "[]"
