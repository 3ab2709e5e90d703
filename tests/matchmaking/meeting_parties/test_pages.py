"""The organizers' pages of parties, and a party's own."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from eventmgr.event.events.models import EventKind
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.meeting_parties.access import link_token
from eventmgr.matchmaking.meeting_parties.models import PartyExclusion, PartyKind
from eventmgr.matchmaking.meeting_parties.queries import (
    list_exclusions,
    list_parties,
    list_representatives,
    list_representatives_of,
)
from eventmgr.matchmaking.meeting_plans.models import MeetingAssistant
from eventmgr.matchmaking.meeting_plans.queries import find_plan, list_blocks, list_halls, list_tables
from tests.conftest import client_of
from tests.factories import make_event, make_item, make_member, make_organization, make_registration, together
from tests.matchmaking.factories import make_matchmaking, make_party, make_representative

PAGES = (
    "", "settings/", "settings/rules/", "settings/coverage/", "places/", "blocks/new", "halls/new", "halls/walks",
    "assistants/", "assistants/new", "organizations/", "organizations/new", "organizations/take-over",
    "organizations/exclusions/",
)  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_opens(client, database, sign_in, lang):
    event = make_matchmaking()
    party = make_party(event, people=2)
    other = make_party(event)
    db.session.add(PartyExclusion(event_id=event.id, party_id=party.id, other_id=other.id))
    db.session.add(MeetingAssistant(event_id=event.id, name="王译", languages=["en"]))
    db.session.commit()
    sign_in(make_member(event, TeamRole.OWNER))
    base = f"/manage/events/{event.slug}/matchmaking/"
    one = (
        f"organizations/{party.id}/",
        *(f"organizations/{party.id}/{page}" for page in ("edit", "times", "leave", "people/new")),
    )
    for page in (*PAGES, *one, "assistants/1/", "blocks/1/", "halls/1/", f"organizations/{party.id}/people/1/"):
        answer = client.get(f"{base}{page}?lang={lang}")
        assert (page, answer.status_code) == (page, 200)
    token = link_token(make_representative(party))
    for page in ("", "times", "settings"):
        assert (page, client.get(f"/meetings/{token}/{page}?lang={lang}").status_code) == (page, 200)


@pytest.fixture
def event(database):
    return make_matchmaking(tables=4)


@pytest.fixture
def office(sign_in, event):
    browser = sign_in(make_member(event, TeamRole.REGISTRAR))
    browser.set_cookie("lang", "en")
    return browser


def base(event, rest=""):
    return f"/manage/events/{event.slug}/matchmaking/{rest}"


def text(browser, address):
    return browser.get(address).get_data(as_text=True)


def test_meetings_begin_on_the_page_that_the_overview_of_a_matchmaking_offers(sign_in, database):
    event = make_event(kind=EventKind.MATCHMAKING)
    browser = sign_in(make_member(event, TeamRole.OWNER))
    browser.set_cookie("lang", "en")
    assert "Meetings are not planned yet" in text(browser, f"/manage/events/{event.slug}/")
    assert "Plan meetings" in text(browser, base(event))
    assert browser.get(base(event, "places/")).status_code == 404

    assert browser.post(base(event, "start")).status_code == 303

    assert "Time and tables" in text(browser, base(event))
    assert "Meetings are not planned yet" not in text(browser, f"/manage/events/{event.slug}/")


def test_blocks_of_two_days_with_lunch_become_four_stretches(office, event):
    days = [(event.starts_at + timedelta(days=number)).date().isoformat() for number in (0, 1)]
    typed = {
        "days": days, "starts": "23:00", "ends": "23:40", "starts_again": "23：45", "ends_again": "23:59",
        "slot_minutes": "5", "gap_minutes": "0",
    }  # fmt: skip
    answer = office.post(base(event, "blocks/new"), data={**typed, "days": days[:1]})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    assert len(list_blocks(event.id)) == 3

    again = office.post(base(event, "blocks/new"), data={**typed, "days": days[:1]})
    assert again.status_code == 409
    assert "overlaps another block" in again.get_data(as_text=True)
    wrong = office.post(base(event, "blocks/new"), data={**typed, "starts": "25:00"})
    assert wrong.status_code == 422
    assert 'value="25:00"' in wrong.get_data(as_text=True), "what was typed is kept"
    assert len(list_blocks(event.id)) == 3


def test_the_same_form_sent_twice_makes_one_hall(office, event):
    typed = {"name_zh": "二厅", "numbers": "10-12", "form_id": "4f2d9a43-93c0-4c4e-9e0f-2f7d9a43a3c0"}
    first, second = (office.post(base(event, "halls/new"), data=typed) for _time in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert len(list_halls(event.id)) == 2
    refused = office.post(base(event, "halls/new"), data={"name_zh": "三厅", "numbers": "12, x"})
    assert refused.status_code == 422
    assert "not a valid table number" in refused.get_data(as_text=True)


def test_an_organization_is_entered_changed_and_leaves(office, event):
    typed = {"name": "武汉样例自动化有限公司", "kind": "company", "side": "by_province", "language": "zh"}
    assert office.post(base(event, "organizations/new"), data=typed).status_code == 303
    [party] = list_parties(event.id)
    taken = office.post(base(event, "organizations/new"), data=typed | {"name": "武汉样例 自动化有限公司"})
    assert taken.status_code in (303, 409)
    page = base(event, f"organizations/{party.id}/")
    table = list_tables(event.id)[2]

    edited = office.post(f"{page}edit", data=typed | {"maximum": "3", "minimum": "1", "home_table_id": str(table.id)})
    assert edited.status_code == 303
    assert "3 at most, 1 guaranteed" in text(office, page)
    assert "always at table 3" in text(office, base(event, "organizations/"))
    other = make_party(event)
    shared = office.post(base(event, f"organizations/{other.id}/edit"), data=typed | {"home_table_id": str(table.id)})
    assert shared.status_code == 409
    assert "always sits at this table" in shared.get_data(as_text=True)

    assert office.post(f"{page}leave", data={"reason": "来不了"}).status_code == 303
    assert "Has left" in text(office, page)
    assert list_parties(event.id)[0].home_table_id is None
    assert office.post(f"{page}rejoin").status_code == 303
    assert "Has left" not in text(office, page)


def test_whose_registrations_are_taken_over_is_ticked_in_boxes(office, event):
    organization = make_organization("武汉样例自动化有限公司")
    for number, role in enumerate((Role.COMPANY, Role.EXPERT)):
        make_registration(
            event, organization_id=organization.id, organization_name=organization.name, role=role, name=f"陈{number}"
        )
    page = base(event, "organizations/take-over")
    boxes = re.findall(r'<input type="checkbox"[^>]* name="roles" value="(\w+)"( checked)?>', text(office, page))
    assert sorted(boxes) == [("company", " checked"), ("expert", "")]
    assert office.post(page, data={"roles": ["company", "expert"], "take": "1"}).status_code == 303
    assert len(list_representatives(event.id)) == 2


def test_representatives_come_and_go_and_the_last_stays(office, event):
    party = make_party(event, people=0)
    page = base(event, f"organizations/{party.id}/")
    assert office.post(f"{page}people/new", data={"name": "陈立", "email": "chen@example.com"}).status_code == 303
    registration = make_registration(event, organization_id=party.organization_id)
    assert office.post(f"{page}people/registered", data={"registration": str(registration.id)}).status_code == 303
    first, second = list_representatives_of(party.id)
    assert (first.name, second.registration_id) == ("陈立", registration.id)

    office.post(f"{page}people/{second.id}/up")
    assert [seat.id for seat in list_representatives_of(party.id)] == [second.id, first.id]
    office.post(f"{page}people/{first.id}/remove")
    office.post(f"{page}people/{second.id}/remove")
    assert [seat.id for seat in list_representatives_of(party.id)] == [second.id]
    assert office.post(f"{page}people/new", data={"name": "林", "email": "x"}).status_code == 422


def test_two_are_kept_apart_by_hand_and_a_group_by_itself(office, event):
    first, second = make_party(event, group_name="样例集团"), make_party(event, group_name="样例集团")
    page = base(event, "organizations/exclusions/")
    assert f"{first.organization.name} — {second.organization.name}" in text(office, page)
    typed = {"one": str(second.id), "other": str(first.id)}
    assert office.post(page, data=typed).status_code == 303
    assert office.post(page, data=typed | {"reason": "再来"}).status_code == 409
    [excluded] = list_exclusions(event.id)
    assert (excluded.party_id, excluded.other_id) == (first.id, second.id)
    assert office.post(f"{page}{excluded.id}/remove").status_code == 303
    assert list_exclusions(event.id) == []


def test_the_list_is_filtered_and_costs_the_same_for_many(office, event, count_statements):
    numbers = []
    for more in (2, 40):
        with together():
            for _number in range(more):
                make_party(event, people=2, kind=PartyKind.PARK)
        with count_statements() as statements:
            page = text(office, base(event, "organizations/?kind=park"))
        numbers.append(len(statements))
    assert numbers[0] == numbers[1]
    assert "42 organizations" in page
    assert office.get(base(event, "organizations/?kind=circus")).status_code == 400
    assert "No organizations match" in text(office, base(event, "organizations/?kind=fund"))


def test_numbers_and_addresses_are_masked_for_those_who_may_change_them_and_for_nobody_else_there(
    office, sign_in, app, event
):
    """In full they are asked for with a reason: tests/attacks/test_contacts_in_full.py."""
    party = make_party(event, people=0)
    make_representative(party, mobile="15400012345", email="chen.li@example.com")
    page = base(event, f"organizations/{party.id}/")
    masked = text(office, page)
    assert ("2345" in masked, "15400012345" in masked, "chen.li@example.com" in masked) == (True, False, False)
    editor = sign_in(make_member(event, TeamRole.EDITOR), client_of(app))
    seen = text(editor, page)
    assert "15400012345" not in seen
    assert "chen.li@example.com" not in seen


def test_a_party_is_found_at_its_event_alone(office, event):
    foreign = make_party(make_matchmaking())
    assert office.get(base(event, f"organizations/{foreign.id}/")).status_code == 404


def test_an_agenda_item_shows_on_the_page_of_times_with_its_reason(office, event, frozen):
    party = make_party(event)
    item = make_item(event, title={"zh": "全体大会", "en": "Plenary"})
    find_plan(event.id).common_items = [item.id]
    db.session.commit()
    page = f"/meetings/{link_token(list_representatives_of(party.id)[0])}/times"
    assert "Plenary" in text(office, page)
    assert "Plenary" in text(office, base(event, f"organizations/{party.id}/times"))
