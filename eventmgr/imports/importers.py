"""What can be imported, by key."""

from __future__ import annotations

from eventmgr.imports.agenda.importer import AGENDA
from eventmgr.imports.importer import Importer
from eventmgr.imports.models import ImportBatch
from eventmgr.imports.people.answers import ANSWERS
from eventmgr.imports.people.importer import REGISTRATIONS

IMPORTERS = {importer.key: importer for importer in (REGISTRATIONS, ANSWERS, AGENDA)}


def importer_of(batch: ImportBatch) -> Importer:
    """What the import is of."""
    return IMPORTERS[batch.kind]
