"""Sectors and the everyday words for them."""

from __future__ import annotations

import pytest

from eventmgr.tools.taxonomy import (
    choices_sectors,
    find_sector,
    get_sector,
    sector_themes,
    sectors,
    tables,
)


def test_there_are_20_sections_and_31_manufacturing_divisions():
    assert len(sectors()) == 51
    assert [one.code for one in sectors() if one.parent is None] == list("ABCDEFGHIJKLMNOPQRST")
    assert [one.code for one in get_sector("C").children] == [f"C{number}" for number in range(13, 44)]
    assert get_sector("A").children == ()


def test_short_names_are_distinct_and_short():
    for lang in ("zh", "en"):
        short = [one.short(lang) for one in sectors()]
        assert len(set(short)) == len(short)
        assert max(map(len, short)) <= (10 if lang == "zh" else 31)


def test_there_are_14_themes_and_their_codes_agree_with_the_sectors():
    rows = tables.read("industries")

    assert len(sector_themes()) == 14
    for theme in sector_themes():
        assert list(theme.codes) == sorted(row["code"] for row in rows if theme.id in row["themes"].split(";"))
    assert [theme.name("zh") for theme in sector_themes() if "C35" in theme.codes] == [
        "装备制造",
        "机械制造",
        "高端装备",
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *[("C36", "C36"), ("c36", "C36"), ("36", "C36"), ("汽车", "C36"), ("汽车制造业", "C36"), ("汽车制造", "C36")],
        *[("Ｃ３９", "C39"), ("电子信息", "C39"), ("建材", "C30"), ("家电", "C38"), ("医药", "C27"), ("制造业", "C")],
        *[("计算机、通信和其他电子设备制造业", "C39"), ("Mining", "B"), ("采矿", "B"), ("工业软件与信息服务", "I")],
    ],
)
def test_every_way_of_writing_finds_its_sector(text: str, code: str):
    found = find_sector(text)

    assert found is not None
    assert found.code == code


def test_a_word_for_several_codes_is_a_theme_and_no_sector():
    assert find_sector("装备制造") is None
    (theme,) = (theme for theme in sector_themes() if theme.name("zh") == "装备制造")
    assert theme.codes == ("C34", "C35", "C37", "C38", "C40")
    assert [find_sector(text) for text in ("", None, "C99", "12")] == [None, None, None, None]


def test_choices_hold_every_sector_once_in_two_groups():
    groups = choices_sectors("zh")

    assert list(groups) == ["制造业", "其他门类"]
    assert sorted(code for pairs in groups.values() for code, _label in pairs) == sorted(one.code for one in sectors())
    assert groups["制造业"][:2] == [("C", "制造业（C）"), ("C13", "农副食品加工业（C13）")]
    english = choices_sectors("en")
    assert list(english) == ["Manufacturing", "Other industries"]
    assert english["Manufacturing"][0] == ("C", "Manufacturing (C)"), "the name first, for who looks for one"
