"""Registration writes to any address that somebody types: how many letters one sender, address or domain can cause."""

from __future__ import annotations

import pytest

from eventmgr.db import db
from eventmgr.messages.models import OutboxLetter
from eventmgr.registration.models import Registration
from eventmgr.registration.views import registering
from tests.conftest import client_of, do_jobs
from tests.factories import make_event, make_registration

MOST_TO = 6


@pytest.fixture
def two(make_app, frozen):
    """Two processes of one installation: they share the database and nothing else."""
    return [client_of(make_app(RATELIMIT_ENABLED=True)) for _process in range(2)]


def ask(browser, event, number, *, email=None, sender="203.0.113.1"):
    """One person registers; the answer."""
    typed = {
        "name": f"样例{chr(0x4E00 + number)}", "organization": "湖北样例019号汽车部件有限公司", "unit": "420000",
        "mobile": f"154{number:08d}", "email": email or f"a{number}@d{number}.example.com", "consent": "y",
    }  # fmt: skip
    return browser.post(f"/events/{event.slug}/register/", data=typed, environ_overrides={"REMOTE_ADDR": sender})


def letters_to(address):
    return db.session.query(OutboxLetter).filter_by(to_address=address).count()


def test_one_address_gets_few_letters_whoever_asks_and_whichever_process_answers(two):
    event = make_event()

    answers = [
        ask(two[number % 2], event, number, email="Victim@example.org", sender=f"203.0.113.{number}")
        for number in range(1, MOST_TO + 4)
    ]

    assert [answer.status_code for answer in answers] == [303] * MOST_TO + [429] * 3
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert db.session.query(OutboxLetter).count() == db.session.query(Registration).count() == MOST_TO


@pytest.mark.parametrize("kind", ["register-from:203.0.113.9", "register-domain:d.example.org", "register-at:{event}"])
def test_one_sender_one_domain_and_one_event_have_their_limit_too(two, monkeypatch, kind):
    """The true limits are high, since whole offices register from one address; here they are three."""
    event, limit_all = make_event(), registering.limit_all
    key = kind.format(event=event.id)
    seen = []

    def tight(rules, at):
        seen.extend(most for name, most, _seconds in rules if name == key)
        limit_all([(name, 3 if name == key else most, seconds) for name, most, seconds in rules], at)

    monkeypatch.setattr(registering, "limit_all", tight)

    answers = [
        ask(
            two[number % 2], event, number,
            email=f"a{number}@D.example.org" if "domain" in kind else None,
            sender="203.0.113.9" if "from" in kind else f"203.0.113.{number + 10}",
        )
        for number in range(1, 6)
    ]  # fmt: skip

    assert [answer.status_code for answer in answers] == [303, 303, 303, 429, 429]
    assert (len(seen), set(seen) <= {120, 600, 3000, 6000}) == (5, True)
    assert db.session.query(OutboxLetter).count() == 3


def test_the_window_ends_and_nothing_else_was_lost(two, frozen):
    event = make_event()
    for number in range(1, MOST_TO + 2):
        ask(two[0], event, number, email="victim@example.org", sender=f"203.0.113.{number}")

    frozen.shift(3600)

    assert ask(two[1], event, 99, email="victim@example.org").status_code == 303


def test_the_link_of_a_registration_is_sent_again_three_times_at_most(two):
    place = make_registration(make_event())
    path = f"/events/{place.event.slug}/register/link"
    typed = {"name": place.name, "mobile": place.mobile}

    statuses = [
        two[number % 2].post(path, data=typed, environ_overrides={"REMOTE_ADDR": f"203.0.113.{number}"}).status_code
        for number in range(5)
    ]

    do_jobs()
    assert statuses == [200, 200, 200, 429, 429]
    assert letters_to(place.email) == 3


def test_asking_for_a_link_says_the_same_for_everybody(two):
    place = make_registration(make_event())
    path = f"/events/{place.event.slug}/register/link"

    known = two[0].post(path, data={"name": place.name, "mobile": place.mobile})
    unknown = two[0].post(path, data={"name": "李四", "mobile": "15400000999"})

    assert (known.status_code, known.text) == (unknown.status_code, unknown.text)
