"""The attacker wants to know whether somebody has an account, or comes to an event, and measures how long answers take.

Time in a test tells more of the machine than of the product, so what takes the time is compared instead: the
statements that a request sends to the database, one by one, must be the same for a known and an unknown name. Before,
a known address cost ten times an unknown one, because the letter was written while the visitor waited.
"""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest
from sqlalchemy import select

import eventmgr
from eventmgr.console.cli.worker import Worker
from eventmgr.ground.db import db
from eventmgr.ground.jobs.models import Job
from eventmgr.identity.accounts import passwords
from eventmgr.identity.accounts.passwords import hash_password
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.messages.models import OutboxLetter
from tests.access_table import EVERYBODY
from tests.conftest import client_of, count_statements, do_jobs
from tests.factories import (
    NOON,
    make_event,
    make_keeper,
    make_member,
    make_organization,
    make_profile,
    make_registration,
    make_user,
)


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


def of_accounts():
    """(path, a stranger's form, forms of others, letters that follow)"""
    user, gone = make_user(), make_user(disabled_at=NOON)
    others = [{"email": email} for email in (user.email, "nobody@example.com", gone.email)]
    return "/forgot", {"email": "somebody@example.com"}, others, [("reset", user.email)]


def of_registrations():
    place = make_registration(make_event())
    names = (("赵六", "15400000777"), (place.name, place.mobile), ("李四", "15400000999"))
    stranger, *others = ({"name": name, "mobile": mobile} for name, mobile in names)
    return f"/events/{place.event.slug}/register/link", stranger, others, [("registration.link", place.email)]


def of_companies():
    keeper = make_keeper(make_profile(make_organization("甲样例有限公司")), make_event())
    others = [{"email": email} for email in (keeper.email, "nobody@example.com")]
    return "/companies/link", {"email": "somebody@example.com"}, others, [("listings.link_again", keeper.email)]


EVERYBODY_POSTS = [rule for method, rule in EVERYBODY if method == "POST"]
ON_DEMAND_NAME = re.compile(r"/(link|forgot|again)/?$")
ON_DEMAND = {"/forgot": of_accounts, "/events/<slug>/register/link": of_registrations, "/companies/link": of_companies}
"""Every page that sends a link to whoever types an address or a name → who has one there, and who has not."""


@pytest.mark.parametrize("rule", sorted(ON_DEMAND))
def test_a_link_for_a_known_and_an_unknown_name_is_asked_for_alike(strict, rule):
    path, stranger, others, sent = ON_DEMAND[rule]()

    found = compare(strict, client_of(strict), path, stranger, *others)

    assert found == [(200, found[0][1])] * len(others)
    assert letters() == []
    do_jobs()
    assert letters() == sent


def test_every_page_that_sends_links_on_demand_uses_the_one_piece_and_stands_above(app):
    """By construction: whoever calls it is a page of the table, and no page without a link writes letters of itself."""
    sources = Path(eventmgr.__file__).parent.rglob("*.py")
    users = [one for one in sources if "import ask_for_link" in one.read_text()]
    ends = {
        str(rule) for rule in app.url_map.iter_rules() if "POST" in rule.methods and ON_DEMAND_NAME.search(str(rule))
    }

    assert (len(users), ends & set(EVERYBODY_POSTS)) == (len(ON_DEMAND), set(ON_DEMAND))


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
