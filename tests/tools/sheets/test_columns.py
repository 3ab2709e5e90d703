"""Heads as people write them are taken for what they mean, each field once, and what was told before wins."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.tools.sheets import Head, match
from tests.soak import times
from tests.tools.sheets.tables import FIELDS

pytestmark = pytest.mark.one_engine


def keys(*texts: str, remembered=None) -> list[str]:
    heads = [Head(column, text) for column, text in enumerate(texts)]
    return [one.key for one in match(heads, FIELDS, remembered=remembered)]


@pytest.mark.parametrize(
    ("head", "key"),
    [
        ("姓名", "name"),
        ("姓　　名", "name"),
        ("*姓名（必填）", "name"),
        ("参会人员姓名", "name"),
        ("姓名 Name", "name"),
        ("Name/姓名", "name"),
        ("FULL  NAME", "name"),
        ("单位名称（盖章）", "organization"),
        ("工作单位：", "organization"),
        ("Company (legal)", "organization"),
        ("联系方式 / 手机", "mobile"),
        ("手机号码（11位）", "mobile"),
        ("ＭＯＢＩＬＥ", "mobile"),
        ("联系电话(手机)", "mobile"),
        ("E-mail", "email"),
        ("职务／职称", "title"),
        ("单位性质", ""),
        ("姓名拼音", ""),
        ("Surname", ""),
        ("备注", ""),
        ("", ""),
        ("（）", ""),
    ],
)
def test_what_a_head_means(head: str, key: str):
    assert keys(head) == [key]


def test_of_two_columns_the_surer_one_is_taken():
    assert keys("单位联系电话", "手机号码", "单位", "推荐单位") == ["", "mobile", "organization", ""]


def test_what_was_told_before_wins_over_likeness_and_can_leave_out():
    told = {Head(0, "姓 名").normal: "title", Head(0, "手机").normal: "", Head(0, "甲").normal: "gone"}

    assert keys("姓名", "Name", "手机", "甲", remembered=told) == ["title", "name", "", ""]


@settings(max_examples=times(150))
@given(st.lists(st.text("姓名单位手机邮箱Name / （）*:", max_size=12), max_size=8))
def test_every_column_gets_one_field_at_most_and_every_field_one_column(texts: list[str]):
    found = [key for key in keys(*texts) if key]

    assert len(found) == len(set(found))
    assert len(keys(*texts)) == len(texts)
