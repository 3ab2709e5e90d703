"""What is set for the listings of an event."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField

from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.listings.models import ListingKind, Reviewer
from eventmgr.matchmaking.listings.services import Settings
from eventmgr.tools.web.forms import BilingualLine, CodeMultiSelect, CodeSelect, Form, InstantField


class SettingsForm(Form):
    """What is set for the listings of an event."""

    is_collecting = BooleanField(_l("Organizations enter supply and demand at this event"))
    kinds = CodeMultiSelect(
        _l("Kinds collected"),
        choices=ListingKind.choices,
        description=_l("None selected: all kinds."),
    )
    closes_at = InstantField(
        _l("Deadline for listings"),
        description=_l("Until then organizations enter and change listings. Leave empty: until the event is over."),
    )
    is_moderated = BooleanField(
        _l("Listings are reviewed before they are published"),
        description=_l("If off, what an organization submits is published at once."),
    )
    reviewer = CodeSelect(_l("Reviewed by"), choices=Reviewer.choices)
    moderates_profiles = BooleanField(
        _l("Changes of profiles are reviewed"),
        description=_l("If off, what an organization says about itself is shown at once."),
    )
    supply_name = BilingualLine(
        _l("Name of the supply side"),
        longest=20,
        description=_l("If this event has its own term. Leave empty: “Supply”."),
    )
    demand_name = BilingualLine(_l("Name of the demand side"), longest=20, description=_l("Leave empty: “Demand”."))

    def prepare(self, event: Event) -> None:
        """Read and show times on the event's clock."""
        self.closes_at.zone = event.timezone

    def settings(self) -> Settings:
        """The settings of listings as entered."""
        return Settings(
            is_collecting=bool(self.is_collecting.data),
            is_moderated=bool(self.is_moderated.data),
            reviewer=Reviewer(self.reviewer.data or Reviewer.ORGANIZERS.value),
            moderates_profiles=bool(self.moderates_profiles.data),
            closes_at=self.closes_at.data,
            kinds=tuple(ListingKind(code) for code in self.kinds.data or ()),
            supply_name=self.supply_name.data,
            demand_name=self.demand_name.data,
        )


def settings_data(settings: Settings) -> dict[str, Any]:
    """The settings of listings as the form shows them."""
    data = dict(vars(settings))
    return data | {"kinds": [kind.value for kind in settings.kinds], "reviewer": settings.reviewer.value}
