"""Liaisons of delegations from sheets: previewed by unit and place, taken and undone as a whole. Nobody is written to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from functools import partial
from typing import Any

from eventmgr.event.delegations import queries as delegation_queries
from eventmgr.event.delegations import services as delegations
from eventmgr.event.delegations.board.labels import FIELDS, OWN
from eventmgr.event.delegations.models import Liaison, Place
from eventmgr.event.delegations.services import Person, Wanted
from eventmgr.event.events.models import Event
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, _l, language
from eventmgr.output.imports import queries
from eventmgr.output.imports.importer import Addresses, Advance, Importer, Later, Wording
from eventmgr.output.imports.liaisons import rows
from eventmgr.output.imports.models import ImportBatch, ImportedRow, Outcome
from eventmgr.output.imports.previewing import Preview, Rules
from eventmgr.tools.log.services import Act
from eventmgr.tools.sheets import Blank, Compared, Existing
from eventmgr.tools.taxonomy import choices_units


def _rules(event: Event) -> Rules:
    return Rules(
        fields=rows.fields(),
        labels={key: str(label) for key, label in FIELDS.items()},
        keys=rows.keys,
        blamed="unit",
        missing=rows.missing,
        settle=partial(rows.settle, invited=frozenset(unit.unit_code for unit in event.units)),
        said=rows.said,
        said_before=rows.said_before,
        heading=rows.heading,
        shown=("place", "office", "title"),
    )


def _list_existing(event: Event) -> list[Existing]:
    return [Existing(one.id, _values(one)) for one in delegation_queries.list_liaisons(event.id)]


def _values(liaison: Liaison) -> dict[str, Any]:
    own = {key: getattr(liaison, key) for key in OWN}
    return {"unit": liaison.unit_code, "place": liaison.place.value} | {key: said for key, said in own.items() if said}


def _list_blanks(event: Event) -> list[Blank]:
    units = choices_units(language(), tuple(sorted(unit.unit_code for unit in event.units)) or None)
    notes = {
        "place": _("If empty, the first row of a delegation is the liaison, the second the deputy."),
        "email": _("The link to the delegation's page goes there."),
    }
    examples = {
        "unit": units[0][1] if units else None,
        "place": str(Place.LIAISON.label),
        "name": _("Zhang San"),
        "office": _("Example Institute"),
        "mobile": "15400000000",
        "email": "name@example.com",
    }
    choices = {"unit": [name for _code, name in units], "place": [str(one.label) for one in Place]}
    return [
        Blank(
            head=str(label), note=notes.get(key, ""), example=examples.get(key), choices=choices.get(key, ()),
            required=key in ("unit", "name"),
        )
        for key, label in FIELDS.items()
    ]  # fmt: skip


def _take(event: Event, looked: Preview, _prepared: None, spoken: str, act: Act) -> Iterator[list[ImportedRow]]:
    there = {one.id: one for one in delegation_queries.list_liaisons(event.id)}
    for row in looked.taken:
        yield [_take_one(event, row, there.get(row.match or 0), spoken, act)]


def _take_one(event: Event, row: Compared, existing: Liaison | None, spoken: str, act: Act) -> ImportedRow:
    values, number = row.record.values, row.record.number
    before = delegations.person_of(existing) if existing is not None else Person("", language=spoken)
    person = replace(before, **{key: values[key] for key in OWN if values.get(key)})
    wanted = Wanted(values["unit"], Place(values["place"]), person)
    try:
        done = delegations.put(event, wanted, act=act)
    except Refusal as refusal:
        return ImportedRow(number=number, outcome=Outcome.LEFT_OUT, reason=str(refusal.message))
    return ImportedRow(
        number=number,
        outcome=Outcome.NEW if existing is None else Outcome.CHANGED,
        liaison_id=done.id,
        before={"said": asdict(before), "after": _digest(done), "title": person.name},
        stamp=act.at,
    )


def _digest(liaison: Liaison) -> str:
    """What is known of a liaison, in a few characters: as long as it stands, nothing came after the import."""
    person = asdict(delegations.person_of(liaison))
    told = json.dumps([person, str(liaison.invited_at), str(liaison.opened_at)], ensure_ascii=True)
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def _rehearse(event: Event, looked: Preview, spoken: str, act: Act) -> None:
    for _rows in _take(event, looked, None, spoken, act):
        pass


def _done(batch: ImportBatch) -> list[ImportedRow]:
    return [row for row in queries.list_rows(batch.id) if row.outcome is not Outcome.LEFT_OUT]


def _list_later(_event: Event, batch: ImportBatch) -> list[Later]:
    """Liaisons that say something else by now, were written to, or are gone."""
    done = _done(batch)
    there = _by_id(done)
    later: list[Later] = []
    for row in done:
        one = there.get(row.liaison_id or 0)
        if one is None:
            later.append((row.number, None, str(row.before.get("title", ""))))
        elif row.before and _digest(one) != row.before["after"]:
            later.append((row.number, one.id, one.name))
    return later


def _by_id(done: Sequence[ImportedRow]) -> Mapping[int, Liaison]:
    ids = [row.liaison_id for row in done if row.liaison_id is not None]
    return {one.id: one for one in delegation_queries.list_liaisons_by_id(ids)}


def _undo(event: Event, done: Sequence[ImportedRow], advance: Advance, act: Act) -> None:
    """New ones are deleted before changed ones get their mailboxes back."""
    there = _by_id(done)
    for row in sorted(done, key=lambda one: one.outcome is not Outcome.NEW):
        one, said = there.get(row.liaison_id or 0), row.before.get("said", {})
        if one is None:
            continue
        if row.outcome is Outcome.NEW:
            delegations.remove(event, one, act=act)
        else:
            delegations.restore(event, one, Person(**said), act=act)
        advance(1)


LIAISONS = Importer(
    key="liaisons",
    permission="delegations.edit",
    path="delegations/import",
    file_name="liaisons",
    wording=Wording(
        title=_l("Import liaisons"),
        list_name=_l("Delegations"),
        heading=_l("Delegation liaison"),
        template=_l("Liaisons to import"),
        new=_l("New liaisons"),
        changed=_l("Changed liaisons"),
        undoing=_l("Liaisons that were added by this import are deleted; changed ones get their former details back."),
    ),
    addresses=Addresses("delegations_manage.index", "delegations_manage.liaison", "liaison_id"),
    title_key="name",
    rules=_rules,
    list_existing=_list_existing,
    list_blanks=_list_blanks,
    prepare=lambda _looked, _spoken, _act: None,
    take=_take,
    rehearse=_rehearse,
    count_told=lambda _looked: 0,
    undo=_undo,
    list_later=_list_later,
    most_rows=500,
    counts={"new": "new_liaisons", "changed": "changed_liaisons", "columns": "liaison_columns"},
)
