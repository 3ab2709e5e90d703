"""What holds for every row of every table: it is found by each of its names, said in both languages, offered once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.ground.errors import NotFound, Refusal
from eventmgr.tools import taxonomy
from eventmgr.tools.taxonomy import feature, mobile, tables
from eventmgr.tools.taxonomy.regions import region_sets, schemes

TABLES = {
    "provinces": (taxonomy.provinces, taxonomy.get_province, 34),
    "units": (taxonomy.units, taxonomy.get_unit, 40),
    "sectors": (taxonomy.sectors, taxonomy.get_sector, 51),
    "topics": (taxonomy.topics, taxonomy.get_topic, 45),
}


@pytest.mark.parametrize("name", TABLES)
def test_every_row_is_found_by_its_code_and_by_nothing_near_it(name: str, app: Any):
    rows, get, number = TABLES[name]

    assert len(rows()) == len({row.code for row in rows()}) == number
    assert [get(row.code) for row in rows()] == [*rows()]
    for code in (None, "", "nothing", f"{rows()[0].code} ", rows()[0].code + "0"):
        with pytest.raises(NotFound) as caught:
            get(code)
        assert f"“{(code or '')[:40]}”" in str(caught.value)


@pytest.mark.parametrize("name", TABLES)
def test_every_row_has_names_in_both_languages_and_short_ones_are_no_longer(name: str):
    rows, _get, _number = TABLES[name]

    for row in rows():
        assert row.name("zh") and row.name("en").isascii() and not row.name("zh").isascii()
        assert len(row.short("zh")) <= len(row.name("zh"))
        assert row.short("en")
    assert len({row.name("zh") for row in rows()}) == len(rows()) == len({row.name("en") for row in rows()})


@pytest.mark.parametrize(
    ("rows", "find"),
    [
        (taxonomy.provinces, taxonomy.find_province),
        (taxonomy.units, taxonomy.find_unit),
        (taxonomy.sectors, taxonomy.find_sector),
    ],
)
def test_every_row_is_found_by_each_of_its_names(rows: Any, find: Any):
    for row in rows():
        for spelling in (row.code, row.name_zh, row.name_en, row.short_zh):
            found = find(f"  {spelling.upper()} ")
            assert found is not None and found.name_zh == row.name_zh, spelling


def test_parents_of_topics_and_sectors_exist_and_have_none_themselves():
    for rows, get in ((taxonomy.topics, taxonomy.get_topic), (taxonomy.sectors, taxonomy.get_sector)):
        for row in rows():
            assert row.parent is None or get(row.parent).parent is None


def test_topics_stand_behind_their_parent():
    top = None
    for topic in taxonomy.topics():
        top = topic.id if topic.parent is None else top
        assert topic.parent in (None, top)


@pytest.mark.parametrize(
    ("order", "key"), [("official", "official_order"), ("code", "code_order"), ("pinyin", "pinyin_order")]
)
def test_provinces_come_in_three_orders_with_the_same_members(order: str, key: str):
    numbers = [getattr(province, key) for province in taxonomy.provinces(order)]

    assert numbers == sorted(numbers)
    assert set(taxonomy.provinces(order)) == set(taxonomy.provinces())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_choices_offer_every_row_once_by_the_code_that_is_stored(lang: str):
    def codes(choices: Any) -> list[str]:
        groups = choices.values() if isinstance(choices, dict) else [choices]
        return [value for group in groups for value, _label in group]

    assert codes(taxonomy.choices_provinces(lang)) == [one.code for one in taxonomy.provinces()]
    assert codes(taxonomy.choices_units(lang)) == [one.code for one in taxonomy.units()]
    assert sorted(codes(taxonomy.choices_sectors(lang))) == sorted(one.code for one in taxonomy.sectors())
    assert sorted(codes(taxonomy.choices_topics(lang))) == sorted(one.code for one in taxonomy.topics())
    labels = [label for _code, label in taxonomy.choices_provinces(lang)]
    assert all(label.isascii() == (lang == "en") for label in labels)
    assert taxonomy.choices_units(lang, []) == []


# ------------------------------------------------------------------------------------------------ words of templates
@pytest.mark.parametrize(
    ("name", "code", "zh", "en"),
    [
        ("province_name", "310000", "上海", "Shanghai"),
        ("unit_name", "XPCC", "兵团", "XPCC"),
        ("sector_name", "C36", "汽车制造业", None),
        ("topic_name", "energy", None, None),
    ],
)
def test_pages_say_codes_in_the_language_of_the_reader(name: str, code: str, zh: str | None, en: str | None, app: Any):
    from eventmgr.ground import i18n

    say = feature.FEATURE.template_names[name]
    with app.test_request_context():
        said = {}
        for lang in ("zh", "en"):
            with i18n.speaking(lang):
                said[lang] = say(code)
                assert (say(None), say("")) == ("", "")
        assert said["zh"] != said["en"]
        assert (said["zh"], said["zh"].isascii()) == (zh or said["zh"], False)
        assert said["en"].isascii() and (en is None or said["en"].casefold() == en.casefold())


@pytest.mark.parametrize(
    ("say", "code"),
    [
        (feature.say_province, "310000"),
        (feature.say_unit, "XPCC"),
        (feature.say_sector, "C36"),
        (feature.say_topic, "iot"),
    ],
)
def test_the_trail_says_a_code_that_is_not_known_any_more_as_it_stands(say: Any, code: str, app: Any):
    with app.test_request_context():
        assert say(code) != code
        assert say("gone") == "gone"


# ------------------------------------------------------------------------------------------------ regions, endings
def test_no_region_holds_a_division_twice_and_both_languages_name_it():
    for scheme in schemes():
        held = [code for region in region_sets(scheme.code) for code in region.province_codes]
        assert len(held) == len(set(held))
        for named in (scheme, *region_sets(scheme.code)):
            assert named.name("en").isascii() and not named.name("zh").isascii()
        for region in region_sets(scheme.code):
            orders = [taxonomy.get_province(code).official_order for code in region.province_codes]
            assert orders == sorted(orders)


def test_an_ending_says_until_when_and_what_came_after():
    assert tables.ending({"valid_until": "2024-12-31", "replaced_by": "310000"}) == (date(2024, 12, 31), "310000")
    assert tables.ending({"valid_until": "", "replaced_by": ""}) == tables.ending({}) == (None, None)
    assert (tables.words("a;;b;"), tables.words("")) == (("a", "b"), ())


@pytest.mark.parametrize(
    ("one", "other"), [("廣東", "广东"), ("Ｓｈａｎｇｈａｉ", "shanghai"), ("上 海", "上海"), ("CN-SH", "cn sh")]
)
def test_spellings_are_compared_without_width_case_blanks_and_traditional_forms(one: str, other: str):
    assert tables.key(one) == tables.key(other)


# ------------------------------------------------------------------------------------------------ numbers
@given(st.from_regex("1[3-9][0-9]{9}", fullmatch=True), st.sampled_from(("", "+86", "0086", "86", "+86 ", "+86-0")))
def test_a_mainland_number_is_known_by_any_beginning(number: str, before: str):
    spaced = f"{number[:3]} {number[3:7]}-{number[7:]}"

    assert mobile.normalize_mobile(before + number) == mobile.normalize_mobile(before + spaced) == number
    wide = number.translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})
    assert mobile.normalize_mobile(wide) == number


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Enter a mobile number"),
        ("abc", "Enter a mobile number"),
        ("1380000000", "This number has 10 digits"),
        ("138000000000", "This number has 12 digits"),
        ("12800000000", "begins with 13 to 19"),
        ("861380000000", "This number has 10 digits"),
        ("1.38E+10", "The spreadsheet has shortened this number"),
        ("+852123", "This number with 6 digits is not valid"),
        ("+999123456789", "This number with 12 digits is not valid"),
        ("００８５２１", "is not valid for its country or region"),
    ],
)
def test_a_refusal_names_the_field_and_says_what_is_wrong(text: str, said: str, app: Any):
    from eventmgr.ground import i18n

    with app.test_request_context(), i18n.speaking("en"), pytest.raises(Refusal) as caught:
        mobile.normalize_mobile(text)

    assert caught.value.field == "mobile"
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("text", "number"),
    [("13800000000.0", "13800000000"), ("13800000000.00", "13800000000"), ("+852 5123 4567", "+85251234567")],
)
def test_what_spreadsheets_and_people_abroad_write(text: str, number: str):
    assert mobile.normalize_mobile(text) == number
