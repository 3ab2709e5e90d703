"""Who may be meant by what was typed for a person of the event."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.event.forms.kinds.naming import Candidate, meant, names_of, read_mention
from eventmgr.identity.directory.likeness import organization_key, person_key
from tests.soak import times

pytestmark = pytest.mark.one_engine
PEOPLE = [
    ("张三", "上海样例电气有限公司"),
    ("张三", "北京样例软件有限公司"),
    ("李四", "上海样例电气有限公司"),
    ("Jane Doe", "Acme Ltd"),
    ("王五", "样例大学"),
]
CANDIDATES = [
    Candidate(number, person_key(name), organization_key(organization), stands=number != 5)
    for number, (name, organization) in enumerate(PEOPLE, 1)
]


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("李四", [3]),
        (" 李 四 ", [3]),
        ("张三", [1, 2]),
        ("张三，北京样例软件有限公司", [2]),
        ("北京样例软件 张三", [2]),
        ("张三（上海样例电气有限公司）", [1]),
        ("張三、北京样例软件", [2]),
        ("ＪＡＮＥ ｄｏｅ", [4]),
        ("Jane Doe, ACME", [4]),
        ("张三，样例大学", []),
        ("赵六", []),
        ("3", [3]),
        ("No. 3", [3]),
        ("编号：２", [2]),
        ("99", []),
        ("，，", []),
        ("王五", [5]),
    ],
)
def test_a_name_an_organization_with_it_or_a_number_says_who_is_meant(typed, numbers):
    assert meant(read_mention(typed), CANDIDATES) == numbers


def test_who_still_comes_is_meant_before_who_withdrew_under_the_same_name():
    both = [Candidate(1, "a", "", stands=False), Candidate(2, "a", "", stands=True)]

    assert meant(read_mention("A"), both) == [2]


@settings(max_examples=times(200))
@given(st.text(max_size=210))
def test_whatever_is_typed_is_read_and_means_only_whom_it_names(typed):
    mention = read_mention(typed)
    known = names_of([mention])

    for number in meant(mention, CANDIDATES):
        one = next(one for one in CANDIDATES if one.id == number)
        assert one.person in known or mention.number == number
