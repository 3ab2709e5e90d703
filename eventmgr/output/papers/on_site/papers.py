"""The papers of the day, and what each says of a person: when that has changed, theirs is printed again."""

from __future__ import annotations

from collections.abc import Mapping

from eventmgr.event.events.models import Event
from eventmgr.ground.features import Paper, Printing
from eventmgr.ground.i18n import _l
from eventmgr.on_site.seating.places import NAMED
from eventmgr.output.papers.lacking import lacks_people
from eventmgr.output.papers.on_site.choices import read_badges, read_cards
from eventmgr.output.papers.on_site.queries import get_badges, get_place_cards, get_sign_in
from eventmgr.output.papers.parts import parts_of


def _badges(event: Event, lang: str, printing: Printing) -> bytes:
    from eventmgr.output.papers.on_site import badges  # noqa: PLC0415 - loads ReportLab, for documents only

    choice = read_badges(printing.asked)
    return badges.build(get_badges(event, lang, printing.people), choice, lang=lang)


def _place_cards(event: Event, lang: str, printing: Printing) -> bytes:
    from eventmgr.output.papers.on_site import place_cards  # noqa: PLC0415 - as above

    choice = read_cards(printing.asked)
    return place_cards.build(get_place_cards(event, lang, choice, printing.people), choice, lang=lang)


def _sign_in(event: Event, lang: str, printing: Printing) -> bytes:
    from eventmgr.output.papers.on_site import sign_in  # noqa: PLC0415 - as above

    return sign_in.build(get_sign_in(event, lang, printing), lang=lang)


def _of_badges(event: Event, lang: str, printing: Printing) -> Mapping[int, Mapping[str, str]]:
    badges = get_badges(event, lang, printing.people)
    return {
        number: {
            "name": f"{badge.name}\n{badge.latin}",
            "organization": badge.organization,
            "title": badge.title,
            "unit": badge.unit,
            "type": f"{badge.type}\n{badge.colour}",
            "code": badge.code,
            "seat": badge.seat,
        }
        for number, badge in badges.badges
    }


def _of_cards(event: Event, lang: str, printing: Printing) -> Mapping[int, Mapping[str, str]]:
    found = get_place_cards(event, lang, read_cards(printing.asked), printing.people)
    return {
        number: {"name": f"{one.name}\n{one.latin}", "unit": one.line} for number, one in found.cards if number < NAMED
    }


def _of_sign_in(event: Event, lang: str, printing: Printing) -> Mapping[int, Mapping[str, str]]:
    return parts_of(get_sign_in(event, lang, printing).roster, ("name", "organization", "title", "unit"))


PAPERS = (
    Paper(
        "signin",
        _l("Sign-in sheet"),
        _l("For the event, a day or an item of the agenda, with columns to fill in by hand."),
        _sign_in,
        opens=("registrations.read",),
        is_personal=True,
        asks=("of", "blanks", "apart"),
        variant="of",
        is_chosen=True,
        lacks=lacks_people,
        parts=_of_sign_in,
    ),
    Paper(
        "badges",
        _l("Badges"),
        _l("Name in both scripts, organization and a code for check-in, in the colour of the type."),
        _badges,
        opens=("registrations.mark",),
        is_personal=True,
        asks=("size", "sheet"),
        is_chosen=True,
        lacks=lacks_people,
        parts=_of_badges,
        at_desk=True,
    ),
    Paper(
        "deskcards",
        _l("Place cards"),
        _l("Names that are read from afar, on both sides of a folded card."),
        _place_cards,
        opens=("registrations.read",),
        is_personal=True,
        asks=("size", "line", "latin", "order"),
        is_chosen=True,
        lacks=lacks_people,
        parts=_of_cards,
        at_desk=True,
    ),
)
