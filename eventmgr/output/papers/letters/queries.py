"""Reading what letters of invitation say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from eventmgr.event.events.models import Event, HostRole
from eventmgr.event.invitations.queries import list_invitations
from eventmgr.ground.i18n import _, _n, format_date, format_instant, localized
from eventmgr.output.papers.letters.choices import BLANK, PEOPLE, UNITS
from eventmgr.output.papers.letters.contents import Letter, Letters
from eventmgr.output.papers.queries import get_occasion_with_look
from eventmgr.tools import taxonomy
from eventmgr.tools.messages.composing import base_url
from eventmgr.tools.typesetting.occasion import Occasion


def get_letters(event: Event, lang: str, whom: str, *, at: datetime | None) -> Letters:
    """The letters to `whom` (a key of `choices.WHOM`); to the delegations that are invited where nothing was chosen,
    and one with a blank line where nobody is."""
    occasion = get_occasion_with_look(event, lang)
    letters = list(_letters(event, lang, whom or UNITS, occasion))
    if not letters:
        letters = [Letter("", tuple(_paragraphs(event, lang, occasion, _("you"))))]
    hosts = [localized(host.name, lang) for host in event.hosts if host.role is HostRole.HOST] or [occasion.author]
    day = format_date(at.astimezone(ZoneInfo(event.timezone)).date(), lang, weekday=False) if at else ""
    address = f"{base_url()}/events/{event.slug}/"
    return Letters(occasion, tuple(letters), address, tuple(hosts), day)


def _letters(event: Event, lang: str, whom: str, occasion: Occasion) -> Iterator[Letter]:
    if whom == BLANK:
        return
    colon = "：" if lang == "zh" else ","
    if whom == PEOPLE:
        for one in list_invitations(event.id):
            if one.is_personal and one.revoked_at is None and one.name:
                addressed = _("Dear %(name)s", name=one.name) + colon
                yield Letter(addressed, tuple(_paragraphs(event, lang, occasion, _("you"))))
        return
    quotas = {unit.unit_code: unit.quota for unit in event.units}
    for unit in taxonomy.units():
        if unit.code in quotas:
            first, *others = _paragraphs(event, lang, occasion, _("your delegation"))
            yield Letter(unit.name(lang) + colon, (first, *_places(quotas[unit.code]), *others))


def _paragraphs(event: Event, lang: str, occasion: Occasion, whom: str) -> Iterator[str]:
    hosts = ("、" if lang == "zh" else ", ").join(names for _role, names in occasion.hosts[:1])
    where = occasion.place or _("a place that will be announced")
    yield _(
        "“%(title)s” takes place at %(place)s, %(span)s, hosted by %(hosts)s. We cordially invite %(whom)s to attend.",
        title=occasion.title,
        span=occasion.span,
        place=where,
        hosts=hosts or occasion.author,
        whom=whom,
    )
    summary = " ".join(localized(event.summary, lang).split())
    if summary:
        yield summary
    if event.registration_closes_at:
        closes = format_instant(event.registration_closes_at, event.timezone, lang)
        yield _("Please register by %(when)s; the code below leads to the page of the event.", when=closes)
    contact = " ".join(part for key in ("name", "phone", "email") if (part := event.contact.get(key, "")))
    if contact:
        yield _("Contact: %(contact)s", contact=contact)


def _places(quota: int | None) -> Iterator[str]:
    if quota:
        yield _n(
            "%(num)s place is reserved for your delegation.", "%(num)s places are reserved for your delegation.", quota
        )
