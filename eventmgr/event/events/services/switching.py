"""What an event can do without, switched on and off."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from eventmgr.event.events.models import DECLINED, INVITES, Event, EventKind, InvitedUnit
from eventmgr.event.events.queries import list_unsettled
from eventmgr.event.events.services.changing import name_of
from eventmgr.event.events.services.locking import hold, lock, touch
from eventmgr.event.forms.fields import mode
from eventmgr.ground.db import are_true
from eventmgr.ground.features import Switch, all_switches, is_on, off_everywhere, switches
from eventmgr.tools.log.services import Act, difference, record


def usual_features(kind: EventKind) -> list[str]:
    """What is on from the start at an event of that kind, in the order of the list."""
    return with_needs({switch.name for switch in switches() if kind in switch.kinds})


def with_needs(names: Collection[str]) -> list[str]:
    """The same names and those without which one of them does not work, in the order of the list. What the site has
    switched off comes last and stays as it is: an event keeps its choice for the day on which it is there again."""
    known = {switch.name: switch for switch in switches()}
    chosen = set(names)
    for name in names:
        switch: Switch | None = known.get(name)
        while switch is not None and switch.group is not None:
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
    """Fields of the registration form that go with what is off, at the event or everywhere."""
    return [name for switch in all_switches() if not is_on(switch, event) for name in switch.fields]


def set_features(event: Event, names: Collection[str], *, act: Act) -> bool:
    """The event has exactly these and what they need, and still what only the site has switched off; whether that is a
    difference. Nothing that was entered is deleted; what was declined and is switched now is offered again when it is
    needed."""
    elsewhere = set(event.features) - {switch.name for switch in switches()}
    features = with_needs({*names, *elsewhere})
    if features == event.features:
        return False
    touch(event, programme=True, site=True)
    changes = difference({"features": event.features}, {"features": features})
    switched = set(features) ^ set(event.features)
    event.features = features
    _decline(event, set(event.set_aside.get(DECLINED, ())) - switched)
    settle_features(event)
    record(act, "changed", event, event_id=event.id, object_name=name_of(event), changes=changes)
    return True


def decline_offer(event: Event, name: str, *, act: Act) -> None:
    """The overview offers this feature no more, until it has been switched."""
    lock(event)
    _decline(event, set(event.set_aside.get(DECLINED, ())) | {name})
    changes = {"declined": [None, name]}
    record(act, "offer_declined", event, event_id=event.id, object_name=name_of(event), changes=changes)


def _decline(event: Event, names: Collection[str]) -> None:
    aside = {key: value for key, value in event.set_aside.items() if key != DECLINED}
    event.set_aside = aside | ({DECLINED: sorted(names)} if names else {})


def settle_features(event: Event) -> None:
    """What the event asks and whom it invites follows what is on there: what is off is set aside, what is on comes
    back."""
    before = event.set_aside or {}
    units, fields = dict(before.get("units", {})), dict(before.get("fields", {}))
    if not is_on(INVITES, event) and event.units:
        units, event.units = {unit.unit_code: unit.quota for unit in event.units}, []
    elif is_on(INVITES, event) and units:
        event.units = [InvitedUnit(unit_code=code, quota=quota) for code, quota in units.items()]
        units = {}
    asked = dict(event.fields)
    for switch in all_switches():
        for name in switch.fields:
            if not is_on(switch, event) and mode(asked, name) != "off":
                fields[name], asked[name] = asked[name], "off"
            elif is_on(switch, event) and name in fields:
                asked[name] = fields.pop(name)
    event.fields = asked
    aside = {key: kept for key, kept in (("units", units), ("fields", fields)) if kept}
    event.set_aside = {key: value for key, value in before.items() if key == DECLINED} | aside


def settle_unsettled() -> int:
    """Set aside, or bring back, what the site has switched off or on since; how many events that were. No page has to
    be saved for it."""
    events = [event for event in list_unsettled(off_everywhere()) if not _is_settled(event)]
    for event in events:
        hold(event)
        touch(event, programme=True, site=True)
        settle_features(event)
    return len(events)


def _is_settled(event: Event) -> bool:
    aside = event.set_aside
    if event.units if not is_on(INVITES, event) else aside.get("units"):
        return False
    return not any(
        name in aside.get("fields", {}) if is_on(switch, event) else mode(event.fields, name) != "off"
        for switch in all_switches()
        for name in switch.fields
    )
