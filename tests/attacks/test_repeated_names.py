"""A list that shows something else than its address says.

Somebody passes on an address in which a filter stands twice: one program takes the first value, another the last, and
what is shown is not what was checked. Tried here: every name that any page, feed or list reads, given twice.
"""

from __future__ import annotations

import pytest

from tests.attacks.asked import OPENING, names_read
from tests.conftest import client_of
from tests.factories import make_admin, make_event
from tests.safety.worlds import address, lawful_world

SEVERAL = {"cols", "case", "offer", "id"}
"""Names that may be given more than once: columns of a list, cases and offers to compare, policies of a compendium."""
pytestmark = pytest.mark.usefixtures("frozen")


@pytest.mark.one_engine
def test_a_name_that_is_given_twice_is_refused_by_name(app, sign_in):
    world, browser = lawful_world(), sign_in(make_admin(), client_of(app))
    visitor = client_of(app)
    read = {rule: names - SEVERAL for rule, names in names_read(app, browser, world).items()}
    wrong = {}
    for rule, names in read.items():
        for name in sorted(names):
            reader = visitor if rule == "/sign-in" else browser
            twice = f"{name}=1&{name}=2"
            asked = [f"{address(world, rule)}?{opening}&{twice}" for opening in {"", OPENING.get(rule, "")}]
            answers = [reader.get(path) for path in asked]
            if not any(one.status_code == 400 and f"“{name}”" in one.text for one in answers):
                wrong[rule, name] = [one.status_code for one in answers]

    assert wrong == {}
    assert sum(map(len, read.values())) > 40


def test_names_that_no_page_reads_are_overlooked_however_often(client):
    event = make_event()
    marks = "utm_source=a&utm_source=b&isappinstalled=0&isappinstalled=0&x=1&x=2"

    for path in ("/", "/past/", "/subscribe/", f"/events/{event.slug}/", f"/events/{event.slug}/register/"):
        assert client.get(f"{path}?{marks}").status_code == 200, path


def test_what_chat_programs_add_to_a_link_spoils_no_page_and_no_filter(client):
    event = make_event(title={"zh": "样例研讨会"})

    for path in ("/", "/past/", "/subscribe/", f"/events/{event.slug}/"):
        assert client.get(f"{path}?from=singlemessage&isappinstalled=0").status_code == 200, path
    both = client.get("/?from=2026-05-01&from=groupmessage")
    assert (both.status_code, "样例研讨会" in both.text, 'value="2026-05-01"' in both.text) == (200, True, True)
    assert client.get("/calendar.ics?from=singlemessage").status_code == 400
