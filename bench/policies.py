"""The list of policies among 100,000 against that among 1,000, request by request in turns; and a compendium of 200.

    python bench/policies.py [--engine postgresql] [--sizes 1000 100000]

Medians of requests in one process, without the network and the page cache; what counts is the ratio.
"""

from __future__ import annotations

import argparse
import contextlib
import time
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median
from typing import Any
from uuid import uuid4

import house
from sqlalchemy import insert

from eventmgr.app import create_app
from eventmgr.console.sample.dates import Dates
from eventmgr.console.sample.policies.planned import plan_policies
from eventmgr.exchange.policies.models import Policy, PolicyState
from eventmgr.exchange.policies.services import searched
from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction

LISTS = {
    "first page": "/policies/",
    "one province": "/policies/?province=320000",
    "open for applications": "/policies/?window=open",
    "found by text": "/policies/?q=%E6%9C%BA%E5%99%A8%E4%BA%BA",
    "what can be applied for": "/policies/eligible/?province=320000&kind=company",
    "Atom": "/policies/policies.atom",
    "calendar": "/policies/policies.ics?province=320000",
    "compendium of 200": "",
}
ROUNDS = 11
_AT_ONCE = 1000


@dataclass
class House:
    """An application on a database of one size."""

    client: Any
    paths: dict[str, str]
    times: dict[str, list[float]] = field(default_factory=dict)


def opened(stack: contextlib.ExitStack, engine: str, size: int) -> House:
    """A new database of `size` policies, those of the sample again and again."""
    env = stack.enter_context(house.database(engine))
    house.command(env, "db", "upgrade")
    names = ("INSTANCE_PATH", "SQLALCHEMY_DATABASE_URI")
    settings = {name: env[f"EVENTMGR_{name}"] for name in names if f"EVENTMGR_{name}" in env}
    app = create_app({**settings, "PAGE_CACHE": False, "BASE_URL": "http://localhost"})
    stack.callback(lambda: _dispose(app))
    with app.app_context():
        now = clock.now()
        planned = plan_policies(Dates.around(now.date()))
        for start in range(0, size, _AT_ONCE):
            rows = [_row(planned[n % len(planned)].values, n, now) for n in range(start, min(size, start + _AT_ONCE))]
            with transaction():
                db.session.execute(insert(Policy), rows)
        if engine == "postgresql":
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM ANALYZE")
    ticked = "&".join(f"id={number}" for number in range(1, 201))
    return House(app.test_client(), LISTS | {"compendium of 200": f"/policies/compendium.pdf?{ticked}"})


def _row(values: dict[str, Any], number: int, now: Any) -> dict[str, Any]:
    days = timedelta(days=number % 300)
    return values | {
        "uid": uuid4().hex, "state": PolicyState.PUBLISHED, "issued_on": values["issued_on"] - days, "repealed_on": None,
        "search_text": searched(values), "created_at": now, "updated_at": now - days, "published_at": now - days,
    }  # fmt: skip


def _dispose(app: Any) -> None:
    with app.app_context():
        db.engine.dispose()


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--sizes", nargs=2, type=int, default=[1000, 100_000])
    asked = parser.parse_args()
    with contextlib.ExitStack() as stack:
        houses = [opened(stack, asked.engine, size) for size in asked.sizes]
        for name in LISTS:
            rounds = 3 if name.startswith("compendium") else ROUNDS
            for _round in range(rounds):
                for one in houses:
                    began = time.perf_counter()
                    answer = one.client.get(one.paths[name])
                    one.times.setdefault(name, []).append(time.perf_counter() - began)
                    assert answer.status_code == 200, (name, answer.status_code)
            few, many = (median(one.times[name]) * 1000 for one in houses)
            print(f"{name:<28}{few:9.1f} ms {many:9.1f} ms {many / few:6.2f}")


if __name__ == "__main__":
    main()
