"""Listings of a large event: the board and its filters, the complement table, lists as files, a sheet of 500 rows.

    python bench/listings.py                          Markdown on standard output, both databases in turn
    python bench/listings.py --engine sqlite --listings 10000

One process and a new database for each engine, requests without the network and without the page cache: what a page costs that
has to be made. A worker's part is done in the same process.
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import sys
import time
from datetime import timedelta
from statistics import median
from typing import Any

import house
from delegations import asked, sign_in
from imports import ENGINES, Steps, do_what_is_due
from run import BIG

ROWS = 500
HERE, OFFICE = f"/events/{BIG}", f"/manage/events/{BIG}/listings"
PAGES = (
    ("the board", f"{HERE}/listings/"),
    ("narrowed to a province", f"{HERE}/listings/?province=340000"),
    ("narrowed to a sector", f"{HERE}/listings/?sector=C36"),
    ("a word searched", f"{HERE}/listings/?q=%E5%8E%8B%E9%93%B8"),
    ("the complement table", f"{HERE}/listings/complement/"),
    ("the board of all events", "/listings/"),
    ("the calendar of deadlines", f"{HERE}/listings.ics"),
    ("the Atom feed", f"{HERE}/listings.atom"),
    ("the organizers' list", f"{OFFICE}/"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=ENGINES)
    parser.add_argument("--listings", type=int, default=10_000)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.inside:
        measure(chosen.listings)
        return
    for engine in [chosen.engine] if chosen.engine else ENGINES:
        print(
            f"\n| {engine}, {chosen.listings:,} listings | s | s of processor | statements | MiB |\n|---|--:|--:|--:|--:|"
        )
        with house.database(engine) as env:
            house.command(env, "db", "upgrade")
            house.command(env, "sample", "--events", "5", "--scale", "200")
            words = [sys.executable, __file__, "--inside", "--listings", str(chosen.listings)]
            subprocess.run(words, cwd=house.ROOT, env=env | {"PYTHONPATH": str(house.ROOT)}, check=True)


def measure(number: int) -> None:
    """One line for each page and step, in this process."""
    from sqlalchemy import event as listening

    from eventmgr.app import create_app
    from eventmgr.ground.db import db, write
    from eventmgr.matchmaking.listings.models import Listing, ListingState

    settings = {"WTF_CSRF_ENABLED": False, "RATELIMIT_ENABLED": False, "PAGE_CACHE": False, "TAKE_BACK_MINUTES": 0}
    app = create_app({**settings, "BASE_URL": "http://localhost"})
    with app.app_context():
        write(lambda: fill(number))
        if db.engine.dialect.name == "postgresql":
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM ANALYZE")  # as the server does by itself within a minute
        steps = Steps()
        listening.listen(db.engine, "before_cursor_execute", steps.hear)
        session = write(sign_in)
    office = app.test_client()
    with office.session_transaction() as kept:
        kept.update(_user_id=session, _fresh=True)
    with app.app_context():
        one = (
            db.session.query(Listing.id)
            .filter(Listing.state == ListingState.PUBLISHED)
            .order_by(Listing.id.desc())
            .first()
        )
    for name, address in (*PAGES, ("a listing", f"{HERE}/listings/{one[0]}/")):
        page(steps, office, name, address)
    steps.take("list of supply as PDF", lambda: asked(office.get(f"{HERE}/listings-supply.pdf")))
    steps.take("list of supply as XLSX", lambda: asked(office.get(f"{HERE}/listings-supply.xlsx")))
    paste(steps, app, office)


def page(steps: Steps, office: Any, name: str, address: str) -> None:
    """Once the process is warm: the median of eleven."""
    asked(office.get(address))
    times = []
    for _round in range(11):
        steps.asked, started = 0, time.perf_counter()
        asked(office.get(address))
        times.append(time.perf_counter() - started)
    print(f"| {name}, median of 11 | {median(times):.3f} | | {steps.asked} | |")


def paste(steps: Steps, app: Any, office: Any) -> None:
    """A sheet of listings, previewed and entered by a worker."""
    rows = "\n".join(
        f"需求\t样例{number % 100:03d}号机械有限公司\t安徽\t寻找配套厂{number}\t每月{number * 37}件{WORDS[number % len(WORDS)]}，模具自备。"
        for number in range(ROWS)
    )
    pasted = {"pasted": f"供需\t单位\t省份\t标题\t内容\n{rows}"}
    shown = steps.take(f"{ROWS} rows are pasted", lambda: asked(office.post(f"{OFFICE}/import/", data=pasted)))
    seen = steps.take("every row previewed", lambda: asked(office.get(shown.location)))
    digest = re.search(r'name="digest"[^>]* value="([^"]+)"', seen.text)
    data = {"digest": digest[1] if digest else "", "telling": "nobody"}
    steps.take("the word", lambda: asked(office.post(f"{shown.location}take", data=data)))
    with app.app_context():
        steps.take("a worker enters them", do_what_is_due)


WORDS = [
    "压铸",
    "注塑",
    "轴承",
    "齿轮",
    "电机",
    "阀门",
    "泵",
    "传感器",
    "控制器",
    "涂装",
    "热处理",
    "模具",
    "线束",
    "铸件",
    "机器人",
    "视觉检测",
    "能耗",
    "排产",
    "仓储",
    "焊接",
]


def fill(number: int) -> None:
    """So many published listings of 2,000 organizations from everywhere; the same for every engine."""
    from eventmgr.event.events.models import Event
    from eventmgr.ground import clock
    from eventmgr.ground.db import db
    from eventmgr.ground.text import folded
    from eventmgr.identity.directory.models import Organization
    from eventmgr.matchmaking.listings.models import Listing, ListingKind, ListingState, Side
    from eventmgr.matchmaking.listings.services.setting import Settings, set_settings
    from eventmgr.tools.log.services import SYSTEM, Act
    from eventmgr.tools.taxonomy import provinces, sectors, sort_key, topics

    drawn, now = random.Random(13), clock.now()
    event = db.session.query(Event).filter_by(slug=BIG).one()
    set_settings(event, Settings(), act=Act(SYSTEM, now))
    event.starts_at, event.ends_at = now + timedelta(days=40), now + timedelta(days=42)
    places, fields, subjects = provinces(), sectors(), topics()
    firms = [
        Organization(
            name=(name := f"量数样例{one}号机械有限公司"), name_key=folded(name), pinyin_key=sort_key(name),
            province_code=drawn.choice(places).code, created_at=now,
        )
        for one in range(min(2000, number))
    ]  # fmt: skip
    db.session.add_all(firms)
    db.session.flush()
    for one in range(number):
        text = "，".join(drawn.sample(WORDS, 8))
        title = f"{drawn.choice(WORDS)}{one}"
        firm = drawn.choice(firms)
        at = now - timedelta(minutes=one)
        db.session.add(
            Listing(
                event_id=event.id, organization_id=firm.id, side=drawn.choice(list(Side)), kind=drawn.choice(list(ListingKind)),
                title={"zh": title}, text={"zh": text}, topic_id=drawn.choice(subjects).id,
                sector_codes=[drawn.choice(fields).code], state=ListingState.PUBLISHED, published_at=at, created_at=at,
                updated_at=at, search_text=folded(f"{firm.name}\n{title}\n{text}"),
                valid_until=(now + timedelta(days=drawn.randrange(400))).date() if one % 3 else None,
            )
        )  # fmt: skip


if __name__ == "__main__":
    main()
