"""What the trail says of stops; never what visitors wrote."""

from __future__ import annotations

from eventmgr.event.agenda.models import AgendaItem
from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _l

WORDS = (
    Words(
        AgendaItem,
        actions={
            "stop_set": _l("details of the stop set"),
            "batches_proposed": _l("batches proposed"),
            "batches_repaired": _l("batches repaired"),
            "batches_changed": _l("batches changed by hand"),
            "finding_chosen": _l("finding chosen or edited"),
        },
        fields={
            "host": _l("Host of the stop"),
            "address": _l("Address of the stop"),
            "sights": _l("What there is to see"),
            "rules": _l("Requirements of the host"),
            "safety": _l("Further notes"),
            "not_organizations": _l("Organizations not admitted"),
            "not_sectors": _l("Sectors whose companies are not admitted"),
            "not_types": _l("Types of participants not admitted"),
            "admits_abroad": _l("People from abroad are admitted"),
            "batches": _l("Batches"),
            "moved": _l("People moved"),
            "chosen": _l("In the report"),
        },
    ),
)
