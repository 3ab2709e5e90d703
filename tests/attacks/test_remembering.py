"""Remembering: somebody who was to be forgotten is looked for in everything that is stored.

The attacker has the database (or is a curious member of the team, years later) and wants to know who had registered. The
person has withdrawn the consent, asked for deletion, or was deleted by the office; before that they registered, changed
their details, were searched for and exported, and had e-mails. Name, number, address, organization and answers are looked
for in every column of every table, and on every page of the office.
"""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from eventmgr.console.upkeep.laws import breaches
from eventmgr.event.quotas.models import Status
from eventmgr.event.quotas.queries import count_by_status
from eventmgr.event.registration.changing.services.editing import edit
from eventmgr.event.registration.counting.queries import count_people
from eventmgr.event.registration.deciding.services.decisions import confirm, restore
from eventmgr.event.registration.deciding.services.marking import mark_attended
from eventmgr.event.registration.filters import ListFilter
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.office_list.services import note_export
from eventmgr.event.registration.retaining.services.forgetting import delete
from eventmgr.ground.db import db, transaction
from eventmgr.ground.errors import Refusal
from eventmgr.identity.directory.models import Organization, Person
from eventmgr.identity.privacy.queries import list_consents
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.models import ActorKind, AuditEntry
from eventmgr.tools.log.services import Act, Actor
from eventmgr.tools.messages.models import LetterState, OutboxLetter
from tests.attacks.remembering import TRACES, WHO, deliver
from tests.attacks.stolen_backup import stored
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.registering import register
from tests.factories import NOON, make_event, make_member

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def place(app):
    """Somebody who has left traces everywhere, with a second person beside them who stays."""
    event = make_event(capacity=2, fields={"lodging": "optional", "diet": "optional"})
    found = register(event, make_applicant(**WHO, consents=("processing", "sensitive")))
    by = Actor(ActorKind.PARTICIPANT, found.id, found.name)
    with transaction():
        edit(event, found, replace(make_applicant(**WHO), title="副总记忆官"), act=Act(by, NOON))
        edit(event, found, make_applicant(**WHO), act=Act(OFFICE, NOON), office_note="老领导", rank=1)
        note_export(event, "csv", ListFilter(q="欧阳不忘"), ["name"], rows=1, act=Act(OFFICE, NOON))
    deliver()
    register(event)
    register(event)
    return found


def withdraw_consent(client, place):
    assert client.post(f"/my/{my_token(place)}/withdraw", data={"consent": "1"}).status_code == 200


def ask_for_deletion(client, place):
    assert client.post(f"/my/{my_token(place)}/delete").status_code == 200


def deleted_by_the_office(client, place):
    with transaction():
        delete(place.event, place, reason="6月3日电话申请", act=Act(OFFICE, NOON))


@pytest.mark.parametrize("way", [withdraw_consent, ask_for_deletion, deleted_by_the_office])
def test_nothing_of_somebody_is_left_once_the_last_letter_has_left(client, place, way):
    before = {trace for trace in TRACES if trace in stored()}

    way(client, place)
    letters = select(OutboxLetter).where(OutboxLetter.about == f"registration:{place.id}").order_by(OutboxLetter.id)
    last = db.session.scalars(letters).all()[-1]
    waiting = (last.kind, last.to_address, last.state)
    deliver()

    assert before == set(TRACES) - {"花生过敏"}
    assert waiting == ("registration.deleted", "ouyang@example.com", LetterState.DUE)
    assert {trace for trace in TRACES if trace in stored()} == set()
    assert [(name, found) for name, found in breaches() if found] == []


def test_the_figures_and_the_record_that_it_happened_stay(client, place):
    before = count_people([place.event_id])["taken"].number

    ask_for_deletion(client, place)

    after = count_people([place.event_id])["taken"].number
    db.session.expire_all()
    gone = db.session.get(Registration, place.id)
    entries = db.session.scalars(
        select(AuditEntry)
        .where(AuditEntry.object_type == "registration", AuditEntry.object_id == place.id)
        .order_by(AuditEntry.id)
    ).all()
    assert (before, after) == (2, 2)
    assert (gone.status, gone.province_code, gone.unit_code, gone.name) == (Status.WITHDRAWN, "310000", "310000", "—")
    assert [one.action for one in entries] == [
        *("registered", "changed", "changed", "withdrawn", "consent_withdrawn", "forgotten"),
    ]
    assert all(consent.withdrawn_at for consent in list_consents(place.id))
    assert count_by_status(place.event_id)[Status.WAITLISTED] == 0


def test_who_came_stays_counted_as_attended(client, place):
    place.status, place.event.ends_at = Status.ATTENDED, NOON - timedelta(hours=1)
    place.event.starts_at = NOON - timedelta(hours=9)
    db.session.commit()

    ask_for_deletion(client, place)

    db.session.expire_all()
    gone = db.session.get(Registration, place.id)
    assert (gone.status, gone.name, gone.person_id) == (Status.ATTENDED, "—", None)


def test_a_person_of_two_events_stays_for_the_other(client, place):
    other = register(make_event(), make_applicant(**WHO))

    ask_for_deletion(client, place)

    db.session.expire_all()
    assert (other.name, db.session.get(Person, other.person_id).name) == ("欧阳不忘", "欧阳不忘")
    assert db.session.scalar(select(func.count()).where(Organization.name == WHO["organization"])) == 1


@pytest.mark.parametrize("verb", ["restore", "mark", "confirm", "edit", "delete"])
def test_nothing_brings_back_who_withdrew_the_consent(client, place, verb):
    withdraw_consent(client, place)
    event, gone = place.event, db.session.get(Registration, place.id)
    tries = {
        "restore": lambda: restore(event, gone, act=Act(OFFICE, NOON)),
        "mark": lambda: mark_attended(event, gone, act=Act(OFFICE, event.starts_at)),
        "confirm": lambda: confirm(event, [gone], act=Act(OFFICE, NOON)),
        "edit": lambda: edit(event, gone, make_applicant(**WHO), act=Act(OFFICE, NOON)),
        "delete": lambda: delete(event, gone, reason="再次", act=Act(OFFICE, NOON)),
    }

    with pytest.raises(Refusal), transaction():
        tries[verb]()

    assert {trace for trace in TRACES if trace in stored()} <= {"欧阳不忘", "ouyang"}


def test_the_office_reads_why_it_cannot_take_up_again_and_nothing_else(client, sign_in, place):
    withdraw_consent(client, place)
    deliver()
    sign_in(make_member(place.event, TeamRole.OWNER))
    office = f"/manage/events/{place.event.slug}"
    page = f"{office}/registrations/{place.id}/"

    client.post(f"{page}restore")
    paths = (page, f"{office}/registrations/", f"{office}/registrations/export.csv", f"{office}/history/",
             f"{office}/letters/")  # fmt: skip
    pages = [client.get(path) for path in paths]

    assert [answer.status_code for answer in pages] == [200] * len(pages)
    assert "重新报名" in pages[0].text
    assert {trace for trace in TRACES for answer in pages if trace in answer.text} == set()
    assert (">恢复<" in pages[0].text, f"{page}delete" in pages[0].text) == (False, False)


def test_only_an_owner_deletes_and_says_why(client, sign_in, place):
    path = f"/manage/events/{place.event.slug}/registrations/{place.id}/delete"
    sign_in(make_member(place.event, TeamRole.REGISTRAR))
    refused = client.post(path, data={"reason": "好奇"}).status_code
    sign_in(make_member(place.event, TeamRole.OWNER))
    asked, silent = client.get(path), client.post(path, data={"reason": ""})
    done = client.post(path, data={"reason": "6月3日电话申请"})

    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "forgotten")).one()
    assert (refused, asked.status_code, silent.status_code, done.status_code) == (403, 200, 409, 303)
    assert entry.reason == "6月3日电话申请"


def test_a_forgotten_letter_has_a_page_but_no_file_and_is_not_sent_again(client, sign_in, place):
    ask_for_deletion(client, place)
    letters = select(OutboxLetter).where(OutboxLetter.about == f"registration:{place.id}").order_by(OutboxLetter.id)
    letter = db.session.scalars(letters).first()
    sign_in(make_member(place.event, TeamRole.OWNER))
    path = f"/manage/events/{place.event.slug}/letters/{letter.id}"

    statuses = [client.get(f"{path}{end}").status_code for end in ("/", "/html", ".eml")]

    assert (statuses, letter.text, letter.html, letter.attachments) == ([200, 404, 404], "", "", [])
