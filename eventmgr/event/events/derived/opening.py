"""What an event says of registering: whether it takes registrations, until when, how many places are free, as which
types people come, for whom it is and what it costs. Each rule once. Pure.

What somebody wants to know before they register is said alike on the card, the event's page, the form, in letters and
feeds.
"""

from __future__ import annotations

import enum
from datetime import datetime

from eventmgr.event.events.models import Approval, Event, EventStatus
from eventmgr.event.forms.participant_types.types import HOUSE_TYPES, Types, read_types
from eventmgr.ground.i18n import _, _l, _n, format_number, language, localized

OVER = (EventStatus.CANCELLED, EventStatus.FINISHED, EventStatus.ARCHIVED)
"""States of events at which nothing is prepared any more."""


class Gate(enum.Enum):
    """Why visitors may register now, or may not."""

    DRAFT = "draft"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    NOT_YET = "not_yet"
    OPEN = "open"
    CLOSED = "closed"


def gate(event: Event, *, at: datetime) -> Gate:
    """How registration for `event` stands at `at`, whether or not places are free."""
    always = {
        EventStatus.DRAFT: Gate.DRAFT,
        EventStatus.CANCELLED: Gate.CANCELLED,
        EventStatus.POSTPONED: Gate.POSTPONED,
    }
    if event.status in always:
        return always[event.status]
    if event.registration_opens_at is not None and at < event.registration_opens_at:
        return Gate.NOT_YET
    if event.status is not EventStatus.PUBLISHED or at > closing_instant(event):
        return Gate.CLOSED
    return Gate.OPEN


def is_put_away(event: Event, *, at: datetime) -> bool:
    """Whether the list of somebody's events shows it among the past ones; `queries.list_my_events` says the same."""
    is_past = event.ends_at < at and event.status is not EventStatus.POSTPONED
    return is_past or event.status in (EventStatus.FINISHED, EventStatus.ARCHIVED)


def is_over(event: Event, *, at: datetime) -> bool:
    """Whether nothing of the event lies ahead: nobody owes anything, and nothing about it can be arranged or taken
    back."""
    return event.status in OVER or at >= event.ends_at


def closing_instant(event: Event) -> datetime:
    """The last instant at which visitors may register or change: the event's own, else its beginning."""
    return event.registration_closes_at or event.starts_at


def free_places(limit: int | None, held: int) -> int | None:
    """Places that nobody holds, of an event, a delegation unit or a group; never below nought. None: there is no
    limit."""
    return None if limit is None else max(0, limit - held)


def is_full(limit: int | None, held: int) -> bool:
    """Whether no place is free."""
    return free_places(limit, held) == 0


_READ = "_types_read"
"""Where an event's object keeps what was read of it: one registration asks half a dozen times, and reading takes 0.1
ms."""


def types_of(event: Event) -> Types:
    """Its own and the house's, in order; where nothing is settled the event's own rules hold for each."""
    own_types, reviews, needs_word = event.participant_types, event.approval is Approval.REVIEW, event.needs_unit_word
    if not own_types and not reviews and not needs_word:
        return HOUSE_TYPES
    types: Types
    rules = (event.timezone, reviews, needs_word)
    source, read_rules, types = vars(event).get(_READ, (None, None, HOUSE_TYPES))
    if source is not own_types or read_rules != rules:
        types = read_types(own_types, zone=event.timezone, reviews_by_default=reviews, needs_word_by_default=needs_word)
        vars(event)[_READ] = (own_types, rules, types)
    return types


CURRENCIES = {
    "CNY": _l("yuan"),
    "HKD": _l("Hong Kong dollars"),
    "MOP": _l("Macao patacas"),
    "TWD": _l("New Taiwan dollars"),
    "USD": _l("US dollars"),
    "EUR": _l("euros"),
    "GBP": _l("pounds sterling"),
    "JPY": _l("yen"),
    "KRW": _l("won"),
    "SGD": _l("Singapore dollars"),
}
"""ISO 4217 codes of fees on offer."""


def amount(hundredths: int) -> str:
    """`1,200` or `99.50`: the fraction only where there is one."""
    whole, rest = divmod(hundredths, 100)
    return f"{format_number(whole)}.{rest:02d}" if rest else format_number(whole)


def price_in_words(event: Event) -> str:
    """What one person pays, in the language spoken; empty where nothing is said."""
    if event.fee is None:
        return ""
    if event.fee == 0:
        return _("Free of charge")
    currency = CURRENCIES.get(event.fee_currency, event.fee_currency)
    return _("%(amount)s %(currency)s per person", amount=amount(event.fee), currency=currency)


def fee_in_words(event: Event) -> str:
    """The fee and the organizers' note on it, in one line; empty where nothing is said."""
    said = [price_in_words(event), localized(event.fee_note)]
    return ("；" if language() == "zh" else ". ").join(part.rstrip("。.") for part in said if part)


def who_may_register(invited: int, *, takes_guests: bool) -> str:
    """Who may send the form in, as far as units and guests tell.

    Args:
        invited: how many delegations are invited; none: all may come.
        takes_guests: whether people may come who belong to none.
    """
    if not invited:
        return _("Open to everybody") if takes_guests else _("Members of delegations only")
    if takes_guests:
        return _n(
            "%(num)s invited delegation and guests",
            "%(num)s invited delegations and guests",
            invited,
        )
    return _n("Only %(num)s invited delegation", "Only %(num)s invited delegations", invited)
