"""What organizers choose for a waiting list."""

from __future__ import annotations

from typing import Any

from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from eventmgr.event.registration.models import WaitingRule
from eventmgr.event.registration.waiting.queries import Moving
from eventmgr.event.registration.waiting.services import MOST_HOURS
from eventmgr.ground.i18n import _l
from eventmgr.tools.web.forms import Form, IntField


class QueuePlanForm(Form):
    """Who comes first, and whether a place is given or offered."""

    rule = RadioField(
        _l("Order of the waiting list"),
        choices=[SelectChoice(rule.value, rule.label) for rule in WaitingRule],
    )
    offer_hours = IntField(
        _l("Hours for which a place is offered"),
        least=1,
        most=MOST_HOURS,
        description=_l(
            "The place is kept until the person accepts it on their own page; after that time it "
            "goes to the next person. Leave empty: the first in line gets the place at once."
        ),
    )

    @classmethod
    def read(cls, moving: Moving) -> dict[str, Any]:
        """The rule of moving up as the form shows it."""
        return {"rule": moving.rule.value, "offer_hours": moving.offer_hours}

    def chosen(self) -> Moving:
        """What was typed, after validation."""
        return Moving(WaitingRule(self.rule.data), self.offer_hours.data)
