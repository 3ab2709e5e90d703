"""What a list says of each person, field by field. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from eventmgr.output.papers.contents import Attendee, Roster


def parts_of(roster: Roster, fields: Collection[str]) -> dict[int, Mapping[str, str]]:
    """Number of a registration → field → what the list says; `fields` are columns of the list, beside `name` and
    `unit`."""
    return {
        one.id: {field: text for field, text in _part_of(one, part.name).items() if field in fields}
        for part in roster.delegations
        for one in part.people
    }


def _part_of(attendee: Attendee, unit: str) -> dict[str, str]:
    return {
        "name": f"{attendee.name}\n{attendee.latin}",
        "organization": attendee.organization,
        "title": attendee.title,
        "unit": unit,
        "type": attendee.role,
        "group": attendee.group,
        "mobile": attendee.mobile,
    }
