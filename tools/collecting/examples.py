"""One example of each kind of input. No company in them is one."""

from __future__ import annotations

import json

from collecting import files
from collecting.example import FAIR, Example
from collecting.files import Rows

LIST: Rows = (
    ("公司名称 Company", "展 位 号", "展馆", "产品类别", "联系电话"),
    ("示例甲医疗科技有限公司", "A101", "1号馆", "影像", "010-00000000"),
    ("示例乙软件有限公司", "A102", "1号馆", "病历", "010-00000001"),
    ("示例丙生物有限公司", "B203", "2号馆", "基因", "010-00000002"),
)
ENGLISH: Rows = (
    ("Exhibitor", "Stand", "Country"),
    ("Stand-in Alpha GmbH", "A101", "Germany"),
    ("Stand-in Beta Ltd", "A102", "United Kingdom"),
    ("Stand-in Gamma SA", "B203", "France"),
)
CARDS = (
    ("Stand-in Alpha GmbH", "A101", ("imaging", "records")),
    ("Stand-in Beta Ltd", "A102", ("robots",)),
    ("Stand-in Gamma SA", "B203", ("genomics",)),
    ("Stand-in Delta BV", "B204", ("telehealth", "records")),
    ("Stand-in Epsilon AG", "C305", ("imaging",)),
)
LANDS = ("Germany", "United Kingdom", "France", "Netherlands", "Switzerland")


def table(rows: Rows) -> str:
    """Return rows as a person sees them in a sheet."""
    return "\n".join(" | ".join(row) for row in rows)


def card(number: int, name: str, stand: str, tags: tuple[str, ...]) -> str:
    """Return a card of a page."""
    said = "".join(f"<span>{one}</span>" for one in tags)
    return (
        f'<article class="card"><h3><a href="/exhibitors/{number}">{name}</a></h3>'
        f'<p class="stand">Stand {stand}</p><p class="tags">{said}</p></article>'
    )


def page_of_cards(first: int, last: int, more: str = "") -> str:
    """Return a page of some of the cards."""
    shown = [card(n, *one) for n, one in enumerate(CARDS, 1) if first <= n <= last]
    return "<main>\n" + "\n".join(shown) + f"\n{more}</main>\n"


WORKBOOKS = (
    Example(
        "xlsx",
        "Excel: a sheet made by hand",
        "Banner rows above the header, headers with spaces inside or in two languages, merged and hidden rows are read as they are, and said. "
        "Several sheets of the same columns are one list, with the sheet (a hall, say) as a column; else the one with a column of names is read, and `--sheet` chooses.",
        ["expolens collect list.xlsx"],
        {"list.xlsx": files.xlsx(LIST, title="示例展会参展名单（内部）", hidden=(3,))},
        "示例展会参展名单（内部）\n" + table(LIST) + "\n(the row of 示例乙 is hidden)",
        after="Formulas are read as the value that was saved, codes keep their zeros. A workbook with a password cannot be read: save it without one.",
    ),
    Example(
        "xls",
        "Excel 97 to 2003",
        "As [xlsx](xlsx.md); here two halls on two sheets. What is called .xls and is a page or a text inside is read as what it is, and said.",
        ["expolens collect halls.xls"],
        {"halls.xls": files.xls({"Hall 1": ENGLISH[:3], "Hall 2": (ENGLISH[0], ENGLISH[3])})},
        "Sheet Hall 1:\n"
        + table(ENGLISH[:3])
        + "\n\nSheet Hall 2:\n"
        + table((ENGLISH[0], ENGLISH[3])),
    ),
    Example(
        "ods",
        "OpenDocument",
        "From LibreOffice; as [xlsx](xlsx.md).",
        ["expolens collect list.ods"],
        {"list.ods": files.ods(ENGLISH)},
        table(ENGLISH),
    ),
)
TEXTS = (
    Example(
        "csv",
        "CSV, tabs, semicolons",
        "Any delimiter, any encoding, any line end; here semicolons in GB 18030. What the encoding was taken for is said where it is not sure; `--encoding` says it. "
        ""
        "The header is the row with the most known words among the first sixty. Rows above it, the header said again, totals that add up and notes are left out, a quotation mark that is not closed is read as a letter, "
        "and each is said. A row that only reads like a total stays: a company may be called so.",
        ["expolens collect list.csv --lang zh"],
        {
            "list.csv": files.csv(
                (*LIST, ("注：以主办方公布为准", "", "", "", "")), between=";", encoding="gb18030"
            )
        },
        "\n".join(";".join(row) for row in (*LIST, ("注：以主办方公布为准", "", "", "", ""))),
        after="`--lang en` or `zh` is the language of what is shown and of the columns that are written.",
    ),
    Example(
        "pasted",
        "Pasted text",
        "Copy a list out of anything, and paste it: `-` reads what comes in, a file of it works too. Lines of an entry that repeat are sorted by what they look like.",
        ["expolens collect -"],
        pasted="Exhibitors\n\nStand-in Alpha GmbH\nBooth A101\nGermany\n\nStand-in Beta Ltd\nBooth A102\nUnited Kingdom\n\nStand-in Gamma SA\nBooth B203\nFrance\n",
        shown="Exhibitors\n\nStand-in Alpha GmbH\nBooth A101\nGermany\n\nStand-in Beta Ltd\nBooth A102\nUnited Kingdom\n\nStand-in Gamma SA\nBooth B203\nFrance",
        after="In a terminal, end what you pasted with Ctrl-D (Windows: Ctrl-Z and Enter).",
    ),
    Example(
        "json",
        "JSON and JSON Lines",
        "The list is found by its shape, however deep it stands; `--path data.exhibitors` says where if it was the wrong one. Objects within an exhibitor become columns, lists one cell.",
        ["expolens collect dump.json"],
        {
            "dump.json": (
                dump := json.dumps(
                    {
                        "event": {"id": 7, "halls": ["1", "2"]},
                        "data": {
                            "exhibitors": [
                                {
                                    "name": name,
                                    "booths": [{"hall": stand[0], "number": stand}],
                                    "tags": list(tags),
                                }
                                for name, stand, tags in CARDS[:3]
                            ]
                        },
                    },
                    indent=1,
                )
            ).encode()
        },
        '{"event": {…}, "data": {"exhibitors": [\n {"name": "Stand-in Alpha GmbH", "booths": [{"hall": "A", "number": "A101"}], "tags": ["imaging", "records"]},\n …]}}',
    ),
    Example(
        "pdf",
        "PDF directories",
        "Tables, and columns of entries with a name set apart, are read out of the text of a PDF. A scan has no text: have it recognised (OCR) first.",
        ["expolens collect catalogue.pdf"],
        {
            "catalogue.pdf": files.pdf(
                [
                    (f"Stand-in {word} {form}", f"Stand: {stand}", f"Country: {country}")
                    for word, form, stand, country in (
                        ("Alpha", "GmbH", "A101", "Germany"),
                        ("Beta", "Ltd", "A102", "United Kingdom"),
                        ("Gamma", "SA", "B203", "France"),
                        ("Delta", "BV", "B204", "Netherlands"),
                        ("Epsilon", "AG", "C305", "Switzerland"),
                        ("Zeta", "Inc.", "C306", "United States"),
                    )
                ],
                title="Example Fair: exhibitors",
            )
        },
        "Stand-in Alpha GmbH          Stand-in Delta BV\nStand: A101                  Stand: B204\nCountry: Germany             Country: Netherlands\n…",
        after="`source_place` of the clean list says on which page each entry stands.",
    ),
)
TABLES = (
    "<h2>Hall 1</h2><table><tr><th>Exhibitor</th><th>Stand</th></tr>\n"
    "<tr><td>Stand-in Alpha GmbH</td><td>A101</td></tr><tr><td>Stand-in Beta Ltd</td><td>A102</td></tr></table>\n"
    "<h2>Hall 2</h2><table><tr><th>Exhibitor</th><th>Stand</th></tr>\n"
    "<tr><td>Stand-in Gamma SA</td><td>B203</td></tr></table>\n"
)
STATE = (
    '<div id="__next"></div><script id="__NEXT_DATA__" type="application/json">\n{"props":{"pageProps":{"exhibitors":[\n'
    + ",\n".join(
        json.dumps({"name": name, "stand": {"hall": stand[0], "number": stand}})
        for name, stand, _ in CARDS[:3]
    )
    + "\n]}}}</script>\n"
)
PAGES = (
    Example(
        "table",
        "A saved page with a table",
        "Tables of the same columns are one list; the heading above each tells them apart.",
        ["expolens collect page.html"],
        {"page.html": TABLES.encode()},
        TABLES,
    ),
    Example(
        "cards",
        "A saved page of cards, and its recipe",
        "What repeats on a page is found without being told: name, stand, keywords, link. With `-o` the recipe by which it was read is written too.",
        ["expolens collect page.html -o list.csv"],
        {"page.html": page_of_cards(1, 3).encode()},
        page_of_cards(1, 3),
        after=(
            "`list.recipe.toml` is short and made to be corrected: a `[[cell]]` is a column, `field` what it is called, `select` where it is in its card, `seen` what it found. "
            "Next year: `expolens collect page.html --recipe list.recipe.toml`. A recipe whose selectors find less than half of what they did says that it is out of date."
        ),
    ),
    Example(
        "state",
        "A page that only its program fills",
        "Many pages carry their list as data for their own program (`__NEXT_DATA__`, `window.…`, JSON-LD) and show nothing without it: that is read.",
        ["expolens collect page.html"],
        {"page.html": STATE.encode()},
        STATE,
    ),
)
SITE = {
    "/exhibitors": page_of_cards(1, 3, '<a rel="next" href="/exhibitors?page=2">Next</a>'),
    "/exhibitors?page=2": page_of_cards(4, 5),
    **{
        f"/exhibitors/{n}": f"<main><h1>{name}</h1><dl><dt>Country</dt><dd>{country}</dd></dl></main>"
        for n, ((name, _, _), country) in enumerate(zip(CARDS, LANDS, strict=True), 1)
    },
}
SITES = (
    Example(
        "site",
        "A site",
        "Next pages are followed, with `--details` the page behind each exhibitor too. robots.txt is kept, one page a second is asked for (`--delay`), and what came is kept in a "
        "web archive: stopped with Ctrl-C it goes on where it was, next year it asks only for what changed. At a CAPTCHA or a refusal it stops; bring an export or a saved page then.",
        [f"expolens collect {FAIR}/exhibitors --details -o list.csv"],
        site=SITE,
        after="In a study: `expolens add https://… --as list` keeps the archive in `sources/`; the same command again brings it up to date. `--contact` tells the site's people who asks.",
    ),
    Example(
        "archive",
        "A web archive",
        "What was fetched is a list without any network: the same file gives the same list, and every row says on which page it stood. Archives of other programs (`.warc`, `.warc.gz`) are read too.",
        [
            f"expolens collect {FAIR}/exhibitors -o list.csv",
            "expolens collect list.warc.gz",
        ],
        site=SITE,
    ),
)
PACKED = (
    Example(
        "zip",
        "A zip of lists",
        "Lists of the same columns in a zip are one, with the file as a column where it says something; else the one with names is read.",
        ["expolens collect halls.zip"],
        {
            "halls.zip": files.zipped(
                {
                    "hall 1.csv": files.csv(ENGLISH[:3]),
                    "hall 2.csv": files.csv((ENGLISH[0], ENGLISH[3])),
                }
            )
        },
        "hall 1.csv:\n"
        + table(ENGLISH[:3])
        + "\n\nhall 2.csv:\n"
        + table((ENGLISH[0], ENGLISH[3])),
    ),
    Example(
        "xml",
        "XML",
        "What repeats is a row, its parts and attributes are columns.",
        ["expolens collect list.xml"],
        {
            "list.xml": (
                xml := "<fair><exhibitors>\n"
                + "".join(
                    f'<exhibitor stand="{stand}"><name>{name}</name></exhibitor>\n'
                    for name, stand, _ in CARDS[:3]
                )
                + "</exhibitors></fair>\n"
            ).encode()
        },
        xml,
    ),
    Example(
        "mhtml",
        "A page saved in one file",
        "Save the page once its list is shown in full (“Web page, single file”, .mhtml): the surest way where a site refuses programs.",
        ["expolens collect page.mhtml"],
        {"page.mhtml": files.mhtml(page_of_cards(1, 3))},
    ),
)
REGISTRY: Rows = (
    (
        "系统匹配企业名称",
        "登记状态",
        "法定代表人",
        "注册资本",
        "成立日期",
        "统一社会信用代码",
        "电话",
        "所属省份",
    ),
    (
        "示例甲医疗科技有限公司",
        "存续",
        "张某",
        "1000万元",
        "2012-03-04",
        "-",
        "010-00000000",
        "北京市",
    ),
    ("示例乙软件有限公司", "存续", "李某", "500万元", "2016-07-08", "-", "010-00000001", "浙江省"),
)
EXCHANGE: Rows = (
    (
        "Issuer Name",
        "TIDM",
        "ICB Industry",
        "Admission Date",
        "Country of Incorporation",
        "LSE Market",
    ),
    ("STAND-IN ALPHA PLC", "SIA", "Health Care", "04/03/2012", "United Kingdom", "MAIN MARKET"),
    ("STAND-IN BETA PLC", "SIB", "Technology", "08/07/2016", "Ireland", "AIM"),
)
PLATFORM = (
    '{"title": "Example Fair", "exhibitors": [\n'
    + ",\n".join(
        json.dumps(
            {
                "id": n,
                "externalId": f"19{n}",
                "name": name,
                "country": land,
                "phone1": "",
                "featured": False,
                "booths": [stand],
            }
        )
        for n, ((name, stand, _), land) in enumerate(zip(CARDS[:3], LANDS, strict=False), 1)
    )
    + "\n]}\n"
)
ANSWERS: Rows = (
    ("原文件导入名称", "系统匹配企业名称", "登记状态", "统一社会信用代码", "成立日期", "所属省份"),
    ("示例甲", "示例甲医疗科技有限公司", "存续", "91110000600037341L", "2012-03-04", "北京市"),
    ("示例无名", "未匹配到相关企业", "-", "-", "-", "-"),
)
ONSITE: Rows = (
    (
        "hall / 展馆",
        "booth / 展位",
        "name / 名称",
        "attendance / 到场情况",
        "name on site / 现场名称",
        "checker / 核对人",
    ),
    ("1号馆", "A101", "示例甲医疗科技有限公司", "√", "", "ck1"),
    ("1号馆", "A102", "示例乙软件有限公司", "更名", "示例乙数据有限公司", "ck1"),
    ("2号馆", "B203", "示例丙生物有限公司", "未到", "", "ck2"),
)
EXPORTS = (
    Example(
        "registry",
        "A registry's export",
        "TianYanCha, Qichacha, Qixin, Companies House, GLEIF, Crunchbase and others are known by their headers: units, marks for “nothing given” and words for a status are read as that site means them. "
        "[reference.md](../reference.md) lists the layouts. Phones, mails and names of people never leave the file.",
        ["expolens collect registry.csv"],
        {"registry.csv": files.csv(REGISTRY)},
        table(REGISTRY),
        after="In a study: `expolens add registry.csv --as registry`. Rows without a name continue the company above (further rounds of financing) where the layout says so, or `continues = true` at the source.",
    ),
    Example(
        "exchange",
        "An exchange's list of companies",
        "As a [registry's export](registry.md). Where a layout knows the order of day and month, the clean list has the date as ISO.",
        ["expolens collect exchange.csv -o list.csv"],
        {"exchange.csv": files.csv(EXCHANGE)},
        table(EXCHANGE),
    ),
    Example(
        "platform",
        "A fair platform's dump",
        "Map Your Show, a2z, Swapcard, ExpoFP, Smallworld Labs: what their pages load in the background, saved, is the best list of all.",
        ["expolens collect exhibitors.json"],
        {"exhibitors.json": PLATFORM.encode()},
        PLATFORM,
    ),
)


BACK = (
    Example(
        "lookup",
        "The look-up list",
        "`expolens export STUDY --as lookup` writes the companies that still lack a registry or library record, with a search link each, and sheets to upload for a batch query. "
        "What comes back is read like any export: a row without an answer says that the source was asked, and is nobody's candidate.",
        ["expolens collect answers.csv"],
        {"answers.csv": files.csv(ANSWERS)},
        table(ANSWERS),
        after="In a study: `expolens add answers.csv --as registry`; it only fills what was missing.",
    ),
    Example(
        "onsite",
        "The on-site list",
        "`expolens export STUDY --as onsite` writes the sheet to take along, `--as checklist` the same as JSON for a phone. What stands in it afterwards is read back.",
        ["expolens collect onsite.xlsx"],
        {"onsite.xlsx": files.xlsx(ONSITE, title="Who to look for on site 现场核对")},
        table(ONSITE),
        after="In a study: `expolens add onsite.xlsx --as attendance`. Sheets of several days or checkers are added one by one, with `day` at each source.",
    ),
)
ALL = (*WORKBOOKS, *TEXTS, *PAGES, *SITES, *PACKED, *EXPORTS, *BACK)
