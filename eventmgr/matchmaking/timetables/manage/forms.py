"""What organizers type about timetables."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from eventmgr.ground.i18n import _, _l
from eventmgr.matchmaking.meeting_plans.models import Stage
from eventmgr.matchmaking.timetables.models import CHANGEABLE, TimetableDraft
from eventmgr.matchmaking.timetables.search import ALL, LOCKED
from eventmgr.matchmaking.timetables.services import Order
from eventmgr.tools.web.forms import CodeSelect, Form, IntField, Required

_MOST_SEED = 1_000_000


class OrderForm(Form):
    """Orders a new draft of the timetable."""

    seconds = CodeSelect(
        _l("Time for the search"),
        [Required()],
        choices=(
            ("5", _l("5 seconds")),
            ("20", _l("20 seconds")),
            ("60", _l("1 minute")),
            ("120", _l("2 minutes")),
        ),
        description=_l("It ends earlier once nothing better is possible. Large events benefit from more time."),
    )
    base = CodeSelect(_l("Start from"), blank=_l("nothing: place everything again"))
    keeps = CodeSelect(
        _l("From that draft"),
        [Required()],
        choices=(
            (LOCKED, _l("keep the locked meetings, place all others again")),
            (ALL, _l("keep every meeting, place only the rest")),
        ),
    )
    seed = IntField(
        _l("Number of the draft"),
        most=_MOST_SEED,
        description=_l("The same number searches in the same way; another one may find something else."),
    )

    def prepare(self, drafts: Sequence[TimetableDraft]) -> None:
        """Which drafts there are to start from."""
        self.base.offer(
            [
                (str(draft.number), _("Draft %(number)s", number=draft.number))
                for draft in drafts
                if draft.state in CHANGEABLE
            ]
        )

    def order(self) -> Order:
        """The order as it was typed."""
        base = int(self.base.data) if self.base.data else None
        return Order(int(self.seconds.data or 0), int(self.seed.data or 0), base, str(self.keeps.data))


class PlaceForm(Form):
    """Where one meeting is to be held; only what the judge calls free is offered."""

    starts_at = CodeSelect(_l("Time"), [Required()])
    table = CodeSelect(_l("Table"), blank=_l("any that is free"))


class PublishForm(Form):
    """At which stage a draft is published."""

    stage = RadioField(_l("Publish the timetable"), [Required()])

    def prepare(self, stage: Stage) -> None:
        """A final timetable does not become provisional again."""
        provisional = (
            Stage.PROVISIONAL.value,
            _("provisionally: every organization sees its own meetings, times may still change"),
        )
        final = (Stage.FINAL.value, _("finally: organizations see all meetings with tables, calendars are confirmed"))
        offered = [final] if stage is Stage.FINAL else [provisional, final]
        self.stage.choices = [SelectChoice(*one) for one in offered]
        self.stage.data = self.stage.data or offered[0][0]
