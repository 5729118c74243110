"""The page of one figure: it shows values on hover and focus, in the layout that the window has room for."""

from __future__ import annotations

from html import escape

from expolens.model.document import Figure
from expolens.model.study import Study
from expolens.model.text import Language
from expolens.wording import caption, word

_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
<style>{style}body{{margin:24px auto;padding:0 16px;max-width:760px;font:15px/1.5 system-ui,"Noto Sans SC",sans-serif;color:#1f2328}}figure{{margin:0}}
.banner{{margin:0 0 1rem;padding:.5rem .75rem;font-weight:600;font-size:14px;color:#fff;background:#b3541e}}svg{{width:100%;height:auto;display:block}}
.column{{display:none}}.column.only{{display:block;max-width:420px}}@media(max-width:36rem){{.wide{{display:none}}.column{{display:block}}}}
figcaption{{margin-top:.5rem;color:#59636e}}[tabindex]:hover,[tabindex]:focus{{opacity:.75;outline:2px solid #0b6e6e;outline-offset:1px}}
output{{display:block;min-height:1.6em;color:#0b6e6e}}</style></head>
<body>{banner}<figure>{pictures}<output aria-live="polite"></output><figcaption>{caption}</figcaption></figure>
<script>const o=document.querySelector("output");for(const e of document.querySelectorAll("svg [tabindex]")){{const t=()=>o.textContent=e.querySelector("title").textContent;e.addEventListener("mouseenter",t);e.addEventListener("focus",t)}}</script>
</body></html>
"""


def figure_page(figure: Figure, *, study: Study, language: Language, style: str) -> str:
    """Write the page of a figure with the caption it has in the report, and the notice of a study that is no whole, real one."""
    real = study.nature == "real"
    notice = "" if real else study.caption.within(language)
    words = caption(figure.title, notice, language)
    banner = (
        "" if real else study.notice.within(language) or word(f"banner.{study.nature}", language)
    )
    pictures = f'<div class="{"wide" if figure.column else "column only"}">{figure.svg}</div>'
    if figure.column:
        pictures += f'<div class="column">{figure.column}</div>'
    return _PAGE.format(
        language="zh-Hans" if language == "zh" else language,
        title=escape(words),
        style=style,
        banner=f'<p class="banner" role="note">{escape(banner)}</p>' if banner else "",
        pictures=pictures,
        caption=escape(" ".join((words, *figure.notes))),
    )
