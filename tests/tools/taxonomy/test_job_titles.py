"""Usual positions in English, as English papers print them."""

from __future__ import annotations

import pytest

from eventmgr.tools.taxonomy import job_title, tables

pytestmark = pytest.mark.one_engine


@pytest.mark.parametrize(
    ("typed", "english"),
    [
        ("处长", "Division Director"),
        ("副处长", "Deputy Division Director"),
        ("处 长", "Division Director"),
        ("党组成员 副主任", "Member of the Leading Party Members Group, Deputy Director"),
        ("四级调研员", "Consultant (Level IV)"),
        ("技术中心主任", "Director, Technology Centre"),
        ("装备工业处处长", "Director, Equipment Industry Division"),
        ("招商局副局长", "Deputy Director, Investment Promotion Bureau"),
        ("党组成员、副主任", "Member of the Leading Party Members Group, Deputy Director"),
        ("董事长兼总经理", "Chairperson of the Board, General Manager"),
        ("副处长（主持工作）", "Deputy Division Director (in charge)"),
        ("ＩＴ经理", "IT Manager"),
        ("General Manager", "General Manager"),
        ("", ""),
    ],
)
def test_a_usual_position_is_said_in_english(typed: str, english: str):
    assert (job_title(typed, "en"), job_title(typed, "zh")) == (english, typed)


@pytest.mark.parametrize("typed", ["首席吹哨人", "处长、首席吹哨人", "首席吹哨处处长", "兼", "、", "处长（某）"])
def test_what_the_table_does_not_know_stays_whole_as_it_was_typed(typed: str):
    assert job_title(typed, "en") == typed


def test_the_table_has_each_title_once_and_english_for_each():
    rows = tables.read("job_titles")

    keys = [(row["kind"], row["zh"]) for row in rows]
    assert len(keys) == len(set(keys))
    assert [row for row in rows if not row["en"].isascii() or row["kind"] not in {"post", "department", "remark"}] == []
    assert [row["zh"] for row in rows if row["within"] and row["kind"] != "post"] == []
