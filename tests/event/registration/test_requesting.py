"""Changes after the deadline, and of what the organizers approve, are requests that they accept or decline."""

import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from eventmgr.event.events.models import InvitedUnit, QuotaMode
from eventmgr.event.forms.models import Question
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.changing.services.editing import edit
from eventmgr.event.registration.changing.services.requesting import grant_change, request_change
from eventmgr.event.registration.errors import NotPossible
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.office_list.queries import count_flags
from eventmgr.event.registration.retaining.services.forgetting import forget
from eventmgr.ground.db import db, transaction
from eventmgr.ground.sealing import Sealer
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.services import Act
from eventmgr.tools.messages.models import OutboxLetter
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.registering import kinds_to, register
from tests.event.registration.views import typed
from tests.factories import NOON, keep, make_event, make_member, make_user
from tests.tools.web.filled_forms import Page

pytestmark = pytest.mark.usefixtures("frozen")
BEFORE, AFTER = NOON - timedelta(minutes=1), NOON + timedelta(minutes=1)
OWN = {
    "name": "欧阳·样例", "organization": "湖北样例019号汽车部件有限公司", "unit": "420000", "province": "420000",
    "mobile": "15400000219", "sector": "C36", "title": "高级工程师", "email": "ouyang@example.com",
}  # fmt: skip


def one_of(event, **values):
    return register(event, make_applicant(**(OWN | values)))


def page_of(place):
    return f"/my/{my_token(place)}/"


def send(client, place, **values):
    return client.post(f"{page_of(place)}edit", data=typed(mobile="15400000219", **values), follow_redirects=True)


def fresh(place):
    db.session.expire_all()
    return db.session.get(Registration, place.id)


def office(event, place, act, **data):
    """The organizer's answer: the page asks who is told; they are told at once."""
    address = f"/manage/events/{event.slug}/registrations/{place.id}/request/{act}"
    seen = fresh(place).change_requested_at
    known = {"requested_at": seen.isoformat() if seen else "", "telling": "now"}
    return {"path": address, "data": known | data}


def last(action):
    query = select(AuditEntry).where(AuditEntry.action == action).order_by(AuditEntry.id.desc())
    return db.session.scalars(query).first()


@pytest.fixture
def desk(client, sign_in, app):
    """Somebody of the office of an event, in a browser of their own."""

    def of(event):
        own = app.test_client()
        user = make_user()
        make_member(event, TeamRole.REGISTRAR, user)
        sign_in(user, own)
        return own

    return of


@pytest.mark.parametrize(("closes", "title", "asked"), [(AFTER, "处长", False), (BEFORE, "高级工程师", True)])
def test_until_the_deadline_a_change_is_made_and_after_it_asked_for(client, closes, title, asked):
    place = one_of(make_event(changes_close_at=closes))

    answer = send(client, place, title="处长")

    kept = fresh(place)
    assert (answer.status_code, kept.title, kept.change_requested_at is not None) == (200, title, asked)
    assert ("申请已提交" in answer.text, "高级工程师 → 处长" in answer.text) == (asked, asked)
    wanted = {"title": ["高级工程师", "处长"]} if asked else {}
    assert kept.requested_change == wanted


def test_without_a_deadline_a_late_change_is_made_and_told_as_ever(client):
    event = make_event()
    place = one_of(event)
    event.registration_closes_at = BEFORE
    db.session.commit()

    send(client, place, title="处长")

    kept = fresh(place)
    assert (kept.title, kept.changed_late_at, kept.change_requested_at) == ("处长", NOON, None)


def test_the_office_sees_the_request_among_what_is_open_and_accepts_it(client, desk):
    event = make_event(changes_close_at=BEFORE)
    place = one_of(event)
    send(client, place, title="处长")
    own = desk(event)

    overview = own.get(f"/manage/events/{event.slug}/").text
    rows = own.get(f"/manage/events/{event.slug}/registrations/?flag=requested").text
    page = own.get(f"/manage/events/{event.slug}/registrations/{place.id}/").text
    asked = own.post(**office(event, place, "accept", telling=""))
    answer = own.post(**office(event, place, "accept"), follow_redirects=True)

    assert ("1 项修改申请待处理" in overview, 'data-figure="requested"' in overview) == (True, True)
    assert ("欧阳·样例" in rows, "高级工程师" in page, "处长" in page) == (True, True, True)
    assert "您的修改申请已获同意" in asked.text
    kept = fresh(place)
    assert (answer.status_code, kept.title, kept.change_requested_at, kept.requested_change) == (200, "处长", None, {})
    assert kinds_to(place) == ["registration.confirmed", "registration.change_granted"]
    assert (last("change_requested").changes, last("change_granted").changes) == (
        {"title": ["高级工程师", "处长"]},
        {"title": ["高级工程师", "处长"]},
    )
    assert "项修改申请待处理" not in own.get(f"/manage/events/{event.slug}/").text


def test_a_request_is_declined_with_a_reason_that_its_participant_reads(client, desk):
    event = make_event(changes_close_at=BEFORE)
    place = one_of(event)
    send(client, place, title="处长")
    own = desk(event)

    without = own.post(**office(event, place, "decline", reason=""))
    own.post(**office(event, place, "decline", reason="证件已经印制。"))

    kept = fresh(place)
    letter = db.session.scalars(select(OutboxLetter).order_by(OutboxLetter.id.desc())).first()
    assert (without.status_code, kept.title, kept.change_requested_at) == (422, "高级工程师", None)
    assert (letter.kind, letter.to_address, "证件已经印制。" in letter.text) == (
        "registration.change_declined",
        "ouyang@example.com",
        True,
    )
    assert (last("change_declined").reason, kept.status) == ("证件已经印制。", Status.CONFIRMED)


def test_chosen_questions_ask_for_approval_again_and_others_do_not(client):
    event = make_event(reviewed_fields=["q_track"])
    keep(
        Question(
            event_id=event.id, key="track", label={"zh": "分会场"}, kind=QuestionKind.CHOICE,
            options=[{"value": "a", "label": {"zh": "甲"}}, {"value": "b", "label": {"zh": "乙"}}],
        )
    )  # fmt: skip
    place = one_of(event, answers={"q_track": "a"})

    send(client, place, title="处长", q_track="a")
    first = fresh(place)
    assert (first.title, first.change_requested_at) == ("处长", None)
    answer = send(client, place, title="处长", q_track="b")

    kept = fresh(place)
    assert (kept.answers, kept.requested_change) == ({"q_track": "a"}, {"q_track": ["a", "b"]})
    assert "分会场：甲 → 乙" in answer.text
    with transaction():
        grant_change(event, kept, requested_at=kept.change_requested_at.isoformat(), act=Act(OFFICE, NOON))
    assert fresh(place).answers == {"q_track": "b"}


def test_what_waits_for_review_may_still_change_a_reviewed_answer(client):
    place = one_of(make_event(reviewed_fields=["title"], capacity=0))
    assert place.status is Status.WAITLISTED

    send(client, place, title="处长")

    assert (fresh(place).title, fresh(place).change_requested_at) == ("处长", None)


def test_a_newer_request_replaces_the_older_and_it_can_be_withdrawn(client):
    event = make_event(changes_close_at=BEFORE)
    place = one_of(event)
    send(client, place, title="处长")
    again = client.get(f"{page_of(place)}edit").text
    client.post(
        f"{page_of(place)}edit", data=Page(again).typed(title="局长")
    )  # with what the form says it was shown with
    wanted = fresh(place).requested_change

    answer = client.post(f"{page_of(place)}request/withdraw", follow_redirects=True)

    assert ('value="处长"' in again, wanted) == (True, {"title": ["高级工程师", "局长"]})
    assert ("申请已撤回" in answer.text, fresh(place).change_requested_at) == (True, None)
    assert last("change_request_withdrawn").object_name == "欧阳·样例"


def test_what_the_office_has_changed_meanwhile_stays_when_it_accepts(client):
    event = make_event(changes_close_at=BEFORE)
    place = one_of(event)
    send(client, place, title="处长")
    kept = fresh(place)
    with transaction():
        edit(event, kept, make_applicant(**(OWN | {"sector": "C38"})), act=Act(OFFICE, NOON))

    with transaction():
        grant_change(event, kept, requested_at=kept.change_requested_at.isoformat(), act=Act(OFFICE, NOON))

    assert (fresh(place).sector_code, fresh(place).title) == ("C38", "处长")


def test_a_request_that_was_replaced_is_not_the_one_that_is_accepted(client, desk, frozen):
    event = make_event(changes_close_at=BEFORE)
    place = one_of(event)
    send(client, place, title="处长")
    own, seen = desk(event), office(event, place, "accept")
    frozen.shift(60)
    send(client, place, title="局长")

    answer = own.post(**seen, follow_redirects=True)

    assert ("这项申请已在此期间" in answer.text, fresh(place).title) == (True, "高级工程师")
    assert fresh(place).requested_change == {"title": ["高级工程师", "局长"]}


def test_a_request_beyond_a_quota_that_binds_cannot_be_accepted(client, desk):
    event = make_event(changes_close_at=BEFORE, quota_mode=QuotaMode.REFUSE)
    place = one_of(event)
    send(client, place, unit="310000")
    keep(InvitedUnit(event_id=event.id, unit_code="310000", quota=0))
    own = desk(event)

    answer = own.post(**office(event, place, "accept"), follow_redirects=True)

    assert (answer.status_code, fresh(place).unit_code) == (200, "420000")
    assert "alert-danger" in answer.text
    assert fresh(place).change_requested_at is not None


def test_a_request_ends_with_the_place_and_with_the_personal_information(client):
    event = make_event(changes_close_at=BEFORE)
    first, second = one_of(event), one_of(event, name="李娜", mobile="15400000220", email="")
    send(client, first, title="处长")
    client.post(f"{page_of(first)}withdraw")
    with transaction():
        request_change(event, second, make_applicant(title="x"), ["title"], act=Act(OFFICE, NOON))
        forget(event, second, act=Act(OFFICE, NOON), reason="请求")

    assert [fresh(place).change_requested_at for place in (first, second)] == [None, None]
    assert (
        db.session.execute(text("SELECT count(*) FROM registration WHERE requested_change IS NOT NULL")).scalar() == 0
    )


def test_the_database_holds_what_is_asked_for_encrypted_and_a_new_key_takes_over(client, app, make_app):
    event = make_event(changes_close_at=BEFORE, fields={"lodging": "optional", "arrival": "optional"})
    place = one_of(event)
    send(client, place, arrival="5月12日G7次", title="处长")
    fresh(place)

    stored = db.session.execute(text("SELECT requested_change FROM registration")).scalar()
    more = "another data key for tests, just as long as that"
    other = make_app(DATA_KEY=more, DATA_KEY_FALLBACKS=[app.config["DATA_KEY"]])
    with other.app_context():
        done = other.test_cli_runner().invoke(args=["reseal"])
    db.session.rollback()
    renewed = db.session.execute(text("SELECT requested_change FROM registration")).scalar()

    assert ("G7次" in stored, "arrival" in stored, done.exit_code) == (False, False, 0)
    assert Sealer(more).unseal(renewed)["arrival"] == [None, "5月12日G7次"]
    assert last("change_requested").changes["answers.arrival"] == [None, "…"]


def test_the_persons_copy_holds_the_request(client):
    place = one_of(make_event(changes_close_at=BEFORE))
    send(client, place, title="处长")

    data = json.loads(client.get(f"{page_of(place)}data.json").data)
    table = client.get(f"{page_of(place)}data.csv").text

    assert data["requested_change"] == {"title": ["高级工程师", "处长"]}
    assert "高级工程师 → 处长" in table


def test_a_request_of_somebody_else_in_the_place_passes_it_on_when_accepted(client):
    event = make_event(changes_close_at=BEFORE)
    place = one_of(event)
    send(client, place, name="李娜", email="lina@example.com")
    kept = fresh(place)
    assert (kept.name, kept.requested_change["name"]) == ("欧阳·样例", ["欧阳·样例", "李娜"])

    with transaction():
        grant_change(event, kept, requested_at=kept.change_requested_at.isoformat(), act=Act(OFFICE, NOON))

    assert (fresh(place).name, fresh(place).consent_asked_at) == ("李娜", NOON)
    assert kinds_to(place)[1:] == ["registration.replaced", "registration.substitute"]


def test_nothing_is_granted_twice(client):
    event = make_event(changes_close_at=BEFORE)
    place = one_of(event)
    send(client, place, title="处长")
    kept = fresh(place)
    seen = kept.change_requested_at.isoformat()
    with transaction():
        grant_change(event, kept, requested_at=seen, act=Act(OFFICE, NOON))

    with pytest.raises(NotPossible), transaction():
        grant_change(event, kept, requested_at=seen, act=Act(OFFICE, NOON))

    assert count_flags(event.id) == (0, 0, 0)


def test_the_settings_take_the_deadline_and_what_is_approved(client, sign_in):
    event = make_event()
    owner = make_user()
    make_member(event, TeamRole.OWNER, owner)
    sign_in(owner)
    path = f"/manage/events/{event.slug}/settings/registration/"
    page = client.get(path)
    hidden = dict(re.findall(r'name="(csrf_token|form_id|seen)" value="([^"]*)"', page.text))
    sent = hidden | {
        "approval": "automatic", "retention_months": "36", "changes_close_at": "2026-04-05T18:00",
        "reviewed_fields": ["unit", "title"], "fee_currency": "CNY",
    }  # fmt: skip

    answer = client.post(path, data=sent)
    bad = client.post(path, data=sent | {"reviewed_fields": ["shoe_size"]})

    db.session.expire_all()
    assert (answer.status_code, bad.status_code) == (303, 422)
    assert event.reviewed_fields == ["title", "unit"]
    assert event.changes_close_at.isoformat() == "2026-04-05T10:00:00+00:00"
    history = client.get(f"/manage/events/{event.slug}/history/").text
    assert ("需会务组同意的修改" in history, "参团单位" in history or "代表团" in history) == (True, True)
