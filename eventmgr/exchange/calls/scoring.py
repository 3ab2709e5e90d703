"""What the scores of a submission come to. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from eventmgr.exchange.calls.models import CaseScore, Criterion


def averaged(scores: Sequence[CaseScore]) -> tuple[int, int]:
    """(average of all scores in hundredths, by how many reviewers), without those who have an interest."""
    counted = [score for score in scores if not score.has_interest]
    points = sum(getattr(score, one.value) for score in counted for one in Criterion)
    return (round(100 * points / (len(Criterion) * len(counted))), len(counted)) if counted else (0, 0)
