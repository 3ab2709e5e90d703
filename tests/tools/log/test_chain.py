"""The chain over the trail: what is altered, removed or put in is told; what the product itself forgets is not."""

import json
import threading
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, insert, select, text

from eventmgr.console.cli.trail import command
from eventmgr.console.cli.worker import Worker
from eventmgr.ground.db import db, is_sqlite, transaction
from eventmgr.ground.jobs import services as jobs
from eventmgr.tools.log import chain, seals
from eventmgr.tools.log.models import ActorKind, AuditEntry, Seal, SealState
from eventmgr.tools.log.services import make_nameless
from tests.factories import NOON, make_event
from tests.tools.log.chain import change, prune, seal, told, write_entries

pytestmark = pytest.mark.engines_differ


@pytest.fixture
def event(database):
    return make_event()


@pytest.fixture
def entries(event):
    """Numbers of six sealed entries."""
    ids = write_entries(event, 6)
    assert seal() == 6
    return ids


def test_entries_are_sealed_in_the_order_of_their_numbers_once_each(event, entries):
    more = write_entries(event, 2)
    done = seal(), seal()

    found = db.session.scalars(select(Seal).order_by(Seal.id)).all()
    assert (done, [one.entry_id for one in found], [one.id for one in found]) == (
        (2, 0),
        [*entries, *more],
        list(range(1, 9)),
    )
    assert len({one.digest for one in found} | {one.salt for one in found}) == 16
    assert told() == []


@pytest.mark.parametrize(
    "altered",
    [
        "actor_name = '李四'", "actor_id = 8", "actor_kind = 'system'", "by_link = NOT by_link", "event_id = NULL",
        "object_type = 'user_account'", "object_id = object_id + 1", "object_name = ''", "action = 'created'",
        "reason = reason || ' '", "changes = '{}'", "changes = '{\"title\": [\"处长\", \"部长\"]}'",
        "at = '2026-04-01 12:00:01'",
    ],
)  # fmt: skip
def test_an_altered_entry_is_named_and_no_other(entries, altered):
    change(f"UPDATE audit_entry SET {altered} WHERE id = :id", id=entries[2])

    assert told() == [f"entry {entries[2]}: altered"]


def test_a_removed_entry_is_named(entries):
    change("DELETE FROM audit_entry WHERE id = :id", id=entries[2])

    assert told() == [f"entry {entries[2]}: removed"]


def test_an_entry_that_was_removed_with_its_seal_leaves_a_gap(entries):
    change("DELETE FROM audit_entry WHERE id IN (:one, :two)", one=entries[2], two=entries[3])
    change("DELETE FROM trail_seal WHERE entry_id IN (:one, :two)", one=entries[2], two=entries[3])

    assert told() == [f"between entries {entries[1]} and {entries[4]}: 2 removed together with their seals"]


def test_a_gap_that_is_closed_by_counting_anew_is_told_too(entries):
    change("DELETE FROM audit_entry WHERE id = :id", id=entries[4])
    change("DELETE FROM trail_seal WHERE entry_id = :id", id=entries[4])
    change("UPDATE trail_seal SET id = 5, first = 5 WHERE entry_id = :id", id=entries[5])

    assert told() == [f"entry {entries[5]}: altered"]


def test_an_entry_that_was_put_in_is_named(entries):
    change("DELETE FROM audit_entry WHERE id = :id", id=entries[2])
    change("DELETE FROM trail_seal WHERE entry_id = :id", id=entries[2])
    columns = "at, actor_kind, actor_id, actor_name, by_link, event_id, object_type, object_id, object_name, action, changes, reason"
    change(
        f"INSERT INTO audit_entry (id, {columns}) SELECT :id, {columns} FROM audit_entry WHERE id = :like",
        id=entries[2], like=entries[3],
    )  # fmt: skip

    assert f"entry {entries[2]}: put in" in told()
    assert seal() == 0, "nobody seals afterwards what was put in"


def test_two_entries_that_changed_places_are_named(entries):
    one, two = entries[1], entries[2]
    for old, new in ((one, -1), (two, one), (-1, two)):
        change("UPDATE audit_entry SET id = :new WHERE id = :old", old=old, new=new)

    assert told() == [f"entry {one}: altered", f"entry {two}: altered"]


def test_two_seals_that_changed_places_are_named(entries):
    for old, new in ((2, -1), (3, 2), (-1, 3)):
        change("UPDATE trail_seal SET id = :new, first = :new WHERE id = :old", old=old, new=new)

    assert told() == [f"entry {entries[n]}: altered" for n in (2, 1, 3)]


@pytest.mark.parametrize("column", ["digest", "payload", "salt"])
def test_a_seal_that_was_altered_is_told_at_its_entry(entries, column):
    change(f"UPDATE trail_seal SET {column} = reverse_of WHERE id = 3".replace("reverse_of", "'" + "0" * 32 + "'"))

    assert told() == [f"entry {entries[2]}: altered"]


def test_what_is_not_sealed_yet_is_no_breach_and_the_worker_seals_it(event, app, monkeypatch):
    monkeypatch.setattr(seals, "AT_ONCE", 2)
    ids = write_entries(event, 5, at=datetime.now(UTC))
    before = told()
    with transaction():
        jobs.schedule_periodic(at=datetime.now(UTC))

    Worker(app, lease=60, batch=50, stop=threading.Event()).run(once=True)

    assert (before, told()) == ([], [])
    assert set(ids) <= set(db.session.scalars(select(Seal.entry_id)))


def test_names_that_a_rule_takes_out_leave_the_chain_whole(event, entries):
    with transaction():
        make_nameless([db.session.get_one(AuditEntry, entries[2])], {"status"})
        make_nameless([db.session.get_one(AuditEntry, entries[2])], set())
    found = db.session.scalars(select(Seal).where(Seal.entry_id == entries[2])).one()

    assert (found.state, found.salt, told()) == (SealState.EMPTIED, "", [])
    change("UPDATE audit_entry SET object_name = '王五' WHERE id = :id", id=entries[2])
    assert told() == [f"entry {entries[2]}: altered"]


def test_whoever_empties_an_entry_by_hand_is_told_whatever_its_seal_says(entries):
    change("UPDATE audit_entry SET object_name = '', reason = '' WHERE id = :id", id=entries[2])
    change("UPDATE trail_seal SET state = 'emptied', salt = '', mark = digest WHERE entry_id = :id", id=entries[2])

    assert told() == [f"entry {entries[2]}: altered"]


def test_emptying_an_altered_entry_does_not_make_it_good(entries):
    change("UPDATE audit_entry SET reason = '更正 ' WHERE id = :id", id=entries[2])
    with transaction():
        make_nameless([db.session.get_one(AuditEntry, entries[2])], set())

    assert told() == [f"entry {entries[2]}: altered"]


def test_after_pruning_the_chain_begins_at_what_is_left_and_the_pruning_is_an_entry(event):
    old = write_entries(event, 3, at=NOON)
    kept = write_entries(event, 1, at=NOON, action="published")
    old += write_entries(event, 3, at=NOON)
    newer = write_entries(event, 2, at=NOON + timedelta(days=5))
    seal()

    runs = [prune(NOON + timedelta(days=1), limit=2, records={"published"}) for _ in range(5)]
    seal()

    assert (runs, told()) == ([2, 2, 2, 1, 0], [])
    entries = {one.id: one for one in db.session.scalars(select(AuditEntry))}
    pruned = [one for one in entries.values() if one.action == "pruned"]
    assert not set(old) & set(entries)
    assert {*kept, *newer} <= set(entries)
    assert [(one.object_type, one.actor_kind) for one in pruned] == [("audit_entry", ActorKind.SYSTEM)] * 4
    assert sum(one.changes.get("entries", [0, 0])[1] for one in pruned) == 6
    chain_now = [(one.first, one.id, one.state.value) for one in db.session.scalars(select(Seal).order_by(Seal.id))]
    assert chain_now[:5] == [(1, 3, "pruned"), (4, 4, "emptied"), (5, 7, "pruned"), (8, 8, "whole"), (9, 9, "whole")]


def test_pruning_that_no_rule_did_is_told(event, entries):
    change("DELETE FROM audit_entry WHERE id <= :id", id=entries[2])
    change("DELETE FROM trail_seal WHERE id < 3")
    change("UPDATE trail_seal SET first = 1, state = 'pruned', mark = digest WHERE id = 3")

    assert told() == [f"entries up to {entries[2]}: removed, and not by the product after their period"]


def test_a_true_pruning_cannot_be_stretched_over_what_came_later(event):
    old = write_entries(event, 2)
    newer = write_entries(event, 3, at=NOON + timedelta(days=5))
    seal()
    prune(NOON + timedelta(days=1))
    seal()
    assert told() == []

    change("DELETE FROM audit_entry WHERE id = :id", id=newer[0])
    change("DELETE FROM trail_seal WHERE id = 3")
    change("UPDATE trail_seal SET id = 3, entry_id = :id WHERE entry_id = :old", id=newer[0], old=old[1])

    assert told()[0] == f"entries up to {newer[0]}: removed, and not by the product after their period"


def test_entries_that_go_before_they_are_sealed_leave_no_trace_in_the_chain(event):
    write_entries(event, 3)
    prune(NOON + timedelta(days=1))
    left = db.session.scalars(select(AuditEntry.id)).all()

    assert (seal(), told(), len(left)) == (1, [], 1)


def test_without_the_key_nobody_can_make_a_seal(event, entries, make_app):
    other = "another key that the installation never had"
    with make_app(DATA_KEY=other).app_context():
        assert told() == [
            f"from entry {entries[0]} on: sealed under another data key; add that key to EVENTMGR_DATA_KEY_FALLBACKS"
        ]
        write_entries(event, 2)
        seal()
        assert len(told()) == 1
    assert len(told()) == 1


def test_after_a_new_data_key_the_older_one_still_vouches(event, entries, make_app, app):
    with make_app(
        DATA_KEY="another key that is long enough for it", DATA_KEY_FALLBACKS=[app.config["DATA_KEY"]]
    ).app_context():
        write_entries(event, 2)
        seal()
        with transaction():
            make_nameless([db.session.get_one(AuditEntry, entries[1])], set())
        prune(NOON + timedelta(days=1), limit=1)
        assert told() == []


def test_the_command_prints_the_end_of_the_chain_and_says_whether_it_still_holds(app, event, monkeypatch):
    runner = app.test_cli_runner()
    write_entries(event, 3)
    line = runner.invoke(command).output.strip()
    write_entries(event, 1)
    later = runner.invoke(command).output.strip()

    assert (line.split(":")[0], later.split(":")[0]) == ("3", "4")
    assert runner.invoke(command, ["--holds", line]).output == "holds   3\n"
    assert runner.invoke(command, ["--holds", "3"]).exit_code == 2
    change("DELETE FROM trail_seal WHERE id >= 3")
    shorter = runner.invoke(command, ["--holds", line])
    change("UPDATE audit_entry SET object_name = '王五'")
    seal()
    anew = runner.invoke(command, ["--holds", line])
    assert (shorter.exit_code, "no place 3" in shorter.output) == (1, True)
    assert (anew.exit_code, "made anew" in anew.output) == (1, True)


def test_an_entry_that_is_committed_after_a_higher_number_is_not_left_out(event, app, monkeypatch):
    if is_sqlite():
        pytest.skip("SQLite has one writer: numbers appear in their order")
    monkeypatch.setattr(seals, "_PATIENCE", 2)
    engine = create_engine(app.config["SQLALCHEMY_DATABASE_URI"])
    row = (
        "INSERT INTO audit_entry (at, actor_kind, actor_name, object_type, object_id, object_name, action, changes, reason)"
        " VALUES (now(), 'system', '', 'event', 1, :name, 'changed', '{}', '') RETURNING id"
    )
    with engine.connect() as slow:
        first = slow.execute(text(row), {"name": "slow"}).scalar_one()
        with engine.begin() as quick:
            second = quick.execute(text(row), {"name": "quick"}).scalar_one()
        while_open = seal(), db.session.scalars(select(Seal.entry_id)).all()
        slow.commit()
    engine.dispose()
    after = seal()

    assert (first < second, while_open, after) == (True, (0, []), 2)
    assert db.session.scalars(select(Seal.entry_id).order_by(Seal.id)).all() == [first, second]
    assert told() == []


def test_writers_who_never_cease_do_not_keep_the_chain_from_growing(event, app):
    if is_sqlite():
        pytest.skip("SQLite has one writer")
    engine = create_engine(app.config["SQLALCHEMY_DATABASE_URI"])
    ids = write_entries(event, 3)
    lock = "LOCK TABLE audit_entry IN ROW EXCLUSIVE MODE"
    with engine.connect() as one, engine.connect() as two:
        one.execute(text(lock))
        ended = threading.Timer(0.3, one.commit)

        def overlap():
            two.execute(text(lock))
            ended.start()

        threading.Timer(0.1, overlap).start()
        done = seal()
        ended.join()
        two.rollback()
    engine.dispose()

    assert (done, db.session.scalars(select(Seal.entry_id).order_by(Seal.id)).all()) == (3, ids)


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS, lambda inner: st.lists(inner, max_size=2), max_leaves=3
)
ENTRIES = st.builds(
    SimpleNamespace,
    id=st.integers(1, 20), at=st.datetimes(timezones=st.just(UTC)), actor_kind=st.sampled_from(["user", "system"]),
    actor_id=st.none() | st.integers(1, 20), actor_name=TEXTS, by_link=st.booleans(),
    event_id=st.none() | st.integers(1, 20), object_type=TEXTS, object_id=st.integers(1, 20), object_name=TEXTS,
    action=TEXTS, changes=st.dictionaries(TEXTS, VALUES, max_size=2).map(json.dumps), reason=TEXTS,
)  # fmt: skip


@given(ENTRIES, ENTRIES, st.sampled_from(["", "a" * 64]), st.integers(1, 3))
def test_two_entries_have_one_digest_only_if_nothing_of_them_differs(one, other, before, place):
    key = b"k" * 32
    digests = [chain.digest_of(key, place, before, each, chain.payload_of(key, "", each)) for each in (one, other)]

    assert (digests[0] == digests[1]) == (vars(one) == vars(other))


@given(ENTRIES, st.sampled_from([column.name for column in AuditEntry.__table__.columns]), ENTRIES)
def test_a_difference_in_any_one_column_is_another_digest(entry, column, source):
    other = SimpleNamespace(**vars(entry) | {column: getattr(source, column)})
    key = b"k" * 32
    digests = [chain.digest_of(key, 1, "", each, chain.payload_of(key, "", each)) for each in (entry, other)]

    assert (digests[0] == digests[1]) == (getattr(entry, column) == getattr(source, column))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(TEXTS, TEXTS, st.dictionaries(TEXTS, VALUES, max_size=2)), min_size=1, max_size=4))
def test_what_the_database_gives_back_is_what_was_sealed(app, rows):
    with transaction():
        db.session.execute(text("DELETE FROM trail_seal"))
        db.session.execute(text("DELETE FROM audit_entry"))
        for name, reason, changes in rows:
            clean = {key.replace("\0", ""): value for key, value in changes.items()}
            db.session.execute(
                insert(AuditEntry).values(
                    at=NOON, actor_kind=ActorKind.SYSTEM, object_type="event", object_id=1, action="changed",
                    object_name=name.replace("\0", ""), reason=reason.replace("\0", ""), changes=clean,
                )
            )  # fmt: skip

    assert (seal(), told()) == (len(rows), [])
