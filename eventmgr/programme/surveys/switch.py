"""What switches questionnaires on at an event."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.event.events.models import EventKind
from eventmgr.ground.db import has_rows
from eventmgr.ground.features import Switch
from eventmgr.ground.i18n import _l
from eventmgr.programme.surveys.models import Survey

SURVEYS = Switch(
    "surveys",
    _l("Questionnaires"),
    _l("Ask participants what they thought of the event, by link or QR code, anonymously if you like."),
    menu.AFTERWARDS,
    kinds=frozenset({EventKind.TRAINING}),
    contents=_l("the questionnaires and their answers"),
    holds=has_rows(Survey),
)
