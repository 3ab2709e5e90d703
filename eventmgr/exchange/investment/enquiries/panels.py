"""What enquiries have to say on other rooms' pages."""

from __future__ import annotations

from flask import render_template, url_for

from eventmgr.event.events.panels import OpenWork
from eventmgr.exchange.investment.enquiries import queries
from eventmgr.exchange.investment.filtering import is_offer
from eventmgr.ground import clock
from eventmgr.ground.features import is_on
from eventmgr.ground.i18n import _n
from eventmgr.identity.accounts.access import find_editor
from eventmgr.matchmaking.listings.access import Company, own_listings
from eventmgr.matchmaking.listings.models import Listing
from eventmgr.matchmaking.outcomes.switch import DEALS


def of_listing(listing: Listing) -> str | None:
    """The way to ask about an offer without being shown."""
    if not is_offer(listing):
        return None
    return render_template("exchange/investment/enquiries/_of_listing.html", listing=listing)


def of_company(company: Company) -> str | None:
    """The way to what was asked about the offers of an organization that has some."""
    ids = [listing.id for listing in own_listings(company) if is_offer(listing)]
    if not ids:
        return None
    number = queries.count_waiting_of(ids)
    return render_template("exchange/investment/enquiries/_of_company.html", token=company.token, number=number)


def open_work() -> list[OpenWork]:
    """Enquiries that wait for whoever is signed in, the late ones apart and first, and deals that are not recorded."""
    editor = find_editor()
    if editor is None:
        return []
    waiting, late, deals = queries.count_open(editor[1], at=clock.now())
    address, entries = url_for("investment_enquiries_manage.index"), []
    if late:
        text = _n("%(num)s enquiry about an offer is overdue", "%(num)s enquiries about offers are overdue", late)
        entries.append(OpenWork(text, f"{address}?state=late", figure="enquiries_late", is_overdue=True))
    if waiting:
        text = _n(
            "%(num)s enquiry about an offer awaits an answer", "%(num)s enquiries about offers await an answer", waiting
        )
        entries.append(OpenWork(text, f"{address}?state=asked", figure="enquiries_waiting"))
    if deals and is_on(DEALS, None):
        text = _n(
            "%(num)s enquiry led to a deal that is not recorded",
            "%(num)s enquiries led to deals that are not recorded",
            deals,
        )
        entries.append(OpenWork(text, f"{address}?state=unrecorded", figure="enquiries_unrecorded"))
    return entries
