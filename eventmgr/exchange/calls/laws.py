"""The laws of calls for cases: `eventmgr check` holds an installation against them."""

from __future__ import annotations

from eventmgr.exchange.calls import queries


def case_scores() -> list[str]:
    """The average of a submission is that of its scores."""
    return [f"submission {number}: its average is not that of its scores" for number in queries.list_misjudged()]


LAWS = {"case_scores": case_scores}
