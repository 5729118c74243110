"""Pages of exhibitors made by hand, a build each, as platforms and organisers make them; every company is a visible stand-in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

HAN = "零一二三四五六七八九"
COUNTRIES = ("Germany", "France", "Japan", "New Zealand", "China")
TAGS = ("imaging", "records", "robots", "genomics", "telehealth")


@dataclass(frozen=True)
class Company:
    number: int
    name: str
    booth: str
    country: str
    tags: tuple[str, ...]

    @property
    def link(self) -> str:
        return f"/exhibitors/{self.number}"


def company(number: int, *, chinese: bool = False) -> Company:
    han = "".join(HAN[int(digit)] for digit in str(number))
    name = (
        f"示例{han}科技有限公司"
        if chinese
        else f"Example {number} {('GmbH', 'Ltd', 'Inc.')[number % 3]}"
    )
    some = tuple(TAGS[(number + n) % 5] for n in range(number % 3 + 1))
    return Company(
        number, name, f"{'ABC'[number % 3]}{number * 7 % 90 + 10}", COUNTRIES[number % 5], some
    )


def companies(count: int, *, chinese: bool = False) -> list[Company]:
    return [company(number, chinese=chinese) for number in range(1, count + 1)]


def page(body: str, *, head: str = "", count: int = 4) -> str:
    menu = "".join(
        f"<li><a href='/{one}'>{one}</a></li>"
        for one in ("Home", "Programme", "Travel", "Press", "Contact", "Exhibit", "Tickets")
    )
    letters = "".join(
        f"<li class='page-item'><a href='?l={one}'>{one}</a></li>"
        for one in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    )
    sponsors = "".join(
        f"<div class='sponsor'><img src=/s{n}.png alt='Example Sponsor {n}'><span>Gold</span><b>Example Sponsor {n}</b></div>"
        for n in range(count)
    )
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>Example Fair</title>{head}<style>.a{{color:red}}</style></head><body>"
        f"<header><nav><ul>{menu}</ul></nav></header><div class='sponsors'>{sponsors}</div>{body}"
        f"<ul class='pagination'>{letters}</ul><footer><ul>{menu}</ul><div class=col><p>Example Fair</p><p>Hall 1</p></div></footer></body></html>"
    )


def map_your_show(items: list[Company]) -> str:
    cards = "".join(
        f"<li class='js-Card card' data-exhid='X{c.number}'><div class='card-Bd'><h3 class='card-Title'><a href='{c.link}'>{escape(c.name)}</a></h3>"
        f"<p class='card-Booth'>Booth: {c.booth}</p></div><button>Add to planner</button></li>"
        for c in items
    )
    return page(f"<div id='exhibitor-results'><ul class='results'>{cards}</ul></div>")


def a2z(items: list[Company]) -> str:
    rows = "".join(
        f"<tr class='{('odd', 'even')[n % 2]}'><td><a class='exhibitorName' href='{c.link}'>{escape(c.name)}</a></td><td><a class='boothLabel' href='/map?b={c.booth}'>{c.booth}</a></td></tr>"
        for n, c in enumerate(items)
    )
    return page(
        f"<form id=aspnet><table class='table'><thead><tr><th>Exhibitor</th><th>Booth</th></tr></thead><tbody>{rows}</tbody></table></form>"
    )


def expofp(items: list[Company]) -> str:
    rows = "".join(
        f"<div class='efp-list-item'><a href='#{c.number}'><div class='efp-list-item__name'>{escape(c.name)}</div><div class='efp-list-item__booths'>{c.booth}</div></a></div>"
        for c in items
    )
    return page(f"<div class='efp-list'>{rows}</div>")


def smallworld(items: list[Company]) -> str:
    cards = "".join(
        f"<div class='col-md-4'><div class='exhibitor-card generic-option'><div class='logo'><img src='/l{c.number}.png' alt=''></div>"
        f"<div class='card-body'><a class='name' href='{c.link}'>{escape(c.name)}</a><span class='stand'>Stand {c.booth}</span>"
        f"<div class='tags'>{''.join(f'<span class=tag>{one}</span>' for one in c.tags)}</div></div></div></div>"
        for c in items
    )
    return page(f"<main><div class='row'>{cards}</div></main>")


def mini_program(items: list[Company]) -> str:
    cards = "".join(
        f"<section class='company-item'><view class='t'>{c.name}</view><view class='b'>展位号：{c.booth}</view><view class='b'>国家：{c.country}</view>"
        f"<view class='b'>关键词：{'、'.join(c.tags)}</view></section>"
        for c in items
    )
    return page(f"<section class='list'>{cards}</section>")


def chinese_lines(items: list[Company]) -> str:
    lines = "".join(
        f"<p style='text-align:left'><span>{c.number}、{c.name} {c.booth}</span></p>" for c in items
    )
    return page(
        f"<div id='js_content'><p>以下为参展名单，欢迎参观。</p>{lines}<p>更多信息请关注官方网站。</p></div>"
    )


def broken_lines(items: list[Company]) -> str:
    return page(
        f"<div class=entry>{'<br>'.join(f'{c.number}. {escape(c.name)} ({c.booth})' for c in items)}</div>"
    )


def wordpress(items: list[Company]) -> str:
    columns = "".join(
        f"<div class='wp-block-columns'>{''.join(f'<div class=wp-block-column><figure><img src=x.png alt=x></figure><h4>{escape(c.name)}</h4><p>Stand {c.booth}</p><p>{c.country}</p></div>' for c in items[n : n + 3])}</div>"
        for n in range(0, len(items), 3)
    )
    return page(f"<article class='post'><div class='entry-content'>{columns}</div></article>")


def definitions(items: list[Company]) -> str:
    inner = "".join(
        f"<dt>{escape(c.name)}</dt><dd>{c.booth}</dd><dd>{c.country}</dd>" for c in items
    )
    return page(f"<div><dl>{inner}</dl></div>")


def flat_headings(items: list[Company]) -> str:
    inner = "".join(
        f"<h3>{escape(c.name)}</h3><p>Booth {c.booth}</p><p>{c.country}</p>" for c in items
    )
    return page(f"<div class=content><h1>Exhibitors</h1>{inner}</div>")


def tables_in_a_table(items: list[Company]) -> str:
    rows = "".join(
        f"<tr><td><table><tr><td><b>{escape(c.name)}</b></td></tr><tr><td>{c.booth}</td></tr><tr><td>{c.country}</td></tr></table></td></tr>"
        for c in items
    )
    return page(
        f"<table width=100%><tr><td class=left>menu</td><td><table class=list>{rows}</table></td></tr></table>"
    )


def hashed(items: list[Company]) -> str:
    cards = "".join(
        f"<div class='css-1x{n % 2}'><a href='{c.link}' class='css-9a{n % 7}z'><p class='css-{n}ab'>{escape(c.name)}</p></a>"
        f"<p class='css-0{n}q'>Stand {c.booth}</p><p class='css-7{n}r'>{c.country}</p></div>"
        for n, c in enumerate(items)
    )
    return page(
        f"<div id='__next'><main class='css-00'><div class='css-grid7'>{cards}</div></main></div>"
    )


def letters(items: list[Company]) -> str:
    groups = "".join(
        f"<section class='letter'><h2>{chr(65 + n // 4)}</h2><ul>{''.join(f'<li class=entry><strong>{escape(c.name)}</strong><em>{c.booth}</em></li>' for c in items[n : n + 4])}</ul></section>"
        for n in range(0, len(items), 4)
    )
    return page(groups)


def nested_lists(items: list[Company]) -> str:
    inner = "".join(
        f"<li><a href='{c.link}'>{escape(c.name)}</a><ul><li>Stand: {c.booth}</li><li>Country: {c.country}</li></ul></li>"
        for c in items
    )
    return page(f"<div class=wrap><ul>{inner}</ul></div>")


def logos(items: list[Company]) -> str:
    cards = "".join(
        f"<div class='logo-box'><a href='{c.link}'><img src='/l{c.number}.png' alt='{escape(c.name)} logo'></a><span>{c.booth}</span></div>"
        for c in items
    )
    return page(f"<div class=grid>{cards}</div>")


def divs(items: list[Company]) -> str:
    cards = "".join(
        f"<div><div><div>{escape(c.name)}</div><div>{c.booth}</div></div><div>{c.country}</div></div>"
        for c in items
    )
    return page(f"<div><div>{cards}</div></div>")


def missing_fields(items: list[Company]) -> str:
    cards = "".join(
        f"<div class=row><h5>{escape(c.name)}</h5>{f'<p>{c.booth}</p>' if c.number % 4 else ''}{f'<p>{c.country}</p>' if c.number % 3 else ''}</div>"
        for c in items
    )
    return page(f"<div class=rows>{cards}</div>")


def bold_and_breaks(items: list[Company]) -> str:
    return page(
        "<div>"
        + "".join(
            f"<div class=e><b>{escape(c.name)}</b><br>{c.booth}<br>{c.country}</div>" for c in items
        )
        + "</div>"
    )


def labels_without_colons(items: list[Company]) -> str:
    cards = "".join(
        f"<li><p class=a>{c.name}</p><p><em>展位号</em><i>{c.booth}</i></p><p><em>国家</em><i>{c.country}</i></p></li>"
        for c in items
    )
    return page(f"<ul>{cards}</ul>")


def views(items: list[Company]) -> str:
    rows = "".join(
        f"<div class='views-row'><div class='views-field views-field-title'><span class='field-content'><a href='{c.link}'>{escape(c.name)}</a></span></div>"
        f"<div class='views-field views-field-field-booth'><span class='views-label'>Booth: </span><div class='field-content'>{c.booth}</div></div></div>"
        for c in items
    )
    return page(f"<div class='view-content'>{rows}</div>")


PAGES: dict[str, Callable[[list[Company]], str]] = {
    one.__name__: one
    for one in (
        map_your_show, a2z, expofp, smallworld, mini_program, chinese_lines, broken_lines, wordpress, definitions,
        flat_headings, tables_in_a_table, hashed, letters, nested_lists, logos, divs, missing_fields, bold_and_breaks, labels_without_colons, views,
    )
}  # fmt: skip
CHINESE = {"labels_without_colons", "mini_program", "chinese_lines"}
LINKED = {"views", "map_your_show", "a2z", "smallworld", "hashed", "nested_lists", "logos"}
WITH_COUNTRY = {
    "mini_program",
    "wordpress",
    "definitions",
    "flat_headings",
    "tables_in_a_table",
    "hashed",
    "nested_lists",
    "divs",
}
