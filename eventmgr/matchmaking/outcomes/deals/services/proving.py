"""Files that prove something of a deal: added and deleted."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.outcomes.deals import queries
from eventmgr.matchmaking.outcomes.deals.services.recording import hold_deal, name_of
from eventmgr.matchmaking.outcomes.models import Deal, Evidence, Stage
from eventmgr.tools.log.services import Act, record
from eventmgr.tools.uploads.checking import CheckedFile

MOST_FILES = 20
"""Of one deal."""


def add_evidence(event: Event, deal: Deal, file: CheckedFile, stage: Stage, *, act: Act) -> Evidence:
    """A file is kept, sealed.

    Raises:
        Refusal: the deal has too many.
    """
    hold_deal(event, deal)
    if len(queries.list_evidence([deal.id])) >= MOST_FILES:
        raise Refusal(_("A deal may have at most %(num)s files.", num=MOST_FILES), field="file")
    made = Evidence.of(file, at=act.at, deal_id=deal.id, stage=stage)
    db.session.add(made)
    db.session.flush()
    deal.changed_at = act.at
    told = {"file": [None, made.filename], "stage": [None, stage.value]}
    record(act, "evidence_added", deal, event_id=event.id, object_name=name_of(deal), changes=told)
    return made


def remove_evidence(event: Event, deal: Deal, evidence: Evidence, *, act: Act) -> None:
    """Delete a file of the deal and record it."""
    hold_deal(event, deal)
    deal.changed_at = act.at
    told = {"file": [evidence.filename, None]}
    record(act, "evidence_removed", deal, event_id=event.id, object_name=name_of(deal), changes=told)
    db.session.delete(evidence)
