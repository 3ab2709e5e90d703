"""What the rows of a sheet of liaisons mean: one person each, by unit and place."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from eventmgr.event.delegations.board.labels import COVERED
from eventmgr.event.delegations.models import Place
from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import language
from eventmgr.ground.sentences import Sentence, _l
from eventmgr.ground.text import folded
from eventmgr.tools.sheets import Compared, Existing, Record
from eventmgr.tools.taxonomy import get_unit

NOT_INVITED = _l("“%(value)s” is not invited to this event. Invite the delegation in the settings first.")
TOO_MANY = _l("A delegation has one liaison and one deputy. Row %(row)s already names the second of them.")
UNREACHABLE = _l("Enter a mobile number or an e-mail address, better both.")
SAME_MAILBOX = _l("Row %(row)s of the same delegation already has this e-mail address. Enter another one.")


def keys(values: Mapping[str, Any]) -> Iterator[Hashable]:
    """By which a row means somebody who is there: unit and place."""
    if values.get("unit") and values.get("place"):
        yield values["unit"], values["place"]


def settle(
    event: Event, records: Sequence[Record], existing: Sequence[Existing], _decisions: Mapping[int, str]
) -> list[Record]:
    """The rows with the place that each means. Where no cell says it: whose name stands there already keeps the place,
    else the first row of a unit is the liaison, the second the deputy."""
    invited = {unit.unit_code for unit in event.units}
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


def heading(row: Compared) -> tuple[str, str]:
    """Whom a row names, and for which delegation."""
    both = {**row.there, **row.record.values}
    unit = str(both.get("unit", ""))
    return str(both.get("name", "")), get_unit(unit).name(language()) if unit else ""
