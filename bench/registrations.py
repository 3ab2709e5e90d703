"""Registrations a second of several revisions in turn, in one run, beside bare Flask of the same round.

    python bench/registrations.py REVISION [REVISION …] [--engine postgresql] [--rounds 3] [--seconds 4]

Each round starts bare Flask and then the production server of every revision on the same data, posts at 16 clients, and
reads from /proc what a post costs: milliseconds of a processor in the web processes, in the database and in all.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import client
import house
import run

_TICK = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Print one line for each revision and round, then the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("revisions", nargs="+")
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=4.0)
    chosen = parser.parse_args()
    taken: dict[str, list[tuple[float, ...]]] = {revision: [] for revision in chosen.revisions}
    print("| revision | posts /s | ratio to bare Flask | ms web | ms database | answers |\n|---|--:|--:|--:|--:|---|")
    with tempfile.TemporaryDirectory(prefix="eventmgr-bench-") as folder:
        for revision in chosen.revisions:
            check_out(revision, Path(folder))
        for _round in range(chosen.rounds):
            bare = bare_rate()
            for revision in chosen.revisions:
                taken[revision].append(measure(Path(folder) / revision, chosen.engine, chosen.seconds, bare))
    for revision, rounds in taken.items():
        rate, ratio, web, database = (statistics.median(column) for column in zip(*rounds, strict=True))
        print(f"| {revision}, median | {rate:.0f} | {ratio:.3f} | {web:.1f} | {database:.1f} | |")


def check_out(revision: str, folder: Path) -> None:
    """A clone of that revision in `folder`."""
    clone = folder / revision
    subprocess.run(["git", "clone", "--quiet", "--shared", "--no-checkout", house.ROOT, clone], check=True)
    subprocess.run(["git", "checkout", "--quiet", revision], check=True, cwd=clone)


def bare_rate() -> float:
    """Answers a second of bare Flask at 16 connections."""
    port = house.free_port()
    with house.server([sys.executable, str(house.ROOT / "bench/bare.py"), str(port)], port, dict(os.environ)):
        page = client.request("/")
        return client.run(port, lambda _n: page, connections=16, seconds=1.0).rate


def measure(clone: Path, engine: str, seconds: float, bare: float) -> tuple[float, ...]:
    """Rate, ratio, and what a post costs, of the revision in `clone` on a new database."""
    with working_in(clone), house.database(engine) as env:
        house.command(env, "db", "upgrade")
        house.command(env, "sample", "--events", "3", "--scale", "300")
        port = house.free_port()
        env = env | {"EVENTMGR_BASE_URL": f"http://127.0.0.1:{port}", "EVENTMGR_WORKER_IN_SERVE": "false"}
        words = [sys.executable, "-m", "eventmgr", "serve", "--port", str(port)]
        with house.server(words, port, env) as (process, _cold):
            run.registrations(port, 1.0)
            before = used(process.pid), used_by_database(env)
            posts = run.registrations(port, seconds)
            after = used(process.pid), used_by_database(env)
    n = sum(posts.statuses.values())
    web, database = ((late - early) / n * 1000 for early, late in zip(before, after, strict=True))
    print(
        f"| {clone.name} | {posts.rate:.0f} | {posts.rate / bare:.3f} | {web:.1f} | {database:.1f}"
        f" | {dict(posts.statuses)} |",
        flush=True,
    )
    return posts.rate, posts.rate / bare, web, database


@contextmanager
def working_in(clone: Path) -> Iterator[None]:
    """`house` starts its commands in `clone`."""
    root, house.ROOT = house.ROOT, clone
    try:
        yield
    finally:
        house.ROOT = root


def used(pid: int) -> float:
    """Processor seconds of a process and its children until now."""
    return sum(_seconds(number) for number in (pid, *house.children(pid)))


def used_by_database(env: dict[str, str]) -> float:
    """The same of the processes that work in the folder of the throw-away server; 0 with SQLite."""
    folder = str(Path(env["EVENTMGR_INSTANCE_PATH"]).parent / "pg")
    numbers = [int(path.name) for path in Path("/proc").glob("[0-9]*")]
    return sum(_seconds(number) for number in numbers if _folder(number).startswith(folder))


def _seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICK


def _folder(pid: int) -> str:
    try:
        return str(Path(f"/proc/{pid}/cwd").readlink())
    except OSError:
        return ""


if __name__ == "__main__":
    main()
