"""How suggestions are weighed, and how often somebody is written to about them."""

from __future__ import annotations

from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.suggestions.labels import PARTS
from eventmgr.matchmaking.suggestions.models import Across, Often
from eventmgr.matchmaking.suggestions.ranking import Weighing
from eventmgr.tools.web.forms import CodeSelect, Form, IntField, Required

MOST_PER_CENT, MOST_SHARE = 300, 20


class WeighingForm(Form):
    """What counts how much when partners are suggested."""

    topic = IntField(PARTS["topic"], [Required()], least=0, most=MOST_PER_CENT)
    need = IntField(PARTS["need"], [Required()], least=0, most=MOST_PER_CENT)
    words = IntField(PARTS["words"], [Required()], least=0, most=MOST_PER_CENT)
    sector = IntField(PARTS["sector"], [Required()], least=0, most=MOST_PER_CENT)
    across = CodeSelect(_l("Between regions"), [Required()], choices=Across.choices())
    share = IntField(_l("Suggestions for each organization at most"), [Required()], least=1, most=MOST_SHARE)

    def weighing(self) -> Weighing:
        """The typed values as the service takes them."""
        return Weighing(
            topic=self.topic.data or 0,
            need=self.need.data or 0,
            words=self.words.data or 0,
            sector=self.sector.data or 0,
            across=Across(self.across.data),
            share=self.share.data or 1,
        )


class OftenForm(Form):
    """How often a party is written to about new suggestions."""

    often = CodeSelect(_l("E-mails about new suggestions"), [Required()], choices=Often.choices())

    def chosen(self) -> Often:
        """The value as the service takes it."""
        return Often(self.often.data)
