"""The day of meetings in a large event: from the tap to the proposal, its application and undoing, a call screen, a party's page.

    python bench/meeting_day.py                          Markdown on standard output, both databases in turn
    python bench/meeting_day.py --engine sqlite --size heavy-d

One process and a new database for each engine, requests without the network. Events are those of `meetings/generator.py`, placed by the
scheduler without annealing; 5 % of the parties leave at noon and 3 % miss the first two slots, told before the day.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import house
from delegations import asked, sign_in
from imports import ENGINES, Steps
from meetings import generator

SLUG = "large-meetings"
START = datetime(2027, 5, 13, 0, 0, tzinfo=UTC)
SLOT = timedelta(minutes=15)
LEAVING, LATE = 0.05, 0.03


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=ENGINES)
    parser.add_argument("--size", choices=sorted(generator.SIZES), default="light-d")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.inside:
        measure(chosen.size)
        return
    for engine in [chosen.engine] if chosen.engine else ENGINES:
        print(
            f"\n| {engine}, {chosen.size} | s | s of processor | statements | MiB |\n|---|--:|--:|--:|--:|", flush=True
        )
        with house.database(engine) as env:
            house.command(env, "db", "upgrade")
            house.command(env, "user", "add", "bench@example.com", "--role", "admin")
            words = [sys.executable, str(Path(__file__)), "--inside", "--size", chosen.size]
            subprocess.run(words, cwd=house.ROOT, env=env | {"PYTHONPATH": str(house.ROOT)}, check=True)


def measure(size: str) -> None:
    """One line for each step, in this process."""
    from sqlalchemy import event as listening

    from eventmgr.app import create_app
    from eventmgr.ground import clock
    from eventmgr.ground.db import db, write

    clock.now = lambda: START - timedelta(hours=1)  # type: ignore[assignment]
    settings = {"WTF_CSRF_ENABLED": False, "RATELIMIT_ENABLED": False, "TAKE_BACK_MINUTES": 0}
    app = create_app({**settings, "BASE_URL": "http://localhost"})
    with app.app_context():
        steps = Steps()
        listening.listen(db.engine, "before_cursor_execute", steps.hear)
        session = write(sign_in)
        parties, token, screen = write(lambda: fill(generator.event(size, 1)))
        if db.engine.dialect.name == "postgresql":
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM ANALYZE")
    office = app.test_client()
    with office.session_transaction() as kept:
        kept.update(_user_id=session, _fresh=True)
    home = f"/manage/events/{SLUG}/matchmaking/day/"
    asked(office.get(home))
    one_leaves(steps, office, home, parties)
    many_leave(steps, app, office, home, parties)
    clock.now = lambda: START + timedelta(minutes=5)  # type: ignore[assignment]
    for name, address in (
        ("a party's day", f"/meetings/{token}/today/"),
        ("a call screen of one hall, all tables", f"/matchmaking/screen/{screen}/now"),
        ("the cockpit", home),
        ("free places", f"{home}offers/"),
    ):
        repeat(steps, name, office, address)


def one_leaves(steps: Steps, office: Any, home: str, parties: list[int]) -> None:
    """One party has gone: told, proposed, applied, undone."""
    asked(office.post(f"{home}parties/{parties[0]}/left", data={"key": str(uuid.uuid4())}))
    shown = steps.take("one party leaves: the proposal", lambda: asked(office.post(f"{home}repairs/")))
    steps.take("… its page", lambda: asked(office.get(shown.location)))
    steps.take("… applied", lambda: asked(office.post(f"{shown.location}apply", data={"telling": "now"})))
    steps.take("… undone", lambda: asked(office.post(f"{shown.location}undo", data={"telling": "now"})))


def many_leave(steps: Steps, app: Any, office: Any, home: str, parties: list[int]) -> None:
    """8 % of them."""
    with app.app_context():
        tell_many(parties)
    for _round in range(3):
        shown = steps.take("8 % change: the proposal", lambda: asked(office.post(f"{home}repairs/")))
    steps.take("… its page", lambda: asked(office.get(shown.location)))
    steps.take(
        "… applied, e-mails queued", lambda: asked(office.post(f"{shown.location}apply", data={"telling": "now"}))
    )
    with app.app_context():
        from eventmgr.ground.db import db
        from eventmgr.matchmaking.meeting_day.models import MeetingRepair

        print(f"\n{db.session.query(MeetingRepair).order_by(MeetingRepair.id.desc()).first().figures}\n")
    steps.take("… undone", lambda: asked(office.post(f"{shown.location}undo", data={"telling": "now"})))


def repeat(steps: Steps, name: str, office: Any, address: str) -> None:
    """The median of eleven."""
    asked(office.get(address))
    times = []
    for _round in range(11):
        steps.asked, started = 0, time.perf_counter()
        asked(office.get(address))
        times.append(time.perf_counter() - started)
    print(f"| {name}, median of 11 | {median(times):.3f} | | {steps.asked} | |")


def tell_many(parties: list[int]) -> None:
    """Who leaves at noon, who comes late, as the office tells it."""
    from eventmgr.event.events.queries import find_event
    from eventmgr.ground import clock
    from eventmgr.ground.db import db, write
    from eventmgr.matchmaking.meeting_day import services
    from eventmgr.matchmaking.meeting_day.services import Sent
    from eventmgr.matchmaking.meeting_parties.models import MeetingParty
    from eventmgr.tools.log.services import SYSTEM, Act

    dice, event, act = Random(1), find_event(SLUG), Act(SYSTEM, clock.now())
    assert event is not None
    changing = dice.sample(parties, int(len(parties) * (LEAVING + LATE)))
    leaving = changing[: int(len(parties) * LEAVING)]

    def work() -> None:
        for number in changing:
            party, sent = db.session.get(MeetingParty, number), Sent(str(uuid.uuid4()), "user:1")
            if number in leaving:
                services.away(event, party, (START + 15 * SLOT, START + 40 * SLOT), sent, act=act)
            else:
                services.late(event, party, START + 2 * SLOT, sent, act=act)

    write(work)


def fill(data: dict[str, Any]) -> tuple[list[int], str, str]:
    """The event with its parties, requests and meetings; the parties' numbers, one party's token, that of a screen."""
    from sqlalchemy import insert, select

    from eventmgr.event.events.models import Event, EventKind, EventStatus
    from eventmgr.ground import clock
    from eventmgr.ground.db import db
    from eventmgr.identity.directory.models import Organization
    from eventmgr.matchmaking.meeting_day.access import screen_token
    from eventmgr.matchmaking.meeting_day.models import MeetingScreen, ScreenKind
    from eventmgr.matchmaking.meeting_parties.access import link_token
    from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyAbsence, PartyRepresentative
    from eventmgr.matchmaking.meeting_plans.models import (
        MeetingBlock,
        MeetingHall,
        MeetingPlan,
        MeetingTable,
        Stage,
    )
    from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, RequestState

    at, slots, people = clock.now(), data["slots"], data["participants"]
    event = Event(
        slug=SLUG, kind=EventKind.MATCHMAKING, status=EventStatus.PUBLISHED, title={"zh": "大型洽谈会"},
        city={"zh": "武汉"}, timezone="Asia/Shanghai", starts_at=START, ends_at=START + slots * SLOT,
        published_on=START.date(), uid="large-meetings@example.com", calendar_changed_at=at, created_at=at,
    )  # fmt: skip
    db.session.add(event)
    db.session.flush()
    plan = MeetingPlan(event_id=event.id, created_at=at, stage=Stage.FINAL, spread=None, maximum=0)
    hall = MeetingHall(event_id=event.id, name={"zh": "大厅"})
    screen = MeetingScreen(event_id=event.id, kind=ScreenKind.CALLS, label="大厅", created_at=at)
    block = MeetingBlock(
        event_id=event.id, starts_at=START, ends_at=START + slots * SLOT, slot_minutes=12, gap_minutes=3
    )
    db.session.add_all([plan, hall, screen, block])
    db.session.flush()
    many = [{"event_id": event.id, "hall_id": hall.id, "number": number + 1} for number in range(data["tables"])]
    db.session.execute(insert(MeetingTable), many)
    names = [
        {"name": f"样例{number}号有限公司", "name_key": f"样例{number}号有限公司", "created_at": at}
        for number in range(people)
    ]
    db.session.execute(insert(Organization), names)
    organizations = db.session.scalars(select(Organization.id).order_by(Organization.id)).all()
    rows = [
        {"event_id": event.id, "organization_id": number, "created_at": at, "changed_at": at}
        for number in organizations
    ]
    db.session.execute(insert(MeetingParty), rows)
    parties = list(db.session.scalars(select(MeetingParty.id).order_by(MeetingParty.id)))
    seats = [
        {"party_id": party, "name": "陈立", "email": f"party{party}@example.com", "position": 0} for party in parties
    ]
    db.session.execute(insert(PartyRepresentative), seats)
    away = [
        {"party_id": parties[person], "starts_at": START + slot * SLOT, "ends_at": START + slot * SLOT + SLOT / 2}
        for person, absent in enumerate(data["absent"])
        for slot in absent
    ]
    db.session.execute(insert(PartyAbsence), away)
    requests = []
    for meeting in data["meetings"]:
        a, b = parties[meeting["a"]], parties[meeting["b"]]
        sides = {"asker_id": a, "asked_id": b, "first_id": min(a, b), "second_id": max(a, b)}
        requests.append(
            sides | {"event_id": event.id, "state": RequestState.ACCEPTED, "created_at": at, "changed_at": at}
        )
    db.session.execute(insert(MeetingRequest), requests)
    made = place_all(event, plan)
    first = db.session.get(PartyRepresentative, 1)
    assert first is not None
    print(f"| {len(parties):,} parties, {made:,} of {len(requests):,} meetings placed | | | | |", flush=True)
    return parties, link_token(first), screen_token(screen)


def place_all(event: Any, plan: Any) -> int:
    """The scheduler's timetable as meetings that are published; how many."""
    from sqlalchemy import insert

    from eventmgr.engines.scheduling.solving import solve
    from eventmgr.ground import clock
    from eventmgr.ground.db import db
    from eventmgr.matchmaking.timetables.models import Meeting
    from eventmgr.matchmaking.timetables.queries import load_rows
    from eventmgr.matchmaking.timetables.task.instance import instance_of, numbering_of

    at, found = clock.now(), load_rows(event, plan)
    numbering = numbering_of(found)
    schedule = solve(instance_of(found, numbering), seconds=20, threads=2, seed=1)
    ends = {slot.starts_at: slot.ends_at for slot in found.slots}
    made = [
        {
            "event_id": event.id, "request_id": place.request, "starts_at": place.starts_at,
            "ends_at": ends[place.starts_at], "table_id": place.table, "asker_seat_id": place.seats[0],
            "asked_seat_id": place.seats[1], "uid": f"meeting-{place.request}@example.com",
            "calendar_changed_at": at, "created_at": at,
        }
        for place in numbering.places(schedule.placed)
    ]  # fmt: skip
    db.session.execute(insert(Meeting), made)
    return len(made)


if __name__ == "__main__":
    main()
