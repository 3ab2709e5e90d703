"""Asking about an offer without an account, the page of who asks, and that of the organization which has the offer."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.registration.own_page.views.page import private
from eventmgr.exchange.investment.enquiries import letters, queries, services
from eventmgr.exchange.investment.enquiries.answering import KNOWN, Answerer, open_to
from eventmgr.exchange.investment.enquiries.forms import EnquiryForm
from eventmgr.exchange.investment.enquiries.periods import KEPT_MONTHS, handling
from eventmgr.exchange.investment.enquiries.wording import asker_lines, words_of_list
from eventmgr.exchange.investment.models import EnquiryState, InvestmentEnquiry
from eventmgr.exchange.investment.queries import get_offer
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_by_link
from eventmgr.identity.privacy.periods import UNCONFIRMED_DAYS
from eventmgr.matchmaking.listings.access import Company, company_for, own_listings
from eventmgr.matchmaking.listings.board.names import provinces_of
from eventmgr.matchmaking.listings.board.views import path_of, today
from eventmgr.matchmaking.listings.models import Listing
from eventmgr.matchmaking.listings.views.blueprint import note_use, page
from eventmgr.tools.web.pages import attempt, submit_openly
from eventmgr.tools.web.rate_limits.open_forms import limit_form
from eventmgr.tools.web.requests.accepted import without_token
from eventmgr.tools.web.responses.cache import cached_page

bp = Blueprint("investment_enquiries", __name__, url_prefix="/investment")
of_company = Blueprint("investment_enquiries_own", __name__, url_prefix="/companies/<token>/enquiries")


@bp.route("/<int:listing_id>/ask", methods=["GET"])
@cached_page("listings")
def ask(listing_id: int) -> ResponseReturnValue:
    """The form, the same for everybody."""
    return _ask_page(get_offer(listing_id, day=today()), EnquiryForm(None))


@bp.route("/<int:listing_id>/ask", methods=["POST"])
@without_token
def send(listing_id: int) -> ResponseReturnValue:
    """Keep the enquiry and say where the link to confirm went; or the form again, with what is wrong."""
    offer, form = get_offer(listing_id, day=today()), EnquiryForm()

    def work() -> None:
        limit_form("enquiry", form.email.data or "")
        write(lambda: services.ask(get_offer(listing_id, day=today()), form.draft(), act=act_by_link(None, "")))

    return submit_openly(form, work, lambda: _ask_page(offer, form)) or private(
        render_template(
            "exchange/investment/enquiries/sent.html",
            offer=offer,
            offer_path=path_of(offer),
            email=form.email.data,
            days=UNCONFIRMED_DAYS,
        )
    )


def _ask_page(offer: Listing, form: EnquiryForm) -> tuple[str, int]:
    html = render_template(
        "exchange/investment/enquiries/ask.html",
        offer=offer,
        offer_path=path_of(offer),
        place=provinces_of(offer),
        form=form,
        handling=handling()[1],
    )
    return html, form.status


@bp.route("/enquiries/<token>/")
def show(token: str) -> ResponseReturnValue:
    """The enquiry as who asks sees it: what was answered, and once they have agreed whom to turn to."""
    enquiry = _enquiry_of(token)
    html = render_template(
        "exchange/investment/enquiries/own.html",
        one=enquiry,
        token=token,
        lines=asker_lines(enquiry),
        offer_path=path_of(enquiry.listing),
        states=EnquiryState,
        is_known=enquiry.state in KNOWN,
        months=KEPT_MONTHS,
    )
    return private(html)


@bp.route("/enquiries/<token>/confirm", methods=["POST"])
@without_token
def confirm(token: str) -> ResponseReturnValue:
    """The address is that of who asks; the enquiry goes to who has the offer."""
    _enquiry_of(token)
    return attempt(
        lambda: services.confirm(_enquiry_of(token), act=act_by_link(None, "")), "", url_for(".show", token=token)
    )


@bp.route("/enquiries/<token>/agree", methods=["POST"])
def agree(token: str) -> ResponseReturnValue:
    """Both sides read how to reach the other."""
    enquiry = _enquiry_of(token)
    return attempt(
        lambda: services.agree(enquiry, act=act_by_link(None, "")),
        _("Thank you. You now see whom to turn to, and they see who you are; both were also written to."),
        url_for(".show", token=token),
    )


@bp.route("/enquiries/<token>/withdraw", methods=["POST"])
def withdraw(token: str) -> ResponseReturnValue:
    """No answer is needed any more; who asks is deleted."""
    enquiry = _enquiry_of(token)
    return attempt(
        lambda: services.withdraw(enquiry, act=act_by_link(None, "")),
        _("The enquiry has been withdrawn, and what tells who you are deleted."),
        url_for("investment.index"),
    )


def _enquiry_of(token: str) -> InvestmentEnquiry:
    return letters.LINK.open(token, _("This link is invalid or no longer works. The enquiry may have been deleted."))


@of_company.route("/")
def index(token: str) -> ResponseReturnValue:
    """What was asked about the offers that the people on the page may see."""
    here = company_for(token)
    return page(
        here,
        "exchange/investment/enquiries/of_company.html",
        rows=queries.list_of_offers(_own_ids(here)),
        where={"token": token},
        **words_of_list(at=clock.now()),
    )


def _own_ids(here: Company) -> list[int]:
    return [listing.id for listing in own_listings(here)]


def _answerer(investment_enquiry_id: int, *, token: str) -> Answerer:
    here = company_for(token)
    enquiry = queries.get_of_offers(investment_enquiry_id, _own_ids(here))
    person: Any = here.keeper or here.registration
    known = [person.name, person.mobile, person.email] if person is not None else []
    return Answerer(
        enquiry,
        here.act,
        "exchange/investment/enquiries/company_enquiry.html",
        contact=" · ".join(words for words in known if words),
        where={"token": token},
        given={"company": here, "token": token},
        noted=lambda: note_use(here),
    )


open_to(of_company, _answerer)
