"""Two registrations of one person become one, and two again."""

from datetime import timedelta

import pytest

from eventmgr.event.quotas.errors import EventFull
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.changing.services.editing import edit, renew_link, settle_lookalike
from eventmgr.event.registration.deciding.services.decisions import restrict, withdraw
from eventmgr.event.registration.deciding.services.marking import mark_attended
from eventmgr.event.registration.errors import AlreadyRegistered
from eventmgr.event.registration.laws import LAWS
from eventmgr.event.registration.letters.writing import check_in_code, my_token
from eventmgr.event.registration.retaining.services.forgetting import forget, withdraw_sensitive
from eventmgr.ground.db import db, transaction
from eventmgr.identity.directory.models import Organization
from eventmgr.identity.privacy.consents import PROCESSING, SENSITIVE
from eventmgr.identity.privacy.queries import list_consents
from eventmgr.office.duplicates import queries, services
from eventmgr.office.duplicates.models import Merge, TwoPeople
from eventmgr.office.duplicates.pairing import list_alike
from eventmgr.office.duplicates.periods import PERIODS
from eventmgr.programme.checkin import services as checkin
from eventmgr.tools.likeness.errors import NotMerged
from eventmgr.tools.likeness.queries import list_known_two
from eventmgr.tools.log.queries import list_entries_about
from eventmgr.tools.log.services import Act
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.registering import kinds_to, register
from tests.factories import NOON, make_event
from tests.identity.privacy.holds import put
from tests.office.duplicates.merging import LAST, LATER, NAMED, merge, part, twins
from tests.on_site.signup.groups import choose, make_asking_event, make_group, standing
from tests.output.calendars.feeds import personal_address, states
from tests.output.calendars.mailbox import Mailbox, deliver, list_letters_after

pytestmark = pytest.mark.usefixtures("database")


def do(verb, *things, at=LAST, **options):
    with transaction():
        return verb(*things, act=Act(OFFICE, at), **options)


def calendars():
    boxes = {}
    deliver(boxes, list_letters_after())
    return boxes


def held_at(address):
    return list(calendars().get(address, Mailbox()).held)


def actions_of(row):
    return [entry.action for entry in list_entries_about("registration", [row.id])]


def pairs_of(event):
    found = list_alike(
        queries.list_people(event.id),
        list_known_two(TwoPeople, TwoPeople.event_id == event.id),
        queries.list_into([event.id]),
    )
    return {alike.ids: alike.why for alike in found}


def assert_lawful():
    assert {name: law() for name, law in LAWS.items() if law()} == {}


def test_pairs_say_why_they_look_alike():
    event = make_event()
    one, other = twins(event)
    third = register(event, make_applicant(mobile=one.mobile))
    assert pairs_of(event) == {(one.id, other.id): ("email", "similar"), (one.id, third.id): ("mobile",)}


def test_the_chosen_values_stay_and_the_other_one_keeps_its_history():
    event = make_event()
    one, other = twins(event, title="总工程师")
    before = actions_of(other)
    merge(event, one, other, {"title", "mobile", "organization"})
    assert (one.title, one.mobile, one.organization_name) == ("总工程师", other.mobile, "临港機床股份有限公司")
    assert db.session.get_one(Organization, one.organization_id).name == "临港機床股份有限公司"
    assert (one.status, other.status) == (Status.CONFIRMED, Status.WITHDRAWN)
    assert actions_of(one)[-2:] == ["changed", "merged"]
    assert actions_of(other) == [*before, "merged_away", "merged_into"]
    assert pairs_of(event) == {}
    assert_lawful()


def test_the_same_mailbox_hears_nothing_and_keeps_its_entry():
    event = make_event()
    one, other = twins(event)
    letters = kinds_to(one), kinds_to(other)
    merged = merge(event, one, other, {"mobile"})
    assert (kinds_to(one), kinds_to(other)) == letters
    assert held_at("li@example.com") == [event.uid]
    part(event, merged)
    assert (kinds_to(one), kinds_to(other)) == letters
    assert held_at("li@example.com") == [event.uid]


def test_the_mailbox_that_is_left_gives_its_entry_back_and_gets_it_again():
    event = make_event()
    one, other = twins(event, same_mailbox=False)
    merged = merge(event, one, other)
    assert (kinds_to(one)[1:], kinds_to(other)[1:]) == ([], ["registration.moved"])
    assert (held_at("li@example.com"), held_at("liming@example.com")) == ([event.uid], [])
    part(event, merged)
    assert (held_at("li@example.com"), held_at("liming@example.com")) == ([event.uid], [event.uid])
    assert kinds_to(other)[-1] == "registration.confirmed"


def test_a_mailbox_that_is_taken_over_keeps_its_entry():
    event = make_event()
    one, other = twins(event, same_mailbox=False)
    merged = merge(event, one, other, {"email"})
    assert kinds_to(one)[1:] == ["registration.moved", "registration.confirmed"]
    assert (held_at("li@example.com"), held_at("liming@example.com")) == ([], [event.uid])
    part(event, merged)
    assert (held_at("li@example.com"), held_at("liming@example.com")) == ([event.uid], [event.uid])
    assert [box.faults for box in calendars().values()] == [[], []]


def test_a_waiting_twin_that_is_parted_again_leaves_no_entry_behind():
    event = make_event(capacity=1)
    one, other = twins(event, same_mailbox=False)
    assert other.status is Status.WAITLISTED
    merged = merge(event, one, other, {"email"})
    assert held_at("liming@example.com") == [event.uid]
    part(event, merged)
    assert (held_at("li@example.com"), held_at("liming@example.com")) == ([event.uid], [])
    assert other.status is Status.WAITLISTED


def test_the_place_that_becomes_free_goes_to_the_queue_and_undoing_says_so():
    event = make_event(capacity=2)
    one, other = twins(event)
    waiting = register(event)
    merged = merge(event, one, other, {"mobile"})
    db.session.refresh(waiting)
    assert waiting.status is Status.CONFIRMED
    with pytest.raises(EventFull):
        part(event, merged)
    db.session.expire_all()
    assert (other.status, merged.undone_at) == (Status.WITHDRAWN, None)
    assert_lawful()


def test_who_has_the_place_or_the_mark_stays():
    event = make_event(capacity=1)
    one, other = twins(event)
    for kept, rest in ((other, one),):
        with pytest.raises(NotMerged) as caught:
            merge(event, kept, rest)
        assert caught.value.field == "stays"
    there = make_event(starts_at=NOON + timedelta(minutes=30))
    one, other = twins(there)
    do(mark_attended, there, other, at=NOON)
    with pytest.raises(NotMerged):
        merge(there, one, other)
    db.session.expire_all()
    merged = merge(there, other, one)
    assert (other.status, one.status) == (Status.ATTENDED, Status.WITHDRAWN)
    part(there, merged)
    assert (other.status, one.status) == (Status.ATTENDED, Status.CONFIRMED)


def test_two_marks_are_one_and_two_again():
    event = make_event(starts_at=NOON + timedelta(minutes=30))
    one, other = twins(event)
    for row in (one, other):
        do(mark_attended, event, row, at=NOON)
    merged = merge(event, one, other)
    assert other.status is Status.WITHDRAWN
    part(event, merged)
    assert (other.status, other.attended_at) == (Status.ATTENDED, NOON)
    assert_lawful()


def test_undoing_brings_back_all_that_was_said():
    event = make_event()
    one, other = twins(event, same_mailbox=False, title="总工程师", province="320000", answers={"remarks": "素食"})
    said = [{**vars(row)} for row in (one, other)]
    merged = merge(event, one, other, {"title", "mobile", "email", "organization", "province", "remarks"})
    assert one.answers == {"remarks": "素食"}
    part(event, merged)
    for row, before in zip((one, other), said, strict=True):
        db.session.refresh(row)
        for name in ("name", "mobile", "email", "title", "organization_name", "province_code", "answers", "status",
                     "identity_key", "created_at", "organization_id", "person_id"):  # fmt: skip
            assert getattr(row, name) == before[name], name
    assert (merged.before, actions_of(one)[-1], actions_of(other)[-1]) == ({}, "parted", "parted")
    assert_lawful()


def test_a_later_change_stands_in_the_way_and_is_named():
    event = make_event()
    one, other = twins(event)
    merged = merge(event, one, other)
    do(renew_link, event, one)
    services.check_undoable(merged, at=LAST)
    do(withdraw, event, one)
    with pytest.raises(NotMerged):
        part(event, merged, at=LAST + timedelta(hours=1))
    assert [entry.action for entry in services.list_later([merged])[merged.id]] == ["withdrawn"]


def test_after_thirty_days_nothing_is_left_to_undo():
    event = make_event()
    one, other = twins(event)
    merged = merge(event, one, other)
    assert PERIODS[0].delete_some(LATER + timedelta(days=30), 10) == 0
    with pytest.raises(NotMerged):
        part(event, merged, at=LATER + timedelta(days=30, seconds=1))
    with transaction():
        assert PERIODS[0].delete_some(LATER + timedelta(days=31), 10) == 1
    db.session.refresh(merged)
    assert merged.before == {}
    assert PERIODS[0].delete_some(LATER + timedelta(days=31), 10) == 0


def test_what_was_merged_stays_as_long_as_deletion_is_on_hold():
    event = make_event()
    merged = merge(event, *twins(event))
    put(event)

    with transaction():
        assert PERIODS[0].delete_some(LATER + timedelta(days=31), 10) == 0
    db.session.refresh(merged)
    assert merged.before


def test_two_people_are_never_a_pair_again_whoever_is_asked_first():
    event = make_event()
    one, other = twins(event)
    assert other.looks_like_id == one.id
    assert do(services.are_two_people, event, other, one)
    assert not do(services.are_two_people, event, one, other)
    db.session.refresh(other)
    assert (other.looks_like_id, pairs_of(event)) == (None, {})
    changed = make_applicant(**NAMED, mobile="15499999999", email="li@example.com")
    do(edit, event, other, changed)
    db.session.refresh(other)
    assert (other.looks_like_id, pairs_of(event)) == (None, {})


def test_the_button_beside_a_registration_is_remembered_too():
    event = make_event()
    one, other = twins(event)
    do(settle_lookalike, event, other)
    assert list_known_two(TwoPeople, TwoPeople.event_id == event.id) == {(one.id, other.id)}
    assert actions_of(one)[-1] == "two_people"


def test_what_was_decided_about_a_merged_one_holds_for_the_one_that_stays():
    event = make_event()
    one, other = twins(event)
    third = register(event, make_applicant(**NAMED, email="third@example.com"))
    do(services.are_two_people, event, other, third, at=LATER)
    assert pairs_of(event).keys() == {(one.id, other.id), (one.id, third.id)}
    merge(event, one, other)
    assert pairs_of(event) == {}


def test_consent_goes_with_the_answers_and_comes_back_with_them():
    event = make_event()
    one, other = twins(event, answers={"diet": "halal"}, consents=(PROCESSING, SENSITIVE))
    merged = merge(event, one, other, {"diet"})
    [given] = [row for row in list_consents(one.id) if row.purpose == SENSITIVE]
    assert (given.given_at, given.withdrawn_at, one.sensitive) == (NOON, None, {"diet": "halal"})
    part(event, merged)
    assert ([row.purpose for row in list_consents(one.id)], one.sensitive) == ([PROCESSING], {})


def test_what_a_page_has_not_shown_is_not_merged():
    event = make_event()
    one, other = twins(event)
    seen = services.seen_of(one, other)
    do(edit, event, other, make_applicant(**NAMED, title="新", email="li@example.com"), at=LATER)
    with pytest.raises(NotMerged):
        merge(event, one, other, seen=seen)


def test_the_same_name_and_number_may_be_taken_from_the_other_one():
    event = make_event()
    one, other = twins(event, same_mailbox=False)
    merged = merge(event, one, other, {"name", "mobile", "email"})
    assert one.identity_key == other.identity_key
    part(event, merged)
    third = register(event, make_applicant(name=other.name, mobile="15477777777"))
    merged = merge(event, one, other, at=LAST + timedelta(hours=1))
    register(event, make_applicant(name=other.name, mobile=other.mobile))
    with pytest.raises(AlreadyRegistered):
        part(event, merged, at=LAST + timedelta(hours=2))
    assert third.status is Status.CONFIRMED


def test_addresses_of_the_same_mailbox_lead_to_the_one_that_stays(client):
    event = make_event(starts_at=NOON + timedelta(minutes=30))
    one, other = twins(event)
    own, feed, code = f"/my/{my_token(other)}/", personal_address(other), check_in_code(other)
    merge(event, one, other, {"mobile"}, at=NOON)
    assert one.name in client.get(own).text
    assert 'data-status="confirmed"' in client.get(own).text
    assert set(states(client.get(feed)).values()) == {"CONFIRMED"}
    with transaction():
        answer = checkin.arrive(event, code, act=Act(OFFICE, NOON))
    assert (answer.outcome, answer.registration_id) == (checkin.Outcome.ARRIVED, one.id)


def test_addresses_of_another_mailbox_die_and_so_do_all_with_the_new_link(client):
    event = make_event()
    one, other = twins(event, same_mailbox=False)
    own, feed = f"/my/{my_token(other)}/", personal_address(other)
    merge(event, one, other)
    assert (client.get(own).status_code, states(client.get(feed))) == (404, {}), "its calendar says goodbye"
    there = make_event()
    one, other = twins(there)
    own = f"/my/{my_token(other)}/"
    merge(there, one, other)
    assert client.get(own).status_code == 200
    do(renew_link, there, one)
    assert client.get(own).status_code == 404


def test_who_is_forgotten_is_forgotten_in_both():
    event = make_event()
    one, other = twins(event)
    merged = merge(event, one, other)
    do(forget, event, one)
    db.session.refresh(other)
    db.session.refresh(merged)
    assert (other.forgotten_at, other.name, other.email, merged.before) == (LAST, "—", "", {})


def test_who_passes_the_place_on_is_gone_from_what_was_merged():
    event = make_event()
    one, other = twins(event)
    merged = merge(event, one, other)
    do(edit, event, one, make_applicant(name="赵敏", mobile="13900000009", email="zhao@example.com"))
    db.session.refresh(other)
    db.session.refresh(merged)
    assert (one.name, other.forgotten_at, other.name, merged.before) == ("赵敏", LAST, "—", {})


@pytest.mark.parametrize("stays", [True, False])
def test_what_is_only_kept_is_not_merged(stays):
    event = make_event()
    one, other = twins(event)
    do(restrict, event, one, on=True)
    with pytest.raises(NotMerged):
        merge(event, *((one, other) if stays else (other, one)))
    assert (one.status, other.status) == (Status.CONFIRMED, Status.CONFIRMED)


def test_a_withdrawn_consent_takes_the_answers_of_both():
    event = make_event()
    one, other = twins(event, answers={"diet": "halal"}, consents=(PROCESSING, SENSITIVE))
    merged = merge(event, one, other, {"diet"})
    do(withdraw_sensitive, event, one)
    db.session.refresh(other)
    assert (one.sensitive, other.sensitive, db.session.get_one(Merge, merged.id).before) == ({}, {}, {})


def test_a_place_in_a_group_goes_along_and_back_before_anybody_who_waits():
    event = make_asking_event()
    group = make_group(event, capacity=1)
    one = register(event, make_applicant(**NAMED, email="li@example.com"))
    other = choose(event, group, **NAMED, email="li@example.com")
    third = choose(event, group)
    assert standing(one, other, third) == [None, (group.id, "held"), (group.id, "waiting")]
    merged = merge(event, one, other, {"group"})
    assert standing(one, other, third) == [(group.id, "held"), None, (group.id, "waiting")]
    part(event, merged)
    assert standing(one, other, third) == [None, (group.id, "held"), (group.id, "waiting")]
    merge(event, one, other, at=LAST + timedelta(hours=1))
    assert standing(one, other, third) == [None, None, (group.id, "held")]


def test_of_two_places_in_one_group_the_better_stays():
    event = make_asking_event()
    group = make_group(event, capacity=1)
    first = choose(event, group, **NAMED, email="li@example.com")
    second = choose(event, group, **NAMED, email="li@example.com")
    assert standing(first, second) == [(group.id, "held"), (group.id, "waiting")]
    merged = merge(event, second, first)
    assert standing(first, second) == [None, (group.id, "held")]
    part(event, merged)
    assert {state for _number, state in standing(first, second)} == {"held", "waiting"}
