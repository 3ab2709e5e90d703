"""Seats for 500 people: proposals and repairs by the pure rules, and what a plan's page asks of the database.

    python bench/seating.py                       Markdown on standard output, both databases in turn
    python bench/seating.py --people 500

Processor time, as multiples of a bare Flask page answered by the same process, so that machines can be compared. Statements are
counted, once for a tenth of the people and once for all.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median

import house
from imports import ENGINES

_ROUNDS = 5


def main() -> None:
    """Both databases in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=ENGINES)
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.inside:
        pages(chosen.people)
        return
    rules(chosen.people)
    for engine in [chosen.engine] if chosen.engine else ENGINES:
        with house.database(engine) as env:
            house.command(env, "db", "upgrade")
            words = [sys.executable, str(Path(__file__)), "--inside", "--people", str(chosen.people)]
            inside = env | {"PYTHONPATH": str(house.ROOT)}
            told = subprocess.run(words, cwd=house.ROOT, env=inside, check=True, capture_output=True, text=True)
            for words_of, few, all_of_them, ratio in json.loads(told.stdout.splitlines()[-1]):
                print(f"| {engine}: {words_of} | {ratio:,.0f} × | {few} and {all_of_them} statements |")


def took(work: Callable[[], object]) -> float:
    """Median seconds of processor time."""
    times = []
    for _round in range(_ROUNDS):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return median(times)


def bare() -> float:
    """Of a Flask page with one line of text."""
    from flask import Flask

    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: "hello")
    client = app.test_client()
    client.get("/")
    return took(lambda: [client.get("/") for _time in range(200)]) / 200


def rules(people: int) -> None:
    """The proposals alone."""
    from eventmgr.on_site.seating.groups import proposal as groups
    from eventmgr.on_site.seating.hall import proposal as hall
    from eventmgr.on_site.seating.meals import proposal as meals
    from eventmgr.on_site.seating.places import Guest, Layout, TableUse
    from eventmgr.on_site.seating.rostrum import proposal as rostrum

    guests = [
        Guest(number, f"u{number * 37 // people}", leads=number % 14 == 0, is_halal=number % 60 == 7)
        for number in range(people)
    ]
    seats = Layout((24,) * (people // 22 + 2), aisles=(6, 18))
    tables = Layout((16, *(10,) * (people // 9)), uses=(TableUse.LEADERS, TableUse.HALAL))
    sat = {who: one.place for who, one in hall.propose(seats, guests).given.items()}
    late = [*guests, *(Guest(people + number, "u3") for number in range(10))]
    members = [groups.Member(number, f"C{number % 9}", f"p{number % 31}") for number in range(people)]
    eight = [groups.Group(number, people // 7) for number in range(8)]
    unit = bare()
    print(f"| {people} people | of a bare page ({unit * 1000:.2f} ms) | |\n|---|--:|---|")
    for words, work in (
        ("rostrum of 60", lambda: rostrum.propose(range(60), (15,) * 4)),
        ("hall", lambda: hall.propose(seats, guests)),
        ("hall, ten latecomers", lambda: hall.repair(seats, late, sat, {})),
        ("tables of a meal", lambda: meals.propose(tables, guests)),
        ("eight groups", lambda: groups.propose(eight, members)),
    ):
        seconds = took(work)
        print(f"| {words} | {seconds / unit:,.0f} × | {seconds * 1000:.0f} ms |")


def pages(people: int) -> None:
    """Statements of a hall's page for a tenth and for all, and its time; as JSON on the last line."""
    from sqlalchemy import event as listening
    from sqlalchemy import insert

    from eventmgr.app import create_app
    from eventmgr.event.events.models import Event, EventKind, EventStatus
    from eventmgr.event.quotas.models import Status
    from eventmgr.event.registration.models import Registration
    from eventmgr.ground import clock
    from eventmgr.ground.db import db, transaction
    from eventmgr.identity.accounts.models import Level, User
    from eventmgr.identity.accounts.services import begin_session
    from eventmgr.on_site.seating import services
    from eventmgr.on_site.seating.places import Layout, PlanKind
    from eventmgr.tools.log.services import SYSTEM, Act
    from eventmgr.tools.taxonomy import units

    app = create_app({"BASE_URL": "http://localhost", "PAGE_CACHE": False})
    at, codes, counted = clock.now(), [unit.code for unit in units()], [0]
    with app.app_context():
        act = Act(SYSTEM, at)
        listening.listen(db.engine, "before_cursor_execute", lambda *_all: counted.__setitem__(0, counted[0] + 1))
        with transaction():
            admin = User(
                email="a@example.com", name="王敏", level=Level.NATIONAL, is_admin=True, language="zh", created_at=at
            )
            of = Event(
                slug="hall", kind=EventKind.SEMINAR, status=EventStatus.PUBLISHED, title={"zh": "大会"}, city={},
                timezone="Asia/Shanghai", starts_at=at, ends_at=at + timedelta(days=2), published_on=at.date(),
                uid="hall@example.com", calendar_changed_at=at, created_at=at,
            )  # fmt: skip
            db.session.add_all([admin, of])
            db.session.flush()
            layout = Layout((24,) * (people // 22 + 2), aisles=(6, 18))
            plan = services.add_plan(of, services.PlanDraft(PlanKind.HALL, {"zh": "主会场"}, layout), act=act)
            _admin, token = begin_session(admin.id, device="", at=at, ends_at=at + timedelta(days=1))
        client = app.test_client()
        with client.session_transaction() as session:
            session.update(_user_id=token, _fresh=True)
        seen: dict[str, list[int]] = {"page of a hall": [], "seats by rule, shown": []}
        unit, last = bare(), {}
        for first, number in ((0, people // 10), (people // 10, people)):
            rows = [
                {
                    "event_id": of.id, "status": Status.CONFIRMED, "name": f"样例{one}", "pinyin_key": "yang li",
                    "unit_code": codes[one % len(codes)], "identity_key": f"{one}|", "created_at": at,
                    "changed_at": at, "calendar_changed_at": at,
                }
                for one in range(first, number)
            ]  # fmt: skip
            with transaction():
                db.session.execute(insert(Registration), rows)
                digest = services.preview(of, plan, anew=True).digest
                services.apply(of, plan, anew=True, digest=digest, act=act)
            for words, address in zip(seen, ("", "propose"), strict=True):
                path = f"/manage/events/hall/seating/{plan.id}/{address}"
                assert client.get(path).status_code == 200, client.get(path).status
                counted[0] = 0
                client.get(path)
                seen[words].append(counted[0])
                last[words] = took(lambda path=path: client.get(path)) / unit
        print(json.dumps([[words, *counts, last[words]] for words, counts in seen.items()]))


if __name__ == "__main__":
    main()
