"""Persons and organizations that nothing refers to any more."""

from __future__ import annotations

from datetime import datetime, timedelta

from eventmgr.ground.features import Due, Period
from eventmgr.ground.i18n import _l
from eventmgr.identity.directory import queries, statements
from eventmgr.identity.directory.models import Organization, Person

_UNUSED_FOR = timedelta(days=1)


def _list_due(at: datetime) -> list[Due]:
    before = at - _UNUSED_FOR
    n = queries.count_unused(Person, before) + queries.count_unused(Organization, before)
    return [Due("", before, n)] if n else []


def _delete(at: datetime, limit: int) -> int:
    """Persons first: their organizations may be free then, and follow with the next step."""
    persons = queries.list_unused(Person, at - _UNUSED_FOR, limit)
    organizations = [] if persons else queries.list_unused(Organization, at - _UNUSED_FOR, limit)
    statements.delete_unused(persons=persons, organizations=organizations)
    return limit if persons else len(organizations)


PERIODS = (Period("persons", _l("Persons and organizations without a registration"), _list_due, _delete),)
