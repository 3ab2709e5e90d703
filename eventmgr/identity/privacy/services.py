"""Versions of notices on personal data, and the daily deletion of what nobody may keep any longer."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from eventmgr.ground.db import clear_log, db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.features import periods
from eventmgr.ground.i18n import Bilingual, _
from eventmgr.ground.jobs.registry import handler
from eventmgr.ground.jobs.services import enqueue
from eventmgr.identity.privacy.models import LegalHold, PrivacyNotice
from eventmgr.identity.privacy.queries import find_hold, find_privacy_notice
from eventmgr.tools.log.services import SYSTEM, Act, difference, record

log = logging.getLogger(__name__)

AT_ONCE = 200
"""Rows of one period in one transaction; what is left over is the next job's."""
_DAILY, _REST = "privacy.retention", "privacy.retention_rest"


def add_notice(event_id: int, text: Bilingual, *, act: Act) -> PrivacyNotice:
    """A new version of the event's notice if the text differs from the newest, else that one. The event is locked.

    Raises:
        Refusal: the text is empty.
    """
    if not any(text.values()):
        raise Refusal(_("The privacy notice cannot be empty."), field="text")
    newest = find_privacy_notice(event_id)
    if newest is not None and newest.text == text:
        return newest
    notice = write_notice(event_id, text, at=act.at, version=newest.version + 1 if newest else 1)
    changes = difference({"text": newest.text if newest else None}, {"text": text})
    record(act, "created", notice, event_id=event_id, object_name=str(notice.version), changes=changes)
    return notice


def write_notice(event_id: int, text: Bilingual, *, at: datetime, version: int = 1) -> PrivacyNotice:
    """The row of that version; whoever adds notices by hand says so in the trail (`add_notice`), the sample does
    not."""
    notice = PrivacyNotice(event_id=event_id, version=version, text=text, created_at=at)
    db.session.add(notice)
    db.session.flush()
    return notice


def place_hold(event_id: int, reason: str, *, act: Act) -> LegalHold:
    """From now on nothing of the event is deleted because its time is over. The event is locked.

    Raises:
        Refusal: no reason is given, or one holds already.
    """
    if not reason:
        raise Refusal(_("Enter the reason: it is kept in the change log."), field="reason")
    if find_hold(event_id) is not None:
        raise Refusal(_("Deletion is already stopped for this event."))
    hold = LegalHold(event_id=event_id, reason=reason, placed_at=act.at)
    db.session.add(hold)
    db.session.flush()
    record(act, "placed", hold, event_id=event_id, reason=reason)
    return hold


def lift_hold(event_id: int, *, act: Act) -> None:
    """Periods count again: what is due by now goes with the next daily job. The event is locked.

    Raises:
        Refusal: nothing is stopped.
    """
    hold = find_hold(event_id)
    if hold is None:
        raise Refusal(_("Deletion is not stopped for this event."))
    hold.lifted_at = act.at
    record(act, "lifted", hold, event_id=event_id)


def delete_due(at: datetime) -> dict[str, int]:
    """Delete at most `AT_ONCE` rows of each period that are due at `at`; period → how many. Run it again until nothing
    is left: what has been deleted is not due any more, so it may be broken off between two transactions."""
    return {period.key: period.delete_some(at, AT_ONCE) for period in periods().values()}


def is_done(counts: dict[str, int]) -> bool:
    """Whether `delete_due` has left nothing over."""
    return all(n < AT_ONCE for n in counts.values())


class Purge:
    """What the trail calls the deletion of what is due; it is no row of any table."""

    __tablename__ = "purge"
    id = 0


def note_deleted(counts: Mapping[str, int], *, at: datetime) -> None:
    """Say in the change log of the site how much has gone, in numbers only; nothing where nothing has."""
    deleted = {key: n for key, n in counts.items() if n}
    if deleted:
        log.info("retention: %s", ", ".join(f"{key} {n}" for key, n in deleted.items()))
        told = [f"{key} {n}" for key, n in deleted.items()]
        record(Act(SYSTEM, at), "purged", Purge(), changes={"deleted": [None, told]})


def say_deleted(value: object) -> str:
    """What has gone, and how much of it."""
    key, _blank, n = str(value).partition(" ")
    label = periods()[key].label if key in periods() else key
    return _("%(label)s: %(value)s", label=label, value=n)


@handler(_DAILY, every=timedelta(days=1), after=clear_log)
def daily(_payload: dict[str, object], at: datetime) -> None:
    """The job of every day; what was deleted since the last one, by whomever, then goes from the log of the database
    too."""
    counts = delete_due(at)
    note_deleted(counts, at=at)
    if not is_done(counts):
        enqueue(_REST, {}, at=at)


@handler(_REST, after=clear_log)
def go_on(payload: dict[str, object], at: datetime) -> None:
    """The next rows; a worker that dies has deleted none or all of them."""
    daily(payload, at)
