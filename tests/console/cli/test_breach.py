"""`eventmgr breach` names exactly those whose affected fields the event held in that time, and the change log tells of it."""

from __future__ import annotations

import csv
import io
import stat
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.console.cli.breach import command
from eventmgr.event.registration.deciding.services.decisions import restrict
from eventmgr.event.registration.queries.rows import iterate_affected
from eventmgr.event.registration.retaining.services.forgetting import forget
from eventmgr.ground.db import db, transaction
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.services import Act
from tests.event.registration.applicants import OFFICE, VISITOR, make_applicant
from tests.event.registration.registering import register
from tests.factories import NOON, make_event

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def event(app, frozen):
    found = make_event(slug="broken", fields={"lodging": "optional"})
    people = {
        "张三": {"answers": {"lodging": "single"}},
        "李四": {"email": ""},
        "王五": {},
    }
    for name, values in people.items():
        register(found, make_applicant(name=name, **values), at=NOON - timedelta(hours=3))
    register(found, make_applicant(name="后来者"), at=NOON + timedelta(days=2))
    register(make_event(), make_applicant(name="别的活动"))
    frozen.move_to(NOON + timedelta(days=3))
    return found


@pytest.fixture
def run(app, tmp_path):
    """`run(…)`: (exit code, what was printed, rows of the file)."""

    def go(*arguments, out="list.csv"):
        path = tmp_path / out
        done = app.test_cli_runner().invoke(command, [*arguments, "--out", str(path)])
        text = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
        return done.exit_code, done.output, list(csv.reader(io.StringIO(text)))[1:]

    return go


SPAN = ("broken", "--from", "2026-03-31", "--to", "2026-04-02")


def test_affected_is_who_was_registered_then_and_has_one_of_the_fields(event, run):
    code, said, rows = run(*SPAN, "--fields", "lodging,email")

    assert (code, "2 people are affected" in said) == (0, True)
    assert [(row[0], row[-1]) for row in rows] == [("张三", "住宿；电子邮箱"), ("王五", "电子邮箱")]
    assert rows[0][2].startswith("154") and "*" not in rows[0][2]


def test_all_fields_are_meant_where_none_is_named_and_now_is_the_end(event, run):
    _code, _said, rows = run("broken", "--from", "2026-03-31")

    assert [row[0] for row in rows] == ["张三", "李四", "王五", "后来者"]


def test_restricted_people_are_told_too_and_those_deleted_since_are_counted(event, run):
    people = {row.name: row for row in event_people(event)}
    with transaction():
        restrict(event, people["张三"], on=True, act=Act(OFFICE, NOON))
        forget(event, people["王五"], act=Act(VISITOR, NOON + timedelta(days=3)))

    _code, said, rows = run(*SPAN)

    assert [row[0] for row in rows] == ["张三", "李四"]
    assert "1 more were registered then and deleted since" in said


def event_people(event):
    return list(iterate_affected(event.id, until=NOON + timedelta(days=9)))


def test_the_change_log_says_what_was_listed_and_whom_never(event, run):
    run(*SPAN, "--fields", "mobile")

    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "breach_listed")).one()
    assert (entry.event_id, entry.changes["columns"], entry.changes["rows"]) == (event.id, [None, "mobile"], [None, 3])
    assert "张三" not in str(entry.changes)


def test_the_file_is_for_its_account_alone_and_none_is_overwritten(event, run, tmp_path):
    run(*SPAN)
    mode = stat.S_IMODE((tmp_path / "list.csv").stat().st_mode)
    code, said, _rows = run(*SPAN, "--fields", "email")

    assert (mode & 0o077, code, "cannot be written" in said) == (0, 2, True)
    assert len(db.session.scalars(select(AuditEntry).where(AuditEntry.action == "breach_listed")).all()) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("gone", "--from", "2026-03-31"), "there is no event 'gone'"),
        (("broken", "--from", "2026-04-02", "--to", "2026-04-01"), "--from lies behind --to"),
        (("broken", "--from", "2026-03-31", "--fields", "mobile,secret"), "no fields of this event: secret"),
        (("broken", "--from", "yesterday"), "does not match"),
        (("broken",), "Missing option '--from'"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_written(event, run, tmp_path, arguments, said):
    code, printed, rows = run(*arguments)

    assert (code, said in printed, rows, (tmp_path / "list.csv").exists()) == (2, True, [], False)
