"""Batches of a stop for 500 people of a study visit; hours of 20,000 registrations over a year of trainings.

    python bench/visits.py                       Markdown on standard output, both databases in turn
    python bench/visits.py --engine sqlite --people 500 --trained 20000

One process and a new database for each engine, requests without the network; ratios to the front page of the same run.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from statistics import median
from typing import Any

import house
from delegations import sign_in
from imports import ENGINES, Steps

TIMES, LESSONS, TRAININGS = 3, 4, 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=ENGINES)
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--trained", type=int, default=20_000)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.inside:
        measure(chosen.people, chosen.trained)
        return
    for engine in [chosen.engine] if chosen.engine else ENGINES:
        print(f"\n| {engine} | ms | × front page | statements |\n|---|--:|--:|--:|", flush=True)
        with house.database(engine) as env:
            house.command(env, "db", "upgrade")
            house.command(env, "sample")
            words = [
                *(sys.executable, __file__, "--inside", "--people", str(chosen.people)),
                *("--trained", str(chosen.trained)),
            ]
            subprocess.run(words, cwd=house.ROOT, env=env | {"PYTHONPATH": str(house.ROOT)}, check=True)


def measure(people: int, trained: int) -> None:
    """One line for each step, in this process."""
    from sqlalchemy import event as listening

    from eventmgr.app import create_app
    from eventmgr.ground.db import db, write
    from eventmgr.programme.study_visits import services
    from eventmgr.programme.study_visits.queries import list_visit_items
    from eventmgr.tools.log.services import SYSTEM, Act

    settings = {"WTF_CSRF_ENABLED": False, "RATELIMIT_ENABLED": False, "PAGE_CACHE": False}
    app = create_app({**settings, "BASE_URL": "http://localhost"})
    with app.app_context():
        slug, at = fill(people, trained)
        if db.engine.dialect.name == "postgresql":
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM ANALYZE")
        steps = Steps()
        listening.listen(db.engine, "before_cursor_execute", steps.hear)
        session = write(sign_in)
        event = house_event(slug)
        [item] = list_visit_items(event.id)
    office = app.test_client()
    with office.session_transaction() as kept:
        kept.update(_user_id=session, _fresh=True)
    bare = show(steps, "the front page, not kept", lambda: office.get("/?lang=en"), 0.0)

    def propose() -> None:
        with app.app_context():
            write(lambda: services.propose(house_event(slug), item.id, act=Act(SYSTEM, at)))

    show(steps, f"batches of {people} people proposed and kept", propose, bare)
    base = f"/manage/events/{slug}/visits/"
    show(steps, "the page of the stop, one batch of it", lambda: office.get(f"{base}{item.id}/"), bare)
    show(steps, "the list of stops", lambda: office.get(base), bare)
    hours = f"/manage/training-hours/?year={at.year}"
    show(steps, f"hours over a year of {trained:,} registrations, a page", lambda: office.get(hours), bare)
    whole = f"/manage/training-hours/export.xlsx?year={at.year}"
    show(steps, "the same as a workbook, everybody", lambda: office.get(whole), bare)
    first = "/manage/events/bench-training-0/training/"
    show(steps, f"one training of {trained // TRAININGS:,}", lambda: office.get(first), bare)


def show(steps: Steps, name: str, work: Callable[[], Any], bare: float) -> float:
    """The median of some, once it is warm."""
    answer = work()
    assert answer is None or answer.status_code == 200, (name, answer.status_code)
    taken = []
    for _number in range(TIMES):
        steps.asked = 0
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    found = 1000 * median(taken)
    print(f"| {name} | {found:.0f} | {found / (bare or found):.1f} | {steps.asked} |", flush=True)
    return found


def house_event(slug: str) -> Any:
    """The event of that address."""
    from eventmgr.console.sample.queries import find_event

    found = find_event(slug)
    assert found is not None
    return found


def fill(people: int, trained: int) -> tuple[str, Any]:
    """A study visit of so many people with one stop for forty at once, and trainings whose lessons everybody attended."""
    from eventmgr.event.events.models import EventKind
    from eventmgr.ground import clock
    from eventmgr.ground.db import db, write
    from eventmgr.programme.study_visits.services import StopDraft, set_stop
    from eventmgr.programme.training.services import TrainingDraft, set_up
    from eventmgr.tools.log.services import SYSTEM, Act

    at = clock.now()
    act = Act(SYSTEM, at)

    def make() -> str:
        visit = _event("bench-visit", EventKind.STUDY_VISIT, at)
        [stop] = _items(visit, 1, "visit")
        _people(visit, people, at)
        set_stop(visit, stop, StopDraft(capacity=40), act=act)
        for number in range(TRAININGS):
            training = _event(f"bench-training-{number}", EventKind.TRAINING, at)
            lessons = _items(training, LESSONS, "talk")
            set_up(training, TrainingDraft(80, {item.id: 20 for item in lessons}), act=act)
            _people(training, trained // TRAININGS, at)
            _acts(training, at)
        return str(visit.slug)

    slug = write(make)
    db.session.remove()
    return slug, at


def _event(slug: str, kind: Any, at: Any) -> Any:
    from eventmgr.event.events.models import Event, EventStatus
    from eventmgr.ground.db import db

    event = Event(
        slug=slug, kind=kind, status=EventStatus.PUBLISHED, title={"zh": slug}, summary={}, description={}, city={},
        timezone="Asia/Shanghai", starts_at=at, ends_at=at + timedelta(days=1), uid=f"{slug}@bench", created_at=at,
        calendar_changed_at=at, agenda_published=True,
    )  # fmt: skip
    db.session.add(event)
    db.session.flush()
    return event


def _items(event: Any, number: int, kind: str) -> list[Any]:
    from eventmgr.event.agenda.models import AgendaItem, ItemKind
    from eventmgr.ground.db import db

    made = [
        AgendaItem(
            event_id=event.id, kind=ItemKind(kind), title={"zh": f"{place}"}, position=place, uid=f"{event.slug}-{place}@bench",
            starts_at=event.starts_at + timedelta(hours=2 * place), ends_at=event.starts_at + timedelta(hours=2 * place + 2),
            calendar_changed_at=event.starts_at,
        )
        for place in range(number)
    ]  # fmt: skip
    db.session.add_all(made)
    db.session.flush()
    return made


def _people(event: Any, number: int, at: Any) -> None:
    from sqlalchemy import insert

    from eventmgr.event.quotas.models import Status
    from eventmgr.event.registration.models import Registration, Source
    from eventmgr.ground.db import db
    from eventmgr.tools.taxonomy import units

    codes = [unit.code for unit in units()][:30]
    db.session.execute(
        insert(Registration),
        [
            {
                "event_id": event.id, "status": Status.CONFIRMED, "role": "delegate", "source": Source.STAFF,
                "name": f"学员{place}", "pinyin_key": f"xueyuan{place:06d}", "organization_name": f"样例{place % 400}公司",
                "unit_code": codes[place % len(codes)], "identity_key": f"{event.slug}{place}", "answers": {},
                "created_at": at, "changed_at": at, "calendar_changed_at": at,
            }
            for place in range(number)
        ],
    )  # fmt: skip


def _acts(event: Any, at: Any) -> None:
    from sqlalchemy import select

    from eventmgr.event.registration.models import Registration
    from eventmgr.ground.db import db
    from eventmgr.programme.checkin.acts.kinds import CheckinKind
    from eventmgr.programme.checkin.queries import list_bound
    from eventmgr.programme.checkin.statements import add_acts

    numbers = list(db.session.scalars(select(Registration.id).where(Registration.event_id == event.id)))
    for lists in list_bound(event.id).values():
        add_acts(
            event.id,
            [
                {
                    "key": f"{lists[0]}-{number}", "kind": CheckinKind.IN, "list_id": lists[0], "device_id": None,
                    "registration_id": number, "walk_in_id": None, "undoes": "", "note": "", "uncounted": None,
                    "at": at, "told_at": at, "received_at": at, "by_name": "",
                }
                for number in numbers
            ],
        )  # fmt: skip


if __name__ == "__main__":
    main()
