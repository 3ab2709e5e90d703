"""What a registration, a decision, a mark or an edit makes stale, and what stays kept while a hundred a minute register."""

import random
from datetime import timedelta

import pytest

from eventmgr.event.agenda.services import publish_agenda
from eventmgr.event.events.models import Event
from eventmgr.event.events.services import NoticeDraft, add_notice, edit
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.changing.services.editing import renew_link
from eventmgr.event.registration.deciding.services.decisions import withdraw
from eventmgr.event.registration.deciding.services.marking import mark_attended
from eventmgr.event.registration.models import Registration
from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.ground.lru import Lru
from eventmgr.identity.team.roles import TeamRole
from eventmgr.identity.team.services import invite
from eventmgr.tools.log.services import SYSTEM, Act
from eventmgr.tools.web.responses.cache import GRACE
from eventmgr.tools.web.responses.stamps import SETTLE
from tests.conftest import settle
from tests.event.registration.views import post
from tests.factories import NOON, make_event, make_item, make_registration, make_user

PAGES = {
    "page": "/events/sample/",
    "participants": "/events/sample/participants/",
    "agenda": "/events/sample/agenda/",
    "feed": "/events/sample/calendar.ics",
    "pdf": "/events/sample/agenda.pdf",
    "front": "/",
    "public feed": "/calendar.ics",
}
COUNTING, EVERYTHING = {"page", "participants", "front"}, set(PAGES)
REGISTRATIONS_A_SECOND = 100 / 60


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
    "somebody withdraws": (lambda *_: do(withdraw, place()), COUNTING),
    "somebody is marked as arrived": (lambda _c, event: do(mark_attended, place(), at=event.starts_at), set()),
    "the last place is taken": (fill_up, COUNTING),
    "an own link is sent again": (lambda *_: do(renew_link, place()), set()),
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
    frozen.shift(SETTLE + GRACE)

    assert (before, made_anew(app, client)) == (set(), stale)


def counts_shown(client):
    return client.get("/events/sample/").text.partition('data-figure="taken">')[2].partition("<")[0]


def test_counts_are_from_before_until_they_are_settled_and_then_made_anew_behind_who_asks(client, frozen, event):
    seen = [counts_shown(client)]
    post(client, event)
    seen.append(counts_shown(client))
    frozen.shift(SETTLE - 0.1)
    seen.append(counts_shown(client))
    frozen.shift(0.1)
    seen += [counts_shown(client), counts_shown(client)]

    assert seen == ["1", "1", "1", "1", "2"]


def test_counts_are_never_older_than_settling_and_grace_together(client, frozen, event):
    counts_shown(client)
    post(client, event)
    frozen.shift(SETTLE + GRACE)

    assert counts_shown(client) == "2"


def test_what_the_clock_decides_shows_some_seconds_after_the_minute_at_the_latest(client, frozen, event):
    with transaction():
        event.registration_closes_at = clock.now() + timedelta(minutes=1)
    paths = ("/events/sample/", "/events/sample/register/")
    before = [client.get(path).text for path in paths]
    frozen.shift(60 + GRACE)

    assert not {client.get(path).text for path in paths} & set(before)


def test_that_an_event_is_full_is_said_at_once(client, frozen, event):
    do(edit, {"capacity": 2})
    before = client.get("/events/sample/").text
    post(client, event)

    assert client.get("/events/sample/").text != before


def test_a_page_that_is_due_is_made_anew_once_however_many_ask_and_takes_nothing_from_them(app, client, frozen, event):
    renewals, later = app.extensions["page_cache"].renewals, []
    renewals.start, at_once = later.append, renewals.start
    try:
        client.get("/events/sample/")
        post(client, event)
        frozen.shift(SETTLE)
        for _ in range(3):
            client.get("/events/sample/", headers={"Accept-Encoding": "gzip", "X-Forwarded-Host": "evil.example"})
        before = missed(app)
        waiting = [dict(environ) for environ in renewals._waiting.values()]
        later.pop()()
        assert (counts_shown(client), missed(app) - before, later) == ("2", 0, [])
        assert [{name for name in one if name.startswith("HTTP_")} for one in waiting] == [{"HTTP_HOST", "HTTP_COOKIE"}]
    finally:
        renewals.start = at_once


def test_a_renewal_that_fails_leaves_the_page_until_its_grace_is_over(app, client, frozen, event, monkeypatch, caplog):
    counts_shown(client)
    post(client, event)
    frozen.shift(SETTLE)
    with monkeypatch.context() as broken:
        broken.setattr(app.extensions["page_cache"].renewals, "_make", lambda *_: 1 / 0)
        seen = [counts_shown(client), counts_shown(client)]
    frozen.shift(GRACE)

    assert [*seen, counts_shown(client)] == ["1", "1", "2"]
    assert "a page could not be made anew" in caplog.text


@pytest.mark.parametrize(("requests_a_second", "seconds"), [(5, 72), (10, 48), (20, 36), (50, 12)])
def test_while_a_hundred_a_minute_register_nearly_every_public_page_is_a_kept_one(
    app, client, frozen, event, requests_a_second, seconds
):
    """Visitors come by chance, and chance leads them to one of two processes, each with what it has kept itself."""
    chance, cache = random.Random(4), app.extensions["page_cache"]
    processes = [(Lru(1000), Lru(1000)), (Lru(1000), Lru(1000))]
    registered = passed = asked = 0
    for cache._plain, cache._asked in processes:
        made_anew(app, client)
    before = missed(app)

    while passed < seconds:
        if registered < passed * REGISTRATIONS_A_SECOND:
            registered += post(client, event, name=f"样例{asked}", mobile=f"154{asked:08d}").status_code == 303
        cache._plain, cache._asked = chance.choice(processes)
        client.get(chance.choice([*PAGES.values()]))
        asked += 1
        step = chance.expovariate(requests_a_second)
        frozen.shift(step)
        passed += step

    assert registered >= seconds * REGISTRATIONS_A_SECOND - 1
    assert missed(app) - before <= 0.05 * asked


def test_a_kept_page_has_no_indents_but_where_blanks_count(event, client):
    plain = client.get("/events/sample/").text
    event.description = {"zh": "```\n甲\n   乙\n```"}
    db.session.commit()
    with transaction():
        add_notice(event, NoticeDraft({"zh": "新通知"}, {}, "", NOON.date()), act=Act(SYSTEM, NOON))

    page = client.get("/events/sample/?unit=").text

    assert "\n " not in plain
    assert "甲\n   乙" in page
