"""A stolen backup: the attacker has the whole database, but not the instance folder.

They want to know who is ill, who keeps which diet, who sleeps where and when they travel. They read every column of every
table as it is stored, after people have registered, changed their answers and had their letters.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from eventmgr.event.registration.changing.services.editing import edit
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db, transaction
from eventmgr.ground.features import laws
from eventmgr.ground.sealing import Sealer, Unreadable
from eventmgr.tools.log.models import ActorKind
from eventmgr.tools.log.services import Act, Actor
from tests.attacks.stolen_backup import stored
from tests.conftest import settle
from tests.event.registration.applicants import make_applicant
from tests.event.registration.registering import register
from tests.factories import NOON, make_event

pytestmark = pytest.mark.usefixtures("database")
SECRETS = {
    "diet": "halal",
    "diet_note": "花生过敏",
    "lodging": "shared",
    "arrival": "5月12日G7次上海虹桥",
    "departure": "5月14日MU5102次",
}
CHANGED = SECRETS | {"diet_note": "乳糖不耐", "arrival": "5月12日D3092次"}
ENOUGH = "a data key for tests, long enough to be one"
MORE = "another data key for tests, just as long as that"


def sealed_place():
    event, applicant = make_event(), make_applicant(answers=SECRETS, consents=("processing", "sensitive"))
    place = register(event, applicant)
    with transaction():
        by = Actor(ActorKind.PARTICIPANT, place.id, place.name)
        edit(event, place, replace(applicant, answers=CHANGED), act=Act(by, NOON + timedelta(hours=1)))
    return place


def test_the_database_alone_tells_no_sensitive_answer_in_any_table():
    place = sealed_place()

    everything = stored()

    texts = {*SECRETS.values(), *CHANGED.values()}
    assert place.name in everything
    assert {one for one in texts if one in everything} == set()
    assert (place.sensitive, laws()["sensitive answers"]()) == (CHANGED, [])


def test_short_answers_cannot_be_told_apart_by_their_length():
    sealer = Sealer(ENOUGH)

    lengths = {len(sealer.seal(answers)) for answers in ({"diet": "none"}, {"diet": "vegetarian"}, SECRETS)}

    assert len(lengths) == 1


def test_another_key_opens_nothing_and_an_older_one_still_does():
    sealed = Sealer(ENOUGH).seal(SECRETS)

    assert isinstance(Sealer(MORE).unseal(sealed), Unreadable)
    assert Sealer(MORE, [ENOUGH]).unseal(sealed) == SECRETS


def test_a_new_signing_key_loses_no_answer(make_app):
    place = sealed_place()

    with make_app(SECRET_KEY="quite another signing key, long enough").app_context():
        found = db.session.get(Registration, place.id).sensitive

    assert found == CHANGED


def test_after_resealing_the_old_data_key_is_worth_nothing(make_app, app):
    place = sealed_place()
    old = app.config["DATA_KEY"]

    other = make_app(DATA_KEY=MORE, DATA_KEY_FALLBACKS=[old])
    with other.app_context():
        done = other.test_cli_runner().invoke(args=["reseal"])
    with make_app(DATA_KEY=MORE).app_context():
        new = db.session.get(Registration, place.id).sensitive
    settle()

    row = db.session.get(Registration, place.id)
    assert ("registration.sensitive: 1 encrypted" in done.output, done.exit_code) == (True, 0)
    assert (new, isinstance(row.sensitive, Unreadable)) == (CHANGED, True)


def test_a_short_data_key_is_refused(make_app):
    with pytest.raises(ValueError, match="EVENTMGR_DATA_KEY has 6 characters; it needs at least 32"):
        make_app(DATA_KEY="secret")
