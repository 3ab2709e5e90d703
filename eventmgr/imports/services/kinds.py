"""What can be imported, by key."""

from __future__ import annotations

from typing import Any

from eventmgr.imports.agenda.importer import AGENDA
from eventmgr.imports.importer import Importer
from eventmgr.imports.liaisons.importer import LIAISONS
from eventmgr.imports.listings.importer import LISTINGS
from eventmgr.imports.models import ImportBatch
from eventmgr.imports.organizations.importer import ORGANIZATIONS
from eventmgr.imports.people.answers import ANSWERS
from eventmgr.imports.people.importer import REGISTRATIONS
from eventmgr.imports.people.of_unit import KIND, unit_importer

IMPORTERS: dict[str, Importer[Any]] = {
    importer.key: importer for importer in (REGISTRATIONS, ANSWERS, AGENDA, LIAISONS, ORGANIZATIONS, LISTINGS)
}


def importer_of(batch: ImportBatch) -> Importer[Any]:
    """What the import is of."""
    return IMPORTERS.get(batch.kind) or unit_importer(batch.kind.removeprefix(KIND))
