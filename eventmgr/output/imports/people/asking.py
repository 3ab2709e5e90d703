"""What a row answers though nobody asks it of that person: because of the type of participant, or of other answers.
Pure."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from eventmgr.event.forms.asking import Asked
from eventmgr.event.forms.conditions import asked_of
from eventmgr.event.forms.participant_types.keys import NO_ENTERPRISE, Role
from eventmgr.event.forms.questions import answered
from eventmgr.ground.sentences import _l
from eventmgr.output.imports.people.applicants import keys, merged
from eventmgr.tools.sheets import Existing, Record

NOT_ASKED = _l("Left out: this is not asked of this person.")


def narrowed(record: Record, there: Mapping[str, Any], asked: Asked) -> Record:
    """The row without answers to questions that are not asked of whoever says afterwards what the row and `there` say;
    beside each cell stands that it is left out. What is on record already, the same as in the cell, stays; unless the
    row itself changes what it hung on: then it goes, as in the form."""
    if asked.asks_all_alike and not asked.asks_size:
        return record
    values = merged(there, record.values)
    named = {question.name for question in asked_of(asked.questions, _role(values), values)}
    unasked = [question.name for question in answered(asked.questions) if question.name not in named]
    unasked += ["size"] if _role(values) in NO_ENTERPRISE else []
    asked_before = {question.name for question in asked_of(asked.questions, _role(there), there)} | {"size"}
    emptied = [name for name in unasked if name in asked_before and there.get(name) not in (None, "", [])]
    said = record.values.keys() | record.errors.keys()
    left_out = [
        name for name in unasked if name in said and (name in record.errors or record.values[name] != there.get(name))
    ]
    return replace(
        record,
        values={**_without(record.values, left_out), **dict.fromkeys(emptied)},
        errors=_without(record.errors, left_out),
        notes={**record.notes, **dict.fromkeys(left_out, NOT_ASKED)},
    )


def _role(values: Mapping[str, Any]) -> str:
    return str(values.get("role") or Role.DELEGATE)


def _without(values: Mapping[str, Any], left_out: Collection[str]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in left_out}


def all_narrowed(
    records: Sequence[Record], existing: Sequence[Existing], decisions: Mapping[int, str], asked: Asked
) -> list[Record]:
    """The same of the rows of a sheet, each beside the registration that it means or that was chosen for it."""
    if asked.asks_all_alike and not asked.asks_size:
        return list(records)
    by_id = {str(entry.id): entry.values for entry in existing}
    by_key: dict[Hashable, Mapping[str, Any]] = {key: entry.values for entry in existing for key in keys(entry.values)}
    done = []
    for record in records:
        found = next((by_key[key] for key in keys(record.values) if key in by_key), None)
        there = by_id.get(decisions.get(record.number, ""), {}) if found is None else found
        done.append(narrowed(record, there, asked))
    return done
