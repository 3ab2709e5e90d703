"""The discussion groups of an event with who is in them, and who has none; places in groups belong to signup."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select

from eventmgr.event.agenda.models import AgendaItem, ItemKind, SpeakerRole
from eventmgr.event.agenda.queries import list_items
from eventmgr.event.events.models import Event
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.ground.db import db
from eventmgr.on_site.seating.groups.proposal import Group, Member
from eventmgr.on_site.seating.queries.people import Person, list_everybody
from eventmgr.on_site.signup.models import Signup, SignupState
from eventmgr.on_site.signup.queries import list_groups

_NOT_ASKED = frozenset({Role.STAFF, Role.MEDIA})


@dataclass(frozen=True)
class Gathered:
    """A group with its people, in the order of the list of participants."""

    item: AgendaItem
    limit: int | None
    members: tuple[Person, ...]
    waiting: int

    @property
    def missing(self) -> list[SpeakerRole]:
        """Which of convener and recorder is not named yet."""
        named = {speaker.role for speaker in self.item.speakers}
        return [role for role in (SpeakerRole.CONVENER, SpeakerRole.RECORDER) if role not in named]


@dataclass(frozen=True)
class Groups:
    """The discussion groups of an event, and who is in none."""

    groups: tuple[Gathered, ...]
    without: tuple[Person, ...]
    """Who holds a place at the event and has no group; neither staff nor media, nor whoever the agenda names in a
    group."""

    def task(self) -> tuple[list[Group], list[Member]]:
        """What there is to share out: a group for which people wait takes nobody."""
        groups = [
            Group(
                listed.item.id,
                len(listed.members) if listed.waiting else listed.limit,
                [_member(person) for person in listed.members],
            )
            for listed in self.groups
        ]
        return groups, [_member(person) for person in self.without]


def _member(person: Person) -> Member:
    return Member(person.id, person.sector, person.province)


def _is_elsewhere(person: Person, named: set[tuple[str, str]]) -> bool:
    return person.role in _NOT_ASKED or bool({(person.name, person.organization), (person.name, "")} & named)


def get_groups(event: Event) -> Groups:
    """The groups as they stand, by a fixed number of statements."""
    items = {item.id: item for item in list_items(event.id) if item.kind is ItemKind.GROUP}
    query = select(Signup.item_id, Signup.registration_id, Signup.state).where(Signup.item_id.in_(sorted(items)))
    held: dict[int, set[int]] = defaultdict(set)
    chosen: set[int] = set()
    for item_id, number, state in db.session.execute(query) if items else ():
        chosen.add(number)
        if state is SignupState.HELD:
            held[item_id].add(number)
    people = list_everybody(event.id)
    named = {
        (speaker.name.get("zh", ""), speaker.organization.get("zh", ""))
        for item in items.values()
        for speaker in item.speakers
    }
    return Groups(
        tuple(
            Gathered(items[one.item_id], one.limit, tuple(p for p in people if p.id in held[one.item_id]), one.waiting)
            for one in list_groups(event.id)
            if one.item_id in items
        ),
        tuple(person for person in people if person.id not in chosen and not _is_elsewhere(person, named)),
    )
