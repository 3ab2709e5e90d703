"""Provinces, their codes, orders and spellings; an independent package knows the codes."""

from __future__ import annotations

import pycountry
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.ground.errors import NotFound
from eventmgr.tools.taxonomy import find_province, get_province, provinces, tables
from eventmgr.tools.taxonomy.provinces import Province, _province, spellings
from tests.soak import times


def written() -> list[tuple[str, Province]]:
    """(accepted spelling as a person writes it, what it means)."""
    return [
        (text, province)
        for province in provinces()
        for text in (province.code, province.iso, province.name_zh, province.name_en, *province.aliases)
    ]


def test_there_are_34_with_distinct_codes_and_orders():
    assert len(provinces()) == 34
    for order in ("official", "code", "pinyin"):
        assert sorted(one.code for one in provinces(order)) == sorted(one.code for one in provinces())
    for attribute in ("official_order", "code_order", "pinyin_order"):
        assert sorted(getattr(one, attribute) for one in provinces()) == list(range(1, 35))
    assert [one.code for one in provinces("code")] == sorted(one.code for one in provinces())


def test_iso_codes_are_those_of_an_independent_package():
    theirs = {one.code: one.type for one in pycountry.subdivisions.get(country_code="CN")}

    assert {one.iso for one in provinces()} == set(theirs)
    kinds = {
        "Province": "province",
        "Autonomous region": "autonomous_region",
        "Municipality": "municipality",
        "Special administrative region": "sar",
    }
    assert {one.iso: one.kind for one in provinces()} == {code: kinds[kind] for code, kind in theirs.items()}


def test_iso_names_agree_with_the_codes():
    names = {one.code: one.name for one in pycountry.subdivisions.get(country_code="CN")}
    differing = {"CN-NM", "CN-XZ", "CN-HK", "CN-MO"}

    for province in provinces():
        if province.iso not in differing:
            assert names[province.iso].split()[0].casefold() == province.pinyin_key.replace(" ", "").replace(
                "shan", "shaan" if province.iso == "CN-SN" else "shan"
            )


def test_all_gb_codes_are_the_published_ones():
    published = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82"

    assert [one.code for one in provinces("code")] == [f"{code}0000" for code in published.split()]


def test_no_spelling_means_two_provinces():
    owners: dict[str, set[str]] = {}
    for text, province in written():
        owners.setdefault(tables.key(text), set()).add(province.code)

    assert {key: codes for key, codes in owners.items() if len(codes) > 1} == {}
    assert len(spellings()) == len(owners)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *[
            (text, "310000")
            for text in ("310000", "31", "CN-SH", "上海", "沪", "上海市", "Shanghai", " ＳＨＡＮＧＨＡＩ ")
        ],
        *[("山西", "140000"), ("Shanxi", "140000"), ("CN-SX", "140000"), ("晋", "140000")],
        *[("陕西", "610000"), ("Shaanxi", "610000"), ("CN-SN", "610000"), ("秦", "610000"), ("陝西省", "610000")],
        *[("CN-HE", "130000"), ("CN-HA", "410000"), ("CN-HB", "420000")],
        *[("CN-HN", "430000"), ("CN-HI", "460000"), ("CN-HL", "230000")],
        *[("内蒙", "150000"), ("广西省", "450000"), ("Tibet", "540000"), ("Xizang", "540000"), ("廣東省", "440000")],
        *[("CN-91", "810000"), ("CN-92", "820000"), ("臺灣", "710000"), ("Macau", "820000"), ("Hong  Kong", "810000")],
    ],
)
def test_every_way_of_writing_finds_its_province(text: str, code: str):
    found = find_province(text)

    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("text", [None, "", "  ", "东部", "武汉", "湖北省武汉市", "91", "99", "CN", "山", "北京上海"])
def test_what_is_no_whole_name_finds_nothing(text: str | None):
    assert find_province(text) is None


def test_official_order_ends_with_hong_kong_macao_taiwan_and_code_order_does_not():
    assert [one.short_zh for one in provinces()][-4:] == ["新疆", "香港", "澳门", "台湾"]
    assert [one.short_zh for one in provinces("code")][-4:] == ["新疆", "台湾", "香港", "澳门"]


def test_pinyin_order_knows_chongqing_and_tells_shanxi_from_shaanxi():
    names = [one.short_zh for one in provinces("pinyin")]

    assert names[:5] == ["安徽", "澳门", "北京", "重庆", "福建"]
    assert names.index("山西") + 1 == names.index("陕西")
    assert names[-1] == "浙江"
    assert [one.pinyin_key for one in provinces("pinyin")] == sorted(one.pinyin_key for one in provinces())


def test_names_come_in_both_languages():
    hubei = get_province("420000")

    assert (hubei.name("zh"), hubei.name("en")) == ("湖北省", "Hubei Province")
    assert (hubei.short("zh"), hubei.short("en")) == ("湖北", "Hubei")


def test_an_unknown_code_is_named(app):
    with pytest.raises(NotFound, match="999999"):
        get_province("999999")


def test_a_retired_code_keeps_its_name_and_is_no_longer_offered():
    row = tables.read("provinces")[0] | {"valid_until": "2030-12-31", "replaced_by": "990000"}
    retired = _province(row)

    assert retired.is_retired
    assert (retired.name("zh"), retired.replaced_by) == ("北京市", "990000")
    assert tables.offered([retired, get_province("310000")]) == (get_province("310000"),)


def _disguised(text: str, wide: list[bool], upper: list[bool], blanks: list[str]) -> str:
    written = ""
    for char, is_wide, is_upper, blank in zip(text, wide, upper, blanks, strict=False):
        char = char.upper() if is_upper else char.lower()
        written += blank + (chr(ord(char) + 0xFEE0) if is_wide and "!" <= char <= "~" else char)
    return written


@settings(max_examples=times(150))
@given(
    st.sampled_from(written()),
    st.lists(st.booleans(), min_size=60, max_size=60),
    st.lists(st.booleans(), min_size=60, max_size=60),
    st.lists(st.sampled_from(["", " ", "\u3000", "\t", "\xa0"]), min_size=60, max_size=60),
)
def test_width_case_and_blanks_never_matter(pair, wide, upper, blanks):
    text, province = pair

    assert find_province(_disguised(text, wide, upper, blanks) + " ") == province


@given(st.text(max_size=60))
def test_anything_may_be_asked(text: str):
    assert find_province(text) in (None, *provinces())
