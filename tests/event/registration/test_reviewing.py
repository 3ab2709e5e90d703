"""Many registrations at once on the office's list: declined, places withdrawn, marked, with all that fit."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from eventmgr.event.events.models import Approval
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.deciding.services.decisions import reject, revoke
from eventmgr.event.registration.errors import NotPossible
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.office_list.manage import choosing
from eventmgr.event.registration.office_list.manage.choosing import deeds_for
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.messages.models import OutboxLetter
from tests.event.registration.applicants import make_applicant
from tests.event.registration.deciding import assert_tally_is_true, do, statuses
from tests.event.registration.registering import register
from tests.factories import make_event, make_member, make_registration

pytestmark = pytest.mark.usefixtures("database", "frozen")


@pytest.fixture
def office(sign_in):
    """`office(event, role)`: a signed-in member of the event's team."""

    def enter(event, role=TeamRole.REGISTRAR):
        return sign_in(make_member(event, role))

    return enter


def address(event, rest=""):
    return f"/manage/events/{event.slug}/registrations/{rest}"


def people(event, *states, **values):
    return [make_registration(event, status=state, **values) for state in states]


def last_letter():
    return db.session.scalars(select(OutboxLetter).order_by(OutboxLetter.id.desc())).first()


def ticked_in(page):
    return [part.partition('"')[0] for part in page.text.split('name="ids" value="')[1:] if " checked" in part[:40]]


# ------------------------------------------------------------------------------------------ decline, or withdraw a place
def test_a_withdrawn_place_has_a_letter_of_its_own_takes_the_entry_back_and_promotes():
    event = make_event(capacity=1)
    holder = register(event, make_applicant(email="holder@example.com"))
    first = register(event)

    do(revoke, event, [holder], reason="名额压减")

    assert statuses(holder, first) == [Status.WITHDRAWN, Status.CONFIRMED]
    letter = db.session.scalars(select(OutboxLetter).where(OutboxLetter.kind == "registration.revoked")).one()
    assert (letter.to_address, "撤销" in letter.subject, "名额压减" in letter.text) == (
        "holder@example.com",
        True,
        True,
    )
    assert "METHOD:CANCEL" in letter.attachments[0]["content"]
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "revoked")).one()
    assert (entry.object_id, entry.reason) == (holder.id, "名额压减")
    assert_tally_is_true(event)


def test_a_place_is_withdrawn_in_the_language_of_its_holder():
    event = make_event()
    place = register(event, make_applicant(language="en"))

    do(revoke, event, [place], reason="Fewer places")

    assert "has been withdrawn" in last_letter().subject
    assert "do not travel" in last_letter().text


@pytest.mark.parametrize("state", [Status.PENDING, Status.WAITLISTED, Status.ATTENDED, Status.ABSENT, Status.REJECTED])
def test_only_confirmed_places_are_withdrawn_all_or_none(state):
    event = make_event()
    one, other = people(event, Status.CONFIRMED, state)

    with pytest.raises(NotPossible):
        do(revoke, event, [one, other], reason="名额压减")

    assert statuses(one, other) == [Status.CONFIRMED, state]


def test_a_confirmed_place_is_not_declined_even_if_it_was_pending_a_moment_ago():
    event = make_event()
    (place,) = people(event, Status.CONFIRMED)

    with pytest.raises(NotPossible):
        do(reject, event, [place], reason="名额有限")

    assert statuses(place) == [Status.CONFIRMED]


def test_withdrawing_a_place_needs_a_reason():
    event = make_event()
    (place,) = people(event, Status.CONFIRMED)

    with pytest.raises(Refusal) as refusal:
        do(revoke, event, [place], reason="")

    assert (refusal.value.field, statuses(place)) == ("reason", [Status.CONFIRMED])


@pytest.mark.parametrize(
    ("act", "state", "says"),
    [
        ("reject", Status.CONFIRMED, "撤销名额"),
        ("revoke", Status.PENDING, "不予通过"),
        ("revoke", Status.ABSENT, "缺席"),
    ],
)
def test_the_wrong_button_says_which_is_right_and_keeps_the_choice(office, act, state, says):
    event = make_event(approval=Approval.REVIEW)
    (place,) = people(event, state)
    browser = office(event)

    answer = browser.post(
        address(event, "decide"), data={"ids": place.id, "act": act, "back": address(event, "?sort=name")}
    )
    page = browser.get(answer.location)

    assert (answer.status_code, statuses(place)) == (303, [state])
    assert parse_qs(urlsplit(answer.location).query) == {"sort": ["name"], "ids": [str(place.id)]}
    assert place.name in page.text and says in page.text.partition('class="alert')[2][:300]
    assert ticked_in(page) == [str(place.id)]


# ------------------------------------------------------------------------------------------------------------ reasons
@pytest.mark.parametrize(("act", "state"), [("reject", Status.PENDING), ("revoke", Status.CONFIRMED)])
def test_a_missing_reason_is_said_beside_its_field_and_nobody_is_forgotten(office, act, state):
    event = make_event(approval=Approval.REVIEW)
    both = people(event, state, state)
    data = {"ids": ",".join(str(row.id) for row in both), "act": act}
    browser = office(event)

    asked = browser.post(address(event, "decide"), data=data)
    again = browser.post(address(event, "decide"), data={**data, "reason": "  ", "kept": ""})

    assert (asked.status_code, 'class="error"' in asked.text) == (200, False)
    assert (again.status_code, 'id="reason-error"' in again.text) == (422, True)
    assert f'name="ids" value="{data["ids"]}"' in again.text
    assert statuses(*both) == [state, state]


def test_a_reason_that_was_given_is_offered_the_next_time_and_can_be_picked(office):
    event = make_event(approval=Approval.REVIEW)
    first, second = people(event, Status.PENDING, Status.PENDING)
    browser = office(event)
    browser.post(address(event, "decide"), data={"ids": first.id, "act": "reject", "reason": "本期仅限<设备>企业"})

    asked = browser.post(address(event, "decide"), data={"ids": second.id, "act": "reject"})
    options = [unescape(part.partition('"')[0]) for part in asked.text.split('<option value="')[1:]]
    browser.post(address(event, "decide"), data={"ids": second.id, "act": "reject", "kept": options[1], "reason": ""})

    assert options[:2] == ["", "本期仅限<设备>企业"]
    assert len(options) > 3, "the usual reasons follow"
    db.session.expire_all()
    assert [db.session.get(Registration, row.id).reason for row in (first, second)] == ["本期仅限<设备>企业"] * 2


def test_what_is_typed_wins_over_what_was_picked(office):
    event = make_event(approval=Approval.REVIEW)
    (place,) = people(event, Status.PENDING)

    office(event).post(
        address(event, "decide"), data={"ids": place.id, "act": "reject", "kept": "名额有限", "reason": "重复报名"}
    )

    db.session.expire_all()
    assert db.session.get(Registration, place.id).reason == "重复报名"


def test_reasons_of_other_events_and_other_acts_are_not_offered(office):
    event, other = make_event(approval=Approval.REVIEW), make_event()
    do(reject, other, people(other, Status.PENDING), reason="别处的原因")
    do(revoke, event, people(event, Status.CONFIRMED), reason="撤销的原因")
    (place,) = people(event, Status.PENDING)

    asked = office(event).post(address(event, "decide"), data={"ids": place.id, "act": "reject"})

    assert "别处的原因" not in asked.text
    assert "撤销的原因" not in asked.text


def test_a_reason_that_is_too_long_is_refused_with_what_was_typed(office):
    event = make_event(approval=Approval.REVIEW)
    (place,) = people(event, Status.PENDING)

    answer = office(event).post(address(event, "decide"), data={"ids": place.id, "act": "reject", "reason": "因" * 501})

    assert (answer.status_code, "因" * 501 in answer.text, statuses(place)) == (422, True, [Status.PENDING])


# ------------------------------------------------------------------------------------------------------- all that fit
def test_all_that_fit_are_those_of_the_filter_on_every_page_and_are_asked_about_once(office):
    event = make_event(approval=Approval.REVIEW)
    wanted = people(event, *[Status.PENDING] * 60, unit_code="420000")
    elsewhere = people(event, Status.PENDING, unit_code="310000")
    gone = people(event, Status.WITHDRAWN, unit_code="420000")
    browser = office(event)
    back = address(event, "?unit=420000")

    asked = browser.post(address(event, "decide"), data={"all": "1", "act": "confirm", "back": back})
    before = set(statuses(*wanted))
    ids = asked.text.partition('name="ids" value="')[2].partition('"')[0]
    done = browser.post(address(event, "decide"), data={"ids": ids, "act": "confirm", "back": back})

    assert (asked.status_code, before, "60" in asked.text.partition("<h1")[2][:80]) == (200, {Status.PENDING}, True)
    assert ids == ",".join(str(row.id) for row in wanted)
    assert done.location == back
    assert set(statuses(*wanted)) == {Status.CONFIRMED}
    assert statuses(*elsewhere, *gone) == [Status.PENDING, Status.WITHDRAWN]


def test_all_that_fit_are_declined_after_the_reason_was_asked(office):
    event = make_event(approval=Approval.REVIEW)
    waiting, held = people(event, Status.PENDING, Status.WAITLISTED), people(event, Status.CONFIRMED)
    browser = office(event)

    asked = browser.post(address(event, "decide"), data={"all": "1", "act": "reject", "back": address(event)})
    ids = asked.text.partition('name="ids" value="')[2].partition('"')[0]
    browser.post(address(event, "decide"), data={"ids": ids, "act": "reject", "reason": "名额有限"})

    assert statuses(*waiting, *held) == [Status.REJECTED, Status.REJECTED, Status.CONFIRMED]


def test_nobody_that_fits_is_said(office):
    event = make_event()
    people(event, Status.CONFIRMED)
    browser = office(event)

    answer = browser.post(address(event, "decide"), data={"all": "1", "act": "confirm", "back": address(event)})

    assert "没有可作此操作的" in browser.get(answer.location).text


def test_too_many_at_once_are_refused_with_the_number(office, monkeypatch):
    monkeypatch.setattr(choosing, "MOST_AT_ONCE", 2)
    event = make_event(approval=Approval.REVIEW)
    rows = people(event, *[Status.PENDING] * 3)

    answer = office(event).post(address(event, "decide"), data={"all": "1", "act": "confirm", "back": address(event)})

    assert (answer.status_code, "超过 2 条" in answer.text, set(statuses(*rows))) == (400, True, {Status.PENDING})


@pytest.mark.parametrize("query", ["?status=x", "?unit=999999", "?todo=2"])
def test_unknown_filters_of_the_list_are_a_400_and_change_nothing(office, query):
    event = make_event(approval=Approval.REVIEW)
    (place,) = people(event, Status.PENDING)

    answer = office(event).post(
        address(event, "decide"), data={"all": "1", "act": "confirm", "back": address(event, query)}
    )

    assert (answer.status_code, statuses(place)) == (400, [Status.PENDING])


# --------------------------------------------------------------------------------------------------------------- marks
def test_many_are_marked_as_attended_from_the_list(office, frozen):
    event = make_event()
    both, waits = people(event, Status.CONFIRMED, Status.ABSENT), people(event, Status.WAITLISTED)
    frozen.move_to(event.starts_at)
    desk = office(event, TeamRole.CHECK_IN)

    page = desk.get(address(event))
    answer = desk.post(address(event, "mark"), data={"ids": [row.id for row in both], "mark": "attended"})

    assert 'value="attended"' in page.text and 'value="confirm"' not in page.text
    assert (answer.status_code, statuses(*both, *waits)) == (303, [Status.ATTENDED] * 2 + [Status.WAITLISTED])
    assert_tally_is_true(event)


def test_one_that_holds_no_place_stops_all_marks_and_the_choice_stays(office, frozen):
    event = make_event()
    rows = people(event, Status.CONFIRMED, Status.WAITLISTED)
    frozen.move_to(event.starts_at)

    answer = office(event).post(address(event, "mark"), data={"ids": [row.id for row in rows], "mark": "attended"})

    assert statuses(*rows) == [Status.CONFIRMED, Status.WAITLISTED]
    assert parse_qs(urlsplit(answer.location).query) == {"ids": [",".join(str(row.id) for row in rows)]}


def test_all_that_fit_are_marked_after_a_question(office, frozen):
    event = make_event()
    rows = people(event, Status.CONFIRMED, Status.CONFIRMED)
    frozen.move_to(event.starts_at)
    browser = office(event)

    asked = browser.post(address(event, "mark"), data={"all": "1", "mark": "absent", "back": address(event)})
    ids = asked.text.partition('name="ids" value="')[2].partition('"')[0]
    before = statuses(*rows)
    browser.post(address(event, "mark"), data={"ids": ids, "mark": "absent"})

    assert (before, statuses(*rows)) == ([Status.CONFIRMED] * 2, [Status.ABSENT] * 2)


def test_nobody_is_marked_before_the_day_and_an_unknown_mark_is_a_400(office):
    event = make_event()
    rows = people(event, Status.CONFIRMED)
    browser = office(event)

    early = browser.post(address(event, "mark"), data={"ids": rows[0].id, "mark": "attended"})
    wrong = browser.post(address(event, "mark"), data={"ids": rows[0].id, "mark": "unmark"})

    assert (early.status_code, wrong.status_code, statuses(*rows)) == (303, 400, [Status.CONFIRMED])
    assert 'name="mark" value="attended"' not in browser.get(address(event)).text


# ----------------------------------------------------------------------------------------------------------- the bar
@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("status", "edits", "marks", "expected"),
    [
        (None, True, (), "confirm reject revoke waitlist"),
        (None, True, ("attended", "absent"), "confirm reject attended revoke waitlist absent"),
        (Status.PENDING, True, ("attended",), "confirm reject waitlist"),
        (Status.WAITLISTED, True, (), "confirm reject"),
        (Status.CONFIRMED, True, ("attended", "absent"), "attended revoke absent"),
        (Status.ABSENT, True, ("attended", "absent"), "attended"),
        (Status.ATTENDED, False, ("attended",), ""),
        (Status.REJECTED, True, ("attended", "absent"), ""),
        (None, False, ("attended",), "attended"),
        (None, False, (), ""),
    ],
)
def test_the_bar_offers_what_the_rows_allow_the_usual_first(status, edits, marks, expected):
    assert [deed.value for deed in deeds_for(status, edits=edits, marks=marks)] == expected.split()


def test_the_bar_tells_the_number_that_fits_and_columns_wait_for_their_button(office):
    event = make_event(approval=Approval.REVIEW)
    people(event, *[Status.PENDING] * 3)
    people(event, Status.CONFIRMED)

    page = office(event).get(address(event, "?status=pending")).text

    bar = page.partition('class="chosen-bar')[2]
    assert "符合条件的全部（3人）" in bar
    assert 'data-count="ids"' in bar
    columns = page[page.index('name="cols"') :].partition("</details>")[0]
    assert columns.count('name="cols"') == columns.count("data-later") > 5
    assert 'type="submit"' in columns


def test_a_viewer_has_no_boxes_and_no_bar(office):
    event = make_event()
    people(event, Status.CONFIRMED)

    page = office(event, TeamRole.VIEWER).get(address(event)).text

    assert ('name="ids"' in page, "chosen-bar" in page) == (False, False)


@pytest.mark.one_engine
def test_ticks_come_back_for_one_page_and_never_twice(app):
    rows = [Registration(id=number) for number in range(1, 52)]

    one = choosing.back_with("/manage/x/?status=pending", rows[:2])
    many = choosing.back_with("/manage/x/?status=pending", rows)

    assert one == "/manage/x/?status=pending&ids=1%2C2"
    assert many == "/manage/x/?status=pending"
    assert choosing.back_with(one, rows[:1]) == "/manage/x/?status=pending&ids=1"


@pytest.mark.parametrize(
    ("act", "status"), [("revoke", Status.CONFIRMED), ("reject", Status.PENDING), ("withdraw", None), ("delete", None)]
)
def test_the_button_of_an_act_that_takes_something_away_is_red(client, sign_in, act, status):
    event = make_event(approval=Approval.REVIEW)
    row = make_registration(event, status=status or Status.CONFIRMED)
    sign_in(make_member(event, TeamRole.OWNER))
    list_of = f"/manage/events/{event.slug}/registrations"

    if status is None:
        page = client.get(f"{list_of}/{row.id}/{act}").text
    else:
        page = client.post(f"{list_of}/decide", data={"act": act, "ids": str(row.id)}).text
    form = page[page.index('<form method="post" action="', page.index("<h1")) :]

    assert re.findall(r'<button type="submit" class="btn ([\w-]+)"', form) == ["btn-danger"]
