"""Where a company is: from what says so, never from the name of a street, one place or none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expolens.model.absence import Absence
from expolens.values.address import province_of_address, province_of_name
from expolens.values.gazetteer import cities, counties, countries, provinces
from expolens.values.places import city, city_label, country, province

COUNTIES = sorted(counties())
CITIES = cities()
STREETS = ["路", "东路", "西路", "南路", "北路", "中路", "街", "大街", "大道", "一路"]


@given(st.sampled_from(CITIES), st.sampled_from(STREETS), st.integers(1, 2000))
def test_a_street_named_after_a_city_says_nothing(
    one: tuple[object, tuple[str, ...], tuple[str, ...]], street: str, number: int
) -> None:
    name = one[1][0]
    assert province_of_address(f"{name}{street}{number}号") is None
    assert province_of_address(f"{name}{street}{number}号（静安）") is None


@given(st.sampled_from(CITIES), st.sampled_from(CITIES), st.sampled_from(STREETS))
def test_a_city_behind_a_street_named_after_another(
    named: tuple[object, tuple[str, ...], tuple[str, ...]],
    there: tuple[object, tuple[str, ...], tuple[str, ...]],
    street: str,
) -> None:
    wanted = city(there[1][0]).note
    for gap in (" ", "，", ", "):
        assert province_of_address(f"{named[1][0]}{street}1号{gap}{there[1][0]}") == wanted


@given(st.sampled_from(CITIES))
def test_a_city_with_its_province_or_called_one(
    one: tuple[object, tuple[str, ...], tuple[str, ...]],
) -> None:
    short, full = one[1]
    slug = city(full).note
    region = provinces()[slug].label
    if full != short:
        assert province_of_address(f"{full}示例路1号") == slug
    assert province_of_address(f"{region.zh}{full}示例路1号") == slug
    # Nobody writes 云南芒 for 云南芒市.
    said = short if len(short) > 1 else full
    assert province_of_address(f"示例路1号，{region.zh}{said}") == slug
    assert province(f"{region.zh}{said}").value == slug


@given(st.sampled_from(COUNTIES))
def test_a_county_gives_its_province_where_only_one_has_it(name: str) -> None:
    there = {place.province for place in counties()[name]}
    found = province_of_address(f"{name}示例路1号")
    if len(there) == 1:
        assert found in {*there, None}
    else:
        assert found is None
        assert province(name).absence == Absence.UNREADABLE


@pytest.mark.parametrize(
    ("address", "slug"),
    [
        ("北京市朝阳区示例路1号", "beijing"), ("北京海淀区中关村", "beijing"), ("浙江杭州滨江", "zhejiang"),
        ("昆山市花桥镇", "jiangsu"), ("江苏昆山花桥", "jiangsu"), ("苏州工业园区示例街", "jiangsu"), ("成都高新区", "sichuan"),
        ("北京经济技术开发区", "beijing"), ("中国（上海）自由贸易试验区示例路", "shanghai"), ("香港九龙示例道1号", "hong_kong"),
        ("邮编100080北京市", "beijing"), ("台北市信义区", "taiwan"), ("长春市朝阳区", "jilin"),
        ("1 Shili Rd, Nanshan District, Shenzhen, Guangdong, China", "guangdong"), ("Suzhou, Jiangsu", "jiangsu"),
        ("Room 1, Beijing 100080, P.R. China", "beijing"), ("No. 5 Beijing Road, Urumqi", "xinjiang"),
        ("Shenzhen Guangdong China", "guangdong"),
        ("朝阳区示例路1号", None), ("南京西路1266号（静安）", None), ("北京市场路1号", None), ("上海南京路1号", None),
        ("1 Main St, London, UK", None), ("Suzhou", None), ("1 Beijing Road", None), ("新加坡示例路", None), ("", None),
        ("浙江大学路", None), ("北京市示例路1号 上海", None),
    ],
)  # fmt: skip
def test_addresses_as_they_are_written(address: str, slug: str | None) -> None:
    assert province_of_address(address) == slug


@pytest.mark.parametrize(
    ("region", "note"),
    [("北京/上海", "two provinces"), ("上海、北京", "two provinces"), ("Beijing and Shanghai", "two provinces"),
     ("朝阳区", "several provinces"), ("朝阳", "several provinces"), ("鼓楼区", "several provinces"), ("华东", "no province")],
)  # fmt: skip
def test_a_region_that_is_not_one_province(region: str, note: str) -> None:
    found = province(region)
    assert found.absence == Absence.UNREADABLE
    assert note in found.note


@pytest.mark.parametrize(
    ("region", "slug"),
    [("昆山", "jiangsu"), ("义乌市", "zhejiang"), ("浦东新区", "shanghai"), ("广东省/深圳市", "guangdong"),
     ("杭州、宁波", "zhejiang"), ("中国台湾", "taiwan"), ("Taiwan, China", "taiwan"), ("Hong Kong SAR", "hong_kong"),
     ("臺灣", "taiwan"), ("Guangdong, China", "guangdong"), ("内蒙", "inner_mongolia"), ("西安", "shaanxi")],
)  # fmt: skip
def test_a_region_that_is_one(region: str, slug: str) -> None:
    assert province(region).value == slug


@pytest.mark.parametrize(
    ("name", "code"),
    [("中国台湾", "cn"), ("Taiwan", "cn"), ("台湾", "cn"), ("中国香港", "cn"), ("Hong Kong SAR", "cn"), ("澳门", "cn"),
     ("TWN", "cn"), ("Korea, Republic of", "kr"), ("Bosnia and Herzegovina", "ba"), ("阿联酋", "ae"), ("Myanmar", "mm"),
     ("Ivory Coast", "ci"), ("Côte d'Ivoire", "ci"), ("Viet Nam", "vn"), ("Türkiye", "tr"), ("Czechia", "cz"),
     ("DEU", "de"), ("CHN", "cn"), ("The Netherlands", "nl"), ("U.S.A.", "us"), ("Iran, Islamic Republic of", "ir")],
)  # fmt: skip
def test_countries_by_every_name(name: str, code: str) -> None:
    assert country(name).value == code


def test_a_name_of_two_countries_names_neither() -> None:
    assert country("Congo").absence == Absence.UNREADABLE


def test_every_country_by_both_labels() -> None:
    for code, place in countries().items():
        for name in (place.label.en, place.label.zh):
            assert country(name).value in (code, "cn"), name


def test_every_city_reads_back_what_it_prints() -> None:
    for place, names, _ in CITIES:
        for name in names:
            found = city(name)
            assert found.note == place.province, name
            assert city_label(found.value or "").zh == place.label.zh
            assert city(found.value or "") == found


def test_a_name_only_suggests() -> None:
    assert province_of_name("杭州示例科技有限公司") == "zhejiang"
    assert province_of_name("示例科技") is None
