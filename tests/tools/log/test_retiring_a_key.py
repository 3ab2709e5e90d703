"""A data key is retired: the present one vouches for the whole change log, and nothing altered becomes good by that."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.console.cli.reseal import command
from eventmgr.console.cli.trail import command as trail
from eventmgr.ground.db import db, transaction
from eventmgr.tools.log import seals
from eventmgr.tools.log.models import AuditEntry, Seal, SealState
from eventmgr.tools.log.services import make_nameless
from tests.factories import NOON, make_event
from tests.tools.log.chain import change, prune, seal, told, write_entries

pytestmark = pytest.mark.usefixtures("frozen")
NEW = "another key that is long enough for it"


@pytest.fixture
def event(app):
    return make_event()


@pytest.fixture
def rotated(app, make_app):
    """The same installation with a new data key and the old one behind it, and after the old one was taken away."""
    return make_app(DATA_KEY=NEW, DATA_KEY_FALLBACKS=[app.config["DATA_KEY"]]), lambda: make_app(DATA_KEY=NEW)


def reseal(app):
    with app.app_context():
        done = app.test_cli_runner().invoke(command)
    assert done.exit_code == 0, done.output
    return done.output


def a_log_with_everything(event):
    """Whole, emptied and pruned entries, sealed; the numbers of those that are left whole."""
    old = write_entries(event, 3, at=NOON - timedelta(days=300))
    entries = write_entries(event, 5)
    seal()
    with transaction():
        make_nameless([db.session.get_one(AuditEntry, entries[1])], set())
    prune(NOON - timedelta(days=200))
    seal()
    assert db.session.get(AuditEntry, old[0]) is None
    return entries


def test_untouched_it_is_true_without_the_old_key_and_digests_kept_elsewhere_hold(app, event, rotated, monkeypatch):
    behind, without = rotated
    entries = a_log_with_everything(event)
    kept = app.test_cli_runner().invoke(trail).output.strip()
    states = set(db.session.scalars(select(Seal.state)))
    monkeypatch.setattr(seals, "AT_ONCE", 2)

    said = reseal(behind)
    with without().app_context():
        write_entries(event, 2)
        seal()
        with transaction():
            make_nameless([db.session.get_one(AuditEntry, entries[2])], set())
        true = told()
        holds = app.test_cli_runner().invoke(trail, ["--holds", kept]).output

    assert states == {SealState.WHOLE, SealState.EMPTIED, SealState.PRUNED}
    assert "0 entries of the change log are vouched" not in said and "do not fit" not in said
    assert (true, holds) == ([], f"holds   {kept.split(':')[0]}\n")
    assert "0 entries of the change log are vouched" in reseal(behind), "doing so twice is no fault"


@pytest.mark.parametrize(
    "altered",
    [
        "UPDATE audit_entry SET changes = '{}' WHERE id = :id",
        "UPDATE audit_entry SET object_name = '王五' WHERE id = :id",
        "UPDATE audit_entry SET action = 'confirmed' WHERE id = :id",
        "UPDATE trail_seal SET carried = '' WHERE entry_id = :id",
        "UPDATE trail_seal SET digest = payload WHERE entry_id = :id",
    ],
)
def test_an_old_row_that_is_changed_after_it_is_found(event, rotated, altered):
    behind, without = rotated
    entries = a_log_with_everything(event)
    reseal(behind)
    change(altered, id=entries[3])

    with without().app_context():
        assert f"entry {entries[3]}: altered" in told()


def test_a_row_that_was_changed_before_it_is_not_made_good(event, rotated):
    behind, without = rotated
    entries = a_log_with_everything(event)
    change("UPDATE audit_entry SET reason = '无' WHERE id = :id", id=entries[3])

    said = reseal(behind)
    with behind.app_context():
        named = told()
    with without().app_context():
        missing = told()

    assert "1 entries of the change log do not fit" in said
    assert named == [f"entry {entries[3]}: altered"]
    assert any(f"from entry {entries[3]} on: sealed under another data key" in line for line in missing)


def test_an_entry_that_was_removed_stays_told(event, rotated):
    behind, without = rotated
    entries = a_log_with_everything(event)
    change("DELETE FROM audit_entry WHERE id = :id", id=entries[3])

    reseal(behind)
    with without().app_context():
        assert f"entry {entries[3]}: removed" in told()


def test_pruning_goes_on_behind_it(event, rotated):
    behind, without = rotated
    a_log_with_everything(event)
    reseal(behind)

    with without().app_context():
        prune(NOON + timedelta(days=1))
        assert told() == []
