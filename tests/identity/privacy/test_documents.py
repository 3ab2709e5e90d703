"""Numbers of identity documents go when the event's last day is over, from every place in which one stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from eventmgr.console.cli.retention import command
from eventmgr.event.registration.changing.services.requesting import request_change
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db, transaction
from eventmgr.ground.features import periods
from eventmgr.ground.sealing import sealer
from eventmgr.identity.privacy.consents import IDENTITY, PROCESSING
from eventmgr.identity.privacy.periods import day_after
from eventmgr.identity.privacy.services import delete_due, lift_hold, place_hold
from eventmgr.identity.team.roles import TeamRole
from eventmgr.output.imports.models import BatchState, ImportBatch, ImportedRow, Outcome
from eventmgr.output.imports.statements import discard_of_ended
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.services import Act
from tests.attacks.stolen_backup import stored
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.identity_documents import GIVEN, NUMBER, OTHER, asking, comes
from tests.factories import NOON, keep, make_member

pytestmark = pytest.mark.usefixtures("frozen", "database")


def run(at, key="documents"):
    with transaction():
        done = delete_due(at)
    db.session.expire_all()
    return done[key]


def opened():
    """All that stands in the database, what is sealed opened with the key."""
    texts = stored().split("\n")
    return "\n".join([*texts, *(str(sealer().unseal(sealed)) for sealed in texts if sealed.startswith("gAAAA"))])


def end_of(event):
    return day_after(event.ends_at, event.timezone)


@pytest.mark.parametrize(
    ("at", "zone", "end"),
    [
        (datetime(2026, 5, 14, 9, tzinfo=UTC), "Asia/Shanghai", datetime(2026, 5, 14, 16, tzinfo=UTC)),
        (datetime(2026, 5, 14, 16, tzinfo=UTC), "Asia/Shanghai", datetime(2026, 5, 15, 16, tzinfo=UTC)),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "Europe/Berlin", datetime(2026, 10, 25, 23, tzinfo=UTC)),
    ],
)
def test_the_last_day_ends_at_midnight_on_the_clock_of_the_event(at, zone, end):
    assert day_after(at, zone) == end


def test_they_go_when_the_last_day_is_over_and_no_second_earlier():
    place = comes(asking())
    end = end_of(place.event)

    early = run(end - timedelta(seconds=1))
    kept = dict(place.id_document)
    late = run(end)

    assert (early, kept, late) == (0, GIVEN, 1)
    assert (place.id_document, place.name != "—", run(end + timedelta(days=1))) == ({}, True, 0)
    (entry,) = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "documents_deleted"))
    assert entry.changes == {"registrations": [None, 1]}


def test_afterwards_nothing_in_the_database_holds_one_not_even_sealed():
    event = asking(changes_close_at=NOON)
    place, other = comes(event), comes(event)
    wanted = make_applicant(name=place.name, mobile=place.mobile, email=place.email, consents=(PROCESSING, IDENTITY),
                            answers={"id_kind": "passport", "id_number": OTHER})  # fmt: skip
    with transaction():
        request_change(event, place, wanted, ["id_kind", "id_number"], act=Act(OFFICE, NOON))
    batch = keep(ImportBatch(event_id=event.id, state=BatchState.TAKEN, created_at=NOON, changed_at=NOON))
    keep(ImportedRow(batch_id=batch.id, number=2, outcome=Outcome.CHANGED, registration_id=other.id, stamp=NOON,
                     before={"name": other.name, **GIVEN}))  # fmt: skip
    keep(
        ImportBatch(
            event_id=event.id, state=BatchState.OPEN, created_at=NOON, changed_at=NOON, content={"rows": [[NUMBER]]}
        )
    )
    before = opened()

    end = end_of(event)
    done = run(end)
    with transaction():
        discard_of_ended(before=end)

    assert [number in before for number in (NUMBER, OTHER)] == [True, True]
    assert (done, [number in opened() for number in (NUMBER, OTHER)]) == (2, [False, False])


def test_a_request_without_a_number_waits_on():
    place = comes(asking(changes_close_at=NOON))
    wanted = make_applicant(name=place.name, mobile=place.mobile, email=place.email, title="处长", answers=GIVEN)
    with transaction():
        request_change(place.event, place, wanted, ["title"], act=Act(OFFICE, NOON))

    run(end_of(place.event))

    assert place.requested_change == {"title": [None, "处长"]}


def test_a_number_that_no_key_opens_goes_too(make_app):
    place = comes(asking())
    end = end_of(place.event)
    db.session.rollback()
    with make_app(DATA_KEY="a data key that has sealed nothing so far").app_context():
        done = run(end)
    db.session.rollback()

    assert (done, db.session.get(Registration, place.id).id_document) == (1, {})


def test_a_legal_hold_stops_it_until_it_is_lifted(app):
    place = comes(asking())
    event, end = place.event, end_of(place.event)
    with transaction():
        place_hold(event.id, "审计调查", act=Act(OFFICE, NOON))
    held = run(end)
    with transaction():
        lift_hold(event.id, act=Act(OFFICE, end))

    assert (held, place.id_document, run(end), place.id_document) == (0, GIVEN, 1, {})


def test_the_page_and_the_dry_run_say_when_and_how_many(app, sign_in):
    place = comes(asking())
    comes(place.event)
    owner = sign_in(make_member(place.event, TeamRole.OWNER))
    page = owner.get(f"/manage/events/{place.event.slug}/retention/").text
    at = (end_of(place.event) + timedelta(days=1)).date().isoformat()

    said = app.test_cli_runner().invoke(command, ["--dry-run", "--at", at]).output

    assert 'data-figure="documents">2<' in page
    assert "documents" in said
    assert [due.n for due in periods()["documents"].list_due(end_of(place.event))] == [2]
    assert place.id_document == GIVEN


def test_at_most_so_many_go_at_once_and_the_rest_with_the_next_step():
    event = asking()
    for _person in range(3):
        comes(event)
    with transaction():
        first = periods()["documents"].delete_some(end_of(event), 2)
    with transaction():
        second = periods()["documents"].delete_some(end_of(event), 2)

    assert (first, second) == (2, 1)
