"""Places in groups: who gets one, who waits, who is promoted, who is told."""

from datetime import timedelta

import pytest

from eventmgr.event.agenda import services as agenda
from eventmgr.event.agenda.models import AgendaItem, ItemKind
from eventmgr.event.agenda.services import ItemDraft
from eventmgr.event.events.models import Approval, EventStatus, Room, Venue
from eventmgr.event.events.services import publishing
from eventmgr.event.events.services.changing import changing
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.applicant import Applicant
from eventmgr.event.registration.changing.services.editing import edit
from eventmgr.event.registration.deciding.services.decisions import confirm, restore, revoke, withdraw
from eventmgr.event.registration.deciding.services.marking import mark_attended
from eventmgr.event.registration.models import Registration, Source
from eventmgr.ground.db import db, transaction
from eventmgr.ground.errors import Refusal
from eventmgr.tools.log.queries import list_entries
from eventmgr.tools.log.services import Act
from tests.event.registration.applicants import OFFICE, VISITOR
from tests.event.registration.registering import kinds_to, letters_to, register
from tests.factories import NOON, keep
from tests.on_site.signup.groups import applicant_for, choose, make_asking_event, make_group, standing

pytestmark = pytest.mark.usefixtures("database")
LATER = NOON + timedelta(hours=1)


def do(verb, *things, at=LATER, by=OFFICE, **options):
    with transaction():
        return verb(*things, act=Act(by, at), **options)


def change_to(event, registration, group, by=OFFICE):
    row = db.session.get(Registration, registration.id)
    answers = {"group": str(group.id)} if group is not None else {}
    applicant = Applicant(
        name=row.name, organization=row.organization_name, mobile=row.mobile, unit=row.unit_code,
        province=row.province_code, sector=row.sector_code, email=row.email, answers=answers,
    )  # fmt: skip
    return do(edit, event, row, applicant, by=by)


def edit_item(event, item, **values):
    draft = {
        "kind": item.kind, "title": item.title, "starts_at": item.starts_at, "ends_at": item.ends_at,
        "capacity": item.capacity, "room_id": item.room_id,
    }  # fmt: skip
    return do(agenda.edit_item, event, item, ItemDraft(**draft | values))


def actions(event, registration):
    return [entry.action for entry in list_entries(event.id, object_type="registration", object_id=registration.id)]


def test_seven_who_choose_a_group_of_one_are_one_place_and_a_queue_of_six():
    event = make_asking_event()
    group = make_group(event, capacity=1)

    seven = [choose(event, group) for _ in range(7)]

    assert standing(*seven) == [(group.id, "held")] + [(group.id, "waiting")] * 6
    assert kinds_to(seven[0]) == ["registration.confirmed"]
    assert kinds_to(seven[1]) == ["registration.confirmed", "signup.waiting"]


def test_a_group_without_places_of_its_own_has_those_of_its_room():
    event = make_asking_event()
    venue = keep(Venue(event_id=event.id, name={"zh": "样例会议中心"}))
    room = keep(Room(event_id=event.id, venue_id=venue.id, name={"zh": "一号会议室"}, capacity=2))
    group = make_group(event, capacity=None, room_id=room.id)
    unlimited = make_group(event, capacity=None)

    three = [choose(event, group) for _ in range(3)]
    others = [choose(event, unlimited) for _ in range(3)]

    assert [state for _item, state in standing(*three, *others)] == ["held", "held", "waiting", *["held"] * 3]


@pytest.mark.parametrize("leave", ["withdraw", "revoke", "change", "choose none"])
def test_whoever_leaves_makes_room_for_the_first_who_waits(leave):
    event = make_asking_event()
    group, other = make_group(event), make_group(event)
    first, second, third = (choose(event, group) for _ in range(3))

    row = db.session.get(Registration, first.id)
    if leave == "withdraw":
        do(withdraw, event, row)
    elif leave == "revoke":
        do(revoke, event, [row], reason="名额有限")
    else:
        change_to(event, first, other if leave == "change" else None)

    now = (other.id, "held") if leave == "change" else None
    assert standing(first, second, third) == [now, (group.id, "held"), (group.id, "waiting")]
    assert kinds_to(second)[-1] == "signup.promoted"
    assert actions(event, second)[0] == "group_promoted"


def test_more_places_promote_in_order_and_fewer_than_are_held_are_refused():
    event = make_asking_event()
    group = make_group(event, capacity=1)
    four = [choose(event, group) for _ in range(4)]

    edit_item(event, group, capacity=3)

    assert standing(*four) == [(group.id, "held")] * 3 + [(group.id, "waiting")]
    with pytest.raises(Refusal) as refusal:
        edit_item(event, group, capacity=2)
    assert refusal.value.field == "capacity"
    assert db.session.get(AgendaItem, group.id).capacity == 3


def test_letters_are_in_the_language_of_their_reader():
    event = make_asking_event()
    group = make_group(event, title={"zh": "汽车行业组", "en": "Automotive group"})
    choose(event, group)

    chinese, english = (choose(event, group, language=language) for language in ("zh", "en"))

    subjects = [letters_to(one)[-1].subject for one in (chinese, english)]
    assert subjects == ["“汽车行业组”候补通知", "Waiting list of the group “Automotive group”"]
    assert "在本人页面上" in letters_to(chinese)[-1].text


def test_a_group_that_is_taken_out_frees_its_people_and_tells_them_to_choose_again():
    event = make_asking_event(agenda_published=True)
    group, other = make_group(event), make_group(event)
    holding, waiting, elsewhere = choose(event, group), choose(event, group), choose(event, other)

    do(agenda.remove_item, event, group)

    assert standing(holding, waiting, elsewhere) == [None, None, (other.id, "held")]
    answers = [db.session.get(Registration, one.id).answers for one in (holding, waiting, elsewhere)]
    assert answers == [{}, {}, {"group": str(other.id)}]
    assert [kinds_to(one)[-1] for one in (holding, waiting)] == ["signup.gone"] * 2
    assert "signup.gone" not in kinds_to(elsewhere)
    assert actions(event, waiting)[0] == "group_gone"


def test_a_group_of_a_draft_agenda_is_deleted_and_its_people_are_told():
    event = make_asking_event()
    group = make_group(event)
    place = choose(event, group)

    do(agenda.remove_item, event, group)

    assert (standing(place), db.session.get(AgendaItem, group.id)) == ([None], None)
    assert kinds_to(place) == ["registration.confirmed", "signup.gone"]


def test_an_item_that_is_no_group_any_more_is_as_gone():
    event = make_asking_event()
    group = make_group(event)
    place = choose(event, group)

    edit_item(event, group, kind=ItemKind.TALK)

    assert (standing(place), kinds_to(place)[-1]) == ([None], "signup.gone")


def test_registrations_without_a_place_at_the_event_keep_their_choice_and_reserve_nothing():
    event = make_asking_event(approval=Approval.REVIEW)
    group = make_group(event, capacity=1)
    early, late = choose(event, group), choose(event, group)
    assert standing(early, late) == [None, None]

    do(confirm, event, [db.session.get(Registration, late.id)])
    do(confirm, event, [db.session.get(Registration, early.id)])

    assert standing(early, late) == [(group.id, "waiting"), (group.id, "held")]


def test_who_moves_up_at_the_event_asks_for_the_group_then():
    event = make_asking_event(capacity=1)
    group = make_group(event, capacity=1)
    first, second = choose(event, group), choose(event, group)
    assert standing(first, second) == [(group.id, "held"), None]

    do(withdraw, event, db.session.get(Registration, first.id))

    assert db.session.get(Registration, second.id).status is Status.CONFIRMED
    assert standing(first, second) == [None, (group.id, "held")]


def test_who_is_taken_up_again_does_not_pass_those_who_wait():
    event = make_asking_event()
    group = make_group(event)
    first, second, third = (choose(event, group) for _ in range(3))
    do(withdraw, event, db.session.get(Registration, first.id))

    do(restore, event, db.session.get(Registration, first.id), at=LATER + timedelta(hours=1))
    do(withdraw, event, db.session.get(Registration, second.id), at=LATER + timedelta(hours=2))

    assert standing(first, second, third) == [(group.id, "waiting"), None, (group.id, "held")]


def test_the_office_moves_somebody_who_is_told_and_a_mark_of_attendance_changes_nothing():
    event = make_asking_event()
    group, other = make_group(event), make_group(event)
    place = choose(event, group)

    change_to(event, place, other)
    do(mark_attended, event, db.session.get(Registration, place.id), at=event.starts_at)

    assert standing(place) == [(other.id, "held")]
    assert kinds_to(place) == ["registration.confirmed", "signup.given"]


def test_who_changes_the_own_choice_gets_no_letter_about_it():
    event = make_asking_event()
    group, other = make_group(event), make_group(event)
    place = choose(event, group)

    change_to(event, place, other, by=VISITOR)

    assert (standing(place), kinds_to(place)) == ([(other.id, "held")], ["registration.confirmed"])


def test_nobody_moves_up_in_a_cancelled_event_or_one_that_is_over():
    for_cancelled, over = make_asking_event(), make_asking_event()
    groups = [make_group(event) for event in (for_cancelled, over)]
    people = [
        [choose(event, group) for _ in range(2)] for event, group in zip((for_cancelled, over), groups, strict=True)
    ]
    do(publishing.cancel, for_cancelled, reason={"zh": "因故取消"})

    do(withdraw, for_cancelled, db.session.get(Registration, people[0][0].id))
    do(withdraw, over, db.session.get(Registration, people[1][0].id), at=over.ends_at)

    assert standing(*people[0], *people[1]) == [None, (groups[0].id, "waiting"), None, (groups[1].id, "waiting")]


def test_places_that_became_free_while_the_event_was_not_public_are_filled_when_it_is():
    event = make_asking_event(status=EventStatus.DRAFT)
    group = make_group(event)
    first, second = (register(event, applicant_for(group), by=OFFICE, source=Source.STAFF) for _ in range(2))
    do(withdraw, event, db.session.get(Registration, first.id))
    assert standing(second) == [(group.id, "waiting")]

    with transaction(), changing(event, ["status"], act=Act(OFFICE, LATER)):
        event.status = EventStatus.PUBLISHED

    assert standing(second) == [(group.id, "held")]


def test_a_group_of_another_event_gives_no_place():
    event, other = make_asking_event(), make_asking_event()
    foreign = make_group(other)

    with pytest.raises(Refusal) as refusal:
        choose(event, foreign)

    assert refusal.value.field == "group"
    assert db.session.query(Registration).count() == 0
