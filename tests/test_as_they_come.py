"""Sheets as organisers and registries really send them: blocks beside each other, halls between the rows, headers twice, values that contradict their header."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter.workbook import Workbook

from expolens.layouts.header import header_key, meaning
from expolens.layouts.mapping import understood
from expolens.layouts.similar import proposals
from expolens.model.study import SourcePlan
from expolens.readers import Grid, grid_of
from expolens.readers.footers import Above, is_hint, is_total
from expolens.readers.standing import standing
from expolens.study.received import Received, received
from expolens.values import FIELDS, read
from workbooks import cells, said, sheet_xlsx, xlsx


def firm(n: int) -> str:
    return f"示例{n}医疗科技有限公司"


def received_csv(text: str, role: str = "list") -> Received:
    return received(text.encode(), SourcePlan("s", role, "s.csv"), named=False)


def grid(rows: list[list[object]]) -> Grid:
    return grid_of(sheet_xlsx(rows), SourcePlan("s", "list", "s.xlsx"))


def test_blocks_beside_each_other_are_one_list() -> None:
    rows: list[list[object]] = [["序号", "公司名称", "展位号", "", "序号", "公司名称", "展位号"]]
    rows += [[n, firm(n), f"A{n}", "", n + 9, firm(n + 9), f"B{n}"] for n in range(1, 9)]
    rows.append([9, firm(9), "A9"])
    found = grid(rows)
    assert found.header == ("序号", "公司名称", "展位号")
    assert [row[1] for row in cells(found)] == [firm(n) for n in range(1, 18)]
    assert [row[0] for row in cells(found)] == [str(n) for n in range(1, 18)]
    assert found.rows[9].place == "Sheet1!2"
    assert "stands 2 times beside itself" in said(found)


@pytest.mark.parametrize(
    "header", ["公司名称,展位号,展位号", "公司名称,电话,姓名,电话,姓名", "展位号,面积,展位号,面积"]
)
def test_columns_that_come_twice_are_no_blocks(header: str) -> None:
    width = header.count(",") + 1
    text = "\n".join([header, *(",".join(f"{n}x{c}" for c in range(width)) for n in range(6))])
    found = received_csv(text).grid
    assert len(found.rows) == 6
    assert len(found.header) == width


@settings(deadline=None)
@given(st.integers(1, 4), st.integers(1, 12))
def test_every_row_of_every_block_is_read_once(blocks: int, rows: int) -> None:
    lines = [",".join(["company name,booth"] * blocks)]
    lines += [
        ",".join(f"Stand-in {b} {n} Ltd.,A{b}{n}" for b in range(blocks)) for n in range(rows)
    ]
    found = received_csv("\n".join(lines)).grid
    assert [row.cells[0] for row in found.rows] == [f"Stand-in {b} {n} Ltd." for b in range(blocks) for n in range(rows)]  # fmt: skip


def test_a_hall_on_a_row_of_its_own_is_said_of_the_rows_below() -> None:
    rows: list[list[object]] = [["序号", "企业名称", "展位", "面积"]]
    for hall, first in (("一号馆", 1), ("二号馆（共3家）", 4)):
        rows.append([hall])
        rows += [[n, firm(n), f"{first}-{n}", 36] for n in range(first, first + 3)]
        rows += [["小计", "3家", "", 108], []]
    rows += [["总计", "6家", "", 216], ["制表人：示例人  电话 010-00000000"]]
    found = grid(rows)
    assert [(row[1], row[-1]) for row in cells(found)] == [
        (firm(n), "一号馆" if n < 4 else "二号馆") for n in range(1, 7)
    ]
    assert found.header[-1] == "展馆"
    assert "2 rows that only say a hall" in said(found)
    assert "010-" not in said(found)


def test_a_company_called_like_a_hall_stays_in_its_column() -> None:
    found = received_csv(
        "企业名称,展位,展馆\n中展厅,A1,1号馆\n示例乙公司,A2,\n示例丙公司,A3,2号馆\n"
    )
    assert [row.cells[0] for row in found.grid.rows] == ["中展厅", "示例乙公司", "示例丙公司"]


def test_a_header_in_a_second_language_and_how_to_fill_it_in_are_no_rows() -> None:
    rows: list[list[object]] = [
        ["序号", "公司名称", "展位号", "国家/地区", "网址"],
        ["No.", "Company Name", "Booth No.", "Country", "Website"],
        ["", "（以营业执照为准）", "如A01", "", "http://"],
        *([n, firm(n), f"A{n}", "中国", f"https://a{n}.example"] for n in range(5)),
    ]
    found = grid(rows)
    assert [row[1] for row in cells(found)] == [firm(n) for n in range(5)]
    assert "2 rows below the header left out" in said(found)


def test_rows_of_addresses_are_no_hints() -> None:
    assert not is_hint(["https://a.example", "https://b.example/x", "示例"])
    assert not is_hint(["如意示例公司", "A12", "中国"])


@pytest.mark.parametrize(
    ("row", "total"),
    [
        (["小计", "", "15家"], True),
        (["合计：36家", "", ""], True),
        (["Gesamt", "", "25.300,50"], True),
        (["Total", "12", ""], False),
        (["Summe", "A12", ""], False),
        (["合计", "示例公司", "A1"], False),
        (["小计", "", ""], False),
    ],
)
def test_a_subtotal_is_none_of_the_companies(row: list[str], total: bool) -> None:
    assert is_total(row, Above([["示例", "1", "2"]] * 3)) is total


def test_an_older_list_on_a_hidden_sheet_is_left_out_and_said() -> None:
    def make(book: Workbook) -> None:
        for name in ("2026", "2025旧"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["展商", "展位"])
            for row in range(1, 4):
                sheet.write_row(row, 0, [f"{name}示例{row}", f"A{row}"])
        sheet.hide()

    found = grid_of(xlsx(make), SourcePlan("s", "list", "s.xlsx"))
    assert [row.cells[0] for row in found.rows] == ["2026示例1", "2026示例2", "2026示例3"]
    assert "not read (rows): 2025旧 (3)" in said(found)


@pytest.mark.parametrize(
    ("header", "values", "field"),
    [
        ("Capital", ["Berlin", "Paris", "Rome"], "capital"),
        ("Location", ["Booth A12", "B07", "C33"], "address"),
        ("Stand", ["12.03.2026", "13.03.2026", "14.03.2026"], "booth"),
        ("Attendance", ["120", "3,400", "77"], "attendance"),
        ("状态", ["确认", "取消", "待定金"], "status"),
        ("Land", ["12 ha", "3 ha", "5 ha"], "country"),
        ("融资", ["5000万", "3000万", "200万"], "financing"),
        ("Web", ["yes", "no", "yes"], "website"),
        ("成立日期", ["示例甲", "示例乙", "示例丙"], "founded"),
    ],
)
def test_a_column_is_not_used_as_what_its_values_say_it_is_not(
    header: str, values: list[str], field: str
) -> None:
    lines = [f"Company,{header}", *(f'Stand-in {n} Ltd.,"{v}"' for n, v in enumerate(values))]
    found = received_csv("\n".join(lines))
    assert found.mapping.columns == {"Company": "name"}
    assert header in found.mapping.doubted
    assert f"is called like {field}" in said(found.grid)
    assert field not in {one.field for one in proposals(found.grid, found.mapping)}
    forced = replace(SourcePlan("s", "list", "s.csv"), columns={header: field})
    assert received("\n".join(lines).encode(), forced).mapping.columns[header] == field


def test_exhibitors_that_are_a_number_are_no_names() -> None:
    found = received_csv(
        "Exhibitors,Name,Hall\n120,Stand-in Fair,1\n300,Sample Show,2\n77,Other Fair,3\n"
    )
    assert found.mapping.columns == {"Name": "name", "Hall": "hall"}


def test_name_and_title_beside_a_company_and_a_mail_are_of_a_person() -> None:
    found = received_csv("Title,Name,Company,Email\n" + "".join(f"Dr.,Jane Sample {n},Stand-in {n} Ltd.,a{n}@b.example\n" for n in range(4)))  # fmt: skip
    assert found.mapping.columns == {"Company": "name"}
    assert set(found.personal) == {"Title", "Name", "Email"}


def test_name_is_the_company_where_nothing_else_is() -> None:
    found = received_csv(
        "Title,Booth,Email\nStand-in Ltd.,A1,a@b.example\nSample Ltd.,A2,c@b.example\n"
    )
    assert found.mapping.columns == {"Title": "name", "Booth": "booth"}


def test_a_plain_word_goes_before_one_that_means_much() -> None:
    found = received_csv("Name,Company Name,Booth\nx,Stand-in Ltd.,A1\ny,Sample Ltd.,A2\n")
    assert found.mapping.columns["Company Name"] == "name"
    assert "Name" in found.mapping.unread


def test_a_list_of_persons_is_no_list_of_companies() -> None:
    found = received_csv("Nom,Prénom,Fonction\n" + "".join(f"Muster{n},Jane,CEO\n" for n in range(4)))  # fmt: skip
    assert not found.mapping.columns
    assert set(found.personal) == {"Nom", "Prénom", "Fonction"}


HEADERS = {
    "de": "Ausstellername Halle Standnummer Land Ort Telefon E-Mail Ansprechpartner Internetadresse Branche Gegründet Mitarbeiterzahl",
    "fr": "Exposant Pavillon Emplacement Pays Ville Téléphone Courriel Dirigeant Site_web Secteur Date_de_création Effectif",
    "es": "Razón_social Pabellón Número_de_stand País Ciudad Teléfono Correo_electrónico Persona_de_contacto Página_web Sectores Año_de_fundación Empleados",
    "it": "Espositore Padiglione Numero_stand Nazione Città Cellulare PEC Referente Sito_web Settore Data_di_costituzione Dipendenti",
    "pt": "Razão_social Pavilhão Estande País Cidade Telefone E-mail Contato Site Setor Ano_de_fundação Funcionários",
    "nl": "Bedrijfsnaam Hal Standnummer Land Plaats Telefoonnummer E-mailadres Contactpersoon Website Branche Oprichtingsjaar Aantal_medewerkers",
    "ru": "Экспонент Павильон №_стенда Страна Город Телефон Электронная_почта Контактное_лицо Сайт Отрасль Год_основания Численность_сотрудников",
    "ja": "出展者名 ホール 小間番号 国名 市区町村 電話番号 メールアドレス 担当者名 ホームページ 業種 設立年月日 従業員数",
    "ko": "참가업체명 전시관 부스번호 국가 도시 연락처 이메일 대표이사 홈페이지 업종 설립연도 종업원수",
    "zh-TW": "參展廠商 展館 攤位號碼 國家 城市 聯絡電話 電子郵件 聯絡人 網址 行業 成立日期 員工人數",
    "pl": "Wystawca Hala Nr_stoiska Kraj Miasto Telefon E-mail Osoba_kontaktowa Strona_www Branża Rok_założenia Liczba_pracowników",
}
FIELDS_OF_A_LIST = ("name", "hall", "booth", "country", "city", "phone", "email", "legal_representative", "website", "industry", "founded", "headcount")  # fmt: skip


@pytest.mark.parametrize("language", HEADERS)
def test_headers_are_known_in_the_languages_of_fairs(language: str) -> None:
    headers = tuple(one.replace("_", " ") for one in HEADERS[language].split())
    assert tuple(map(meaning, headers)) == FIELDS_OF_A_LIST
    found = understood(headers, SourcePlan("s", "list", "s.csv"))
    assert len(found.personal) == 3


def test_no_header_names_two_fields() -> None:
    data = tomllib.loads(files("expolens.layouts").joinpath("headers.toml").read_text("utf-8"))
    said: dict[str, set[str]] = {}
    for field, headers in data.items():
        for header in (field, *headers):
            said.setdefault(header_key(header), set()).add(field)
    assert {key: some for key, some in said.items() if len(some) > 1 or not key} == {}
    weak = tomllib.loads(files("expolens.layouts").joinpath("weak.toml").read_text("utf-8"))
    for field in weak.keys() - {"person", "given"}:
        for header in weak[field]:
            assert meaning(header) in (field, ""), header


@pytest.mark.parametrize(
    ("text", "header", "first"),
    [
        ("A01 示例甲有限公司\nA02 示例乙有限公司\nB01 示例丙有限公司\n", ("name", "booth"), ("示例甲有限公司", "A01")),
        ("Stand-in One Ltd. A01\nStand-in Two Inc. A02\nStand-in Three B01\n", ("name", "booth"), ("Stand-in One Ltd.", "A01")),
        ("Exhibitor Booth Country\n" + "".join(f"Stand-in {n} Inc. {100 + n} USA\n" for n in range(5)), ("name", "booth", "country"), ("Stand-in 0 Inc.", "100", "USA")),
        ("参展商名单：\n示例甲、示例乙、示例丙、示例丁、示例戊、示例己、示例庚\n联系人：示例人 13800000000\n", ("name",), ("示例甲",)),
        ("【名单】\n1、示例甲 展位号：A01\n2、示例乙 展位号：A02\n3、示例丙 展位号：A03\n\n点击阅读原文\n", ("name", "booth"), ("示例甲", "A01")),
        ("\n\n".join(f"Stand-in {n} GmbH\nHall {n} | Stand B0{n}\nGermany" for n in range(1, 6)), ("name", "booth", "hall", "country"), ("Stand-in 1 GmbH", "B01", "Hall 1", "Germany")),
    ],
)  # fmt: skip
def test_what_is_pasted_from_messages_and_pages(
    text: str, header: tuple[str, ...], first: tuple[str, ...]
) -> None:
    found = received_csv(text).grid
    assert (found.header, found.rows[0].cells) == (header, first)
    assert "13800000000" not in said(found)
    assert "示例人" not in said(found)


@settings(deadline=None)
@given(st.lists(st.text("AB12 示例公司-,\n", max_size=20), min_size=1, max_size=12))
def test_lines_with_stands_lose_nothing(lines: list[str]) -> None:
    kept = [line.strip() for line in lines if line.strip()]
    found = standing(kept) if kept else None
    if found:
        header, rows = found
        assert len(rows) in (len(kept), len(kept) - 1)
        for line, row in zip(kept[-len(rows) :], rows, strict=True):
            assert sorted("".join(row).replace(" ", "").replace("\n", "")) == sorted(line.replace(" ", "").replace("\n", ""))  # fmt: skip
        assert len(header) == 3


@pytest.mark.parametrize(
    ("dates", "order", "value"),
    [
        (["03/04/2005", "25/12/2010"], "dmy", "2005-04-03"),
        (["03/04/2005", "12/25/2010"], "mdy", "2005-03-04"),
        (["03.04.2005", "01.02.1999"], "dmy", "2005-04-03"),
        (["03/04/2005", "01/02/1999"], "", None),
        (["03/04/2005", "25/12/2010", "12/25/2010"], "", None),
    ],
)
def test_a_column_of_dates_tells_its_own_order(
    dates: list[str], order: str, value: str | None
) -> None:
    found = received_csv("Company;Founded\n" + "".join(f"Stand-in {n};{d}\n" for n, d in enumerate(dates)))  # fmt: skip
    assert found.mapping.units.get("Founded", "") == order
    assert read(FIELDS["founded"], dates[0], unit=order)[0].value == value


def test_numbers_of_mobiles_that_a_sheet_rounded_are_withheld() -> None:
    found = received_csv("公司,号码\n示例甲,1.38E+10\n示例乙,1.3812E+10\n示例丙,1.59E+10\n")
    assert found.personal == ("号码",)


def test_the_header_again_below_a_banner_is_no_row() -> None:
    text = "展商名单序号,公司名称,展位号\n1,示例甲公司,A1\n序号,公司名称,展位号\n2,示例乙公司,A2\n"
    assert [row.cells[1] for row in received_csv(text).grid.rows] == ["示例甲公司", "示例乙公司"]


def test_bare_amounts_are_no_contradiction_and_their_unit_is_asked_for() -> None:
    found = received_csv("公司,注册资本\n" + "".join(f"示例{n},{n}00\n" for n in range(1, 6)))
    assert found.mapping.columns["注册资本"] == "capital"
    assert "amounts without a unit, so not counted: 注册资本" in said(found.grid)
    assert "amounts" not in said(
        received_csv("公司,注册资本（万元）\n示例甲,500\n示例乙,600\n").grid
    )


@pytest.mark.parametrize("header", ["Halle/Stand", "Hall & Stand", "馆号/展位号", "Hall, Booth"])
def test_a_hall_and_a_stand_in_one_column_are_a_stand(header: str) -> None:
    assert meaning(header) == "booth"
