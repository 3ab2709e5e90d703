"""How alike people and organizations are."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.identity.directory.jobs import fill
from eventmgr.identity.directory.likeness import (
    OFFICE_SHARES,
    Body,
    Reason,
    Someone,
    alike,
    are_similar,
    organization_key,
    pairs,
    person_key,
)
from tests.factories import NOON, make_organization, make_person

PARTS = st.sampled_from(
    [
        *"市省（()） ",
        "上海",
        "上海市",
        "广东省",
        "深圳市",
        "市场",
        "华锐",
        "機械",
        "机械",
        "公司",
        "分公司",
        "有限",
        "责任",
        "股份",
        "集团",
        "经济和信息化",
        "委员会",
        "厅",
        "Acme",
        "Co.",
        ", ",
        "Ltd",
        "Inc.",
        "&",
        "and",
        "ＡＢ",
        "臺",
        "e\u0301",
        "\u1100",
        "\u1161",
    ]
)
NAMES = st.lists(PARTS, max_size=12).map("".join) | st.text(max_size=40)
CODES = st.sampled_from([None, "91310000MA1FL00001", "91310000MA1FL00002"])


@pytest.mark.parametrize(
    "names",
    [
        ("上海临港机床有限公司", "上海臨港機床有限責任公司", "上海市临港机床股份有限公司", " 上海　临港机床 公司"),
        ("华锐（深圳）软件有限公司", "华锐(深圳)软件有限责任公司", "华锐深圳软件股份有限公司"),
        ("广东省工业和信息化厅", "广东工信厅", "廣東省工業和信息化廳"),
        ("上海市经济和信息化委员会", "上海经信委"),
        ("上海市市场监督管理局", "上海市市监局"),
        ("Acme Machinery Co., Ltd.", "ACME MACHINERY", "Acme Machinery Inc", "Ａｃｍｅ Machinery Company Limited"),
        ("Smith & Sons S.A.", "Smith and Sons"),
        ("有限公司", "有限公司"),
    ],
)
def test_names_of_one_organization_have_one_key(names):
    assert len({organization_key(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("临港机床有限公司", "临港机床集团有限公司"),
        ("临港机床有限公司", "临港机床有限公司上海分公司"),
        ("上海临港机床有限公司", "江苏临港机床有限公司"),
        ("Acme Tools Ltd", "Acme Machines Ltd"),
        ("Texaco", "Texa"),
        ("有限公司", "股份有限公司"),
        ("Ltd", "Inc"),
    ],
)
def test_names_of_two_organizations_do_not(one, other):
    assert organization_key(one) != organization_key(other)


def test_a_person_is_the_same_in_traditional_characters():
    assert person_key("張 偉") == person_key("张伟") != person_key("章伟")
    assert person_key("Ana  O’Neil") == person_key("ANA ONEIL")


@given(NAMES)
def test_normalising_twice_is_the_same(name):
    for key_of in (organization_key, person_key):
        assert key_of(key_of(name)) == key_of(name)


@given(NAMES, NAMES, CODES, CODES)
def test_two_organizations_are_similar_both_ways_and_never_with_two_codes(one, other, code, another):
    here, there = Body(organization_key(one), code), Body(organization_key(other), another)
    assert are_similar(here, there) == are_similar(there, here)
    if code and another and code != another:
        assert not are_similar(here, there)


SOMEONE = st.builds(
    Someone,
    id=st.just(0),
    name=st.sampled_from(["", "张伟", "李娜"]),
    mobile=st.sampled_from(["", "1", "2", "3"]),
    email=st.sampled_from(["", "a@x", "b@x", "c@x"]),
    organization_id=st.sampled_from([None, 1, 2]),
    organization=st.sampled_from(["", "临港机床", "华锐"]),
    credit_code=CODES,
)


@given(SOMEONE, SOMEONE)
def test_two_people_are_alike_both_ways(one, other):
    reasons = alike(one, other)
    assert reasons == alike(other, one)
    if one.credit_code and other.credit_code and one.credit_code != other.credit_code:
        assert Reason.NAME not in reasons or one.organization_id == other.organization_id is not None


@given(st.lists(SOMEONE, max_size=9))
def test_the_pairs_are_those_of_comparing_everybody_with_everybody(people):
    people = [Someone(**{**vars(one), "id": number}) for number, one in enumerate(people)]
    found = {}
    for one, other in combinations(people, 2):
        reasons = set(alike(one, other))
        for reason, field in ((Reason.MOBILE, "mobile"), (Reason.EMAIL, "email")):
            shared = sum(getattr(each, field) == getattr(one, field) for each in people)
            if shared > OFFICE_SHARES and one.name != other.name:
                reasons.discard(reason)
        if reasons:
            found[one.id, other.id] = reasons
    assert pairs(people) == found
    assert pairs(reversed(people)) == found


def test_the_worker_fills_in_the_keys_of_earlier_rows(database):
    person = make_person("張偉", likeness_key="")
    body = make_organization("臨港機床有限公司", likeness_key="")
    fill({}, NOON)
    assert (person.likeness_key, body.likeness_key) == ("张伟", "临港机床")
