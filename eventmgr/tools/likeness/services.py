"""What every merge has in common: how long it can be undone, and that both rows have it in their history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from eventmgr.ground.i18n import _
from eventmgr.tools.likeness.errors import NotMerged
from eventmgr.tools.likeness.models import UNDONE_FOR, MergeRecord
from eventmgr.tools.log.services import Act, Recorded, record

Row = TypeVar("Row", bound=Recorded)


def check_undoable(merge: MergeRecord, *, at: datetime, too_late: str) -> None:
    """Whether the merge was not undone yet and is young enough at that instant.

    Args:
        too_late: what the organizer reads when it is not.

    Raises:
        NotMerged: it was undone, or is older than `UNDONE_FOR`.
    """
    if merge.undone_at is not None:
        raise NotMerged(_("This merge has been undone already."))
    if at > merge.merged_at + UNDONE_FOR:
        raise NotMerged(too_late)


def record_both(
    act: Act,
    actions: tuple[str, str],
    field: str,
    rows: tuple[Row, Row],
    *,
    name_of: Callable[[Row], str],
    refer: Callable[[Row], str] = lambda row: f"#{row.id}",
    event_id: int | None = None,
    is_over: bool = False,
    more: Mapping[str, Any] | None = None,
) -> None:
    """One entry of the change log for each of two rows, which names the other one in `field`.

    Args:
        actions: what happened to the first row, and to the second one.
        refer: how the other row is named there.
        is_over: the other row is named as what was, not as what is.
        more: further changes of both.
    """
    for row, other, action in zip(rows, reversed(rows), actions, strict=True):
        value = [refer(other), None] if is_over else [None, refer(other)]
        changes = {field: value, **(more or {})}
        record(act, action, row, event_id=event_id, object_name=name_of(row), changes=changes)
