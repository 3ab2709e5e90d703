"""Organizations from sheets, into the directory of the whole site: previewed by code and name, taken and undone in
portions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from eventmgr.ground.i18n import _l
from eventmgr.identity.directory.models import NameKind, Organization
from eventmgr.matchmaking.organizations import queries as organization_queries
from eventmgr.matchmaking.organizations import services as organizations
from eventmgr.matchmaking.organizations.columns import NAMES
from eventmgr.matchmaking.organizations.labels import FIELDS
from eventmgr.matchmaking.organizations.services import Facts, Former, OtherNames, facts_of
from eventmgr.output.imports.importer import (
    Addresses,
    Entry,
    Importer,
    Results,
    Similar,
    Site,
    Wording,
    Written,
    digest_of,
    is_new,
)
from eventmgr.output.imports.models import ImportedRow, Outcome
from eventmgr.output.imports.organizations import rows
from eventmgr.output.imports.organizations.columns import COLUMNS
from eventmgr.output.imports.previewing import Preview
from eventmgr.tools.log.services import Act
from eventmgr.tools.sheets import Compared, Existing

PORTION = 200
"""So many organizations are written or taken back together."""
_COLUMNS = {"province": "province_code", "sector": "sector_code"}
"""Key of a field → its column, where it has another name."""


def _list_existing(_site: Site) -> list[Existing]:
    """Every organization with its other names; one statement."""
    names: dict[int, dict[str, tuple[str, ...]]] = {}
    values_of: dict[int, dict[str, Any]] = {}
    keys = {kind: key for key, kind in NAMES.items()}
    fields = {column: key for key, column in _COLUMNS.items()}
    for number, stands_for, kind, *facts in organization_queries.list_all():
        if stands_for is not None:
            own, key = names.setdefault(stands_for, {}), keys[kind or NameKind.SHORT]
            own[key] = (*own.get(key, ()), facts[0])
            continue
        said = {fields.get(column, column): value for column, value in zip(FIELDS, facts, strict=True) if value}
        values_of[number] = {rows.ENTRY: number, **said}
        if "size_class" in said:
            values_of[number]["size_class"] = said["size_class"].value
    return [Existing(number, values | names.get(number, {})) for number, values in values_of.items()]


def _prepare(looked: Preview, _spoken: str, _act: Act) -> None:
    """Nobody else changes these organizations until the import is done."""
    organization_queries.list_locked([row.match for row in looked.accepted if row.match is not None])


def _take(_site: Site, looked: Preview, _prepared: None, _spoken: str, act: Act) -> Iterator[Results]:
    """Changes first: a name that an organization loses it keeps as a former one, so none of them is free for a new
    one."""
    changed = [row for row in looked.accepted if not is_new(row)]
    for at in range(0, len(changed), PORTION):
        yield _change(changed[at : at + PORTION], act)
    new = [row for row in looked.accepted if is_new(row)]
    for at in range(0, len(new), PORTION):
        yield _enter(new[at : at + PORTION], act)


def _change(taken: Sequence[Compared], act: Act) -> Results:
    there = {row.id: row for row in organization_queries.list_locked([row.match for row in taken if row.match])}
    wanted: list[tuple[Organization, Facts, OtherNames]] = []
    before: dict[int, dict[str, Any]] = {}
    for row in taken:
        organization = there[row.match or 0]
        before[organization.id] = {"said": facts_of(organization), "known": organization.entered_by_office}
        facts = _facts(before[organization.id]["said"], row)
        wanted.append((organization, facts, _new_names(row)))
    added = organizations.change_many(wanted, act=act)
    for number, kept in before.items():
        kept["added"] = added.get(number, [])
    return _written([(row, there[row.match or 0]) for row in taken], before, act)


def _enter(taken: Sequence[Compared], act: Act) -> Results:
    made = organizations.enter_many([(_facts({}, row), _new_names(row)) for row in taken], act=act)
    decided = [(row, one) for row, one in zip(taken, made, strict=True) if row.similar and row.standing.value == "new"]
    for row, one in decided:
        for other in organization_queries.list_rows(row.similar):
            organizations.are_two(one, other, act=act)
    return _written(list(zip(taken, made, strict=True)), {}, act)


def _facts(there: Mapping[str, str], row: Compared) -> Facts:
    said = {_COLUMNS.get(key, key): value for key, value in row.record.values.items()}
    return Facts(**{name: said.get(name) or there.get(name, "") for name in FIELDS})


def _new_names(row: Compared) -> OtherNames:
    return [
        (name, NAMES[key])
        for key in rows.TYPED_NAMES
        for name in row.record.values.get(key, ())
        if name not in row.there.get(key, ())
    ]


def _written(
    done: Sequence[tuple[Compared, Organization]], before: Mapping[int, dict[str, Any]], act: Act
) -> list[Written]:
    names = organization_queries.list_names_of([organization.id for _row, organization in done])
    return [
        Written(
            row,
            organization.id,
            act.at,
            {
                **before.get(organization.id, {}),
                "title": organization.name,
                "after": _digest(organization, names.get(organization.id, [])),
            },
        )
        for row, organization in done
    ]


def _digest(organization: Organization, names: Sequence[Organization]) -> str:
    others = sorted((str(name.name_kind), name.name) for name in names)
    return digest_of([facts_of(organization), others, organization.stands_for_id])


def _find_entries(_site: Site, done: Sequence[ImportedRow]) -> Mapping[int, Entry]:
    """Organizations; one that came with the sheet is used if it is somebody's by now."""
    ids = [row.entry_id for row in done if row.entry_id]
    names = organization_queries.list_names_of(ids)
    used = organization_queries.list_used([row.entry_id for row in done if row.outcome is Outcome.NEW and row.entry_id])
    return {
        one.id: Entry(one.name, _digest(one, names.get(one.id, [])), is_used=one.id in used)
        for one in organization_queries.list_rows(ids)
    }


def _remove(_site: Site, done: Sequence[ImportedRow], act: Act) -> None:
    organizations.remove_many(organization_queries.list_locked([row.entry_id for row in done]), act=act)


def _restore(_site: Site, done: Sequence[ImportedRow], act: Act) -> None:
    before = {row.entry_id: row.before for row in done}
    locked = organization_queries.list_locked(sorted(before))
    organizations.restore_many([(one, _former(before[one.id])) for one in locked], act=act)


def _former(before: Mapping[str, Any]) -> Former:
    return Former(Facts(**before["said"]), bool(before["known"]), before["added"])


def _find_similar(_site: Site, numbers: Collection[int]) -> Mapping[int, Similar]:
    found = organization_queries.list_rows(sorted(numbers))
    return {row.id: Similar(row.name, row.credit_code or "") for row in found}


ORGANIZATIONS: Importer[Site] = Importer(
    key="organizations",
    permission="",
    path="organizations/import",
    file_name="organizations",
    wording=Wording(
        title=_l("Import organizations"),
        list_name=_l("Organizations"),
        heading=_l("Organization"),
        template=_l("Organizations to import"),
        new=_l("New organizations"),
        changed=_l("Changed organizations"),
        undoing=_l(
            "Organizations that were added by this import are deleted; changed ones get their former content back."
        ),
        similar=_l("Possibly known already"),
        undecided=_l("not decided: imported as a new organization, shown as similar there"),
        new_one=_l("not the same organization"),
        same=_l("the same as %(name)s: change that organization"),
    ),
    addresses=Addresses("organizations_manage.index", "organizations_manage.show", "organization_id"),
    columns=COLUMNS,
    same=rows.keys,
    alike=rows.alike,
    needed=(("name", "credit_code"),),
    heading=rows.heading,
    settle=lambda _site, records, existing, decisions: rows.settle(records, existing, decisions),
    list_existing=_list_existing,
    prepare=_prepare,
    take=_take,
    remove=_remove,
    restore=_restore,
    entry="organization_id",
    find_entries=_find_entries,
    undone_together=PORTION,
    find_similar=_find_similar,
    noun="organization",
)
