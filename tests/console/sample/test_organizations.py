"""Organizations of the sample have English names, made of the same parts as the Chinese ones."""

from __future__ import annotations

import re

import pytest

from eventmgr.console.sample.events.hosts import OFFICE
from eventmgr.console.sample.people.organizations import in_english
from eventmgr.console.sample.people.roster import invent


@pytest.mark.parametrize("seed", [1, 20260513])
def test_every_organization_of_the_roster_has_an_english_name(seed: int):
    names = {human.organization for human in invent(seed).people}

    assert [name for name in names if not re.fullmatch("[A-Za-z0-9 .,()&-]+", in_english(name))] == []


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("江苏申联样例汽车零部件有限公司", "Jiangsu Shenlian Sample Auto Parts Co., Ltd."),
        ("深圳聚能样例电气股份有限公司", "Shenzhen Juneng Sample Electric Corporation"),
        ("湖北省工业和信息化厅（样例）", "Department of Industry and Information Technology of Hubei (sample)"),
        ("北京市经济和信息化局（样例）", "Beijing Bureau of Economy and Informatization (sample)"),
        ("上海样例智能制造产业园管委会", "Shanghai Sample Intelligent Manufacturing Park"),
        OFFICE,
        ("别处某公司", ""),
        ("江苏某公司", ""),
    ],
)
def test_an_english_name_is_made_of_the_parts_of_the_chinese_one(chinese: str, english: str):
    assert in_english(chinese) == english


def test_titles_and_authorities_are_those_of_today():
    people = invent(1).people

    assert not {human.title for human in people} & {"主任科员", "副主任科员"}
    assert not [one.organization for one in people if re.search("市[^（]*厅（", one.organization)]
    municipal = {
        one.organization for one in people if re.fullmatch("(上海|北京|天津|重庆)市.*（样例）", one.organization)
    }
    assert {name[3:] for name in municipal} <= {"经济和信息化委员会（样例）", "经济和信息化局（样例）"}, "one for each"
