"""Liaisons of delegations from sheets: one person a row, previewed by unit and place, taken and undone as a whole.
Nobody is written to."""

from __future__ import annotations

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
from eventmgr.ground.masking import mask_email, mask_mobile
from eventmgr.output.imports.columns import Column, members
from eventmgr.output.imports.importer import (
    Addresses,
    Entry,
    Importer,
    LeftOut,
    Results,
    Wording,
    Written,
    digest_of,
)
from eventmgr.output.imports.liaisons import rows
from eventmgr.output.imports.models import ImportedRow
from eventmgr.output.imports.previewing import Preview
from eventmgr.output.imports.usual import EMAIL, MOBILE, NAME, PROVINCE, TITLE, UNIT
from eventmgr.tools.log.services import Act
from eventmgr.tools.sheets import Compared, Existing
from eventmgr.tools.sheets.values import text
from eventmgr.tools.taxonomy import choices_units

_PLACE_WORDS = {
    Place.LIAISON: ("联络员", "第一联络员", "主联络员", "联系人", "Liaison", "Contact", "First"),
    Place.DEPUTY: ("副联络员", "第二联络员", "备用联络员", "备份联络员", "Deputy", "Deputy liaison", "Second"),
}
COLUMNS = (
    UNIT.also(*PROVINCE.synonyms, "省（区、市）", "地区或单位", label=FIELDS["unit"], required=True),
    Column(
        "place",
        FIELDS["place"],
        ("类别", "联络员类别", "身份", "角色", "职责", "Role", "Kind"),
        options=members(Place, _PLACE_WORDS),
        note=_l("If empty, the first row of a delegation is the liaison, the second the deputy."),
        example=lambda: str(Place.LIAISON.label),
        shown=True,
    ),
    replace(
        NAME,
        synonyms=("姓名", "联络员", "联络员姓名", "联系人", "联系人姓名", "Liaison", "Contact", "Contact person"),
        required=True,
    ),
    Column(
        "office",
        FIELDS["office"],
        (
            *("工作单位", "单位", "单位及部门", "部门", "处室", "所在部门", "单位名称"),
            *("Organization", "Department", "Office"),
        ),
        read=partial(text, most=200),
        example=lambda: _("Example Institute"),
        shown=True,
    ),
    replace(TITLE, shown=True),
    replace(MOBILE, example="15400000000", say_recorded=mask_mobile),
    replace(EMAIL, note=_l("The link to the delegation's page goes there."), say_recorded=mask_email),
)
"""In the order of the form."""


def _columns(event: Event) -> tuple[Column, ...]:
    """The delegations that are invited stand in the list to choose from."""
    invited = [
        name for _code, name in choices_units(language(), tuple(sorted(u.unit_code for u in event.units)) or None)
    ]
    unit = replace(COLUMNS[0], choices=lambda: invited, example=invited[0] if invited else None)
    return unit, *COLUMNS[1:]


def _list_existing(event: Event) -> list[Existing]:
    return [Existing(one.id, _values(one)) for one in delegation_queries.list_liaisons(event.id)]


def _values(liaison: Liaison) -> dict[str, Any]:
    own = {key: getattr(liaison, key) for key in OWN}
    return {"unit": liaison.unit_code, "place": liaison.place.value} | {
        key: value for key, value in own.items() if value
    }


def _take(event: Event, looked: Preview, _prepared: None, spoken: str, act: Act) -> Iterator[Results]:
    there = {one.id: one for one in delegation_queries.list_liaisons(event.id)}
    for row in looked.accepted:
        yield [_take_one(event, row, there.get(row.match or 0), spoken, act)]


def _take_one(event: Event, row: Compared, existing: Liaison | None, spoken: str, act: Act) -> Written | LeftOut:
    values = row.record.values
    before = delegations.person_of(existing) if existing is not None else Person("", language=spoken)
    person = replace(before, **{key: values[key] for key in OWN if values.get(key)})
    wanted = Wanted(values["unit"], Place(values["place"]), person)
    try:
        done = delegations.put(event, wanted, act=act)
    except Refusal as refusal:
        return LeftOut.because(row, refusal)
    return Written(row, done.id, act.at, {"said": asdict(before), "after": _digest(done), "title": person.name})


def _digest(liaison: Liaison) -> str:
    return digest_of([asdict(delegations.person_of(liaison)), str(liaison.invited_at), str(liaison.opened_at)])


def _by_id(done: Sequence[ImportedRow]) -> Mapping[int, Liaison]:
    return {one.id: one for one in delegation_queries.list_liaisons_by_id([row.entry_id for row in done])}


def _find_entries(_event: Event, done: Sequence[ImportedRow]) -> Mapping[int, Entry]:
    return {number: Entry(one.name, _digest(one)) for number, one in _by_id(done).items()}


def _remove(event: Event, done: Sequence[ImportedRow], act: Act) -> None:
    for liaison in _by_id(done).values():
        delegations.remove(event, liaison, act=act)


def _restore(event: Event, done: Sequence[ImportedRow], act: Act) -> None:
    liaisons = _by_id(done)
    for row in done:
        delegations.restore(event, liaisons[row.entry_id], Person(**row.before["said"]), act=act)


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
    columns=COLUMNS,
    fitted=_columns,
    same=rows.keys,
    needed=(("unit",), ("name",)),
    blamed="unit",
    heading=rows.heading,
    settle=rows.settle,
    list_existing=_list_existing,
    take=_take,
    remove=_remove,
    restore=_restore,
    entry="liaison_id",
    undone_together=100,
    find_entries=_find_entries,
    most_rows=500,
    noun="liaison",
)
