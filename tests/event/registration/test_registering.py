"""Asking for a place."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.event.events.models import Approval, EventStatus, SiteRevision
from eventmgr.event.events.services import letter_text_of
from eventmgr.event.quotas.errors import EventFull
from eventmgr.event.quotas.models import Status, Tally, TallyVersion
from eventmgr.event.quotas.queries import count_by_status, count_taken
from eventmgr.event.registration.errors import AlreadyRegistered, NoticeChanged, RegistrationClosed
from eventmgr.event.registration.models import Registration, Source
from eventmgr.ground.db import db, is_sqlite
from eventmgr.ground.errors import NotFound
from eventmgr.identity.directory.models import Organization, Person
from eventmgr.identity.privacy.models import Consent, PrivacyNotice
from eventmgr.identity.privacy.queries import list_consents
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.messages.models import OutboxLetter
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.registering import kinds_to, letters_to, register
from tests.factories import NOON, make_event, make_organization
from tests.rows import count

pytestmark = pytest.mark.usefixtures("database")


def assert_nothing_is_kept():
    for model in (Registration, Consent, Tally, Person, Organization, OutboxLetter, AuditEntry):
        assert count(model) == 0


def test_places_go_first_come_first_served_then_the_queue_begins():
    event = make_event(capacity=2)

    statuses = [register(event).status for _ in range(3)]

    assert statuses == [Status.CONFIRMED, Status.CONFIRMED, Status.WAITLISTED]
    assert count_taken(event.id) == 2
    assert count_by_status(event.id)[Status.WAITLISTED] == 1


def test_an_event_without_limit_confirms_everybody():
    event = make_event(capacity=None)

    assert [register(event).status for _ in range(3)] == [Status.CONFIRMED] * 3


def test_an_event_that_reviews_takes_everybody_as_pending():
    event = make_event(capacity=1, approval=Approval.REVIEW)

    assert [register(event).status for _ in range(2)] == [Status.PENDING, Status.PENDING]


def test_a_full_event_without_waiting_list_refuses_and_keeps_nothing():
    event = make_event(capacity=0, has_waiting_list=False)

    with pytest.raises(EventFull):
        register(event)

    assert_nothing_is_kept()


@pytest.mark.parametrize("status", [EventStatus.POSTPONED, EventStatus.CANCELLED, EventStatus.FINISHED])
def test_only_a_published_event_takes_registrations(status):
    event = make_event(status=status)

    with pytest.raises(RegistrationClosed):
        register(event)

    assert_nothing_is_kept()


def test_a_draft_is_not_there_for_visitors():
    event = make_event(status=EventStatus.DRAFT)

    with pytest.raises(NotFound):
        register(event)


def test_registration_opens_and_closes_at_its_instants():
    event = make_event(registration_opens_at=NOON, registration_closes_at=NOON + timedelta(hours=1))
    second = timedelta(seconds=1)

    for outside in (NOON - second, NOON + timedelta(hours=1) + second):
        with pytest.raises(RegistrationClosed):
            register(event, at=outside)
    inside = [register(event, at=instant).status for instant in (NOON, NOON + timedelta(hours=1))]

    assert inside == [Status.CONFIRMED, Status.CONFIRMED]


def test_without_a_closing_instant_registration_closes_when_the_event_begins():
    event = make_event()

    assert register(event, at=event.starts_at).status == Status.CONFIRMED
    with pytest.raises(RegistrationClosed):
        register(event, at=event.starts_at + timedelta(seconds=1))


def test_the_office_may_register_somebody_after_the_closing_instant():
    event = make_event(registration_closes_at=NOON - timedelta(days=1))

    place = register(event, by=OFFICE, source=Source.STAFF)

    assert (place.status, place.source) == (Status.CONFIRMED, Source.STAFF)


def test_the_same_person_has_one_live_place_and_the_second_try_keeps_nothing():
    event = make_event()
    applicant = make_applicant(name="欧阳·样例")
    register(event, applicant)
    kept = [count(model) for model in (Registration, Consent, OutboxLetter, AuditEntry)]

    with pytest.raises(AlreadyRegistered):
        register(event, make_applicant(name="欧阳样例", mobile=applicant.mobile))

    assert [count(model) for model in (Registration, Consent, OutboxLetter, AuditEntry)] == kept


def test_the_same_form_sent_twice_gets_its_first_answer():
    event, applicant = make_event(capacity=1), make_applicant()

    first = register(event, applicant, form_id="0b0e7a3e-64a5-4a5e-9d0a-5d3f6c0d9a11")
    again = register(event, applicant, form_id="0b0e7a3e-64a5-4a5e-9d0a-5d3f6c0d9a11")

    assert again.id == first.id
    assert count(Registration) == 1
    assert kinds_to(first) == ["registration.confirmed"]


def test_a_form_taken_back_and_filled_in_for_a_colleague_registers_the_colleague():
    event, form_id = make_event(), "0b0e7a3e-64a5-4a5e-9d0a-5d3f6c0d9a11"

    first = register(event, form_id=form_id)
    second = register(event, form_id=form_id)

    assert second.id != first.id
    assert second.form_id is None


def test_the_same_name_in_the_same_organization_is_accepted_with_a_hint():
    event = make_event()
    first = register(event, make_applicant(name="李娜"))

    second = register(event, make_applicant(name="李娜"))

    assert (second.status, second.looks_like_id) == (Status.CONFIRMED, first.id)


def test_the_same_mobile_under_another_name_is_accepted_with_a_hint():
    event = make_event()
    applicant = make_applicant()
    first = register(event, applicant)

    second = register(event, make_applicant(mobile=applicant.mobile, organization="别家样例有限公司"))

    assert second.looks_like_id == first.id


def test_two_people_with_the_same_name_from_different_organizations_are_no_hint():
    event = make_event()
    register(event, make_applicant(name="李娜"))

    assert register(event, make_applicant(name="李娜", organization="别家样例有限公司")).looks_like_id is None


def test_a_person_is_the_same_at_every_event_and_an_organization_keeps_its_first_province():
    applicant = make_applicant(province="310000", sector="C38")
    first = register(make_event(), applicant)

    second = register(make_event(), make_applicant(name=applicant.name, mobile=applicant.mobile, province="320000"))

    assert (second.person_id, second.organization_id) == (first.person_id, first.organization_id)
    organization = db.session.get(Organization, first.organization_id)
    assert (organization.province_code, organization.sector_code) == ("310000", "C38")


def test_a_person_who_changed_the_employer_comes_from_the_new_one():
    applicant = make_applicant()
    register(make_event(), applicant)

    place = register(
        make_event(), make_applicant(name=applicant.name, mobile=applicant.mobile, organization="别家样例有限公司")
    )

    db.session.expire_all()
    assert db.session.get(Person, place.person_id).organization_id == place.organization_id


def test_consents_are_kept_with_the_version_of_the_notice_and_the_instant():
    event = make_event()
    db.session.add(PrivacyNotice(event_id=event.id, version=3, text={"zh": "告知"}, created_at=NOON))
    db.session.commit()

    place = register(event, make_applicant(consents=("processing", "sensitive"), notice_version=3))

    kept = [(c.purpose, c.notice_version, c.given_at, c.withdrawn_at) for c in list_consents(place.id)]
    assert kept == [("processing", 3, NOON, None), ("sensitive", 3, NOON, None)]


def test_a_notice_that_changed_meanwhile_must_be_read_again():
    event = make_event()
    db.session.add(PrivacyNotice(event_id=event.id, version=2, text={"zh": "告知"}, created_at=NOON))
    db.session.commit()

    with pytest.raises(NoticeChanged) as refusal:
        register(event, make_applicant(notice_version=1))

    assert (refusal.value.field, refusal.value.status) == ("consent", 422)
    assert_nothing_is_kept()


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        ({"approval": Approval.REVIEW}, "registration.received"),
        ({}, "registration.confirmed"),
        ({"capacity": 0}, "registration.waitlisted"),
    ],
)
def test_the_letter_says_the_state(options, kind):
    assert kinds_to(register(make_event(**options))) == [kind]


def test_the_letter_is_in_the_language_of_the_participant():
    event = make_event(title={"zh": "样例研讨会", "en": "Sample Seminar"})

    letter = letters_to(register(event, make_applicant(language="en")))[0]

    assert letter.subject == "Confirmed: your place at Sample Seminar"
    assert letter.language == "en"


def test_a_first_letter_holds_nothing_of_what_was_typed_but_the_name():
    event = make_event()
    bait = "看这里 http://evil.example.com"

    letter = letters_to(register(event, make_applicant(organization=bait, title=bait, answers={"remarks": bait})))[0]

    assert "evil" not in letter.text + letter.html + letter.subject


def test_the_name_in_a_first_letter_is_short_and_no_link():
    event = make_event()

    letter = letters_to(register(event, make_applicant(name="看这里 http://evil.example.com/ 中奖")))[0]

    assert "evil.example.com" not in letter.text + letter.html + letter.to_name


def test_no_letter_without_an_address():
    assert kinds_to(register(make_event(), make_applicant(email=""))) == []


def test_the_trail_says_who_registered_and_to_what_state():
    place = register(make_event(), make_applicant(name="赵敏"), by=OFFICE, source=Source.STAFF)

    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.actor_name, entry.object_type, entry.object_id, entry.object_name) == (
        "registered",
        "王敏",
        "registration",
        place.id,
        "赵敏",
    )
    assert entry.changes == {"status": [None, "confirmed"], "source": [None, "staff"]}


def test_the_numbers_of_the_event_and_when_it_becomes_full_the_front_page_hear_of_it():
    event = make_event(capacity=2)

    register(event)
    after_first = db.session.get(TallyVersion, event.id).value, db.session.get(SiteRevision, "places")
    register(event)

    db.session.expire_all()
    assert after_first == (1, None)
    assert (db.session.get(TallyVersion, event.id).value, db.session.get(SiteRevision, "places").value) == (2, 1)


def test_a_newcomer_does_not_pass_those_who_wait():
    event = make_event(capacity=1)
    register(event)
    register(event)
    event.capacity = 2
    db.session.commit()

    assert register(event).status == Status.WAITLISTED


def test_one_registration_costs_few_statements(count_statements):
    event, applicant = make_event(capacity=5), make_applicant()
    letter_text_of(event, "registration.confirmed", "zh")  # known to a process after the first e-mail about an event

    with count_statements() as statements:
        register(event, applicant)

    assert len(statements) <= (13 if is_sqlite() else 6)  # SQLite has no round trips


@pytest.mark.parametrize(
    ("name", "organization"),
    [("李娜", "臨港精密機床有限責任公司"), ("李　娜", "临港精密机床股份有限公司"), ("李娜", "临港精密机床公司")],
)
def test_the_same_name_in_a_similar_organization_is_a_hint(name, organization):
    event = make_event()
    first = register(event, make_applicant(name="李娜", organization="临港精密机床有限公司"))

    assert register(event, make_applicant(name=name, organization=organization)).looks_like_id == first.id


def test_organizations_with_two_credit_codes_are_not_similar():
    event = make_event()
    register(event, make_applicant(name="李娜", organization="临港精密机床有限公司"))
    db.session.scalars(select(Organization)).one().credit_code = "91310000MA1FL00001"
    make_organization("临港精密机床股份有限公司", credit_code="91310000MA1FL00002")

    other = register(event, make_applicant(name="李娜", organization="临港精密机床股份有限公司"))

    assert other.looks_like_id is None


def test_a_shared_mailbox_is_a_hint_until_it_is_an_offices():
    event = make_event()
    people = [
        register(event, make_applicant(name=name, email="team@example.com"))
        for name in ("李娜", "王芳", "赵敏", "孙丽")
    ]

    assert [row.looks_like_id for row in people] == [None, people[0].id, people[0].id, None]
