"""Regions and the presets."""

from __future__ import annotations

from eventmgr.tools.taxonomy import provinces, region_sets, schemes, seed_presets, tables


def names(codes: tuple[str, ...]) -> str:
    return " ".join(one.short_zh for one in provinces() if one.code in codes)


def test_the_presets_hold_what_the_first_seminars_named_and_a_suggestion():
    east, central_south = seed_presets()

    assert (east.name("zh"), names(east.core)) == ("东部", "上海 江苏 浙江")
    assert names(east.extended) == "北京 天津 河北 福建 山东"
    assert (central_south.name("zh"), names(central_south.core)) == ("中南部", "安徽 湖北 广东")
    assert names(central_south.extended) == "江西 河南 湖南 广西 海南"
    assert names(east.province_codes) == "北京 天津 河北 上海 江苏 浙江 福建 山东"


def test_codes_of_a_region_stand_in_official_order():
    official = [one.code for one in provinces()]

    for scheme in schemes():
        for region in region_sets(scheme.code):
            assert list(region.province_codes) == sorted(region.province_codes, key=official.index)


def test_no_scheme_puts_a_province_in_two_regions_and_only_the_bureaus_leaves_three_out():
    for scheme in schemes():
        members = [code for region in region_sets(scheme.code) for code in region.province_codes]
        assert len(members) == len(set(members))
        if scheme.code in ("big6", "geo7"):
            assert len(members) == 34
    assert sum(len(region.core) for region in region_sets("nbs4")) == 31
    assert [len(region.core) for region in region_sets("nbs4")] == [10, 6, 12, 3]


def test_the_long_table_agrees_with_the_columns_of_the_provinces():
    for row in tables.read("provinces"):
        for scheme in ("nbs4", "big6", "geo7"):
            found = [region.code for region in region_sets(scheme) if row["gb_code"] in region.province_codes]
            assert found == ([row[scheme]] if row[scheme] else [])


def test_an_unknown_scheme_has_no_regions():
    assert region_sets("moon") == ()
