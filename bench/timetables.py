"""Meetings of a large event: the search as a worker does it, grids, a meeting moved by hand, publishing, feeds and papers.

    python bench/timetables.py                       Markdown on standard output, both databases in turn
    python bench/timetables.py --engine sqlite --people 2000 --meetings 10000 --seconds 20

One process and a new database for each engine, requests without the network: 30 slots on two half days, a table for every
five people in four halls, one representative for each organization. A worker's part is done in the same process.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from datetime import timedelta
from random import Random
from statistics import median
from time import perf_counter, process_time
from typing import Any

import house
from imports import ENGINES, Steps

SLUG = "large-meetings"
PAGES = f"/manage/events/{SLUG}/matchmaking/timetables"
PAPERS = ("meeting-tables", "timetable", "meeting-doors", "meeting-wall")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=ENGINES)
    parser.add_argument("--people", type=int, default=2_000)
    parser.add_argument("--meetings", type=int, default=10_000)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.inside:
        measure(chosen.people, chosen.meetings, chosen.seconds)
        return
    for engine in [chosen.engine] if chosen.engine else ENGINES:
        print(
            f"\n| {engine}, {chosen.people:,} people, {chosen.meetings:,} meetings | s | s of processor | statements | MiB |"
            "\n|---|--:|--:|--:|--:|",
            flush=True,
        )
        with house.database(engine) as env:
            house.command(env, "db", "upgrade")
            words = [sys.executable, __file__, "--inside", "--people", str(chosen.people)]
            words += ["--meetings", str(chosen.meetings), "--seconds", str(chosen.seconds)]
            subprocess.run(words, cwd=house.ROOT, env=env | {"PYTHONPATH": str(house.ROOT)}, check=True)


def measure(people: int, meetings: int, seconds: int) -> None:
    """One line for each step, in this process."""
    from sqlalchemy import event as listening

    from eventmgr.app import create_app
    from eventmgr.ground.db import db, write

    settings = {"WTF_CSRF_ENABLED": False, "RATELIMIT_ENABLED": False, "PAGE_CACHE": False, "TAKE_BACK_MINUTES": 0}
    app = create_app({**settings, "BASE_URL": "http://localhost"})
    with app.app_context():
        steps = Steps()
        listening.listen(db.engine, "before_cursor_execute", steps.hear)
        write(lambda: make_world(people, meetings))
        session = write(sign_in)
        if db.engine.dialect.name == "postgresql":
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM ANALYZE")
    office = app.test_client()
    with office.session_transaction() as kept:
        kept.update(_user_id=session, _fresh=True)
    data = {"seconds": str(seconds) if seconds in (5, 20, 60, 120) else "20", "keeps": "locked"}
    told(steps, "the word for a draft", lambda: office.post(f"{PAGES}/", data=data), 303)
    with app.app_context():
        steps.take(f"a worker searches ({data['seconds']} s allowed)", do_the_search)
        figures, request = found()
        print(f"| {figures} | | | | |")
    for by in ("party", "table", "hall"):
        often(steps, f"grid by {by}", lambda by=by: office.get(f"{PAGES}/1/grid?by={by}"))
    told(steps, "where one meeting can go, the first time", lambda: office.get(f"{PAGES}/1/cells?request={request}"))
    often(steps, "where one meeting can go", lambda: office.get(f"{PAGES}/1/cells?request={request}"))
    cells = office.get(f"{PAGES}/1/cells?request={request}").get_json()["cells"]
    free = next((cell["at"] for cell in cells if cell["free"]), None)
    if free:
        moved = {"request": request, "revision": 0, "starts_at": free}
        told(steps, "a meeting moved by hand", lambda: office.post(f"{PAGES}/1/move", data=moved))
    told(steps, "what publishing would change", lambda: office.get(f"{PAGES}/1/publish"))
    word = {"stage": "provisional", "plan": "0", "draft": "1" if free else "0"}
    told(steps, "publishing: the page in between", lambda: office.post(f"{PAGES}/1/publish", data=word))
    told(
        steps,
        "publishing, everybody told",
        lambda: office.post(f"{PAGES}/1/publish", data=word | {"telling": "now"}),
        303,
    )
    word |= {"stage": "final", "plan": "1", "telling": "nobody"}
    told(steps, "publishing finally, nobody told", lambda: office.post(f"{PAGES}/1/publish", data=word), 303)
    with app.app_context():
        feed, page = addresses()
    often(steps, "feed of a representative", lambda: office.get(feed))
    often(steps, "a party's own timetable", lambda: office.get(page))
    for name in PAPERS:
        answer = told(steps, f"{name}.pdf", lambda name=name: office.get(f"/manage/events/{SLUG}/reports/{name}.pdf"))
        print(f"| … {pages_of(answer.data):,} pages, {len(answer.data) / 2**20:.1f} MiB | | | | |", flush=True)


def told(steps: Steps, name: str, work: Any, status: int = 200) -> Any:
    """One request, which must succeed."""
    answer = steps.take(name, work)
    if answer.status_code != status:
        raise SystemExit(f"{name}: {answer.status_code}\n{answer.text[:2000]}")
    return answer


def often(steps: Steps, name: str, work: Any) -> None:
    """The median of eleven, once the process is warm."""
    work()
    taken, used = [], []
    for _ in range(11):
        steps.asked, begun, spent = 0, perf_counter(), process_time()
        if work().status_code != 200:
            raise SystemExit(name)
        taken.append(perf_counter() - begun)
        used.append(process_time() - spent)
    print(f"| {name}, median of 11 | {median(taken):.3f} | {median(used):.3f} | {steps.asked:,} | |", flush=True)


def make_world(people: int, meetings: int) -> None:
    """An event with so many organizations of two sides, and accepted requests among them; a third misses a half day."""
    from sqlalchemy import insert

    from eventmgr.event.events.models import Event, EventKind, EventStatus
    from eventmgr.ground import clock
    from eventmgr.ground.db import db
    from eventmgr.identity.directory.models import Organization
    from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyAbsence, PartyRepresentative
    from eventmgr.matchmaking.meeting_plans.models import MeetingBlock, MeetingHall, MeetingPlan, MeetingTable
    from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, RequestState, Wish

    rng, now = Random(1), clock.now().replace(minute=0, second=0, microsecond=0)
    start = now + timedelta(days=14)
    event = Event(
        uid="large@bench", slug=SLUG, status=EventStatus.PUBLISHED, kind=EventKind.MATCHMAKING,
        title={"zh": "大型对接活动", "en": "Large matchmaking"}, starts_at=start, ends_at=start + timedelta(days=2),
        timezone="Asia/Shanghai", contact={"name": "会务组", "email": "office@example.com"}, calendar_changed_at=now,
        created_at=now,
    )  # fmt: skip
    db.session.add(event)
    db.session.flush()
    db.session.add(MeetingPlan(event_id=event.id, asks_from=now, created_at=now, maximum=0))
    halls = [
        MeetingHall(event_id=event.id, name={"zh": f"{n}号厅", "en": f"Hall {n}"}, position=n) for n in range(1, 5)
    ]
    db.session.add_all(halls)
    for half in (timedelta(), timedelta(days=1)):
        db.session.add(
            MeetingBlock(event_id=event.id, starts_at=start + half, ends_at=start + half + timedelta(minutes=15 * 25 - 5), slot_minutes=20, gap_minutes=5)
        )  # fmt: skip
    db.session.flush()
    tables = people * 2 // 5
    db.session.execute(
        insert(MeetingTable),
        [{"event_id": event.id, "hall_id": halls[n * 4 // tables].id, "number": n + 1} for n in range(tables)],
    )
    names = [f"{'上海' if n % 2 else '湖北'}样例{n}号精密机械有限公司" for n in range(people)]
    db.session.execute(
        insert(Organization),
        [{"name": name, "name_key": name, "pinyin_key": f"{n:06}", "created_at": now} for n, name in enumerate(names)],
    )
    ids = dict(
        db.session.execute(Organization.__table__.select().with_only_columns(Organization.name, Organization.id)).all()
    )
    common = {"event_id": event.id, "created_at": now, "changed_at": now}
    db.session.execute(
        insert(MeetingParty),
        [common | {"organization_id": ids[name], "side": str(n % 2), "province_code": "310000" if n % 2 else "420000"} for n, name in enumerate(names)],
    )  # fmt: skip
    parties = list(
        db.session.scalars(MeetingParty.__table__.select().with_only_columns(MeetingParty.id).order_by(MeetingParty.id))
    )
    db.session.execute(
        insert(PartyRepresentative),
        [
            {"party_id": one, "name": f"代表{one}", "title": "市场部经理", "email": f"p{one}@example.com"}
            for one in parties
        ],
    )
    away = rng.sample(parties, people * 3 // 10)
    db.session.execute(
        insert(PartyAbsence),
        [{"party_id": one, "starts_at": start + timedelta(days=n % 2), "ends_at": start + timedelta(days=n % 2, hours=8)} for n, one in enumerate(away)],
    )  # fmt: skip
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < meetings:
        one, other = sorted(rng.sample(parties, 2))
        pairs.add((one, other))
    rows = [
        common | {"asker_id": one, "asked_id": other, "first_id": one, "second_id": other, "state": RequestState.ACCEPTED, "asked_wish": Wish.WOULD, "is_mutual": rng.random() < 0.2, "answered_at": now}
        for one, other in sorted(pairs)
    ]  # fmt: skip
    db.session.execute(insert(MeetingRequest), rows)


def sign_in() -> str:
    """A session of a new administrator."""
    from eventmgr.ground import clock
    from eventmgr.ground.db import db
    from eventmgr.identity.accounts.models import Level, User
    from eventmgr.identity.accounts.services import begin_session

    now = clock.now()
    user = User(
        email="bench@example.com", name="林", level=Level.NATIONAL, is_admin=True, language="zh", created_at=now
    )
    db.session.add(user)
    db.session.flush()
    return begin_session(user.id, device="", at=now, ends_at=now + timedelta(days=1))[1]


def do_the_search() -> None:
    """What a worker does with the job."""
    from eventmgr.ground import clock
    from eventmgr.ground.db import write
    from eventmgr.ground.jobs import services as jobs

    for job in write(lambda: jobs.lease_due("w", at=clock.now(), seconds=600, limit=5)):
        done_ahead = jobs.work_ahead(job, lambda: True)
        write(lambda job=job, done_ahead=done_ahead: jobs.run(job, at=clock.now(), done_ahead=done_ahead))


def found() -> tuple[str, int]:
    """The figures of the draft in words, and a request that has a place."""
    from eventmgr.ground.db import db
    from eventmgr.matchmaking.timetables.models import TimetableDraft

    draft = db.session.query(TimetableDraft).one()
    told = draft.figures
    words = f"… {told['placed']:,} of {told['wanted']:,} placed, {told['breaks']} breaks (at least {told['bound']}), {told['seconds']} s"
    return words, draft.places[0][0]


def addresses() -> tuple[str, str]:
    """Of the feed of a representative, and of the page of their timetable."""
    from eventmgr.ground.db import db
    from eventmgr.matchmaking.meeting_parties.access import link_token
    from eventmgr.matchmaking.meeting_parties.models import PartyRepresentative
    from eventmgr.matchmaking.timetables.calendar_entries import feed_token

    one = db.session.query(PartyRepresentative).first()
    return f"/feeds/{feed_token(one)}.ics", f"/meetings/{link_token(one)}/timetable/"


def pages_of(body: bytes) -> int:
    """How many pages a PDF has."""
    return max((int(part.split()[0]) for part in body.split(b"/Count ")[1:]), default=0)


if __name__ == "__main__":
    main()
