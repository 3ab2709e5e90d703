"""Delegation units."""

from __future__ import annotations

import pytest

from eventmgr.tools.taxonomy import choices_units, find_unit, get_unit, provinces, units


def test_there_are_40_and_each_counts_for_a_province():
    assert len(units()) == 40
    assert {unit.province_code for unit in units()} == {province.code for province in provinces()}
    assert sum(unit.kind == "separately_planned_city" for unit in units()) == 5


def test_official_order_puts_cities_and_the_corps_behind_and_hong_kong_macao_taiwan_last():
    assert [unit.short_zh for unit in units()][30:] == [
        *("新疆", "大连", "宁波", "厦门", "青岛", "深圳", "兵团"),
        *("香港", "澳门", "台湾"),
    ]


def test_pinyin_order_mixes_cities_among_provinces():
    names = [unit.short_zh for unit in units("pinyin")]

    assert names.index("重庆") < names.index("大连") < names.index("福建")
    assert names.index("山西") + 1 == names.index("陕西")


@pytest.mark.parametrize(
    ("text", "code", "province"),
    [
        *[("深圳", "440300", "440000"), ("深圳市", "440300", "440000"), ("Dalian", "210200", "210000")],
        *[("XPCC", "XPCC", "650000"), ("xpcc", "XPCC", "650000"), ("兵团", "XPCC", "650000")],
        *[("新疆生产建设兵团", "XPCC", "650000"), ("新疆", "650000", "650000"), ("沪", "310000", "310000")],
        *[("CN-HK", "810000", "810000"), ("广西省", "450000", "450000")],
    ],
)
def test_every_way_of_writing_finds_its_unit(text: str, code: str, province: str):
    found = find_unit(text)

    assert found is not None
    assert (found.code, found.province_code, found.province.code) == (code, province, province)


def test_what_names_no_unit_finds_nothing():
    assert [find_unit(text) for text in ("", None, "武汉", "兵")] == [None, None, None, None]


def test_choices_keep_official_order_and_may_be_narrowed():
    assert choices_units("zh", ["440300", "310000"]) == [("310000", "上海市"), ("440300", "深圳市")]
    assert choices_units("en", ["XPCC"]) == [("XPCC", "Xinjiang Production and Construction Corps")]
    assert len(choices_units("zh")) == 40
    assert get_unit("XPCC").short("en") == "XPCC"
