"""The handbook among the papers."""

from __future__ import annotations

from collections.abc import Mapping

from eventmgr.event.events.models import Event
from eventmgr.ground.features import Paper, Printing
from eventmgr.ground.i18n import _l
from eventmgr.on_site.logistics.labels import READ as LOGISTICS
from eventmgr.output.papers.handbook.queries import COLUMNS, get_book
from eventmgr.output.papers.naming import HANDBOOKS
from eventmgr.output.papers.parts import parts_of
from eventmgr.output.papers.queries import get_roster


def _handbook(event: Event, lang: str, printing: Printing) -> bytes:
    from eventmgr.output.papers.handbook import document  # noqa: PLC0415 - loads ReportLab, for documents only

    return document.build(get_book(event, lang, printing.people, sees=printing.sees), lang=lang)


def _of_handbook(event: Event, lang: str, printing: Printing) -> Mapping[int, Mapping[str, str]]:
    return parts_of(get_roster(event, lang, COLUMNS, people=printing.people), ("name", "unit", *COLUMNS.columns))


PAPERS = (
    Paper(
        "handbook",
        _l("Handbook"),
        _l(
            "Cover, contents, notes, schedule, agenda, participants, groups and contacts in one, in parts that you choose."
        ),
        _handbook,
        opens=("registrations.read",),
        titles=HANDBOOKS,
        also={LOGISTICS: _l("rooms and rides")},
        is_personal=True,
        is_chosen=True,
        parts=_of_handbook,
    ),
)
