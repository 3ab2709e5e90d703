"""The attacker wants to know whether somebody has an account, or comes to an event, and measures how long answers take.

Time in a test tells more of the machine than of the product, so what takes the time is compared instead: the
statements that a request sends to the database, one by one, must be the same for a known and an unknown name. Before,
a known address cost ten times an unknown one, because the letter was written while the visitor waited.
"""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import select

from eventmgr.accounts import passwords
from eventmgr.accounts.passwords import hash_password
from eventmgr.cli.worker import Worker
from eventmgr.db import db
from eventmgr.jobs.models import Job
from eventmgr.messages.models import OutboxLetter
from eventmgr.team.roles import TeamRole
from tests.conftest import client_of, count_statements, do_jobs
from tests.factories import NOON, make_event, make_member, make_registration, make_user


@pytest.fixture
def strict(make_app):
    """The application with its limits on, as in production."""
    return make_app(RATELIMIT_ENABLED=True)


def letters():
    db.session.rollback()
    return [
        (letter.kind, letter.to_address)
        for letter in db.session.scalars(select(OutboxLetter).order_by(OutboxLetter.id))
    ]


def compare(app, browser, path, stranger, *forms):
    """For each of `forms` the status of its answer and what the request sent to the database; that of `stranger` goes
    first and does not count: it lets everything load."""
    found = []
    for number, typed in enumerate((stranger, *forms)):
        sender = {"REMOTE_ADDR": f"203.0.113.{number}"}
        with app.app_context(), count_statements() as statements:
            status = browser.post(path, data=typed, environ_base=sender).status_code
        # sorted, for limits are counted in the order of their hashed keys, which hold the sender's address
        found.append((status, sorted(statements)))
    assert min(len(statements) for _status, statements in found) > 0
    return found[1:]


def test_a_reset_letter_for_a_known_unknown_or_disabled_address_is_asked_for_alike(strict):
    user, gone = make_user(), make_user(disabled_at=NOON)
    emails = ("somebody@example.com", user.email, "nobody@example.com", gone.email)

    found = compare(strict, client_of(strict), "/forgot", *({"email": email} for email in emails))

    assert found == [(200, found[0][1])] * 3
    assert letters() == []
    do_jobs()
    assert letters() == [("reset", user.email)]


def test_the_link_of_a_registration_is_asked_for_alike(strict):
    place = make_registration(make_event())
    path = f"/events/{place.event.slug}/register/link"
    names = (("赵六", "15400000777"), (place.name, place.mobile), ("李四", "15400000999"))

    found = compare(strict, client_of(strict), path, *({"name": name, "mobile": mobile} for name, mobile in names))

    assert found == [(200, found[0][1])] * 2
    assert letters() == []
    do_jobs()
    assert letters() == [("registration.link", place.email)]


def test_a_wrong_password_costs_the_same_for_everybody(strict, monkeypatch):
    user, without = make_user(password_hash=hash_password("correct horse 1")), make_user()
    gone = make_user(password_hash=hash_password("wrong horse 9"), disabled_at=NOON)
    emails = ("somebody@example.com", user.email, "nobody@example.com", without.email, gone.email)
    hasher = Noting(passwords._hasher)
    monkeypatch.setattr(passwords, "_hasher", hasher)

    found = compare(
        strict, client_of(strict), "/sign-in", *({"email": email, "password": "wrong horse 9"} for email in emails)
    )

    assert found == [(422, found[0][1])] * 4
    assert len(hasher.costs) == len(emails)
    assert len(set(hasher.costs)) == 1


class Noting:
    """The hasher, with a note of what each hash cost that a password was held against."""

    def __init__(self, hasher):
        self._hasher, self.costs = hasher, []

    def verify(self, kept, password):
        self.costs.append(kept.rsplit("$", 2)[0])
        return self._hasher.verify(kept, password)


def test_an_invitation_to_a_known_and_an_unknown_address_is_written_alike(app, sign_in):
    event, user = make_event(), make_user()
    browser = sign_in(make_member(event, TeamRole.OWNER))
    emails = ("somebody@example.com", user.email, "nobody@example.com")

    found = compare(
        app, browser, f"/manage/events/{event.slug}/team/", *({"email": email, "role": "viewer"} for email in emails)
    )

    assert found == [(303, found[0][1])] * 2


def test_the_worker_sends_what_was_asked_for_and_keeps_no_name_of_those_it_did_not_find(app, client):
    address = make_user().email
    for email in (address, "nobody@example.com"):
        client.post("/forgot", data={"email": email})

    Worker(app, lease=60, batch=10, stop=threading.Event()).run(once=True)

    assert letters() == [("reset", address)]
    kept = [job.payload for job in db.session.scalars(select(Job).where(Job.kind == "accounts.reset").order_by(Job.id))]
    assert kept == [{}, {}]
