"""What is set for one type of participant."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField

from eventmgr.event.events.models import Event
from eventmgr.event.forms.participant_types.labels import BADGE_COLORS
from eventmgr.event.forms.participant_types.types import Alone, Confirming, Entry, ParticipantType, Recommending
from eventmgr.event.quotas.labels import TYPE_SETTINGS
from eventmgr.ground.i18n import _l
from eventmgr.tools.web.forms import BilingualLine, CodeSelect, Form, InstantField, IntField, Required

_SETTINGS = TYPE_SETTINGS


class TypeForm(Form):
    """A type that is there, or one of the event's own."""

    name = BilingualLine(
        _SETTINGS["name"], longest=40, description=_l("Leave both empty for the usual name, where there is one.")
    )
    capacity = IntField(
        _SETTINGS["capacity"],
        least=0,
        most=100_000,
        description=_l(
            "Within the event's places. Leave empty: no limit of its own. Later registrations join the waiting list."
        ),
    )
    counts_in_quota = BooleanField(
        _SETTINGS["counts_in_quota"],
        description=_l("Otherwise these people come in addition to the quota, such as drivers and interpreters."),
    )
    entry = CodeSelect(
        _SETTINGS["entry"],
        [Required()],
        choices=Entry.choices(),
        description=_l("You can enter anybody, and an invitation for this type always lets somebody register as such."),
    )
    confirming = CodeSelect(_SETTINGS["confirming"], [Required()], choices=Confirming.choices())
    recommending = CodeSelect(
        _SETTINGS["recommending"],
        [Required()],
        choices=Recommending.choices(),
        description=_l("For people who register for an invited delegation by themselves."),
    )
    alone = CodeSelect(
        _SETTINGS["alone"],
        [Required()],
        choices=Alone.choices(),
        description=_l("For people who register by themselves and belong to no delegation."),
    )
    opens_at = InstantField(_SETTINGS["opens_at"], description=_l("Leave empty: with the event's registration."))
    closes_at = InstantField(_SETTINGS["closes_at"], description=_l("Leave empty: with the event's registration."))
    badge_color = CodeSelect(
        _SETTINGS["badge_color"],
        blank=_l("none"),
        choices=tuple(BADGE_COLORS.items()),
        description=_l("Shown beside the name in lists and at the check-in desk."),
    )
    is_hidden = BooleanField(_SETTINGS["is_hidden"])

    def prepare(self, event: Event) -> None:
        """Read and show times on the event's clock."""
        self.opens_at.zone = self.closes_at.zone = event.timezone

    @classmethod
    def read(cls, kind: ParticipantType) -> dict[str, Any]:
        """The settings of the type as the form shows them."""
        return {entry: getattr(kind, entry) for entry in TYPE_SETTINGS}

    def wanted(self, key: str) -> ParticipantType:
        """What was typed, for the type of that key; `""`: a new one."""
        return ParticipantType(
            key,
            name={lang: text for lang, text in (self.name.data or {}).items() if text},
            capacity=self.capacity.data,
            counts_in_quota=bool(self.counts_in_quota.data),
            entry=Entry(self.entry.data or ""),
            confirming=Confirming(self.confirming.data or ""),
            recommending=Recommending(self.recommending.data or ""),
            alone=Alone(self.alone.data or ""),
            opens_at=self.opens_at.data,
            closes_at=self.closes_at.data,
            badge_color=self.badge_color.data or "",
            is_hidden=bool(self.is_hidden.data),
        )
