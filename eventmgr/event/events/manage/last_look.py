"""The facts as everybody will read them, to be looked at once more before the event is published."""

from __future__ import annotations

from flask import url_for
from markupsafe import Markup

from eventmgr.event.events.derived.opening import closing_instant
from eventmgr.event.events.labels import invited_units
from eventmgr.event.events.models import Event
from eventmgr.event.events.panels import LAST_LOOK, Look
from eventmgr.ground.features import offered
from eventmgr.ground.i18n import LANGUAGES, _, _n, format_instant, localized
from eventmgr.tools.taxonomy import find_province, get_unit
from eventmgr.tools.web.rendering.templating import html_language
from eventmgr.tools.web.rendering.zones import span_in_words, zone_in_words


def facts_of(event: Event) -> list[Look]:
    """Every fact with the way to where it is changed; those of rooms upstairs come last."""
    limit = _("Capacity")
    facts = (
        (_("Title"), _titles(event), "facts"),
        (_("Time"), span_in_words(event.starts_at, event.ends_at, event.timezone), "time"),
        (_("Place"), _place(event), "venues"),
        (_("Registration period"), _period(event), "registration"),
        (limit, _capacity(event), "registration"),
        (_("Who may register"), _invited(event), "units"),
        (_("Hosts"), "\n".join(_hosts(event)), "hosts"),
        (
            _("Contact"),
            " · ".join(filter(None, (event.contact.get(key) for key in ("name", "phone", "email")))),
            "contact",
        ),
    )
    own = [
        Look(
            label,
            text or _("not stated"),
            url_for("events_manage.section", slug=event.slug, name=section),
            figure="capacity" if label == limit and event.capacity is not None else "",
        )
        for label, text, section in facts
    ]
    return own + others_of(event)


def others_of(event: Event) -> list[Look]:
    """What rooms above add to the last look before publishing."""
    return [look for look in (tell(event) for tell in offered(LAST_LOOK, event)) if look is not None]


def _titles(event: Event) -> Markup:
    """The title in each language that has one, said in that language."""
    titles = ((html_language(lang), event.title[lang]) for lang in LANGUAGES if event.title.get(lang))
    return Markup("\n").join(Markup('<span lang="{}">{}</span>').format(*title) for title in titles)


def _place(event: Event) -> str:
    province = find_province(event.province_code) if event.province_code else None
    city = localized(event.city) or (province.name() if province else "")
    venues = [localized(venue.name) for venue in event.venues]
    return " · ".join(filter(None, (city, _(", ").join(venues))))


def _period(event: Event) -> str:
    """From when until when; with the event's zone where it has to be told."""
    opens, closes = event.registration_opens_at, closing_instant(event)
    begins = format_instant(opens, event.timezone) if opens else _("at once")
    ends = " ".join(filter(None, (format_instant(closes, event.timezone), zone_in_words(closes, event.timezone))))
    return _("opens: %(opens)s; closes: %(closes)s", opens=begins, closes=ends)


def _capacity(event: Event) -> str:
    limit = _("no limit") if event.capacity is None else _n("%(num)s place", "%(num)s places", event.capacity)
    waiting = _("with a waiting list") if event.has_waiting_list else _("without a waiting list")
    return _("; ").join([limit, str(event.approval.label), waiting])


def _invited(event: Event) -> str:
    if not event.units:
        return _("everybody")
    named = _(", ").join(get_unit(code).name() for code in invited_units(event))
    guests = _("guests too") if event.takes_guests else _("no guests")
    return _("; ").join([named, guests])


def _hosts(event: Event) -> list[str]:
    return [_("%(label)s: %(value)s", label=host.role.label, value=localized(host.name)) for host in event.hosts]
