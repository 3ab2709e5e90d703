"""What an event can do without, switched on and off."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from eventmgr.event.events.models import INVITES, Event, EventKind, InvitedUnit
from eventmgr.event.events.services.changing import name_of
from eventmgr.event.events.services.locking import touch
from eventmgr.event.forms.fields import mode
from eventmgr.ground.db import are_true
from eventmgr.ground.features import Switch, switches
from eventmgr.tools.log.services import Act, difference, record


def usual_features(kind: EventKind) -> list[str]:
    """What is on from the start at an event of that kind, in the order of the list."""
    return with_needs({switch.name for switch in switches() if kind in switch.kinds})


def with_needs(names: Collection[str]) -> list[str]:
    """The same names and those without which one of them does not work, in the order of the list. What the site has switched off
    comes last and stays as it is: an event keeps its choice for the day on which it is there again."""
    known = {switch.name: switch for switch in switches()}
    chosen = set(names)
    for name in names:
        switch: Switch | None = known.get(name)
        while switch is not None:
            chosen.add(switch.name)
            switch = switch.needs
    return [name for name in known if name in chosen] + sorted(chosen - known.keys())


def holding(event: Event, among: Iterable[Switch]) -> list[Switch]:
    """Those of these that hold data of the event; one statement."""
    asked = [(switch, switch.holds(event)) for switch in among if switch.holds is not None]
    are_held = are_true([condition for _switch, condition in asked])
    return [switch for (switch, _condition), is_held in zip(asked, are_held, strict=True) if is_held]


def used_features(event: Event) -> list[str]:
    """What its kind brings and what it holds data of."""
    return with_needs([*usual_features(event.kind), *(switch.name for switch in holding(event, switches()))])


def switch_on(event: Event, *names: str) -> None:
    """The event has these from now on, and what they need; what it has it keeps. The event is locked."""
    if not event.features or set(names) - set(event.features):
        event.features = with_needs({*event.features, *names})


def fields_off(event: Event) -> list[str]:
    """Fields of the registration form that go with what the event has switched off."""
    return [name for switch in switches() if switch.name not in event.features for name in switch.fields]


def set_features(event: Event, names: Collection[str], *, act: Act) -> bool:
    """The event has exactly these and what they need, and still what only the site has switched off; whether that is a difference.
    Nothing that was entered is deleted."""
    elsewhere = set(event.features) - {switch.name for switch in switches()}
    features = with_needs({*names, *elsewhere})
    if features == event.features:
        return False
    touch(event, programme=True, site=True)
    changes = difference({"features": event.features}, {"features": features})
    event.features = features
    settle_features(event)
    record(act, "changed", event, event_id=event.id, object_name=name_of(event), changes=changes)
    return True


def settle_features(event: Event) -> None:
    """What the event asks and whom it invites follows what it has: what is switched off is set aside, what is on comes back."""
    before = event.set_aside or {}
    units, fields = dict(before.get("units", {})), dict(before.get("fields", {}))
    if INVITES not in event.features and event.units:
        units, event.units = {unit.unit_code: unit.quota for unit in event.units}, []
    elif INVITES in event.features and units:
        event.units = [InvitedUnit(unit_code=code, quota=quota) for code, quota in units.items()]
        units = {}
    asked = dict(event.fields)
    for switch in switches():
        for name in switch.fields:
            if switch.name not in event.features and mode(asked, name) != "off":
                fields[name], asked[name] = asked[name], "off"
            elif switch.name in event.features and name in fields:
                asked[name] = fields.pop(name)
    event.fields = asked
    event.set_aside = {key: kept for key, kept in (("units", units), ("fields", fields)) if kept}
