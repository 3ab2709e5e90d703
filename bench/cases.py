"""The list of cases among 100,000 against that among 1,000, request by request in turns.

    python bench/cases.py [--engine postgresql] [--sizes 1000 100000]

Medians of requests in one process, without the network and the page cache; what counts is the ratio.
"""

from __future__ import annotations

import argparse
import contextlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median
from typing import Any

import house
from sqlalchemy import insert, select

from eventmgr.app import create_app
from eventmgr.console.sample.cases import add_cases
from eventmgr.exchange.cases.models import Case, CaseMetric
from eventmgr.ground import clock
from eventmgr.ground.columns import own_values
from eventmgr.ground.db import db, transaction

LISTS = {
    "first page": "/cases/",
    "one province": "/cases/?province=320000",
    "one sector": "/cases/?sector=C36",
    "efficiency +30% or more": "/cases/?metric=efficiency&least=30",
    "rare: delivery +55%": "/cases/?metric=delivery&least=55",
    "none: delivery +99%": "/cases/?metric=delivery&least=99",
    "found by text": "/cases/?q=%E6%9C%BA%E5%99%A8%E4%BA%BA",
    "one case": "/cases/{slug}/",
    "Atom": "/cases/feed.atom",
}
ROUNDS = 11
_AT_ONCE = 1000


@dataclass
class House:
    """An application on a database of one size."""

    client: Any
    slug: str
    times: dict[str, list[float]] = field(default_factory=dict)


def application(stack: contextlib.ExitStack, engine: str) -> Any:
    """One on a new database, without the page cache."""
    env = stack.enter_context(house.database(engine))
    house.command(env, "db", "upgrade")
    names = ("INSTANCE_PATH", "SQLALCHEMY_DATABASE_URI")
    settings = {name: env[f"EVENTMGR_{name}"] for name in names if f"EVENTMGR_{name}" in env}
    app = create_app({**settings, "PAGE_CACHE": False, "BASE_URL": "http://localhost"})
    stack.callback(lambda: _dispose(app))
    return app


def settle(engine: str) -> None:
    """Let the database know what it holds."""
    if engine == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def opened(stack: contextlib.ExitStack, engine: str, size: int) -> House:
    """A new database of `size` cases, those of the sample again and again."""
    app = application(stack, engine)
    with app.app_context():
        with transaction():
            add_cases(clock.now())
        rows = [own_values(case) for case in db.session.scalars(select(Case).order_by(Case.id))]
        numbers = list(db.session.scalars(select(Case.id).order_by(Case.id)))
        places = {number: place for place, number in enumerate(numbers)}
        organizations = list(db.session.scalars(select(Case.organization_id).order_by(Case.id)))
        metrics = [(places[one.case_id], own_values(one)) for one in db.session.scalars(select(CaseMetric))]
        for start in range(len(rows), size, _AT_ONCE):
            _add(range(start, min(size, start + _AT_ONCE)), rows, organizations, metrics)
        settle(engine)
        slug = rows[0]["slug"]
    return House(app.test_client(), slug)


def _add(places: range, rows: list[Any], organizations: list[int], metrics: list[Any]) -> None:
    first = 1_000_000
    cases = []
    for place in places:
        row = rows[place % len(rows)]
        at = row["published_at"] - timedelta(minutes=place) if row["published_at"] else None
        cases.append(
            row
            | {"id": first + place, "slug": f"{row['slug']}-{place}", "published_at": at}
            | {"organization_id": organizations[place % len(rows)]}
        )
    copied = [
        values | {"case_id": first + place} for place in places for of, values in metrics if of == place % len(rows)
    ]
    with transaction():
        db.session.execute(insert(Case), cases)
        db.session.execute(insert(CaseMetric), copied)


def _dispose(app: Any) -> None:
    with app.app_context():
        db.engine.dispose()


def main(fill: Callable[..., House], lists: Mapping[str, str], about: str | None) -> None:
    """Measure these lists of two databases that `fill` makes, and print a table."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--sizes", nargs=2, type=int, default=[1000, 100_000])
    asked = parser.parse_args()
    with contextlib.ExitStack() as stack:
        houses = [fill(stack, asked.engine, size) for size in asked.sizes]
        for name, path in lists.items():
            for _round in range(ROUNDS):
                for one in houses:
                    began = time.perf_counter()
                    answer = one.client.get(path.format(slug=one.slug))
                    one.times.setdefault(name, []).append(time.perf_counter() - began)
                    assert answer.status_code == 200, (name, answer.status_code)
            few, many = (median(one.times[name]) * 1000 for one in houses)
            print(f"{name:<28}{few:9.1f} ms {many:9.1f} ms {many / few:6.2f}")


if __name__ == "__main__":
    main(opened, LISTS, __doc__)
