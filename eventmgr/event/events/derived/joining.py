"""What somebody wants to know before they register: for whom the event is, what it costs, whether a review follows. Pure.

Each is a fact of its own, said alike on the card, the event's page, the form, in letters and feeds.
"""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _, _l, _n, format_number, language, localized

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
