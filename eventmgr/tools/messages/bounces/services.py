"""An e-mail that came back is known as such; twice is no fault."""

from __future__ import annotations

from eventmgr.tools.messages import statements
from eventmgr.tools.messages.bounces.reading import read_report


def note(raw: bytes) -> bool:
    """Whether the message reports that one of ours, which had been sent, came back: its state and reason say so from
    now on."""
    report = read_report(raw)
    return report is not None and statements.note_bounced(report.message_id, report.reason or "550")
