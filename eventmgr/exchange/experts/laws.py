"""The laws of experts: `eventmgr check` holds an installation against them."""

from __future__ import annotations

from eventmgr.exchange.experts import queries
from eventmgr.exchange.experts.models import PARTS
from eventmgr.tools.taxonomy import find_sector, find_topic


def experts() -> list[str]:
    """Sectors and topics exist, and what is shown is something that can be shown."""
    faults = []
    for number, codes, topic_ids, shown in queries.iterate_codes():
        faults += [f"expert {number}: there is no sector “{code}”" for code in codes if find_sector(code) is None]
        faults += [f"expert {number}: there is no topic “{topic}”" for topic in topic_ids if find_topic(topic) is None]
        faults += [f"expert {number}: “{part}” cannot be shown" for part in shown if part not in PARTS]
    return faults


LAWS = {"experts": experts}
