"""Letters of invitation among the papers."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.ground.features import Paper, Printing
from eventmgr.ground.i18n import _l
from eventmgr.output.papers.letters.choices import read_whom
from eventmgr.output.papers.letters.queries import get_letters


def _letters(event: Event, lang: str, printing: Printing) -> bytes:
    from eventmgr.output.papers.letters import document  # noqa: PLC0415 - loads ReportLab, for documents only

    return document.build(get_letters(event, lang, read_whom(printing.asked), at=printing.at), lang=lang)


PAPERS = (
    Paper(
        "invitation",
        _l("Letters of invitation"),
        _l("A page for each of those invited, signed by the hosts, with a QR code to the event's page."),
        _letters,
        opens=("quotas.read",),
        is_personal=True,
        is_chosen=True,
        asks=("to",),
    ),
)
