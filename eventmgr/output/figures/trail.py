"""What the trail says of saved tables."""

from __future__ import annotations

from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _l
from eventmgr.output.figures.models import SavedTable
from eventmgr.output.figures.tables.choosing import say_choices

WORDS = (
    Words(
        SavedTable,
        _l("Saved table"),
        fields={"choices": _l("Choice"), "is_shared": _l("Shared")},
        say={"choices": say_choices},
    ),
)
