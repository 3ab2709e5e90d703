"""Which columns a sheet of liaisons may have, and what its rows mean: one person each, by unit and place. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from eventmgr.event.delegations.board.labels import COVERED, FIELDS
from eventmgr.event.delegations.models import Place
from eventmgr.ground.i18n import language
from eventmgr.ground.masking import mask_email, mask_mobile
from eventmgr.ground.sentences import Sentence, _l
from eventmgr.ground.text import folded
from eventmgr.output.imports.people.fields import PARSERS, SYNONYMS, said_in_both
from eventmgr.tools.sheets import Compared, Existing, Field, Record
from eventmgr.tools.sheets.values import Parser, choice, text
from eventmgr.tools.taxonomy import get_unit

_SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "unit": (*SYNONYMS["unit"], *SYNONYMS["province"], "省（区、市）", "地区或单位"),
    "place": ("类别", "联络员类别", "身份", "角色", "职责", "Role", "Kind"),
    "name": ("姓名", "联络员", "联络员姓名", "联系人", "联系人姓名", "Liaison", "Contact", "Contact person"),
    "office": (
        *("工作单位", "单位", "单位及部门", "部门", "处室", "所在部门", "单位名称"),
        *("Organization", "Department", "Office"),
    ),
    "title": SYNONYMS["title"],
    "mobile": SYNONYMS["mobile"],
    "email": SYNONYMS["email"],
}
_PLACE_WORDS = {
    Place.LIAISON: ("联络员", "第一联络员", "主联络员", "联系人", "Liaison", "Contact", "First"),
    Place.DEPUTY: ("副联络员", "第二联络员", "备用联络员", "备份联络员", "Deputy", "Deputy liaison", "Second"),
}
_COVER: Mapping[str, Callable[[str], str]] = {"mobile": mask_mobile, "email": mask_email}
NOT_INVITED = _l("“%(value)s” is not invited to this event. Invite the delegation in the settings first.")
TOO_MANY = _l("A delegation has one liaison and one deputy. Row %(row)s already names the second of them.")
UNREACHABLE = _l("Enter a mobile number or an e-mail address, better both.")
SAME_MAILBOX = _l("Row %(row)s of the same delegation already has this e-mail address. Enter another one.")


def fields() -> tuple[Field, ...]:
    """The fields of a sheet of liaisons."""
    parsers: dict[str, Parser] = {
        "place": choice({place.value: (*said_in_both(place.label), *_PLACE_WORDS[place]) for place in Place}),
        "office": partial(text, most=200),
        "title": partial(text, most=100),
    }
    return tuple(
        Field(key, (*said_in_both(label), *_SYNONYMS[key]), parsers.get(key) or PARSERS[key], key in ("unit", "name"))
        for key, label in FIELDS.items()
    )


def missing(given: Collection[str]) -> tuple[str, ...]:
    """Fields that no column has, without which no row can be told what it means."""
    return tuple(key for key in ("unit", "name") if key not in given)


def keys(values: Mapping[str, Any]) -> Iterator[Hashable]:
    """By which a row means somebody who is there: unit and place."""
    if values.get("unit") and values.get("place"):
        yield values["unit"], values["place"]


def settle(
    records: Sequence[Record], existing: Sequence[Existing], _decisions: Mapping[int, str], *, invited: frozenset[str]
) -> list[Record]:
    """The rows with the place that each means. Where no cell says it: whose name stands there already keeps the place, else
    the first row of a unit is the liaison, the second the deputy."""
    there = {(one.values["unit"], one.values["place"]): one.values for one in existing}
    rows: dict[str, list[int]] = {}
    mailboxes: dict[tuple[str, str], int] = {}
    settled = []
    for record in records:
        values, errors = dict(record.values), dict(record.errors)
        unit = values.get("unit", "")
        if unit and unit not in invited:
            errors.setdefault("unit", NOT_INVITED.about(value=get_unit(unit).name(language())))
        elif unit and "place" not in errors:
            earlier = rows.setdefault(unit, [])
            if len(earlier) > 1:
                errors.setdefault("name", TOO_MANY.about(row=earlier[1]))
            else:
                values.setdefault("place", _place(values, there, is_second=bool(earlier)))
            earlier.append(record.number)
        _check_reachable(values, there, errors, mailboxes, record.number)
        settled.append(replace(record, values=values, errors=errors))
    return settled


def _place(values: Mapping[str, Any], there: Mapping[tuple[str, str], Mapping[str, Any]], *, is_second: bool) -> str:
    unit, name = values["unit"], folded(values.get("name", ""))
    named = [
        place.value for place in Place if name and folded(there.get((unit, place.value), {}).get("name", "")) == name
    ]
    return named[0] if named else (Place.DEPUTY if is_second else Place.LIAISON).value


def _check_reachable(
    values: Mapping[str, Any],
    there: Mapping[tuple[str, str], Mapping[str, Any]],
    errors: dict[str, Sentence | str],
    mailboxes: dict[tuple[str, str], int],
    number: int,
) -> None:
    unit, known = values.get("unit", ""), there.get((values.get("unit", ""), values.get("place", "")), {})
    if not any((values.get(key) or known.get(key) or key in errors) for key in COVERED):
        errors.setdefault("mobile", UNREACHABLE)
    if values.get("email"):
        earlier = mailboxes.setdefault((unit, values["email"].lower()), number)
        if earlier != number:
            errors.setdefault("email", SAME_MAILBOX.about(row=earlier))


def said(key: str, value: Any) -> str:
    """A value as people read it."""
    if value in (None, ""):
        return "—"
    if key == "unit":
        return get_unit(value).name(language())
    return str(Place(value).label) if key == "place" else str(value)


def said_before(key: str, value: Any) -> str:
    """The same of a value that is there: numbers and addresses are covered."""
    return _COVER[key](value) if key in _COVER and value else said(key, value)


def heading(row: Compared) -> tuple[str, str]:
    """Whom a row names, and for which delegation."""
    both = {**row.there, **row.record.values}
    unit = str(both.get("unit", ""))
    return str(both.get("name", "")), get_unit(unit).name(language()) if unit else ""
