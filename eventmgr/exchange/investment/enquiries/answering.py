"""The pages on which an enquiry is answered, the same for the organization by its link and for the office by its
account."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.registration.own_page.views.page import private
from eventmgr.exchange.investment.enquiries import queries, services
from eventmgr.exchange.investment.enquiries.forms import DealForm, DeclineForm, InterestForm, ResultForm
from eventmgr.exchange.investment.enquiries.wording import asker_lines
from eventmgr.exchange.investment.models import EnquiryResult, EnquiryState, InvestmentEnquiry
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.listings.board.views import path_of
from eventmgr.tools.log.services import Act
from eventmgr.tools.web.forms import Form
from eventmgr.tools.web.pages import Answer, submit

_ONE = "/<int:investment_enquiry_id>"
KNOWN = (EnquiryState.SHOWN, EnquiryState.CLOSED)
"""Who asks has agreed to be shown."""


@dataclass(frozen=True)
class Answerer:
    """Whoever is on the page of an enquiry about their offer.

    Attributes:
        act: what they do now.
        contact: whom to turn to, as far as it is known before it is typed.
        template: the page in their frame; given: what it needs besides.
        deal: the form that records a deal, for those who may.
        where: what the addresses of the pages name besides the enquiry.
        noted: what follows when they have changed something.
    """

    enquiry: InvestmentEnquiry
    act: Callable[[], Act]
    template: str
    contact: str = ""
    deal: DealForm | None = None
    where: Mapping[str, Any] = field(default_factory=dict)
    given: Mapping[str, Any] = field(default_factory=dict)
    noted: Callable[[], None] = lambda: None

    @property
    def address(self) -> str:
        """The address of the page about the enquiry."""
        return url_for(".show", investment_enquiry_id=self.enquiry.id, **self.where)


def enquiry_page(
    here: Answerer,
    *,
    interest: InterestForm | None = None,
    decline: DeclineForm | None = None,
    result: ResultForm | None = None,
    **more: Any,
) -> Response:
    """The page, with the forms as they were sent."""
    enquiry = here.enquiry
    interest = interest or InterestForm(None, data={"contact": here.contact})
    decline = decline or DeclineForm(None)
    known = {"result": enquiry.result.value if enquiry.result else None, "words": enquiry.result_words}
    result = result or ResultForm(None, data=known)
    html = render_template(
        here.template,
        one=enquiry,
        here=here,
        lines=asker_lines(enquiry),
        offer_path=path_of(enquiry.listing),
        interest=interest.tell_apart("interest"),
        decline=decline.tell_apart("decline"),
        result=result.tell_apart("result"),
        states=EnquiryState,
        results=EnquiryResult,
        is_known=enquiry.state in KNOWN and enquiry.forgotten_at is None,
        recorded=queries.get_deal(enquiry),
        gone=_gone(here, interest, decline, result),
        **here.given,
        **more,
    )
    forms = [interest, decline, result, *([here.deal] if here.deal is not None else [])]
    return private(html, max(form.status for form in forms))


def _gone(here: Answerer, interest: Form, decline: Form, result: Form) -> list[Any]:
    """What is wrong with forms that the page shows no longer, since the enquiry has changed meanwhile."""
    state = here.enquiry.state
    stands = {
        interest: state is EnquiryState.ASKED,
        decline: state in (EnquiryState.ASKED, EnquiryState.ANSWERED),
        result: state in KNOWN,
    }
    more = [here.deal] if here.deal is not None and here.enquiry.deal_id is not None else []
    return [
        problem
        for form in [*(form for form, here_ in stands.items() if not here_), *more]
        for problem in form.problems()
    ]


def open_to(bp: Blueprint, find: Callable[..., Answerer]) -> None:
    """Hang the pages of one enquiry on the blueprint.

    Args:
        find: number of the enquiry, and what else the address names → who is on the page; raises NotFound.
    """

    @bp.route(f"{_ONE}/")
    def show(investment_enquiry_id: int, **where: Any) -> ResponseReturnValue:
        """One enquiry with what may be done about it."""
        return enquiry_page(find(investment_enquiry_id, **where))

    @bp.route(f"{_ONE}/interested", methods=["POST"])
    def interested(investment_enquiry_id: int, **where: Any) -> ResponseReturnValue:
        """Who asks is written to and may agree to be shown."""
        here, form = find(investment_enquiry_id, **where), InterestForm()

        def work() -> Answer:
            services.interest(here.enquiry.id, form.answer.data or "", form.contact.data or "", act=here.act())
            here.noted()
            return Answer(here.address, _("The answer has been sent. Once they agree you read who asks."))

        return submit(form, work) or enquiry_page(here, interest=form)

    @bp.route(f"{_ONE}/decline", methods=["POST"])
    def decline(investment_enquiry_id: int, **where: Any) -> ResponseReturnValue:
        """Who asks reads why, and is never shown."""
        here, form = find(investment_enquiry_id, **where), DeclineForm()

        def work() -> Answer:
            services.decline(here.enquiry.id, form.reason.data or "", act=here.act())
            here.noted()
            return Answer(here.address, _("The enquiry has been declined; whoever asks reads why."))

        return submit(form, work) or enquiry_page(here, decline=form)

    @bp.route(f"{_ONE}/close", methods=["POST"])
    def close(investment_enquiry_id: int, **where: Any) -> ResponseReturnValue:
        """Record what came of the enquiry and close it."""
        here, form = find(investment_enquiry_id, **where), ResultForm()

        def work() -> Answer:
            result = EnquiryResult(form.result.data)
            services.close(here.enquiry.id, result, form.words.data or "", act=here.act())
            here.noted()
            return Answer(here.address, _("The result has been saved."))

        return submit(form, work) or enquiry_page(here, result=form)
