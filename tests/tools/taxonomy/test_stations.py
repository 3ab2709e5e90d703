"""Stations and airports in English."""

from __future__ import annotations

import pytest

from eventmgr.tools.taxonomy import station_name

pytestmark = pytest.mark.one_engine


@pytest.mark.parametrize(
    ("typed", "english"),
    [
        ("上海站", "Shanghai Railway Station"),
        ("上海虹桥站", "Shanghai Hongqiao Railway Station"),
        ("虹桥火车站", "Hongqiao Railway Station"),
        ("杭州东站", "Hangzhoudong Railway Station"),
        ("西安北站", "Xi'anbei Railway Station"),
        ("浦东国际机场T2航站楼", "Pudong International Airport, Terminal 2"),
        ("武汉天河机场", "Wuhan Tianhe Airport"),
        ("会议中心", "会议中心"),
        ("站", "站"),
        ("G站", "G站"),
        ("Wuhan Railway Station", "Wuhan Railway Station"),
    ],
)
def test_a_station_is_said_by_its_sound_in_english_and_anything_else_as_it_was_typed(typed: str, english: str):
    assert (station_name(typed, "en"), station_name(typed, "zh")) == (english, typed)
