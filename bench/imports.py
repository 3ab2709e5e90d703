"""Importing 5,000 registrations: how long reading, looking, the worker and undoing take, in what memory, with how many
statements; then the same people again with another title, so that every row is a change.

    python bench/imports.py                       Markdown on standard output, both databases in turn
    python bench/imports.py --engine sqlite --rows 1000

Each engine has a process of its own on a new database; what is timed is the work itself, no server and no browser.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import house

ENGINES = ("sqlite", "postgresql")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=ENGINES)
    parser.add_argument("--rows", type=int, default=5_000)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.inside:
        measure(chosen.rows)
        return
    for engine in [chosen.engine] if chosen.engine else ENGINES:
        print(f"\n| {engine}, {chosen.rows:,} rows | s | s of processor | statements | MiB |\n|---|--:|--:|--:|--:|")
        with house.database(engine) as env:
            house.command(env, "db", "upgrade")
            words = [sys.executable, __file__, "--inside", "--rows", str(chosen.rows)]
            subprocess.run(words, cwd=house.ROOT, env=env | {"PYTHONPATH": str(house.ROOT)}, check=True)


def measure(rows: int) -> None:
    """One line for each step, in this process."""
    from sqlalchemy import event as listening

    from eventmgr.app import create_app
    from eventmgr.ground.db import db, write
    from eventmgr.ground.i18n import speaking

    with create_app().app_context(), speaking("zh"):
        steps = Steps()
        listening.listen(db.engine, "before_cursor_execute", steps.hear)
        slug = write(make_event)
        undo(steps, "new", slug, import_all(steps, "new", slug, as_pasted(rows, "科长")))
        import_all(steps, "new once more", slug, as_pasted(rows, "科长"))
        undo(steps, "changed", slug, import_all(steps, "changed", slug, as_pasted(rows, "处长")))


class Steps:
    """What each step takes: printed as a line of a table."""

    def __init__(self) -> None:
        self.asked = 0

    def hear(self, *_about: object) -> None:
        """One more statement."""
        self.asked += 1

    def take(self, name: str, work: Callable[[], Any]) -> Any:
        """What `work` returns."""
        self.asked, wall, used = 0, time.perf_counter(), time.process_time()
        result = work()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        taken = f"{time.perf_counter() - wall:.1f} | {time.process_time() - used:.1f}"
        print(f"| {name} | {taken} | {self.asked:,} | {peak} |")
        return result


def import_all(steps: Steps, name: str, slug: str, pasted: str) -> int:
    """Previewed, started and taken; the number of the import."""
    from eventmgr.ground import clock
    from eventmgr.ground.db import write
    from eventmgr.output.imports import services
    from eventmgr.output.imports.services.kinds import IMPORTERS
    from eventmgr.tools.log.services import SYSTEM, Act
    from eventmgr.tools.sheets import read_pasted

    sheet, act = read_pasted(pasted), Act(SYSTEM, clock.now())
    importer = IMPORTERS["registrations"]
    batch = write(lambda: services.open_batch(find(slug), importer, sheet, name="x", act=act))
    digest = steps.take(f"{name}: every row previewed", lambda: services.look(find(slug), batch).digest)

    def start() -> None:
        services.start(find(slug), batch, digest=digest, language="zh", act=Act(SYSTEM, clock.now()))

    steps.take(f"{name}: the word", lambda: write(start))
    number = batch.id
    steps.take(f"{name}: a worker imports all rows", do_what_is_due)
    return number


def undo(steps: Steps, name: str, slug: str, number: int) -> None:
    """The import with that number is undone."""
    from eventmgr.ground import clock
    from eventmgr.ground.db import db, write
    from eventmgr.output.imports import services
    from eventmgr.output.imports.models import ImportBatch
    from eventmgr.tools.log.services import SYSTEM, Act

    batch = db.session.get_one(ImportBatch, number)

    def start() -> None:
        services.start_undoing(find(slug), batch, act=Act(SYSTEM, clock.now()))

    steps.take(f"{name}: undoing, the word", lambda: write(start))
    steps.take(f"{name}: a worker undoes it", do_what_is_due)


def do_what_is_due() -> None:
    """What a worker does in one round."""
    from eventmgr.ground import clock
    from eventmgr.ground.db import db, write
    from eventmgr.ground.jobs import services as jobs

    for job in write(lambda: jobs.lease_due("w", at=clock.now(), seconds=600, limit=5)):
        write(lambda job=job: jobs.run(job, at=clock.now()))
    db.session.expunge_all()


def find(slug: str) -> Any:
    """The event at that address."""
    from sqlalchemy import select

    from eventmgr.event.events.models import Event
    from eventmgr.ground.db import db

    return db.session.scalars(select(Event).where(Event.slug == slug)).one()


def make_event() -> str:
    """A published event that takes registrations; its slug."""
    sys.path.insert(0, str(house.ROOT))
    from datetime import UTC, datetime

    from eventmgr.event.events.models import Event, EventKind, EventStatus, SiteRevision
    from eventmgr.ground.db import db

    now = datetime.now(UTC)
    if db.session.get(SiteRevision, "site") is None:
        db.session.add(SiteRevision(scope="site", value=1))
    event = Event(
        slug="imported",
        kind=EventKind.SEMINAR,
        status=EventStatus.PUBLISHED,
        title={"zh": "导入", "en": "Imported"},
        province_code="310000",
        city={"zh": "上海", "en": "Shanghai"},
        timezone="Asia/Shanghai",
        starts_at=now + timedelta(days=42),
        ends_at=now + timedelta(days=43),
        published_on=now.date(),
        uid="imported@example.com",
        calendar_changed_at=now,
        created_at=now,
    )
    db.session.add(event)
    db.session.flush()
    return event.slug


def as_pasted(rows: int, title: str) -> str:
    """A list of seven columns, 700 organizations, everybody with an address."""
    heads = "姓名\t单位\t手机\t邮箱\t省份\t职务\t备注"
    provinces = ("湖南省", "广西", "上海市", "广东")
    lines = [
        f"张{chr(0x4E00 + n % 900)}{chr(0x5000 + n // 900)}\t某某第{n % 700}机械有限公司\t{15400000000 + n}"
        f"\tn{n}@example.com\t{provinces[n % 4]}\t{title}\t无"
        for n in range(rows)
    ]
    return "\n".join([heads, *lines])


if __name__ == "__main__":
    main()
