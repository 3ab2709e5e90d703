"""What switches training hours on at an event."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.event.events.models import EventKind
from eventmgr.ground.db import has_rows
from eventmgr.ground.features import Switch
from eventmgr.ground.i18n import _l
from eventmgr.programme.training.models import Training

HOURS = Switch(
    "training",
    _l("Training hours"),
    _l("Count the hours that each participant attended, and print certificates."),
    menu.CHECK_IN,
    kinds=frozenset({EventKind.TRAINING}),
    contents=_l("which sessions count, and the hours of each participant"),
    holds=has_rows(Training),
)
