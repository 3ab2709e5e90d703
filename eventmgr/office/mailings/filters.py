"""What a bulk e-mail's list is narrowed by, in words."""

from __future__ import annotations

from dataclasses import replace

from eventmgr.event.events.models import Event
from eventmgr.event.registration.filters import filter_of
from eventmgr.event.registration.trail import FILTER_NAMES, told_filters
from eventmgr.ground.errors import BadValue
from eventmgr.office.mailings.models import BulkMail
from eventmgr.tools.log.models import ActorKind, AuditEntry
from eventmgr.tools.log.wording import Change, lines_of


def filters_in_words_of(event: Event, filters: dict[str, str]) -> list[Change]:
    """What the list is narrowed by, in the words of the change log; a filter that is on or off is said by its name
    alone."""
    try:
        changes = told_filters(filter_of(filters, event), with_words=True)
    except BadValue:
        return []
    entry = AuditEntry(
        event_id=event.id,
        object_type=BulkMail.__tablename__,
        action="created",
        actor_kind=ActorKind.SYSTEM,
        actor_name="",
        object_name="",
        changes=changes,
        reason="",
        by_link=False,
    )
    described = lines_of([entry], event.timezone)[0].changes
    return [
        replace(
            one, label=str(FILTER_NAMES[name.partition(".")[2]]), after="" if changes[name][1] is True else one.after
        )
        for name, one in zip(changes, described, strict=True)
    ]
