"""The organizer's list of a large event against that of a small one, request by request in turns.

    python bench/lists.py [--engine postgresql] [--sizes 1000 100000] [--statements]

Medians of requests in one process, without the network; what counts is the ratio. With --statements also the time of
each statement, where the large list takes longer.
"""

from __future__ import annotations

import argparse
import contextlib
import re
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median
from typing import Any

import house
from run import BIG
from sqlalchemy import event, select

from eventmgr.app import create_app
from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.identity.accounts.models import User
from eventmgr.identity.accounts.services import begin_session

LIST = f"/manage/events/{BIG}/registrations/"
LISTS = {
    "first page": LIST,
    "one state": f"{LIST}?status=confirmed",
    "one delegation": f"{LIST}?unit=310000",
    "by name": f"{LIST}?sort=name",
    "found by text": f"{LIST}?q=%E7%8E%8B",
    "third page": "",
}
ROUNDS = 41


@dataclass
class House:
    """An application on a database of one size, signed in as an administrator."""

    app: Any
    client: Any
    paths: dict[str, str] = field(default_factory=dict)
    statements: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))


def opened(stack: contextlib.ExitStack, engine: str, size: int) -> House:
    """A new database of `size` registrations."""
    env = stack.enter_context(house.database(engine))
    house.command(env, "db", "upgrade")
    house.command(env, "sample", "--events", "20", "--scale", str(size))
    names = ("INSTANCE_PATH", "SQLALCHEMY_DATABASE_URI")
    settings = {name: env[f"EVENTMGR_{name}"] for name in names if f"EVENTMGR_{name}" in env}
    app = create_app({**settings, "PAGE_CACHE": False, "BASE_URL": "http://localhost"})
    stack.callback(lambda: _dispose(app))
    with app.app_context():
        if engine == "postgresql":
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM ANALYZE")  # as the server does by itself within a minute
        user, now = db.session.scalars(select(User).where(User.is_admin.is_(True))).first(), clock.now()
        with transaction():
            _user, token = begin_session(user.id, device="", at=now, ends_at=now + timedelta(days=1))
        found = House(app, app.test_client())
        _time_statements(found)
    with found.client.session_transaction() as session:
        session.update(_user_id=token, _fresh=True)
    found.paths = {name: path or _third_page(found.client) for name, path in LISTS.items()}
    return found


def _dispose(app: Any) -> None:
    with app.app_context():
        db.engine.dispose()


def _third_page(client: Any) -> str:
    path = LIST
    for _page in range(2):
        text = client.get(path).text
        path = LIST + re.findall(r'href="[^"]*(\?[^"]*cursor=[^"]*)"', text)[-1].replace("&amp;", "&")
    return path


def _time_statements(one: House) -> None:
    begun: dict[int, float] = {}
    event.listen(
        db.engine, "before_cursor_execute", lambda connection, *_: begun.update({id(connection): time.perf_counter()})
    )
    event.listen(
        db.engine,
        "after_cursor_execute",
        lambda connection, _cursor, statement, *_: one.statements[statement].append(
            time.perf_counter() - begun[id(connection)]
        ),
    )


def milliseconds(one: House, path: str) -> float:
    """Of one request."""
    started = time.perf_counter()
    status = one.client.get(path).status_code
    spent = (time.perf_counter() - started) * 1000
    if status != 200:
        raise SystemExit(f"{path} answered {status}")
    return spent


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--sizes", type=int, nargs=2, default=[1000, 100_000])
    parser.add_argument("--statements", action="store_true")
    chosen = parser.parse_args()
    with contextlib.ExitStack() as stack:
        houses = [opened(stack, chosen.engine, size) for size in chosen.sizes]
        small, large = chosen.sizes
        print(f"| {chosen.engine} | {small:,}, ms | {large:,}, ms | ratio |\n|---|--:|--:|--:|")
        for name in LISTS:
            for one in houses:
                milliseconds(one, one.paths[name])
                one.statements.clear()
            pairs = [[milliseconds(one, one.paths[name]) for one in houses] for _round in range(ROUNDS)]
            first, second = (median(times) for times in zip(*pairs, strict=True))
            ratio = median(pair[1] / pair[0] for pair in pairs)
            print(f"| {name} | {first:.1f} | {second:.1f} | {ratio:.2f} |", flush=True)
            if chosen.statements:
                _print_slower(*houses)


def _print_slower(small: House, large: House) -> None:
    for statement, times in large.statements.items():
        before = small.statements.get(statement)
        if before and median(times) > median(before) * 1.2 and median(times) > 0.0003:
            print(f"    {median(before) * 1000:.2f} → {median(times) * 1000:.2f} ms: {' '.join(statement.split())}")


if __name__ == "__main__":
    main()
