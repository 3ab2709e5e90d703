"""Where sheets are imported, and by whom: the office at its event or for the whole site, a liaison for the own unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import request

from eventmgr.event.delegations.access import act_of, liaison_here
from eventmgr.event.delegations.services import check_changing
from eventmgr.event.events.access import event_for
from eventmgr.event.events.models import Event
from eventmgr.ground import clock
from eventmgr.ground.i18n import localized
from eventmgr.identity.accounts.access import act_now, admin_required
from eventmgr.output.imports.importer import SITE, Importer, Scope
from eventmgr.output.imports.people.of_unit import unit_importer
from eventmgr.tools.log.services import Act
from eventmgr.tools.web.rate_limits.limits import limit

_MOST_AN_HOUR = 200
"""So often a liaison may send something."""


@dataclass(frozen=True)
class Desk:
    """Where somebody imports what, and in whose name."""

    importer: Importer[Any]
    scope: Scope
    here: Mapping[str, Any]
    """What the address of a page has of where it is."""
    act: Callable[[], Act] = act_now
    is_office: bool = True
    """Not a liaison, who imports people of the own unit alone."""

    @property
    def place(self) -> str:
        """The title of the event, or the name of the site's list, that rows are imported into."""
        return localized(self.scope.title) if isinstance(self.scope, Event) else str(self.importer.wording.list_name)

    def template(self, page: str) -> str:
        """The template of a page in the reader's frame."""
        return f"output/imports/{'manage' if self.is_office else 'unit'}/{page}.html"


Opener = Callable[..., Desk]
"""The desk at an address, for those who may import there."""


def office(importer: Importer[Any], slug: str | None = None) -> Desk:
    """That of the event of the page, or of the whole site."""
    if slug is None:
        admin_required()
        return Desk(importer, SITE, {})
    return Desk(importer, event_for(slug, importer.permission), {"slug": slug})


def liaison(slug: str, unit_code: str) -> Desk:
    """That of a unit; as long as its liaison may change the list, something can be sent: whoever is on it is corrected
    also when nobody new can be entered any more.

    Raises:
        Refusal: not now.
    """
    here = liaison_here(slug, unit_code)
    if request.method == "POST":
        limit(f"unit-import:{here.id}", most=_MOST_AN_HOUR, per_seconds=3600, at=clock.now())
        check_changing(here.event, at=clock.now())
    address = {"slug": slug, "unit_code": unit_code}
    return Desk(unit_importer(unit_code), here.event, address, partial(act_of, here), is_office=False)
