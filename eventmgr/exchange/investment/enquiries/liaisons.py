"""The pages on which the liaison of a delegation reads and answers enquiries about offers of its province, without an
account."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from eventmgr.event.delegations.access import act_of, liaison_here
from eventmgr.event.delegations.models import Liaison
from eventmgr.event.registration.own_page.views.page import private
from eventmgr.exchange.investment.enquiries import queries, services
from eventmgr.exchange.investment.enquiries.answering import Answerer, enquiry_page, open_to
from eventmgr.exchange.investment.enquiries.wording import words_of_list
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _, language
from eventmgr.ground.masking import mask_email, mask_mobile
from eventmgr.tools.taxonomy import get_unit
from eventmgr.tools.web.requests.parameters import query

bp = Blueprint("investment_enquiries_unit", __name__, url_prefix="/delegations/<slug>/<unit_code>/enquiries")


def province_of(unit_code: str) -> str:
    """Whose offers the delegation serves: those of its province; empty: it is of none."""
    return get_unit(unit_code).province_code


def _province(liaison: Liaison) -> str:
    province = province_of(liaison.unit_code)
    if not province:
        raise NotFound(_("This delegation is of no province, so no offers are its own."))
    return province


@bp.route("/")
def index(slug: str, unit_code: str) -> ResponseReturnValue:
    """Enquiries about offers of the province, the latest first."""
    liaison = liaison_here(slug, unit_code)
    cursor, at = query.cursor(), clock.now()
    html = render_template(
        "exchange/investment/enquiries/of_unit.html",
        page=queries.get_office_page(_province(liaison), None, None, cursor, at=at),
        unit=get_unit(unit_code).name(language()),
        where={"slug": slug, "unit_code": unit_code},
        **words_of_list(at=at),
    )
    return private(html)


def _answerer(investment_enquiry_id: int, *, slug: str, unit_code: str) -> Answerer:
    liaison = liaison_here(slug, unit_code)
    enquiry = queries.get_of_province(investment_enquiry_id, _province(liaison))
    known = [liaison.name, liaison.office, liaison.mobile, liaison.email]
    return Answerer(
        enquiry,
        lambda: act_of(liaison),
        "exchange/investment/enquiries/unit_enquiry.html",
        contact=" · ".join(words for words in known if words),
        where={"slug": slug, "unit_code": unit_code},
        given={"email": mask_email(enquiry.email), "mobile": mask_mobile(enquiry.mobile)},
    )


open_to(bp, _answerer)


@bp.route("/<int:investment_enquiry_id>/contacts", methods=["POST"])
def contacts(investment_enquiry_id: int, slug: str, unit_code: str) -> ResponseReturnValue:
    """How who asks is reached, in full once they have agreed; that somebody looked stands in the change log."""
    here = _answerer(investment_enquiry_id, slug=slug, unit_code=unit_code)
    write(lambda: services.note_contacts_read(queries.get_enquiry(here.enquiry.id), act=here.act()))
    return enquiry_page(here, shows_contacts=True)
