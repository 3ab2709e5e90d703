"""Large documents are made by a worker: asked for once, followed, stopped, fetched by those who may, kept for days."""

from __future__ import annotations

import signal
import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.retaining.services.forgetting import delete
from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.ground.features import Printing, laws, papers, periods
from eventmgr.ground.jobs import services as jobs
from eventmgr.ground.jobs.models import Job, JobState
from eventmgr.identity.team.roles import TeamRole
from eventmgr.output.papers.kept.models import PaperPrint
from eventmgr.output.papers.orders import jobs as making
from eventmgr.output.papers.orders import services, sizes
from eventmgr.output.papers.orders.models import OrderState, PaperOrder
from eventmgr.tools.log.queries import list_entries
from eventmgr.tools.log.services import SYSTEM, Act
from tests.conftest import client_of
from tests.factories import NOON, make_event, make_member, make_person, make_registration
from tests.output.papers.samples import text_of
from tests.tools.messages.worker_processes import Forks, wait_until

PATH = "/manage/events/sample/reports"
NAMES = ("张三", "李四", "王五")


@pytest.fixture
def event(database, monkeypatch):
    monkeypatch.setattr(sizes, "MANY", 2)
    event = make_event(slug="sample", title={"zh": "样例研讨会", "en": "Sample seminar"}, agenda_published=True)
    for name in NAMES:
        make_registration(event, make_person(name))
    return event


@pytest.fixture
def office(event, client, sign_in):
    sign_in(make_member(event, TeamRole.EDITOR))
    return client


def work() -> None:
    """What a worker does of all that is due, in this process."""
    while due := write(lambda: jobs.lease_due("w", at=clock.now(), seconds=60, limit=1)):
        done_ahead = jobs.work_ahead(due[0], lambda: True)
        write(lambda job=due[0], done=done_ahead: jobs.run(job, at=clock.now(), done_ahead=done))
    db.session.rollback()


def latest() -> PaperOrder:
    db.session.rollback()
    return db.session.scalars(select(PaperOrder).order_by(PaperOrder.id.desc()).limit(1)).one()


def prints() -> list[tuple[str, int, bool]]:
    db.session.rollback()
    return [(one.paper, one.people, one.is_whole) for one in db.session.scalars(select(PaperPrint))]


@pytest.mark.parametrize(("name", "most"), [("badges", 500), ("itineraries", 100)])
def test_a_paper_that_takes_more_for_each_person_is_left_to_a_worker_earlier(event, monkeypatch, name, most):
    monkeypatch.setattr(sizes, "MANY", 500)
    printings = [Printing(people=frozenset(range(number))) for number in (most, most + 1)]

    assert [sizes.is_large(event, papers()[name], printing) for printing in printings] == [False, True]


def test_a_large_paper_is_asked_for_once_made_by_a_worker_and_counts_as_one_printing(office, event):
    twice = [office.get(f"{PATH}/badges.pdf?lang=zh") for _ in range(2)]
    [address] = {answer.headers["Location"] for answer in twice}
    waiting = office.get(f"{address}?lang=zh")
    assert ([one.status_code for one in twice], waiting.headers["Refresh"], prints()) == ([303, 303], "2", [])

    work()
    page, documents = office.get(f"{address}?lang=zh"), office.get(f"{PATH}/?lang=zh").text
    files = [office.get(f"{address}file.pdf") for _ in range(2)]

    assert ("打开文件" in page.text, "Refresh" in page.headers, address in documents) == (True, False, True)
    assert {file.headers["Cache-Control"] for file in files} == {"private, no-store"}
    assert [name in text_of(files[0].data).replace("　", "") for name in NAMES] == [True] * 3
    assert prints() == [("badges", 3, True)]
    assert not set(NAMES) & set(office.get(f"{PATH}/badges/changes/?lang=zh").text.split())
    acts = [entry.action for entry in list_entries(event_id=event.id) if entry.action.startswith(("pap", "pri"))]
    assert sorted(acts) == ["paper_fetched", "paper_fetched", "paper_ordered", "printed"]
    assert (latest().pages, laws()["paper_orders"]()) == (1, [])


def test_few_people_and_papers_that_do_not_grow_are_made_at_once(office, event):
    answers = [office.get(f"{PATH}/{name}") for name in ("badges.pdf?unit=310000", "brief.pdf", "minutes.pdf")]
    for one in event_registrations(event)[1:]:
        one.restricted_at = NOON
    db.session.commit()
    answers.append(office.get(f"{PATH}/badges.pdf?changed=1"))

    assert {answer.mimetype for answer in answers[1:]} == {"application/pdf"}
    assert answers[0].status_code == 303
    assert [one.paper for one in db.session.scalars(select(PaperOrder))] == ["badges"]


def event_registrations(event) -> list:
    return list(db.session.scalars(select(Registration).where(Registration.event_id == event.id)))


def test_it_is_stopped_before_and_while_it_is_made(office, event, monkeypatch):
    addresses = [office.get(f"{PATH}/badges.pdf?lang={lang}").headers["Location"] for lang in ("zh", "en")]
    office.post(f"{addresses[0]}stop")
    printed = making.make

    def stopped(*args, **named):
        office.post(f"{addresses[1]}stop")
        return printed(*args, **named)

    monkeypatch.setattr(making, "make", stopped)
    work()

    db.session.rollback()
    assert {one.state for one in db.session.scalars(select(PaperOrder))} == {OrderState.STOPPED}
    assert ([office.get(f"{one}file.pdf").status_code for one in addresses], prints()) == ([404, 404], [])
    assert office.post(f"{addresses[1]}stop").status_code == 409


def test_what_fails_says_so_and_what_no_worker_takes_too(frozen, office, event, monkeypatch, caplog):
    address = office.get(f"{PATH}/badges.pdf?lang=zh").headers["Location"]
    calm = office.get(f"{address}?lang=zh").text
    frozen.shift(timedelta(minutes=2))
    late = office.get(f"{address}?lang=zh").text
    monkeypatch.setattr(making, "make", lambda *_args, **_named: 1 / 0)
    work()
    failed = office.get(f"{address}?lang=zh").text

    assert [("eventmgr worker" in page, "未能生成" in page) for page in (calm, late, failed)] == [
        (False, False),
        (True, False),
        (False, True),
    ]
    assert ("cannot be made" in caplog.text, prints()) == (True, [])


def test_the_file_is_for_those_who_may_make_that_paper(app, office, event, sign_in):
    registrar, deputy = (make_member(event, role) for role in (TeamRole.REGISTRAR, TeamRole.DEPUTY))
    viewer, stranger = make_member(event, TeamRole.VIEWER), make_member(make_event(slug="other"), TeamRole.OWNER)
    mine = sign_in(registrar, client_of(app))
    addresses = [
        mine.get(f"{PATH}/roster.pdf?{chosen}").headers["Location"]
        for chosen in ("cols=organization", "cols=mobile", "cols=mobile&mask=none&why=service&note=x")
    ]
    work()

    seen = {
        name: [sign_in(who, client_of(app)).get(f"{address}file.pdf").status_code for address in addresses]
        for name, who in (("own", registrar), ("deputy", deputy), ("viewer", viewer), ("stranger", stranger))
    }
    assert seen == {"own": [200] * 3, "deputy": [200, 200, 403], "viewer": [200, 403, 403], "stranger": [404] * 3}
    [(why, note)] = [
        (entry.changes["why"][1], entry.reason)
        for entry in list_entries(event_id=event.id)
        if entry.action == "printed" and "why" in entry.changes
    ]
    assert (why, note) == ("service", "x")


def test_the_file_goes_with_what_is_known_of_anybody_on_it_and_after_three_days(office, event, monkeypatch):
    address = office.get(f"{PATH}/badges.pdf?lang=zh").headers["Location"]
    work()
    delete(event, event_registrations(event)[0], reason="测试", act=Act(SYSTEM, NOON))
    db.session.commit()
    page, file = office.get(f"{address}?lang=zh").text, office.get(f"{address}file.pdf")
    period, late = periods()["paper_orders"], latest().asked_at + timedelta(days=3)

    assert ("已一并删除" in page, file.status_code, latest().content) == (True, 404, None)
    assert (period.list_due(late - timedelta(seconds=1)), [due.n for due in period.list_due(late)]) == ([], [1])
    assert (period.delete_some(late, 10), period.list_due(late)) == (1, [])


def test_whoever_is_forgotten_while_it_is_made_stands_on_no_file(office, event, monkeypatch):
    office.get(f"{PATH}/badges.pdf?lang=zh")
    number, printed = event_registrations(event)[0].id, making.make
    db.session.rollback()

    def forgetting(*args, **named):
        made = printed(*args, **named)
        write(lambda: services.forget([number]))
        return made

    monkeypatch.setattr(making, "make", forgetting)
    with pytest.raises(services.Outdated):
        work()
    assert (latest().state, latest().content, prints()) == (OrderState.RUNNING, None, [])


@pytest.mark.slow
def test_a_worker_that_is_killed_leaves_no_file_and_the_next_one_makes_it(app, office, event, monkeypatch, tmp_path):
    address, printed, mark = (
        office.get(f"{PATH}/badges.pdf?lang=zh").headers["Location"],
        making.make,
        tmp_path / "begun",
    )

    def slow(*args, **named):
        if not mark.exists():
            mark.touch()
            named["listener"](1, 1, 3)
            time.sleep(60)
        return printed(*args, **named)

    monkeypatch.setattr(making, "make", slow)
    with Forks(app, smtp_url="", options=("--lease", "1")) as workers:
        process = workers.start()
        wait_until(lambda: latest().progress == {"pages": 1, "done": 1, "wanted": 3}, seconds=30, what="progress")
        page = office.get(f"{address}?lang=zh").text
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=10)
        assert ("已生成 1 页" in page, latest().state, latest().content) == (True, OrderState.RUNNING, None)

        workers.start()
        wait_until(lambda: latest().state is OrderState.DONE, seconds=30, what="the whole paper")
    [job] = db.session.scalars(select(Job).where(Job.kind == "reports.make"))
    assert (job.state, job.attempts, prints()) == (JobState.DONE, 2, [("badges", 3, True)])
    assert office.get(f"{address}file.pdf").status_code == 200
