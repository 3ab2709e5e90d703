"""People without a group are shared out, moved, named as convener or recorder: places by signup, names in the
agenda."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from eventmgr.event.agenda import services as agenda
from eventmgr.event.agenda.models import AgendaItem, SpeakerRole
from eventmgr.event.agenda.services import ItemDraft, SpeakerDraft
from eventmgr.event.events.models import Event
from eventmgr.event.registration.queries.rows import list_registrations_by_id
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.on_site.seating.groups.proposal import propose, spread
from eventmgr.on_site.seating.groups.queries import Groups, get_groups
from eventmgr.on_site.signup import services as signup
from eventmgr.tools.log.services import Act

LEADING = (SpeakerRole.CONVENER, SpeakerRole.RECORDER)


@dataclass(frozen=True)
class Shared:
    """What would be done, and how uneven groups are afterwards (sizes, sectors, provinces)."""

    now: Groups
    proposed: dict[int, int]
    evenness: tuple[int, int, int]

    @property
    def digest(self) -> str:
        """Tells whether it is still what was shown."""
        return hashlib.sha256(repr(sorted(self.proposed.items())).encode()).hexdigest()[:16]


def preview(event: Event) -> Shared:
    """Groups for everybody who has none."""
    now = get_groups(event)
    groups, waiting = now.task()
    found = propose(groups, waiting)
    return Shared(now, found, spread(groups, waiting, found))


def share_out(event: Event, digest: str, *, act: Act) -> int:
    """Do what was shown; how many have a group now.

    Raises:
        Refusal: the list has changed since.
    """
    shared = preview(event)
    if shared.digest != digest:
        raise Refusal(_("The plan or the list has changed since. See the new proposal."))
    people = list_registrations_by_id(event.id, sorted(shared.proposed))
    signup.assign(event, {one: shared.proposed[one.id] for one in people}, act=act)
    return len(people)


def put(event: Event, who: int, item_id: int | None, *, act: Act) -> None:
    """Somebody belongs to that group, or to none.

    Raises:
        Refusal: the person holds no place at the event, or the group is none of it.
    """
    people = list_registrations_by_id(event.id, [who])
    if not people:
        raise Refusal(_("Choose people who hold a place at this event."))
    signup.assign(event, {people[0]: item_id}, act=act)


def name(event: Event, item: AgendaItem, who: int, role: SpeakerRole, *, act: Act) -> None:
    """Somebody is the convener or recorder of a group: named in the agenda, and in the group.

    Raises:
        Refusal: the person holds no place at the event.
    """
    people = list_registrations_by_id(event.id, [who])
    if not people:
        raise Refusal(_("Choose people who hold a place at this event."))
    [person] = people
    others = [
        SpeakerDraft(each.role, dict(each.name), dict(each.organization), dict(each.title))
        for each in item.speakers
        if each.role is not role
    ]
    new = SpeakerDraft(role, {"zh": person.name}, {"zh": person.organization_name}, {"zh": person.title})
    draft = ItemDraft(
        item.kind,
        dict(item.title),
        item.starts_at,
        item.ends_at,
        dict(item.description),
        item.room_id,
        item.track_id,
        item.parent_id,
        item.sector_code,
        item.topic_id,
        item.capacity,
        (new, *others),
    )
    agenda.edit_item(event, item, draft, act=act)
