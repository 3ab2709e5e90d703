"""The script of devices and the server make the same of the same acts, in whatever order each hears of them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from eventmgr.programme.checkin.acts.kinds import CheckinKind, Uncounted
from eventmgr.programme.checkin.acts.merge import DoorAct, merge
from tests.soak import seeds

HERE = Path(__file__).resolve().parent
SCRIPT = HERE.parents[2] / "eventmgr" / "static" / "checkin_people.js"
EIGHT = datetime(2026, 5, 13, tzinfo=UTC)
SKEWS = {1: timedelta(minutes=10), 2: timedelta(), 3: timedelta(minutes=-10)}
MOVES = (CheckinKind.IN, CheckinKind.IN, CheckinKind.OUT, CheckinKind.SUBSTITUTE, CheckinKind.NOTE)


def milliseconds(at: datetime) -> int:
    return round((at - EIGHT) / timedelta(milliseconds=1))


def a_day(dice: Random) -> tuple[list[DoorAct], list[dict[str, Any]]]:
    """Acts as the server has them, and what a device hears of them: in another order, some twice, some before they were decided
    or before somebody without registration was registered."""
    told: list[DoorAct] = []
    heard: list[dict[str, Any]] = []
    for number in range(dice.randint(1, 16)):
        device = dice.choice([0, *SKEWS])
        at = EIGHT + timedelta(minutes=dice.randint(0, 12)) + SKEWS.get(device, timedelta())
        kind, key, walk_in = dice.choice(MOVES), str(uuid.UUID(int=dice.getrandbits(128))), ""
        values: dict[str, Any] = {"who": f"r{dice.randint(1, 3)}", "list_id": dice.choice([0, 1]), "device_id": device}
        if told and dice.random() < 0.3:
            kind = CheckinKind.UNDO
            values |= {"who": "", "undoes": dice.choice([*told, told[-1]]).key if dice.random() < 0.9 else key}
        elif dice.random() < 0.2:
            kind, walk_in = CheckinKind.WALK_IN, f"00000000-0000-4000-8000-{number % 2:012}"
            values |= {"who": f"r{9 + number % 2}", "list_id": 0}
        elif kind is CheckinKind.IN and dice.random() < 0.3:
            values |= {"who": f"r{9 + number % 2}", "list_id": 1}
        act = DoorAct(key, kind, at, uncounted=dice.choice([None, None, None, Uncounted.VOID]), **values)
        told.append(act)
        before = [replace(act, who=f"w{walk_in}")] if walk_in else []
        before += [replace(act, uncounted=dice.choice([None, Uncounted.CLOSED]))] if dice.random() < 0.3 else []
        heard += [_as_heard(earlier, walk_in) for earlier in before]
    last = [_as_last_heard(act, told) for act in told]
    dice.shuffle(heard)
    dice.shuffle(last)
    return told, [*heard, *last, *dice.sample(last, dice.randint(0, len(last)))]


def _as_last_heard(act: DoorAct, told: list[DoorAct]) -> dict[str, Any]:
    """What is told of somebody who came without registration bears their own key until they are registered; a device is not told
    again of what it has heard of them on another list."""
    if act.who not in ("r9", "r10"):
        return _as_heard(act, "")
    walk_in = f"00000000-0000-4000-8000-{int(act.who[1:]) - 9:012}"
    is_known = any(one.kind is CheckinKind.WALK_IN and one.who == act.who for one in told)
    if act.kind is CheckinKind.WALK_IN or not is_known:
        return _as_heard(act, walk_in)
    return _as_heard(replace(act, who=f"w{walk_in}"), walk_in)


def _as_heard(act: DoorAct, walk_in: str) -> dict[str, Any]:
    registration = int(act.who[1:]) if act.who.startswith("r") else None
    return {
        "key": act.key, "kind": act.kind.value, "list": act.list_id, "who": act.who, "at": milliseconds(act.at),
        "undoes": act.undoes, "uncounted": act.uncounted.value if act.uncounted else "", "device": act.device_id,
        "walkIn": walk_in, "registration": registration,
    }  # fmt: skip


def made_by_the_script(days: list[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """What the device's script makes of each day; skips the test without Node."""
    if shutil.which("node") is None:
        missing = "there is no Node here"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    given = json.dumps({"script": SCRIPT.read_text("utf-8"), "days": days})
    done = subprocess.run(
        ["node", str(HERE / "merging.mjs")], input=given.encode(), capture_output=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return list(json.loads(done.stdout))


@pytest.mark.soak
@pytest.mark.one_engine
def test_a_device_and_the_server_make_the_same_of_acts_in_whatever_order_they_hear_of_them():
    days = {seed: a_day(Random(seed)) for seed in seeds(150)}

    answers = made_by_the_script([heard for _told, heard in days.values()])

    for (seed, (told, _heard)), answer in zip(days.items(), answers, strict=True):
        merged = merge(told, {})
        present = {
            (number, who, presence.is_in, milliseconds(presence.since))
            for (number, who), presence in merged.presences.items()
        }
        here = {number: sum(one[2] for one in present if one[0] == number) for number, _count in answer["counts"]}
        assert ({tuple(spot) for spot in answer["spots"]}, {*answer["undone"]}) == (present, merged.undone), seed
        assert dict(answer["counts"]) == here, seed
