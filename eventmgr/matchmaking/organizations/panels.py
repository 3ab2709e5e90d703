"""Places on the pages of organizations that rooms upstairs fill."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from flask import url_for

from eventmgr.event.registration.notes import Link
from eventmgr.ground.features import Panel
from eventmgr.ground.text import folded
from eventmgr.identity.accounts.access import staff_required
from eventmgr.matchmaking.organizations.queries import list_seen_numbers

BESIDE_ORGANIZATIONS = Panel[Callable[[], Link]]("beside the organizations")
"""A button over the list of organizations, for administrators."""


def pages_of(names: Collection[str]) -> Mapping[str, str]:
    """Those of these names that are names of an organization which the reader may see → its page."""
    keys = {name: folded(name) for name in names}
    numbers = list_seen_numbers(staff_required(), set(keys.values()))
    page = "organizations_manage.show"
    return {name: url_for(page, organization_id=numbers[key]) for name, key in keys.items() if key in numbers}
