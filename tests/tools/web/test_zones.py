"""Zones are called by the names that people use, everywhere a reader meets one."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from eventmgr.event.events.forms.zones import ZONES, zone_choices
from eventmgr.ground.i18n import speaking
from eventmgr.tools.web.rendering.zones import span_in_words, zone_in_words, zone_label, zone_name

pytestmark = pytest.mark.one_engine

SUMMER, WINTER = datetime(2026, 7, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "zh", "en"),
    [
        ("Asia/Shanghai", "北京时间（UTC+8）", "Beijing time (UTC+8)"),
        ("Asia/Hong_Kong", "香港时间（UTC+8）", "Hong Kong time (UTC+8)"),
        ("Asia/Macau", "澳门时间（UTC+8）", "Macao time (UTC+8)"),
        ("Europe/Berlin", "柏林时间（UTC+2）", "Berlin time (UTC+2)"),
        ("Asia/Kolkata", "印度时间（UTC+5:30）", "India time (UTC+5:30)"),
        ("America/St_Johns", None, "St. John’s time (UTC-2:30)"),
        ("UTC", "协调世界时（UTC+0）", "Coordinated Universal Time (UTC+0)"),
    ],
)
def test_a_zone_is_named_by_its_place_with_its_offset_at_that_moment(zone: str, zh: str | None, en: str):
    assert zone_label(SUMMER, zone, "en") == en
    assert zh is None or zone_label(SUMMER, zone, "zh") == zh


def test_the_offset_is_that_of_the_moment():
    assert (zone_label(WINTER, "Europe/Berlin", "en"), zone_label(SUMMER, "Europe/Berlin", "en")) == (
        "Berlin time (UTC+1)",
        "Berlin time (UTC+2)",
    )


def test_english_always_says_the_zone_and_chinese_only_where_it_is_not_the_house_s(bare):
    assert zone_in_words(SUMMER, "Asia/Shanghai", "zh") == ""
    assert zone_in_words(SUMMER, "Asia/Hong_Kong", "zh") == "香港时间（UTC+8）"
    assert zone_in_words(SUMMER, "Asia/Shanghai", "en") == "Beijing time (UTC+8)"
    assert span_in_words(WINTER, WINTER, "Asia/Shanghai", "en") == "Thu 1 Jan 2026, 08:00–08:00 Beijing time (UTC+8)"
    assert span_in_words(WINTER, WINTER, "Asia/Shanghai", "zh") == "2026年1月1日（周四）08:00—08:00"


@pytest.mark.parametrize("zone", ZONES)
def test_every_zone_on_offer_has_a_chinese_name_and_no_raw_one(zone: str):
    assert re.search(r"[A-Za-z_/]", zone_name(zone, "zh")) is None
    assert "/" not in zone_name(zone, "en")
    assert "_" not in zone_name(zone, "en")


def test_the_form_offers_zones_by_name_with_both_offsets_where_clocks_change(bare):
    with speaking("zh"):
        words = dict(zone_choices())
    assert (words["Asia/Shanghai"], words["Europe/Berlin"]) == ("北京时间（UTC+8）", "柏林时间（UTC+1/+2）")
    assert len(set(words.values())) == len(words)
    assert ZoneInfo("Asia/Shanghai").key in words
