"""Writing suggestions, all of an event at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert

from eventmgr.ground.db import db, insert_into
from eventmgr.matchmaking.suggestions.models import (
    ListingVerdict,
    PartnerOpinion,
    PartnerSuggestion,
    SuggestionChoice,
    SuggestionRun,
)


def replace_suggestions(
    event_id: int,
    suggestions: Sequence[Mapping[str, Any]],
    verdicts: Sequence[Mapping[str, Any]],
    *,
    since: Mapping[tuple[int, int], datetime],
    at: datetime,
) -> None:
    """These stand instead of what stood.

    Args:
        since: (demand, supply) → since when the two have been shown, where they have.
    """
    rows = [
        {**row, "event_id": event_id, "found_at": since.get((row["demand_id"], row["supply_id"]), at)}
        for row in suggestions
    ]
    db.session.execute(delete(PartnerSuggestion).where(PartnerSuggestion.event_id == event_id))
    db.session.execute(delete(ListingVerdict).where(ListingVerdict.event_id == event_id))
    if rows:
        db.session.execute(insert(PartnerSuggestion), rows)
    if verdicts:
        db.session.execute(insert(ListingVerdict), [{**row, "event_id": event_id} for row in verdicts])
    db.session.expire_all()


def set_run(event_id: int, values: Mapping[str, Any]) -> None:
    """Write what is known of the event's last comparison."""
    statement = insert_into(SuggestionRun).values(
        {"event_id": event_id, "stamp": "", "listings": 0, "most_before": 0, "most": 0, **values}
    )
    db.session.execute(statement.on_conflict_do_update(index_elements=["event_id"], set_=dict(values)))
    db.session.expire_all()


def set_choice(party_ids: Collection[int], values: Mapping[str, Any], *, default: Any) -> None:
    """Write how often parties are written to, or when they were."""
    for party_id in party_ids:
        statement = insert_into(SuggestionChoice).values({"party_id": party_id, "often": default, **values})
        db.session.execute(statement.on_conflict_do_update(index_elements=["party_id"], set_=dict(values)))
    db.session.expire_all()


def delete_opinion(party_id: int, other_id: int) -> None:
    """The one has said nothing of the other."""
    own = (PartnerOpinion.party_id == party_id, PartnerOpinion.other_id == other_id)
    db.session.execute(delete(PartnerOpinion).where(*own))
