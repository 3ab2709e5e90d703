"""The proof: devices with wrong clocks and a bad line, deliveries repeated and lost, the server killed; what came in equals what was told."""

from __future__ import annotations

import http.client
import json
import threading
import time
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Registration
from eventmgr.ground import clock
from eventmgr.ground.db import db
from eventmgr.programme.checkin import queries
from eventmgr.programme.checkin.acts.kinds import CheckinKind, ListKind
from eventmgr.programme.checkin.acts.merge import DoorAct, merge
from eventmgr.programme.checkin.laws import LAWS
from eventmgr.programme.checkin.models import CheckinAct
from tests.factories import make_event, make_registration, together
from tests.programme.checkin.drafts import make_device, make_list
from tests.programme.checkin.servers import Servers
from tests.soak import either, seeds

DEVICES, ACTS, PEOPLE, KILLS = 3, either(120, 600), either(40, 150), either(1, 4)
SKEWS = (timedelta(minutes=10), timedelta(), timedelta(minutes=-10))
_EARLIER = timedelta(hours=3)


class Device:
    """A device whose line loses every third request or its answer."""

    def __init__(self, token: str, skew: timedelta, number: int, dice: Random) -> None:
        self.token, self.skew, self.number, self.dice = token, skew, number, dice
        self.unsent: list[dict[str, Any]] = []
        self.own: list[dict[str, Any]] = []

    def tell(self, at: Any, **values: Any) -> None:
        """An act at a true instant, which its clock shows wrongly."""
        key = f"{self.number:08}-0000-4000-8000-{len(self.own):012}"
        shown = round((at + self.skew).timestamp() * 1000)
        act = {"key": key, "at": shown, "skew": round(-self.skew.total_seconds() * 1000), **values}
        self.own.append(act)
        self.unsent.append(act)

    def send(self, address: str) -> None:
        """Some of what it has, in any order, perhaps with what was taken before; or nothing comes through."""
        batch = self.dice.sample(self.unsent, min(len(self.unsent), self.dice.randint(1, 25)))
        batch += self.dice.sample(self.own, self.dice.choice([0, 0, min(3, len(self.own))]))
        fate = self.dice.random()
        if fate < 0.2:
            return
        body = {"acts": batch, "clock": round((clock.now() + self.skew).timestamp() * 1000), "waiting": 0}
        answer = _post(address, self.token, body)
        if answer is not None and fate < 0.8:  # else the answer is lost
            taken = {*answer["taken"]}
            self.unsent = [act for act in self.unsent if act["key"] not in taken]


def _post(address: str, token: str, body: Any) -> Any:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    try:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        connection.request("POST", "/checkin/device/acts", json.dumps(body), headers)
        answer = connection.getresponse()
        said = answer.read()
        return json.loads(said) if answer.status == 200 else None
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


@pytest.mark.slow
@pytest.mark.soak(again=True)
@pytest.mark.parametrize("seed", seeds(3))
def test_what_came_in_equals_what_was_told_whatever_the_line_the_clocks_and_the_server_did(app, seed):
    dice, now = Random(seed), clock.now()
    with together():
        event = make_event(starts_at=now - timedelta(hours=4))
        people = [make_registration(event).id for _number in range(PEOPLE)]
        gate = make_list(event, ListKind.GATE).id
        for number in range(DEVICES):
            make_device(event, token=f"t{number}", list_ids=[0, gate], ends_at=now + timedelta(days=1))
    devices = [Device(f"t{number}", SKEWS[number], number, dice) for number in range(DEVICES)]
    event_id = event.id
    _tell_all(devices, people, gate, now, dice)
    db.session.remove()
    # A process that read the files of this database beside SQLite has lost its locks on them (POSIX): the servers would begin
    # the log anew, and this connection would go on reading the old one.
    db.engine.dispose()

    with Servers(app) as servers:
        kills = sorted(dice.sample(range(5, 30), KILLS))
        rounds = 0
        end = time.monotonic() + 240
        while any(device.unsent for device in devices) and time.monotonic() < end:
            rounds += 1
            sender = dice.choice([device for device in devices if device.unsent])
            sending = threading.Thread(target=sender.send, args=(servers.address,))
            sending.start()
            if rounds in kills:
                time.sleep(dice.random() / 50)
                servers.kill_and_start()
            sending.join()

    assert [device.unsent for device in devices] == [[], [], []]
    kept = {act.key: act for act in db.session.scalars(select(CheckinAct))}
    assert {*kept} == {act["key"] for device in devices for act in device.own}
    assert len({act.number for act in kept.values()}) == len(kept)
    merged, true = (
        merge(queries.list_acts(event_id), {gate: ListKind.GATE}),
        merge(_truth(devices), {gate: ListKind.GATE}),
    )
    assert {spot: (each.is_in, each.since) for spot, each in merged.presences.items()} == {
        spot: (each.is_in, each.since) for spot, each in true.presences.items()
    }
    states = {row.id: row.status is Status.ATTENDED for row in db.session.scalars(select(Registration))}
    assert states == {number: true.is_in(0, f"r{number}") for number in people}
    assert [law() for law in LAWS.values()] == [[], [], []]


def _tell_all(devices: list[Device], people: list[int], gate: int, now: Any, dice: Random) -> None:
    for number in range(ACTS):
        device = dice.choice(devices)
        at = now - _EARLIER + number * (_EARLIER - timedelta(minutes=5)) / ACTS
        if device.own and dice.random() < 0.15:
            device.tell(at, kind="undo", undoes=dice.choice(device.own)["key"], list=0)
        elif dice.random() < 0.5:
            device.tell(at, kind="in", registration=dice.choice(people), list=0)
        else:
            device.tell(at, kind=dice.choice(["in", "out"]), registration=dice.choice(people), list=gate)


def _truth(devices: list[Device]) -> list[DoorAct]:
    """The acts as they truly happened."""
    told = []
    for device in devices:
        for act in device.own:
            at = datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=act["at"] + act["skew"])
            who = f"r{act['registration']}" if "registration" in act else ""
            told.append(
                DoorAct(
                    act["key"], CheckinKind(act["kind"]), at, act["list"], who, device.number + 1, act.get("undoes", "")
                )
            )
    return told
