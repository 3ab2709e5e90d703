"""Every public feed refuses what it would overlook: a program fetches for years what somebody mistyped once."""

from __future__ import annotations

from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from eventmgr.event.events.models import EventKind
from eventmgr.ground.db import transaction
from tests.factories import make_event

ENDINGS = (".atom", ".ics")


def addresses(app, event) -> list[str]:
    """The address of each feed of the site and of the event, as the map of addresses has them."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.endswith(ENDINGS) and rule.arguments <= {"slug"}]
    return sorted(rule.rule.replace("<slug>", event.slug) for rule in rules if "GET" in (rule.methods or ()))


@pytest.fixture
def feeds(app) -> list[str]:
    with transaction():
        event = make_event(kind=EventKind.MATCHMAKING)
    return addresses(app, event)


def test_what_no_feed_knows_is_refused_by_each_of_them(client, feeds):
    assert len(feeds) >= 14
    found = {path: client.get(f"{path}?provnice=320000") for path in feeds}
    refused = [path for path, answer in found.items() if (answer.status_code, "provnice" in answer.text) == (400, True)]
    assert refused == feeds


def test_a_language_that_there_is_not_is_refused_by_each_of_them(client, feeds):
    assert [path for path in feeds if client.get(f"{path}?lang=fr").status_code != 400] == []


def test_each_names_its_own_address_and_an_atom_feed_a_page_that_is_there(client, feeds):
    for path in feeds:
        answer = client.get(f"{path}?lang=en")
        assert (answer.status_code, path in unfolded(answer.text)) == (200, True), path
        if path.endswith(".atom"):
            page = urlsplit(linked(answer.data, "alternate"))
            assert client.get(f"{page.path}?{page.query}").status_code == 200, path


def unfolded(text: str) -> str:
    """The lines of a calendar as they were before folding."""
    return text.replace("\r\n ", "")


def linked(body: bytes, rel: str) -> str:
    """Where the first link of the feed leads that is so related to it."""
    found = ElementTree.fromstring(body).find(f"{{http://www.w3.org/2005/Atom}}link[@rel='{rel}']")
    assert found is not None
    return found.attrib["href"]
