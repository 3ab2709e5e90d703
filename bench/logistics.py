"""Rooms and rides of a large event: proposals, boards, a move, a repair, papers, each against the organizers' list of registrations.

python bench/logistics.py                       Markdown on standard output, both databases in turn
python bench/logistics.py --engine sqlite --people 500
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import house
from delegations import asked, sign_in
from imports import ENGINES

SLUG = "large-lodging"
START = datetime(2027, 5, 13, 0, 30, tzinfo=UTC)
UNITS = ("310000", "320000", "330000", "340000", "420000", "430000", "440000", "110000", "510000", "610000")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=ENGINES)
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.inside:
        measure(chosen.people)
        return
    for engine in [chosen.engine] if chosen.engine else ENGINES:
        print(f"\n| {engine}, {chosen.people} people | s | of the list | statements |\n|---|--:|--:|--:|", flush=True)
        with house.database(engine) as env:
            house.command(env, "db", "upgrade")
            house.command(env, "user", "add", "bench@example.com", "--role", "admin")
            words = [sys.executable, str(Path(__file__)), "--inside", "--people", str(chosen.people)]
            subprocess.run(words, cwd=house.ROOT, env=env | {"PYTHONPATH": str(house.ROOT)}, check=True)


def measure(people: int) -> None:
    """One line for each step, in this process; seconds of the processor."""
    from sqlalchemy import event as listening

    from eventmgr.app import create_app
    from eventmgr.ground.db import db, write

    app = create_app({"WTF_CSRF_ENABLED": False, "RATELIMIT_ENABLED": False, "BASE_URL": "http://localhost"})
    heard: list[str] = []
    with app.app_context():
        listening.listen(db.engine, "before_cursor_execute", lambda *about: heard.append(about[2]))
        session = write(sign_in)
        first, room = write(lambda: fill(people))
    office = app.test_client()
    with office.session_transaction() as kept:
        kept.update(_user_id=session, _fresh=True)
    home = f"/manage/events/{SLUG}"
    usual = 0.0

    def take(name: str, work: Callable[[], Any], times: int = 1) -> float:
        spent = []
        for _ in range(times):
            heard.clear()
            began = time.process_time()
            asked(work())
            spent.append(time.process_time() - began)
        used = median(spent)
        print(f"| {name} | {used:.2f} | {used / usual if usual else 1:.1f} | {len(heard)} |", flush=True)
        return used

    office.get(f"{home}/registrations/")
    usual = take("the organizers' list of registrations, a page", lambda: office.get(f"{home}/registrations/"), 5)
    take("rooms proposed for everybody", lambda: office.post(f"{home}/lodging/propose"))
    take("board of rooms, all in one hotel", lambda: office.get(f"{home}/lodging/"), 5)
    take("one person moved", lambda: office.post(f"{home}/lodging/move", data={"person": first, "to": room}))
    with app.app_context():
        write(lambda: change(people // 20))
    take("board with a repair for 5 %", lambda: office.get(f"{home}/lodging/"), 3)
    take("repaired", lambda: office.post(f"{home}/lodging/repair"))
    take("room list, PDF", lambda: office.get(f"{home}/reports/rooms.pdf?lang=zh"))
    take("pick-ups proposed", lambda: office.post(f"{home}/transport/propose", data={"direction": "arrival"}))
    take("board of pick-ups", lambda: office.get(f"{home}/transport/"), 5)
    take("pick-up list, PDF", lambda: office.get(f"{home}/reports/pickups.pdf?lang=zh"))


def fill(people: int) -> tuple[int, int]:
    """The event; the number of a registration, and that of an empty room."""
    from eventmgr.event.events.models import Event, EventKind, EventStatus
    from eventmgr.event.quotas.models import Status
    from eventmgr.event.registration.models import Registration
    from eventmgr.ground.db import db
    from eventmgr.identity.directory.models import Person
    from eventmgr.on_site.logistics.models import Hotel, HotelRoom, Vehicle, VehicleKind

    rng, at = Random(1), START - timedelta(days=20)
    event = Event(
        slug=SLUG, kind=EventKind.SEMINAR, status=EventStatus.PUBLISHED, title={"zh": "大型研讨会"}, city={"zh": "上海"},
        timezone="Asia/Shanghai", starts_at=START, ends_at=START + timedelta(days=2), published_on=START.date(),
        uid="large-lodging@example.com", calendar_changed_at=at, created_at=at,
    )  # fmt: skip
    db.session.add(event)
    db.session.flush()
    rooms = [HotelRoom(label=f"{number:04d}", beds=2 if number % 3 else 1) for number in range(1, people + 20)]
    db.session.add(Hotel(event_id=event.id, name={"zh": "样例大酒店"}, rooms=rooms))
    for number in range(30):
        kind, seats = (
            (VehicleKind.BUS, 45) if number < 10 else (VehicleKind.CAR, 3) if number > 24 else (VehicleKind.VAN, 7)
        )
        db.session.add(Vehicle(event_id=event.id, name={"zh": f"{number + 1}号车"}, kind=kind, seats=seats))
    ids = []
    for number in range(people):
        person = Person(name=f"样例{number}", mobile=f"1540{number:07d}", created_at=at, likeness_key=f"n{number}")
        db.session.add(person)
        db.session.flush()
        train = f"5月12日{rng.randrange(9, 20)}:{rng.randrange(0, 60, 5):02d} G{number + 1} 上海虹桥站 需接站"
        row = Registration(
            event_id=event.id, person_id=person.id, status=Status.CONFIRMED, name=person.name, unit_code=rng.choice(UNITS),
            organization_name="样例单位", mobile=person.mobile, identity_key=f"{number}", created_at=at, changed_at=at,
            calendar_changed_at=at, answers={"gender": rng.choice(("female", "male"))},
            sensitive={"lodging": rng.choice(("single", "shared", "shared")), "arrival": train},
        )  # fmt: skip
        db.session.add(row)
        db.session.flush()
        ids.append(row.id)
    return ids[0], rooms[-1].id


def change(number: int) -> None:
    """So many withdraw, as many come a day earlier."""
    from sqlalchemy import select

    from eventmgr.event.quotas.models import Status
    from eventmgr.event.registration.models import Registration
    from eventmgr.ground.db import db

    rows = list(db.session.scalars(select(Registration).order_by(Registration.id)))
    for row in rows[10 : 10 + number]:
        row.status = Status.WITHDRAWN
    for row in rows[100 : 100 + number]:
        row.sensitive = {**row.sensitive, "arrival": "5月11日10:00 G2 上海虹桥站 需接站"}


if __name__ == "__main__":
    main()
