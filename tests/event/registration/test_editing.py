"""Changing what a registration says."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import Status, Tally, TallyVersion
from eventmgr.event.registration.changing.services import editing
from eventmgr.event.registration.changing.services.substituting import Change, change_of
from eventmgr.event.registration.counting.queries import count_people
from eventmgr.event.registration.deciding.services.decisions import withdraw
from eventmgr.event.registration.errors import AlreadyRegistered, NotPossible
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.queries.rows import find_live
from eventmgr.ground.db import db, transaction
from eventmgr.identity.privacy.queries import list_consents
from eventmgr.tools.log.models import ActorKind, AuditEntry
from eventmgr.tools.log.services import Act, Actor
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.registering import kinds_to, register
from tests.factories import NOON, make_event

pytestmark = pytest.mark.usefixtures("database")
LATER = NOON + timedelta(hours=1)


def edit(event, place, applicant, *, by=None, at=LATER, **options):
    with transaction():
        by = by or Actor(ActorKind.PARTICIPANT, place.id, place.name)
        return editing.edit(event, place, applicant, act=Act(by, at), **options)


def last_entry():
    return db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()


def test_a_change_is_kept_counted_and_recorded():
    event, applicant = make_event(), make_applicant(title="工程师")
    place = register(event, applicant)

    changed = edit(event, place, replace(applicant, title="高级工程师", unit="320000", province="320000"))

    assert changed is True
    assert (place.title, place.unit_code) == ("高级工程师", "320000")
    tallies = db.session.scalars(select(Tally).where(Tally.n > 0)).all()
    assert [(t.unit_code, t.status, t.n) for t in tallies] == [("320000", Status.CONFIRMED, 1)]
    assert last_entry().changes == {
        "unit_code": ["310000", "320000"],
        "province_code": ["310000", "320000"],
        "title": ["工程师", "高级工程师"],
    }


def test_saving_without_a_change_records_nothing():
    event, applicant = make_event(), make_applicant()
    place = register(event, applicant)

    assert edit(event, place, applicant) is False
    assert last_entry().action == "registered"


def test_a_participants_change_after_the_closing_instant_is_kept_and_shown_to_the_office():
    event = make_event(registration_closes_at=NOON)
    applicant = make_applicant()
    place = register(event, applicant)

    edit(event, place, replace(applicant, title="处长"), at=LATER)
    seen_by_office = last_entry().action
    with transaction():
        editing.settle_lookalike(event, place, act=Act(OFFICE, LATER))

    assert seen_by_office == "changed_late"
    assert (place.title, place.changed_late_at) == ("处长", None)


def test_the_office_changing_after_the_deadline_leaves_no_flag():
    event = make_event(registration_closes_at=NOON)
    applicant = make_applicant()
    place = register(event, applicant)

    edit(event, place, replace(applicant, title="处长"), by=OFFICE)

    assert place.changed_late_at is None


def test_the_trail_masks_numbers_and_addresses_and_does_not_tell_remarks():
    event, applicant = make_event(), make_applicant(answers={"remarks": "坐轮椅"})
    place = register(event, applicant)

    edit(event, place, replace(applicant, mobile="15499999999", email="new@example.com", answers={"remarks": "无"}))

    changes = last_entry().changes
    assert set(changes) == {"mobile", "email", "answers.remarks"}
    assert "15499999999" not in str(changes)
    assert "new@example.com" not in str(changes)
    assert "轮椅" not in str(changes)


def test_nobody_can_take_the_identity_of_another_live_registration():
    event, other = make_event(), make_applicant()
    register(event, other)
    applicant = make_applicant()
    place = register(event, applicant)

    with pytest.raises(AlreadyRegistered):
        edit(event, place, replace(applicant, name=other.name, mobile=other.mobile))

    db.session.expire_all()
    assert db.session.get(Registration, place.id).name == applicant.name


def test_a_substitute_put_in_by_the_office_voids_the_old_link_and_code():
    event, applicant = make_event(), make_applicant()
    place = register(event, applicant)
    substitute = make_applicant()

    edit(event, place, replace(applicant, name=substitute.name, mobile=substitute.mobile), by=OFFICE)

    assert place.link_version == 2
    assert find_live(event.id, substitute.identity).id == place.id


def test_a_typo_in_the_own_name_voids_links_and_code_and_sends_the_new_ones():
    event, applicant = make_event(), make_applicant(answers={"remarks": "无"})
    place = register(event, applicant)

    edit(event, place, replace(applicant, name=applicant.name + "一"))

    assert (place.link_version, place.feed_version, place.answers, place.consent_asked_at) == (
        2,
        2,
        {"remarks": "无"},
        None,
    )
    assert kinds_to(place) == ["registration.confirmed", "registration.link"]
    assert [consent.purpose for consent in list_consents(place.id)] == ["processing"]


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("王小明", "王小明", Change.NONE),
        ("王小明", "王 小明", Change.NONE),
        ("王小明", "王晓明", Change.SPELLING),
        ("Wang Xiaoming", "Wang Xiaomin", Change.SPELLING),
        ("张三", "李四", Change.ANOTHER),
        ("王小明", "李娜", Change.ANOTHER),
    ],
)
def test_a_name_says_whether_it_is_another_person(old, new, change):
    place = Registration(name=old, mobile="15400000001", email="office@example.com")
    applicant = make_applicant(name=new, mobile=place.mobile, email=place.email)

    assert change_of(place, applicant) is change


def test_a_name_that_is_nearly_the_same_with_another_number_is_another_person():
    place = Registration(name="张三", mobile="15400000001", email="")

    assert change_of(place, make_applicant(name="张山", mobile="15400000002", email="")) is Change.ANOTHER


def test_a_new_address_gets_the_letter_of_the_present_state():
    event, applicant = make_event(), make_applicant(email="")
    place = register(event, applicant)

    edit(event, place, replace(applicant, email="late@example.com"))

    assert kinds_to(place) == ["registration.confirmed"]


def test_what_was_withdrawn_can_no_longer_be_changed_by_its_participant():
    event, applicant = make_event(), make_applicant()
    place = register(event, applicant)
    with transaction():
        withdraw(event, place, act=Act(OFFICE, LATER))

    with pytest.raises(NotPossible):
        edit(event, place, replace(applicant, title="处长"))


def test_leaving_the_diet_empty_withdraws_its_consent():
    event, applicant = make_event(), make_applicant(answers={"diet": "halal"}, consents=("processing", "sensitive"))
    place = register(event, applicant)

    edit(event, place, replace(applicant, answers={}, consents=("processing",)))

    kept = [(consent.purpose, consent.withdrawn_at) for consent in list_consents(place.id)]
    assert kept == [("processing", None), ("sensitive", LATER)]


def test_renewing_the_link_sends_the_new_one_to_the_stored_address():
    event = make_event()
    place = register(event)

    with transaction():
        editing.renew_link(event, place, act=Act(OFFICE, LATER))
        editing.renew_feed(event, place, act=Act(OFFICE, LATER))

    assert (place.link_version, place.feed_version) == (2, 2)
    assert kinds_to(place) == ["registration.confirmed", "registration.link"]


def test_who_becomes_staff_makes_the_public_numbers_stale_and_who_only_changes_otherwise_does_not():
    event, applicant = make_event(), make_applicant()
    place = register(event, applicant)

    def version() -> int:
        return db.session.scalar(select(TallyVersion.value).where(TallyVersion.event_id == event.id)) or 0

    office, before = Actor(ActorKind.USER, None, "会务"), version()
    edit(event, place, replace(applicant, title="新职务"), by=office)
    unchanged = version()
    edit(event, place, replace(applicant, title="新职务", role=Role.STAFF), by=office)

    assert (unchanged, version()) == (before, before + 1)
    assert count_people([event.id])["registered"].number == 0
