"""What each acceleration of a registration gains: it is switched off, and the rest stays, in turns within one run.

    python bench/accelerations.py [--engine postgresql] [--rounds 3] [--seconds 2]

Every round starts the production server once for each line, posts at 16 clients, and then asks for the form and the event
page while people register. Switching off is done here, over the functions of the product; no setting does it.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Callable

import client
import house
import registrations
import run


def main() -> None:
    """Print one line for each acceleration: medians, and ratios to the server that has all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--only", nargs="*", default=list(OFF))
    chosen = parser.parse_args()
    taken: dict[str, list[tuple[float, ...]]] = {name: [] for name in ["nothing", *chosen.only]}
    with house.database(chosen.engine) as env:
        house.command(env, "db", "upgrade")
        house.command(env, "sample", "--events", "3", "--scale", "300")
        for turn in range(chosen.rounds):
            names = list(taken)
            for name in names[turn % len(names) :] + names[: turn % len(names)]:
                taken[name].append(measure(name, env, chosen.seconds))
    whole = [statistics.median(column) for column in zip(*taken["nothing"], strict=True)]
    print("| switched off | posts /s | ratio | ms of a processor a post | ratio | event page /s | ratio |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for name, rounds in taken.items():
        medians = [statistics.median(column) for column in zip(*rounds, strict=True)]
        cells = [f"{value:,.1f} | {value / usual:.2f}" for value, usual in zip(medians, whole, strict=True)]
        print(f"| {name} | {' | '.join(cells)} |", flush=True)


def measure(name: str, env: dict[str, str], seconds: float) -> tuple[float, float, float]:
    """Posts a second, milliseconds of a processor a post, event pages a second."""
    port = house.free_port()
    env = env | {"EVENTMGR_BASE_URL": f"http://127.0.0.1:{port}", "EVENTMGR_WORKER_IN_SERVE": "false"}
    words = [sys.executable, __file__, "without", name, "serve", "--port", str(port)]
    with house.server(words, port, env) as (process, _seconds):
        run.registrations(port, 1.0)
        before = registrations.used(process.pid) + registrations.used_by_database(env)
        posts = run.registrations(port, seconds)
        spent = registrations.used(process.pid) + registrations.used_by_database(env) - before
        page = client.request(f"/events/{run.BIG}/")
        client.run(port, lambda _n: page, connections=16, seconds=0.3)
        pages = client.run(port, lambda _n: page, connections=16, seconds=1.0)
    if set(posts.statuses) != {303}:
        raise SystemExit(f"without {name}: {dict(posts.statuses)}")
    return posts.rate, spent / sum(posts.statuses.values()) * 1000, pages.rate


def without_prepared() -> None:
    """SQLAlchemy makes each statement, and inserts each row."""
    from sqlalchemy import text

    from eventmgr.ground import notify, prepared

    def rows(self, values, connection=None):
        connection = connection or prepared.db.session.connection()
        return [tuple(row) for row in connection.execute(self._statement, values)]

    whole = prepared._insert

    def insert(new, connection, words=()):
        for row in new:
            if row.on_conflict:
                whole([row], connection)
            else:
                connection.execute(row.model.__table__.insert(), dict(row.values))
        if words:
            connection.execute(text(notify.TELL), {"words": list(words)})

    prepared.Prepared.rows, prepared._insert = rows, insert


def without_flushing() -> None:
    """Each commit waits for the disk behind the lock."""
    from eventmgr.ground import db

    db._FULL = -1


def without_drafts() -> None:
    """Each e-mail is composed from its template."""
    from eventmgr.event.registration.letters.writing import _drafts

    _drafts.get_or_make = lambda _key, make: make()


def without_kept_pages() -> None:
    """Every page is made when it is asked for."""
    import os

    os.environ["EVENTMGR_PAGE_CACHE"] = "false"


def without_renewing() -> None:
    """Whoever asks for a page that is due waits for it."""
    from eventmgr.tools.web.responses import cache

    cache.GRACE = 0.0


def without_one_making() -> None:
    """Every thread makes a page that is not kept yet."""
    from eventmgr.tools.web.responses import making

    making.Makings.begin = lambda _self, _key: True


def without_connection_settings() -> None:
    """Connections with the settings that SQLite has by itself, but for those that data need."""
    from eventmgr.ground import db

    db._CACHE_KIB, db._CHECKPOINT_PAGES = 2000, 1000


OFF: dict[str, Callable[[], None]] = {
    "prepared": without_prepared,
    "flushing": without_flushing,
    "drafts": without_drafts,
    "kept pages": without_kept_pages,
    "renewing": without_renewing,
    "one making": without_one_making,
    "connection settings": without_connection_settings,
}


def serve_without(name: str, words: list[str]) -> None:
    """The command `eventmgr words…` with that acceleration switched off."""
    from eventmgr.console import cli

    if name in OFF:
        OFF[name]()
    sys.argv = ["eventmgr", *words]
    cli.main()


if __name__ == "__main__":
    serve_without(sys.argv[2], sys.argv[3:]) if sys.argv[1:2] == ["without"] else main()
