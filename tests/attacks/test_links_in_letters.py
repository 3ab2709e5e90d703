"""Somebody who may read letters wants to act as the participant: the link of the own page stands in every letter.

Tried on the page of a letter, its frame, its file, in the rows of the database (a back-up holds them too), with a mark
typed by an organizer, and with links that were made void while the letter waited.
"""

import re

import pytest
from sqlalchemy import select, text

from eventmgr.event.registration.changing.services.editing import renew_link
from eventmgr.event.registration.deciding.services.decisions import withdraw
from eventmgr.event.registration.letters.writing import check_in_code, my_token
from eventmgr.ground.db import db, transaction
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.services import Act
from eventmgr.tools.messages.mime import as_bytes
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.secrets import filled
from tests.conftest import do_jobs
from tests.event.registration.applicants import OFFICE
from tests.event.registration.registering import letters_to, register
from tests.factories import NOON, make_event, make_member
from tests.identity.accounts.views import with_password
from tests.tools.messages.peer import parse

pytestmark = pytest.mark.usefixtures("frozen", "database")


def whole(letter):
    return f"{letter.text}{letter.html}{letter.attachments}"


@pytest.mark.parametrize("ending", ["/", "/html", ".eml"])
@pytest.mark.parametrize("role", [TeamRole.OWNER, TeamRole.REGISTRAR])
def test_who_reads_letters_gets_neither_link_nor_code(sign_in, role, ending):
    place = register(make_event())
    letter, token, code = letters_to(place)[0], my_token(place), check_in_code(place)
    browser = sign_in(make_member(place.event, role))

    answer = browser.get(f"/manage/events/{place.event.slug}/letters/{letter.id}{ending}")

    parts = parse(answer.data).walk() if ending == ".eml" else []
    said = answer.text + "".join(part.get_content() for part in parts if part.get_content_maintype() == "text")
    assert (answer.status_code, token in said, code in said) == (200, False, False)
    assert "/my/" not in said or "/my/••••••/" in said
    assert not any(mark in said for mark in letter.secrets)


def test_the_database_holds_no_link_and_no_code():
    place = register(make_event())

    row = str(db.session.execute(text("SELECT * FROM letter")).all())

    assert (my_token(place) in row, check_in_code(place) in row) == (False, False)


def test_the_database_holds_no_link_that_sets_a_password(client):
    user = with_password()
    client.post("/forgot", data={"email": user.email})
    do_jobs()

    letter = db.session.scalars(select(OutboxLetter)).one()
    token = re.search(r"/reset/(\S+)", filled(letter).text)[1]
    row = str(db.session.execute(text("SELECT * FROM letter")).all())

    assert (client.get(f"/reset/{token}").status_code, token in row) == (200, False)


def test_a_letter_leaves_with_the_true_link_and_a_repeat_is_the_same():
    place = register(make_event())
    letter = letters_to(place)[0]

    first, second = (as_bytes(filled(letter), "a@example.com") for _try in range(2))

    assert f"http://localhost/my/{my_token(place)}/" in filled(letter).text
    assert first == second


def test_a_mark_that_an_organizer_types_becomes_nothing():
    victim = register(make_event())
    mark = next(iter(letters_to(victim)[0].secrets))
    place = register(victim.event)
    with transaction():
        withdraw(victim.event, place, act=Act(OFFICE, NOON), reason=f"http://localhost/my/{mark}/")

    assert my_token(victim) not in whole(filled(letters_to(place)[-1]))


def test_a_letter_whose_link_was_made_void_while_it_waited_leads_to_a_new_one():
    place = register(make_event())
    waiting, old = letters_to(place)[0], my_token(place)
    with transaction():
        renew_link(place.event, place, act=Act(OFFICE, NOON))

    sent = filled(waiting)

    again = f"http://localhost/events/{place.event.slug}/register/link"
    assert (old in whole(sent), my_token(place) in whole(sent), again in sent.text) == (False, False, True)
    assert ([spec for spec in sent.attachments if "qr" in spec], "cid:" in sent.html) == ([], False)
