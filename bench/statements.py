"""Count the statements of each page on a scaled sample: `python bench/statements.py [--engine …] [--registrations N]`."""

from __future__ import annotations

import argparse
import time
from datetime import timedelta

import house
from run import BIG
from sqlalchemy import event, select

from eventmgr.app import create_app
from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.identity.accounts.models import User
from eventmgr.identity.accounts.services import begin_session

PUBLIC = {
    "home": "/",
    "month": "/?view=month",
    "past events": "/past/",
    "event page": f"/events/{BIG}/",
    "agenda (120 items)": f"/events/{BIG}/agenda/",
    "participants": f"/events/{BIG}/participants/",
    "registration form": f"/events/{BIG}/register/",
    "event feed": f"/events/{BIG}/calendar.ics",
    "public feed": "/calendar.ics",
    "agenda PDF": f"/events/{BIG}/agenda.pdf",
}
_MANAGE = f"/manage/events/{BIG}"
ORGANIZERS = {
    "my events": "/manage/",
    "overview": f"{_MANAGE}/",
    "settings": f"{_MANAGE}/settings/",
    "registrations": f"{_MANAGE}/registrations/",
    "registrations, one state": f"{_MANAGE}/registrations/?status=confirmed",
    "letters": f"{_MANAGE}/letters/",
    "agenda": f"{_MANAGE}/agenda/",
    "documents": f"{_MANAGE}/reports/",
    "figures": f"{_MANAGE}/insights/",
    "history": f"{_MANAGE}/history/",
    "export XLSX": f"{_MANAGE}/registrations/export.xlsx",
    "roster PDF": f"{_MANAGE}/reports/roster.pdf",
    "summary PDF": f"{_MANAGE}/reports/summary.pdf",
}


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--registrations", type=int, default=2000)
    arguments = parser.parse_args()
    with house.database(arguments.engine) as env:
        house.command(env, "db", "upgrade")
        house.command(env, "sample", "--events", "200", "--scale", str(arguments.registrations))
        names = ("INSTANCE_PATH", "SQLALCHEMY_DATABASE_URI")
        settings = {name: env[f"EVENTMGR_{name}"] for name in names if f"EVENTMGR_{name}" in env}
        app = create_app({**settings, "PAGE_CACHE": False, "BASE_URL": "http://localhost"})
        print(
            f"\n{arguments.engine}, {arguments.registrations:,} registrations\n\n| page | statements | ms |\n|---|--:|--:|"
        )
        _measure(app, PUBLIC, None)
        with app.app_context():
            user, now = db.session.scalars(select(User).where(User.is_admin.is_(True))).first(), clock.now()
            with transaction():
                _user, token = begin_session(user.id, device="", at=now, ends_at=now + timedelta(days=1))
        _measure(app, ORGANIZERS, token)
        with app.app_context():
            db.engine.dispose()


def _measure(app, pages: dict[str, str], token: str | None) -> None:
    seen: list[str] = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
    for name, path in pages.items():
        client = app.test_client()
        if token:
            with client.session_transaction() as session:
                session.update(_user_id=token, _fresh=True)
        client.get(path)
        del seen[:]
        started = time.perf_counter()
        status = client.get(path).status_code
        spent = (time.perf_counter() - started) * 1000
        count = sum(not statement.startswith(("BEGIN", "PRAGMA")) for statement in seen)
        print(f"| {name}{'' if status == 200 else f' ({status})'} | {count} | {spent:.0f} |")


if __name__ == "__main__":
    main()
