"""Minutes and the brief among the papers."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.ground.features import Paper, Printing
from eventmgr.ground.i18n import _l
from eventmgr.output.papers.naming import MINUTES
from eventmgr.output.papers.proceedings.choices import read_style
from eventmgr.output.papers.proceedings.queries import get_brief, get_minutes


def _minutes(event: Event, lang: str, printing: Printing) -> bytes:
    from eventmgr.output.papers.proceedings import minutes  # noqa: PLC0415 - loads ReportLab, for documents only

    return minutes.build(get_minutes(event, lang), read_style(printing.asked), lang=lang)


def _brief(event: Event, lang: str, printing: Printing) -> bytes:
    from eventmgr.output.papers.proceedings import brief  # noqa: PLC0415 - as above

    return brief.build(get_brief(event, lang, printing), lang=lang)


PAPERS = (
    Paper(
        "minutes",
        _l("Minutes of the event"),
        _l("Agenda, what was agreed, and the lists of people present, excused and in attendance."),
        _minutes,
        opens=("registrations.read",),
        titles=MINUTES,
        is_personal=True,
        asks=("style",),
        is_chosen=True,
    ),
    Paper(
        "brief",
        _l("Brief for leaders"),
        _l("One page: who came from where, the agenda, what was agreed."),
        _brief,
        opens=("registrations.read", "insights.read", "outcomes.read"),
        is_personal=True,
    ),
)
