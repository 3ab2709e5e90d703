"""What the accelerations of work on hundreds gain: people imported, confirmed, told of a change; each switched off in turn.

    python bench/many.py [--engine postgresql] [--people 300] [--rounds 5]

Everything runs in one process and is rolled back. Printed are medians of processor time, of this process and the database's,
and of the clock, with their ratios to nothing switched off.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any
from unittest.mock import patch

import house
import registrations as posts
from run import BIG
from sqlalchemy import select

from eventmgr.app import create_app
from eventmgr.event.events.models import Event
from eventmgr.event.events.services import lock
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.applicant import Applicant
from eventmgr.event.registration.asking import services as asking
from eventmgr.event.registration.deciding.services import decisions
from eventmgr.event.registration.letters.writing import _drafts, _facts, write_letter
from eventmgr.event.registration.models import Registration, Source
from eventmgr.event.registration.persons import settle_persons
from eventmgr.ground import clock
from eventmgr.ground.db import db
from eventmgr.tools.log.services import SYSTEM, Act


def main() -> None:
    """Print one line for each kind of work and acceleration."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    with house.database(chosen.engine) as env:
        house.command(env, "db", "upgrade")
        house.command(env, "sample", "--events", "3", "--scale", str(2 * chosen.people))
        os.environ.update(env)
        app = create_app({"BASE_URL": "http://localhost"})
        with app.app_context(), app.test_request_context():
            taken: dict[tuple[str, str], list[tuple[float, float]]] = {}
            for turn in range(chosen.rounds + 1):
                for work, (do, off) in WORKS.items():
                    for name, without in {"nothing": nullcontext, **off}.items():
                        with without():
                            spent = _measured(lambda do=do: do(chosen.people), env)
                        if turn:
                            taken.setdefault((work, name), []).append(spent)
            db.engine.dispose()
    print("| work | switched off | s of a processor | ratio | s | ratio |\n|---|---|--:|--:|--:|--:|")
    for (work, name), rounds in taken.items():
        usual = [statistics.median(column) for column in zip(*taken[work, "nothing"], strict=True)]
        medians = [statistics.median(column) for column in zip(*rounds, strict=True)]
        cells = [f"{value:.2f} | {value / whole:.2f}" for value, whole in zip(medians, usual, strict=True)]
        print(f"| {work} | {name} | {' | '.join(cells)} |", flush=True)


def _measured(do: Callable[[], None], env: dict[str, str]) -> tuple[float, float]:
    _drafts.clear()
    _facts.clear()
    before = time.process_time() + posts.used_by_database(env), time.perf_counter()
    do()
    db.session.flush()
    after = time.process_time() + posts.used_by_database(env), time.perf_counter()
    db.session.rollback()
    return after[0] - before[0], after[1] - before[1]


def _event() -> Event:
    event = db.session.scalars(select(Event).where(Event.slug == BIG)).one()
    event.capacity = None
    return event


def _act() -> Act:
    return Act(SYSTEM, clock.now())


def _import(people: int) -> None:
    event, act = _event(), _act()
    wanted = [_applicant(number) for number in range(people)]
    settled = settle_persons(wanted, by_office=True, at=act.at)
    lock(event)
    new = list(asking.register_many(event, list(zip(wanted, settled, strict=True)), act=act, source=Source.IMPORT))
    if not all(isinstance(one, Registration) for one in new):
        raise SystemExit(new[0])


def _applicant(number: int) -> Applicant:
    return Applicant(
        name="测" + chr(0x4E00 + number) + chr(0x5E00 + number),
        organization=f"样例{number % 50:03d}号电气有限公司",
        mobile=f"155{number:08d}",
        unit="310000",
        province="310000",
        sector="C38",
        email=f"m{number}@example.com",
    )


def _confirm(people: int) -> None:
    event, act = _event(), _act()
    rows = db.session.scalars(select(Registration).where(Registration.event_id == event.id).limit(people)).all()
    lock(event)
    decisions.reject(
        event, [row for row in rows if row.status in (Status.PENDING, Status.WAITLISTED)], act=act, reason="—"
    )
    decisions.revoke(event, [row for row in rows if row.status is Status.CONFIRMED], act=act, reason="—")


def _tell(people: int) -> None:
    event, act = _event(), _act()
    rows = db.session.scalars(select(Registration).where(Registration.event_id == event.id).limit(people)).all()
    for row in rows:
        write_letter("changed", row, event, at=act.at, differences=(("place", "3", "4"),))


@contextmanager
def _counted_at_once() -> Iterator[None]:
    """Each registration is counted by itself."""
    with _everywhere("counted_together", lambda _event_id: nullcontext()):
        yield


@contextmanager
def _everywhere(name: str, other: Any) -> Iterator[None]:
    modules = [
        module for key, module in list(sys.modules.items()) if key.startswith("eventmgr.") and hasattr(module, name)
    ]
    was = getattr(modules[0], name)
    for module in modules:
        setattr(module, name, other)
    try:
        yield
    finally:
        for module in modules:
            setattr(module, name, was)


@contextmanager
def _one_by_one() -> Iterator[None]:
    """People are registered one after the other."""

    def register_many(event: Event, wanted: Any, *, act: Act, source: Source) -> Iterator[Registration]:
        for applicant, settled in wanted:
            yield asking.register(event, applicant, act=act, source=source, settled=settled)

    with patch.object(asking, "register_many", register_many):
        yield


@contextmanager
def _composed_anew() -> Iterator[None]:
    with patch.object(_drafts, "get_or_make", lambda _key, make: make()):
        yield


WORKS: dict[str, tuple[Callable[[int], None], dict[str, Callable[[], Any]]]] = {
    "imported": (_import, {"`register_many`": _one_by_one, "drafts": _composed_anew}),
    "declined or revoked": (_confirm, {"`counted_together`": _counted_at_once, "drafts": _composed_anew}),
    "told of a change": (_tell, {"drafts": _composed_anew}),
}

if __name__ == "__main__":
    main()
