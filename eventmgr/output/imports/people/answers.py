"""Answers and ranks of people who are registered already: a sheet adds nobody, and changes nothing else of anybody."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.event.forms.asking import Asked
from eventmgr.event.forms.questions import PREFIX
from eventmgr.event.registration.applicant import values_of
from eventmgr.event.registration.asking.queries import get_asked
from eventmgr.ground.sentences import _l
from eventmgr.identity.directory.likeness import organization_key, person_key
from eventmgr.output.imports import queries
from eventmgr.output.imports.columns import Column, up_to
from eventmgr.output.imports.people import importer as people
from eventmgr.output.imports.people.applicants import keys as keys_of_person
from eventmgr.output.imports.people.asking import narrowed
from eventmgr.output.imports.people.columns import COLUMNS, columns_of
from eventmgr.output.imports.people.labels import ANSWERS_WORDING, RANK_LABEL
from eventmgr.output.imports.previewing import Preview, Rules
from eventmgr.tools.log.services import Act
from eventmgr.tools.sheets import Compared, Existing, Record, Value

_WHO = ("name", "organization", "mobile")
"""By which it is told who is meant; they are never changed."""
_MOST = 10_000
NOBODY = _l("Nobody is registered under this name with this mobile number or organization.")
SEVERAL = _l("Several registered people match. Enter the mobile number as well.")
NOT_CHANGED = _l("this import leaves it as it is")


def _columns(event: Event) -> tuple[Column, ...]:
    """Who is meant, the rank, and what may be changed."""
    form = {column.key: column for column in columns_of(get_asked(event))}
    mobile = form["mobile"]
    name = replace(form["name"], shown=False)
    organization = replace(form["organization"], required=False)
    masked = replace(mobile, read=partial(_mobile, mobile.read), required=False, asked=True, shown=False)
    return name, organization, masked, RANK, *(column for column in form.values() if _is_answer(column.key))


def _refine(event: Event, rules: Rules) -> Rules:
    others = people.REGISTRATIONS.rules(event)
    named = {column.key for column in rules.columns}
    unchanged = ((column, NOT_CHANGED) for column in others.columns if column.key not in named)
    return replace(rules, unasked=(*others.unasked, *unchanged), files=others.files)


def _is_answer(key: str) -> bool:
    return key == "group" or key.startswith(PREFIX)


RANK = Column(people.RANK, RANK_LABEL, ("团内排序", "排序", "代表团内排序", "Rank"), read=up_to(_MOST), kind="number")


def _mobile(parse: Any, value: Value) -> Any:
    """A number that a list has masked says nothing."""
    return None if isinstance(value, str) and "*" in value else parse(value)


def _keys(values: Mapping[str, Any]) -> Iterator[Hashable]:
    if values.get(people.ENTRY):
        yield values[people.ENTRY]


def _settle(
    event: Event, records: Sequence[Record], existing: Sequence[Existing], _decisions: Mapping[int, str]
) -> list[Record]:
    """The rows with the registration that each means, and nothing but what may be changed of it."""
    there: dict[Hashable, list[Existing]] = {}
    for entry in existing:
        for key in _names(entry.values):
            there.setdefault(key, []).append(entry)
    asked = get_asked(event)
    return [_settled(record, there, asked) for record in records]


def _names(values: Mapping[str, Any]) -> Iterator[Hashable]:
    """The mobile number with the name, else the organization with the name."""
    yield from keys_of_person(values)
    name, body = person_key(str(values.get("name", ""))), organization_key(str(values.get("organization", "")))
    if name and body:
        yield "organization", name, body


def _settled(record: Record, there: Mapping[Hashable, Sequence[Existing]], asked: Asked) -> Record:
    values = {key: value for key, value in record.values.items() if key not in _WHO}
    matches: Sequence[Existing] = next((there[key] for key in _names(record.values) if key in there), ())
    if len(matches) == 1:
        (entry,) = matches
        meant = replace(record, values={**values, people.ENTRY: entry.id, "name": entry.values["name"]})
        return narrowed(meant, entry.values, asked)
    errors = {"name": SEVERAL if matches else NOBODY, **record.errors}
    return replace(record, values={**values, "name": record.values.get("name", "")}, errors=errors)


def _heading(row: Compared) -> tuple[str, str]:
    return str(row.there.get("name") or row.record.values.get("name", "")), str(row.there.get("organization", ""))


def _list_existing(event: Event) -> list[Existing]:
    own = ((row, {people.ENTRY: row.id, people.RANK: row.rank}) for row in queries.list_live(event.id))
    return [Existing(row.id, {**values_of(row), **more}) for row, more in own]


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
    columns=(*COLUMNS, RANK),
    fitted=_columns,
    same=_keys,
    alike=None,
    needed=(("name",), ("mobile", "organization")),
    heading=_heading,
    settle=_settle,
    refine=_refine,
    list_existing=_list_existing,
    rehearse=_rehearse,
    tells_of_undoing=False,
    related="registrations",
)
