"""What organizers write as a short message."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField

from eventmgr.ground.i18n import _l
from eventmgr.office.mailings.models import ShortMessage
from eventmgr.office.mailings.texts.services import Draft
from eventmgr.tools.web.forms import BilingualText, Form, LineField

LONGEST = 500


class ShortMessageForm(Form):
    """Text, and whether it is necessary."""

    text = BilingualText(
        _l("Text"),
        longest=LONGEST,
        description=_l("With the placeholders below. Each reader gets their own language where available."),
    )
    is_necessary = BooleanField(
        _l("Necessary for taking part"),
        description=_l("For example another place or time. It also goes to people who want no messages."),
    )
    necessity = LineField(
        _l("Why it is necessary"), longest=200, description=_l("For necessary messages only; kept in the change log.")
    )

    def draft(self) -> Draft:
        """The short message as it was typed."""
        return Draft(
            text=dict(self.text.data or {}),
            is_necessary=bool(self.is_necessary.data),
            necessity=self.necessity.data or "",
        )

    @staticmethod
    def read(message: ShortMessage) -> dict[str, Any]:
        """The draft as the form shows it."""
        return {"text": dict(message.text), "is_necessary": message.is_necessary, "necessity": message.necessity}
