"""Registrations from sheets: previewed by number and name, taken and undone in portions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.event.forms.questions import FILES
from eventmgr.event.registration.applicant import Applicant, applicant_of, values_of
from eventmgr.event.registration.asking.queries import get_asked
from eventmgr.event.registration.asking.services import register, register_many
from eventmgr.event.registration.changing.services.editing import edit, edit_many
from eventmgr.event.registration.models import Registration, Source
from eventmgr.event.registration.persons import list_filled, note_filled, settle_persons, vouch_for, with_filled
from eventmgr.event.registration.queries.rows import list_registrations_by_id
from eventmgr.event.registration.retaining.services.forgetting import forget_many, refuse_held
from eventmgr.ground import clock
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, language
from eventmgr.ground.masking import mask_mobile
from eventmgr.output.imports import queries
from eventmgr.output.imports.importer import Addresses, Importer, LeftOut, Results, Similar, Written, is_new
from eventmgr.output.imports.models import ImportedRow, Outcome
from eventmgr.output.imports.people.applicants import alike, keys, merged, settled
from eventmgr.output.imports.people.asking import all_narrowed
from eventmgr.output.imports.people.columns import COLUMNS, columns_of, unasked
from eventmgr.output.imports.people.labels import WORDING
from eventmgr.output.imports.previewing import Preview, Rules
from eventmgr.tools.log.services import Act
from eventmgr.tools.messages import telling
from eventmgr.tools.sheets import Compared, Existing, Record

ENTRY, RANK = "entry", "rank"
"""What `answers` knows of a registration besides what it says: its number, and its rank within the delegation."""
PORTION = 200
"""So many registrations are changed together."""
_REHEARSED = 100
"""So many rows are tried out to know who would be written to; of the others it follows."""


def _refine(event: Event, rules: Rules) -> Rules:
    asked = get_asked(event)
    return replace(
        rules,
        fill=_fill,
        filled=tuple(column for column in COLUMNS if column.key in ("province", "sector")),
        unasked=unasked(asked),
        files=tuple(question.label_in(language()) for question in asked.questions if question.kind in FILES),
    )


def _settle(
    event: Event, records: Sequence[Record], existing: Sequence[Existing], decisions: Mapping[int, str]
) -> list[Record]:
    today = clock.now().date()
    narrowed = [settled(record, today=today) for record in records]
    return all_narrowed(narrowed, existing, decisions, get_asked(event))


def _fill(taken: Sequence[Compared]) -> dict[int, dict[str, str]]:
    """Province and sector of who comes new from a known organization, where the row leaves them open."""
    told = list_filled([_applicant(_afterwards(row), "") for row in taken])
    return {row.record.number: filled for row, filled in zip(taken, told, strict=True) if filled and is_new(row)}


def _list_existing(event: Event) -> list[Existing]:
    return [Existing(row.id, values_of(row)) for row in queries.list_live(event.id)]


def _find_similar(event: Event, numbers: Collection[int]) -> Mapping[int, Similar]:
    rows = queries.list_live(event.id) if numbers else []
    found = [row for row in rows if row.id in numbers]
    return {row.id: Similar(row.name, f"{row.organization_name} · {mask_mobile(row.mobile, gap=' ')}") for row in found}


def _prepare(looked: Preview, spoken: str, act: Act) -> dict[int, Any]:
    """Number of a row → its person, with whom persons are locked before the event."""
    told = [_applicant(_afterwards(row), spoken) for row in looked.accepted]
    persons = settle_persons(told, by_office=True, at=act.at)
    return {row.record.number: person for row, person in zip(looked.accepted, persons, strict=True)}


def take(
    event: Event,
    looked: Preview,
    settled_persons: Mapping[int, Any],
    spoken: str,
    act: Act,
    *,
    source: Source = Source.IMPORT,
    fit: Callable[[Applicant], Applicant] = lambda applicant: applicant,
) -> Iterator[Results]:
    """A new registration or a change of one for each row, in portions: those that are new, then those that change
    something. A row that the event refuses (all places are taken) is left out with its reason.

    Args:
        source: who enters those who are new. fit: what else holds for them.
    """
    vouch_for(settled_persons.values())
    new = [row for row in looked.accepted if is_new(row)]
    completed = [
        with_filled(applicant_of(row.record.values, spoken), looked.filled.get(row.record.number, {})) for row in new
    ]
    wanted = [
        (fit(applicant), settled_persons[row.record.number])
        for row, (applicant, _told) in zip(new, completed, strict=True)
    ]
    results = register_many(event, wanted, act=act, source=source)
    done: list[Written | LeftOut] = []
    for row, result, (_completed, told) in zip(new, results, completed, strict=True):
        if isinstance(result, Registration):
            note_filled(event, result, told, act=act)
        done.append(_result(row, result))
        if len(done) == PORTION:
            yield done
            done = []
    yield done
    changed = sorted((row for row in looked.accepted if not is_new(row)), key=lambda row: row.match or 0)
    for at in range(0, len(changed), PORTION):
        yield _changed(event, changed[at : at + PORTION], settled_persons, act=act)


def _changed(event: Event, rows: Sequence[Compared], settled_persons: Mapping[int, Any], *, act: Act) -> Results:
    wanted = {
        row.match: (_applicant(_afterwards(row), ""), settled_persons[row.record.number])
        for row in rows
        if row.match is not None
    }
    ranks = {row.match: row.changes[RANK][1] for row in rows if row.match is not None and RANK in row.changes}
    results = edit_many(event, wanted, act=act, ranks=ranks)
    return [_result(row, results[row.match]) for row in rows if row.match is not None]


def _result(row: Compared, result: Registration | Refusal) -> Written | LeftOut:
    if isinstance(result, Refusal):
        return LeftOut.because(row, result)
    return Written(row, result.id, result.changed_at, {} if is_new(row) else row.there)


def _is_written_to(row: Compared) -> bool:
    """Whether somebody hears of the row: who is new and has an address, and whose name or address changes."""
    if is_new(row):
        return bool(row.record.values.get("email"))
    return bool({"name", "email"} & set(row.changes)) and bool(row.record.values.get("email"))


def _count_answers(looked: Preview) -> int:
    return sum(map(_is_written_to, looked.accepted))


def _rehearse(event: Event, looked: Preview, spoken: str, act: Act) -> None:
    notified = [row for row in looked.accepted if _is_written_to(row)]
    for row in notified[:_REHEARSED]:
        with suppress(Refusal):  # it will be left out with its reason
            _try_out(event, row, spoken, act=act)
    kinds = [reader.kind for reader in _readers()]
    for row in notified[_REHEARSED:]:
        telling.note_reader(str(row.record.values["name"]), kinds[-1] if kinds else "", spoken)
    telling.note_unreached(sum(is_new(row) and not row.record.values.get("email") for row in looked.accepted))


def _try_out(event: Event, row: Compared, spoken: str, *, act: Act) -> None:
    applicant = applicant_of(_afterwards(row), spoken)
    if row.match is None:
        register(event, applicant, act=act, source=Source.IMPORT)
    else:
        edit(event, db.session.get_one(Registration, row.match), applicant, act=act)


def _readers() -> list[telling.Reader]:
    how = telling.current()
    return how.readers if how is not None else []


def _afterwards(row: Compared) -> dict[str, Any]:
    """All that the registration of a row says once it is taken."""
    return merged(row.there, row.record.values)


def _applicant(values: Mapping[str, Any], spoken: str) -> Applicant:
    return applicant_of({key: value for key, value in values.items() if key not in (ENTRY, RANK)}, spoken)


def remove(event: Event, rows: Sequence[ImportedRow], act: Act) -> None:
    """Who came in goes, with everything that was kept of them."""
    some = list_registrations_by_id(event.id, [row.entry_id for row in rows])
    forget_many(event, some, act=act, reason=_("The import was undone."))


def _restore(event: Event, rows: Sequence[ImportedRow], act: Act) -> None:
    """Who was changed says again what was said before."""
    changed = sorted(rows, key=lambda row: row.entry_id)
    applicants = [_applicant(row.before, "") for row in changed]
    ranks = {row.entry_id: row.before[RANK] for row in changed if RANK in row.before}
    persons = settle_persons(applicants, by_office=True, at=act.at)
    wanted = {
        row.entry_id: (applicant, person) for row, applicant, person in zip(changed, applicants, persons, strict=True)
    }
    for result in edit_many(event, wanted, act=act, ranks=ranks).values():
        if isinstance(result, Refusal):
            raise result


def check_undo(event: Event, rows: Sequence[ImportedRow]) -> None:
    """Who came in with an import is deleted by undoing it.

    Raises:
        Refusal: a legal hold stops that.
    """
    if any(row.outcome is Outcome.NEW for row in rows):
        refuse_held(event)


REGISTRATIONS = Importer(
    key="registrations",
    permission="registrations.edit",
    path="registrations/import",
    file_name="registrations",
    wording=WORDING,
    addresses=Addresses("registration_manage.index", "registration_manage.show", "registration_id"),
    columns=COLUMNS,
    fitted=lambda event: columns_of(get_asked(event)),
    same=keys,
    alike=alike,
    needed=(("name",), ("mobile",)),
    heading=lambda row: (str(row.record.values.get("name", "")), str(row.record.values.get("organization", ""))),
    settle=_settle,
    refine=_refine,
    entry="registration_id",
    list_existing=_list_existing,
    prepare=_prepare,
    take=take,
    rehearse=_rehearse,
    count_letters=_count_answers,
    remove=remove,
    restore=_restore,
    undone_together=1_000,  # each time costs some thirty statements, however many they are
    check_undo=check_undo,
    list_later=lambda _event, batch: list(queries.list_changed_later(batch.id)),
    find_similar=_find_similar,
    tells_of_undoing=True,
    related="answers",
)
