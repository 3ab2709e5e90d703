"""What is kept ends by itself: lodging and diet after six months, names after the event's own period, trail and letters."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from eventmgr.console.cli.retention import command
from eventmgr.console.cli.worker import Worker
from eventmgr.console.upkeep.laws import breaches
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.counting.queries import count_people
from eventmgr.event.registration.deciding.services.marking import mark_attended
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db, transaction
from eventmgr.ground.features import periods
from eventmgr.ground.jobs import services as jobs
from eventmgr.ground.jobs.models import Job
from eventmgr.identity.directory.models import Organization, Person
from eventmgr.identity.privacy.periods import months_later
from eventmgr.identity.privacy.services import delete_due
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.models import ActorKind, AuditEntry
from eventmgr.tools.log.services import Act, Actor, record
from eventmgr.tools.messages.delivery import Folder
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.web.models import RateHit
from eventmgr.tools.web.rate_limits.limits import limit
from tests.attacks.remembering import TRACES, WHO, deliver
from tests.attacks.stolen_backup import stored
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.registering import register
from tests.factories import NOON, make_event, make_member, make_person

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def place(app):
    """Somebody who came to an event that is kept for twelve months; the gender served to share a room."""
    answers = WHO["answers"] | {"gender": "female"}
    found = register(make_event(retention_months=12), make_applicant(**WHO | {"answers": answers}))
    with transaction():
        mark_attended(found.event, found, act=Act(OFFICE, found.event.starts_at))
    deliver()
    return found


def run(at):
    """One round of the daily job."""
    with transaction():
        done = delete_due(at)
    db.session.expire_all()
    return {key: n for key, n in done.items() if n}


@pytest.mark.parametrize(
    ("at", "months", "later"),
    [
        ((2026, 8, 31), 6, (2027, 2, 28)),
        ((2024, 2, 29), 12, (2025, 2, 28)),
        ((2026, 5, 13), 36, (2029, 5, 13)),
        ((2026, 12, 31), 1, (2027, 1, 31)),
    ],
)
def test_a_period_of_months_ends_on_the_same_day_or_on_the_months_last(at, months, later):
    assert months_later(datetime(*at, tzinfo=UTC), months) == datetime(*later, tzinfo=UTC)


def test_lodging_travel_and_diet_go_six_months_after_the_end_and_not_a_second_earlier(place):
    due = months_later(place.event.ends_at, 6)

    early = run(due - timedelta(seconds=1))
    kept = dict(place.sensitive)
    now = run(due)

    assert ("stay" in early, kept, now["stay"]) == (False, {"diet_note": "花生过敏", "lodging": "single"}, 1)
    assert (place.sensitive, place.answers, place.name) == ({}, {"remarks": "带一名翻译同行"}, "欧阳不忘")
    assert "stay" not in run(due + timedelta(days=1))


def test_names_go_after_the_events_own_period_and_the_figures_stay(place):
    due = months_later(place.event.ends_at, 12)
    before, traces = count_people([place.event_id]).cells, {one for one in TRACES if one in stored()}

    early = run(due - timedelta(seconds=1))
    run(due)
    run(due + timedelta(days=2))

    assert ("records" in early, traces >= {"欧阳不忘", "难忘记", "99998888", "ouyang"}) == (False, True)
    assert {one for one in TRACES if one in stored()} == set()
    assert (place.status, place.province_code, count_people([place.event_id]).cells) == (
        Status.ATTENDED,
        "310000",
        before,
    )
    assert db.session.scalar(select(func.count()).select_from(Person)) == 0
    assert db.session.scalar(select(func.count()).select_from(Organization)) == 0
    assert [found for found in breaches() if found[1]] == []


def test_an_event_that_still_runs_or_was_moved_keeps_its_lists(place):
    due = months_later(place.event.ends_at, 12)
    place.event.ends_at = due
    db.session.commit()

    assert {"stay", "records"} & set(run(due)) == set()


def test_the_trail_ends_with_its_period_but_for_nameless_records_of_consent_and_deletion(place, app):
    days = app.config["LOG_RETENTION_DAYS"]
    last = db.session.scalar(select(func.max(AuditEntry.at)))
    by = Actor(ActorKind.PARTICIPANT, place.id, place.name)
    with transaction():
        record(Act(by, last), "consent_withdrawn", place, event_id=place.event_id, object_name=place.name)

    run(last + timedelta(days=days))
    before = [entry.action for entry in entries()]
    run(last + timedelta(days=days, seconds=1))

    assert before == ["registered", "attended", "consent_withdrawn"]
    assert [(entry.action, entry.object_name, entry.actor_name) for entry in entries()] == [
        ("registered", "", ""),
        ("consent_withdrawn", "", ""),
    ]
    assert run(last + timedelta(days=days, seconds=2)) == {}


def entries():
    query = select(AuditEntry).where(AuditEntry.object_type == "registration").order_by(AuditEntry.id)
    return list(db.session.scalars(query))


def test_letters_forget_address_and_text_after_their_period(place, app):
    due = NOON + timedelta(days=app.config["LETTER_RETENTION_DAYS"])
    letter = db.session.scalars(select(OutboxLetter)).one()

    early = run(due - timedelta(seconds=1))
    kept = letter.to_address
    now = run(due)

    assert ("letters" in early, kept, now["letters"]) == (False, "ouyang@example.com", 1)
    assert (letter.to_name, letter.to_address, letter.text, letter.html, letter.attachments) == ("", "", "", "", [])
    assert (letter.kind, letter.sent_at is not None, letter.subject != "") == ("registration.confirmed", True, True)


def test_the_files_of_forgotten_letters_go_too_and_others_stay(place, app):
    folder = Path(app.instance_path) / "outbox"
    carrier = Folder(folder, app.config["MAIL_FROM"])
    letter = db.session.scalars(select(OutboxLetter)).one()
    carrier.carry(letter)
    foreign = folder / "notes of the organizers.eml"
    foreign.write_text("kept")

    early = run(NOON)
    kept = sorted(path.name for path in folder.iterdir())
    now = run(NOON + timedelta(days=app.config["LETTER_RETENTION_DAYS"]))

    assert ("letter_files" in early, kept) == (
        False,
        [f"{letter.id:08d}-registration-confirmed.eml", "notes of the organizers.eml"],
    )
    assert (now["letter_files"], [path.name for path in folder.iterdir()]) == (1, ["notes of the organizers.eml"])


def test_a_letter_that_waits_is_not_forgotten_before_it_is_sent(app):
    register(make_event(starts_at=NOON + timedelta(days=900)))

    run(NOON + timedelta(days=400))

    assert db.session.scalars(select(OutboxLetter)).one().to_address.endswith("@example.com")


def test_persons_whom_nothing_refers_to_and_ended_counts_of_tries_go(place, make_app):
    make_person("李无报名")
    with make_app(RATELIMIT_ENABLED=True).app_context():
        limit("try:1", 5, 60, NOON)

    done = run(NOON + timedelta(days=2))
    run(NOON + timedelta(days=2))

    assert done["tries"] == 1
    assert [one.name for one in db.session.scalars(select(Person))] == ["欧阳不忘"]
    assert db.session.scalar(select(func.count()).select_from(RateHit)) == 0


def test_the_worker_does_it_every_day_and_goes_on_where_another_was_killed(app, place, frozen, monkeypatch):
    monkeypatch.setattr("eventmgr.identity.privacy.services.AT_ONCE", 1)
    for _number in range(2):
        register(place.event)
    deliver()
    due = months_later(place.event.ends_at, 12)
    frozen.move_to(due)

    def killed(at, limit):
        raise KeyboardInterrupt

    broken = periods()["records"]
    monkeypatch.setitem(periods(), "records", type(broken)(broken.key, broken.label, broken.list_due, killed))
    with transaction():
        jobs.schedule_periodic(at=due)
    with pytest.raises(KeyboardInterrupt):
        work(app)
    after_kill = names()
    monkeypatch.setitem(periods(), "records", broken)
    frozen.shift(3600)
    work(app)

    assert (after_kill.count("—"), set(names())) == (0, {"—"})
    daily = db.session.scalars(select(Job).where(Job.kind == "privacy.retention")).one()
    assert daily.due_at > due + timedelta(hours=12)


def work(app):
    """One worker does what is due, then ends."""
    import threading

    Worker(app, lease=60, batch=50, stop=threading.Event()).run(once=True)
    db.session.expire_all()


def names():
    found = list(db.session.scalars(select(Registration.name).order_by(Registration.id)))
    db.session.rollback()
    return found


def test_the_command_counts_first_and_deletes_then(app, place, frozen):
    frozen.move_to(months_later(place.event.ends_at, 12))
    runner = app.test_cli_runner()

    asked = runner.invoke(command, ["--dry-run"]).output
    still = names()
    done = runner.invoke(command).output
    again = runner.invoke(command, ["--dry-run"]).output

    assert (f"{place.event.slug}, due since" in asked, still, names()) == (True, ["欧阳不忘"], ["—"])
    assert [line.split()[:2] for line in done.splitlines() if "records" in line] == [["1", "records:"]]
    assert {line.split()[0] for line in again.splitlines()} == {"0"}


def test_an_owner_reads_what_is_kept_until_when_and_what_was_deleted(client, sign_in, place):
    event = place.event
    sign_in(make_member(event, TeamRole.OWNER))
    path = f"/manage/events/{event.slug}/retention/"
    before = client.get(path).text
    run(months_later(event.ends_at, 12))

    after = client.get(path).text

    assert ("尚无删除记录" in before, "尚无删除记录" in after, "报名个人信息已删除" in after) == (True, False, True)
    assert "活动结束后12个月" in before
