"""The look-up list: who still lacks a registry or library record, as sheets to ask with and links to search by."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import xlsxwriter

from expolens.export.sites import Site, sites
from expolens.export.workbook import paper, properties
from expolens.model.exhibitor import Exhibitor
from expolens.model.match import Lookup
from expolens.model.study import Study
from expolens.names import language_of
from expolens.store.tables import Tables, to_rows
from expolens.wording import width, word

ROLES = ("registry", "library")
_LINE = 15
_HEADERS = (
    ("exhibitor / 参展商编号", 12), ("lacks / 缺少", 16), ("ask for / 查询名称", 36), ("other names / 其他名称", 36),
    ("credit code / 统一社会信用代码", 22), ("country / 国家", 10), ("booth / 展位", 10), ("before / 此前查询", 36),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """A company to look up: the roles it has no record of, the names to try (the most telling first), its code and country, and what was asked before."""

    exhibitor: str
    lacks: tuple[str, ...]
    names: tuple[str, ...]
    code: str
    country: str
    booths: tuple[str, ...]
    before: tuple[Lookup, ...]

    def named(self, language: str) -> str:
        """Return the first name of a language ("zh" or "en"), "" for none."""
        chinese = language == "zh"
        return next((n for n in self.names if (language_of(n) != "en") == chinese), "")


def wanted(tables: Tables) -> list[Wanted]:
    """Return the exhibitors without an accepted record of a registry, or of a library; who is out or absent is not asked for."""
    lookups: dict[str, list[Lookup]] = {}
    for look in to_rows("lookups", Lookup, tables["lookups"]):
        lookups.setdefault(look.exhibitor, []).append(look)
    names, facts = _names(tables), _facts(tables)
    found = []
    for one in to_rows("exhibitors", Exhibitor, tables["exhibitors"]):
        asked = lookups.get(one.id, [])
        has = {look.role for look in asked if look.outcome == "found"}
        lacks = tuple(role for role in ROLES if role not in has)
        tried = dict.fromkeys(
            [
                one.name,
                one.name_en,
                one.renamed,
                *(n for key in one.records for n in names.get(key, ())),
            ]
        )
        known = tuple(name for name in tried if name)
        if one.included and one.attendance != "absent" and lacks and known:
            code, country = (
                next((v for key in one.records if (v := facts.get((key, field)))), "")
                for field in ("credit_code", "country")
            )
            found.append(Wanted(one.id, lacks, known, code, country, one.booths, tuple(asked)))
    return found


def _names(tables: Tables) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    table = tables["names"]
    for record, text in zip(table["record"].to_pylist(), table["text"].to_pylist(), strict=True):
        found.setdefault(record, []).append(text)
    return found


def _facts(tables: Tables) -> Mapping[tuple[str, str], str]:
    columns = ("record", "field", "value")
    rows = zip(*(tables["facts"][name].to_pylist() for name in columns), strict=True)
    return {
        (record, field): value
        for record, field, value in rows
        if value and field in ("credit_code", "country")
    }


def lookup(tables: Tables, *, study: Study) -> bytes:
    """Return the workbook of who to look up: what each lacks, the names to try, what was asked before, and a link to each site.

    A site that knows Chinese names has no link for who has none, and the other way round. Text is text: nothing in it is a formula. The
    bytes depend on the tables and the study alone.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    properties(book, study, f"Companies to look up: {study.id}")
    page = book.add_worksheet("Look up")
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    url = book.add_format({"font_color": "#0563C1", "underline": 1, "valign": "top"})
    page.set_row(0, 32)
    headers = [*_HEADERS, *((f"{site.title.en} / {site.title.zh}", 13) for site in sites())]
    for index, (header, wide) in enumerate(headers):
        page.set_column(index, index, wide)
        page.write_string(0, index, header, bold)
    for row, one in enumerate(wanted(tables), 1):
        cells = list(_cells(one))
        # A width counts characters of the font; what is in both languages wraps sooner.
        lines = max(
            -(-width(cell) // max(int(wide) - 2, 1))
            for cell, (_, wide) in zip(cells, _HEADERS, strict=True)
        )
        page.set_row(row, _LINE * max(lines, 1))
        for index, cell in enumerate(cells):
            page.write_string(row, index, cell, text)
        for index, site in enumerate(sites(), len(_HEADERS)):
            name = one.named(site.names) if site.gives in one.lacks else ""
            if name:
                page.write_url(
                    row,
                    index,
                    site.link(name),
                    url,
                    site.title.zh if site.names == "zh" else site.title.en,
                )
    page.freeze_panes(1, 3)
    page.repeat_rows(0)
    paper(page)
    book.close()
    return buffer.getvalue()


def _cells(one: Wanted) -> Iterator[str]:
    """Yield what is known of a company, in the order of the columns."""
    ask = one.named("zh") or one.names[0]
    yield one.exhibitor
    yield "; ".join(f"{role} {word(f'role.{role}', 'zh')}" for role in one.lacks)
    yield ask
    yield "; ".join(name for name in one.names if name != ask)
    yield one.code
    yield one.country
    yield "、".join(one.booths)
    yield "; ".join(_before(one.before))


def _before(lookups: Iterable[Lookup]) -> Iterator[str]:
    """Yield what was asked of each source, with its date."""
    for look in lookups:
        said = f"{word(f'lookup.{look.outcome}', 'en')} {word(f'lookup.{look.outcome}', 'zh')}"
        day = look.date if look.outcome != "not_looked_up" else ""
        yield " ".join(filter(None, (f"{look.source}:", said, day)))


def batches(tables: Tables, site: Site | None = None) -> list[bytes]:
    """Return the sheets that a site takes for a batch query, the Chinese names alone in one column, as many rows a sheet as it allows; the first site's without one.

    Who is missing from the site's role alone is in them; [] where nobody is.
    """
    site = site or sites()[0]
    names = list(
        dict.fromkeys(
            name for one in wanted(tables) if site.gives in one.lacks and (name := one.named("zh"))
        )
    )
    most = max(1, site.rows)
    return [
        _batch(site.column or "企业名称", names[at : at + most])
        for at in range(0, len(names), most)
    ]


def _batch(header: str, names: Sequence[str]) -> bytes:
    """Return a workbook of one column of names."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    properties(book, None, "")
    page = book.add_worksheet("Sheet1")
    text = book.add_format({"num_format": "@"})
    page.set_column(0, 0, 44)
    for row, name in enumerate((header, *names)):
        page.write_string(row, 0, name, text)
    book.close()
    return buffer.getvalue()
