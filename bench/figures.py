"""Tables of figures over an event of 100,000 registrations: each kind of table, its files, the report of a year.

    python bench/figures.py                       Markdown on standard output, both databases in turn
    python bench/figures.py --engine sqlite --people 20000

One process and a new database for each engine, requests without the network. Every organization has a size, every third person chose a group.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from statistics import median
from typing import Any

import house
from delegations import sign_in
from imports import ENGINES, Steps
from run import BIG

TIMES = 11
PAGES = (
    ("expected by province × sector, from the tally", "rows=province&columns=sector"),
    ("four measures by delegation, with the no-show rate", "rows=unit"),
    ("expected by province × size of the organization", "rows=province&columns=size"),
    ("expected by topic × track of the group", "rows=topic&columns=track"),
    ("expected by sector, only small enterprises of one province", "rows=sector&columns=-&size=small&province=310000"),
    ("the same for the public: province × sector", "rows=province&columns=sector&public=1"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=ENGINES)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.inside:
        measure()
        return
    for engine in [chosen.engine] if chosen.engine else ENGINES:
        print(f"\n| {engine}, {chosen.people:,} people | ms | statements |\n|---|--:|--:|", flush=True)
        with house.database(engine) as env:
            house.command(env, "db", "upgrade")
            house.command(env, "sample", "--events", "20", "--scale", str(chosen.people))
            words = [sys.executable, __file__, "--inside"]
            subprocess.run(words, cwd=house.ROOT, env=env | {"PYTHONPATH": str(house.ROOT)}, check=True)


def measure() -> None:
    """One line for each page, in this process."""
    from sqlalchemy import event as listening

    from eventmgr.app import create_app
    from eventmgr.ground.db import db, write

    settings = {"WTF_CSRF_ENABLED": False, "RATELIMIT_ENABLED": False, "PAGE_CACHE": False}
    app = create_app({**settings, "BASE_URL": "http://localhost"})
    with app.app_context():
        write(give_sizes_and_groups)
        if db.engine.dialect.name == "postgresql":
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM ANALYZE")  # as the server does by itself within a minute
        steps = Steps()
        listening.listen(db.engine, "before_cursor_execute", steps.hear)
        session = write(sign_in)
    office = app.test_client()
    with office.session_transaction() as kept:
        kept.update(_user_id=session, _fresh=True)
    begin = f"/manage/events/{BIG}/figures"
    for name, asked in PAGES:
        show(steps, office, f"{name}", f"{begin}/?{asked}")
    show(steps, office, "its workbook with a chart", f"{begin}/table.xlsx?rows=province&columns=sector")
    show(steps, office, "its chart as PNG", f"{begin}/chart.png?rows=province&columns=sector")
    show(steps, office, "all events side by side", "/manage/figures/?rows=event")
    show(steps, office, "the report of a year (PDF)", "/manage/figures/year.pdf")


def show(steps: Steps, office: Any, name: str, address: str) -> None:
    """The median of some, once it is warm."""
    assert office.get(address).status_code == 200, address
    taken = []
    for _number in range(TIMES):
        steps.asked = 0
        began = time.perf_counter()
        office.get(address)
        taken.append(time.perf_counter() - began)
    print(f"| {name} | {1000 * median(taken):.0f} | {steps.asked} |", flush=True)


def give_sizes_and_groups() -> None:
    """What the sample's large event does not have."""
    from sqlalchemy import text

    from eventmgr.ground.db import db

    run = db.session.execute
    run(
        text(
            "UPDATE organization SET size_class = CASE id % 4 WHEN 0 THEN 'large' WHEN 1 THEN 'medium' WHEN 2 THEN 'small' ELSE 'micro' END"
        )
    )
    number = db.session.scalar(text("SELECT id FROM event WHERE slug = :slug"), {"slug": BIG})
    run(
        text(
            "INSERT INTO agenda_item (event_id, kind, title, description, starts_at, ends_at, topic_id, position, is_cancelled,"
            " uid, sequence, calendar_changed_at, calendar_digest)"
            " SELECT id, 'group', '{}', '{}', starts_at, ends_at, 'mes', 0, false, 'bench-figures', 0, starts_at, '' FROM event WHERE id = :id"
        ),
        {"id": number},
    )
    item = db.session.scalar(text("SELECT id FROM agenda_item WHERE uid = 'bench-figures'"))
    run(
        text(
            "INSERT INTO signup (registration_id, item_id, state, asked_at) SELECT id, :item, 'held', created_at FROM registration"
            " WHERE event_id = :id AND id % 3 = 0 AND id NOT IN (SELECT registration_id FROM signup)"
        ),
        {"id": number, "item": item},
    )


if __name__ == "__main__":
    main()
