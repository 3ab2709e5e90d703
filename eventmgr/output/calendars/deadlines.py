"""What a liaison's calendar holds: the event, and by when their delegation owes what. Pure but for the language
spoken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from eventmgr.event.delegations.board.labels import CHANGES_UNTIL
from eventmgr.event.delegations.board.standing import changing_until, deadlines_of
from eventmgr.event.delegations.models import Delegation, DelegationPlan, Due
from eventmgr.event.events.derived.calendar_entry import STATUSES, cancelled, titled
from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _, localized
from eventmgr.tools.feeds.calendars import NOTICE
from eventmgr.tools.ical import Entry
from eventmgr.tools.taxonomy import get_unit

_UNTIL = "changes-until"


@dataclass(frozen=True)
class Owed:
    """What a delegation owes, as the database says."""

    event: Event
    unit_code: str
    plan: DelegationPlan | None
    delegation: Delegation | None


def deadline_entries(owed: Owed, language: str, *, address: str) -> list[Entry]:
    """Reply due, list due, lists change until, as half hours that end then.

    Args:
        address: of the liaison's page.
    """
    event = owed.event
    set_by = [row for row in (owed.plan, owed.delegation) if row is not None]
    changed = [event.calendar_changed_at, *(row.due_changed_at for row in set_by if row.due_changed_at is not None)]
    sequence = event.programme_version + event.sequence + sum(row.due_version for row in set_by)
    return [
        replace(
            _entry(owed, key, label, at - NOTICE, at, language, address=address),
            sequence=sequence,
            last_modified=max(changed),
        )
        for key, label, at in _dues(event, owed.plan, owed.delegation)
    ]


def remnant_of(owed: Owed, language: str, *, address: str) -> Callable[[str, datetime, datetime], Entry]:
    """A function: what is told of a deadline that was taken away, and of the event while it is none."""
    labels = {f"due-{due.value}": str(due.label) for due in Due} | {_UNTIL: str(CHANGES_UNTIL)}

    def remnant(uid: str, starts_at: datetime, ends_at: datetime) -> Entry:
        key = uid.removesuffix(f"-{owed.unit_code}-{owed.event.uid}")
        label = labels.get(key, "")
        return replace(cancelled(_entry(owed, key, label, starts_at, ends_at, language, address=address)), uid=uid)

    return remnant


def _entry(
    owed: Owed, key: str, label: str, starts_at: datetime, ends_at: datetime, language: str, *, address: str
) -> Entry:
    event, title = owed.event, localized(owed.event.title, language)
    unit = get_unit(owed.unit_code).name(language)
    summary = _("%(label)s: %(value)s", label=label, value=title) if label else title
    return Entry(
        uid=f"{key}-{owed.unit_code}-{event.uid}",
        sequence=0,
        starts_at=starts_at,
        ends_at=ends_at,
        zone=event.timezone,
        summary=titled(summary, event.status, language),
        last_modified=event.calendar_changed_at,
        description="\n".join((_("Delegation of %(unit)s", unit=unit), address)),
        url=address,
        status=STATUSES.get(event.status, "CONFIRMED"),
        created_at=event.created_at,
        categories=(_("Deadline"),),
        related_to=event.uid,
    )


def _dues(
    event: Event, plan: DelegationPlan | None, delegation: Delegation | None
) -> Iterator[tuple[str, str, datetime]]:
    for due, at in deadlines_of(event, plan, delegation).items():
        yield f"due-{due.value}", str(due.label), at
    until = changing_until(event, plan)
    if until != event.ends_at:  # nobody has set a time
        yield _UNTIL, str(CHANGES_UNTIL), until
