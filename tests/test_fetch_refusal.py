"""What is a wall and what is a page."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expolens.errors import SourceUnusable
from expolens.fetch.refusal import refusal
from expolens.fetch.reply import Reply
from server import listing, redirect, serving
from visiting import error, fetched


def reply(
    body: str | bytes, status: int = 200, url: str = "https://fair.example/list", **headers: str
) -> Reply:
    data = body.encode() if isinstance(body, str) else body
    named = {"content-type": "text/html; charset=utf-8"} | {
        k.replace("_", "-"): v for k, v in headers.items()
    }
    return Reply(url, status, "", tuple(named.items()), data, data, (), "")


WALLS = {
    "cloudflare": reply("<title>Just a moment...</title><script src='/cdn-cgi/challenge-platform/x.js'></script>", 403, cf_mitigated="challenge"),
    "cloudflare by its page": reply("<title>Just a moment...</title><p>Checking your browser</p>", 503),
    "aws": reply("", 202, x_amzn_waf_action="challenge"),
    "aws captcha": reply("<html></html>", 405, x_amzn_waf_action="captcha"),
    "incapsula": reply("<html><script src='/_Incapsula_Resource?x=1'></script><body></body></html>"),
    "datadome": reply("<html><body><script src='https://ct.captcha-delivery.com/c.js'></script></body></html>"),
    "akamai": reply("<title>Access Denied</title><h1>Access Denied</h1><p>Reference #18.1</p>"),
    "aliyun": reply("<html><script>var arg1='04';function setCookie(){document.cookie='acw_sc__v2='}</script></html>"),
    "slider": reply("<title>滑动验证页面</title><div id='nc'></div><script src='x.js'></script>"),
    "code": reply("<p>请输入验证码</p><form><input name='code'><img src='captcha.jpg'></form>"),
    "too often": reply("<p>您的访问过于频繁，请稍后再试</p><script>reload()</script>"),
    "please verify": reply("<p>请完成安全验证</p><script src='t.js'></script>"),
    "baidu": reply("<title>百度安全验证</title><p>网络不给力，请稍后重试</p>"),
    "gb": reply("<meta charset=gbk><p>请完成安全验证</p><script></script>".encode("gb18030"), content_type="text/html"),
    "recaptcha": reply("<p>Please show that you are not a robot</p><div class='g-recaptcha'></div>"),
    "unusual": reply("<p>We have detected unusual traffic from your network</p><form></form>", 429),
}  # fmt: skip

COMPANIES = "".join(
    f"<li><a href='/c/{n}'>示例{n}科技有限公司, stand A{n}</a></li>" for n in range(60)
)
PAGES = {
    "a list": reply(listing([f"company-{n}" for n in range(30)])),
    "a short list": reply(listing(["a", "b"])),
    "an article about captchas": reply("<title>How a CAPTCHA works</title><p>" + "A captcha tells people and programs apart. " * 30 + "</p>"),
    "a vendor of captchas in a list": reply(f"<ul>{COMPANIES}<li>GeeTest: 滑动验证, 验证码 and 人机验证</li></ul>"),
    "a list with recaptcha in its footer": reply(f"<ul>{COMPANIES}</ul><form><div class='g-recaptcha'></div></form>"),
    "a list with a login in its head": reply(f"<form><input type=password></form><ul>{COMPANIES}</ul>"),
    "a list behind cloudflare": reply(f"<ul>{COMPANIES}</ul><script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"),
    "a company called Security Check": reply(f"<title>Security Check</title><ul>{COMPANIES}</ul>"),
    "json": reply('{"captcha": "验证码"}', content_type="application/json"),
    "empty": reply(""),
    "an app that draws itself": reply("<title>Exhibitors</title><div id='root'></div><script src='app.js'></script>"),
}  # fmt: skip


@pytest.mark.parametrize("name", WALLS)
def test_a_wall_is_told(name: str) -> None:
    assert "a person is reading" in refusal(WALLS[name])


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_no_wall(name: str) -> None:
    assert refusal(PAGES[name]) == ""


@pytest.mark.parametrize(("status", "said"), [(401, "login"), (403, "refuses"), (451, "legal")])
def test_a_status_that_refuses(status: int, said: str) -> None:
    assert said in refusal(reply("<p>no</p>", status))


def test_a_login_page_is_told() -> None:
    form = "<h1>Sign in</h1><form><input name=user><input type='password' name=word></form>"
    assert "login" in refusal(reply(form))
    long = form + "<p>" + "Terms of use of this site. " * 60
    assert "login" in refusal(
        reply(long, url="https://fair.example/account/login"), redirected=True
    )
    assert refusal(reply(long, url="https://fair.example/exhibitors")) == ""
    assert refusal(reply(long, url="https://fair.example/blogging"), redirected=True) == ""


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from([200, 403, 503]))
def test_any_bytes_are_judged(body: bytes, status: int) -> None:
    assert isinstance(refusal(reply(b"<html>" + body, status)), str)


def test_words_are_in_small_letters_and_none_stands_twice() -> None:
    data = tomllib.loads(files("expolens.fetch").joinpath("refusals.toml").read_text("utf-8"))
    for group, key in (("titles", "whole"), ("scripts", "within"), ("words", "within")):
        words = data[group][key]
        assert [word.lower() for word in words] == words
        assert len(set(words)) == len(words)


def test_a_wall_in_the_middle_stops_the_walk(tmp_path: Path) -> None:
    with serving(
        {
            "/a": listing(["x"], '<a rel=next href="/b">2</a>'),
            "/b": lambda call: call.send("<p>请完成安全验证<script></script>"),
        }
    ) as site:
        said = error(f"{site.url}/a", tmp_path / "a")
        assert site.pages == ["/a", "/b"]
    assert isinstance(said, SourceUnusable)
    assert "请完成安全验证" in str(said)
    assert "Bring an export" in said.todo


def test_a_challenge_with_503_is_not_asked_again(tmp_path: Path) -> None:
    with serving({"/a": lambda call: call.send("", 503, cf_mitigated="challenge")}) as site:
        said = error(f"{site.url}/a", tmp_path / "a", retries=5)
        assert site.pages == ["/a"]
    assert isinstance(said, SourceUnusable)


def test_a_redirect_to_a_login_is_told(tmp_path: Path) -> None:
    with serving(
        {"/a": redirect("/user/login"), "/user/login": "<input type=password>" + "<p>word " * 200}
    ) as site:
        assert "login" in str(error(f"{site.url}/a", tmp_path / "a"))
        site.answers["/a"] = listing(["x"], "<input type=password>" + "<p>word " * 200)
        assert fetched(f"{site.url}/a", tmp_path / "b").pages == 1
