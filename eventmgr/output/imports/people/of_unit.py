"""The people of one unit, as its liaison imports them: the unit is given, and of whoever is on the list already a sheet
corrects what the liaison may correct."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache, partial
from typing import Any

from eventmgr.event.delegations import queries as delegations
from eventmgr.event.delegations.services import check_changing, check_entering, correct, follow, note_asked
from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.models import Event
from eventmgr.event.forms.asking import Asked
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.forms.participant_types.types import Entry, Types
from eventmgr.event.quotas.queries import get_plan, list_quotas, list_unit_tallies
from eventmgr.event.quotas.units import uses
from eventmgr.event.registration.applicant import applicant_of, values_of
from eventmgr.event.registration.asking.queries import get_asked
from eventmgr.event.registration.asking.unit_form import corrected_by_unit, entered_by_unit
from eventmgr.event.registration.models import Source
from eventmgr.event.registration.queries.rows import list_registrations_by_id
from eventmgr.ground import clock
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.ground.masking import mask_mobile
from eventmgr.ground.sentences import _l
from eventmgr.output.imports import queries
from eventmgr.output.imports.columns import Column
from eventmgr.output.imports.importer import (
    Addresses,
    Importer,
    Later,
    LeftOut,
    Results,
    Similar,
    Written,
    is_new,
)
from eventmgr.output.imports.models import ImportBatch, ImportedRow
from eventmgr.output.imports.people import importer as people
from eventmgr.output.imports.people.applicants import keys, merged
from eventmgr.output.imports.people.columns import columns_of
from eventmgr.output.imports.people.labels import UNIT_WORDING
from eventmgr.output.imports.previewing import Preview, Rules
from eventmgr.tools.log.models import ActorKind
from eventmgr.tools.log.services import Act, Actor
from eventmgr.tools.sheets import Compared, Existing, Record
from eventmgr.tools.taxonomy import get_unit

KIND = "unit."
"""Before the code of the unit: `Importer.key`, so that no other unit finds its imports."""
_MOST = 300
_WHERE = ("unit", "province", "country")
"""Where somebody is from: given with the unit, and of nobody on the list changed by a sheet."""
OTHER_UNIT = _l("This row belongs to another delegation. Only your own people can be imported here.")
NOT_STAFF = _l("Staff are entered by the organizers.")
NOT_YOURS = _l("People of this participant type are entered by the organizers, or register with an invitation.")
THEIRS = _l("each person enters it on their own page")
STAYS = _l("Left out: this person is already on your list, and a sheet does not change this.")


@lru_cache(maxsize=128)
def unit_importer(unit_code: str) -> Importer[Event]:
    """The importer of a unit's people."""
    return replace(
        people.REGISTRATIONS,
        key=f"{KIND}{unit_code}",
        file_name="delegation",
        wording=UNIT_WORDING,
        addresses=Addresses("delegations.show", "delegation_people.edit", "registration_id"),
        fitted=_columns,
        settle=partial(_settle, unit_code),
        refine=_refine,
        list_existing=partial(_list_existing, unit_code),
        take=partial(_take, unit_code),
        remove=_remove,
        check_undo=people.check_undo,
        list_later=partial(_list_later, unit_code),
        check_now=lambda event, at: check_changing(event, at=at),
        check_take=partial(_check_take, unit_code),
        find_similar=partial(_find_similar, unit_code),
        most_rows=_MOST,
        warn=partial(_warn, unit_code),
        related="",
    )


def _check_take(unit_code: str, event: Event, looked: Preview, at: datetime) -> None:
    if all(map(is_new, looked.accepted)):
        check_entering(event, unit_code, at=at)


def _warn(unit_code: str, event: Event, looked: Preview) -> list[str]:
    """That people in it are not on the list and can no longer be entered; how many more these are than the unit has
    places."""
    if not any(map(is_new, looked.accepted)):
        return []
    try:
        check_entering(event, unit_code, at=clock.now())
    except Refusal as refusal:
        left_out = _("People in this sheet who are not on your list yet are left out; corrections are imported.")
        return [refusal.message, left_out]
    use = uses(list_unit_tallies(event.id), list_quotas(event.id), get_plan(event)).get(unit_code)
    if use is None or use.quota is None:
        return []
    listed = use.used + use.offered + use.asking
    over = listed + sum(map(is_new, looked.accepted)) - use.quota
    if over <= 0:
        return []
    return [
        _(
            "Your delegation has %(quota)s places and %(listed)s people on its list; after this "
            "import it is %(over)s over. The organizers decide about those over quota: they "
            "await review, or stay on the waiting list.",
            quota=use.quota,
            listed=listed,
            over=over,
        )
    ]


def _asked(event: Event) -> Asked:
    """What a liaison may answer for others; no files."""
    return entered_by_unit(get_asked(event)).without_files()


def _columns(event: Event) -> tuple[Column, ...]:
    """Those that a liaison may fill in; of the unit's own place the sheet to fill in says nothing."""
    asked = {column.key for column in columns_of(_asked(event))}
    return tuple(
        replace(column, in_template=column.key not in ("unit", "province", "country"))
        for column in columns_of(get_asked(event))
        if column.key in asked
    )


def _refine(event: Event, rules: Rules) -> Rules:
    others, named = people.REGISTRATIONS.rules(event), {column.key for column in rules.columns}
    theirs = ((column, THEIRS) for column in others.columns if column.key not in named)
    return replace(others, columns=rules.columns, settle=rules.settle, unasked=(*others.unasked, *theirs), files=())


def _settle(
    unit_code: str,
    event: Event,
    records: Sequence[Record],
    existing: Sequence[Existing],
    decisions: Mapping[int, str],
) -> list[Record]:
    by_id = {str(entry.id): entry.values for entry in existing}
    there = {key: entry.values for entry in existing for key in keys(entry.values)}
    types = types_of(event)
    own = [_of_unit(record, unit_code, types) for record in records]
    corrected = _corrected_keys(event)
    return [
        _narrowed(record, _meant(record, there) or by_id.get(decisions.get(record.number, "")), corrected)
        for record in people.REGISTRATIONS.settle(event, own, existing, decisions)
    ]


def _of_unit(record: Record, unit_code: str, types: Types) -> Record:
    """The row with the unit; an error where it says another one, or somebody whom the organizers alone enter."""
    errors = dict(record.errors)
    if record.values.get("unit", unit_code) != unit_code:
        errors["unit"] = OTHER_UNIT
    province = get_unit(unit_code).province_code
    if record.values.get("province") and province and record.values["province"] != province and "unit" not in errors:
        errors.setdefault("province", OTHER_UNIT)
    entered = types.get(str(record.values.get("role") or Role.DELEGATE))
    if entered.is_hidden or entered.entry is Entry.INVITATION:
        errors.setdefault("role", NOT_STAFF if entered.key == Role.STAFF else NOT_YOURS)
    return replace(record, values={**record.values, "unit": unit_code}, errors=errors)


def _meant(record: Record, there: Mapping[Hashable, Mapping[str, Any]]) -> Mapping[str, Any] | None:
    return next((there[key] for key in keys(record.values) if key in there), None)


def _corrected_keys(event: Event) -> frozenset[str]:
    """What a sheet may change of somebody on the list."""
    return frozenset(column.key for column in columns_of(corrected_by_unit(get_asked(event)))) - {*_WHERE}


def _narrowed(record: Record, entry: Mapping[str, Any] | None, corrected: Collection[str]) -> Record:
    """Of somebody who is on the list only what is `corrected` changes; beside every other cell stands that it is left
    out, whatever it says: whether it says what they have answered is not told."""
    if entry is None:
        return record
    other = [key for key in record.values if key not in corrected and key not in _WHERE]
    return replace(
        record,
        values={key: value for key, value in record.values.items() if key in corrected},
        errors={key: error for key, error in record.errors.items() if key in corrected or key in _WHERE},
        notes={**record.notes, **dict.fromkeys(other, STAYS)},
    )


def _list_existing(unit_code: str, event: Event) -> list[Existing]:
    corrected, rows = _corrected_keys(event), delegations.list_registrations(event.id, unit_code)
    return [Existing(row.id, {key: value for key, value in values_of(row).items() if key in corrected}) for row in rows]


def _find_similar(unit_code: str, event: Event, numbers: Collection[int]) -> Mapping[int, Similar]:
    rows = delegations.list_registrations(event.id, unit_code) if numbers else []
    return {
        row.id: Similar(row.name, f"{row.organization_name} · {mask_mobile(row.mobile, gap=' ')}")
        for row in rows
        if row.id in numbers
    }


def _take(
    unit_code: str, event: Event, looked: Preview, settled: Mapping[int, Any], spoken: str, act: Act
) -> Iterator[Results]:
    """As other people are taken; nobody has consented to anything, and all who come in are asked. If the liaison may
    enter nobody any more by now, their rows are left out and say why. Who is on the list is corrected as on the page of
    a single person."""
    changed = [row for row in looked.accepted if not is_new(row)]
    looked = replace(looked, rows=tuple(row for row in looked.rows if is_new(row)))
    yield _correct(unit_code, event, changed, settled, act)
    try:
        check_entering(event, unit_code, at=act.at)
    except Refusal as refusal:
        yield [LeftOut.because(row, refusal) for row in looked.accepted]
        return
    fit = partial(replace, unit=unit_code, consents=())
    for results in people.take(event, looked, settled, spoken, act, source=Source.UNIT, fit=fit):
        new = [one.id for one in results if isinstance(one, Written) and is_new(one.row)]
        for registration in list_registrations_by_id(event.id, new):
            note_asked(registration, act=act)
        follow(event, unit_code, new)
        yield results


def _correct(
    unit_code: str, event: Event, rows: Sequence[Compared], settled: Mapping[int, Any], act: Act
) -> list[Written | LeftOut]:
    on_list = {row.id: row for row in delegations.list_registrations(event.id, unit_code)}
    results: list[Written | LeftOut] = []
    for row in rows:
        registration = on_list[row.match or 0]
        before, person = values_of(registration), settled[row.record.number]
        applicant = replace(applicant_of(merged(before, row.record.values), registration.language), consents=())
        try:
            correct(event, unit_code, registration, applicant, row.changes, settled=person, act=act)
        except Refusal as refusal:
            results.append(LeftOut.because(row, refusal))
        else:
            results.append(Written(row, registration.id, registration.changed_at, before))
    return results


def _list_later(unit_code: str, event: Event, batch: ImportBatch) -> list[Later]:
    """Where something came after the import; whoever has agreed since has done something too. Of whoever is no longer
    on the list of the unit nothing is told."""
    changed = sorted({*queries.list_changed_later(batch.id), *queries.list_agreed_since(batch.id)})
    own = {row.id for row in delegations.list_registrations(event.id, unit_code)} if changed else set()
    return [(row, number, name) if number in own else (row, None, _("Somebody")) for row, number, name in changed]


def _remove(event: Event, rows: Sequence[ImportedRow], act: Act) -> None:
    """Who came in goes; by the liaison, not by themselves: nobody takes a consent back."""
    people.remove(event, rows, replace(act, by=Actor(ActorKind.SYSTEM, None, act.by.name)))
