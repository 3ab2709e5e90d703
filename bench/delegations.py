"""Delegations in a large event: the board, a liaison who pastes 200 rows, the office that confirms 500 people at once.

    python bench/delegations.py                       Markdown on standard output, both databases in turn
    python bench/delegations.py --engine sqlite --people 5000

One process and a new database for each engine, requests without the network; all units of the country are invited, each with
a quota. A worker's part is done in the same process.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from datetime import timedelta
from statistics import median
from typing import Any

import house
from imports import ENGINES, Steps, do_what_is_due
from run import BIG

UNIT, PASTED, CONFIRMED = "420000", 200, 500
OFFICE = f"/manage/events/{BIG}"
LIAISON = f"/delegations/{BIG}/{UNIT}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=ENGINES)
    parser.add_argument("--people", type=int, default=5_000)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.inside:
        measure(chosen.people)
        return
    for engine in [chosen.engine] if chosen.engine else ENGINES:
        print(
            f"\n| {engine}, {chosen.people:,} people | s | s of processor | statements | MiB |\n|---|--:|--:|--:|--:|"
        )
        with house.database(engine) as env:
            house.command(env, "db", "upgrade")
            house.command(env, "sample", "--events", "20", "--scale", str(chosen.people))
            words = [sys.executable, __file__, "--inside", "--people", str(chosen.people)]
            subprocess.run(words, cwd=house.ROOT, env=env | {"PYTHONPATH": str(house.ROOT)}, check=True)


def measure(people: int) -> None:
    """One line for each step, in this process."""
    from sqlalchemy import event as listening

    from eventmgr.app import create_app
    from eventmgr.ground.db import db, write

    settings = {"WTF_CSRF_ENABLED": False, "RATELIMIT_ENABLED": False, "PAGE_CACHE": False, "TAKE_BACK_MINUTES": 0}
    app = create_app({**settings, "BASE_URL": "http://localhost"})
    with app.app_context():
        if db.engine.dialect.name == "postgresql":
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM ANALYZE")  # as the server does by itself within a minute
        steps = Steps()
        listening.listen(db.engine, "before_cursor_execute", steps.hear)
        link, session = write(invite_all), write(sign_in)
    office, liaison = app.test_client(), app.test_client()
    with office.session_transaction() as kept:
        kept.update(_user_id=session, _fresh=True)
    liaison.post(f"/delegations/link/{link}/")
    board(steps, office)
    paste(steps, app, liaison)
    house.command(dict(os.environ), "sample", "--events", "20", "--scale", str(2 * people))  # for 500 who await review
    with app.app_context():
        numbers = waiting(CONFIRMED)
    confirm(steps, office, numbers)


def board(steps: Steps, office: Any) -> None:
    """The board, once the process is warm: the median of eleven."""
    asked(office.get(f"{OFFICE}/delegations/"))
    times = []
    for _round in range(11):
        steps.asked, started = 0, time.perf_counter()
        asked(office.get(f"{OFFICE}/delegations/"))
        times.append(time.perf_counter() - started)
    print(f"| the board, median of 11 | {median(times):.3f} | | {steps.asked} | |")


def paste(steps: Steps, app: Any, liaison: Any) -> None:
    """A list of 200 people, previewed and entered by a worker."""
    rows = "\n".join(
        f"{number}\t样例{number:03d}\t湖北样例{number % 20}号有限公司\t科长\t1542{number:07d}"
        for number in range(PASTED)
    )
    pasted = {"pasted": f"湖北省代表团名单\n序号\t姓名\t单位\t职务\t手机\n{rows}"}
    shown = steps.take(f"{PASTED} rows are pasted", lambda: asked(liaison.post(f"{LIAISON}/import/", data=pasted)))
    page = steps.take("every row previewed", lambda: asked(liaison.get(shown.location)))
    digest = re.search(r'name="digest"[^>]* value="([^"]+)"', page.text)
    data = {"digest": digest[1] if digest else "", "telling": "now"}
    steps.take("the word", lambda: asked(liaison.post(f"{shown.location}take", data=data)))
    with app.app_context():
        steps.take("a worker enters them", do_what_is_due)


def confirm(steps: Steps, office: Any, numbers: list[str]) -> None:
    """Five hundred who await review, in one press."""
    data = {"act": "confirm", "ids": ",".join(numbers), "beyond": "1", "reason": "量一量", "telling": "now"}
    steps.take(
        f"{len(numbers)} people are confirmed, e-mails queued",
        lambda: asked(office.post(f"{OFFICE}/registrations/decide", data=data)),
    )


def asked(answer: Any) -> Any:
    """The answer, if it is none that something was wrong with."""
    if answer.status_code not in (200, 303):
        raise SystemExit(f"{answer.request.path} answered {answer.status_code}: {answer.text[:500]}")
    return answer


def sign_in() -> str:
    """A session of an administrator."""
    from sqlalchemy import select

    from eventmgr.ground import clock
    from eventmgr.ground.db import db
    from eventmgr.identity.accounts.models import User
    from eventmgr.identity.accounts.services import begin_session

    user, now = db.session.scalars(select(User).where(User.is_admin.is_(True))).first(), clock.now()
    assert user is not None
    return begin_session(user.id, device="", at=now, ends_at=now + timedelta(days=1))[1]


def invite_all() -> str:
    """Every unit is invited with a quota and has a liaison; registration stays open; the link of one of them."""
    from sqlalchemy import select

    from eventmgr.event.delegations.models import KeyKind, Liaison, Place
    from eventmgr.event.delegations.services.opening import make_key
    from eventmgr.event.events.models import Event, InvitedUnit
    from eventmgr.ground import clock
    from eventmgr.ground.db import db
    from eventmgr.tools.taxonomy import units

    event, now = db.session.scalars(select(Event).where(Event.slug == BIG)).one(), clock.now()
    event.units = [InvitedUnit(unit_code=unit.code, quota=400) for unit in units()]
    event.opens_at, event.closes_at = now - timedelta(days=1), now + timedelta(days=30)
    event.starts_at, event.ends_at = now + timedelta(days=40), now + timedelta(days=42)
    for unit in units():
        db.session.add(
            Liaison(
                event_id=event.id, unit_code=unit.code, place=Place.LIAISON, name="样例", created_at=now, changed_at=now
            )
        )
    db.session.flush()
    of_unit = (Liaison.event_id == event.id, Liaison.unit_code == UNIT)
    return make_key(db.session.scalars(select(Liaison).where(*of_unit)).one(), KeyKind.LINK, at=now)


def waiting(most: int) -> list[str]:
    """The numbers of registrations that await review."""
    from sqlalchemy import select

    from eventmgr.event.events.models import Event
    from eventmgr.event.quotas.models import Status
    from eventmgr.event.registration.models import Registration
    from eventmgr.ground.db import db

    big = select(Event.id).where(Event.slug == BIG).scalar_subquery()
    query = select(Registration.id).where(Registration.event_id == big, Registration.status == Status.PENDING)
    return [str(number) for number in db.session.scalars(query.order_by(Registration.id).limit(most))]


if __name__ == "__main__":
    main()
