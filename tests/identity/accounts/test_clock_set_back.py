"""A clock that is set back, or another machine a little behind, ends no sign-in and voids nothing that was signed."""

from __future__ import annotations

import pytest

from eventmgr.ground import clock
from eventmgr.ground.db import transaction
from eventmgr.identity.accounts.models import Purpose
from eventmgr.identity.accounts.services import make_link
from tests.factories import make_admin, make_user


@pytest.fixture
def way_in(client, frozen):
    """A browser that has just signed in by a link of an e-mail, and the link of somebody else."""
    first, second = make_admin(), make_user()
    with transaction():
        links = [make_link(user, Purpose.SIGN_IN, at=clock.now()) for user in (first, second)]
    client.post(f"/sign-in/{links[0]}")
    return client, links[1]


@pytest.mark.parametrize("seconds", [1, 60, 3 * 86_400])
def test_who_is_signed_in_stays_so(way_in, frozen, seconds):
    browser, _link = way_in
    assert browser.get("/manage/account").status_code == 200

    frozen.shift(-seconds)

    assert browser.get("/manage/account").status_code == 200


@pytest.mark.parametrize("seconds", [1, 60, 3 * 86_400])
def test_a_link_of_an_e_mail_still_signs_in(way_in, frozen, seconds):
    browser, link = way_in
    frozen.shift(-seconds)

    assert browser.post(f"/sign-in/{link}").status_code == 303


def test_a_cookie_ends_after_its_days_all_the_same(way_in, frozen):
    browser, _link = way_in
    frozen.shift(8 * 86_400)

    assert browser.get("/manage/account").status_code == 303
