"""Agenda items from sheets: previewed by number or by start and title, taken and undone as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from eventmgr.event.agenda import queries as agenda_queries
from eventmgr.event.agenda import services as agenda
from eventmgr.event.agenda.conflicts import Conflict, Occupied, find_conflicts, person_key
from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.agenda.services import ItemDraft
from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, _l, localized
from eventmgr.ground.text import folded
from eventmgr.output.imports.agenda import rows
from eventmgr.output.imports.agenda.columns import COLUMNS, Places, columns_of, places_of
from eventmgr.output.imports.agenda.keeping import changed_draft, digest_of, draft_of, restored, stored
from eventmgr.output.imports.columns import Column
from eventmgr.output.imports.importer import Addresses, Entry, Importer, LeftOut, Results, Wording, Written
from eventmgr.output.imports.models import ImportedRow, Outcome
from eventmgr.output.imports.previewing import Preview
from eventmgr.tools.log.services import Act
from eventmgr.tools.sheets import Compared, Existing


def _columns(event: Event) -> tuple[Column, ...]:
    titles = {str(item.id): localized(item.title) for item in agenda_queries.list_items(event.id)}
    return columns_of(places_of(event), titles)


def _list_existing(event: Event) -> list[Existing]:
    return rows.existing_of(agenda_queries.list_items(event.id), places_of(event))


def _take(event: Event, looked: Preview, _prepared: Any, _spoken: str, act: Act) -> Iterator[Results]:
    """Sessions before their parts, so that these may name one that comes with the same sheet."""
    places = places_of(event)
    items = {item.id: item for item in agenda_queries.list_items(event.id)}
    titles: dict[str, int] = {}
    for row in sorted(looked.accepted, key=lambda row: bool(row.record.values.get("parent"))):
        yield [_take_one(event, row, items, titles, places, act)]


def _take_one(
    event: Event, row: Compared, items: Mapping[int, AgendaItem], titles: dict[str, int], places: Places, act: Act
) -> Written | LeftOut:
    """Write one row, or leave it out with its reason.

    Raises:
        Refusal: the item was changed already when another room refused it; nothing of the import may stay.
    """
    item = items.get(row.match or 0)
    before, was = (stored(draft_of(item)), digest_of(item)) if item is not None else ({}, "")
    try:
        draft = changed_draft(item, _template_values(row), _parent(row, titles), places)
        if item is None:
            done = agenda.add_item(event, draft, act=act)
        else:
            agenda.edit_item(event, item, draft, act=act)
            done = item
    except Refusal as refusal:
        if item is not None and digest_of(item) != was:
            raise Refusal(_("Row %(row)s: %(reason)s", row=row.record.number, reason=refusal.message)) from refusal
        return LeftOut.because(row, refusal)
    for title in done.title.values() if done.parent_id is None else ():
        titles.setdefault(folded(title), done.id)
    kept = {"said": before, "after": digest_of(done), "title": localized(done.title, "zh")}
    return Written(row, done.id, act.at, kept)


def _template_values(row: Compared) -> dict[str, Any]:
    if row.match is None:
        return {key: value for key, value in row.record.values.items() if key != "number"}
    return {key: after for key, (_before, after) in row.changes.items()}


def _parent(row: Compared, titles: Mapping[str, int]) -> int | None:
    """The number of the session that a row names.

    Raises:
        Refusal: it should have come with another row of the sheet, and has not.
    """
    named = _template_values(row).get("parent")
    if named is None:
        return None
    if str(named) in titles:
        return titles[str(named)]
    if not str(named).isdecimal():
        raise Refusal(_("Its session “%(title)s” was not imported either.", title=str(named)))
    return int(named)


def _find_entries(event: Event, done: Sequence[ImportedRow]) -> Mapping[int, Entry]:
    """Items; one that is used has got parts that did not come with it."""
    items = {item.id: item for item in agenda_queries.list_items(event.id)}
    new = {row.entry_id for row in done if row.outcome is Outcome.NEW}
    foreign = {item.parent_id for item in items.values() if item.id not in new and item.parent_id in new}
    return {
        number: Entry(localized(items[number].title), digest_of(items[number]), is_used=number in foreign)
        for number in {row.entry_id for row in done} & items.keys()
    }


def _remove(event: Event, done: Sequence[ImportedRow], act: Act) -> None:
    items = {item.id: item for item in agenda_queries.list_items(event.id)}
    for row in done:
        agenda.remove_item(event, items[row.entry_id], act=act)
        db.session.flush()


def _restore(event: Event, done: Sequence[ImportedRow], act: Act) -> None:
    items = {item.id: item for item in agenda_queries.list_items(event.id)}
    for row in done:
        agenda.edit_item(event, items[row.entry_id], restored(row.before["said"]), act=act)


def _warn(event: Event, looked: Preview) -> list[str]:
    """Rooms and people that would be in two places at once and are not now."""
    places, items = places_of(event), agenda_queries.list_items(event.id)
    there = {item.id: item for item in items}
    before = agenda.occupied(items)
    known = {_pair(conflict) for conflict in find_conflicts(before)}
    slots = {slot.id: slot for slot in before}
    drafts: dict[int, ItemDraft] = {item.id: draft_of(item) for item in items}
    for number, row in enumerate(looked.accepted, start=1):
        with suppress(Refusal, ValueError):  # it will be left out with its reason
            draft = changed_draft(there.get(row.match or 0), _without_parent(row), None, places)
            key = row.match or -number
            drafts[key], slots[key] = draft, _slot(key, draft)
    found = [conflict for conflict in find_conflicts(list(slots.values())) if _pair(conflict) not in known]
    return [_sentence(conflict, drafts, places) for conflict in found]


def _without_parent(row: Compared) -> dict[str, Any]:
    return {key: value for key, value in _template_values(row).items() if key != "parent"}


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
    columns=COLUMNS,
    fitted=_columns,
    same=rows.keys,
    needed=(("title", "title_en", "number"), ("starts", "span", "number")),
    heading=rows.heading,
    settle=lambda event, records, existing, _decisions: rows.settle(records, existing, places_of(event)),
    list_existing=_list_existing,
    take=_take,
    remove=_remove,
    restore=_restore,
    entry="item_id",
    undone_together=100,
    find_entries=_find_entries,
    warn=_warn,
    most_rows=500,
    noun="item",
)
