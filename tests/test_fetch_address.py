"""Which addresses may be asked, and that the connection goes to the one that was checked."""

from __future__ import annotations

import ipaddress
import shutil
import socket
import ssl
import subprocess
import threading
from pathlib import Path

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expolens.errors import ExpolensError, LookupFailed, StudyError
from expolens.fetch.address import checked, public, site_of, vetted
from expolens.fetch.archive import pages
from expolens.fetch.client import Client
from expolens.fetch.lookup import looked_up
from expolens.fetch.plan import World
from expolens.fetch.proxy import environment_proxy
from expolens.fetch.site import fetch_site
from server import redirect, serving
from visiting import Clock, plan


@pytest.mark.parametrize(
    "url",
    [
        "ftp://fair.example/list",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "fair.example/list",
        "",
        "http://",
        "http:///list",
        "http://user@fair.example/",
        "http://user:word@fair.example/",
        "http://[::1",
        "http://fair.example:99999/",
        "http://fair example/",
        "http://\x00/",
        "https://fair.example/" + "x" * 9000,
        # Numbers that resolvers read as 127.0.0.1.
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://0/",
    ],
)
@pytest.mark.parametrize("private", [False, True])
def test_what_is_no_address_of_a_page_is_refused(url: str, private: bool) -> None:
    with pytest.raises(StudyError):
        checked(url, private=private)


@pytest.mark.parametrize(
    "host",
    [
        "localhost", "LOCALHOST", "localhost.", "api.localhost", "printer.local", "intranet", "db.internal", "router.lan", "nas.home.arpa",
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255",  # noqa: S104
        "192.0.2.1", "198.18.0.1", "240.0.0.1", "[::1]", "[::]", "[fe80::1]", "[fc00::1]", "[ff02::1]", "[::ffff:10.0.0.1]", "[::ffff:7f00:1]",
        "[64:ff9b::a00:1]", "[64:ff9b:1::1]", "[2002:7f00:1::]", "[2001:db8::1]", "[fec0::1]", "１２７.０.０.１", "①②⑦.⓪.⓪.①",
    ],
)  # fmt: skip
def test_nearby_addresses_need_the_flag(host: str) -> None:
    with pytest.raises(StudyError):
        checked(f"http://{host}/list")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "printer.local", "10.1.2.3"])
def test_the_flag_lets_them_through(host: str) -> None:
    assert checked(f"http://{host}:8080/list", private=True).path == "/list"


def test_a_name_in_chinese_is_asked_in_its_ascii_form() -> None:
    expected = "展会.example".encode("idna")
    assert checked("https://展会.example/名单").raw_host == expected


@settings(deadline=None)
@given(st.ip_addresses(v=4))
def test_an_address_hidden_in_another_is_as_public_as_itself(
    address: ipaddress.IPv4Address,
) -> None:
    plain = public(str(address))
    assert not plain or address.is_global
    for hidden in (f"::ffff:{address}", f"64:ff9b::{address}"):
        assert public(str(ipaddress.IPv6Address(hidden))) == plain


@settings(deadline=None)
@given(st.ip_addresses(v=6))
def test_what_python_calls_private_is_never_public(address: ipaddress.IPv6Address) -> None:
    if not address.is_global or address.is_multicast:
        assert not public(str(address)) or address in ipaddress.ip_network("64:ff9b::/96")


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_an_address_or_a_clear_error(text: str) -> None:
    for url in (text, f"http://{text}/", f"https://fair.example/{text}"):
        try:
            found = checked(url)
        except StudyError:
            continue
        assert found.scheme in ("http", "https")
        assert not found.fragment


def test_one_private_address_among_others_is_enough() -> None:
    answers = ["93.184.216.34", "10.0.0.1"]
    with pytest.raises(StudyError, match=r"10\.0\.0\.1"):
        vetted("fair.example", 443, private=False, resolve=lambda host, port: answers)
    assert vetted("fair.example", 443, private=True, resolve=lambda host, port: answers) == tuple(
        answers
    )
    with pytest.raises(LookupFailed):
        vetted("fair.example", 443, private=False, resolve=lambda host, port: [])


def test_a_site_is_a_host_and_its_port() -> None:
    sites = [
        site_of(httpx.URL(url))
        for url in (
            "http://www.fair.example",
            "https://FAIR.example:443/x",
            "http://fair.example:8080",
        )
    ]
    assert sites == ["fair.example", "fair.example", "fair.example:8080"]


def test_the_system_is_asked_for_names() -> None:
    assert "127.0.0.1" in looked_up("127.0.0.1", 80)
    with pytest.raises(LookupFailed, match="no host"):
        looked_up("a..invalid", 80)


def test_a_name_that_changes_its_answer_leads_nowhere_else(tmp_path: Path) -> None:
    """DNS rebinding: the second answer for the name is never used, as the connection goes to the checked one."""
    answers = iter([["127.0.0.1"], ["127.0.0.2"], ["127.0.0.3"]])
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    with serving({"/a": '<a rel="next" href="/b">2</a><p>one', "/b": "<p>two"}) as site:
        url = f"http://fair.example:{site.port}/a"
        fetch_site(url, tmp_path / "a", plan=plan(world=Clock().world(resolve)))
        assert site.pages == ["/a", "/b"]
    assert asked == ["fair.example"]


def test_the_next_address_is_tried_when_one_does_not_answer(tmp_path: Path) -> None:
    with serving({"/a": "<p>one"}) as site:
        with socket.socket() as other:
            other.bind(("127.0.0.2", 0))
        world = Clock().world(lambda host, port: ["127.0.0.9", "127.0.0.1"])
        found = fetch_site(
            f"http://fair.example:{site.port}/a", tmp_path / "a", plan=plan(world=world)
        )
    assert found.pages == 1


def test_a_private_target_never_goes_by_a_proxy_and_is_checked_before_one(tmp_path: Path) -> None:
    clock = Clock()
    world = World(
        clock.now,
        lambda: clock.seconds,
        clock.sleep,
        lambda host, port: ["127.0.0.1"],
        lambda scheme, host: "http://127.0.0.1:9",
    )
    with serving({"/a": "<p>one"}) as site:
        url = f"http://fair.example:{site.port}/a"
        assert fetch_site(url, tmp_path / "a", plan=plan(world=world)).pages == 1
        with pytest.raises(StudyError):
            fetch_site(url, tmp_path / "b", plan=plan(world=world, private=False))


def test_a_proxy_asks_for_names_that_only_it_knows(tmp_path: Path) -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise LookupFailed(f"there is no host {host}")

    with serving({"*": "<p>through the proxy"}) as site:
        clock = Clock()
        world = World(
            clock.now, lambda: clock.seconds, clock.sleep, unknown, lambda scheme, host: site.url
        )
        fetch_site("http://fair.example/a", tmp_path / "a", plan=plan(world=world, private=False))
        assert site.asked == ["http://fair.example/robots.txt", "http://fair.example/a"]
        assert site.headers[-1]["Host"] == "fair.example"
        with pytest.raises(StudyError):
            fetch_site("http://intranet/a", tmp_path / "b", plan=plan(world=world, private=False))
    assert pages(tmp_path / "a")[0].body == b"<p>through the proxy"


def test_the_environment_names_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("HTTPS_PROXY", "proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "fair.example")
    assert environment_proxy("https", "other.example") == "http://proxy.example:3128"
    assert environment_proxy("https", "fair.example") == ""


@pytest.mark.parametrize("proxy", ["socks5://proxy.example:1080", "http://[bad"])
def test_a_proxy_that_cannot_be_used_is_said(proxy: str) -> None:
    clock = Clock()
    world = World(
        clock.now,
        lambda: 0.0,
        clock.sleep,
        lambda host, port: ["93.184.216.34"],
        lambda scheme, host: proxy,
    )
    with (
        Client(plan(world=world, private=False)) as client,
        pytest.raises(StudyError, match="proxy"),
    ):
        client.ask(httpx.URL("https://fair.example/"))


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for fair.example with its key, made here and now."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed: no certificate to test with")
    made = tmp_path / "fair.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=fair.example",
         "-addext", "subjectAltName=DNS:fair.example", "-keyout", made, "-out", tmp_path / "cert"],
        check=True, capture_output=True,
    )  # fmt: skip
    made.write_bytes(made.read_bytes() + (tmp_path / "cert").read_bytes())
    return made


def test_tls_names_the_host_and_checks_its_certificate(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    named: list[str | None] = []
    context.sni_callback = lambda sock, name, ctx: named.append(name)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    def serve(listener: socket.socket) -> None:
        for _ in range(2):
            try:
                with context.wrap_socket(listener.accept()[0], server_side=True) as one:
                    one.recv(4096)
                    one.sendall(
                        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"
                    )
            except OSError:
                continue

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, args=(listener,))
        thread.start()
        port = listener.getsockname()[1]
        with Client(plan(retries=0)) as client:
            assert client.ask(httpx.URL(f"https://fair.example:{port}/")).body == b"ok"
            with pytest.raises(ExpolensError, match="certificate does not hold"):
                client.ask(httpx.URL(f"https://other.example:{port}/"))
        thread.join()
    assert named == ["fair.example", "other.example"]


def test_a_dot_at_the_end_is_the_same_host() -> None:
    assert str(checked("https://fair.example./list")) == "https://fair.example/list"


def test_the_sixth_version_is_asked_too(tmp_path: Path) -> None:
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6) as listener:
            port = listener.getsockname()[1]
            thread = threading.Thread(target=answer_once, args=(listener,))
            thread.start()
            with Client(plan()) as client:
                assert client.ask(httpx.URL(f"http://[::1]:{port}/")).body == b"ok"
            thread.join()
    except OSError as error:
        pytest.skip(f"this machine has no IPv6: {error}")


def answer_once(listener: socket.socket) -> None:
    with listener.accept()[0] as one:
        one.recv(4096)
        one.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")


def test_a_redirect_from_https_to_http_is_said(
    certificate: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    def serve(listener: socket.socket, target: str) -> None:
        for status in (b"404 Not Found", b"302 Found"):
            with context.wrap_socket(listener.accept()[0], server_side=True) as one:
                one.recv(4096)
                one.sendall(
                    b"HTTP/1.1 %s\r\nLocation: %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    % (status, target.encode())
                )

    with serving({"/a": "<p>one"}) as site, socket.create_server(("127.0.0.1", 0)) as listener:
        target = f"http://fair.example:{site.port}/a"
        thread = threading.Thread(target=serve, args=(listener, target))
        thread.start()
        start = f"https://fair.example:{listener.getsockname()[1]}/"
        found = fetch_site(start, tmp_path / "a", plan=plan(retries=0))
        thread.join()
    assert found.notes == (f"fetch_downgrade\t{start}",)
    assert [page.url for page in pages(tmp_path / "a")] == [target]


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/",
        "http://[::ffff:10.0.0.1]/",
        "http://inner.example/",
        "http://localhost:80/",
    ],
)
def test_a_redirect_to_a_private_address_is_refused(tmp_path: Path, target: str) -> None:
    """The first host is public and answers by a proxy; where it leads to is not asked for, not even its robots.txt."""
    places = {"fair.example": ["93.184.216.34"], "inner.example": ["10.0.0.1"]}
    clock = Clock()
    with serving({"*": redirect(target)}) as site:
        site.answers["/robots.txt"] = ""
        world = World(
            clock.now,
            lambda: 0.0,
            clock.sleep,
            lambda host, port: places[host],
            lambda scheme, host: site.url,
        )
        with pytest.raises(LookupFailed, match="nobody may go"):
            fetch_site(
                "http://fair.example/a", tmp_path / "a", plan=plan(world=world, private=False)
            )
        assert [one.split("/")[2] for one in site.asked] == ["fair.example"] * 2
