"""Answers and ranks of people who are registered already: a sheet adds nobody, and changes nothing else of anybody."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.event.forms.asking import Asked
from eventmgr.event.forms.questions import PREFIX
from eventmgr.event.registration.content.values import values_of
from eventmgr.event.registration.queries import get_asked
from eventmgr.ground.sentences import _l
from eventmgr.identity.directory.likeness import organization_key, person_key
from eventmgr.output.imports import queries
from eventmgr.output.imports.people import importer as people
from eventmgr.output.imports.people.applicants import keys as keys_of_person
from eventmgr.output.imports.people.asking import narrowed
from eventmgr.output.imports.people.blanks import blanks_of
from eventmgr.output.imports.people.fields import fields_of
from eventmgr.output.imports.people.labels import ANSWERS_WORDING, RANK_LABEL
from eventmgr.output.imports.previewing import Preview, Rules
from eventmgr.tools.log.services import Act
from eventmgr.tools.sheets import BadCell, Blank, Compared, Existing, Field, Record, Value
from eventmgr.tools.sheets.values import whole

_WHO = ("name", "organization", "mobile")
"""By which it is told who is meant; they are never changed."""
_MOST = 10_000
_RANK_NAMES = ("团内排序", "排序", "代表团内排序", "Order in the delegation", "Order in the delegation", "Rank")
NOBODY = _l("Nobody is registered under this name with this mobile number or organization.")
SEVERAL = _l("Several registered people match. Enter the mobile number as well.")
NOT_CHANGED = _l("this import leaves it as it is")
NO_RANK = _l("Enter a number from 1 to %(most)s.")


def _rules(event: Event) -> Rules:
    rules = people.REGISTRATIONS.rules(event)
    asked = get_asked(event)
    kept = [
        replace(field, required=field.key == "name")
        for field in fields_of(asked)
        if field.key in _WHO or _is_answer(field)
    ]
    kept = [replace(field, parse=partial(_mobile, field.parse)) if field.key == "mobile" else field for field in kept]
    labels, named = {**rules.labels, people.RANK: str(RANK_LABEL)}, {field.key for field in kept}
    fields = (*kept[:3], Field(people.RANK, _RANK_NAMES, _rank), *kept[3:])
    return replace(
        rules,
        fields=fields,
        labels={field.key: labels[field.key] for field in fields},
        keys=_keys,
        alike=None,
        missing=_missing,
        settle=partial(_settle, asked),
        said=partial(_said, rules.said),
        said_before=partial(_said, rules.said_before),
        heading=_heading,
        shown=(),
        unasked=(*rules.unasked, *((field, NOT_CHANGED) for field in rules.fields if field.key not in named)),
        fill=None,
    )


def _is_answer(field: Field) -> bool:
    return field.key == "group" or field.key.startswith(PREFIX)


def _rank(value: Value) -> int | None:
    found = whole(value)
    if found is not None and not 1 <= found <= _MOST:
        raise BadCell(NO_RANK.about(most=_MOST))
    return found


def _mobile(parse: Any, value: Value) -> Any:
    """A number that a list has masked says nothing."""
    return None if isinstance(value, str) and "*" in value else parse(value)


def _keys(values: Mapping[str, Any]) -> Iterator[Hashable]:
    if values.get(people.ENTRY):
        yield values[people.ENTRY]


def _missing(given: Collection[str]) -> tuple[str, ...]:
    who = () if {"mobile", "organization"} & set(given) else ("mobile",)
    return (*(() if "name" in given else ("name",)), *who)


def _settle(
    asked: Asked, records: Sequence[Record], existing: Sequence[Existing], _decisions: Mapping[int, str]
) -> list[Record]:
    """The rows with the registration that each means, and nothing but what may be changed of it."""
    there: dict[Hashable, list[Existing]] = {}
    for entry in existing:
        for key in _names(entry.values):
            there.setdefault(key, []).append(entry)
    return [_settled(record, there, asked) for record in records]


def _names(values: Mapping[str, Any]) -> Iterator[Hashable]:
    """The mobile number with the name, else the organization with the name."""
    yield from keys_of_person(values)
    name, body = person_key(str(values.get("name", ""))), organization_key(str(values.get("organization", "")))
    if name and body:
        yield "organization", name, body


def _settled(record: Record, there: Mapping[Hashable, Sequence[Existing]], asked: Asked) -> Record:
    values = {key: value for key, value in record.values.items() if key not in _WHO}
    found: Sequence[Existing] = next((there[key] for key in _names(record.values) if key in there), ())
    if len(found) == 1:
        (entry,) = found
        meant = replace(record, values={**values, people.ENTRY: entry.id, "name": entry.values["name"]})
        return narrowed(meant, entry.values, asked)
    errors = {"name": SEVERAL if found else NOBODY, **record.errors}
    return replace(record, values={**values, "name": record.values.get("name", "")}, errors=errors)


def _said(said: Any, key: str, value: Any) -> str:
    return str(value or "—") if key == people.RANK else str(said(key, value))


def _heading(row: Compared) -> tuple[str, str]:
    return str(row.there.get("name") or row.record.values.get("name", "")), str(row.there.get("organization", ""))


def _list_existing(event: Event) -> list[Existing]:
    own = ((row, {people.ENTRY: row.id, people.RANK: row.rank}) for row in queries.list_live(event.id))
    return [Existing(row.id, {**values_of(row), **more}) for row, more in own]


def _list_blanks(event: Event) -> list[Blank]:
    asked = get_asked(event)
    blanks = dict(zip([field.key for field in fields_of(asked)], blanks_of(asked), strict=True))
    rank = Blank(head=str(RANK_LABEL), kind="number")
    rows = {key: blank for key, blank in blanks.items() if key in _WHO or key == "group" or key.startswith(PREFIX)}
    who = [replace(rows.pop(key), required=key != "organization") for key in _WHO]
    return [*who, rank, *rows.values()]


def _rehearse(event: Event, looked: Preview, spoken: str, act: Act) -> None:
    """Another group may give a place to somebody who waits; nothing else of this is told to anybody."""
    moved = replace(looked, rows=tuple(row for row in looked.rows if "group" in row.changes))
    for _rows in people.REGISTRATIONS.take(event, moved, people.REGISTRATIONS.prepare(moved, spoken, act), spoken, act):
        pass


ANSWERS = replace(
    people.REGISTRATIONS,
    key="answers",
    path="registrations/answers/import",
    file_name="answers",
    wording=ANSWERS_WORDING,
    rules=_rules,
    list_existing=_list_existing,
    list_blanks=_list_blanks,
    rehearse=_rehearse,
    tells_of_undoing=False,
    related="registrations",
)
