"""Measure the production server; see README.md beside this file."""

from __future__ import annotations

import argparse
import contextlib
import http.client
import platform
import sqlite3
import sys
import time
import urllib.parse
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

import client
import house

BIG = "bench-big"
"""Address of the big event that `eventmgr sample --scale` fills (see eventmgr/console/sample)."""


CONNECTIONS = (1, 16)
ROUNDS = 3


@dataclass
class Turns:
    """Measures an address of the product and the bare page in turns, on servers that both run all the time: (port, pid)."""

    bare: tuple[int, int]
    server: tuple[int, int]
    seconds: float
    """Per address and number of connections."""

    def rate(self, name: str, path: str, wanted: str = "", **headers: str) -> None:
        """Print one line for an address: medians of the rounds, and of their ratios to the bare page.

        The last ratio is that of the processor time of an answer at 16 connections, of the whole run: others on the
        machine change it less.
        """
        data, bare = client.request(path, headers=headers), client.request("/")
        client.run(self.server[0], lambda _n: data, connections=4, seconds=0.3)
        cells, load, costs = [], client.Load(), (0.0, 0.0)
        for connections in CONNECTIONS:
            rates, ratios = [], []
            spent: list[list[float]] = [[], []]
            for _round in range(ROUNDS):
                there, bare_cost = self._run(self.bare, bare, connections)
                load, cost = self._run(self.server, data, connections)
                rates.append(load.rate)
                ratios.append(load.rate / there.rate)
                spent[0].append(bare_cost)
                spent[1].append(cost)
            costs = (sum(spent[0]), sum(spent[1]))
            cells += [f"{median(rates):,.0f}", f"{median(ratios):.2f}"]
        status = "/".join(str(code) for code in sorted(load.statuses))
        cells.append(f"{costs[0] / costs[1]:.2f}" if costs[1] else "–")
        cells += [f"{load.percentile(0.95) * 1000:.0f}", f"{load.size / 1024:.1f}", status, wanted]
        print("| " + " | ".join([name, *cells]) + " |", flush=True)

    def _run(self, server: tuple[int, int], data: bytes, connections: int) -> tuple[client.Load, float]:
        """The load, and processor seconds of an answer."""
        port, pid = server
        before = house.processor_seconds(pid)
        load = client.run(port, lambda _n: data, connections=connections, seconds=self.seconds / ROUNDS)
        return load, (house.processor_seconds(pid) - before) / sum(load.statuses.values())


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
    bare_port, port = house.free_port(), house.free_port()
    env = env | {"EVENTMGR_BASE_URL": f"http://127.0.0.1:{port}", "EVENTMGR_WORKER_IN_SERVE": "false"}
    bare_words = [sys.executable, str(house.ROOT / "bench/bare.py"), str(bare_port)]
    words = [sys.executable, "-m", "eventmgr", "serve", "--port", str(port)]
    with contextlib.ExitStack() as stack:
        cold = [first_answer(words, port, env) for _ in range(ROUNDS)]
        bare_cold = [first_answer(bare_words, bare_port, env) for _ in range(ROUNDS)]
        process, _seconds = stack.enter_context(house.server(words, port, env))
        bare, _seconds = stack.enter_context(house.server(bare_words, bare_port, env))
        used = {"start": house.memory(process.pid)}
        print(
            "| address | 1 conn. /s | ratio | 16 conn. /s | ratio | processor ratio | p95 ms | KiB | answer | wanted |"
        )
        print("|---|--:|--:|--:|--:|--:|--:|--:|---|---|")
        turns = Turns((bare_port, bare.pid), (port, process.pid), seconds)
        visitors(turns)
        browser = organizers(turns, env)
        used["pages"] = house.memory(process.pid)
        documents(port, browser)
        used["documents"] = house.memory(process.pid)
        posts = registrations(port, seconds * 2)
        browser.fetch(f"/manage/events/{BIG}/reports/roster.pdf")
        used["everything"] = house.memory(process.pid)
        print(f"\nregistrations posted at 16 clients: {posts.rate:,.0f}/s, {dict(posts.statuses)} (wanted ≥ 300/s)")
        print(f"start to the first page: {min(cold):.2f} s (wanted < 1 s), of bare Flask {min(bare_cold):.2f} s")
        for stage, mib in used.items():
            print(f"memory of master and two processes after {stage}: {mib['pss']:.0f} MiB PSS, {mib['rss']:.0f} RSS")


def first_answer(words: list[str], port: int, env: dict[str, str]) -> float:
    """Seconds from the start of a server to its first answer."""
    with house.server(words, port, env) as (_process, seconds):
        return seconds


def visitors(turns: Turns) -> None:
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
        turns.rate(name, path, "≥ 0.5, kept ≥ 0.8")
        etag = tag_of(turns.server[0], path)
        if etag and name in ("event page", "event feed", "public feed (200 events)"):
            turns.rate(f"{name}, 304", path, "≥ 0.8", **{"If-None-Match": etag})
    turns.rate("registration form", f"/events/{BIG}/register/", "≥ 0.8")


def tag_of(port: int, path: str) -> str | None:
    """The ETag of an address, of its packed bytes as all loads ask for."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    return connection.getresponse().headers.get("ETag")


def organizers(turns: Turns, env: dict[str, str]) -> house.Browser:
    """The organizer's list; returns the signed-in browser."""
    browser = house.Browser(turns.server[0])
    link = house.command(env, "user", "add", f"bench-{uuid.uuid4().hex[:6]}@example.com", "--role", "admin")
    browser.sign_in(link)
    base = f"/manage/events/{BIG}/registrations/"
    for name, path in {
        "organizer's list": base,
        "… one state": f"{base}?status=confirmed",
        "… by name": f"{base}?q=%E7%8E%8B",
    }.items():
        turns.rate(name, path, "< 50 ms", Cookie=browser.cookie)
    turns.rate("insights", f"/manage/events/{BIG}/insights/", Cookie=browser.cookie)
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
    salt = int(time.time() * 10) % 1000

    def make(number: int) -> bytes:
        return client.request(path, body=urllib.parse.urlencode(person(number, salt)).encode())

    return make


def person(number: int, salt: int) -> dict[str, str]:
    """What the n-th person types into the form; `salt`: of the run."""
    return {
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


if __name__ == "__main__":
    main()
