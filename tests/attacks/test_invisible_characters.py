"""One person wants two places at one event: the name is typed once more with a character that draws nothing.

Tried with zero-width blanks, soft hyphens, word joiners, fillers, variation selectors and joiners, in names that look
alike on every screen. The door takes out of names what no script needs; what stays is left out of the comparison.
"""

import pytest
from sqlalchemy import func, select

from eventmgr.event.registration.models import Registration
from eventmgr.ground import text as door
from eventmgr.ground.db import db
from tests.event.registration.views import post
from tests.factories import make_event

UNSEEN = [
    "\u200b",
    "\u00ad",
    "\u2060",
    "\ufeff",
    "\u200d",
    "\u180e",
    "\u2062",
    "\u3164",
    "\ufe0f",
    "\u034f",
    "\U000e0101",
]


def count():
    return db.session.scalar(select(func.count()).select_from(Registration))


@pytest.mark.parametrize("char", UNSEEN)
def test_nobody_registers_twice_with_a_character_that_draws_nothing(client, frozen, char):
    event = make_event()
    post(client, event, name="王小明")

    second = post(client, event, name=f"王{char}小明")

    assert (second.status_code, count()) == (409, 1)


def test_marks_that_stand_between_a_letter_and_its_accent_make_no_other_person():
    assert door.folded("Jose\u200b\u0301") == door.folded("José") == "josé"


def test_names_keep_what_their_script_needs():
    persian, variant = "علی‌رضا", "葛\U000e0100城"

    assert (door.person_name(persian), door.person_name(variant)) == (persian, variant)


def test_rare_characters_that_no_standard_knows_yet_stay_different():
    assert door.folded("王\ue001") != door.folded("王\ue002")


def test_a_name_in_which_nothing_can_be_read_is_asked_for_again(client, frozen):
    answer = post(client, make_event(), name="\u3164\u200d\u200d")

    assert (answer.status_code, count()) == (422, 0)
