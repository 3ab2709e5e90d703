"""Indexes of some rows, and what an application does not load."""

from __future__ import annotations

import subprocess
import sys

import pytest
from sqlalchemy.schema import CreateIndex

from eventmgr.event.registration.models import FLAGGED, IS_LIVE, UNTOLD, WAITS_FOR_OFFICE, Registration
from eventmgr.ground.db import db
from tests import COMPILED_KEPT

pytestmark = [pytest.mark.engines_differ, pytest.mark.usefixtures("database")]


@pytest.mark.parametrize(
    ("name", "condition"),
    [
        ("uq_registration_one_live_place", IS_LIVE),
        ("ix_registration_event_todo", WAITS_FOR_OFFICE),
        ("ix_registration_event_flagged", FLAGGED),
        ("ix_registration_event_untold", UNTOLD),
    ],
)
def test_an_index_of_some_rows_is_made_with_its_condition(name: str, condition: str):
    [index] = [index for index in Registration.__table__.indexes if index.name == name]

    assert str(CreateIndex(index).compile(db.engine)).endswith(f"WHERE {condition}")


@pytest.mark.one_engine
def test_an_application_on_sqlite_loads_neither_postgresql_nor_what_makes_mail():
    """Each costs every process memory, and every start its time (docs/inside/performance.md)."""
    slow = (
        "sqlalchemy.dialects.postgresql",
        "psycopg",
        "alembic",
        "email.headerregistry",
        "smtplib",
        "icalendar",
        "segno",
    )
    asked = (
        f"import sys, eventmgr.app; eventmgr.app.create_app(); print([name for name in {slow} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True,
        env=COMPILED_KEPT | {"EVENTMGR_SQLALCHEMY_DATABASE_URI": "sqlite://", "EVENTMGR_BASE_URL": "http://localhost"},
    )  # fmt: skip

    assert done.stdout.strip() == "[]"
