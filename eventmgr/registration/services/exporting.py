"""Noting who took a list out of the house, and who had covered data shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from eventmgr.events.models import Event
from eventmgr.log.services import Act, plain, record
from eventmgr.registration.models import Registration
from eventmgr.registration.office_list.covering import Need
from eventmgr.registration.office_list.filtering import ListFilter


def note_export(
    event: Event,
    kind: str,
    filters: ListFilter,
    columns: Sequence[str],
    *,
    rows: int,
    act: Act,
    need: Need | None = None,
    uncovered: Sequence[str] = (),
) -> None:
    """One entry of the trail: an export with personal data, its filters (not the words looked for: they name people), its
    columns and how many rows it holds; which of the columns were uncovered, and what for."""
    asked = {
        f"filter.{name}": [None, "…" if name == "q" else plain(value)]
        for name, value in asdict(filters).items()
        if value not in (None, "", False)
    }
    shown = {"uncovered": [None, ",".join(uncovered)], "why": [None, need.why]} if need and uncovered else {}
    record(
        act, "exported", event, event_id=event.id, object_name=event.title.get("zh") or event.title.get("en", ""),
        changes={**asked, "format": [None, kind], "columns": [None, ",".join(columns)], "rows": [None, rows], **shown},
        reason=need.note if need and uncovered else "",
    )  # fmt: skip


def note_files_taken(event: Event, fields: Sequence[str], *, number: int, need: Need, act: Act) -> None:
    """One entry of the trail: files that participants have uploaded were taken together, to which questions, how many, what for."""
    record(
        act, "files_taken", event, event_id=event.id, object_name=event.title.get("zh") or event.title.get("en", ""),
        changes={"uncovered": [None, ",".join(fields)], "files": [None, number], "why": [None, need.why]},
        reason=need.note,
    )  # fmt: skip


def note_revealed(event: Event, registration: Registration, fields: Sequence[str], need: Need, *, act: Act) -> None:
    """One entry of the trail: whose data was shown to whom, which fields, and what for; never the data themselves."""
    record(
        act, "revealed", registration, event_id=event.id, object_name=registration.name,
        changes={"uncovered": [None, ",".join(fields)], "why": [None, need.why]}, reason=need.note,
    )  # fmt: skip


def note_breach(event: Event, fields: Sequence[str], *, since: datetime, until: datetime, rows: int, act: Act) -> None:
    """One entry of the trail: a list of those affected by a breach was written; which fields, of which time, how many
    people, never whom."""
    record(
        act, "breach_listed", event, event_id=event.id, object_name=event.title.get("zh") or event.title.get("en", ""),
        changes={
            "columns": [None, ",".join(fields)], "rows": [None, rows],
            "filter.since": [None, plain(since)], "filter.before": [None, plain(until)],
        },
    )  # fmt: skip
