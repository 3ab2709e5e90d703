"""Consents on a person's own page: renewed when the text changes, withdrawn one by one, and what that does elsewhere."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db, transaction
from eventmgr.identity.privacy.consents import PROCESSING, SENSITIVE
from eventmgr.identity.privacy.models import Consent
from eventmgr.identity.privacy.queries import list_consents
from eventmgr.identity.privacy.services import add_notice
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.services import SYSTEM, Act
from tests.conftest import client_of
from tests.event.registration.applicants import make_applicant
from tests.event.registration.registering import register
from tests.factories import NOON, make_event, make_member

pytestmark = pytest.mark.usefixtures("frozen")
FIELDS = dict.fromkeys(("diet", "lodging", "arrival", "departure"), "optional")
ANSWERS = {"diet": "allergy", "diet_note": "花生过敏", "lodging": "single"}


@pytest.fixture
def place(app):
    event = make_event(fields=FIELDS)
    write_notice(event, "第一版")
    return register(event, make_applicant(name="张三", answers=ANSWERS, consents=(PROCESSING, SENSITIVE)))


def write_notice(event, words):
    with transaction():
        add_notice(event.id, {"zh": words, "en": words}, act=Act(SYSTEM, NOON))


def own_page(place):
    return f"/my/{my_token(place)}/"


def held(place):
    """(purpose, version) of the consents that hold."""
    db.session.expire_all()
    return [(one.purpose, one.notice_version) for one in list_consents(place.id) if one.withdrawn_at is None]


def entries(action):
    db.session.expire_all()
    return list(db.session.scalars(select(AuditEntry).where(AuditEntry.action == action)))


def test_a_new_text_asks_for_a_new_consent_which_is_never_ticked_before(client, place):
    page = own_page(place)
    before = client.get(page).text
    write_notice(place.event, "第二版：新的用途")

    asked = client.get(page).text
    unticked = client.post(f"{page}consent", data={"notice_version": "2"})
    stale = client.post(f"{page}consent", data={"notice_version": "1", "consent": "y"})

    assert ("个人信息处理告知书已更新" in before, "第二版" in before) == (False, False)
    assert ("个人信息处理告知书已更新" in asked, "第二版：新的用途" in asked) == (True, True)
    assert "checked" not in re.search(r'<input[^>]*id="consent"[^>]*>', asked)[0]
    assert ([unticked.status_code, stale.status_code], held(place)) == ([303, 303], [(PROCESSING, 1), (SENSITIVE, 1)])
    client.post(f"{page}consent", data={"notice_version": "2", "consent": "y"})
    client.post(f"{page}consent", data={"notice_version": "2", "consent": "y"})
    assert held(place) == [(PROCESSING, 1), (SENSITIVE, 1), (PROCESSING, 2)]
    assert "个人信息处理告知书已更新" not in client.get(page).text
    (entry,) = entries("consented")
    assert entry.changes == {"notice_version": [1, 2]}


def test_withdrawing_the_sensitive_consent_takes_the_answers_out_of_files_and_copies_and_keeps_the_place(
    client, sign_in, place
):
    manage = f"/manage/events/{place.event.slug}"
    office = sign_in(make_member(place.event, TeamRole.REGISTRAR), client_of(client.application))
    asked = {"kind": "csv", "why": "service", "recipient": "会务组"}

    def seen():
        """Where the answer stands (file, own page, own copy), and whether the file still has the room."""
        file = office.post(f"{manage}/registrations/export/?cols=diet,diet_note,lodging", data=asked)
        texts = [
            file.data.decode("utf-8-sig"),
            client.get(own_page(place)).text,
            client.get(f"{own_page(place)}data.json").text,
        ]
        return ["花生过敏" in text for text in texts], "单间" in texts[0]

    before = seen()
    answer = client.post(f"{own_page(place)}withdraw-sensitive")
    after = seen()

    assert (before, after) == (([True, True, True], True), ([False, False, False], True))
    assert (answer.status_code, held(place)) == (303, [(PROCESSING, 1)])
    kept = db.session.get(Registration, place.id)
    assert (kept.status, kept.sensitive) == (Status.CONFIRMED, {"lodging": "single"})
    (entry,) = entries("sensitive_withdrawn")
    assert (entry.object_id, "花生" in str(entry.changes)) == (place.id, False)
    assert client.post(f"{own_page(place)}withdraw-sensitive").status_code == 303
    assert len(entries("sensitive_withdrawn")) == 1


def test_the_organizers_are_told_of_a_consent_that_ends_after_the_deadline(client, place, frozen):
    late = place.event.starts_at + timedelta(minutes=1)
    frozen.move_to(late)

    client.post(f"{own_page(place)}withdraw-sensitive")

    db.session.expire_all()
    assert db.session.get(Registration, place.id).changed_late_at == late


def test_who_agreed_twice_withdraws_both(client, place):
    db.session.add(
        Consent(registration_id=place.id, purpose=SENSITIVE, notice_version=2, given_at=NOON + timedelta(hours=1))
    )

    client.post(f"{own_page(place)}withdraw-sensitive")

    db.session.expire_all()
    assert [one for one in list_consents(place.id) if one.purpose == SENSITIVE and one.withdrawn_at is None] == []
