"""An item as it is kept until its import is undone, and as a draft. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from eventmgr.event.agenda.models import AgendaItem, ItemKind, SpeakerRole
from eventmgr.event.agenda.services import ItemDraft, SpeakerDraft
from eventmgr.output.imports.agenda import speakers
from eventmgr.output.imports.agenda.columns import Places

_NUMBERS = {"room": "room_id", "track": "track_id"}


def draft_of(item: AgendaItem) -> ItemDraft:
    """What an item says, as a draft."""
    return ItemDraft(
        kind=item.kind,
        title=dict(item.title),
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        description=dict(item.description),
        room_id=item.room_id,
        track_id=item.track_id,
        parent_id=item.parent_id,
        sector_code=item.sector_code,
        topic_id=item.topic_id,
        capacity=item.capacity,
        speakers=tuple(map(speakers.copy_of, item.speakers)),
        location=dict(item.location),
        note=dict(item.note),
    )


def changed_draft(
    item: AgendaItem | None, changes: Mapping[str, Any], parent_id: int | None, places: Places
) -> ItemDraft:
    """The item with what a row says; the rest stays as it is.

    Args:
        said: the values that the row changes, all of them for a new item.
        parent_id: number of the session, where the row says one.
    """
    there = draft_of(item) if item is not None else None
    values: dict[str, Any] = dict(vars(there)) if there is not None else {"kind": ItemKind.TALK, "title": {}}
    for key, stem, lang in _BILINGUAL:
        if key in changes:
            values[stem] = {**(values.get(stem) or {}), lang: changes[key]}
    for key, column in _NUMBERS.items():
        if key in changes:
            values[column] = int(changes[key])
    for key in ("starts", "ends"):
        if key in changes:
            values[f"{key}_at"] = changes[key].replace(tzinfo=ZoneInfo(places.zone))
    if "kind" in changes:
        values["kind"] = ItemKind(changes["kind"])
    if "capacity" in changes:
        values["capacity"] = changes["capacity"]
    if parent_id is not None:
        values["parent_id"] = parent_id
    if "speakers" in changes:
        values["speakers"] = speakers.speakers_from(changes["speakers"], there.speakers if there is not None else ())
    return ItemDraft(**values)


_BILINGUAL = (
    ("title", "title", "zh"),
    ("title_en", "title", "en"),
    ("description", "description", "zh"),
    ("description_en", "description", "en"),
    ("location", "location", "zh"),
    ("location_en", "location", "en"),
    ("note", "note", "zh"),
    ("note_en", "note", "en"),
)


def stored(draft: ItemDraft) -> dict[str, Any]:
    """A draft as plain JSON; see `restored`."""
    plain = dict(vars(draft))
    plain["kind"] = draft.kind.value
    plain |= {name: getattr(draft, name).astimezone(UTC).isoformat() for name in ("starts_at", "ends_at")}
    plain["speakers"] = [
        [speaker.role.value, speaker.name, speaker.organization, speaker.title] for speaker in draft.speakers
    ]
    return plain


def restored(stored: Mapping[str, Any]) -> ItemDraft:
    """The draft of which `stored` made `kept`."""
    return ItemDraft(
        **{
            **stored,
            "kind": ItemKind(stored["kind"]),
            "starts_at": datetime.fromisoformat(stored["starts_at"]),
            "ends_at": datetime.fromisoformat(stored["ends_at"]),
            "speakers": tuple(
                SpeakerDraft(SpeakerRole(role), name, organization, title)
                for role, name, organization, title in stored["speakers"]
            ),
        }
    )


def digest_of(item: AgendaItem) -> str:
    """What an item says, in a few characters: as long as it stands, nobody has changed the item."""
    plain = {key: value for key, value in stored(draft_of(item)).items() if value or key not in ("location", "note")}
    said = json.dumps([plain, item.is_cancelled], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(said.encode()).hexdigest()[:32]
