"""Whoever has a number or an address of a registered person wants it in full, from any page of the office.

Tried: every page of organizers with one person who is registered, sits at a table of meetings, is the contact of a deal and was
invited: whatever the room, the number and the address stand there masked. In full they are shown once, with a reason that is
recorded, by one piece of every room that keeps contacts.
"""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from eventmgr.event.invitations.models import Invitation
from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.meeting_parties.models import PartyRepresentative
from eventmgr.matchmaking.outcomes.models import Deal
from eventmgr.tools.log.models import AuditEntry
from tests.access_table import TEAM
from tests.access_table.world import make_world
from tests.attacks.reading_beyond_the_role import ASKED
from tests.conftest import client_of
from tests.factories import make_member, make_person, make_registration, together
from tests.matchmaking.outcomes.deal_pages import FORM
from tests.soak import drawn

pytestmark = [pytest.mark.usefixtures("frozen"), pytest.mark.one_engine]
MOBILE, EMAIL = "15412349876", "geheim@example.org"
REVEALING = [
    "/manage/events/<slug>/matchmaking/organizations/<int:party_id>/people/<int:representative_id>/reveal",
    "/manage/events/<slug>/outcomes/<int:deal_id>/reveal",
]


@pytest.fixture
def world(app):
    return _furnished()


@together()
def _furnished() -> Any:
    made = make_world()
    made.event = db.session.merge(made.event)
    person = make_registration(made.event, make_person("陈同伴", mobile=MOBILE, email=EMAIL))
    seat = db.session.get_one(PartyRepresentative, made.values["representative_id"])
    seat.mobile, seat.email, seat.registration_id = MOBILE, EMAIL, person.id
    invited = db.session.get_one(Invitation, made.values["invited_id"])
    invited.email = EMAIL
    person.invitation_id = invited.id
    for side in db.session.get_one(Deal, made.values["deal_id"]).parties:
        side.contact_name, side.contact_mobile, side.contact_email = "陈同伴", MOBILE, EMAIL
    return made


def whole_in(answer: Any) -> list[str]:
    return [text for text in (MOBILE, EMAIL) if answer.mimetype == "text/html" and text in answer.text]


def test_no_page_of_organizers_shows_number_or_address_of_a_participant_unasked(app, world, sign_in):
    browser = sign_in(world.people["O"], client_of(app))
    pages = drawn(sorted(rule for method, rule in TEAM if method == "GET"), 4)
    found = {rule: whole_in(browser.get(world.address(rule) + ASKED.get(rule, ""))) for rule in pages}

    assert {rule: whole for rule, whole in found.items() if whole} == {}


@pytest.mark.parametrize("rule", REVEALING)
def test_a_contact_is_shown_once_with_a_reason_and_the_change_log_says_who_saw_it(app, world, sign_in, rule):
    browser, path = sign_in(world.people["O"], client_of(app)), world.address(rule)
    asked = browser.get(path)
    unexplained = browser.post(path, data={"why": "other", "note": ""})
    shown = browser.post(path, data={"why": "contact", "note": ""})
    again = browser.get(path.removesuffix("reveal"), follow_redirects=True)

    assert [whole_in(one) for one in (asked, unexplained, shown, again)] == [[], [], [MOBILE, EMAIL], []]
    assert shown.headers["Cache-Control"] == "private, no-store"
    entries = list(db.session.scalars(select(AuditEntry).where(AuditEntry.action == "revealed")))
    assert [(one.event_id, one.changes["why"]) for one in entries] == [(world.event.id, [None, "contact"])]
    assert MOBILE not in str(entries[0].changes)


@pytest.mark.parametrize("rule", REVEALING)
def test_who_may_not_change_the_contact_is_shown_nothing(app, world, sign_in, rule):
    browser = sign_in(make_member(world.event, TeamRole.VIEWER), client_of(app))

    assert browser.post(world.address(rule), data={"why": "contact"}).status_code == 403


def test_a_contact_that_is_left_as_it_is_shown_stays_and_a_new_one_is_taken(app, world, sign_in):
    browser = sign_in(world.people["O"], client_of(app))
    path = world.address("/manage/events/<slug>/outcomes/<int:deal_id>/edit")
    page = browser.get(path).text
    as_shown = FORM | {"sides-0-contact_email": "g***@example.org", "sides-0-contact_mobile": "154 **** 9876"}
    kept = browser.post(path, data=as_shown)
    before = _contact(world)
    changed = browser.post(path, data=as_shown | {"sides-0-contact_mobile": "15400001111"})

    assert all(as_shown[name] in page for name in ("sides-0-contact_email", "sides-0-contact_mobile"))
    assert (kept.status_code, changed.status_code, before) == (303, 303, (MOBILE, EMAIL))
    assert _contact(world) == ("15400001111", EMAIL)


def _contact(world: Any) -> tuple[str, str]:
    db.session.expire_all()
    side = db.session.get_one(Deal, world.values["deal_id"]).parties[0]
    return side.contact_mobile, side.contact_email
