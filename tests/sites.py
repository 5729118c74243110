"""Sites of exhibitors as platforms, builders and organisers really make them, each with what a person would copy out of it; every company is a visible stand-in."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

_FIRST = ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Ginkgo", "Hazel", "Ivy", "Juniper", "Kapok", "Larch", "Maple")  # fmt: skip
_SECOND = ("Imaging", "Health & Care", "Robotics", "Data Systems", "Diagnostics", "Software", "Labs")  # fmt: skip
_FORMS = ("", " GmbH", "", " Ltd.", "")
_COUNTRIES = ("Germany", "France", "Japan", "United States", "China")
_TAGS = ("Medical imaging", "Electronic records", "Surgical robots", "Genomics", "Telehealth")
_HAN = ("甲木", "乙木", "丙木", "丁木", "戊木", "己木", "庚木", "辛木", "壬木", "癸木", "子木", "丑木", "寅木")  # fmt: skip
_HAN_TRADE = ("影像", "健康", "机器人", "数据", "诊断", "软件", "生物")


@dataclass(frozen=True)
class Firm:
    """One stand-in, and what a site may say of it."""

    n: int

    @property
    def name(self) -> str:
        return f"Example {_FIRST[self.n % 13]} {_SECOND[self.n % 7]}{_FORMS[self.n % 5]}"

    @property
    def html(self) -> str:
        return escape(self.name)

    @property
    def han(self) -> str:
        form = "科技有限公司" if self.n % 3 else ""
        return f"示例{_HAN[self.n % 13]}{_HAN_TRADE[self.n % 7]}{form}"

    @property
    def booth(self) -> str:
        return f"{'ABCD'[self.n % 4]}{100 + self.n * 7 % 400}"

    @property
    def hall(self) -> str:
        return str(1 + self.n % 3)

    @property
    def country(self) -> str:
        return _COUNTRIES[self.n % 5]

    @property
    def tags(self) -> tuple[str, ...]:
        return tuple(_TAGS[(self.n + one) % 5] for one in range(1 + self.n % 3))

    @property
    def site(self) -> str:
        return f"https://www.{_FIRST[self.n % 13].lower()}{self.n}.example"

    @property
    def intro(self) -> str:
        return f"We make {_SECOND[self.n % 7].lower()} for hospitals of every size, since {1950 + self.n}. Come and see us."


def firms(count: int) -> list[Firm]:
    return [Firm(n) for n in range(count)]


Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Made:
    """A page, and what a person would copy out of it."""

    text: str
    rows: Rows


def shell(body: str, *, head: str = "", lang: str = "en") -> str:
    """Put a body where sites put it: below a menu of many items, above a footer of many links, with a script and a cookie banner."""
    menu = "".join(f"<li class='menu-item menu-item-type-post_type menu-item-{n}'><a href='/{one.lower()}'>{one}</a><ul class='sub-menu'>{''.join(f'<li class=menu-item><a href=/{one}/{k}>{one} topic {k}</a></li>' for k in range(6))}</ul></li>" for n, one in enumerate(("Home", "Visit", "Exhibit", "Programme", "Press", "Travel", "Venue", "Contact")))  # fmt: skip
    foot = "".join(f"<div class='col-md-3'><h4>{one}</h4><ul>{''.join(f'<li><a href=/f/{one}/{k}>{one} link {k}</a></li>' for k in range(8))}</ul></div>" for one in ("About", "Partners", "Legal", "Follow"))  # fmt: skip
    return (
        f"<!DOCTYPE html>\n<html lang='{lang}'><head><meta charset='utf-8'><meta name='viewport' content='width=device-width'><title>Exhibitors | Example Fair</title>{head}"
        "<script>window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments)}</script></head><body class='page-template'>"
        f"<header class='site-header'><nav class='main-nav'><ul id='menu-main' class='menu'>{menu}</ul></nav></header>{body}"
        f"<div class='site-footer'><div class='row'>{foot}</div><p>© 2026 Example Fair</p></div><div id='cookie-banner'><p>We use cookies.</p><button>Accept</button></div></body></html>"
    )


def map_your_show(some: Sequence[Firm]) -> Made:
    cards = "".join(
        f"<li class='js-Card card br3 db mb3 shadow-card' data-exhid='X{f.n:05}'><div class='flex'><div class='card-Image'><img src='/logos/{f.n}.png' alt=''></div><div class='card-Body pa3'>"
        f"<h3 class='card-Title break-word f3 mb1 mt0'><a href='/8_0/exhibitor/exhibitor-details.cfm?exhid=X{f.n:05}' class='b'>{f.html}</a></h3>"
        f"<p class='card-Subtitle mid-gray'><a href=\"javascript:void(0)\" onclick=\"map('{f.booth}')\">Hall {f.hall} — {f.booth}</a></p>"
        f"<p class='card-Desc truncate'>{f.intro}</p></div></div><button class='btn-planner' type='button'>Add to MyShow Planner</button></li>"
        for f in some
    )
    rows = [{"name": f.name, "booth": f.booth, "hall": f"Hall {f.hall}", "url": f"exhid=X{f.n:05}", "intro": f.intro} for f in some]  # fmt: skip
    return Made(shell(f"<main id='main'><div class='mys-gallery'><h1>Exhibitor Gallery</h1><p>{len(some)} results</p><ul class='list pa0'>{cards}</ul></div></main>"), rows)  # fmt: skip


def map_your_show_json(some: Sequence[Firm]) -> Made:
    hits = [
        {"id": f"X{f.n}", "fields": {"exhid_l": f"X{f.n}", "exhname_t": f.name, "exhalpha_t": f.name[0], "boothsdisplay_la": [f.booth], "booths_la": [f.booth], "hallid_la": [f.hall], "exhdesc_t": f.intro, "exhfeatured_t": "0", "randomstring": f"r{f.n}"}}
        for f in some
    ]  # fmt: skip
    whole = {"SUCCESS": True, "MESSAGE": "", "DATA": {"results": {"exhibitor": {"found": len(some), "start": 0, "hit": hits}}, "facets": {"hall": [{"value": one, "count": 3} for one in "123"]}}}  # fmt: skip
    return Made(json.dumps(whole), [{"name": f.name, "booth": f.booth, "hall": f.hall, "intro": f.intro} for f in some])  # fmt: skip


def a2z(some: Sequence[Firm]) -> Made:
    rows = "".join(
        f"<tr data-boothid='{f.n}'><td class='favorites'><a href='javascript:__doPostBack(\"fav${f.n}\",\"\")' title='Add to favourites'><i class='fa fa-star'></i></a></td>"
        f"<td class='companyName'><a href='eBooth.aspx?IndexInList={f.n}&amp;Nav=False&amp;BoothID={9000 + f.n}' class='exhibitorName'>{f.html}</a></td>"
        f"<td class='boothLabel'><a href='EventMap.aspx?MapItBooth={9000 + f.n}' class='boothLabel aa-mapIt'>{f.booth}</a></td><td>{f.country}</td></tr>"
        for f in some
    )
    letters = "".join(f"<li><a href=\"javascript:__doPostBack('ctl00$rptAlpha${n}','')\">{one}</a></li>" for n, one in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))  # fmt: skip
    body = (
        f"<form method='post' action='Exhibitors.aspx' id='aspnetForm'><input type='hidden' name='__VIEWSTATE' id='__VIEWSTATE' value='{'wEPDwUKLTk' * 500}'><ul class='alphaList'>{letters}</ul>"
        "<select name='hall'><option>All halls</option><option>Hall 1</option></select>"
        f"<table id='ctl00_rptExhibitors' class='table table-striped listTable'><thead><tr><th></th><th><a href=\"javascript:sort(1)\">Company Name</a></th><th>Booth Number(s)</th><th>Country</th></tr></thead><tbody class='listTableBody'>{rows}</tbody></table></form>"
    )
    return Made(shell(body), [{"name": f.name, "booth": f.booth, "country": f.country, "url": f"BoothID={9000 + f.n}"} for f in some])  # fmt: skip


def expofp_data(some: Sequence[Firm]) -> Made:
    data = {
        "name": "Example Fair", "boothTerm": "Booth", "locale": "en", "floors": [{"id": 1, "name": "Hall 1"}],
        "booths": [{"id": 100 + f.n, "name": f.booth, "exhibitors": [f.n], "points": [[1, 2], [3, 4]]} for f in some],
        "categories": [{"id": n, "name": one} for n, one in enumerate(_TAGS)],
        "exhibitors": [{"id": f.n, "name": f.name, "externalId": f"e{f.n}", "slug": f"example-{f.n}", "country": f.country, "website": f.site, "description": f"<p>{f.intro}</p>", "booths": [100 + f.n], "categories": [f.n % 5], "logo": None, "featured": False, "advertise": False} for f in some],
    }  # fmt: skip
    return Made(f"var __data = {json.dumps(data)};", [{"name": f.name, "country": f.country, "website": f.site, "booth": f.booth} for f in some])  # fmt: skip


def swapcard(some: Sequence[Firm]) -> Made:
    state: dict[str, object] = {"ROOT_QUERY": {"__typename": "Query", 'view({"id":"RXZlbnQ="})': {"exhibitors": {"nodes": [{"__ref": f"Core_Exhibitor:RXhoaWJpdG9y{f.n}"} for f in some], "totalCount": 412}}}}  # fmt: skip
    for f in some:
        state[f"Core_Exhibitor:RXhoaWJpdG9y{f.n}"] = {"__typename": "Core_Exhibitor", "id": f"RXhoaWJpdG9y{f.n}", "name": f.name, "logoUrl": f"https://static.example/{f.n}.png", "websiteUrl": f.site, "description": f.intro, 'withEvent({"eventId":"RXZlbnRfMQ=="})': {"__typename": "Core_ExhibitorWithEvent", "booth": f.booth, "group": {"__ref": "Core_Group:R1"}}}  # fmt: skip
    state["Core_Group:R1"] = {"__typename": "Core_Group", "id": "R1", "name": "Exhibitor"}
    cards = "".join(f"<a class='sc-8b1cd2a-0 kXyzAb' href='/widget/event/fair/exhibitor/RXhoaWJpdG9y{f.n}'><div class='sc-1f0a-2 hJklMn'><img src='https://static.example/{f.n}.png' alt='{f.html}'></div><span class='sc-77aa-1 bQwErT'>{f.html}</span><span class='sc-77aa-4 cAsDfG'>{f.booth}</span></a>" for f in some[:8])  # fmt: skip
    data = {"props": {"pageProps": {"apolloState": state}}, "page": "/event/[slug]", "query": {}, "buildId": "b1"}  # fmt: skip
    body = f"<div id='__next'><main><div class='sc-11'>{cards}</div></main></div><script id='__NEXT_DATA__' type='application/json'>{json.dumps(data)}</script>"
    return Made(shell(body), [{"name": f.name, "booth": f.booth, "website": f.site, "intro": f.intro} for f in some])  # fmt: skip


def smallworld(some: Sequence[Firm]) -> Made:
    cards = "".join(
        f"<div class='generic-option col-sm-12' data-id='{f.n}'><div class='row'><div class='col-2'><div class='generic-option-logo'><a href='/co/example-{f.n}'><img src='/l/{f.n}.png' alt=''></a></div></div>"
        f"<div class='col-7'><a class='generic-option-link' href='/co/example-{f.n}'>{f.html}</a><div class='generic-option-desc'><span class='label'>Booth:</span> <span class='value'>{f.booth}</span></div>"
        f"<div class='categories'>{''.join(f'<span class=badge>{one}</span>' for one in f.tags)}</div></div><div class='col-3'><a class='btn btn-default' href='/co/example-{f.n}'>View Profile</a></div></div></div>"
        for f in some
    )
    rows = [{"name": f.name, "booth": f.booth, "url": f"/co/example-{f.n}", "category": "、".join(f.tags)} for f in some]  # fmt: skip
    return Made(shell(f"<div id='exhibitors' class='sw-directory'>{cards}</div>"), rows)


def messe(some: Sequence[Firm]) -> Made:
    cards = "".join(
        f"<div class='item' data-exh-id='{f.n}'><div class='col col1ergebnis'><a href='/aussteller/example-{f.n}/' class='initial_noline'><img src='/i/{f.n}.jpg' alt=''></a></div>"
        f"<div class='col col2ergebnis'><a href='/aussteller/example-{f.n}/' class='initial_noline'><strong>{f.html}</strong><p>{f.country}</p></a></div>"
        f"<div class='col col3ergebnis'><p><a href='/hallenplan?x={f.n}'>Halle {f.hall}.1 Gang {'ABCD'[f.n % 4]} Nr. {100 + f.n * 7:03}</a></p></div></div>"
        for f in some
    )
    form = "<form id='ausform' action='/ausstellersuche/' method='get'><label>Suche<input name='search'></label><select name='country'><option>Deutschland</option><option>Frankreich</option></select></form>"
    body = f"<div class='content'>{form}<p>Ergebnis: {len(some)} Aussteller</p><div class='search-results'>{cards}</div></div>"
    rows = [{"name": f.name, "country": f.country, "hall": f"Halle {f.hall}.1", "booth": f"Gang {'ABCD'[f.n % 4]} Nr. {100 + f.n * 7:03}", "url": f"/aussteller/example-{f.n}/"} for f in some]  # fmt: skip
    return Made(shell(body, lang="de"), rows)


def rainfocus(some: Sequence[Firm]) -> Made:
    items = [{"exhibitorID": f"15{f.n}", "name": f.name, "booth": f.booth, "url": f.site, "description": f.intro, "type": "exhibitor", "attributevalues": [{"attribute": "Topic", "value": one} for one in f.tags]} for f in some]  # fmt: skip
    return Made(json.dumps({"responseCode": "0", "responseMessage": "Success", "sectionList": [{"sectionId": "all", "total": len(some), "numItems": len(some), "items": items}]}), [{"name": f.name, "booth": f.booth} for f in some])  # fmt: skip


def grip(some: Sequence[Firm]) -> Made:
    items = [{"id": f.n, "type_id": 5, "name": f.name, "headline": f.intro, "location": f.country, "picture": f"https://p.example/{f.n}.png", "metadata": {"stand_number": [f.booth], "website": [f.site]}, "active": True} for f in some]  # fmt: skip
    return Made(json.dumps({"success": True, "data": items, "pagination": {"total": len(some)}}), [{"name": f.name, "booth": f.booth, "website": f.site} for f in some])  # fmt: skip


def events_air(some: Sequence[Firm]) -> Made:
    cards = "".join(
        f"<div class='ea-exhibitor'><div class='ea-exhibitor__head'><h2 class='ea-exhibitor__name'>{f.html}</h2><span class='ea-exhibitor__stand'>Stand: {f.booth}</span></div>"
        f"<div class='ea-exhibitor__body'><p>{f.intro}</p><p><a href='{f.site}' target='_blank'>{f.site.removeprefix('https://')}</a></p></div></div>"
        for f in some
    )
    return Made(shell(f"<div class='ea-list'>{cards}</div>"), [{"name": f.name, "booth": f.booth, "website": f.site, "intro": f.intro} for f in some])  # fmt: skip


def gutenberg_logos(some: Sequence[Firm]) -> Made:
    columns = "".join(
        "<div class='wp-block-columns is-layout-flex wp-container-7'>"
        + "".join(f"<div class='wp-block-column is-layout-flow'><figure class='wp-block-image size-medium'><a href='{f.site}' target='_blank' rel='noreferrer noopener'><img decoding='async' src='/wp-content/uploads/2026/01/{f.n}.png' alt='{f.html}' class='wp-image-{500 + f.n}'></a></figure></div>" for f in some[at : at + 4])
        + "</div>"
        for at in range(0, len(some), 4)
    )  # fmt: skip
    return Made(shell(f"<main><article class='post'><div class='entry-content'><h2 class='wp-block-heading'>Our exhibitors</h2><p>Thank you.</p>{columns}</div></article></main>"), [{"name": f.name, "website": f.site} for f in some])  # fmt: skip


def webflow(some: Sequence[Firm]) -> Made:
    cards = "".join(
        f"<div role='listitem' class='collection-item-3 w-dyn-item'><a href='/exhibitors/example-{f.n}' class='exhibitor-link-block w-inline-block'><img src='https://cdn.example/{f.n}.svg' loading='lazy' alt='' class='image-27'><h3 class='heading-14'>{f.html}</h3>"
        f"<div class='div-block-51'><div class='text-block-12'>Booth</div><div class='text-block-13'>{f.booth}</div></div><p class='paragraph-9{' w-dyn-bind-empty' if f.n % 4 == 0 else ''}'>{f.intro if f.n % 4 else ''}</p><div class='featured-tag w-condition-invisible'>Featured</div></a></div>"
        for f in some
    )
    return Made(shell(f"<div class='section-2'><div class='w-dyn-list'><div role='list' class='collection-list-2 w-dyn-items'>{cards}</div></div></div>"), [{"name": f.name, "booth": f.booth, "url": f"/exhibitors/example-{f.n}"} for f in some])  # fmt: skip


def wix(some: Sequence[Firm]) -> Made:
    def text(comp: str, f: Firm, inner: str, tag: str) -> str:
        return f"<div id='comp-{comp}__item-k{f.n}x' class='HcOXKn c9GqVL QxJLC3 comp-{comp} wixui-rich-text' data-testid='richTextElement'><{tag} class='font_{8 if tag == 'p' else 4} wixui-rich-text__text'><span style='color:#111' class='wixui-rich-text__text'>{inner}</span></{tag}></div>"

    cards = "".join(
        f"<div id='comp-lx9a__item-k{f.n}x' class='comp-lx9a YzqVVZ wixui-repeater__item' role='listitem'><div id='bgLayers_comp-lx9a__item-k{f.n}x' data-hook='bgLayers' class='MW5IWV'></div><div data-mesh-id='comp-lx9a__item-k{f.n}xinlineContent' class=''><div data-mesh-id='g' data-testid='mesh-container-content'>"
        f"{text('lx9b', f, f.html, 'h2')}{text('lx9c', f, f'Booth {f.booth}', 'p')}{text('lx9d', f, f.country, 'p')}</div></div></div>"
        for f in some
    )
    return Made(shell(f"<div id='SITE_CONTAINER'><div id='masterPage' class='mesh-layout'><div id='comp-lx9a' class='comp-lx9a wixui-repeater' role='list'>{cards}</div></div></div>"), [{"name": f.name, "booth": f.booth, "country": f.country} for f in some])  # fmt: skip


def wechat(some: Sequence[Firm]) -> Made:
    style = "margin: 0px; padding: 0px; box-sizing: border-box; font-size: 15px;"
    parts = "".join(
        f"<section style='{style}'><section style='display: inline-block; {style}'><p style='{style}'><strong style='{style}'><span style='color: rgb(0,0,0);' leaf=''>{f.han}</span></strong></p></section>"
        f"<section style='{style}'><p style='{style}'><span leaf=''>展位号：{f.booth}</span></p><p style='{style}'><span leaf=''>主营产品：{'、'.join(f.tags)}</span></p></section><p style='{style}'><span leaf=''><br></span></p></section>"
        for f in some
    )
    body = (
        "<div id='page-content' class='rich_media_area_primary'><div id='img-content' class='rich_media_wrp'><h1 class='rich_media_title' id='activity-name'>示例展会参展企业名单</h1><div id='meta_content'><span class='rich_media_meta'>示例展会</span><em id='publish_time'>2026-03-01</em></div>"
        f"<div class='rich_media_content' id='js_content' style='visibility: hidden;'><section><p style='{style}'><span>大会将于春天举行，欢迎莅临。</span></p></section>{parts}<section><p><span>更多展商，敬请期待。</span></p><p><span>长按识别二维码关注我们</span></p></section></div></div></div>"
    )
    return Made(f"<!DOCTYPE html><html><head><meta charset='utf-8'><title></title><meta property='og:title' content='示例展会参展企业名单'></head><body id='activity-detail'>{body}</body></html>", [{"name": f.han, "booth": f.booth} for f in some])  # fmt: skip


def wechat_flat(some: Sequence[Firm]) -> Made:
    lines = "".join(f"<p><span style='font-size: 14px;'><strong>{f.han}</strong></span></p><p><span style='font-size: 14px;'>展位号：{f.booth}</span></p><p><br></p>" for f in some)  # fmt: skip
    body = f"<div class='rich_media_content' id='js_content'><p><span>以下排名不分先后：</span></p>{lines}<p><span>END</span></p></div>"
    return Made(f"<html><head><meta charset='utf-8'></head><body>{body}</body></html>", [{"name": f.han, "booth": f.booth} for f in some])  # fmt: skip


def chinese_directory(some: Sequence[Firm]) -> Made:
    items = "".join(
        f"<dl class='exh_item'><dt><a href='/company/{f.n}.html' title='{f.han}'><img src='/logo/{f.n}.jpg' alt='{f.han}'></a></dt><dd class='tit'><a href='/company/{f.n}.html' target='_blank'>{f.han}</a></dd>"
        f"<dd>展位号：<em>{f.hall}号馆{f.booth}</em></dd><dd>所在地：广东省深圳市</dd><dd>展品：{'，'.join(f.tags)}</dd></dl>"
        for f in some
    )
    pager = "<div class='page_nav'><a href='?page=1'>第1页</a><a href='?page=2' class='cur'>2</a><a href='?page=3'>下一页</a><a href='?page=9'>尾页</a></div>"
    return Made(shell(f"<div class='exh_list'>{items}</div>{pager}", lang="zh"), [{"name": f.han, "booth": f.booth, "url": f"/company/{f.n}.html"} for f in some])  # fmt: skip


def notice(some: Sequence[Firm]) -> Made:
    lines = "".join(
        f"<p style='text-indent:2em;'>{f.n + 1}．{f.han}　　{f.booth}</p>" for f in some
    )
    intro = "".join(f"<p style='text-indent:2em;'>{one}</p>" for one in ("各有关单位：", "根据工作安排，现将参展单位名单予以公布。", "附件：参展单位名单"))  # fmt: skip
    tail = (
        "<p style='text-align:right;'>示例市商务局</p><p style='text-align:right;'>2026年3月1日</p>"
    )
    return Made(shell(f"<div class='TRS_Editor'>{intro}{lines}{tail}</div>", lang="zh"), [{"name": f.han, "booth": f.booth} for f in some])  # fmt: skip


def notice_columns(some: Sequence[Firm]) -> Made:
    gap = "&nbsp;" * 6
    lines = "".join(f"<p>{f.n + 1}{gap}{f.han}{gap}{f.booth}{gap}广东省</p>" for f in some)
    return Made(shell(f"<div class='TRS_Editor'><p>现将名单公布如下：</p><p>序号{gap}企业名称{gap}展位号{gap}省份</p>{lines}<p>2026年3月1日</p></div>", lang="zh"), [{"name": f.han, "booth": f.booth} for f in some])  # fmt: skip


def old_table(some: Sequence[Firm]) -> Made:
    rows = "".join(f"<TR bgColor={'#ffffff' if f.n % 2 else '#eeeeee'}><TD height=22 align=middle><FONT size=2>{f.n + 1}</FONT></TD><TD><FONT size=2>&nbsp;<A href='show.asp?id={f.n}'>{f.han}</A></FONT><TD align=center><FONT size=2>{f.booth}</FONT></TR>" for f in some)  # fmt: skip
    body = f"<TABLE width=778 align=center><TR><TD width=160 vAlign=top><TABLE><TR><TD>首页</TD></TR><TR><TD>展会介绍</TD></TR><TR><TD>参展商</TD></TR></TABLE></TD><TD><TABLE border=1 cellSpacing=0><TR><TD colSpan=3 align=center><B>参展企业名录</B></TD></TR><TR><TD><B>序号</B></TD><TD><B>企业名称</B></TD><TD><B>展位号</B></TD></TR>{rows}</TABLE></TD></TR></TABLE>"
    return Made(f"<HTML><HEAD><META content='text/html; charset=gb2312' http-equiv=Content-Type><TITLE>参展商</TITLE></HEAD><BODY>{body}</BODY></HTML>", [{"name": f.han, "booth": f.booth, "url": f"show.asp?id={f.n}"} for f in some])  # fmt: skip


def japanese(some: Sequence[Firm]) -> Made:
    cards = "".join(f"<li class='p-exhibitor__item'><a href='detail/{f.n}'><p class='p-exhibitor__name'>株式会社サンプル{f.n}号</p><dl class='p-exhibitor__data'><dt>小間番号</dt><dd>{f.booth}</dd><dt>出展分野</dt><dd>医療機器</dd></dl></a></li>" for f in some)  # fmt: skip
    return Made(shell(f"<div class='l-main'><ul class='p-exhibitor'>{cards}</ul></div>", lang="ja"), [{"name": f"株式会社サンプル{f.n}号", "booth": f.booth, "url": f"detail/{f.n}"} for f in some])  # fmt: skip


def korean(some: Sequence[Firm]) -> Made:
    rows = "".join(f"<tr><td>{f.n + 1}</td><td class='subject'><a href='view.php?no={f.n}'>(주)예시{f.n}테크</a></td><td>{f.booth}</td><td>대한민국</td></tr>" for f in some)  # fmt: skip
    return Made(shell(f"<table class='board_list'><caption>참가업체 목록</caption><thead><tr><th>번호</th><th>업체명</th><th>부스번호</th><th>국가</th></tr></thead><tbody>{rows}</tbody></table>", lang="ko"), [{"name": f"(주)예시{f.n}테크", "booth": f.booth, "url": f"view.php?no={f.n}"} for f in some])  # fmt: skip


def german(some: Sequence[Firm]) -> Made:
    rows = "".join(f"<li class='ausstellerliste__eintrag'><h3>{f.html}</h3><dl><dt>Land:</dt><dd>{f.country}</dd><dt>Halle / Stand:</dt><dd>{f.hall} / {f.booth}</dd></dl><a href='/aussteller/{f.n}'>Mehr erfahren</a></li>" for f in some)  # fmt: skip
    return Made(shell(f"<ul class='ausstellerliste'>{rows}</ul>", lang="de"), [{"name": f.name, "country": f.country, "booth": f.booth, "url": f"/aussteller/{f.n}"} for f in some])  # fmt: skip


def arabic(some: Sequence[Firm]) -> Made:
    rows = "".join(f"<tr><td>شركة المثال {f.n}</td><td>{f.booth}</td><td>ألمانيا</td></tr>" for f in some)  # fmt: skip
    return Made(shell(f"<table dir='rtl'><tr><th>اسم الشركة</th><th>رقم الجناح</th><th>الدولة</th></tr>{rows}</table>", lang="ar"), [{"name": f"شركة المثال {f.n}", "booth": f.booth} for f in some])  # fmt: skip


def accordion(some: Sequence[Firm]) -> Made:
    items = "".join(
        f"<div class='accordion-item'><h2 class='accordion-header' id='h{f.n}'><button class='accordion-button collapsed' type='button' data-bs-toggle='collapse' data-bs-target='#c{f.n}'>{f.html}</button></h2>"
        f"<div id='c{f.n}' class='accordion-collapse collapse'><div class='accordion-body'><p><strong>Booth:</strong> {f.booth}</p><p>{f.intro}</p><p><a href='{f.site}'>Website</a></p></div></div></div>"
        for f in some
    )
    return Made(shell(f"<div class='accordion' id='exhibitors'>{items}</div>"), [{"name": f.name, "booth": f.booth, "website": f.site, "intro": f.intro} for f in some])  # fmt: skip


def details_summary(some: Sequence[Firm]) -> Made:
    items = "".join(f"<details class='wp-block-details'><summary>{f.html} – {f.country}</summary><p>Stand {f.booth}</p><p>{f.intro}</p></details>" for f in some)  # fmt: skip
    return Made(shell(f"<div class='entry'>{items}</div>"), [{"booth": f.booth, "intro": f.intro} for f in some])  # fmt: skip


def carousel(some: Sequence[Firm]) -> Made:
    slides = "".join(f"<div class='swiper-slide' data-swiper-slide-index='{n % 20}'><a href='https://s{n % 20}.example'><img src='/s/{n % 20}.png' alt='Example Sponsor {chr(65 + n % 20)} Ltd'></a><span>Sponsor {chr(65 + n % 20)} Ltd</span></div>" for n in range(60))  # fmt: skip
    cards = "".join(f"<div class='exh'><h4>{f.html}</h4><p>Booth {f.booth}</p><p>{f.country}</p></div>" for f in some)  # fmt: skip
    return Made(shell(f"<div class='exhs'>{cards}</div><section><h2>Thanks to</h2><div class='swiper'><div class='swiper-wrapper'>{slides}</div></div></section>"), [{"name": f.name, "booth": f.booth, "country": f.country} for f in some])  # fmt: skip


def logo_wall(some: Sequence[Firm]) -> Made:
    wall = "".join(f"<img class='logo lazyload' data-src='/l/{f.n}.png' src='data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==' alt='{f.html} logo'>" for f in some)  # fmt: skip
    return Made(shell(f"<main><h1>Exhibitors</h1><div class='logos'>{wall}</div></main>"), [{"name": f.name} for f in some])  # fmt: skip


def elementor(some: Sequence[Firm]) -> Made:
    cards = "".join(
        f"<div data-elementor-type='loop-item' data-elementor-id='812' class='elementor elementor-812 e-loop-item e-loop-item-{900 + f.n} post-{900 + f.n} exhibitor type-exhibitor status-publish has-post-thumbnail hentry exhibitor_country-{f.country.lower().replace(' ', '-')}'><div class='elementor-element elementor-element-5d1 e-flex e-con' data-id='5d1' data-element_type='container'>"
        f"<div class='elementor-widget elementor-widget-heading' data-id='7aa'><div class='elementor-widget-container'><h2 class='elementor-heading-title elementor-size-default'><a href='/exhibitor/example-{f.n}/'>{f.html}</a></h2></div></div>"
        f"<div class='elementor-widget elementor-widget-text-editor' data-id='7ab'><div class='elementor-widget-container'>Stand {f.booth}</div></div><div class='elementor-widget elementor-widget-text-editor' data-id='7ac'><div class='elementor-widget-container'><p>{f.country}</p></div></div></div></div>"
        for f in some
    )
    return Made(shell(f"<div class='elementor-loop-container elementor-grid'>{cards}</div>"), [{"name": f.name, "booth": f.booth, "country": f.country, "url": f"/exhibitor/example-{f.n}/"} for f in some])  # fmt: skip


def tailwind(some: Sequence[Firm]) -> Made:
    cards = "".join(
        f"<div class='flex flex-col rounded-lg border p-4'><div class='mb-2 flex items-center gap-2'><p class='text-lg font-semibold text-gray-900'>{f.html}</p><span class='rounded bg-blue-100 px-2 text-xs'>{f.booth}</span></div>"
        f"<p class='text-sm text-gray-500'>{f.country}</p><div class='mt-2 flex flex-wrap gap-1'>{''.join(f'<span class=&quot;rounded-full bg-gray-100 px-2 text-xs&quot;>{one}</span>' for one in f.tags)}</div><a class='mt-4 text-sm' href='/e/{f.n}'>View details</a></div>".replace("&quot;", '"')
        for f in some
    )  # fmt: skip
    return Made(shell(f"<div class='grid grid-cols-3 gap-4'>{cards}</div>"), [{"name": f.name, "booth": f.booth, "country": f.country, "url": f"/e/{f.n}"} for f in some])  # fmt: skip


SITES: dict[str, Callable[[Sequence[Firm]], Made]] = {
    one.__name__: one
    for one in (
        map_your_show, map_your_show_json, a2z, expofp_data, swapcard, smallworld, messe, rainfocus, grip, events_air, gutenberg_logos, webflow, wix, wechat, wechat_flat,
        chinese_directory, notice, notice_columns, old_table, japanese, korean, german, arabic, accordion, details_summary, carousel, logo_wall, elementor, tailwind,
    )
}  # fmt: skip
