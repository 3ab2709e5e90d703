"""The verbs of organizations: corrected, named otherwise, merged, parted, known to be two. For administrators."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from eventmgr.ground.db import db
from eventmgr.ground.i18n import _
from eventmgr.ground.text import folded
from eventmgr.identity.accounts.models import User
from eventmgr.identity.directory.likeness import organization_key
from eventmgr.identity.directory.models import NameKind, Organization
from eventmgr.matchmaking.organizations import queries, statements
from eventmgr.matchmaking.organizations.columns import SEPARATOR
from eventmgr.matchmaking.organizations.errors import NameTaken
from eventmgr.matchmaking.organizations.labels import FIELDS
from eventmgr.matchmaking.organizations.models import OrganizationMerge, TwoOrganizations
from eventmgr.tools.likeness import services as likeness
from eventmgr.tools.likeness.comparing import shown_of
from eventmgr.tools.likeness.errors import NotMerged
from eventmgr.tools.likeness.queries import is_known_two
from eventmgr.tools.likeness.services import record_both
from eventmgr.tools.likeness.statements import note_two
from eventmgr.tools.log.services import Act, difference, record
from eventmgr.tools.taxonomy import sort_key
from eventmgr.tools.taxonomy.sizes import SizeClass


@dataclass(frozen=True)
class Facts:
    """What an organization says; empty where it is not known."""

    name: str
    name_en: str = ""
    credit_code: str = ""
    province_code: str = ""
    sector_code: str = ""
    size_class: str = ""


def facts_of(organization: Organization) -> dict[str, str]:
    """The same of a row, as plain values."""
    size = organization.size_class
    return {**{name: getattr(organization, name) or "" for name in FIELDS}, "size_class": size.value if size else ""}


def edit(organization: Organization, facts: Facts, *, act: Act) -> bool:
    """Let the organization say that; the name it had stays another name of it. Whether anything changed.

    Raises:
        NameTaken: the name or the code is another one's.
    """
    queries.list_locked([organization.id])
    before = facts_of(organization)
    wanted = {name: getattr(facts, name) for name in FIELDS}
    _check_code(organization, facts.credit_code)
    if folded(facts.name) != organization.name_key:
        _rename(organization, facts.name, at=act.at)
    _write(organization, wanted)
    organization.entered_by_office = True
    changes = difference(before, wanted)
    if changes:
        record(act, "changed", organization, object_name=organization.name, changes=changes)
    return bool(changes)


def _check_code(organization: Organization, code: str) -> None:
    other = queries.find_by_code(code, but=organization.id) if code else None
    if other is not None:
        raise NameTaken(
            _("This code belongs to “%(name)s”. If the two are one, merge them.", name=other.name), field="credit_code"
        )


def _rename(organization: Organization, name: str, *, at: datetime) -> None:
    there = queries.find_by_name(folded(name))
    former = organization.name
    if there is not None and there.stands_for_id != organization.id:
        raise NameTaken(
            _("This is a name of “%(name)s”. If the two are one, merge them.", name=there.name), field="name"
        )
    if there is not None:
        db.session.delete(there)
        db.session.flush()
    _set_name(organization, name)
    db.session.flush()
    db.session.add(_other_name(organization, former, NameKind.FORMER, at=at))
    db.session.flush()


def _set_name(organization: Organization, name: str) -> None:
    organization.name, organization.name_key = name, folded(name)[:200]
    organization.likeness_key, organization.pinyin_key = organization_key(name), sort_key(name)[:400]


def _other_name(organization: Organization, name: str, kind: NameKind, *, at: datetime) -> Organization:
    row = Organization(stands_for_id=organization.id, name_kind=kind, created_at=at)
    _set_name(row, name)
    return row


def _write(organization: Organization, values: Mapping[str, str]) -> None:
    organization.name = values["name"]
    organization.name_en = values["name_en"]
    organization.credit_code = values["credit_code"] or None
    organization.province_code = values["province_code"] or None
    organization.sector_code = values["sector_code"] or None
    organization.size_class = SizeClass(values["size_class"]) if values["size_class"] else None


OtherNames = Sequence[tuple[str, NameKind]]
"""Names besides the name, each with its kind."""


def enter_many(wanted: Sequence[tuple[Facts, OtherNames]], *, act: Act) -> list[Organization]:
    """New organizations with their other names, in a few statements for hundreds. Their names and codes must be free:
    who adds one of the names at this very moment makes the transaction fail, and it is run again."""
    rows = []
    for facts, _names in wanted:
        row = Organization(entered_by_office=True, created_at=act.at)
        _set_name(row, facts.name)
        _write(row, vars(facts))
        rows.append(row)
    db.session.add_all(rows)
    db.session.flush()
    for row, (facts, names) in zip(rows, wanted, strict=True):
        db.session.add_all(_other_name(row, name, kind, at=act.at) for name, kind in names)
        told = difference({}, {name: value for name, value in vars(facts).items() if value} | _recorded(names))
        record(act, "entered", row, object_name=row.name, changes=told)
    db.session.flush()
    return rows


def change_many(wanted: Sequence[tuple[Organization, Facts, OtherNames]], *, act: Act) -> dict[int, list[int]]:
    """Let each of these organizations, which must be locked, say that and have these names as well; a name that it had
    stays a former name. As `edit`, in a few statements for hundreds.

    Returns:
        Number of an organization → numbers of the names that it has got.
    """
    added: list[Organization] = []
    changed = []
    for row, facts, names in wanted:
        before, former = facts_of(row), row.name
        if folded(facts.name) != row.name_key:
            _set_name(row, facts.name)
            added.append(_other_name(row, former, NameKind.FORMER, at=act.at))
        _write(row, vars(facts))
        row.entered_by_office = True
        added += [_other_name(row, name, kind, at=act.at) for name, kind in names]
        changed.append((row, difference(before, vars(facts) | _recorded(names))))
    db.session.flush()
    db.session.add_all(added)
    for row, changes in changed:
        record(act, "changed", row, object_name=row.name, changes=changes)
    db.session.flush()
    numbers: dict[int, list[int]] = {}
    for name in added:
        numbers.setdefault(name.stands_for_id or 0, []).append(name.id)
    return numbers


def _recorded(names: OtherNames) -> dict[str, object]:
    return {"other_name": SEPARATOR.join(name for name, _kind in names)} if names else {}


@dataclass(frozen=True)
class Former:
    """What an organization said before it was changed among many."""

    facts: Facts
    was_known: bool
    """Whether an organizer had used it."""
    added: Sequence[int]
    """Numbers of the names that it got."""


def restore_many(wanted: Sequence[tuple[Organization, Former]], *, act: Act) -> None:
    """Each of these organizations, which must be locked, says again what it said before, and loses the names that it
    got."""
    added = [number for _row, former in wanted for number in former.added]
    names = {name.id: name.name for name in queries.list_rows(added)}
    statements.delete_rows(added)
    for row, former in wanted:
        before, facts = facts_of(row), former.facts
        if facts.name != row.name:
            _set_name(row, facts.name)
        _write(row, vars(facts))
        row.entered_by_office = former.was_known
        lost = SEPARATOR.join(names[number] for number in former.added if number in names)
        told = difference({**before, "other_name": lost}, {**vars(facts), "other_name": ""})
        record(act, "restored", row, object_name=row.name, changes=told)
    db.session.flush()


def remove_many(rows: Collection[Organization], *, act: Act) -> None:
    """These organizations, from which nobody comes, are deleted with their other names."""
    for row in rows:
        record(act, "removed", row, object_name=row.name)
    db.session.flush()
    statements.delete_rows([row.id for row in rows])


def note_export(user: User, columns: Sequence[str], *, kind: str, q: str, rows: int, act: Act) -> None:
    """One entry of the trail: who took the list of organizations, as which kind of file, which columns, how many rows;
    that it was narrowed, not by which words."""
    told = {"organization_columns": ",".join(columns), "organization_format": kind, "rows": rows}
    if q:
        told["organization_words"] = "…"
    changes = {name: [None, value] for name, value in told.items()}
    record(act, "organizations_exported", user, object_name=user.name, changes=changes)


def add_name(organization: Organization, name: str, kind: NameKind, *, act: Act) -> None:
    """Whoever types this name comes from there, too.

    Raises:
        NameTaken: it is a name already, of this one or another.
    """
    queries.list_locked([organization.id])
    there = queries.find_by_name(folded(name)[:200])
    if there is not None and organization.id in (there.id, there.stands_for_id):
        raise NameTaken(_("The organization already has this name."), field="other_name")
    if there is not None:
        raise NameTaken(
            _("This is a name of “%(name)s”. If the two are one, merge them.", name=there.name), field="other_name"
        )
    db.session.add(_other_name(organization, name, kind, at=act.at))
    record(act, "name_added", organization, object_name=organization.name, changes={"other_name": [None, name]})


def remove_name(organization: Organization, name: Organization, *, act: Act) -> None:
    """It is no name of this organization any more; that of a merged one goes by undoing the merge.

    Raises:
        NotMerged: it is the name of an organization that was merged.
    """
    queries.list_locked([organization.id])
    if name.name_kind is NameKind.MERGED:
        raise NotMerged(_("This is the name of a merged organization. Undo the merge instead."))
    told = {"other_name": [name.name, None]}
    db.session.delete(name)
    record(act, "name_removed", organization, object_name=organization.name, changes=told)


def seen_of(one: Organization, other: Organization) -> str:
    """What a page that compares these two has shown."""
    return folded(shown_of(one, other, lambda row: f"{row.id} {sorted(facts_of(row).items())}"))


def merge(staying: Organization, other: Organization, taken: set[str], *, seen: str, act: Act) -> OrganizationMerge:
    """`other` becomes another name of `kept`; who came from there comes from `kept`. What registrations say stays as
    typed.

    Args:
        taken: columns whose value is that of `other`.
        seen: `seen_of` when it was chosen.

    Raises:
        NotMerged: one of them was changed meanwhile, or is not an organization of its own any more.
    """
    queries.list_locked([staying.id, other.id])
    if seen != seen_of(staying, other):
        raise NotMerged(_("One of the two has been changed since this page was opened. Compare them again."))
    if staying.id == other.id or staying.stands_for_id is not None or other.stands_for_id is not None:
        raise NotMerged(_("One of the two has already been merged."))
    former, gone = facts_of(staying), facts_of(other)
    before = {"kept": former, "merged": gone, "known": staying.entered_by_office}
    facts = former | {name: value for name, value in gone.items() if name in taken}
    if "name" in taken and staying.name_key != other.name_key:
        _swap_names(staying, other)
    _write(staying, facts)
    other.stands_for_id, other.name_kind = staying.id, NameKind.MERGED
    staying.entered_by_office = staying.entered_by_office or other.entered_by_office
    db.session.flush()
    moved = statements.move(other.id, staying.id)
    row = OrganizationMerge(
        kept_id=staying.id,
        merged_id=other.id,
        merged_at=act.at,
        before=before,
        moved=moved,
        after={"kept": facts_of(staying), "merged": facts_of(other)},
    )
    db.session.add(row)
    db.session.flush()
    changes: dict[str, Any] = {"merged_organization": [None, gone["name"]], **difference(former, facts_of(staying))}
    record(act, "merged", staying, object_name=staying.name, changes=changes)
    told = {"merged_organization": [None, former["name"]]}
    record(act, "merged_into", other, object_name=other.name, changes=told)
    return row


def _swap_names(left: Organization, right: Organization) -> None:
    """The two rows exchange their names, of which no two may be alike."""
    first, second = left.name, right.name
    right.name_key = f"~{right.id}"
    db.session.flush()
    _set_name(left, second)
    db.session.flush()
    _set_name(right, first)
    db.session.flush()


def check_undoable(merge: OrganizationMerge, *, at: datetime) -> None:
    """Whether the merge can be undone.

    Raises:
        NotMerged: it was, its time is over, or one of the two says something else now.
    """
    likeness.check_undoable(merge, at=at, too_late=_("A merge of organizations can be undone for 30 days."))
    now: dict[str, Any] = {"kept": facts_of(merge.kept), "merged": facts_of(merge.merged)}
    stands = merge.merged.stands_for_id == merge.kept_id and merge.kept.stands_for_id is None
    if now != merge.after or not stands:
        raise NotMerged(_("The organization was changed after the merge, so it cannot be undone. See its change log."))


@dataclass(frozen=True)
class Came:
    """Registrations that came between a merge and now, and stay with the kept organization when it is undone."""

    ids: Sequence[int]
    """Those that typed a name of the merged one first, then the newest."""
    typed: frozenset[int]
    """Those that typed a name of the merged one."""

    @property
    def number(self) -> int:
        """How many came in between."""
        return len(self.ids)


def list_came(merge: OrganizationMerge) -> Came:
    """Who came in between; those that the merge has moved go back by themselves."""
    names = queries.list_rows(merge.moved.get("names", []))
    keys = {folded(merge.before["merged"]["name"])[:200], *(row.name_key for row in names)}
    moved = set(merge.moved.get("registrations", []))
    rows = [row for row in queries.list_since(merge) if row[0] not in moved]
    typed = [number for number, name, _is_new in rows if folded(name)[:200] in keys]
    others = [number for number, _name, is_new in rows if is_new and number not in set(typed)]
    return Came([*typed, *others], frozenset(typed))


def part(merge: OrganizationMerge, *, act: Act, moves: bool = False) -> None:
    """Both say again what they said, and who came from the merged one comes from there again; who has come since stays.

    Args:
        moves: who has come since and typed a name of the merged one comes from there, too.

    Raises:
        NotMerged: see `check_undoable`.
    """
    queries.list_locked([merge.kept_id, merge.merged_id])
    db.session.refresh(merge)
    check_undoable(merge, at=act.at)
    staying, other, before = merge.kept, merge.merged, merge.before
    typed = sorted(list_came(merge).typed) if moves else []
    if before["kept"]["name"] != staying.name:
        _swap_names(staying, other)
    _write(staying, before["kept"])
    other.stands_for_id = other.name_kind = None
    staying.entered_by_office = bool(before["known"])
    db.session.flush()
    statements.move_back(staying.id, other.id, merge.moved)
    statements.move_people(staying.id, other.id, typed)
    merge.undone_at = act.at
    more = {"moved_registrations": [None, len(typed)]} if typed else {}
    _note((staying, other), "parted", "merged_organization", is_over=True, more=more, act=act)


def are_two(first: Organization, second: Organization, *, act: Act) -> bool:
    """These are two organizations; neither is shown as perhaps the other any more. Whether that is news."""
    queries.list_locked([first.id, second.id])
    if is_known_two(TwoOrganizations, first.id, second.id):
        return False
    note_two(TwoOrganizations, first.id, second.id, at=act.at)
    _note((first, second), "two_organizations", "two_organizations", act=act)
    return True


def _note(
    rows: tuple[Organization, Organization],
    action: str,
    field: str,
    *,
    is_over: bool = False,
    more: Mapping[str, Any] | None = None,
    act: Act,
) -> None:
    def name_of(row: Organization) -> str:
        return row.name

    record_both(act, (action, action), field, rows, name_of=name_of, refer=name_of, is_over=is_over, more=more)
