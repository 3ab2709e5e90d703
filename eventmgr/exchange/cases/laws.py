"""The laws of cases: `eventmgr check` holds an installation against them."""

from __future__ import annotations

from eventmgr.exchange.cases import queries
from eventmgr.exchange.cases.adopting import queries as adopting
from eventmgr.tools.taxonomy import find_topic, sectors


def cases() -> list[str]:
    """What is published says since when and by whose consent; sectors and topics exist."""
    known = {sector.code for sector in sectors()}
    faults = [f"case {number}: published without a date or without consent" for number in queries.list_faulty()]
    for number, codes, topic_ids in queries.iterate_codes():
        faults += [f"case {number}: there is no sector “{code}”" for code in codes if code not in known]
        faults += [f"case {number}: there is no topic “{topic}”" for topic in topic_ids if find_topic(topic) is None]
    return faults


def adoptions() -> list[str]:
    """No organization adopts its own case; what was decided says when."""
    return [f"case adoption {number}: {wrong}" for number, wrong in adopting.list_faulty()]


LAWS = {"cases": cases, "case adoptions": adoptions}
