"""Directories of made-up exhibitors as PDF, in the layouts of printed catalogues: what tests read back."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import product

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

STEMS = (
    "Amber", "Birch", "Cobalt", "Dahlia", "Ember", "Fjord", "Granite", "Hazel", "Indigo", "Juniper", "Kestrel", "Lumen",
    "Maple", "Nimbus", "Onyx", "Poplar", "Quartz", "Rowan", "Sable", "Tundra", "Umber", "Velvet", "Willow", "Zephyr",
)  # fmt: skip
TRADES = ("Medical", "Software", "Imaging", "Data", "Robotics", "Health Systems", "Diagnostics")
FORMS = ("GmbH", "Ltd.", "Inc.", "S.p.A.", "AG", "Co., Ltd.", "BV")
COUNTRIES = ("Germany", "United Kingdom", "USA", "Italy", "Switzerland", "China", "Netherlands")
CITIES = ("Bonn", "Leeds", "Austin", "Turin", "Basel", "Hefei", "Delft")
PROSE = (
    "We develop software for hospitals of every size and support their teams from planning to daily use.",
    "The family-owned company makes imaging devices that are used in more than forty countries around the world.",
    "Our platform connects wards, laboratories and pharmacies. It is certified and runs on any infrastructure.",
)


@dataclass(frozen=True)
class Firm:
    """One made-up exhibitor."""

    name: str
    booth: str
    street: str
    city: str
    country: str
    web: str
    phone: str
    about: str


def firms(count: int) -> list[Firm]:
    """Return `count` made-up exhibitors with different names, by name."""
    names = sorted(
        {
            f"{stem} {trade} {FORMS[(i + j) % 7]}"
            for (i, stem), (j, trade) in product(enumerate(STEMS), enumerate(TRADES))
        }
    )
    while len(names) < count:
        names += [
            f"{name.split(' ', 1)[0]}{len(names)} {name.split(' ', 1)[1]}" for name in names[:168]
        ]
    return [
        Firm(
            name, f"{'ABCDEFGH'[n % 8]}{100 + n * 7 % 900}", f"Sample Street {n % 90 + 1}", f"{10000 + n * 37} {CITIES[n % 7]}",
            COUNTRIES[n % 7], f"www.{name.split()[0].lower()}-{name.split()[1].lower()}{n}.example", f"+49 228 {100000 + n}", f"{PROSE[n % 3]} Founded in {1950 + n % 70} with {3 + n} people.",
        )
        for n, name in enumerate(sorted(names[:count]))
    ]  # fmt: skip


class Columns:
    """A page of text columns that fill from top to bottom, with a running head and page numbers."""

    def __init__(
        self, columns: int, *, head: str = "", size: float = 8, gutter: float = 16
    ) -> None:
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=A4, invariant=1)
        self.columns, self.head, self.size, self.gutter = columns, head, size, gutter
        self.width = (A4[0] - 80 - gutter * (columns - 1)) / columns
        self.page, self.column, self.y = 0, 0, 0.0
        self._start()

    def _start(self) -> None:
        self.page += 1
        self.column, self.y = 0, A4[1] - 70
        self.canvas.setFont("Helvetica", 8)
        if self.head:
            self.canvas.drawString(40, A4[1] - 36, self.head)
            self.canvas.drawCentredString(A4[0] / 2, 24, str(self.page))

    @property
    def x(self) -> float:
        return 40 + self.column * (self.width + self.gutter)

    def room(self, height: float) -> None:
        if self.y - height < 50:
            self.column += 1
            self.y = A4[1] - 70
            if self.column == self.columns:
                self.canvas.showPage()
                self._start()

    def line(self, text: str, *, font: str = "Helvetica", size: float = 0, right: str = "") -> None:
        """Write one line, or as many as the column is narrow; `right` stands at its right edge behind dots."""
        size = size or self.size
        for part in self.wrapped(text, font, size) if not right else [text]:
            self.room(size * 1.25)
            self.y -= size * 1.25
            self.canvas.setFont(font, size)
            self.canvas.drawString(self.x, self.y, part)
            if right:
                self.canvas.drawRightString(self.x + self.width, self.y, right)
                free = self.width - pdfmetrics.stringWidth(part + right, font, size) - 6
                dots = "." * int(free / pdfmetrics.stringWidth(".", font, size))
                self.canvas.drawString(
                    self.x + pdfmetrics.stringWidth(part, font, size) + 3, self.y, dots
                )

    def wrapped(self, text: str, font: str, size: float) -> list[str]:
        words = text.split(" ") if text.isascii() else list(text)
        between = " " if text.isascii() else ""
        lines = [""]
        for word in words:
            longer = f"{lines[-1]}{between}{word}" if lines[-1] else word
            if pdfmetrics.stringWidth(longer, font, size) <= self.width or not lines[-1]:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def space(self, height: float) -> None:
        self.y -= height

    def done(self) -> bytes:
        self.canvas.save()
        return self.buffer.getvalue()


def catalogue(rows: Sequence[Firm], columns: int = 3, *, letters: bool = True) -> bytes:
    """A fair's printed catalogue: letters, bold names, address, country, web, booth."""
    page = Columns(columns, head="Example Fair 2026 – Exhibitors A–Z")
    letter = ""
    for one in rows:
        if letters and one.name[0] != letter:
            letter = one.name[0]
            page.room(40)
            page.line(letter, font="Helvetica-Bold", size=16)
        page.line(one.name, font="Helvetica-Bold")
        page.line(one.street)
        page.line(one.city)
        page.line(one.country)
        page.line(one.web)
        page.line(f"Booth: {one.booth}")
        page.space(6)
    return page.done()


def guide(rows: Sequence[Firm], columns: int = 2) -> bytes:
    """A show guide: larger names, the booth and hall below, a paragraph, web."""
    page = Columns(columns, head="Show Guide", size=9)
    for one in rows:
        page.line(one.name.upper(), size=11)
        page.line(f"Hall {ord(one.booth[0]) - 64} | Stand {one.booth}", font="Helvetica-Oblique")
        page.line(one.about)
        page.line(f"Tel. {one.phone}")
        page.line(one.web)
        page.space(9)
    return page.done()


def index(rows: Sequence[Firm], columns: int = 2) -> bytes:
    """An index with dot leaders."""
    page = Columns(columns, head="Index of exhibitors", size=8.5)
    for one in rows:
        page.line(one.name, right=one.booth)
    return page.done()


def floor_plan(rows: Sequence[Firm], columns: int = 4) -> bytes:
    """The list beside a floor plan: booth, name, below headings of halls."""
    page = Columns(columns, head="Floor plan", size=7)
    hall = ""
    for one in sorted(rows, key=lambda one: one.booth):
        if one.booth[0] != hall:
            hall = one.booth[0]
            page.room(30)
            page.line(f"Hall {hall}", font="Helvetica-Bold", size=10)
        page.line(f"{one.booth} {one.name}")
    return page.done()


def chinese_font(*, embedded: bool = True) -> str:
    """Register the package's own font, whose subset is embedded, or one that readers are expected to have, and return its name."""
    if embedded:
        path = files("expolens.render").joinpath("assets/NotoSansSC-cn.ttf")
        pdfmetrics.registerFont(TTFont("Noto", str(path)))
        return "Noto"
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    return "STSong-Light"


def book(
    rows: Sequence[tuple[str, str, str, str]],
    columns: int = 2,
    *,
    labelled_name: bool = False,
    embedded: bool = True,
) -> bytes:
    """A Chinese 会刊: name, 展位号, 地址, 网址, one block an exhibitor."""
    font = chinese_font(embedded=embedded)
    page = Columns(columns, size=9)
    for name, booth, address, web in rows:
        page.line(
            f"公司名称：{name}" if labelled_name else name,
            font=font,
            size=9 if labelled_name else 11,
        )
        page.line(f"展位号：{booth}", font=font)
        page.line(f"地址：{address}", font=font)
        page.line(f"网址：{web}", font=font)
        page.space(8)
    return page.done()


def table(
    rows: Sequence[Sequence[str]],
    header: Sequence[str],
    *,
    ruled: bool = False,
    wide: Sequence[float] | None = None,
    size: float = 8,
    pad: float = 3,
    align: str = "TOP",
) -> bytes:
    """A table as a spreadsheet prints it: its header again on every page, cells that wrap."""
    buffer = io.BytesIO()
    style = getSampleStyleSheet()["Normal"].clone("cell", fontSize=size, leading=size * 1.2)
    cells = [
        [Paragraph(f"<b>{cell}</b>", style) for cell in header],
        *([Paragraph(cell.replace("&", "&amp;"), style) for cell in row] for row in rows),
    ]
    looks: list[tuple[object, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), align),
        ("TOPPADDING", (0, 0), (-1, -1), pad),
        ("BOTTOMPADDING", (0, 0), (-1, -1), pad),
    ]
    if ruled:
        looks.append(("GRID", (0, 0), (-1, -1), 0.4, colors.grey))
    made = Table(cells, colWidths=wide, repeatRows=1, style=TableStyle(looks))
    SimpleDocTemplate(
        buffer, pagesize=landscape(A4), invariant=1, topMargin=50, bottomMargin=50
    ).build([made])
    return buffer.getvalue()
