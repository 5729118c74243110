"""The official list: an exhibitor page in HTML, a card for each exhibitor."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from rehearsal.spelling import Spelled

_HEAD = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>参展企业 - 2021示例医院信息网络大会（演练用，所有企业均为虚构）</title>
  <link rel="stylesheet" href="/static/fair.css">
</head>
<body>
  <header class="site-header">
    <a class="logo" href="/">示例医院信息网络大会</a>
    <nav><a href="/agenda">日程</a> <a href="/forums">论坛</a> <a href="/exhibitors">参展企业</a></nav>
  </header>
  <main>
    <h1>参展企业</h1>
    <p class="notice">演练页面：所有企业、展位与关键词均为虚构。A rehearsal: no company on this page exists.</p>
    <ul class="list">
"""
_FOOT = """    </ul>
  </main>
  <footer>示例医院信息网络大会组委会</footer>
  <script src="/static/fair.js"></script>
</body>
</html>
"""


def page(companies: Sequence[Spelled]) -> bytes:
    """Return the page as UTF-8, cards in the order of their booths."""
    ordered = sorted(companies, key=lambda one: (one.booth, one.number))
    return (_HEAD + "".join(_card(one) for one in ordered) + _FOOT).encode()


def _card(one: Spelled) -> str:
    lines = [
        '      <li class="exhibitor">',
        f'        <h3 class="name">{escape(one.listed)}</h3>',
        f'        <span class="booth">{one.booth}</span>',
        f'        <p class="keywords">{escape("、".join(one.company.keywords))}</p>',
    ]
    if one.style == "legal" and one.number % 4 == 0:
        lines.insert(2, f'        <p class="name-en">{escape(one.company.names.english)}</p>')
    if one.prints_code:
        lines.append(f'        <span class="code">{one.code}</span>')
    return "\n".join([*lines, "      </li>"]) + "\n"
