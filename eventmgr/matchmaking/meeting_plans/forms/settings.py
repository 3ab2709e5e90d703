"""What holds for all meetings, for sides and types, and rules of coverage."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from wtforms import BooleanField

from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.events.models import Event
from eventmgr.ground.columns import label_of
from eventmgr.ground.i18n import _, _l, format_span, language, localized
from eventmgr.matchmaking.meeting_plans.labels import ACROSS, EACH
from eventmgr.matchmaking.meeting_plans.models import MeetingPlan, PartyKind
from eventmgr.matchmaking.meeting_plans.pairs import KIND, SIDE, kind_key, side_key
from eventmgr.matchmaking.meeting_plans.services import Settings
from eventmgr.tools.web.forms import (
    CodeMultiSelect,
    CodeSelect,
    Form,
    InstantField,
    IntField,
    Required,
)

MOST_MEETINGS = 100


class SettingsForm(Form):
    """What holds for all meetings of an event."""

    asks_from = InstantField(
        label_of(MeetingPlan.asks_from),
        description=_l("From then on organizations see each other and ask for meetings. Leave empty: not yet."),
    )
    asks_until = InstantField(
        label_of(MeetingPlan.asks_until),
        description=_l("Until then they ask and answer. Leave empty: until the first meetings begin."),
    )
    answer_days = IntField(
        label_of(MeetingPlan.answer_days),
        [Required()],
        most=60,
        description=_l("A request that nobody answers by then expires. 0: when requests close."),
    )
    maximum = IntField(
        label_of(MeetingPlan.maximum),
        [Required()],
        least=1,
        most=MOST_MEETINGS,
        description=_l("For all, unless set otherwise for the type or the organization."),
    )
    minimum = IntField(
        label_of(MeetingPlan.minimum),
        [Required()],
        most=MOST_MEETINGS,
        description=_l("The timetable gives everybody this many first, as far as their accepted requests allow."),
    )
    across_weight = IntField(
        label_of(MeetingPlan.across_weight),
        [Required()],
        most=10,
        description=_l(
            "How much more weight the timetable gives a meeting between two sides than one within a side. 0: the same."
        ),
    )
    spread = IntField(
        label_of(MeetingPlan.spread),
        most=50,
        description=_l("Maximum difference in the number of breaks between any two people. Leave empty: no limit."),
    )
    keeps_groups_apart = BooleanField(label_of(MeetingPlan.keeps_groups_apart))
    common_items = CodeMultiSelect(
        label_of(MeetingPlan.common_items),
        description=_l(
            "The plenary, for example. Speakers, chairs and people of groups are left out of meetings during their own items in any case."
        ),
    )

    def prepare(self, event: Event, items: list[AgendaItem]) -> None:
        """On the event's clock; the items of its agenda."""
        self.asks_from.zone = self.asks_until.zone = event.timezone
        spoken = language()
        self.common_items.offer(
            [
                (
                    str(item.id),
                    f"{format_span(item.starts_at, item.ends_at, event.timezone, spoken)} {localized(item.title)}",
                )
                for item in items
            ]
        )

    def settings(self) -> Settings:
        """The settings of the meetings as typed."""
        return Settings(
            self.asks_from.data,
            self.asks_until.data,
            int(self.answer_days.data or 0),
            int(self.maximum.data or 0),
            int(self.minimum.data or 0),
            int(self.across_weight.data or 0),
            self.spread.data,
            bool(self.keeps_groups_apart.data),
            tuple(int(number) for number in self.common_items.data or ()),
        )


def settings_data(plan: MeetingPlan, items: list[AgendaItem]) -> dict[str, Any]:
    """What the form of the settings shows."""
    there = {item.id for item in items}
    values = {field.name: getattr(plan, field.name) for field in fields(Settings)}
    return values | {"common_items": [str(number) for number in plan.common_items if number in there]}


class RulesForm(Form):
    """Who may meet whom, by side and by type; limits of single types. Its fields of types are made for the six
    types."""

    sides = CodeMultiSelect(_l("By side"))
    kinds = CodeMultiSelect(_l("By type"))

    def prepare(self, event: Event) -> None:
        """Pairs of the event's sides, and of types."""
        sides = {side_key(str(one.id)): localized(one.name) for one in event.region_sets}
        self.sides.offer(_pairs_of(sides))
        self.kinds.offer(_pairs_of({kind_key(kind.value): str(kind.label) for kind in PartyKind}))

    def pairs(self) -> list[list[str]]:
        """What was ticked, as the plan keeps it; everything ticked means no rule."""
        chosen: list[list[str]] = []
        for field in (self.sides, self.kinds):
            codes = field.data or []
            if len(codes) < len(field.codes()):
                chosen += [code.split("+") for code in codes]
        return chosen

    def limits(self) -> dict[str, dict[str, int]]:
        """Type → what is set for it."""
        limits: dict[str, dict[str, int]] = {}
        for kind in PartyKind:
            for name in ("maximum", "minimum"):
                number = self[f"{name}_{kind.value}"].data
                if number is not None:
                    limits.setdefault(kind.value, {})[name] = number
        return limits


for _kind in PartyKind:
    for _name, _least in (("maximum", 1), ("minimum", 0)):
        _words = (
            _l("%(kind)s, most", kind=_kind.label)
            if _name == "maximum"
            else _l("%(kind)s, guaranteed", kind=_kind.label)
        )
        setattr(RulesForm, f"{_name}_{_kind.value}", IntField(_words, least=_least, most=MOST_MEETINGS))


def rules_data(plan: MeetingPlan, event: Event) -> dict[str, Any]:
    """What the form of the rules shows; without a rule every pair is ticked."""
    form_pairs = {"sides": SIDE, "kinds": KIND}
    known = {"+".join(sorted(pair)) for pair in plan.pairs}
    keys = {
        "sides": [side_key(str(one.id)) for one in event.region_sets],
        "kinds": [kind_key(kind.value) for kind in PartyKind],
    }
    data: dict[str, Any] = {}
    for name, dimension in form_pairs.items():
        codes = [code for code, _words in _pairs_of({key: key for key in keys[name]})]
        ruled = [code for code in codes if "+".join(sorted(code.split("+"))) in known]
        data[name] = ruled if any(key.startswith(f"{dimension}:") for pair in plan.pairs for key in pair) else codes
    for kind, values in plan.limits.items():
        data |= {f"{name}_{kind}": number for name, number in values.items()}
    return data


def _pairs_of(keys: dict[str, str]) -> list[tuple[str, str]]:
    names = list(keys)
    return [
        (f"{first}+{second}", f"{keys[first]} — {keys[second]}")
        for at, first in enumerate(names)
        for second in names[at:]
    ]


class CoverageForm(Form):
    """A rule of coverage: who meets at least how many."""

    each = CodeSelect(_l("Who"), [Required()], choices=tuple(EACH.items()))
    at_least = IntField(_l("At least"), [Required()], least=1, most=MOST_MEETINGS)
    across = CodeSelect(
        _l("With organizations"), choices=tuple((code, word) for code, word in ACROSS.items() if code), blank=ACROSS[""]
    )
    distinct = BooleanField(
        _l("Count different provinces instead of meetings"),
        description=_l("“Each province meets 3 others”. For organizations of another province only."),
    )

    def rule(self) -> dict[str, Any] | None:
        """What was typed; None where something is wrong, which then stands beside its field."""
        across, distinct = self.across.data or "", bool(self.distinct.data)
        if distinct and across != "province":
            self.distinct.errors = [*self.distinct.errors, _("Select “of another province” for this.")]
            return None
        if distinct and self.each.data == "region":
            self.distinct.errors = [
                *self.distinct.errors,
                _("Different provinces are counted for organizations or provinces."),
            ]
            return None
        return {"each": self.each.data, "across": across, "at_least": self.at_least.data, "distinct": distinct}
