"""A printing is kept, or was only looked at."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.output.papers.kept import statements
from eventmgr.output.papers.kept.models import PaperPrint
from eventmgr.tools.log.models import ActorKind
from eventmgr.tools.log.services import Act, record


def keep(
    event: Event,
    paper: str,
    variant: str,
    language: str,
    digests: Mapping[int, Mapping[str, str]],
    *,
    gone: Collection[int] = (),
    is_whole: bool,
    act: Act,
    device_id: int | None = None,
) -> PaperPrint:
    """Keep that `paper` was printed, and of each person what it says.

    Args:
        digests: number of a registration → field → digest.
        gone: registrations whose part is taken out with this printing.
        is_whole: it was printed for everybody.
        device_id: the check-in device that printed.
    """
    by = act.by.id if act.by.kind is ActorKind.USER else None
    row = PaperPrint(
        event_id=event.id,
        paper=paper,
        variant=variant,
        language=language,
        printed_at=act.at,
        user_id=by,
        device_id=device_id,
        people=len(digests),
        is_whole=is_whole,
    )
    db.session.add(row)
    db.session.flush()
    parts = [(number, dict(fields), False) for number, fields in digests.items()]
    parts += [(number, {}, True) for number in gone]
    statements.insert_parts(
        [
            {"print_id": row.id, "registration_id": number, "digests": fields, "is_gone": is_gone}
            for number, fields, is_gone in parts
        ]
    )
    return row


def discard(event: Event, row: PaperPrint, *, act: Act) -> None:
    """The paper was only looked at: what was printed before it counts again."""
    record(act, "print_discarded", event, event_id=event.id, object_name=f"{row.paper}.pdf")
    db.session.delete(row)
    db.session.flush()
