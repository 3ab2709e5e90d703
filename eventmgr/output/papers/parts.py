"""What a list says of each person, field by field. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from eventmgr.output.papers.contents import Attendee, Roster


def parts_of(roster: Roster, fields: Collection[str]) -> dict[int, Mapping[str, str]]:
    """Number of a registration → field → what the list says; `fields` are columns of the list, beside `name` and `unit`."""
    return {
        one.id: {field: text for field, text in _said(one, part.name).items() if field in fields}
        for part in roster.delegations
        for one in part.people
    }


def _said(one: Attendee, unit: str) -> dict[str, str]:
    return {
        "name": f"{one.name}\n{one.latin}",
        "organization": one.organization,
        "title": one.title,
        "unit": unit,
        "type": one.role,
        "group": one.group,
        "mobile": one.mobile,
    }
