"""What organizers type about a stop and its findings, and what visitors write."""

from __future__ import annotations

from typing import Any, Self

from wtforms import BooleanField

from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _l, language
from eventmgr.ground.text import organization_name
from eventmgr.programme.study_visits.models import StopRule, VisitFinding, VisitStop
from eventmgr.programme.study_visits.services import StopDraft
from eventmgr.tools.taxonomy import choices_sectors
from eventmgr.tools.web.fields.codes import CodeMultiSelect
from eventmgr.tools.web.forms import BilingualLine, BilingualText, Form, IntField, TextField

MOST_CHARACTERS = 1000


class StopForm(Form):
    """A stop of a study visit."""

    host = BilingualLine(_l("Host of the stop"), longest=200)
    address = BilingualLine(_l("Address of the stop"), longest=200)
    capacity = IntField(_l("How many people the host can take at once"), least=1, most=10_000)
    sights = BilingualText(_l("What there is to see"), longest=2000)
    rules = CodeMultiSelect(_l("Requirements of the host"))
    safety = BilingualText(_l("Further notes"), longest=1000)
    not_organizations = TextField(_l("Organizations not admitted"), longest=4000)
    not_sectors = CodeMultiSelect(_l("Sectors whose companies are not admitted"))
    not_types = CodeMultiSelect(_l("Types of participants not admitted"))
    admits_abroad = BooleanField(_l("People from abroad are admitted"))

    def of_event(self, event: Event) -> Self:
        """With the types of participants of that event."""
        self.rules.offer(StopRule.choices())
        self.not_sectors.offer(choices_sectors(language()))
        self.not_types.offer(list(types_of(event).names(language()).items()))
        return self

    def draft(self) -> StopDraft:
        """The stop as it was typed."""
        lines = (organization_name(line) for line in (self.not_organizations.data or "").splitlines())
        return StopDraft(
            host=self.host.data or {},
            address=self.address.data or {},
            capacity=self.capacity.data,
            sights=self.sights.data or {},
            rules=tuple(self.rules.data or ()),
            safety=self.safety.data or {},
            not_organizations=tuple(dict.fromkeys(line for line in lines if line)),
            not_sectors=tuple(self.not_sectors.data or ()),
            not_types=tuple(self.not_types.data or ()),
            admits_abroad=bool(self.admits_abroad.data),
        )


def values_of(stop: VisitStop | None) -> dict[str, Any]:
    """What the form shows of a stop."""
    if stop is None:
        return {"admits_abroad": True}
    names = ("host", "address", "capacity", "sights", "rules", "safety", "not_sectors", "not_types", "admits_abroad")
    return {name: getattr(stop, name) for name in names} | {"not_organizations": "\n".join(stop.not_organizations)}


class FindingForm(Form):
    """What somebody found at a stop."""

    saw = TextField(_l("What I saw"), longest=MOST_CHARACTERS)
    adopt = TextField(_l("What is worth adopting"), longest=MOST_CHARACTERS)

    @classmethod
    def of(cls, finding: VisitFinding | None) -> FindingForm:
        """With what was written before."""
        return cls(data={"saw": finding.seen, "adopt": finding.adopt} if finding is not None else {})


class ChoiceForm(Form):
    """A finding for the report."""

    chosen = BooleanField(_l("In the report"))
    edited = TextField(_l("Text for the report"), longest=2000)
