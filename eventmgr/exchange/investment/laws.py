"""What enquiries are held against."""

from __future__ import annotations

from eventmgr.exchange.investment.enquiries import queries


def enquiries() -> list[str]:
    """Nobody is shown without having agreed, and dates go with states."""
    return [f"enquiry {number} about an offer: {words}" for number, words in queries.list_faulty()]


LAWS = {"enquiries about investment offers": enquiries}
