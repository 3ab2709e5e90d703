"""Sort keys; pypinyin is asked for the same readings."""

from __future__ import annotations

import random
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, pinyin
from pypinyin.constants import PINYIN_DICT

from eventmgr.tools.taxonomy import name_key, sort_key
from eventmgr.tools.taxonomy import pinyin as subject


def test_readings_are_those_of_pypinyin():
    known = [code for code in PINYIN_DICT if 0x3400 <= code <= 0x9FFF or 0x20000 <= code <= 0x3FFFF]
    chosen = random.Random(7).sample(known, 4000)
    theirs = {chr(code): pinyin(chr(code), style=Style.NORMAL)[0][0] for code in chosen}
    theirs = {char: reading for char, reading in theirs.items() if reading.isascii() and reading.isalpha()}

    assert len(theirs) > 3900
    assert {char: subject.syllable(char) for char in theirs} == theirs


def test_rare_name_characters_have_readings():
    assert [subject.syllable(char) for char in "𬱖䶮𫖯㛃𠅤𬭎"] == ["di", "yan", "fu", "jie", "xi", "hong"]
    assert subject.syllable("a") is None
    assert subject.syllable("·") is None


@pytest.mark.parametrize(
    ("name", "key"),
    [
        *[
            ("单雄", "shan xiong"),
            ("曾敏", "zeng min"),
            ("仇英", "qiu ying"),
            ("解放", "xie fang"),
            ("查刚", "zha gang"),
        ],
        *[("区伟", "ou wei"), ("盖文", "ge wen"), ("任远", "ren yuan"), ("华东", "hua dong"), ("朴正", "piao zheng")],
        *[("翟志刚", "zhai zhi gang"), ("缪杰", "miao jie"), ("冼星海", "xian xing hai"), ("乐嘉", "yue jia")],
        *[("折可", "she ke"), ("员俊", "yun jun"), ("纪平", "ji ping"), ("黑明", "he ming"), ("种师", "chong shi")],
        *[
            ("万俟雪", "mo qi xue"),
            ("尉迟敬德", "yu chi jing de"),
            ("欧阳锋", "ou yang feng"),
            ("单于丹", "chan yu dan"),
        ],
        *[("王乐", "wang le"), ("张　伟", "zhang wei"), ("欧阳", "ou yang"), ("王", "wang"), ("华单", "hua dan")],
        *[("José Müller", "jose muller"), ("ＪＯＨＮ Smith", "john smith"), ("O’Neill", "o neill")],
        *[("买买提·艾力", "mai mai ti ai li"), ("", ""), ("·", "")],
    ],
)
def test_people_are_sorted_by_surname_first(name: str, key: str):
    assert name_key(name) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        *[
            ("重庆市", "chong qing shi"),
            ("厦门", "xia men"),
            ("长沙", "chang sha"),
            ("重型机械厂", "zhong xing ji xie chang"),
        ],
        *[
            ("中国银行", "zhong guo yin hang"),
            ("成都", "cheng du"),
            ("西藏", "xi zang"),
            ("3D打印（样例）", "3d da yin yang li"),
        ],
        *[
            ("绿地", "lv di"),
            ("六安", "lu an"),
            ("校长", "xiao zhang"),
            ("单位", "dan wei"),
            ("ABC有限公司", "abc you xian gong si"),
        ],
    ],
)
def test_places_and_organizations_are_read_by_words(text: str, key: str):
    assert sort_key(text) == key


def test_keys_fit_their_columns():
    assert len(name_key("庄" * 50)) <= 200
    assert len(sort_key("庄" * 200)) <= 400


def test_the_table_is_small():
    subject._table.cache_clear()
    tracemalloc.start()
    subject.syllable("我")
    held, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert held < 1_000_000


@given(st.text(max_size=80))
def test_any_text_has_a_key_and_always_the_same(text: str):
    for key in (name_key, sort_key):
        assert key(text) == key(text)
        assert key(text) == key(text).strip()
        assert "  " not in key(text)
