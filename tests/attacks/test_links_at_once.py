"""The attacker wants a link that works once to work twice: he has seen it, and comes at the same moment as its owner.

Tried with processes that wait at a gate and send the same link together, on both databases. A race without a control
proves nothing: on PostgreSQL the same crowd gets in twice as soon as the link is looked at without the lock and marked
afterwards (on SQLite one writer at a time makes that impossible).
"""

from __future__ import annotations

import pytest

from eventmgr.ground import clock
from eventmgr.ground.db import db, is_sqlite, transaction
from eventmgr.identity.accounts import queries, services, statements
from eventmgr.identity.accounts.models import OneTimeLink, Purpose, User, UserSession
from eventmgr.identity.accounts.services import make_link
from eventmgr.identity.team.models import TeamMember
from tests.attacks.crowds import PROCESSES, at_once
from tests.attacks.links_at_once import invite
from tests.factories import make_user
from tests.rows import count

pytestmark = pytest.mark.engines_differ

ONE_GETS_IN = [303] + [404] * (PROCESSES - 1)
LINKS = 8


def links(purpose):
    users = [make_user() for _ in range(LINKS)]
    with transaction():
        return [make_link(user, purpose, at=clock.now()) for user in users]


def enter(browser, token):
    return browser.post(f"/sign-in/{token}").status_code


def set_password(browser, token):
    typed = "a horse that nobody knows"
    return browser.post(f"/reset/{token}", data={"password": typed, "again": typed}).status_code


def look_first_and_mark_later():
    """As it was: read, then write what was read, and no lock."""
    queries.find_locked_user = queries.find_user

    def spend(hashed, _purpose, *, at):
        db.session.query(OneTimeLink).filter_by(token_hash=hashed).update({"used_at": at})
        return True

    statements.spend_link = spend
    services.statements.spend_link = spend


@pytest.mark.soak(again=True)
@pytest.mark.parametrize(("purpose", "act"), [(Purpose.SIGN_IN, enter), (Purpose.RESET_PASSWORD, set_password)])
def test_of_many_who_come_together_one_gets_in(app, purpose, act):
    assert at_once(app, act, links(purpose)) == [ONE_GETS_IN] * LINKS
    assert count(UserSession) == LINKS


def test_without_the_lock_the_same_crowd_gets_in_twice(app):
    if is_sqlite():
        pytest.skip("one writer at a time: the link is marked before the next one looks")

    found = at_once(app, enter, links(Purpose.SIGN_IN), prepare=look_first_and_mark_later)

    assert max(statuses.count(303) for statuses in found) > 1


def join(browser, token):
    return browser.post(f"/manage/invitations/{token}", data={"name": "李娜"}).status_code


@pytest.mark.soak(again=True)
def test_an_invitation_makes_one_account_and_one_member(app):
    tokens = [invite(number) for number in range(LINKS)]
    owners = count(User)

    found = at_once(app, join, tokens)

    assert [statuses[0] for statuses in found] == [303] * LINKS
    assert {status for statuses in found for status in statuses[1:]} <= {401, 404}
    assert (count(User) - owners, count(TeamMember)) == (LINKS, 2 * LINKS)
