"""For each rule of `tests/test_architecture.py`: a file that breaks it, and what is said of it."""

from __future__ import annotations

BROKEN = {
    "names_a_place": [
        ("eventmgr/attic/models.py", "", "eventmgr/attic/models.py: 'attic' has no floor"),
        ("eventmgr/accounts/helpers.py", "", "eventmgr/accounts/helpers.py: 'helpers' is no name for a thing"),
    ],
    "runs_downstairs": [
        (
            "eventmgr/accounts/services.py",
            "from eventmgr.events import models",
            "eventmgr/accounts/services.py: imports eventmgr.events.models, which does not lie below accounts",
        ),
        (
            "eventmgr/calendars/views.py",
            "import eventmgr.reports.views",
            "eventmgr/calendars/views.py: imports eventmgr.reports.views, which does not lie below calendars",
        ),
        (
            "eventmgr/accounts/views.py",
            "from ..events.models import Event",
            "eventmgr/accounts/views.py: imports eventmgr.events.models.Event, which does not lie below accounts",
        ),
        (
            "eventmgr/errors.py",
            "from eventmgr import i18n",
            "eventmgr/errors.py: imports eventmgr.i18n, which does not lie below errors",
        ),
    ],
    "keeps_its_trade": [
        (
            "eventmgr/accounts/services.py",
            "import sqlalchemy",
            "eventmgr/accounts/services.py: services import sqlalchemy",
        ),
        (
            "eventmgr/accounts/services/links.py",
            "from flask import g",
            "eventmgr/accounts/services/links.py: imports flask.g, but is no page",
        ),
        (
            "eventmgr/accounts/signing_in/views.py",
            "import sqlalchemy",
            "eventmgr/accounts/signing_in/views.py: views import sqlalchemy",
        ),
        (
            "eventmgr/accounts/signing_in/services/links.py",
            "import sqlalchemy",
            "eventmgr/accounts/signing_in/services/links.py: services import sqlalchemy",
        ),
        (
            "eventmgr/accounts/signing_in/devices.py",
            "from flask import g",
            "eventmgr/accounts/signing_in/devices.py: imports flask.g, but is no page",
        ),
        (
            "eventmgr/accounts/models.py",
            "from sqlalchemy import select",
            "eventmgr/accounts/models.py: select() belongs to queries",
        ),
    ],
    "writes_like_the_house": [
        (
            "eventmgr/accounts/services.py",
            "db.session.commit()",
            "eventmgr/accounts/services.py:1: services never call db.session.commit()",
        ),
        (
            "eventmgr/accounts/services.py",
            "at = clock.now()",
            "eventmgr/accounts/services.py:1: services never call clock.now()",
        ),
        ("eventmgr/accounts/views.py", "class A(Model): ...", "eventmgr/accounts/views.py:1: tables stand in models"),
    ],
    "queries_ask_only": [
        (
            "eventmgr/accounts/queries.py",
            "def overdue(): ...",
            "eventmgr/accounts/queries.py: overdue() is named neither get_ nor find_ nor list_ nor count_ nor iterate_ nor load_ nor is_",
        ),
        (
            "eventmgr/accounts/queries.py",
            "from sqlalchemy import update",
            "eventmgr/accounts/queries.py: queries import sqlalchemy.update",
        ),
        (
            "eventmgr/accounts/queries/parts.py",
            "db.session.delete(row)",
            "eventmgr/accounts/queries/parts.py:1: queries call db.session.delete()",
        ),
    ],
    "pure_is_pure": [
        (
            "eventmgr/agenda/programme.py",
            '"""Days. Pure."""\nfrom eventmgr.agenda import queries',
            "eventmgr/agenda/programme.py: calls itself pure and imports eventmgr.agenda.queries",
        ),
        (
            "eventmgr/agenda/programme.py",
            '"""Days. Pure, over items."""\nfrom eventmgr import clock',
            "eventmgr/agenda/programme.py: calls itself pure and imports eventmgr.clock",
        ),
        (
            "eventmgr/agenda/programme.py",
            '"""Days: pure functions."""\nfrom flask import g',
            "eventmgr/agenda/programme.py: calls itself pure and imports flask.g",
        ),
        (
            "eventmgr/agenda/programme.py",
            '"""Days. Pure."""\nfrom eventmgr.accounts.signing_in import session',
            "eventmgr/agenda/programme.py: calls itself pure and imports eventmgr.accounts.signing_in.session",
        ),
    ],
    "writes_by_write": [
        (
            "eventmgr/accounts/views.py",
            "from eventmgr.db import transaction",
            "eventmgr/accounts/views.py: writes in transaction(), where a lost race is lost; use write()",
        ),
        (
            "eventmgr/accounts/views.py",
            "db.session.commit()",
            "eventmgr/accounts/views.py:1: calls db.session.commit(); use write()",
        ),
        (
            "eventmgr/accounts/views.py",
            "with db.engine.begin() as connection: ...",
            "eventmgr/accounts/views.py:1: calls db.engine.begin(); use write()",
        ),
        (
            "eventmgr/accounts/views.py",
            "with db.transaction(): ...",
            "eventmgr/accounts/views.py:1: calls db.transaction(); use write()",
        ),
    ],
    "imports_at_the_top": [
        (
            "eventmgr/accounts/views.py",
            "def show():\n    import json  # noqa: PLC0415",
            "eventmgr/accounts/views.py:2: imports inside show() without a reason",
        ),
    ],
    "acts_are_one_value": [
        (
            "eventmgr/accounts/services.py",
            "def add_user(name: str, *, at: datetime, by: Actor) -> None: ...",
            "eventmgr/accounts/services.py:1: takes `at` and who acts; give it one `act: Act`",
        ),
        (
            "eventmgr/accounts/services.py",
            "def note(actor: Actor, *, at: datetime) -> None: ...",
            "eventmgr/accounts/services.py:1: takes `at` and who acts; give it one `act: Act`",
        ),
    ],
    "sorts_people_one_way": [
        (
            "eventmgr/study_visits/queries.py",
            "people = query.order_by(_R.rank, _R.id)",
            "eventmgr/study_visits/queries.py:1: sorts by _R.rank; people have one order, in eventmgr/registration/in_order.py",
        ),
        (
            "eventmgr/reports/queries.py",
            "people = sorted(rows, key=lambda one: one.leadership is None)",
            "eventmgr/reports/queries.py:1: sorts by one.leadership; people have one order, in eventmgr/registration/in_order.py",
        ),
    ],
    "stays_small": [
        (
            "eventmgr/accounts/views.py",
            "def show():\n" + "    pass\n" * 60,
            "eventmgr/accounts/views.py:1: show() has 61 lines",
        ),
    ],
}
