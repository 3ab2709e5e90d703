"""The sample events: the same every time, lawful, and with everything that the key names."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from eventmgr.console.sample import queries
from eventmgr.console.sample.dates import Dates
from eventmgr.console.sample.key import make_key
from eventmgr.console.sample.people.planned_registrations import plan_registrations
from eventmgr.console.sample.people.planted import plant
from eventmgr.console.sample.people.roster import MATCHMAKING, SEED, SEMINAR, VISIT, WITHOUT_LIST, invent
from eventmgr.console.upkeep.laws import breaches
from eventmgr.event.agenda.conflicts import Occupied, find_conflicts, person_key
from eventmgr.event.agenda.models import ItemKind
from eventmgr.event.agenda.queries import list_items
from eventmgr.event.events.models import Event, EventKind, EventStatus
from eventmgr.event.quotas.allocation import ROLE, SECTOR
from eventmgr.event.quotas.models import Status
from eventmgr.event.quotas.queries import get_allocation, get_plan
from eventmgr.event.registration.models import Leadership, Registration, Source
from eventmgr.ground.db import db
from eventmgr.ground.text import person_name
from eventmgr.identity.directory.models import Organization
from eventmgr.identity.privacy.models import Consent
from eventmgr.matchmaking.listings.models import Listing, ListingKind, OrganizationProfile, Side
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.taxonomy.mobile import normalize_mobile
from eventmgr.tools.taxonomy.sizes import SizeClass
from tests.console.sample.build import DATES
from tests.factories import NOON


def event(slug: str) -> Event:
    found = queries.find_event(slug)
    assert found is not None
    return found


def places(slug: str, *states: Status) -> list[Registration]:
    query = select(Registration).where(Registration.event_id == event(slug).id, Registration.status.in_(states))
    return list(db.session.scalars(query))


def key_of(seed: int = SEED) -> dict[str, Any]:
    """The key of the sample that `build` writes for the same arguments; touches no database."""
    roster = plant(invent(seed))
    return make_key(roster, plan_registrations(roster, DATES, seed), DATES, seed)


def test_nothing_in_the_trail_was_done_later_than_the_sample_was_made(key):
    assert db.session.scalar(select(func.max(AuditEntry.at))) <= DATES.present


def test_another_seed_gives_other_people(key):
    assert key_of(seed=7)["people"] == key["people"]
    assert key_of(seed=7)["doubles"] != key["doubles"]


def test_the_key_is_known_without_a_database(key):
    assert key_of() == key


def test_no_law_of_the_data_is_broken(key):
    assert [(law, found) for law, found in breaches() if found] == []


def test_the_present_of_the_sample_is_the_noon_of_the_tests():
    assert DATES.present == NOON
    assert Dates.around(NOON.date()) == DATES


def test_the_anchor_is_a_wednesday_at_most_six_weeks_ahead():
    for offset in range(14):
        today = date(2026, 11, 20) + timedelta(days=offset)
        anchor = Dates.around(today).anchor
        assert anchor.weekday() == 2
        assert 35 < (anchor - today).days <= 42


@pytest.mark.one_engine
def test_the_seminar_is_open_and_has_places_left(key):
    found = event(SEMINAR)
    taken = len(places(SEMINAR, Status.CONFIRMED))

    assert (found.status, found.kind) == (EventStatus.PUBLISHED, EventKind.SEMINAR)
    assert found.registration_opens_at < NOON < found.registration_closes_at
    assert found.capacity - taken >= 20
    assert found.starts_at - NOON > timedelta(days=40)


@pytest.mark.one_engine
def test_the_matchmaking_is_full_with_ten_waiting_and_the_visit_is_over(key):
    fair, visit = event(MATCHMAKING), event(VISIT)

    assert len(places(MATCHMAKING, Status.CONFIRMED)) == fair.capacity
    assert len(places(MATCHMAKING, Status.WAITLISTED)) == 10
    assert timedelta(days=62) < fair.starts_at - NOON < timedelta(days=64)
    assert visit.status is EventStatus.FINISHED
    assert timedelta(days=20) < NOON - visit.ends_at < timedelta(days=40)
    assert visit.public_summary["zh"]
    assert visit.public_summary["en"]


@pytest.mark.one_engine
def test_every_kind_and_state_of_event_occurs(key):
    rows = db.session.execute(select(Event.kind, Event.status)).all()

    assert {kind for kind, _status in rows} == set(EventKind)
    assert {status for _kind, status in rows} == set(EventStatus)


@pytest.mark.one_engine
def test_everything_shown_is_in_both_languages(key):
    for one in db.session.scalars(select(Event)):
        for value in (one.title, one.summary, one.city, *(host.name for host in one.hosts)):
            assert set(value) == {"zh", "en"}
        for item in list_items(one.id):
            assert set(item.title) == {"zh", "en"}
            for one_of in item.speakers:
                assert one_of.organization["en"].isascii() and one_of.organization["en"]


@pytest.mark.one_engine
def test_the_planned_numbers_of_people_come_out(key):
    counts = key["registrations"]

    assert key["people"] == 299
    assert (counts[SEMINAR], counts[MATCHMAKING], counts[VISIT]) == (124 + 4 + 5, 210 + 3, 36 + 2 + 1)
    rows = db.session.execute(
        select(Event.slug, Registration.status, func.count()).join(Event).group_by(Event.slug, Registration.status)
    )
    kept: dict[str, dict[str, int]] = {}
    for slug, status, n in rows:
        kept.setdefault(slug, {})[status.value] = n
    assert kept == key["status"]


@pytest.mark.one_engine
def test_the_planted_cases_have_their_fixed_counts(key):
    lists = (
        "doubles",
        "late_changes",
        "withdrawals",
        "substitutes",
        "no_shows",
        "walk_ins",
        "waiting",
        "trains",
        "clashes",
    )

    assert {name: len(key[name]) for name in lists} == {
        "doubles": 8, "late_changes": 12, "withdrawals": 9, "substitutes": 6, "no_shows": 14, "walk_ins": 5,
        "waiting": 10, "trains": 7, "clashes": 4,
    }  # fmt: skip
    assert (len(key["deletion_requests"]), len(key["withdrawn_consents"])) == (3, 2)
    assert {name: len(key["names"][name]) for name in ("namesakes", "rare", "dotted", "wrong_dots")} == {
        "namesakes": 5, "rare": 4, "dotted": 3, "wrong_dots": 2,
    }  # fmt: skip
    assert len(key["names"]["long"]) == 25
    assert key["diets"] == {"halal": 3, "vegetarian": 2, "allergy": 1}
    assert {sex: n % 2 for sex, n in key["sharing"].items()} == {"male": 1, "female": 1}


@pytest.mark.one_engine
def test_the_planted_names_are_kept_as_they_should_be(key):
    names = set(db.session.scalars(select(Registration.name)))
    planted = key["names"]

    assert {*planted["rare"], *planted["dotted"], planted["long"]} <= names
    for dot in planted["wrong_dots"]:
        assert person_name(dot["typed"]) == dot["kept"]
        assert dot["kept"] in names
    for one, other in planted["namesakes"]:
        assert one["name"] == other["name"]
        assert one["mobile"] != other["mobile"]
    assert planted["namesakes"][0][0]["organization"][:2] == planted["namesakes"][0][1]["organization"][:2]


@pytest.mark.one_engine
def test_doubles_point_at_the_first_registration_until_the_office_has_decided(key):
    for double in key["doubles"]:
        again, first = (
            db.session.scalar(
                select(Registration).where(
                    Registration.event_id == event(double["event"]).id,
                    Registration.name == double[which]["name"],
                    Registration.mobile == double[which]["mobile"],
                )
            )
            for which in ("again", "first")
        )
        assert again.looks_like_id == (None if double["settled"] else first.id)
        if "mobile" in double["typed"]:
            assert normalize_mobile(double["typed"]["mobile"]) == double["again"]["mobile"]
    assert any(double["again"]["name"] != double["first"]["name"] for double in key["doubles"])


@pytest.mark.one_engine
def test_two_units_are_over_their_quota_and_one_sent_no_list(key):
    quotas = {unit.unit_code: unit.quota for unit in event(SEMINAR).units}
    held = Counter(one.unit_code for one in places(SEMINAR, Status.CONFIRMED) if one.unit_code)

    assert {unit for unit in quotas if held[unit] > quotas[unit]} == set(key["over_quota"])
    assert len(key["over_quota"]) == 2
    assert [unit for unit in quotas if not held[unit]] == [WITHOUT_LIST]
    assert sum(quotas.values()) == 93


@pytest.mark.one_engine
def test_four_people_are_wanted_in_two_rooms_at_once(key):
    found = find_conflicts(
        [
            Occupied(
                item.id, item.starts_at, item.ends_at, item.parent_id, item.room_id,
                frozenset(person_key(one.name["zh"], one.organization["zh"]) for one in item.speakers),
            )
            for item in list_items(event(SEMINAR).id)
        ]
    )  # fmt: skip

    expected = {person_key(one["name"], one["organization"]) for one in key["clashes"]}
    assert {conflict.what for conflict in found} == expected
    assert {conflict.kind for conflict in found} == {"person"}


@pytest.mark.one_engine
def test_every_registration_carries_a_consent_and_sensitive_answers_one_of_their_own(key):
    without = select(Registration.id).where(~Registration.id.in_(select(Consent.registration_id)))
    diets = [one for one in places(SEMINAR, *Status) if "diet" in one.sensitive]
    separate = select(func.count()).where(Consent.purpose == "sensitive")

    assert db.session.scalars(without).all() == []
    assert db.session.scalar(separate) == len(diets) == 6


@pytest.mark.one_engine
def test_walk_ins_attended_and_came_without_a_place(key):
    rows = db.session.scalars(select(Registration).where(Registration.source == Source.WALK_IN)).all()

    assert {row.status for row in rows} == {Status.ATTENDED}
    assert len(rows) == 5


@pytest.mark.one_engine
def test_no_sample_event_sets_a_date_for_what_nobody_can_hand_in(key):
    match = event(MATCHMAKING)
    texts = [match.description["zh"], *(notice.body["zh"] for notice in match.notices)]

    assert [deadline.label["zh"] for deadline in match.deadlines] == ["企业报名"]
    assert [word for word in ("条目", "意向", "互选", "清单") if any(word in text for text in texts)] == []


@pytest.mark.one_engine
def test_each_delegation_with_a_list_has_a_leader_and_a_deputy_and_quotas_have_parts(key):
    seminar = event(SEMINAR)
    rows = db.session.scalars(
        select(Registration).where(Registration.event_id == seminar.id, Registration.leadership.is_not(None))
    )
    leading = Counter((row.unit_code, row.leadership) for row in rows)
    with_list = {unit.unit_code for unit in seminar.units} - {WITHOUT_LIST}

    assert leading == Counter({(unit, leadership): 1 for unit in with_list for leadership in Leadership})
    plan, allocation = get_plan(seminar), get_allocation(seminar)
    parts = {cell: allocation.held(cell) for cell in plan.cells}
    assert {cell.unit for cell in parts} == {unit.unit_code for unit in seminar.units} - set(key["over_quota"])
    assert {cell.by for cell in parts} == {ROLE, SECTOR}
    assert [cell for cell, held in parts.items() if cell.ceiling is not None and held > cell.ceiling] == []
    assert any(held < cell.floor for cell, held in parts.items()) and any(
        cell.floor <= held for cell, held in parts.items()
    )


def test_nothing_in_the_sample_was_done_in_its_future(key):
    """Neither in a log nor by a column that says when something was done; what is planned has other names."""
    done = ("at", "created_at", "changed_at", "sent_at", "started_at", "told_at", "made_at", "opened_at", "answered_at", "calendar_changed_at",
            "written_at", "decided_at", "taken_at", "happened_at", "updated_at", "given_at", "printed_at")  # fmt: skip
    ahead = {
        f"{table.name}.{column.name}": latest
        for table in db.metadata.sorted_tables
        if table.name != "job"  # a job that is put off bears the instant at which it is due
        for column in table.columns
        if column.name in done and (latest := db.session.scalar(select(func.max(column)))) is not None
        if latest > DATES.present
    }
    assert ahead == {}


def test_who_speaks_comes_from_one_organization_with_one_english_name(key):
    speakers = [
        one for event in db.session.scalars(select(Event)) for item in list_items(event.id) for one in item.speakers
    ]
    english: dict[str, set[str]] = {}
    for one in speakers:
        english.setdefault(one.organization["zh"], set()).add(one.organization["en"])
    homes = Counter(
        (name, organization) for name, organization in {(one.name["zh"], one.organization["zh"]) for one in speakers}
    )

    assert {name: said for name, said in english.items() if len(said) > 1} == {}
    assert {organization for (_name, organization), _n in homes.items()} == set(english)


def test_every_organization_has_an_english_name_of_its_own(key):
    names = db.session.scalars(select(Organization.name_en)).all()

    assert [name for name in names if not name.isascii() or not name] == []
    assert [name for name, number in Counter(names).items() if number > 1] == []
    assert len(names) > 200


def test_groups_have_a_topic_and_a_track(key):
    groups = [item for item in list_items(event(SEMINAR).id) if item.kind is ItemKind.GROUP]

    assert len(groups) == 3 and all(item.topic_id and item.track_id for item in groups)
    assert [item for item in groups if item.capacity > item.room.capacity] == [], "no more places than seats"


def test_parks_are_offered_by_parks_and_size_is_what_the_number_of_people_says(key):
    offered = db.session.execute(
        select(Organization.name).join(Listing, Listing.organization_id == Organization.id)
        .where(Listing.kind == ListingKind.PARK, Listing.side == Side.SUPPLY)
    ).scalars().all()  # fmt: skip
    assert offered and all(re.search("产业园|开发区", name) for name in offered)

    bounds = {SizeClass.SMALL: range(20, 300), SizeClass.MEDIUM: range(300, 1000), SizeClass.LARGE: range(1000, 99_999)}
    rows = db.session.execute(select(OrganizationProfile.summary, Organization.size_class).join(Organization))
    said = [(int(re.search(r"员工(\d+)人", summary["zh"])[1]), size) for summary, size in rows if summary]
    assert said and [(number, size) for number, size in said if number not in bounds[size]] == []


def test_what_is_running_is_so_for_the_days_on_which_the_sample_is_the_present_one(key):
    """The anchor is a Wednesday, so the present of the sample lies up to six days before the day on which it was made."""
    running = [one.slug for one in db.session.scalars(select(Event)) if one.starts_at < NOON < one.ends_at]

    assert running and all(event(slug).ends_at > NOON + timedelta(days=6) for slug in running)
