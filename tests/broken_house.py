"""For each rule of `tests/test_architecture.py`: a file that breaks it, and what is said of it."""

from __future__ import annotations

BROKEN = {
    "names_a_place": [
        ("eventmgr/attic/models.py", "", "eventmgr/attic/models.py: 'attic' has no place in a wing"),
        (
            "eventmgr/identity/accounts/helpers.py",
            "",
            "eventmgr/identity/accounts/helpers.py: 'helpers' is no name for a thing",
        ),
    ],
    "runs_downstairs": [
        (
            "eventmgr/identity/accounts/services.py",
            "from eventmgr.event.events import models",
            "eventmgr/identity/accounts/services.py: imports eventmgr.event.events.models, which does not lie below accounts",
        ),
        (
            "eventmgr/output/calendars/views.py",
            "import eventmgr.output.papers.views",
            "eventmgr/output/calendars/views.py: imports eventmgr.output.papers.views, which does not lie below calendars",
        ),
        (
            "eventmgr/identity/accounts/views.py",
            "from ...event.events.models import Event",
            "eventmgr/identity/accounts/views.py: imports eventmgr.event.events.models.Event, which does not lie below accounts",
        ),
        (
            "eventmgr/ground/errors.py",
            "from eventmgr.ground import i18n",
            "eventmgr/ground/errors.py: imports eventmgr.ground.i18n, which does not lie below errors",
        ),
    ],
    "keeps_its_trade": [
        (
            "eventmgr/identity/accounts/services.py",
            "import sqlalchemy",
            "eventmgr/identity/accounts/services.py: services import sqlalchemy",
        ),
        (
            "eventmgr/identity/accounts/services/links.py",
            "from flask import g",
            "eventmgr/identity/accounts/services/links.py: imports flask.g, but is no page",
        ),
        (
            "eventmgr/identity/accounts/signing_in/views.py",
            "import sqlalchemy",
            "eventmgr/identity/accounts/signing_in/views.py: views import sqlalchemy",
        ),
        (
            "eventmgr/identity/accounts/signing_in/services/links.py",
            "import sqlalchemy",
            "eventmgr/identity/accounts/signing_in/services/links.py: services import sqlalchemy",
        ),
        (
            "eventmgr/identity/accounts/signing_in/devices.py",
            "from flask import g",
            "eventmgr/identity/accounts/signing_in/devices.py: imports flask.g, but is no page",
        ),
        (
            "eventmgr/identity/accounts/models.py",
            "from sqlalchemy import select",
            "eventmgr/identity/accounts/models.py: select() belongs to queries",
        ),
        (
            "eventmgr/identity/accounts/periods.py",
            "from sqlalchemy import select\nfrom eventmgr.ground.db import db",
            "eventmgr/identity/accounts/periods.py: periods say which rows, and ask nothing",
        ),
    ],
    "writes_like_the_house": [
        (
            "eventmgr/identity/accounts/services.py",
            "db.session.commit()",
            "eventmgr/identity/accounts/services.py:1: services never call db.session.commit()",
        ),
        (
            "eventmgr/identity/accounts/services.py",
            "at = clock.now()",
            "eventmgr/identity/accounts/services.py:1: services never call clock.now()",
        ),
        (
            "eventmgr/identity/accounts/views.py",
            "class A(Model): ...",
            "eventmgr/identity/accounts/views.py:1: tables stand in models",
        ),
    ],
    "queries_ask_only": [
        (
            "eventmgr/identity/accounts/queries.py",
            "def overdue(): ...",
            "eventmgr/identity/accounts/queries.py: overdue() is named neither get_ nor find_ nor list_ nor count_ nor iterate_ nor load_ nor is_",
        ),
        (
            "eventmgr/identity/accounts/queries.py",
            "from sqlalchemy import update",
            "eventmgr/identity/accounts/queries.py: queries import sqlalchemy.update",
        ),
        (
            "eventmgr/identity/accounts/queries/parts.py",
            "db.session.delete(row)",
            "eventmgr/identity/accounts/queries/parts.py:1: queries call db.session.delete()",
        ),
    ],
    "pure_is_pure": [
        (
            "eventmgr/event/agenda/programme.py",
            '"""Days. Pure."""\nfrom eventmgr.event.agenda import queries',
            "eventmgr/event/agenda/programme.py: calls itself pure and imports eventmgr.event.agenda.queries",
        ),
        (
            "eventmgr/event/agenda/programme.py",
            '"""Days. Pure, over items."""\nfrom eventmgr.ground import clock',
            "eventmgr/event/agenda/programme.py: calls itself pure and imports eventmgr.ground.clock",
        ),
        (
            "eventmgr/event/agenda/programme.py",
            '"""Days: pure functions."""\nfrom flask import g',
            "eventmgr/event/agenda/programme.py: calls itself pure and imports flask.g",
        ),
        (
            "eventmgr/event/agenda/programme.py",
            '"""Days. Pure."""\nfrom eventmgr.identity.accounts.signing_in import session',
            "eventmgr/event/agenda/programme.py: calls itself pure and imports eventmgr.identity.accounts.signing_in.session",
        ),
    ],
    "writes_by_write": [
        (
            "eventmgr/identity/accounts/views.py",
            "from eventmgr.ground.db import transaction",
            "eventmgr/identity/accounts/views.py: writes in transaction(), where a lost race is lost; use write()",
        ),
        (
            "eventmgr/identity/accounts/views.py",
            "db.session.commit()",
            "eventmgr/identity/accounts/views.py:1: calls db.session.commit(); use write()",
        ),
        (
            "eventmgr/identity/accounts/views.py",
            "with db.engine.begin() as connection: ...",
            "eventmgr/identity/accounts/views.py:1: calls db.engine.begin(); use write()",
        ),
        (
            "eventmgr/identity/accounts/views.py",
            "with db.transaction(): ...",
            "eventmgr/identity/accounts/views.py:1: calls db.transaction(); use write()",
        ),
    ],
    "imports_at_the_top": [
        (
            "eventmgr/identity/accounts/views.py",
            "def show():\n    import json  # noqa: PLC0415",
            "eventmgr/identity/accounts/views.py:2: imports inside show() without a reason",
        ),
    ],
    "acts_are_one_value": [
        (
            "eventmgr/identity/accounts/services.py",
            "def add_user(name: str, *, at: datetime, by: Actor) -> None: ...",
            "eventmgr/identity/accounts/services.py:1: takes `at` and who acts; give it one `act: Act`",
        ),
        (
            "eventmgr/identity/accounts/services.py",
            "def note(actor: Actor, *, at: datetime) -> None: ...",
            "eventmgr/identity/accounts/services.py:1: takes `at` and who acts; give it one `act: Act`",
        ),
    ],
    "sorts_people_one_way": [
        (
            "eventmgr/programme/study_visits/queries.py",
            "people = query.order_by(_R.rank, _R.id)",
            "eventmgr/programme/study_visits/queries.py:1: sorts by _R.rank; people have one order, in eventmgr/event/registration/in_order.py",
        ),
        (
            "eventmgr/output/papers/queries.py",
            "people = sorted(rows, key=lambda one: one.leadership is None)",
            "eventmgr/output/papers/queries.py:1: sorts by one.leadership; people have one order, in eventmgr/event/registration/in_order.py",
        ),
    ],
    "stays_small": [
        (
            "eventmgr/identity/accounts/views.py",
            "def show():\n" + "    pass\n" * 60,
            "eventmgr/identity/accounts/views.py:1: show() has 61 lines",
        ),
    ],
}
