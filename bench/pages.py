"""Processor time of organizers' pages, several revisions in turn, in one run.

    python bench/pages.py REVISION [REVISION …] [--rounds 5]

Every revision fills an installation of its own on SQLite, and answers in a process of its own without a server; each
round asks them one after the other, forty times a page. Prints the median of the rounds, in milliseconds, and its ratio
to the first revision.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

TIMES = 40
BIG = "bench-big"
PAGES = {
    "organizers' list": f"/manage/events/{BIG}/registrations/",
    "… one state": f"/manage/events/{BIG}/registrations/?status=confirmed",
    "overview": f"/manage/events/{BIG}/",
    "insights": f"/manage/events/{BIG}/insights/",
    "all events": "/manage/",
}


def main() -> None:
    """Print one line for each page and revision."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("revisions", nargs="+")
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    import house
    import registrations

    with tempfile.TemporaryDirectory(prefix="eventmgr-bench-") as folder:
        processes = {}
        for revision in chosen.revisions:
            registrations.check_out(revision, Path(folder))
            clone = Path(folder) / revision
            env = os.environ | {
                "EVENTMGR_INSTANCE_PATH": str(Path(folder) / f"instance of {revision}"),
                "PYTHONPATH": str(clone),
            }
            with registrations.working_in(clone):
                house.command(env, "db", "upgrade")
                house.command(env, "sample", "--events", "50", "--scale", "2000")
            words = [sys.executable, __file__, "answer"]
            processes[revision] = subprocess.Popen(
                words, cwd=clone, env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        taken: dict[tuple[str, str], list[float]] = {}
        for _round in range(chosen.rounds):
            for page, path in PAGES.items():
                for revision, process in processes.items():
                    print(path, file=process.stdin, flush=True)
                    taken.setdefault((page, revision), []).append(float(process.stdout.readline()))
        for process in processes.values():
            process.stdin.close()
            process.wait()
    print("| page | revision | ms | ratio |\n|---|---|--:|--:|")
    for (page, revision), rounds in taken.items():
        milliseconds = statistics.median(rounds)
        first = statistics.median(taken[page, chosen.revisions[0]])
        print(f"| {page} | {revision} | {milliseconds:.1f} | {milliseconds / first:.2f} |")


def answer() -> None:
    """Read an address a line, and print the median of the milliseconds that an answer takes."""
    from sqlalchemy import select

    from eventmgr.app import create_app
    from eventmgr.ground import clock
    from eventmgr.ground.db import db, transaction
    from eventmgr.identity.accounts.models import User
    from eventmgr.identity.accounts.services import begin_session

    app = create_app({"BASE_URL": "http://localhost"})
    client = app.test_client()
    with app.app_context():
        user, now = db.session.scalars(select(User).where(User.is_admin.is_(True))).first(), clock.now()
        with transaction():
            _user, token = begin_session(user.id, device="", at=now, ends_at=now + timedelta(days=1))
    with client.session_transaction() as session:
        session.update(_user_id=token, _fresh=True)
    for line in sys.stdin:
        times = []
        for _time in range(TIMES):
            before = time.process_time()
            status = client.get(line.strip()).status_code
            times.append(time.process_time() - before)
            if status != 200:
                raise SystemExit(f"{line.strip()} answered {status}")
        print(f"{statistics.median(times) * 1000:.3f}", flush=True)


if __name__ == "__main__":
    answer() if sys.argv[1:] == ["answer"] else main()
