"""Check-in of 5,000 people by ten devices: 20 acts a second, then as many as the server takes; and what a device and the board fetch.

    python bench/checkin.py                       Markdown on standard output, both databases in turn
    python bench/checkin.py --engine sqlite --people 5000 --seconds 20

The production server on a new database; each act is a request of its own, as where a device is connected. Milliseconds of a processor are
those of the web processes, from /proc.
"""

from __future__ import annotations

import argparse
import http.client
import json
import subprocess
import sys
import threading
import time
import uuid
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

import house
from imports import ENGINES
from registrations import used

DEVICES, RATE = 10, 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=ENGINES)
    parser.add_argument("--people", type=int, default=5_000)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.inside:
        fill(chosen.people)
        return
    for engine in [chosen.engine] if chosen.engine else ENGINES:
        with house.database(engine) as env:
            house.command(env, "db", "upgrade")
            words = [sys.executable, str(Path(__file__)), "--inside", "--people", str(chosen.people)]
            made = subprocess.run(
                words,
                cwd=house.ROOT,
                env=env | {"PYTHONPATH": str(house.ROOT)},
                check=True,
                capture_output=True,
                text=True,
            )
            measure(engine, env, json.loads(made.stdout.splitlines()[-1]), chosen.seconds)


def measure(engine: str, env: dict[str, str], made: dict[str, Any], seconds: float) -> None:
    """One table of one engine."""
    port = house.free_port()
    env = env | {"EVENTMGR_BASE_URL": f"http://127.0.0.1:{port}", "EVENTMGR_WORKER_IN_SERVE": "false"}
    words = [sys.executable, "-m", "eventmgr", "serve", "--port", str(port)]
    ids = made["ids"]
    print(
        f"\n| {engine}, {len(ids):,} people | a second | median ms | 95 % | most | ms of processor |\n|---|--:|--:|--:|--:|--:|"
    )
    with house.server(words, port, env) as (process, _cold):
        for token in made["tokens"]:
            ask(port, "GET", "people", token)
        steady = ids[: int(RATE * seconds)]
        for name, people, pause in (
            (f"{RATE} acts a second by {DEVICES} devices", steady, DEVICES / RATE),
            ("acts as fast as they are answered", ids[len(steady) :][:1000], 0.0),
        ):
            before, times, lasted = used(process.pid), *checked_in(port, made["tokens"], people, pause)
            cost = (used(process.pid) - before) / len(times) * 1000
            line(name, len(times) / lasted, times, cost)
        for name, path in (
            ("everybody for a new device", "people"),
            ("nothing new", "changes?after=100000"),
            ("all acts", "changes?after=0"),
        ):
            times = [ask(port, "GET", path, made["tokens"][0])[0] for _round in range(11)]
            size = ask(port, "GET", path, made["tokens"][0])[1]
            print(f"| {name}, {size / 1024:.0f} KiB | | {median(times) * 1000:.0f} | | {max(times) * 1000:.0f} | |")
    inside = [sys.executable, "-c", BOARD]
    subprocess.run(inside, cwd=house.ROOT, env=env | {"PYTHONPATH": str(house.ROOT)}, check=True)


def line(name: str, rate: float, times: list[float], cost: float) -> None:
    ordered = sorted(times)
    late = ordered[int(0.95 * len(ordered))]
    print(
        f"| {name} | {rate:.0f} | {median(times) * 1000:.0f} | {late * 1000:.0f} | {ordered[-1] * 1000:.0f} | {cost:.1f} |"
    )


def checked_in(port: int, tokens: list[str], people: list[int], pause: float) -> tuple[list[float], float]:
    """Seconds of each answer and of all; every device has its share of the people, an act every `pause` seconds."""
    times: list[float] = []

    def work(number: int, token: str) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        begin = time.monotonic() + number * pause / DEVICES
        for index, person in enumerate(people[number::DEVICES]):
            time.sleep(max(0.0, begin + index * pause - time.monotonic()))
            now = round(time.time() * 1000)
            act = {"key": str(uuid.uuid4()), "kind": "in", "at": now, "list": 0, "registration": person}
            started = time.perf_counter()
            said = ask(port, "POST", "acts", token, {"acts": [act], "clock": now, "waiting": 0}, connection)[2]
            times.append(time.perf_counter() - started)
            assert list(said["taken"].values()) == [""], said

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(tokens)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, time.monotonic() - started


def ask(
    port: int, method: str, path: str, token: str, body: Any = None, connection: Any = None
) -> tuple[float, int, Any]:
    """(seconds, bytes as sent, what it says)."""
    own = connection or http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    started = time.perf_counter()
    own.request(method, f"/checkin/device/{path}", json.dumps(body) if body else None, headers)
    answer = own.getresponse()
    said = answer.read()
    assert answer.status == 200, (answer.status, said[:300])
    return time.perf_counter() - started, len(said), json.loads(said)


BOARD = """
import time
from statistics import median
from eventmgr.app import create_app
from eventmgr.programme.checkin import queries
from eventmgr.programme.checkin.acts.merge import merge
from eventmgr.ground.db import db
from eventmgr.console.upkeep.laws import breaches
with create_app().app_context():
    times = []
    for _round in range(11):
        started = time.perf_counter()
        told = queries.list_acts(1)
        read = time.perf_counter()
        merged = merge(told, {})
        times.append((read - started, time.perf_counter() - read))
        db.session.rollback()
    here = sum(presence.is_in for presence in merged.presences.values())
    print(f"| {len(told):,} acts read for the board | | {median(a for a, _b in times) * 1000:.0f} | | | |")
    print(f"| merged: {here:,} here, {len(merged.conflicts)} contradictions | | {median(b for _a, b in times) * 1000:.0f} | | | |")
    print(f"\\nlaws broken: {[name for name, faults in breaches() if faults and 'check-in' in name]}")
"""


def fill(people: int) -> None:
    """An event that began an hour ago, its people, ten paired devices; what they are called on the last line."""
    from sqlalchemy import insert, select

    from eventmgr.app import create_app
    from eventmgr.event.events.models import Event, EventKind, EventStatus
    from eventmgr.event.quotas.models import Status
    from eventmgr.event.quotas.statements import Cell, count
    from eventmgr.event.registration.models import Registration
    from eventmgr.ground import clock
    from eventmgr.ground.db import db, write
    from eventmgr.programme.checkin.models import CheckinDevice
    from eventmgr.tools.taxonomy import units
    from eventmgr.tools.web.tokens import token_hash

    at, codes = clock.now(), [unit.code for unit in units()]
    tokens = [f"device-{number}" for number in range(DEVICES)]

    def work() -> list[int]:
        event = Event(
            slug="check-in", kind=EventKind.EXPO, status=EventStatus.PUBLISHED, title={"zh": "大型博览会"},
            city={"zh": "武汉"}, timezone="Asia/Shanghai", starts_at=at - timedelta(hours=1),
            ends_at=at + timedelta(days=2), published_on=at.date(), uid="check-in@example.com",
            calendar_changed_at=at, created_at=at,
        )  # fmt: skip
        db.session.add(event)
        db.session.flush()
        rows = [
            {
                "event_id": event.id, "status": Status.CONFIRMED, "name": f"样例{number}", "pinyin_key": "yang li",
                "unit_code": codes[number % len(codes)], "mobile_last4": f"{number % 10000:04}",
                "identity_key": f"{number}|", "created_at": at, "changed_at": at, "calendar_changed_at": at,
            }
            for number in range(people)
        ]  # fmt: skip
        db.session.execute(insert(Registration), rows)
        counted = [
            (Cell(code, "", "", "delegate", Status.CONFIRMED), len(range(index, people, len(codes))))
            for index, code in enumerate(codes)
        ]
        count(event.id, counted)
        for token in tokens:
            device = CheckinDevice(
                event_id=event.id, name=token, list_ids=[0], token_hash=token_hash(token), created_at=at,
                ends_at=at + timedelta(days=2),
            )  # fmt: skip
            db.session.add(device)
        return list(db.session.scalars(select(Registration.id).order_by(Registration.id)))

    with create_app().app_context():
        print(json.dumps({"ids": write(work), "tokens": tokens}))


if __name__ == "__main__":
    main()
