"""Confirmed registrations become organizations and representatives, and follow what happens to them."""

from __future__ import annotations

import pytest

from eventmgr.event.events.models import InvitedUnit, RegionSet
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.deciding.services.decisions import withdraw
from eventmgr.event.registration.retaining.services.forgetting import forget
from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.matchmaking.meeting_parties import queries, services
from eventmgr.matchmaking.meeting_parties.models import PartyKind, PartyState
from eventmgr.matchmaking.meeting_parties.taking_over import MOST_PEOPLE, kind_of
from eventmgr.tools.log.services import SYSTEM, Act
from tests.factories import keep, make_organization, make_registration, together
from tests.matchmaking.factories import make_matchmaking, make_party, make_representative

pytestmark = pytest.mark.usefixtures("frozen", "database")
COMPANIES = (Role.COMPANY.value,)


def act():
    return Act(SYSTEM, clock.now())


def register(event, organization, **values):
    named = {"organization_id": organization.id, "organization_name": organization.name, "role": Role.COMPANY}
    return make_registration(event, **named | values)


def take(event, roles=COMPANIES):
    return write(lambda: services.take_over(event, roles, act=act()))


def seated(event):
    db.session.expire_all()
    return [(seat.party.organization_id, seat.name) for seat in queries.list_representatives(event.id)]


@pytest.mark.parametrize(
    ("role", "name", "kind"),
    [
        ("company", "上海样例研究院", PartyKind.COMPANY),
        ("delegate", "湖北样例研究院", PartyKind.INSTITUTE),
        ("delegate", "武汉样例产业园区管理办公室", PartyKind.PARK),
        ("delegate", "样例产业基金", PartyKind.FUND),
        ("delegate", "样例精密机床有限公司", PartyKind.COMPANY),
        ("delegate", "湖南省工业和信息化厅", PartyKind.OFFICE),
        ("expert", "样例", PartyKind.OTHER),
    ],
)
def test_a_type_of_participant_says_what_an_organization_is_else_its_name(role, name, kind):
    assert kind_of(role, name) is kind


def test_registrations_are_grouped_by_organization_with_side_and_delegation():
    event = make_matchmaking()
    east = keep(RegionSet(event_id=event.id, name={"zh": "东部"}, province_codes=["310000"]))
    first, second = make_organization("甲样例有限公司"), make_organization("乙样例有限公司")
    one, other = register(event, first), register(event, first, unit_code="420000")
    register(event, second, status=Status.PENDING)
    register(event, second, role=Role.EXPERT)
    make_registration(event, role=Role.COMPANY)

    found = take(event)

    assert (len(found.new), found.people, found.without) == (1, 2, 1)
    [party] = queries.list_parties(event.id)
    assert (party.organization_id, party.kind, party.side) == (first.id, PartyKind.COMPANY, str(east.id))
    assert (party.unit_code, party.province_code, party.sector_code) == ("310000", "310000", "C34")
    assert seated(event) == [(first.id, one.name), (first.id, other.name)]


def test_only_what_differs_changes_the_next_time():
    event = make_matchmaking()
    body = make_organization("甲样例有限公司")
    first, second = register(event, body), register(event, body)
    take(event)
    third = register(event, body)
    write(lambda: withdraw(event, first, act=act()))

    found = services.compare(event, COMPANIES)

    assert [one.people[0].name for one in found.joining] == [third.name]
    assert [(one.seat.name, one.is_last) for one in found.leaving] == [(first.name, False)]
    assert queries.count_without_place(event.id) == 1
    take(event)
    assert seated(event) == [(body.id, second.name), (body.id, third.name)]
    assert not services.compare(event, COMPANIES).is_any


def test_a_type_that_is_not_ticked_takes_nobody_away():
    event = make_matchmaking()
    body = make_organization("甲样例有限公司")
    register(event, body)
    take(event)

    assert services.compare(event, (Role.EXPERT.value,)).leaving == []


def test_who_was_entered_by_hand_is_the_same_once_registered():
    event = make_matchmaking()
    party = make_party(event, people=0)
    seat = make_representative(party, name="陈立", mobile="", languages=["en"])
    registration = register(event, party.organization, name="陈　立", mobile="15400001111")

    found = take(event)

    assert (len(found.linked), found.people) == (1, 0)
    db.session.refresh(seat)
    assert (seat.registration_id, seat.mobile, seat.languages) == (registration.id, "15400001111", ["en"])


def test_who_has_left_is_not_brought_back_and_one_table_has_its_bounds():
    event = make_matchmaking()
    gone = make_party(event, state=PartyState.LEFT, people=0)
    register(event, gone.organization)
    crowd = make_organization("丙样例有限公司")
    with together():
        for _number in range(MOST_PEOPLE + 2):
            register(event, crowd)

    found = take(event)

    assert (len(found.new), found.people, found.beyond, found.joining) == (1, MOST_PEOPLE, 2, [])


def test_representatives_are_called_as_their_registration_says_and_go_with_it():
    event = make_matchmaking()
    body = make_organization("甲样例有限公司")
    registration = register(event, body, email="old@example.com")
    take(event)

    registration = db.session.merge(registration)
    registration.email = "new@example.com"
    db.session.commit()
    write(lambda: services.follow(registration))
    assert [seat.email for seat in queries.list_representatives(event.id)] == ["new@example.com"]

    write(lambda: forget(event, registration, act=act()))
    assert seated(event) == []


def test_sides_follow_the_region_sets_of_the_event():
    from eventmgr.event.events import services as events
    from eventmgr.event.events.services.parts import Row

    event = make_matchmaking()
    party = make_party(event, side="999999")

    write(
        lambda: events.set_rows(
            event, "region_sets", [Row({"name": {"zh": "东部"}, "province_codes": ["310000"]})], act=act()
        )
    )

    db.session.refresh(party)
    [east] = event.region_sets
    assert party.side == str(east.id)


def test_taking_over_costs_no_more_statements_for_many_than_for_few(count_statements):
    counts = []
    for number in (3, 300):
        event = make_matchmaking()
        event.units.append(InvitedUnit(unit_code="310000"))
        with together():
            for at in range(number):
                register(event, make_organization(f"第{number}批样例{at}号有限公司"))
        with count_statements() as statements:
            take(event)
        assert len(queries.list_parties(event.id)) == number
        counts.append(len(statements))
    assert counts[0] == counts[1]
