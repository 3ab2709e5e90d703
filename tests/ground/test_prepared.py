"""Statements that go straight to the driver: their errors, who hears of them, and rows that come together."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import bindparam, event, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, ProgrammingError

from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.quotas.models import TallyVersion
from eventmgr.ground import notify
from eventmgr.ground.db import UNFLUSHED, db, is_sqlite, transaction
from eventmgr.ground.prepared import NewRow, Prepared, insert_rows
from eventmgr.tools.messages.models import OutboxLetter
from tests.factories import NOON, make_event

pytestmark = [pytest.mark.engines_differ, pytest.mark.usefixtures("database")]
_FIND = Prepared(
    select(Event.id, Event.status, Event.title, Event.starts_at).where(
        Event.slug == bindparam("slug"), Event.status.in_((EventStatus.PUBLISHED, EventStatus.FINISHED))
    )
)
_TWICE = Prepared(text("SELECT :number, '100%', :number WHERE 'a:b' LIKE '%b'").bindparams(bindparam("number")))


def version(event_id, value=1):
    return NewRow(TallyVersion, {"event_id": event_id, "value": value})


def test_values_and_results_are_of_the_types_of_the_columns():
    there = make_event(title={"zh": "样例"}, starts_at=NOON)

    [row] = _FIND.rows({"slug": there.slug})

    assert row == (there.id, EventStatus.PUBLISHED, {"zh": "样例"}, NOON)
    assert row[3].utcoffset() == timedelta(0)


def test_a_value_stands_wherever_it_is_named_and_a_percent_sign_is_one():
    assert [tuple(map(str, row)) for row in _TWICE.rows({"number": "7"})] == [("7", "100%", "7")]


def test_an_error_is_one_of_sqlalchemy_and_names_the_statement():
    broken = Prepared(text("SELECT no_such_column FROM event WHERE id = :number"))

    with pytest.raises(OperationalError if is_sqlite() else ProgrammingError, match="no_such_column") as caught:
        broken.rows({"number": 1})

    assert "no_such_column" in caught.value.statement
    db.session.rollback()


def test_a_row_that_is_there_already_is_refused_as_everywhere():
    there = make_event()
    with transaction():
        insert_rows([version(there.id)])

    with pytest.raises(IntegrityError), transaction():
        insert_rows([version(there.id)])


def test_a_connection_that_breaks_is_thrown_away_and_the_next_is_new():
    if is_sqlite():
        pytest.skip("SQLite has no connection that breaks")
    number = Prepared(text("SELECT pg_backend_pid()"))
    [(before,)] = number.rows({})
    with db.engine.connect() as other:
        other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": before})

    with pytest.raises(DBAPIError) as caught:
        number.rows({})
    db.session.rollback()

    assert caught.value.connection_invalidated
    assert number.rows({}) != [(before,)]


def test_who_listens_to_statements_hears_of_them():
    heard = []

    def note(*arguments):
        heard.append(arguments[2])

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        _TWICE.rows({"number": "1"})
    finally:
        event.remove(db.engine, "before_cursor_execute", note)

    assert heard[-1].startswith("SELECT")


def test_rows_may_refer_to_each_other_and_are_there_or_not_together():
    there = make_event()
    letter = {
        "message_id": "<a@example.com>", "kind": "registration.confirmed", "language": "zh", "to_address": "a@example.com",
        "subject": "s", "text": "t", "html": "h", "created_at": NOON, "due_at": NOON, "event_id": there.id,
    }  # fmt: skip

    with transaction():
        insert_rows([version(there.id), NewRow(OutboxLetter, letter)])
    with pytest.raises(IntegrityError), transaction():
        insert_rows([NewRow(OutboxLetter, letter | {"message_id": "<b@example.com>"}), version(there.id)])

    kept = db.session.scalars(select(OutboxLetter)).all()
    assert [(row.message_id, row.attachments, row.attempts) for row in kept] == [("<a@example.com>", [], 0)]


def test_words_that_are_said_with_a_row_are_not_said_again_by_the_commit(count_statements):
    there = make_event()
    with count_statements() as statements, transaction():
        notify.tell(f"event:{there.id}")
        insert_rows([version(there.id)], tells=True)

    # the other one is the flush
    assert ["pg_notify" in statement for statement in statements] == ([False] if is_sqlite() else [True, False])
    assert not db.session.info.keys() & {"eventmgr_said", "eventmgr_told", UNFLUSHED}


def test_words_that_come_after_the_rows_are_said_by_the_commit(count_statements):
    if is_sqlite():
        pytest.skip("SQLite tells nobody by statements")
    there = make_event()
    with count_statements() as statements, transaction():
        notify.tell(f"event:{there.id}")
        insert_rows([version(there.id)], tells=True)
        notify.tell("site")

    assert ["pg_notify" in statement for statement in statements[:2]] == [True, True]


def test_words_of_a_transaction_that_was_rolled_back_are_said_by_the_next(count_statements):
    number = make_event().id
    with pytest.raises(RuntimeError), transaction():
        notify.tell("site")
        insert_rows([version(number)], tells=True)
        raise RuntimeError("given up")

    with count_statements() as statements, transaction():
        notify.tell("site")
        insert_rows([version(number)], tells=True)

    assert is_sqlite() or "pg_notify" in statements[0]
