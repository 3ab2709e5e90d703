"""Tables of figures against a recount of the rows, one by one."""

from __future__ import annotations

from random import Random

import pytest

from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.invitations.models import Invitation
from eventmgr.event.quotas.models import HOLDING, LIVE, Status
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.ground.errors import BadValue
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.outcomes.models import Stage
from eventmgr.matchmaking.timetables.models import MeetingState
from eventmgr.output.figures.queries.invited import list_invitees
from eventmgr.output.figures.tables.choosing import SIDES, Choices, read_choices
from eventmgr.output.figures.tables.gathering import View, gather, reach_of
from eventmgr.output.figures.tables.measures import MEASURES, OF_EVENTS
from eventmgr.tools.crosstabs.apart import SMALLEST
from tests.factories import NOON, keep, make_admin, make_event, make_member, make_registration
from tests.matchmaking.factories import make_matchmaking, make_meeting, make_party, make_request, slots_at
from tests.matchmaking.outcomes.deals import make_deal, make_step
from tests.output.figures.world import make_world, said_of
from tests.soak import seeds

pytestmark = pytest.mark.engines_differ

COUNTED = {
    "registered": set(LIVE),
    "expected": set(HOLDING),
    "attended": {Status.ATTENDED},
    "missing": {Status.CONFIRMED, Status.ABSENT},
}


def shown(user, choices: Choices, **more) -> View:
    return gather(user, choices, "en", at=NOON, **more)


def cells_of(view: View) -> dict[tuple[str, str], int]:
    table = view.table
    return {
        (row, column): value
        for row, line in zip(table.rows, table.cells, strict=True)
        for column, value in zip(table.columns, line, strict=True)
        if value
    }


def recount(choices: Choices, measure: str) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for row in db.session.query(Registration):
        said = said_of(row)
        if row.role == Role.STAFF or row.status not in COUNTED[measure]:
            continue
        if any(said[name] != value for name, value in choices.narrow):
            continue
        if measure == "missing" and row.event.starts_at > NOON:
            continue
        column = measure if choices.is_side_by_side else said.get(choices.columns, "")
        key = (said[choices.rows], column)
        found[key] = found.get(key, 0) + 1
    return found


@pytest.mark.parametrize("seed", seeds(12))
def test_every_table_is_that_of_a_recount_whatever_is_chosen(app, seed: int):
    user, _events = make_world(seed)
    rng = Random(seed)
    for _number in range(12):
        by = MEASURES["expected"].by
        rows, columns, narrow = rng.sample(by, 3)
        row = rng.choice(db.session.query(Registration).all())
        choices = Choices(
            rng.choice([*COUNTED]), rows, rng.choice([columns, "", SIDES]),
            rng.choice([(), ((narrow, said_of(row)[narrow]),)]),
        )  # fmt: skip
        if choices.only("event") is not None or choices.only("series") is not None:
            choices = Choices(choices.measure, rows, choices.columns)

        found = cells_of(shown(user, choices))

        measures = COUNTED if choices.is_side_by_side else [choices.measure]
        expected = {key: n for measure in measures for key, n in recount(choices, measure).items()}
        assert found == expected, choices


def test_a_table_is_made_of_the_events_that_the_reader_sees(app):
    user, events = make_world()
    member = make_member(events[0], TeamRole.VIEWER)
    barred = make_member(events[0], TeamRole.CHECK_IN)

    assert {row for row, _column in cells_of(shown(member, Choices(rows="event")))} == {events[0].slug}
    assert cells_of(shown(barred, Choices(rows="event"))) == {}
    assert len(shown(user, Choices(rows="event")).table.rows) == 3


def test_thirteen_provinces_and_fifteen_delegations_are_two_numbers(app):
    event = make_event()
    for unit in ("310000", "320000", "330000", "330200", "440300", "440000", "440000"):
        make_registration(event, unit_code=unit, province_code=unit[:2] + "0000")
    again = make_event(slug="again")
    make_registration(again, unit_code="310000", province_code="310000")
    make_registration(again, unit_code="", province_code="420000")

    reach = reach_of(shown(make_admin(), Choices()))

    assert (reach.provinces, reach.delegations) == (5, 6)


def test_the_no_show_rate_counts_events_that_are_over(app):
    user, events = make_world(3, people=60)
    make_registration(events[0], status=Status.ATTENDED)
    over = [row for row in db.session.query(Registration).filter_by(event_id=events[0].id) if row.role != Role.STAFF]
    held = [row for row in over if row.status in HOLDING]
    missing = [row for row in held if row.status is not Status.ATTENDED]

    view = shown(user, Choices(rows="event"))

    assert view.rates[events[0].slug] == view.rates[None] == round(100 * len(missing) / len(held), 1)
    assert {*view.rates} == {events[0].slug, None}


def test_nobody_is_missing_at_an_event_to_come_and_an_event_without_registrations_has_its_row(app):
    user, events = make_world(3, people=60)
    empty = make_event(slug="nobody-yet")
    by_event, by_unit = shown(user, Choices(rows="event")), shown(user, Choices(rows="unit"))
    number = {
        row: dict(zip(by_event.table.columns, cells, strict=True))
        for row, cells in zip(by_event.table.rows, by_event.table.cells, strict=True)
    }

    begun = {one.slug for one in events if one.starts_at <= NOON}
    assert {row for row, cells in number.items() if cells["missing"] is not None} == begun
    assert number[empty.slug] == {"registered": 0, "expected": 0, "attended": 0, "missing": None}
    missing = sum(cells["missing"] or 0 for cells in number.values())
    column = by_unit.table.columns.index("missing")
    assert by_event.table.column_sums[column] == by_unit.table.column_sums[column] == missing
    alone = shown(user, Choices(measure="missing", rows="unit", columns=""))
    assert alone.table.total == missing


def test_where_no_event_has_begun_nobody_is_missing_in_total_either(app):
    make_registration(make_event(slug="to-come"))

    table = shown(make_admin(), Choices(rows="event")).table

    assert (table.cells[0][-1], table.column_sums[-1]) == (None, None)


def test_nobody_whose_data_is_only_kept_is_in_a_public_version_and_no_number_is_small(app):
    event = make_event()
    for _number in range(12):
        make_registration(event, sector_code="C36")
    for _number in range(2):
        make_registration(event, sector_code="C39")
    make_registration(event, sector_code="C36", restricted_at=NOON)

    whole = shown(make_admin(), Choices(columns="sector"))
    public = shown(make_admin(), Choices(columns="sector", public=True))

    assert (whole.table.total, public.table.total) == (15, 14)
    assert all(n >= SMALLEST for n in (*public.table.row_sums, *public.table.column_sums))
    assert reach_of(public) is None


def test_deals_are_counted_once_for_their_initiating_side_and_amounts_added_up(app):
    event = make_event()
    deal = make_deal(event, wan=100)
    make_deal(event, "另一项目", wan=50)
    make_step(event, deal, Stage.CONTRACT)
    admin = make_admin()

    assert cells_of(shown(admin, Choices("intentions", columns="partner"))) == {("310000", "420000"): 2}
    assert cells_of(shown(admin, Choices("contracts", columns="sector"))) == {("310000", "C34"): 1}
    assert shown(admin, Choices("amount", columns="")).table.total == 150 * 10_000 * 100


def test_amounts_of_few_deals_are_published_together_only(app):
    event = make_event()
    for number in range(2):
        make_deal(event, f"项目{number}", wan=10)
    admin = make_admin()

    assert shown(admin, Choices("amount", columns="", public=True)).withheld
    make_deal(event, "第三项", wan=10)
    assert shown(admin, Choices("amount", columns="", public=True)).table.total == 30 * 10_000 * 100


def test_meetings_that_were_held_count_for_who_asked_and_organizations_once(app):
    event = make_matchmaking()
    one, two, three = (make_party(event, province_code=code) for code in ("310000", "420000", "420000"))
    slots = slots_at(event)
    make_meeting(make_request(one, two), slots[0], state=MeetingState.HELD)
    make_meeting(make_request(one, three), slots[1], state=MeetingState.HELD)
    make_meeting(make_request(three, two), slots[2], state=MeetingState.MISSED)
    admin = make_admin()

    assert cells_of(shown(admin, Choices("meetings", columns="partner"))) == {("310000", "420000"): 2}
    assert cells_of(shown(admin, Choices("met", columns=""))) == {("310000", ""): 1, ("420000", ""): 2}


def test_personal_invitations_are_counted_beside_delegations(app):
    event = make_event()
    for name, unit, role in (("甲", "", "expert"), ("乙", "", ""), ("丙", "330200", "expert")):
        keep(Invitation(event_id=event.id, name=name, unit_code=unit, role=role, created_at=NOON))
    keep(Invitation(event_id=event.id, code="ABCDEFGHJK", uses_most=30, created_at=NOON))
    keep(Invitation(event_id=event.id, name="丁", created_at=NOON, revoked_at=NOON))
    admin = make_admin()

    counted = cells_of(shown(admin, Choices("invitees", columns="role")))

    assert counted == {("", "expert"): 1, ("", ""): 1, ("330000", "expert"): 1}
    asked = [{"province": "330000"}, {"province": ""}, {"unit": "330200", "role": "expert"}, {"role": ""}]
    assert [len(list_invitees(event.id, narrow, None).rows) for narrow in asked] == [1, 2, 1, 1]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"measure": "love"}, "measure"),
        ({"rows": "love"}, "rows"),
        ({"columns": "love"}, "columns"),
        ({"rows": "sector", "columns": "sector"}, "columns"),
        ({"measure": "meetings", "rows": "track"}, "rows"),
        ({"measure": "met", "columns": "measures"}, "columns"),
        ({"measure": "amount", "columns": "sector", "public": "1"}, "columns"),
        ({"measure": "intentions", "track": "1"}, "track"),
    ],
)
def test_what_cannot_be_made_is_refused_and_named(app, asked, field):
    with pytest.raises(BadValue) as refused:
        read_choices(asked)
    assert refused.value.field == field


def test_an_address_says_the_choices_that_it_was_made_of(app):
    choices = Choices("attended", "unit", "role", (("sector", ""), ("year", "2026")), public=True)
    assert read_choices(choices.query()) == choices
    with pytest.raises(BadValue):
        shown(make_admin(), choices.narrowed(sector="X99"))
    assert {"event", "series"} <= OF_EVENTS
