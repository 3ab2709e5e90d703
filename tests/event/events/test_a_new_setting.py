"""A new setting of an event: a line of the model, a line of each template that shows it, a migration. All else follows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from eventmgr.event.events.manage.sections import SECTIONS
from eventmgr.event.events.models import Event
from eventmgr.ground.columns import settings_of

pytestmark = pytest.mark.one_engine
ROOT = Path(__file__).resolve().parents[3]
SAYS_NOTHING = {
    *("id", "uid", "series_id", "created_by_id", "cloned_from_id", "created_at"),
    *(
        "agenda_published",
        "uses",
        "search_text",
        "organizer_address",
        "page_version",
        "programme_version",
        "text_version",
    ),
    *("sequence", "calendar_changed_at", "calendar_digest", "name_sequence", "name_changed_at", "name_digest"),
    *("mail_sequence", "mail_changed_at", "mail_digest"),
}
"""Columns that nobody sets: numbers, counters, stamps, what follows from others."""


@pytest.fixture(scope="module")
def seen(engine, migrated, new_database, tmp_path_factory):
    """What people see of the product with a dress code, by name (`dress_code.py`)."""
    folder = tmp_path_factory.mktemp("dress_code")
    name = f"eventmgr_dress_code_{os.getpid()}"
    database = new_database(folder, name, migrated)
    command = [sys.executable, "-m", "tests.event.events.dress_code", database.uri, str(folder / "instance")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    database.remove()
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("place", ["event page", "own page", "paper", "letter"])
def test_it_is_shown_once_it_is_set_on_kept_pages_and_in_drafted_letters_too(seen, place):
    assert "Business casual" not in seen[f"{place} before"]
    assert "Dress code" in seen[f"{place} after"]
    assert "Business casual" in seen[f"{place} after"]


def test_its_section_asks_for_it_without_a_line_in_the_form(seen):
    assert 'name="dress_code_en"' in seen["form"]
    assert seen["saved"] == 303


def test_the_history_calls_it_by_its_label(seen):
    assert "Dress code" in seen["history"]
    assert "Business casual" in seen["history"]


def test_a_copy_takes_it_along(seen):
    assert seen["copied"] == {"en": "Business casual"}


def test_it_is_read_with_the_lock_so_that_no_letter_costs_a_statement(seen):
    assert seen["locked"] is True


def test_every_section_that_a_setting_names_asks_for_it():
    named = {(said.section, name) for name, said in settings_of(Event).items() if said.section}

    assert {(section, name) for section, name in named if name in SECTIONS[section].form.columns()} == named


def test_every_column_of_an_event_says_what_it_is_or_is_known_as_one_that_nobody_sets():
    columns = set(Event.__table__.columns.keys())

    assert columns - settings_of(Event).keys() == SAYS_NOTHING
