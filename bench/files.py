"""Count the files of the package that one request goes through: `python bench/files.py`.

Each request is made twice; the second one is followed, with the page cache off, on SQLite. A file counts when one of its
functions is entered.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable
from datetime import timedelta

import house
from run import BIG, person
from sqlalchemy import select

from eventmgr.app import create_app
from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.identity.accounts.models import User
from eventmgr.identity.accounts.services import begin_session

PACKAGE = str(house.ROOT / "eventmgr") + "/"


def main() -> None:
    """Print a table: files, rooms, calls of our functions, changes from one file to another."""
    with house.database("sqlite") as env:
        house.command(env, "db", "upgrade")
        house.command(env, "sample", "--events", "10", "--scale", "200")
        app = create_app(
            {"INSTANCE_PATH": env["EVENTMGR_INSTANCE_PATH"], "PAGE_CACHE": False, "BASE_URL": "http://localhost"}
        )
        visitor, organizer = app.test_client(), app.test_client()
        with app.app_context():
            user, now = db.session.scalars(select(User).where(User.is_admin.is_(True))).first(), clock.now()
            with transaction():
                _user, token = begin_session(user.id, device="", at=now, ends_at=now + timedelta(days=1))
        with organizer.session_transaction() as session:
            session.update(_user_id=token, _fresh=True)
        print("| request | files | rooms | calls | changes of file | answer |\n|---|--:|--:|--:|--:|--:|")
        people = itertools.count()
        for name, request in {
            "GET organizers' list": lambda: organizer.get(f"/manage/events/{BIG}/registrations/"),
            "POST a registration": lambda: visitor.post(f"/events/{BIG}/register/", data=person(next(people), 7)),
            "GET the form": lambda: visitor.get(f"/events/{BIG}/register/"),
            "GET the event page": lambda: visitor.get(f"/events/{BIG}/"),
        }.items():
            request()
            files, calls, changes, answer = _followed(request)
            rooms = {"/".join(file.split("/")[:2]) for file in files}
            print(f"| {name} | {len(files)} | {len(rooms)} | {calls:,} | {changes:,} | {answer} |")
        with app.app_context():
            db.engine.dispose()


def _followed(request: Callable) -> tuple[set[str], int, int, str]:
    files, calls, changes, last = set[str](), 0, 0, ""

    def note(frame, what: str, _argument) -> None:
        nonlocal calls, changes, last
        path = frame.f_code.co_filename
        if what == "call" and path.startswith(PACKAGE):
            here = path.removeprefix(PACKAGE)
            files.add(here)
            calls += 1
            changes += here != last
            last = here

    sys.setprofile(note)
    try:
        answer = request()
    finally:
        sys.setprofile(None)
    return files, calls, changes, answer.status


if __name__ == "__main__":
    main()
