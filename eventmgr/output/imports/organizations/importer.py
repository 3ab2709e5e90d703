"""Organizations from sheets, into the directory of the whole site: previewed by code and name, taken and undone in portions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from eventmgr.ground.i18n import _, _l, language
from eventmgr.identity.directory.models import NameKind, Organization, SizeClass
from eventmgr.matchmaking.organizations import queries as organization_queries
from eventmgr.matchmaking.organizations import services as organizations
from eventmgr.matchmaking.organizations.columns import LABELS, NAMES, SEPARATOR, USUAL
from eventmgr.matchmaking.organizations.labels import FIELDS
from eventmgr.matchmaking.organizations.services import Facts, Former, OtherNames, facts_of
from eventmgr.output.imports import queries
from eventmgr.output.imports.importer import Addresses, Advance, Importer, Later, Similar, Site, Wording, is_new
from eventmgr.output.imports.models import ImportBatch, ImportedRow, Outcome
from eventmgr.output.imports.organizations import rows
from eventmgr.output.imports.organizations.columns import fields_of
from eventmgr.output.imports.previewing import Preview, Rules
from eventmgr.tools.log.services import Act
from eventmgr.tools.sheets import Blank, Compared, Existing
from eventmgr.tools.taxonomy import choices_provinces, sectors

PORTION = 200
"""So many organizations are written or taken back together."""
_COLUMNS = {"province": "province_code", "sector": "sector_code"}
"""Key of a field → its column, where it has another name."""


def _rules(_site: Site) -> Rules:
    return Rules(
        fields=fields_of(),
        labels={key: str(LABELS[key]) for key in USUAL},
        keys=rows.keys,
        alike=rows.alike,
        blamed="name",
        missing=rows.missing,
        settle=rows.settle,
        said=rows.said,
        said_before=rows.said,
        heading=rows.heading,
        shown=tuple(key for key in USUAL if key not in ("name", "credit_code")),
    )


def _list_existing(_site: Site) -> list[Existing]:
    """Every organization with its other names; one statement."""
    names: dict[int, dict[str, tuple[str, ...]]] = {}
    found: dict[int, dict[str, Any]] = {}
    keys = {kind: key for key, kind in NAMES.items()}
    fields = {column: key for key, column in _COLUMNS.items()}
    for number, stands_for, kind, *facts in organization_queries.list_all():
        if stands_for is not None:
            own, key = names.setdefault(stands_for, {}), keys[kind or NameKind.SHORT]
            own[key] = (*own.get(key, ()), facts[0])
            continue
        said = {fields.get(column, column): value for column, value in zip(FIELDS, facts, strict=True) if value}
        found[number] = {rows.ENTRY: number, **said}
        if "size_class" in said:
            found[number]["size_class"] = said["size_class"].value
    return [Existing(number, values | names.get(number, {})) for number, values in found.items()]


def _list_blanks(_site: Site) -> list[Blank]:
    lang = language()
    several = _("Several names: separate them with “%(mark)s”.", mark=SEPARATOR)
    examples = {
        "name": _("Example Machinery Co., Ltd."),
        "name_en": "Example Machinery Co., Ltd.",
        "credit_code": "91310000607262222X",
    }
    choices: dict[str, list[str]] = {
        "province": [name for _code, name in choices_provinces(lang)],
        "sector": [sector.labelled(lang) for sector in sectors()],
        "size_class": [str(size.label) for size in SizeClass],
    }
    return [
        Blank(
            head=str(LABELS[key]),
            note=several if key in rows.TYPED_NAMES else "",
            example=examples.get(key),
            choices=choices.get(key, ()),
            required=key == "name",
        )
        for key in USUAL
    ]


def _prepare(looked: Preview, _spoken: str, _act: Act) -> None:
    """Nobody else changes these organizations until the import is done."""
    organization_queries.list_locked([row.match for row in looked.taken if row.match is not None])


def _take(_site: Site, looked: Preview, _prepared: None, _spoken: str, act: Act) -> Iterator[list[ImportedRow]]:
    """Changes first: a name that an organization loses it keeps as a former one, so none of them is free for a new one."""
    changed = [row for row in looked.taken if not is_new(row)]
    for at in range(0, len(changed), PORTION):
        yield _change(changed[at : at + PORTION], act)
    new = [row for row in looked.taken if is_new(row)]
    for at in range(0, len(new), PORTION):
        yield _enter(new[at : at + PORTION], act)


def _change(taken: Sequence[Compared], act: Act) -> list[ImportedRow]:
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
    return _kept([(row, there[row.match or 0]) for row in taken], Outcome.CHANGED, before, act)


def _enter(taken: Sequence[Compared], act: Act) -> list[ImportedRow]:
    made = organizations.enter_many([(_facts({}, row), _new_names(row)) for row in taken], act=act)
    decided = [(row, one) for row, one in zip(taken, made, strict=True) if row.similar and row.standing.value == "new"]
    for row, one in decided:
        for other in organization_queries.list_rows(row.similar):
            organizations.are_two(one, other, act=act)
    return _kept(list(zip(taken, made, strict=True)), Outcome.NEW, {}, act)


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


def _kept(
    done: Sequence[tuple[Compared, Organization]], outcome: Outcome, before: Mapping[int, dict[str, Any]], act: Act
) -> list[ImportedRow]:
    """What is kept of each row, so that it can be undone."""
    names = organization_queries.list_names_of([one.id for _row, one in done])
    return [
        ImportedRow(
            number=row.record.number,
            outcome=outcome,
            organization_id=one.id,
            before={
                **before.get(one.id, {}),
                "title": one.name,
                "after": _digest(one, names.get(one.id, [])),
            },
            stamp=act.at,
        )
        for row, one in done
    ]


def _digest(organization: Organization, names: Sequence[Organization]) -> str:
    """What an organization says, in a few characters: as long as it stands, nobody has changed it."""
    others = sorted((str(name.name_kind), name.name) for name in names)
    told = json.dumps([facts_of(organization), others, organization.stands_for_id], ensure_ascii=True)
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def _rehearse(_site: Site, _looked: Preview, _spoken: str, _act: Act) -> None:
    """Nobody is written to."""


def _done(batch: ImportBatch) -> list[ImportedRow]:
    return [row for row in queries.list_rows(batch.id) if row.outcome is not Outcome.LEFT_OUT]


def _list_later(_site: Site, batch: ImportBatch) -> list[Later]:
    """Organizations that say something else by now, are gone, or, having come with the sheet, are somebody's by now."""
    done = _done(batch)
    ids = [row.organization_id for row in done if row.organization_id is not None]
    there = {row.id: row for row in organization_queries.list_rows(ids)}
    names = organization_queries.list_names_of(ids)
    new = [row.organization_id for row in done if row.outcome is Outcome.NEW and row.organization_id is not None]
    used = organization_queries.list_used(new)
    later: list[Later] = []
    for row in done:
        one = there.get(row.organization_id or 0)
        if one is None:
            later.append((row.number, None, str(row.before.get("title", ""))))
        elif one.id in used or (row.before and _digest(one, names.get(one.id, [])) != row.before["after"]):
            later.append((row.number, one.id, one.name))
    return later


def _undo(_site: Site, done: Sequence[ImportedRow], advance: Advance, act: Act) -> None:
    """New ones are deleted before changed ones get their names back."""
    new = [row.organization_id for row in done if row.outcome is Outcome.NEW and row.organization_id is not None]
    for at in range(0, len(new), PORTION):
        gone = organization_queries.list_locked(new[at : at + PORTION])
        organizations.remove_many(gone, act=act)
        advance(len(gone))
    changed = {
        row.organization_id: row.before for row in done if row.outcome is Outcome.CHANGED and row.organization_id
    }
    numbers = sorted(changed)
    for at in range(0, len(numbers), PORTION):
        locked = organization_queries.list_locked(numbers[at : at + PORTION])
        organizations.restore_many([(row, _former(changed[row.id])) for row in locked], act=act)
        advance(len(locked))


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
    title_key="name",
    rules=_rules,
    list_existing=_list_existing,
    list_blanks=_list_blanks,
    prepare=_prepare,
    take=_take,
    rehearse=_rehearse,
    count_told=lambda _looked: 0,
    undo=_undo,
    list_later=_list_later,
    find_similar=_find_similar,
    counts={"new": "new_organizations", "changed": "changed_organizations", "columns": "organization_columns"},
)
