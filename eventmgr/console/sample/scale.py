"""Bulk for measuring: one big event with many registrations, and many small events. Everything is counted rightly."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from eventmgr.console.sample import queries, statements
from eventmgr.console.sample.dates import Dates
from eventmgr.console.sample.events import hosts
from eventmgr.console.sample.events.plan import Item, Pair, Plan, PlannedVenue, Voice, item
from eventmgr.console.sample.people import names
from eventmgr.console.sample.writing import write
from eventmgr.event.agenda.models import ItemKind, SpeakerRole
from eventmgr.event.events.models import Event, EventKind, HostRole
from eventmgr.event.events.statements import raise_site_revision, raise_versions
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import HOLDING, Status
from eventmgr.event.quotas.statements import Cell, count
from eventmgr.event.registration.applicant import identity_key
from eventmgr.event.registration.models import Source
from eventmgr.ground.text import folded
from eventmgr.identity.directory.likeness import organization_key, person_key
from eventmgr.identity.directory.statements import add_organization
from eventmgr.identity.privacy.consents import PROCESSING
from eventmgr.tools.log.models import ActorKind
from eventmgr.tools.taxonomy import name_key, provinces, sort_key, units

BIG = "bench-big"
SMALL = "bench-small-"
CHUNK = 5000
"""Registrations in one transaction."""
_MOBILE = "1541"
"""Beginning of the bulk's mobile numbers; seven digits follow."""
_FIRMS = 500
_STATES, _SHARES = (Status.CONFIRMED, Status.PENDING, Status.WITHDRAWN, Status.REJECTED), (85, 6, 5, 4)
_SECTORS = ("C36", "C39", "C34", "C35", "C26", "C38", "C30", "I", "M", "S")
_KINDS = tuple(EventKind)
_TOPICS = ("mes", "robot", "sensor", "platform", "energy", "quality", "sme", "iot", "ai", "training")


def big_event(dates: Dates) -> Event:
    """The event that takes the bulk, made if it is not there: no limit of places, 120 agenda items."""
    event = queries.find_event(BIG)
    if event is None:
        event = write(_big_plan(dates), series={}, owner=None)
        raise_site_revision()
    return event


def add_registrations(event: Event, upto: int, *, dates: Dates, seed: int) -> int:
    """Add at most `CHUNK` registrations, until the event has `upto` of the bulk; how many it has then."""
    last = queries.find_last_bulk_mobile(event.id, _MOBILE)
    start = int(last[len(_MOBILE) :]) + 1 if last else 0
    if start >= upto:
        return start
    end = min(upto, start + CHUNK)
    raise_versions(event, programme=False)
    firms = _organizations(seed, dates.at(-60, "09:00"))
    people = [_row(number, firms, seed, dates) for number in range(start, end)]
    person_ids = statements.insert_persons([_person_of(row) for row in people])
    rows = [
        row | {"person_id": person_id, "event_id": event.id} for row, person_id in zip(people, person_ids, strict=True)
    ]
    registration_ids = statements.insert_registrations(rows)
    statements.insert_consents(
        {"registration_id": number, "purpose": PROCESSING, "notice_version": 0, "given_at": row["created_at"]}
        for number, row in zip(registration_ids, rows, strict=True)
    )
    statements.insert_entries(_entry(number, row) for number, row in zip(registration_ids, rows, strict=True))
    cells = (
        Cell(row["unit_code"], row["province_code"], row["sector_code"], row["role"], row["status"]) for row in rows
    )
    count(event.id, [(cell, 1) for cell in cells])
    return end


def _organizations(seed: int, at: datetime) -> list[tuple[int, str, Any]]:
    """(number, name, unit) of the bulk's companies; added where they are not there."""
    rng = Random(f"{seed}/firms")
    every = units()
    kinds = ("电气", "机械", "软件", "材料")
    units_of = {
        f"{every[number % len(every)].short('zh')}样例{number:03d}号{rng.choice(kinds)}有限公司": every[
            number % len(every)
        ]
        for number in range(_FIRMS)
    }
    known = queries.list_organization_ids([folded(name) for name in units_of])
    return [
        (known.get(folded(name)) or _add_organization(name, unit.province_code, at), name, unit)
        for name, unit in units_of.items()
    ]


def _add_organization(name: str, province: str, at: datetime) -> int:
    values = {
        "organization": name,
        "name_key": folded(name),
        "organization_likeness": organization_key(name),
        "organization_pinyin": sort_key(name),
    }
    return add_organization({**values, "province": province or None, "sector": "C38", "by_office": True, "at": at})


def _row(number: int, firms: list[tuple[int, str, Any]], seed: int, dates: Dates) -> dict[str, Any]:
    """A registration without the numbers that the database gives; the same for the same seed and number."""
    rng = Random(seed * 1_000_003 + number)
    name = rng.choice(names.SURNAMES) + rng.choice(names.GIVEN) + rng.choice(("", *names.GIVEN[:100]))
    organization_id, organization, unit = firms[rng.randrange(len(firms))]
    status = rng.choices(_STATES, _SHARES)[0]
    at = dates.at(-63, "09:00") + timedelta(seconds=number * 17 % (20 * 86400))
    mobile = f"{_MOBILE}{number:07d}"
    return {
        "organization_id": organization_id,
        "status": status,
        "role": rng.choice((Role.DELEGATE.value, Role.COMPANY.value, Role.COMPANY.value, Role.EXPERT.value)),
        "source": Source.SELF,
        "name": name,
        "pinyin_key": name_key(name),
        "organization_name": organization,
        "unit_code": unit.code,
        "province_code": unit.province_code,
        "sector_code": rng.choice(_SECTORS),
        "title": rng.choice(("工程师", "经理", "处长", "研究员")),
        "mobile": mobile,
        "mobile_last4": mobile[-4:],
        "email": f"bulk{number}@example.com",
        "answers": {},
        "language": "zh",
        "identity_key": identity_key(mobile, name),
        "created_at": at,
        "changed_at": at,
        "calendar_changed_at": at,
        "confirmed_at": at if status in HOLDING else None,
    }


def _person_of(row: dict[str, Any]) -> dict[str, Any]:
    copied = ("name", "pinyin_key", "mobile", "email", "organization_id", "created_at")
    return {"likeness_key": person_key(row["name"]), **{name: row[name] for name in copied}}


def _entry(number: int, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "at": row["created_at"],
        "actor_kind": ActorKind.PARTICIPANT,
        "actor_id": number,
        "actor_name": row["name"],
        "event_id": row["event_id"],
        "object_type": "registration",
        "object_id": number,
        "object_name": row["name"],
        "action": "registered",
        "changes": {"status": [None, row["status"].value], "source": [None, row["source"].value]},
    }


def _big_plan(dates: Dates) -> Plan:
    items = tuple(planned_item for day in range(3) for slot in range(8) for planned_item in _slot(dates, day, slot))
    rooms = tuple(((f"第{number}会议室", f"Room {number}"), 200) for number in range(1, 6))
    return Plan(
        BIG,
        EventKind.SEMINAR,
        ("大规模测量用研讨会（样例）", "Big Seminar for Measuring (sample)"),
        ("用于测量性能：120个环节，大量报名。", "For measuring: 120 agenda items, many registrations."),
        "310000",
        ("上海", "Shanghai"),
        dates.at(30, "08:00"),
        dates.at(32, "18:00"),
        dates.day(-64),
        contact=hosts.CONTACT,
        fields={"sector": "optional", "title": "optional", "email": "optional"},
        hosts=hosts.line((HostRole.HOST, hosts.OFFICE)),
        regions=((("全国", "All provinces"), tuple(province.code for province in provinces())),),
        sectors=("C36", "C38", "C39"),
        topics=_TOPICS[:5],
        tracks=(("争高端", "High end"), ("促转型", "Transformation"), ("强基础", "Foundations")),
        venues=(
            PlannedVenue(
                ("上海样例大会堂", "Shanghai Sample Hall"), ("上海市样例路1号", "1 Yangli Road, Shanghai"), rooms=rooms
            ),
        ),
        items=items,
    )


def _slot(dates: Dates, day: int, slot: int) -> tuple[Item, ...]:
    """Five talks at once; eight slots a day, three days: 120 items."""
    span = f"{8 + slot:02d}:00-{8 + slot:02d}:50"
    items = []
    for room in range(5):
        number = day * 40 + slot * 5 + room + 1
        name: Pair = (f"样例讲者{number:03d}", f"Sample Speaker {number}")
        speaker = Voice(SpeakerRole.SPEAKER, name, ("样例研究院", "Sample Institute"), ("研究员", "Researcher"))
        title: Pair = (f"第{number}场报告：智能制造实践", f"Talk {number}: intelligent manufacturing in practice")
        topic = _TOPICS[number % len(_TOPICS)]
        items.append(item(dates, 30 + day, span, ItemKind.TALK, title, room, speaker, track=number % 3, topic=topic))
    return tuple(items)


def add_small_events(upto: int, *, dates: Dates) -> int:
    """Add published events of one day with three items until there are `upto` of them; how many were added."""
    start = queries.count_events_like(SMALL)
    for number in range(start, upto):
        write(_small_plan(dates, number), series={}, owner=None)
    if upto > start:
        raise_site_revision()
    return max(0, upto - start)


def _small_plan(dates: Dates, number: int) -> Plan:
    every = provinces()
    province = every[number % len(every)]
    day = -35 + number * 3 % 400
    city = (province.short("zh"), province.short("en"))
    return Plan(
        f"{SMALL}{number + 1:04d}",
        _KINDS[number % len(_KINDS)],
        (f"{city[0]}智能制造交流活动{number + 1:04d}（样例）", f"{city[1]} Exchange {number + 1:04d} (sample)"),
        ("用于测量性能的小型活动。", "A small event for measuring."),
        province.code,
        city,
        dates.at(day, "09:00"),
        dates.at(day, "17:00"),
        dates.day(-60),
        capacity=100,
        contact=hosts.CONTACT,
        hosts=hosts.line((HostRole.HOST, hosts.OFFICE)),
        sectors=(_SECTORS[number % 7],),
        topics=(_TOPICS[number % len(_TOPICS)],),
        venues=(
            PlannedVenue(
                (f"{city[0]}样例会议中心", f"{city[1]} Sample Centre"),
                (f"{city[0]}样例路1号", f"1 Yangli Road, {city[1]}"),
                rooms=((("报告厅", "Lecture hall"), 120),),
            ),
        ),
        items=(
            item(dates, day, "09:00-12:00", ItemKind.TALK, ("专题报告", "Lectures"), 0),
            item(dates, day, "12:00-13:30", ItemKind.MEAL, ("午餐", "Lunch"), None),
            item(dates, day, "13:30-17:00", ItemKind.PANEL, ("交流研讨", "Discussion"), 0),
        ),
    )
