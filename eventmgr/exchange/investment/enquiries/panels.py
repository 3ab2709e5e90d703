"""What enquiries have to say on other rooms' pages."""

from __future__ import annotations

from flask import render_template, url_for

from eventmgr.event.delegations.models import Liaison
from eventmgr.event.events.panels import OpenWork
from eventmgr.event.quotas.models import LIVE
from eventmgr.event.registration.errors import NotPossible
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.notes import Link
from eventmgr.exchange.investment.enquiries import queries
from eventmgr.exchange.investment.enquiries.liaisons import province_of
from eventmgr.exchange.investment.enquiries.wording import words_of_list
from eventmgr.exchange.investment.filtering import is_offer
from eventmgr.ground import clock
from eventmgr.ground.errors import WrongLink
from eventmgr.ground.features import is_on
from eventmgr.ground.i18n import _, _n
from eventmgr.identity.accounts.access import find_editor
from eventmgr.matchmaking.listings.access import Company, company_for, own_listings
from eventmgr.matchmaking.listings.models import Listing
from eventmgr.matchmaking.outcomes.switch import DEALS

_MOST = 10
"""So many open enquiries stand on an organization's page; the page of all has the rest."""


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
    return render_template(
        "exchange/investment/enquiries/_of_company.html",
        token=company.token,
        number=queries.count_waiting_of(ids),
        open=queries.list_waiting_of(ids, limit=_MOST),
        **words_of_list(at=clock.now()),
    )


def own_way(registration: Registration) -> Link | None:
    """From somebody's own page to the enquiries about what they or their organization offer, while some await an
    answer."""
    if registration.status not in LIVE or not queries.is_asked_at(registration.event_id):
        return None
    token = my_token(registration)
    try:
        company = company_for(token)
    except (WrongLink, NotPossible):
        return None
    number = queries.count_waiting_of([listing.id for listing in own_listings(company) if is_offer(listing)])
    if not number:
        return None
    words = _n(
        "%(num)s enquiry about an offer awaits an answer", "%(num)s enquiries about offers await an answer", number
    )
    return Link(words, url_for("investment_enquiries_own.index", token=token))


def of_liaison(liaison: Liaison) -> Link | None:
    """From a liaison's page to the enquiries about offers of the province, once there are any."""
    province = province_of(liaison.unit_code)
    if not province:
        return None
    waiting, late, _deals = queries.count_open(province, at=clock.now())
    address = url_for("investment_enquiries_unit.index", slug=liaison.event.slug, unit_code=liaison.unit_code)
    number = waiting + late
    if not number:
        return Link(_("Enquiries about offers"), address) if queries.is_asked_of(province) else None
    return Link(_n("Enquiries about offers: %(num)s open", "Enquiries about offers: %(num)s open", number), address)


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
