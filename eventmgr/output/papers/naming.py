"""What papers are called that bear another name at visits and trainings. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from eventmgr.event.events.models import EventKind
from eventmgr.ground.enums import Label
from eventmgr.ground.i18n import _l

HANDBOOKS: Mapping[object, Label] = {
    EventKind.STUDY_VISIT: _l("Handbook of the study visit"),
    EventKind.TRAINING: _l("Handbook of the training"),
}
MINUTES: Mapping[object, Label] = {
    EventKind.STUDY_VISIT: _l("Minutes of the study visit"),
    EventKind.TRAINING: _l("Minutes of the training"),
}
