"""What a registration, a decision, a mark or an edit makes stale, and what stays kept while a hundred a minute register."""

import itertools

import pytest

from eventmgr.agenda.services import publish_agenda
from eventmgr.db import db, transaction
from eventmgr.events.models import Event
from eventmgr.events.services import NoticeDraft, add_notice, edit
from eventmgr.log.services import SYSTEM, Act
from eventmgr.quotas.models import Status
from eventmgr.registration import services
from eventmgr.registration.models import Registration
from eventmgr.team.roles import TeamRole
from eventmgr.team.services import invite
from eventmgr.web.responses.stamps import MAY_LAG
from tests.conftest import settle
from tests.factories import NOON, make_event, make_item, make_registration, make_user
from tests.registration.test_views import post

PAGES = {
    "page": "/events/sample/",
    "participants": "/events/sample/participants/",
    "agenda": "/events/sample/agenda/",
    "feed": "/events/sample/calendar.ics",
    "pdf": "/events/sample/agenda.pdf",
    "front": "/",
    "public feed": "/calendar.ics",
}
COUNTING, EVERYTHING = {"page", "participants"}, set(PAGES)
REGISTRATIONS_A_SECOND, REQUESTS_A_SECOND, SECONDS = 100 / 60, 50, 12


@pytest.fixture
def event(app, frozen):
    event = make_event(slug="sample", capacity=40, agenda_published=True)
    make_item(event)
    make_registration(event, status=Status.CONFIRMED)
    return event


def do(verb, *args, **values):
    settle()
    with transaction():
        verb(
            db.session.get(Event, db.session.query(Event.id).scalar()),
            *args,
            act=Act(SYSTEM, values.pop("at", NOON)),
            **values,
        )


def place():
    return db.session.query(Registration).first()


def missed(app):
    return app.extensions["counters"].read()['eventmgr_kept_pages_total{result="miss"}']


def made_anew(app, client):
    """The pages that are not answered from what is kept."""
    found = set()
    for name, path in PAGES.items():
        before = missed(app)
        client.get(path)
        if missed(app) > before:
            found.add(name)
    return found


def fill_up(client, event):
    do(edit, {"capacity": 2})
    made_anew(client.application, client)
    post(client, event)


def notice():
    do(add_notice, NoticeDraft(title={"zh": "通知"}, body={"zh": "正文"}, number="", published_on=NOON.date()))


def invite_to(event, inviter, *, act):
    invite(event.id, "a@example.com", TeamRole.EDITOR, inviter, act=act)


ACTS = {
    "somebody registers": (post, COUNTING),
    "somebody withdraws": (lambda *_: do(services.withdraw, place()), COUNTING),
    "somebody is marked as arrived": (lambda _c, event: do(services.mark_attended, place(), at=event.starts_at), set()),
    "the last place is taken": (fill_up, COUNTING | {"front"}),
    "an own link is sent again": (lambda *_: do(services.renew_link, place()), set()),
    "somebody is invited to the team": (lambda *_: do(invite_to, make_user()), set()),
    "a notice is published": (lambda *_: notice(), {"page", "participants"}),
    "the title changes": (lambda *_: do(edit, {"title": {"zh": "新题目"}}), EVERYTHING),
    "the description changes": (
        lambda *_: do(edit, {"description": {"zh": "细节"}}),
        EVERYTHING - {"front", "public feed"},
    ),
    "the agenda is taken back": (lambda *_: do(publish_agenda, published=False), EVERYTHING - {"agenda", "pdf"}),
}


@pytest.mark.parametrize("what", ACTS)
def test_what_happens_makes_stale_the_pages_that_show_it_and_no_other(app, client, frozen, event, what):
    act, stale = ACTS[what]
    made_anew(app, client)
    before = made_anew(app, client)

    act(client, event)
    frozen.shift(MAY_LAG)

    assert (before, made_anew(app, client)) == (set(), stale)


def test_counts_on_pages_are_right_after_a_second_and_until_then_those_from_before(client, frozen, event):
    def taken():
        return client.get("/events/sample/").text.partition(" / 40</span>")[0].rpartition(">")[2]

    seen = [taken()]
    post(client, event)
    seen.append(taken())
    frozen.shift(MAY_LAG / 2)
    seen.append(taken())
    frozen.shift(MAY_LAG / 2)
    seen.append(taken())

    assert seen == ["1", "1", "1", "2"]


def test_while_a_hundred_a_minute_register_nearly_every_public_page_is_a_kept_one(app, client, frozen, event):
    paths, registered = itertools.cycle(PAGES.values()), 0
    made_anew(app, client)
    before = missed(app)

    for tick in range(SECONDS * REQUESTS_A_SECOND):
        if registered < tick / REQUESTS_A_SECOND * REGISTRATIONS_A_SECOND:
            registered += post(client, event, name=f"样例{tick}", mobile=f"154{tick:08d}").status_code == 303
        client.get(next(paths))
        frozen.shift(1 / REQUESTS_A_SECOND)

    assert registered == SECONDS * REGISTRATIONS_A_SECOND
    assert missed(app) - before <= 0.05 * SECONDS * REQUESTS_A_SECOND
