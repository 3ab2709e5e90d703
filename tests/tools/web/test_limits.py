"""Limits on tries: counted in the database, told in words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.ground.db import db
from eventmgr.ground.errors import TooMany
from eventmgr.ground.i18n import speaking
from eventmgr.tools.web.models import RateHit
from eventmgr.tools.web.rate_limits.limits import limit
from tests.factories import NOON


@pytest.fixture
def limits(make_app):
    """An application that limits; its context is pushed."""
    with make_app(RATELIMIT_ENABLED=True).app_context():
        yield


def tries(key: str, number: int, *, at=NOON, most: int = 3, per_seconds: int = 60) -> list[bool]:
    """Whether each of `number` tries at `at` was let through."""
    passed = []
    for _try in range(number):
        try:
            limit(key, most, per_seconds, at)
            passed.append(True)
        except TooMany:
            passed.append(False)
    return passed


def test_so_many_tries_pass_and_the_next_do_not(limits):
    assert tries("a", 5) == [True, True, True, False, False]


def test_each_key_has_its_own_count(limits):
    assert (tries("a", 4)[-1], tries("b", 1)) == (False, [True])


def test_the_window_begins_with_the_first_try_and_ends(limits):
    tries("a", 4)

    assert tries("a", 1, at=NOON + timedelta(seconds=59)) == [False]
    assert tries("a", 4, at=NOON + timedelta(seconds=60)) == [True, True, True, False]


def test_the_refusal_says_when_to_come_back(limits):
    said = {}
    for lang in ("en", "zh"):
        with speaking(lang), pytest.raises(TooMany) as refused:
            for _try in range(2):
                limit(f"slow-{lang}", 1, 600, NOON)
        said[lang] = (str(refused.value), refused.value.retry_after)

    assert said == {
        "en": ("Too many attempts. Please try again in 10 minutes. Nothing is lost.", 600),
        "zh": ("尝试次数过多，请在 10 分钟后再试。已填写和提交的内容不会丢失。", 600),
    }


def test_the_key_itself_is_not_kept(limits):
    limit("sign-in:somebody@example.com", 1, 60, NOON)

    assert [len(key) for key in db.session.scalars(select(RateHit.key))] == [32]


def test_old_counts_are_forgotten(limits):
    tries("old", 1)

    tries("new", 1, at=NOON + timedelta(days=2))

    assert len(db.session.scalars(select(RateHit)).all()) == 1


def test_the_switch_turns_limits_off(app):
    assert tries("a", 5, most=1) == [True] * 5
    assert db.session.scalars(select(RateHit)).all() == []
