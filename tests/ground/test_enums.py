"""A member of an enum bears its label and its tone, and is else what it was without them."""

from __future__ import annotations

import copy
import json
import pickle

from eventmgr.ground.enums import LabelledEnum, LabelledStrEnum, Tone
from eventmgr.ground.i18n import _l, speaking


class Door(LabelledEnum):
    OPEN = "open", _l("Yes"), Tone.OK
    SHUT = "shut", _l("No"), Tone.NO
    AJAR = "ajar"


class Key(LabelledStrEnum):
    ROUND = "round", _l("Yes")


def test_the_value_of_a_member_is_its_code_alone():
    assert [door.value for door in Door] == ["open", "shut", "ajar"]
    assert (Door("shut"), Door["SHUT"], Door.OPEN.name) == (Door.SHUT, Door.SHUT, "OPEN")
    assert (Door.OPEN.tone, Door.AJAR.tone, Door.AJAR.label) == (Tone.OK, Tone.OFF, "")


def test_a_label_is_said_in_the_language_of_its_reader(app):
    said = {}
    for lang in ("zh", "en"):
        with speaking(lang):
            said[lang] = [(code, str(label)) for code, label in Door.choices()]

    assert said == {"zh": [("open", "是"), ("shut", "否")], "en": [("open", "Yes"), ("shut", "No")]}


def test_a_member_stays_one_object_where_it_is_copied_or_packed():
    assert pickle.loads(pickle.dumps(Door.OPEN)) is Door.OPEN
    assert copy.deepcopy({Door.OPEN: [Key.ROUND]}) == {Door.OPEN: [Key.ROUND]}


def test_members_that_are_texts_stay_texts():
    assert (Key.ROUND, f"{Key.ROUND}", json.dumps({Key.ROUND: Key.ROUND})) == ("round", "round", '{"round": "round"}')
    assert (Key("round") is Key.ROUND, pickle.loads(pickle.dumps(Key.ROUND)) is Key.ROUND) == (True, True)
    assert str(Key.ROUND.label) == "Yes"
