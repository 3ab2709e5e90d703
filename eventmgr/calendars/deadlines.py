"""What a liaison's calendar holds: the event, and by when their delegation owes what. Pure but for the language spoken."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from eventmgr.delegations.board.labels import CHANGES_UNTIL, DUES
from eventmgr.delegations.board.standing import changing_until, deadlines_of
from eventmgr.delegations.models import Delegation, DelegationPlan
from eventmgr.events.derived.calendar_entry import STATUSES, titled
from eventmgr.events.models import Event
from eventmgr.i18n import _, localized
from eventmgr.ical import Entry
from eventmgr.taxonomy import get_unit

_NOTICE = timedelta(minutes=30)
"""So long is the entry of a deadline, which ends with it."""


def deadline_entries(
    event: Event,
    unit_code: str,
    plan: DelegationPlan | None,
    delegation: Delegation | None,
    language: str,
    *,
    address: str,
) -> list[Entry]:
    """Reply due, list due, lists change until, as half hours that end then. Their number rises when the event's pages say something
    else and when what is due is set anew, for all or for this delegation; none ever falls.

    Args:
        address: of the liaison's page.
    """
    set_by = [row for row in (plan, delegation) if row is not None]
    sequence = event.programme_version + event.sequence + sum(row.due_version for row in set_by)
    changed = [event.calendar_changed_at, *(row.due_changed_at for row in set_by if row.due_changed_at is not None)]
    unit = get_unit(unit_code).name(language)
    return [
        Entry(
            uid=f"{key}-{unit_code}-{event.uid}",
            sequence=sequence,
            starts_at=at - _NOTICE,
            ends_at=at,
            zone=event.timezone,
            summary=titled(
                _("%(label)s: %(value)s", label=label, value=localized(event.title, language)), event.status, language
            ),
            last_modified=max(changed),
            description="\n".join((_("Delegation of %(unit)s", unit=unit), address)),
            url=address,
            status=STATUSES.get(event.status, "CONFIRMED"),
            created_at=event.created_at,
            categories=(_("Deadline"),),
            related_to=event.uid,
        )
        for key, label, at in _dues(event, plan, delegation)
    ]


def _dues(
    event: Event, plan: DelegationPlan | None, delegation: Delegation | None
) -> Iterator[tuple[str, str, datetime]]:
    for due, at in deadlines_of(event, plan, delegation).items():
        yield f"due-{due.value}", str(DUES[due]), at
    until = changing_until(event, plan)
    if until != event.ends_at:  # nobody has set a time
        yield "changes-until", str(CHANGES_UNTIL), until
