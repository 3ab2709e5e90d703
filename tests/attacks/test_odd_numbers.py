"""An error of the server by a number in an address.

The attacker looks for places where text becomes a number. `"²".isdigit()` is true and `int("²")` an error; `int` refuses
more than 4,300 digits with an error of its own; other scripts have digits too, and a database has a largest number.
`/agenda/?track=²` was a 500 for everybody. Tried here: every name that any page reads from its address, found by
watching the pages, with every odd number in a soak, and each with a few of them otherwise.
"""

from __future__ import annotations

import pytest

from eventmgr.ground import text
from eventmgr.ground.db import is_sqlite
from tests.attacks.asked import names_read
from tests.conftest import client_of
from tests.factories import make_admin, make_event
from tests.safety.hostile import encoded, post
from tests.safety.worlds import address, form_at, lawful_world
from tests.soak import cut, drawn

ODD = (
    "²",
    "9" * 5000,
    "٣",
    "-1",
    "1e9",
    "½",
    "0x1f",
    "1_000",
    "Ⅷ",
    str(2**31),
    str(2**63),
    "𝟙" * 12,
    "nan",
    "1.",
    "００７",
)


def reaches_a_database(odd: str) -> bool:
    """Whether Python takes it for a number that no column of ours holds: what it does not never comes to a column, and a
    small one is as good there as 3 or 7."""
    try:
        return not 0 <= int(odd) < 2**31
    except ValueError:
        return False


@pytest.fixture
def admin(app, sign_in):
    """A browser in which an administrator is signed in."""
    return sign_in(make_admin(), client_of(app))


@pytest.mark.soak
@pytest.mark.usefixtures("frozen")
def test_no_number_in_any_address_is_an_error_of_the_server(app, admin):
    world = lawful_world()
    read = names_read(app, admin, world)
    names = sorted(set().union(*read.values()))
    tried = ODD if is_sqlite() else tuple(filter(reaches_a_database, ODD))
    alone = cut(((rule, name, odd) for rule in read for name in sorted(read[rule]) for odd in tried), 400)
    asked = [(rule, encoded([(name, odd)])) for rule, name, odd in alone]
    at_once = drawn(((rule, odd) for rule in read for odd in ODD[:2]), 32)
    asked += [(rule, encoded([(name, odd) for name in names])) for rule, odd in at_once]

    answers = {(rule, query[:60]): admin.get(f"{address(world, rule)}?{query}").status_code for rule, query in asked}

    assert {name: status for name, status in answers.items() if status >= 500} == {}
    assert {"track", "before", "after", "month", "cursor", "q", "kind", "province", "state", "cols"} <= set(names)


@pytest.mark.usefixtures("frozen")
@pytest.mark.parametrize("odd", ODD)
def test_a_track_that_is_no_number_is_refused_in_words(client, odd):
    event = make_event(agenda_published=True)

    answer = client.get(f"/events/{event.slug}/agenda/", query_string={"lang": "en", "track": odd})

    assert (answer.status_code, "track" in answer.text) == (400, True)


@pytest.mark.usefixtures("frozen")
def test_no_number_in_a_row_or_its_name_breaks_a_form(app, admin):
    world = lawful_world()
    for page in ("hosts", "tracks", "questions", "units"):
        form = form_at(admin, world, f"/manage/events/<slug>/settings/{page}/")
        names = [name for name in form.names if name.endswith(("-id", "-order", "-capacity")) or "quota" in name]
        assert names
        for odd in ODD:
            named = [(f"rows-{odd[:50]}-id", "1"), (f"rows-{odd[:50]}-name_zh", "样例")]
            sent = form.complete().with_values(dict.fromkeys(names, odd)) + named
            assert post(admin, form, sent).status_code < 500, (page, odd[:20])


def test_one_converter_knows_what_a_number_is():
    taken = {odd: text.whole_number(odd) for odd in ODD}

    assert {odd for odd, number in taken.items() if number is not None} == set()
    assert [text.whole_number(one) for one in ("0", "7", "007", str(2**31 - 1), "")] == [0, 7, 7, 2**31 - 1, None]
    assert text.whole_number("-12", least=-20) == -12
    assert text.whole_number("００７", any_digits=True) == 7
