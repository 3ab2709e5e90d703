"""What the trail says of action items."""

from __future__ import annotations

from eventmgr.features import Words
from eventmgr.i18n import _l
from eventmgr.outcomes.action_items.forms import STATES
from eventmgr.outcomes.models import ActionItem

WORDS = (
    Words(
        ActionItem,
        _l("Action item"),
        actions={"moved": _l("moved")},
        fields={
            "text": _l("Text"),
            "owner": _l("Responsible"),
            "due_on": _l("Due"),
            "status": _l("State"),
            "note": _l("Note"),
            "position": _l("Order"),
        },
        values={"status": {state.value: label for state, label in STATES.items()}},
    ),
)
