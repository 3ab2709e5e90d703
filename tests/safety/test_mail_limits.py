"""Registration writes to any address that somebody types: how many letters one sender, address or domain can cause."""

from __future__ import annotations

from functools import partial

import pytest

from eventmgr.event.events.models import Event
from eventmgr.event.registration.asking.views import registering
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.web.rate_limits import mail_limits
from tests.conftest import client_of, do_jobs
from tests.factories import make_event, make_registration
from tests.race import race

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

    assert [answer.status_code for answer in answers] == [303] * (MOST_TO + 3)
    assert (letters_to("Victim@example.org"), db.session.query(Registration).count()) == (MOST_TO, MOST_TO + 3)
    assert "alert-warning" in two[1].get(answers[-1].location).text


def test_one_caller_fills_in_so_many_forms_and_no_more(two, monkeypatch):
    """The true number is high, since whole offices register from one address; here it is three."""
    monkeypatch.setattr(registering, "_FORMS", 3)
    event = make_event()

    answers = [ask(two[number % 2], event, number, sender="203.0.113.9") for number in range(1, 6)]
    elsewhere = ask(two[0], event, 9, sender="203.0.113.10")

    assert [answer.status_code for answer in (*answers, elsewhere)] == [303, 303, 303, 429, 429, 303]
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_addresses_of_one_ipv6_network_are_one_caller(two, monkeypatch):
    monkeypatch.setattr(registering, "_FORMS", 2)
    event = make_event()

    senders = ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:2:3::4", "2001:db8:1:3::1")
    answers = [ask(two[0], event, number, sender=sender) for number, sender in enumerate(senders, 1)]

    assert [answer.status_code for answer in answers] == [303, 303, 429, 303]


def test_a_crowd_at_one_domain_leaves_letters_out_and_closes_no_form(two, monkeypatch):
    monkeypatch.setattr(mail_limits, "_TO_ONE_DOMAIN", 3)
    event = make_event()

    answers = [
        ask(two[number % 2], event, number, email=f"a{number}@D.example.org", sender=f"203.0.113.{number}")
        for number in range(1, 6)
    ]

    assert [answer.status_code for answer in answers] == [303] * 5
    assert db.session.query(OutboxLetter).count() == 3


@pytest.mark.one_engine
def test_an_office_behind_one_address_registers_a_whole_delegation(two):
    event = make_event()

    answers = [ask(two[0], event, number, email=f"a{number}@office.example.org") for number in range(1, 61)]

    assert {answer.status_code for answer in answers} == {303}
    assert db.session.query(OutboxLetter).count() == 60


@pytest.mark.one_engine
def test_no_limit_is_shared_by_the_guests_of_an_event(two):
    """Fifty callers at the edge of their own limits: the next one still registers."""
    event = make_event()
    for number in range(50):
        for tries in range(3):
            ask(two[0], event, number * 10 + tries, sender=f"198.51.100.{number}")

    assert ask(two[1], event, 9999, sender="203.0.113.77").status_code == 303


def _ask_often(app, event_id, number, gate):
    browser, event = client_of(app), db.session.get(Event, event_id)
    gate()
    answers = [
        ask(browser, event, number * 10 + tries, email="victim@example.org", sender=f"203.0.113.{number}")
        for tries in range(3)
    ]
    return [answer.status_code for answer in answers]


@pytest.mark.slow
def test_processes_at_the_same_moment_write_no_more_to_one_address_than_one_after_the_other(make_app, frozen):
    app, event = make_app(RATELIMIT_ENABLED=True), make_event()
    ask(client_of(app), event, 999)  # so that the children find everything loaded

    answers = race(app, [partial(_ask_often, app, event.id, number) for number in range(4)])

    assert answers == [[303] * 3] * 4
    db.session.expire_all()
    assert letters_to("victim@example.org") == MOST_TO


def new_page(place):
    db.session.expire_all()
    return f"/my/{my_token(db.session.get(Registration, place.id))}/"


def test_changing_the_address_again_and_again_is_refused_with_the_time_to_come_back(two):
    place = make_registration(make_event())
    statuses = []
    for number in range(8):
        typed = {
            "name": place.name, "organization": "样例有限公司", "unit": "310000", "mobile": place.mobile,
            "email": f"victim{number}@d{number}.example.org",
        }  # fmt: skip
        answer = two[number % 2].post(f"{new_page(place)}edit", data=typed)
        statuses.append(answer.status_code)

    # each change writes to the mailbox that is left, too
    assert statuses == [303] * 2 + [429] * 6
    assert (int(answer.headers["Retry-After"]) > 0, db.session.query(OutboxLetter).count()) == (True, 4)


def test_new_links_for_many_registrations_with_one_address_write_few_letters(two):
    event = make_event()
    places = [make_registration(event, email="victim@example.org") for _ in range(10)]

    statuses = [two[0].post(f"{new_page(place)}new-link").status_code for place in places]

    assert (statuses, letters_to("victim@example.org")) == ([303] * 10, MOST_TO)


def test_links_sent_again_for_many_registrations_with_one_address_are_few(two):
    event = make_event()
    places = [make_registration(event, email="victim@example.org") for _ in range(10)]

    for place in places:
        two[0].post(f"/events/{event.slug}/register/link", data={"name": place.name, "mobile": place.mobile})
    with two[0].application.app_context():
        do_jobs()

    assert letters_to("victim@example.org") == MOST_TO


def test_withdrawing_always_works_and_its_letter_is_left_out(two):
    event = make_event()
    places = [make_registration(event, email="victim@example.org") for _ in range(10)]

    statuses = [two[0].post(f"{new_page(place)}withdraw").status_code for place in places]

    assert (statuses, letters_to("victim@example.org")) == ([303] * 10, MOST_TO)


def test_the_window_ends_and_nothing_else_was_lost(two, frozen):
    event = make_event()
    for number in range(1, MOST_TO + 2):
        ask(two[0], event, number, email="victim@example.org", sender=f"203.0.113.{number}")

    frozen.shift(3600)

    assert ask(two[1], event, 99, email="victim@example.org").status_code == 303
    assert letters_to("victim@example.org") == MOST_TO + 1


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
