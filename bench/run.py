"""Measure the production server; see README.md beside this file."""

from __future__ import annotations

import argparse
import platform
import sqlite3
import sys
import time
import urllib.parse
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

import client
import house

BIG = "bench-big"
"""Address of the big event that `eventmgr sample --scale` fills (see eventmgr/sample)."""


@dataclass
class Report:
    """Rows of the result, in the order measured."""

    bare: dict[int, float] = field(default_factory=dict)
    rows: list[tuple[str, ...]] = field(default_factory=list)

    def rate(self, name: str, loads: dict[int, client.Load], wanted: str = "") -> None:
        """One line for an address at 1 and 16 connections."""
        cells = []
        for connections, load in loads.items():
            ratio = load.rate / self.bare[connections] if self.bare else 1.0
            cells += [f"{load.rate:,.0f}", f"{ratio:.2f}"]
        slow = loads[max(loads)]
        status = "/".join(str(code) for code in sorted(slow.statuses))
        self.rows.append(
            (name, *cells, f"{slow.percentile(0.95) * 1000:.0f}", f"{slow.size / 1024:.1f}", status, wanted)
        )
        print("| " + " | ".join(self.rows[-1]) + " |", flush=True)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--registrations", type=int, default=2000)
    parser.add_argument("--events", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=3.0, help="per address and number of connections")
    arguments = parser.parse_args()
    with house.database(arguments.engine) as env:
        house.command(env, "db", "upgrade")
        started = time.perf_counter()
        house.command(env, "sample", "--events", str(arguments.events), "--scale", str(arguments.registrations))
        filled = time.perf_counter() - started
        print(
            f"\n{arguments.engine}, {arguments.events} events, {arguments.registrations:,} registrations in one;",
            end=" ",
        )
        print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}; sample built in {filled:.1f} s\n")
        measure(env, arguments.seconds)


def measure(env: dict[str, str], seconds: float) -> None:
    """Everything that is asked over the wire."""
    report = Report()
    print("| address | 1 conn. /s | ratio | 16 conn. /s | ratio | p95 ms | KiB | answer | wanted |")
    print("|---|--:|--:|--:|--:|--:|--:|---|---|")
    port = house.free_port()
    with house.server([sys.executable, str(house.ROOT / "bench/bare.py"), str(port)], port, env):
        loads = both(port, "/", seconds)
        report.rate("bare Flask", loads)
        report.bare = {connections: load.rate for connections, load in loads.items()}
    port = house.free_port()
    env = env | {"EVENTMGR_BASE_URL": f"http://127.0.0.1:{port}", "EVENTMGR_WORKER_IN_SERVE": "false"}
    words = [sys.executable, "-m", "eventmgr", "serve", "--port", str(port)]
    with house.server(words, port, env) as (process, cold):
        visitors(report, port, seconds)
        browser = organizers(report, env, port, seconds)
        documents(port, browser)
        posts = registrations(port, seconds * 2)
        used = house.memory(process.pid)
        print(f"\nregistrations posted at 16 clients: {posts.rate:,.0f}/s, {dict(posts.statuses)} (wanted ≥ 300/s)")
        print(f"cold start to the first page: {cold:.2f} s (wanted < 1 s)")
        print(
            f"memory of master and two workers after the run: {used['pss']:.0f} MiB PSS, {used['rss']:.0f} MiB RSS summed"
        )


def both(port: int, path: str, seconds: float, **headers: str) -> dict[int, client.Load]:
    """One address at 1 and 16 connections."""
    data = client.request(path, headers=headers)
    client.run(port, lambda _n: data, connections=4, seconds=0.3)
    return {n: client.run(port, lambda _n: data, connections=n, seconds=seconds) for n in (1, 16)}


def visitors(report: Report, port: int, seconds: float) -> None:
    """What anybody may open."""
    pages = {
        "home": "/",
        "event page": f"/events/{BIG}/",
        "agenda (120 items)": f"/events/{BIG}/agenda/",
        "participants": f"/events/{BIG}/participants/",
        "event feed": f"/events/{BIG}/calendar.ics",
        "public feed (200 events)": "/calendar.ics",
        "agenda PDF": f"/events/{BIG}/agenda.pdf",
    }
    for name, path in pages.items():
        report.rate(name, both(port, path, seconds), "≥ 0.5, cached ≥ 0.8")
        etag = tag_of(port, path)
        if etag and ".ics" in path:
            report.rate(f"{name}, 304", both(port, path, seconds, **{"If-None-Match": etag}), "≥ 0.8")
    report.rate("registration form", both(port, f"/events/{BIG}/register/", seconds), "≥ 0.5")


def tag_of(port: int, path: str) -> str | None:
    """The ETag of an address."""
    _status, _text, headers = house.Browser(port).fetch(path)
    return headers.get("ETag")


def organizers(report: Report, env: dict[str, str], port: int, seconds: float) -> house.Browser:
    """The organizer's list; returns the signed-in browser."""
    browser = house.Browser(port)
    link = house.command(env, "user", "add", f"bench-{uuid.uuid4().hex[:6]}@example.com", "--role", "admin")
    browser.sign_in(link)
    base = f"/manage/events/{BIG}/registrations/"
    for name, path in {
        "organizer's list": base,
        "… one state": f"{base}?status=confirmed",
        "… by name": f"{base}?q=%E7%8E%8B",
    }.items():
        report.rate(name, both(port, path, seconds, Cookie=browser.cookie), "< 50 ms")
    report.rate("insights", both(port, f"/manage/events/{BIG}/insights/", seconds, Cookie=browser.cookie))
    return browser


def documents(port: int, browser: house.Browser) -> None:
    """Seconds of single heavy answers: the first (cold) and the best of three."""
    base = f"/manage/events/{BIG}"
    wanted = {
        f"{base}/registrations/export.xlsx": "< 0.4 s for 2,000",
        f"{base}/registrations/export.csv": "< 0.4 s for 2,000",
        f"{base}/reports/agenda.pdf": "< 0.2 s",
        f"{base}/reports/roster.pdf": "",
        f"{base}/reports/summary.pdf": "",
    }
    print("\n| document | first s | best of 3 s | answer | wanted |\n|---|--:|--:|---|---|")
    for path, goal in wanted.items():
        times, status = [], 0
        for _ in range(4):
            started = time.perf_counter()
            status = browser.fetch(path)[0]
            times.append(time.perf_counter() - started)
        print(f"| {path.rsplit('/', 1)[1]} | {times[0]:.2f} | {min(times[1:]):.2f} | {status} | {goal} |", flush=True)


def registrations(port: int, seconds: float) -> client.Load:
    """Registrations posted by 16 clients, each person new."""
    return client.run(port, poster(f"/events/{BIG}/register/"), connections=16, seconds=seconds)


def poster(path: str) -> Callable[[int], bytes]:
    """The n-th registration: a form as a browser sends it."""
    salt = int(time.time()) % 1000

    def make(number: int) -> bytes:
        form = {
            "form_id": str(uuid.uuid4()),
            "name": "测" + chr(0x4E00 + number % 5000) + chr(0x4E00 + number // 5000),
            "organization": f"样例{number % 300:03d}号电气有限公司",
            "unit": "310000",
            "sector": "C38",
            "title": "工程师",
            "mobile": f"154{salt:03d}{number:05d}",
            "email": f"p{number}@example.com",
            "consent": "y",
        }
        return client.request(path, body=urllib.parse.urlencode(form).encode())

    return make


if __name__ == "__main__":
    main()
