"""Agenda items from sheets: previewed by number or by start and title, taken and undone as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, time
from functools import partial
from typing import Any

from eventmgr.event.agenda import queries as agenda_queries
from eventmgr.event.agenda import services as agenda
from eventmgr.event.agenda.conflicts import Conflict, Occupied, find_conflicts, person_key
from eventmgr.event.agenda.models import AgendaItem, ItemKind
from eventmgr.event.agenda.services import ItemDraft
from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, _l, localized
from eventmgr.ground.text import folded
from eventmgr.output.imports import queries
from eventmgr.output.imports.agenda import rows
from eventmgr.output.imports.agenda.columns import Places, fields_of, places_of
from eventmgr.output.imports.agenda.keeping import changed_draft, digest_of, draft_of, restored, stored
from eventmgr.output.imports.agenda.labels import LABELS, WRITTEN
from eventmgr.output.imports.importer import Addresses, Advance, Importer, Later, Wording
from eventmgr.output.imports.models import ImportBatch, ImportedRow, Outcome
from eventmgr.output.imports.previewing import Preview, Rules
from eventmgr.tools.log.services import Act
from eventmgr.tools.sheets import Blank, Compared, Existing


def _rules(event: Event) -> Rules:
    places = places_of(event)
    titles = {str(item.id): localized(item.title) for item in agenda_queries.list_items(event.id)}
    said = partial(rows.said, places, titles)
    return Rules(
        fields=fields_of(places),
        labels={key: str(label) for key, label in LABELS.items()},
        keys=rows.keys,
        blamed="title",
        missing=rows.missing,
        settle=partial(rows.settle, places=places),
        said=said,
        said_before=said,
        heading=rows.heading,
        shown=("kind", "room", "speakers"),
    )


def _list_existing(event: Event) -> list[Existing]:
    return rows.existing_of(agenda_queries.list_items(event.id), places_of(event))


def _list_blanks(event: Event) -> list[Blank]:
    places = places_of(event)
    choices = {
        "kind": [str(one.label) for one in ItemKind],
        "room": [names[0] for names in places.rooms.values()],
        "track": [names[0] for names in places.tracks.values()],
    }
    notes: dict[str, Any] = {
        "number": _("Leave it empty to add an item. Existing items have their number in the exported file."),
        "parent": _("The title of the session that the item belongs to; empty for an independent item."),
        "speakers": _("One person per line: “Chair: name (organization, position)”. Without a role: speaker."),
        "ends": _("With a date before it if the item ends on another day."),
    }
    kinds = {"day": "day", "starts": "clock", "ends": "clock", "capacity": "number", "number": "number"}
    examples: dict[str, Any] = {
        "day": date(2026, 9, 3),
        "starts": time(9, 0),
        "ends": time(9, 30),
        "title": _("Opening"),
        "speakers": _("Chair: Zhang San (Example Institute, President)"),
    }
    return [
        Blank(
            head=str(LABELS[key]),
            note=notes.get(key, ""),
            example=examples.get(key),
            choices=choices.get(key, ()),
            required=key in ("day", "starts", "ends", "title"),
            kind=kinds.get(key, "text"),
        )
        for key in WRITTEN
    ]


def _take(event: Event, looked: Preview, _prepared: Any, _spoken: str, act: Act) -> Iterator[list[ImportedRow]]:
    """Sessions before their parts, so that these may name one that comes with the same sheet."""
    places = places_of(event)
    items = {item.id: item for item in agenda_queries.list_items(event.id)}
    titles: dict[str, int] = {}
    for row in sorted(looked.taken, key=lambda row: bool(row.record.values.get("parent"))):
        yield [_take_one(event, row, items, titles, places, act)]


def _take_one(
    event: Event, row: Compared, items: Mapping[int, AgendaItem], titles: dict[str, int], places: Places, act: Act
) -> ImportedRow:
    """Write one row, or leave it out with its reason.

    Raises:
        Refusal: the item was changed already when another room refused it; nothing of the import may stay.
    """
    number, item = row.record.number, items.get(row.match or 0)
    before, was = (stored(draft_of(item)), digest_of(item)) if item is not None else ({}, "")
    try:
        draft = changed_draft(item, _said(row), _parent(row, titles), places)
        if item is None:
            done, outcome = agenda.add_item(event, draft, act=act), Outcome.NEW
        else:
            agenda.edit_item(event, item, draft, act=act)
            done, outcome = item, Outcome.CHANGED
    except Refusal as refusal:
        if item is not None and digest_of(item) != was:
            raise Refusal(_("Row %(row)s: %(reason)s", row=number, reason=refusal.message)) from refusal
        return ImportedRow(number=number, outcome=Outcome.LEFT_OUT, reason=str(refusal.message))
    for title in done.title.values() if done.parent_id is None else ():
        titles.setdefault(folded(title), done.id)
    kept = {"said": before, "after": digest_of(done), "title": localized(done.title, "zh")}
    return ImportedRow(number=number, outcome=outcome, item_id=done.id, before=kept, stamp=act.at)


def _said(row: Compared) -> dict[str, Any]:
    if row.match is None:
        return {key: value for key, value in row.record.values.items() if key != "number"}
    return {key: after for key, (_before, after) in row.changes.items()}


def _parent(row: Compared, titles: Mapping[str, int]) -> int | None:
    """The number of the session that a row names.

    Raises:
        Refusal: it should have come with another row of the sheet, and has not.
    """
    named = _said(row).get("parent")
    if named is None:
        return None
    if str(named) in titles:
        return titles[str(named)]
    if not str(named).isdecimal():
        raise Refusal(_("Its session “%(title)s” was not imported either.", title=str(named)))
    return int(named)


def _rehearse(event: Event, looked: Preview, spoken: str, act: Act) -> None:
    for _rows in _take(event, looked, None, spoken, act):
        pass


def _undo(event: Event, done: Sequence[ImportedRow], advance: Advance, act: Act) -> None:
    items = {item.id: item for item in agenda_queries.list_items(event.id)}
    for row in done:
        if row.outcome is Outcome.CHANGED and row.item_id in items:
            agenda.edit_item(event, items[row.item_id], restored(row.before["said"]), act=act)
            advance(1)
    new = [items[row.item_id] for row in done if row.outcome is Outcome.NEW and row.item_id in items]
    for item in sorted(new, key=lambda item: item.parent_id is None):
        agenda.remove_item(event, item, act=act)
        db.session.flush()
        advance(1)


def _list_later(event: Event, batch: ImportBatch) -> list[Later]:
    """Items that say something else by now, are gone, or have got parts that did not come with them."""
    items = {item.id: item for item in agenda_queries.list_items(event.id)}
    done = [row for row in queries.list_rows(batch.id) if row.outcome is not Outcome.LEFT_OUT]
    new = {row.item_id for row in done if row.outcome is Outcome.NEW}
    foreign = {item.parent_id for item in items.values() if item.id not in new and item.parent_id in new}
    later: list[Later] = []
    for row in done:
        item = items.get(row.item_id or 0)
        if item is None:
            later.append((row.number, None, str(row.before.get("title", ""))))
        elif (row.before and digest_of(item) != row.before["after"]) or item.id in foreign:
            later.append((row.number, item.id, localized(item.title)))
    return later


def _warn(event: Event, looked: Preview) -> list[str]:
    """Rooms and people that would be in two places at once and are not now."""
    places, items = places_of(event), agenda_queries.list_items(event.id)
    there = {item.id: item for item in items}
    before = agenda.occupied(items)
    known = {_pair(conflict) for conflict in find_conflicts(before)}
    slots = {slot.id: slot for slot in before}
    drafts: dict[int, ItemDraft] = {item.id: draft_of(item) for item in items}
    for number, row in enumerate(looked.taken, start=1):
        with suppress(Refusal, ValueError):  # it will be left out with its reason
            draft = changed_draft(there.get(row.match or 0), _without_parent(row), None, places)
            key = row.match or -number
            drafts[key], slots[key] = draft, _slot(key, draft)
    found = [conflict for conflict in find_conflicts(list(slots.values())) if _pair(conflict) not in known]
    return [_sentence(conflict, drafts, places) for conflict in found]


def _without_parent(row: Compared) -> dict[str, Any]:
    return {key: value for key, value in _said(row).items() if key != "parent"}


def _slot(number: int, draft: ItemDraft) -> Occupied:
    people = frozenset(_key(speaker) for speaker in draft.speakers)
    return Occupied(number, draft.starts_at, draft.ends_at, draft.parent_id, draft.room_id, people)


def _key(speaker: Any) -> str:
    return person_key(localized(speaker.name, "zh"), localized(speaker.organization, "zh"))


def _pair(conflict: Conflict) -> tuple[str, Any, frozenset[int]]:
    return conflict.kind, conflict.what, frozenset((conflict.first, conflict.second))


def _sentence(conflict: Conflict, drafts: Mapping[int, ItemDraft], places: Places) -> str:
    first, second = drafts[conflict.first], drafts[conflict.second]
    titles = {"first": localized(first.title), "second": localized(second.title)}
    if conflict.kind == "room":
        names = places.rooms.get(str(conflict.what), ("?",))
        return _("%(room)s would hold “%(first)s” and “%(second)s” at once.", room=names[0], **titles)
    name = next((localized(one.name) for one in first.speakers if _key(one) == conflict.what), "?")
    return _("%(name)s would be named in “%(first)s” and “%(second)s” at once.", name=name, **titles)


AGENDA = Importer(
    key="agenda",
    permission="agenda.edit",
    path="agenda/import",
    file_name="agenda",
    wording=Wording(
        title=_l("Import agenda items"),
        list_name=_l("Agenda"),
        heading=_l("Agenda item"),
        template=_l("Agenda items to import"),
        new=_l("New agenda items"),
        changed=_l("Changed agenda items"),
        undoing=_l(
            "Agenda items that were added by this import are deleted; changed ones get their former content back."
        ),
    ),
    addresses=Addresses("agenda_manage.index", "agenda_manage.edit", "item_id"),
    title_key="title",
    rules=_rules,
    list_existing=_list_existing,
    list_blanks=_list_blanks,
    prepare=lambda _looked, _spoken, _act: None,
    take=_take,
    rehearse=_rehearse,
    count_told=lambda _looked: 0,
    undo=_undo,
    list_later=_list_later,
    warn=_warn,
    most_rows=500,
    counts={"new": "new_items", "changed": "changed_items", "columns": "item_columns"},
)
