"""Organizers are told when no e-mail leaves, and who may do something about it can."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.ground.jobs.statements import note_worker
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.messages.models import LetterState, OutboxLetter, WayOut
from eventmgr.tools.messages.outgoing import services as outgoing
from tests.factories import make_admin, make_event, make_member, make_user
from tests.tools.messages.letters import write

SPAM = "554 5.7.1 rejected as spam"


@pytest.fixture(autouse=True)
def nothing_known(app):
    """What the process has read of another test does not count."""
    forget(app)
    yield
    forget(app)


def forget(app) -> None:
    app.extensions.pop("standstill", None)


@pytest.fixture
def event(app, frozen):
    """An event with an e-mail that waits; a worker was there just now."""
    event = make_event()
    with transaction():
        write(at=clock.now(), event_id=event.id)
        note_worker("a worker", at=clock.now(), lease_seconds=60)
    return event


@pytest.fixture
def registrar(event, sign_in):
    user = make_user()
    make_member(event, TeamRole.REGISTRAR, user)
    return sign_in(user)


def refuse() -> None:
    with transaction():
        outgoing.note_refusal(SPAM, at=clock.now(), of_all=True)


def seen() -> None:
    with transaction():
        note_worker("a worker", at=clock.now(), lease_seconds=60)


def page(app, client, path="/manage/?lang=en") -> str:
    forget(app)
    return client.get(path).text


def test_all_is_well_while_a_worker_is_seen_and_the_server_has_not_failed_for_long(app, event, registrar, frozen):
    refuse()
    frozen.shift(599)
    seen()

    assert "data-standstill" not in page(app, registrar)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "en",
            (
                "No e-mail has been sent for 25 minutes.",
                "1 e-mail is waiting to be sent.",
                "Please tell the administrator of this site.",
            ),
        ),
        ("zh", ("已有 25 分钟没有邮件发出。", "1 封邮件待发。", "请告知系统管理员。")),
    ],
)
def test_every_page_of_organizers_says_that_the_server_refuses_and_what_it_said(
    app, event, registrar, frozen, lang, words
):
    refuse()
    frozen.shift(25 * 60)
    seen()

    for path in ("/manage/", f"/manage/events/{event.slug}/", f"/manage/events/{event.slug}/letters/"):
        found = page(app, registrar, f"{path}?lang={lang}")
        assert [word for word in (*words, SPAM) if word not in found] == []
        assert "letters/try" not in found


def test_pages_say_that_no_worker_is_there(app, event, registrar, frozen):
    frozen.shift(3 * 3600)

    found = page(app, registrar)

    assert "No e-mail has been sent for 3 hours." in found
    assert "The background process that sends them is not running." in found


def test_nobody_is_told_where_nothing_waits(app, registrar, frozen):
    with transaction():
        db.session.scalars(select(OutboxLetter)).one().state = LetterState.TAKEN_BACK
        db.session.scalars(select(OutboxLetter)).one().due_at = None
    frozen.shift(86_400)

    assert "data-standstill" not in page(app, registrar)


def test_it_is_over_once_an_e_mail_was_taken(app, event, registrar, frozen):
    refuse()
    frozen.shift(3600)
    with transaction():
        outgoing.note_left(clock.now())
    seen()

    assert "data-standstill" not in page(app, registrar)


def test_visitors_are_told_nothing(app, event, client, frozen):
    frozen.shift(86_400)

    assert "data-standstill" not in page(app, client, "/?lang=en") + page(app, client, "/sign-in?lang=en")


def test_a_process_asks_the_database_now_and_then_and_not_with_every_page(app, event, registrar, count_statements):
    page(app, registrar)
    with count_statements() as known:
        registrar.get("/manage/")
    forget(app)
    with count_statements() as asked:
        registrar.get("/manage/")

    assert len(known) == len(asked), "it is asked beside the request"


def test_an_administrator_reads_what_to_do_and_can_have_it_tried_at_once(app, event, sign_in, frozen):
    admin = sign_in(make_admin())
    refuse()
    frozen.shift(1200)
    refuse()
    seen()

    found = page(app, admin)
    answer = admin.post("/manage/letters/try")

    assert "EVENTMGR_SMTP_URL" in found and "/manage/letters/try" in found
    assert answer.status_code == 303
    assert db.session.scalars(select(WayOut)).one().paused_until == clock.now()


def test_the_list_of_e_mails_says_how_delivery_is_doing(app, event, registrar, frozen):
    path = f"/manage/events/{event.slug}/letters/?lang=en"
    with transaction():
        outgoing.note_left(clock.now())
    well = page(app, registrar, path)
    refuse()
    frozen.shift(60)
    ill = page(app, registrar, path)

    assert ("Works" in well, "Has failed since" in well) == (True, False)
    assert [word for word in ("Has failed since", SPAM, "Next attempt", "Last e-mail sent") if word not in ill] == []


def fail(*events) -> None:
    with transaction():
        for event_id in events:
            row = write(at=clock.now(), event_id=event_id)
            row.state, row.due_at, row.attempts, row.last_error = LetterState.FAILED, None, 12, SPAM


def of_state(state) -> list[int | None]:
    query = select(OutboxLetter.event_id).where(OutboxLetter.state == state).order_by(OutboxLetter.id)
    found = list(db.session.scalars(query))
    db.session.rollback()
    return found


def entries() -> list[tuple]:
    found = db.session.query(AuditEntry).filter_by(action="all_sent_again").order_by(AuditEntry.id)
    return [(entry.event_id, entry.changes) for entry in found]


def test_all_undelivered_e_mails_of_an_event_are_sent_again_in_one_press(app, event, registrar):
    other = make_event()
    fail(event.id, event.id, other.id, None)
    path = f"/manage/events/{event.slug}/letters"

    before = page(app, registrar, f"{path}/?lang=en")
    answers = [registrar.post(f"{path}/again").status_code for _press in range(2)]

    assert "Send all 2 e-mails again" in before
    assert answers == [303, 409]
    assert (of_state(LetterState.FAILED), of_state(LetterState.DUE)) == ([other.id, None], [event.id] * 3)
    assert entries() == [(event.id, {"emails": [None, 2]})]
    assert "Send all" not in page(app, registrar, f"{path}/?lang=en")


def test_an_administrator_sends_those_of_all_events_again(app, event, sign_in):
    other = make_event()
    fail(event.id, other.id, other.id, None)
    admin = sign_in(make_admin())

    before = page(app, admin, "/manage/letters/?lang=en")
    answer = admin.post("/manage/letters/everywhere-again")

    assert "Send all 4 undelivered e-mails of all events again" in before
    assert answer.status_code == 303
    assert of_state(LetterState.FAILED) == []
    assert sorted(entries(), key=str) == sorted(
        [(event.id, {"emails": [None, 1]}), (other.id, {"emails": [None, 2]}), (None, {"emails": [None, 1]})], key=str
    )


def test_those_who_run_the_installation_read_how_long_e_mails_wait_and_the_machine_stays_in_service(
    app, event, client, frozen
):
    refuse()
    frozen.shift(1320)

    answer, figures = client.get("/readyz"), client.get("/metrics").text

    assert answer.status_code == 200
    assert {name: answer.json[name] for name in ("status", "worker", "mail")} == {
        "status": "ok",
        "worker": "last round 1320 s ago",
        "mail": "the oldest due e-mail waits 1320 s; none has left for 1320 s",
    }
    assert [
        line
        for line in (
            "eventmgr_worker_last_round_seconds 1320",
            "eventmgr_workers 0",
            "eventmgr_letters_oldest_due_seconds 1320",
            "eventmgr_mail_failing_seconds 1320",
        )
        if line not in figures
    ] == []
