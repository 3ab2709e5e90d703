"""What an organizer types about an action item."""

from __future__ import annotations

from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.outcomes.action_items.services import ActionItemDraft
from eventmgr.matchmaking.outcomes.models import ActionItem, ActionItemStatus
from eventmgr.tools.web.forms import BilingualLine, BilingualText, CodeSelect, DateField, Form, LineField, Required


class ActionItemForm(Form):
    """An action item: what, who, by when."""

    text = BilingualText(_l("Action item"), [Required()], longest=1000)
    owner = BilingualLine(_l("Responsible"), [Required()])
    due_on = DateField(_l("Due on"))
    state = CodeSelect(_l("State"), [Required()])
    note = LineField(_l("Note"), longest=500)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.state.offer(ActionItemStatus.choices())

    def draft(self) -> ActionItemDraft:
        """The typed values as the service takes them."""
        return ActionItemDraft(
            text=self.text.data,
            owner=self.owner.data,
            due_on=self.due_on.data,
            status=ActionItemStatus(self.state.data),
            note=self.note.data or "",
        )


def values_of(action_item: ActionItem) -> dict[str, object]:
    """What the form shows of an existing action item."""
    return {
        "text": action_item.text,
        "owner": action_item.owner,
        "due_on": action_item.due_on,
        "state": action_item.status.value,
        "note": action_item.note,
    }
