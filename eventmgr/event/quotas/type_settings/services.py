"""The types of participants of an event: what holds for each, types of its own, their order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.models import Event
from eventmgr.event.events.services import lock
from eventmgr.event.events.services.changing import changing
from eventmgr.event.forms.conditions import ROLE as ROLE_FIELD
from eventmgr.event.forms.conditions import Tree
from eventmgr.event.forms.participant_types.keys import LONGEST_KEY, Role
from eventmgr.event.forms.participant_types.types import ParticipantType, Types
from eventmgr.event.forms.queries import list_questions
from eventmgr.event.quotas.allocation import ROLE
from eventmgr.event.quotas.queries import count_by_type, get_plan
from eventmgr.ground.errors import NotFound, Refusal
from eventmgr.ground.i18n import _, _n
from eventmgr.ground.text import folded
from eventmgr.tools.log.services import Act, Changes

MOST = 30
"""Types of one event."""


def set_type(event: Event, wanted: ParticipantType, *, act: Act) -> Changes:
    """What holds for one type from now on; one without a key is new, and stands behind the others.

    Raises:
        Refusal: it has no name or that of another type, it closes before it opens, or there are too many.
        NotFound: there is no such type.
    """
    lock(event)
    types = types_of(event)
    _check(types, wanted)
    if not wanted.key:
        wanted = replace(wanted, key=_new_key(types, wanted))
        return set_types(event, [*types, wanted], act=act)
    if wanted.key not in types:
        raise NotFound(_("There is no such participant type. Go back to the list."))
    return set_types(event, [wanted if kind.key == wanted.key else kind for kind in types], act=act)


def move_type(event: Event, key: str, step: int, *, act: Act) -> None:
    """One place up (-1) or down (1) in every list of types."""
    lock(event)
    order = list(types_of(event))
    at = next((at for at, kind in enumerate(order) if kind.key == key), None)
    if at is not None and 0 <= at + step < len(order):
        order.insert(at + step, order.pop(at))
        set_types(event, order, act=act)


def remove_type(event: Event, key: str, *, act: Act) -> int:
    """Take a type of the event's own away; one that somebody has is hidden instead.

    Returns:
        how many people have it, whatever became of their registration.

    Raises:
        NotFound: there is no such type. Refusal: it is one of the house's, which every event has, or parts of quotas or
            questions depend on it.
    """
    lock(event)
    types = types_of(event)
    if key not in types:
        raise NotFound(_("There is no such participant type. Go back to the list."))
    if not types.get(key).is_own:
        raise Refusal(_("This type belongs to every event. Hide it instead."))
    if _is_depended_on(event, key):
        raise Refusal(_("Parts of quotas or questions depend on it. Remove it there first, or hide it."))
    number = sum(count_by_type(event.id).get(key, {}).values())
    if number:
        set_types(event, [replace(kind, is_hidden=True) if kind.key == key else kind for kind in types], act=act)
    else:
        set_types(event, [kind for kind in types if kind.key != key], act=act)
    return number


def _is_depended_on(event: Event, key: str) -> bool:
    if any(cell.by == ROLE and cell.value == key for cell in get_plan(event).cells):
        return True
    rules = [question.rules for question in list_questions(event.id)]
    return any(key in rule.roles or _names(rule.condition, key) for rule in rules)


def _names(condition: Tree, key: str) -> bool:
    """Whether somewhere in it the type of participant is held against `key`."""
    if isinstance(condition, Mapping):
        return any(_names(part, key) for parts in condition.values() for part in parts)
    return list(condition[1:]) == [ROLE_FIELD, key]


def say_hidden(name: str, number: int) -> str:
    """Why a type was hidden and not removed."""
    return _n(
        "%(num)s person is registered as “%(type)s”, so it was hidden, not removed: nobody new can choose it.",
        "%(num)s people are registered as “%(type)s”, so it was hidden, not removed: nobody new can choose it.",
        number,
        type=name,
    )


def set_types(event: Event, types: Sequence[ParticipantType], *, act: Act) -> Changes:
    """All of them, in this order; the change log tells those that changed, and the order where that did. Whoever waits
    may move up."""
    lock(event)
    before, after = {kind.key: kind for kind in types_of(event)}, {kind.key: kind for kind in types}
    beside: dict[str, list[object]] = {}
    if before != after:
        changed = [key for key in {**before, **after} if before.get(key) != after.get(key)]
        beside["participant_types"] = [[told(of[key]) for key in changed if key in of] for of in (before, after)]
    kept = [[key for key in kind if key in other] for kind, other in ((before, after), (after, before))]
    if kept[0] != kept[1]:
        beside["types_order"] = [
            [of[key].both_names for key in order] for of, order in zip((before, after), kept, strict=True)
        ]
    with changing(event, (), act=act, action="types_set", beside=beside) as changes:
        event.participant_types = [kind.stored() for kind in types]
    return changes


def told(kind: ParticipantType) -> dict[str, object]:
    """A type as the change log tells it: its name, and what is set."""
    return {name: value for name, value in kind.stored().items() if name != "key"} | {"name": kind.both_names}


def _check(types: Types, wanted: ParticipantType) -> None:
    if not any(wanted.name.values()) and (not wanted.key or wanted.is_own):
        raise Refusal(_("Enter a name in at least one language."), field="name")
    others = [kind for kind in types if kind.key != wanted.key]
    for lang, name in wanted.name.items():
        if name and any(folded(kind.called(lang)) == folded(name) for kind in others):
            raise Refusal(
                _("There is another participant type “%(name)s”. Choose another name.", name=name), field="name"
            )
    if wanted.is_hidden and wanted.key == Role.DELEGATE:
        raise Refusal(
            _("People who register without another type come as this one, so it cannot be hidden."), field="is_hidden"
        )
    if wanted.opens_at and wanted.closes_at and wanted.closes_at <= wanted.opens_at:
        raise Refusal(_("Registration closes before it opens. Set a later closing time."), field="closes_at")
    if not wanted.key and len(types.all) >= MOST:
        raise Refusal(_("An event may have at most %(most)s participant types. Change an existing one.", most=MOST))


def _new_key(types: Types, wanted: ParticipantType) -> str:
    """From its English name where it has one; never one that is there."""
    stem = re.sub(r"[^a-z0-9]+", "_", folded(wanted.name.get("en", ""))).strip("_")[: LONGEST_KEY - 4] or "type"
    return next(key for key in (stem, *(f"{stem}_{number}" for number in range(2, MOST + 3))) if key not in types)
