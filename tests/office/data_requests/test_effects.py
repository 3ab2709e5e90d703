"""What a granted restriction or objection does to lists, papers, files, e-mails and numbers of others."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from eventmgr.event.agenda.models import ItemKind
from eventmgr.event.events.models import EventStatus, InvitedUnit
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.changing.services.editing import edit
from eventmgr.event.registration.counting.queries import count_people
from eventmgr.event.registration.deciding.services.decisions import reject, revoke, withdraw
from eventmgr.event.registration.errors import NotPossible
from eventmgr.event.registration.letters.announcing import note_told
from eventmgr.event.registration.letters.writing import check_in_code
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.queries.rows import find_reader
from eventmgr.event.registration.retaining.services.forgetting import delete
from eventmgr.event.registration.statements import note_untold
from eventmgr.ground.db import db, transaction
from eventmgr.ground.i18n import speaking
from eventmgr.identity.team.roles import TeamRole
from eventmgr.office.data_requests.models import RequestKind
from eventmgr.office.data_requests.queries import list_own
from eventmgr.office.data_requests.services import lift as end
from eventmgr.output.papers.documents.roster import _quota, build
from eventmgr.output.papers.queries import get_groups, get_roster
from eventmgr.tools.log.models import ActorKind
from eventmgr.tools.log.services import Act, Actor
from eventmgr.tools.messages.models import LetterState, OutboxLetter
from eventmgr.tools.messages.optouts.queries import list_opted_out
from eventmgr.tools.messages.optouts.services import digest_of
from tests.conftest import client_of
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.registering import register
from tests.factories import NOON, keep, make_event, make_item, make_member
from tests.office.data_requests.requests import answers, asks

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def event(app):
    return make_event(fields={"group": "optional"})


@pytest.fixture
def place(event):
    return register(event, make_applicant(name="张三", email="zhang@example.com"))


@pytest.fixture
def office(client, sign_in, event):
    return sign_in(make_member(event, TeamRole.OWNER), client_of(client.application))


def grant(place, kind=RequestKind.RESTRICT):
    answers(asks(place, kind, "请停止"))
    db.session.expire_all()


def lift(place):

    with transaction():
        end(place.event, list_own(place.id)[0], act=Act(OFFICE, NOON))
    db.session.expire_all()


def export(office, event):
    return office.get(f"/manage/events/{event.slug}/registrations/export.csv").data.decode("utf-8-sig")


def roster(event):
    with speaking("zh"):
        found = get_roster(event, "zh")
    return [person.name for part in found.delegations for person in part.people], found


@pytest.mark.parametrize("kind", [RequestKind.RESTRICT, RequestKind.OBJECT])
def test_the_list_of_participants_leaves_them_out_and_says_how_many(event, place, kind):
    register(event, make_applicant(name="李四"))
    before, _found = roster(event)
    grant(place, kind)
    names, found = roster(event)
    paper = build(found, lang="zh")
    lift(place)

    assert (sorted(before), names, found.unlisted, found.total) == (["张三", "李四"], ["李四"], 1, 1)
    assert paper.startswith(b"%PDF")
    assert sorted(roster(event)[0]) == ["张三", "李四"]


def test_the_paper_does_not_take_those_left_out_for_staff(event, place):

    keep(InvitedUnit(event_id=event.id, unit_code="310000", quota=5))
    register(event, make_applicant(name="李四"))
    grant(place, RequestKind.OBJECT)

    _names, found = roster(event)
    with speaking("zh"):
        said = "".join(str(span.text) for span in _quota(found.delegations[0]))

    assert (found.delegations[0].unlisted, "会务" in said) == (1, False)


def test_a_restricted_person_is_in_no_file_and_one_who_objected_still_is(office, event, place):
    before = export(office, event)
    grant(place, RequestKind.OBJECT)
    objected = export(office, event)
    lift(place)
    grant(place)
    restricted = export(office, event)
    lift(place)

    assert ["张三" in text for text in (before, objected, restricted, export(office, event))] == [
        True,
        True,
        False,
        True,
    ]


def test_lists_at_the_doors_of_groups_leave_a_restricted_person_out(event):
    group = make_item(event, title={"zh": "汽车组"}, kind=ItemKind.GROUP)
    place = register(event, make_applicant(name="张三", answers={"group": str(group.id)}))

    def members():
        with speaking("zh"):
            return [member.person.name for one in get_groups(event, "zh").groups for member in one.members]

    before = members()
    grant(place, RequestKind.OBJECT)
    objected = members()
    lift(place)
    grant(place)

    assert (before, objected, members()) == (["张三"], ["张三"], [])


def test_no_e_mail_to_all_reaches_a_restricted_person_and_what_waited_never_leaves(event, place, office):
    other = register(event, make_applicant(name="李四", email="li@example.com"))
    grant(place)
    waited = db.session.scalars(
        select(OutboxLetter.state).where(OutboxLetter.kind == "registration.confirmed").order_by(OutboxLetter.id)
    ).all()

    page = f"/manage/events/{event.slug}/cancel"
    preview = office.post(page, data={"reason_zh": "台风", "telling": ""})
    office.post(page, data={"reason_zh": "台风", "telling": "now"})

    db.session.expire_all()
    assert event.status is EventStatus.CANCELLED
    told = db.session.scalars(
        select(OutboxLetter.to_address).where(OutboxLetter.kind == "registration.cancelled")
    ).all()
    assert (told, "李四" in preview.text, "张三" in preview.text) == (["li@example.com"], True, False)
    assert waited == [LetterState.TAKEN_BACK, LetterState.DUE]
    assert other.status is Status.CONFIRMED


def test_who_objected_still_hears_that_the_event_is_cancelled_and_gets_no_invitation(event, place, office):
    grant(place, RequestKind.OBJECT)
    office.post(f"/manage/events/{event.slug}/cancel", data={"reason_zh": "台风", "telling": "now"})

    told = db.session.scalars(
        select(OutboxLetter.to_address).where(OutboxLetter.kind == "registration.cancelled")
    ).all()
    assert (told, list_opted_out([digest_of("zhang@example.com")])) == (
        ["zhang@example.com"],
        {digest_of("zhang@example.com")},
    )


def test_a_restricted_person_without_address_is_not_phoned_about_the_event(event):
    silent = register(event, make_applicant(name="无邮箱", email=""))
    grant(silent)
    with transaction():
        note_told(event, [silent], act=Act(OFFICE, NOON))

        note_untold(event.id, holders_only=False, at=NOON)

    db.session.expire_all()
    assert db.session.get(Registration, silent.id).untold_since is None


def test_public_numbers_leave_a_restricted_person_out_and_those_of_the_organizers_count_on(event, place, client):
    for _number in range(6):
        register(event)
    before = count_people([event.id])
    grant(place)
    after = count_people([event.id])

    assert [people.shown["expected"].number for people in (before, after)] == [7, 6]
    assert [people["expected"].number for people in (before, after)] == [7, 7]
    page = client.get(f"/events/{event.slug}/participants/").text
    assert re.search(r"\b6\b", page)
    assert not re.search(r">\s*7\s*<", page)


def test_nobody_is_taken_for_a_restricted_person_and_none_is_shown_as_an_example(event, place):
    before = find_reader(event.id, "")
    grant(place)
    twin = register(event, make_applicant(name="张三丰", mobile=place.mobile, email="zhang@example.com"))

    assert (before.id, twin.looks_like_id) == (place.id, None)
    assert find_reader(event.id, "张三").id == twin.id


def test_the_organizers_see_that_it_is_restricted_and_why_and_change_nothing(office, event, place):
    grant(place)
    page = f"/manage/events/{event.slug}/registrations/{place.id}/"
    shown, listed = (
        office.get(page).text,
        office.get(f"/manage/events/{event.slug}/registrations/?flag=restricted").text,
    )
    reveal = office.post(f"{page}reveal", data={"field": "mobile", "why": "service"})
    removed = office.post(
        f"/manage/events/{event.slug}/registrations/decide",
        data={"ids": place.id, "act": "revoke", "reason": "甲", "telling": "now"},
    )

    assert ("应本人请求" in shown, "请停止" in shown, "已限制处理" in listed, "张三" in listed) == (True,) * 4
    assert (reveal.status_code, place.mobile in reveal.text) == (409, False)
    assert "仅作存储" in office.get(page).text
    assert removed.status_code in (303, 409)
    with pytest.raises(NotPossible, match="限制处理"), transaction():
        edit(event, place, make_applicant(name="张三"), act=Act(OFFICE, NOON))
    for verb in (revoke, reject):
        with pytest.raises(NotPossible, match="限制处理"), transaction():
            verb(event, [place], reason="甲", act=Act(OFFICE, NOON))
    with pytest.raises(NotPossible, match="限制处理"), transaction():
        withdraw(event, place, act=Act(OFFICE, NOON))
    db.session.expire_all()
    assert db.session.get(Registration, place.id).status is Status.CONFIRMED


def test_the_person_still_changes_cancels_and_deletes_what_is_restricted(event, place, client):
    grant(place)
    with transaction():
        withdraw(event, place, act=Act(act_of(place), NOON))

    db.session.expire_all()
    assert db.session.get(Registration, place.id).status is Status.WITHDRAWN
    with transaction():
        delete(event, place, reason="甲", act=Act(OFFICE, NOON))


def act_of(place):

    return Actor(ActorKind.PARTICIPANT, place.id, place.name)


def test_the_desk_finds_a_restricted_person_by_their_own_code_alone(event, place, sign_in, frozen):
    grant(place)
    frozen.move_to(event.starts_at)
    browser = sign_in(make_member(event, TeamRole.CHECK_IN))
    desk = f"/manage/events/{event.slug}/checkin/"

    found = browser.get(f"{desk}?q=张三").text
    browser.post(desk, data={"code": check_in_code(place)})

    assert "张三</" not in found
    db.session.expire_all()
    assert db.session.get(Registration, place.id).status is Status.ATTENDED
