"""What the trail says of saved tables."""

from __future__ import annotations

from eventmgr.features import Words
from eventmgr.figures.choosing import say_choices
from eventmgr.figures.models import SavedTable
from eventmgr.i18n import _l

WORDS = (
    Words(
        SavedTable,
        _l("Saved table"),
        fields={"choices": _l("Choice"), "is_shared": _l("Shared")},
        say={"choices": say_choices},
    ),
)
