"""When an enquiry is overdue, and what else waits. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from eventmgr.exchange.investment.models import EnquiryState, InvestmentEnquiry

LATE, UNRECORDED = "late", "unrecorded"
"""What waits for the office besides a state: overdue, led to a deal that is not recorded."""
_ANSWER_DAYS = 10
"""After so many days without an answer an enquiry is overdue."""


def late_before(at: datetime) -> datetime:
    """What was asked until then and has no answer is overdue at `at`."""
    return at - timedelta(days=_ANSWER_DAYS)


def is_late(enquiry: InvestmentEnquiry, *, at: datetime) -> bool:
    """Whether it is overdue at `at`."""
    return enquiry.state is EnquiryState.ASKED and enquiry.asked_at is not None and enquiry.asked_at < late_before(at)
