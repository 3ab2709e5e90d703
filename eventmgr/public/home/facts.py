"""What is said of an event where it is passed on: a few short facts in one language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from eventmgr.event.events.derived.calendar_entry import titled
from eventmgr.event.events.derived.opening import closing_instant
from eventmgr.event.events.derived.places import main_venue
from eventmgr.event.events.models import Event, EventStatus, HostRole
from eventmgr.ground.i18n import _, format_instant, localized, speaking
from eventmgr.tools.messages.composing import base_url
from eventmgr.tools.taxonomy import find_province
from eventmgr.tools.web.rendering.zones import span_in_words, zone_in_words

_DESCRIBED = 200
"""Characters of a description that programs show."""


@dataclass(frozen=True)
class Facts:
    """Of one event, in one language; what is not known is empty."""

    title: str
    """With the state in front where it does not take place as planned."""
    kind: str
    when: str
    venue: str
    hosts: str
    closes: str
    """When registration closes, while it is open or will be."""
    summary: str
    address: str

    @property
    def description(self) -> str:
        """Time, place and summary, as far as a program shows them."""
        text = " · ".join(part for part in (self.when, self.venue, self.summary) if part)
        return text if len(text) <= _DESCRIBED else text[: _DESCRIBED - 1] + "…"


def facts_of(event: Event, lang: str, *, at: datetime) -> Facts:
    """The facts of `event` in `lang` (`zh`, `en`) as they are at `at`; venues and hosts are read."""
    with speaking(lang):
        closes, zone = closing_instant(event), event.timezone
        is_open = event.status is EventStatus.PUBLISHED and at < closes
        return Facts(
            title=titled(localized(event.title, lang), event.status, lang),
            kind=str(event.kind.label),
            when=span_in_words(event.starts_at, event.ends_at, zone, lang),
            venue=_venue(event, lang),
            hosts=_(", ").join(_names(event, lang)),
            closes=" ".join(filter(None, (format_instant(closes, zone, lang), zone_in_words(closes, zone, lang))))
            if is_open
            else "",
            summary=" ".join(localized(event.summary, lang).split()),
            address=address_of(event),
        )


def address_of(event: Event) -> str:
    """The full public address of the event's page."""
    return f"{base_url()}/events/{event.slug}/"


def chat_text(facts: Facts, lang: str) -> str:
    """A few lines for a chat group; the address stands last, alone on its line, so that every program links it."""
    with speaking(lang):
        labelled = ((_("Time"), facts.when), (_("Place"), facts.venue), (_("Registration closes"), facts.closes))
        lines = [_("%(label)s: %(value)s", label=label, value=value) for label, value in labelled if value]
        return "\n".join([facts.title, *lines, facts.address])


def _venue(event: Event, lang: str) -> str:
    province = find_province(event.province_code) if event.province_code else None
    region = (province.short_zh if lang == "zh" else province.short_en) if province else ""
    return " · ".join(part for part in (localized(event.city, lang) or region, main_venue(event, lang)) if part)


def _names(event: Event, lang: str) -> list[str]:
    return [localized(host.name, lang) for host in event.hosts if host.role in (HostRole.HOST, HostRole.ORGANIZER)]
