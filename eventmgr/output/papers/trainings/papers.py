"""The record of a training among the papers."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.ground.features import Paper, Printing
from eventmgr.ground.i18n import _l
from eventmgr.output.papers.trainings.queries import get_record
from eventmgr.programme.training.queries import find_training


def _record(event: Event, lang: str, _printing: Printing) -> bytes:
    from eventmgr.output.papers.trainings import document  # noqa: PLC0415 - loads ReportLab, for documents only

    return document.build(get_record(event, lang), lang=lang)


PAPERS = (
    Paper(
        "training",
        _l("Record of the training"),
        _l("Sessions with hours and attendance, and everybody's hours and certificate."),
        _record,
        opens=("registrations.read",),
        is_personal=True,
        is_for=lambda event: find_training(event.id) is not None,
        grows=True,
    ),
)
