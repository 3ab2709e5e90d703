"""What can be imported, by key."""

from __future__ import annotations

from typing import Any

from eventmgr.output.imports.agenda.importer import AGENDA
from eventmgr.output.imports.importer import Importer
from eventmgr.output.imports.liaisons.importer import LIAISONS
from eventmgr.output.imports.listings.importer import LISTINGS
from eventmgr.output.imports.models import ImportBatch
from eventmgr.output.imports.organizations.importer import ORGANIZATIONS
from eventmgr.output.imports.people.answers import ANSWERS
from eventmgr.output.imports.people.importer import REGISTRATIONS
from eventmgr.output.imports.people.of_unit import KIND, unit_importer

IMPORTERS: dict[str, Importer[Any]] = {
    importer.key: importer for importer in (REGISTRATIONS, ANSWERS, AGENDA, LIAISONS, ORGANIZATIONS, LISTINGS)
}


def importer_of(batch: ImportBatch) -> Importer[Any]:
    """What the import is of."""
    return IMPORTERS.get(batch.kind) or unit_importer(batch.kind.removeprefix(KIND))
