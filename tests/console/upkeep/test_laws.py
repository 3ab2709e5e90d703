"""The laws hold on sound data, and each one notices its own breach."""

import pytest

from eventmgr.event.agenda.models import AgendaItem, ItemKind
from eventmgr.event.events.models import HostBody, HostRole
from eventmgr.event.quotas.models import Status, Tally
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.ground.features import laws
from eventmgr.identity.accounts.models import OneTimeLink, Purpose
from eventmgr.on_site.signup.models import Signup, SignupState
from eventmgr.tools.log.models import ActorKind, AuditEntry
from eventmgr.tools.messages.letters import Letter, new_message_id
from eventmgr.tools.messages.services import enqueue
from tests.factories import NOON, keep, make_event, make_item, make_registration, make_user


def entry(registration):
    return AuditEntry(
        at=NOON, actor_kind=ActorKind.SYSTEM, object_type="registration", object_id=registration.id, action="registered"
    )


@pytest.fixture
def sound(database):
    event = make_event(capacity=1)
    make_item(event)
    registration = make_registration(event)
    keep(entry(registration))
    return event, registration


def keep_letter(place, words):
    letter = Letter(
        kind="registration.changed", language="zh", to_name=place.name, to_address=place.email, subject="通知", text=words,
        html="", message_id=new_message_id("localhost"), event_id=place.event_id, about=f"registration:{place.id}",
    )  # fmt: skip
    row = enqueue(letter, at=NOON)
    db.session.flush()
    return row


def broken():
    db.session.expire_all()
    return [name for name, law in laws().items() if law()]


def test_sound_data_breaks_no_law(sound):
    assert broken() == []


def test_an_oversold_event_is_noticed(sound):
    event, _registration = sound
    event.capacity = 0
    db.session.commit()
    assert broken() == ["places"]


def test_a_queue_before_a_free_place_is_noticed(sound):
    event, _registration = sound
    event.capacity = 5
    keep(entry(make_registration(event, status=Status.WAITLISTED)))
    assert broken() == ["places"]


def test_a_place_under_a_key_that_is_not_of_its_name_is_noticed(sound):
    _event, registration = sound
    registration.name = registration.name[:1] + "\u00ad" + registration.name[1:]
    registration.identity_key = f"{registration.mobile}|{registration.name}"
    db.session.commit()
    assert broken() == ["identities"]


def test_a_wrong_tally_is_noticed(sound):
    db.session.query(Tally).update({"n": 7})
    db.session.commit()
    assert broken() == ["tallies"]


def test_a_registration_without_trail_is_noticed(sound):
    db.session.query(AuditEntry).delete()
    db.session.commit()
    assert broken() == ["audit trail"]


def test_an_open_token_is_noticed(sound):
    user = make_user()
    keep(OneTimeLink(user_id=user.id, purpose=Purpose.SIGN_IN, token_hash="plain", created_at=NOON, expires_at=NOON))
    assert broken() == ["hashes of tokens"]


def test_an_item_outside_its_event_is_noticed(sound):
    event, _registration = sound
    db.session.query(AgendaItem).update({"ends_at": event.ends_at.replace(year=2030)})
    db.session.commit()
    assert broken() == ["agenda"]


def test_an_unknown_code_is_noticed(sound):
    db.session.query(Registration).update({"sector_code": "X99"})
    db.session.query(Tally).update({"sector_code": "X99"})
    db.session.commit()
    assert broken() == ["codes"]


def test_a_text_of_an_organizer_that_did_not_pass_the_door_is_noticed(sound):
    event, _registration = sound
    keep(HostBody(event_id=event.id, role=HostRole.HOST, name={"zh": "a\u202eb"}, position=0))
    assert broken() == ["texts"]


def test_a_text_that_did_not_pass_the_door_is_noticed(sound):
    db.session.query(Registration).update({"title": "a\u2028b"})
    db.session.commit()
    assert broken() == ["texts"]


def test_a_sensitive_answer_in_plain_text_is_noticed(sound):
    _event, place = sound
    place.answers = {"diet": "halal"}
    db.session.commit()
    assert laws()["sensitive answers"]() == [f"registration {place.id}: an answer stands in plain text"]


def test_a_sensitive_answer_in_the_trail_or_in_a_letter_is_noticed(sound):
    _event, place = sound
    place.sensitive = {"diet_note": "花生过敏"}
    told = keep(entry(place))
    told.changes = {"answers.diet_note": [None, "花生过敏"]}
    letter = keep_letter(place, "您的饮食要求：花生过敏")
    db.session.commit()
    assert laws()["sensitive answers"]() == [
        f"audit entry {told.id}: tells a sensitive answer",
        f"letter {letter.id}: repeats a sensitive answer",
        f"audit entry {told.id}: repeats a sensitive answer",
    ]


def test_a_sensitive_answer_that_no_key_opens_is_noticed(sound, make_app):
    _event, place = sound
    place.sensitive = {"diet": "halal"}
    db.session.commit()
    with make_app(DATA_KEY="another key that has never sealed anything").app_context():
        assert laws()["sensitive answers"]() == [f"registration {place.id}: the data key does not open it"]


@pytest.fixture
def group(sound):
    """A group of one place that the sound registration holds."""
    event, registration = sound
    group = make_item(event, kind=ItemKind.GROUP, capacity=1)
    keep(Signup(registration_id=registration.id, item_id=group.id, state=SignupState.HELD, asked_at=NOON))
    return group


def test_a_group_with_more_people_than_places_is_noticed(group):
    group.capacity = 0
    db.session.commit()
    assert broken() == ["groups"]


def test_a_queue_of_a_group_before_a_free_place_is_noticed(group):
    db.session.query(Signup).update({"state": SignupState.WAITING})
    db.session.commit()
    assert broken() == ["groups"]


def test_a_place_in_a_group_that_does_not_take_place_is_noticed(group):
    group.is_cancelled = True
    db.session.commit()
    assert broken() == ["groups"]
