"""Noting who took a list out of the house."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from eventmgr.events.models import Event
from eventmgr.log.services import Act, plain, record
from eventmgr.registration.office_list.filtering import ListFilter


def note_export(event: Event, kind: str, filters: ListFilter, columns: Sequence[str], *, rows: int, act: Act) -> None:
    """One entry of the trail: an export with personal data, its filters (not the words looked for: they name people), its
    columns and how many rows it holds."""
    asked = {
        f"filter.{name}": [None, "…" if name == "q" else plain(value)]
        for name, value in asdict(filters).items()
        if value not in (None, "", False)
    }
    record(
        act, "exported", event, event_id=event.id, object_name=event.title.get("zh") or event.title.get("en", ""),
        changes={**asked, "format": [None, kind], "columns": [None, ",".join(columns)], "rows": [None, rows]},
    )  # fmt: skip
