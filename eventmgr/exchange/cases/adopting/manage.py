"""The office's and the provinces' pages of adoptions of the cases that they keep."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.exchange.cases.adopting import queries, services
from eventmgr.exchange.cases.adopting.forms import DeclineForm
from eventmgr.exchange.cases.adopting.wording import adoption_lines, since_of, where_of
from eventmgr.exchange.cases.models import AdoptionState, CaseAdoption
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_now, editor_required
from eventmgr.tools.taxonomy.asked import read_member
from eventmgr.tools.web.pages import Answer, attempt, submit
from eventmgr.tools.web.requests.parameters import query
from eventmgr.tools.web.responses.answers import never_kept

bp = Blueprint("case_adoptions_manage", __name__, url_prefix="/manage/cases/adoptions")


@bp.route("/")
def index() -> ResponseReturnValue:
    """What was reported of the cases that the account keeps, in every state."""
    _user, own = editor_required()
    state = read_member(AdoptionState, "state", query.text("state"))
    return render_template(
        "exchange/cases/manage/adoptions.html",
        page=queries.get_office_page(own, state, query.cursor()),
        waiting=queries.count_waiting(own),
        state=state,
        states=AdoptionState.choices(),
        where_of=where_of,
        since_of=since_of,
    )


@bp.route("/<int:case_adoption_id>/")
def show(case_adoption_id: int) -> ResponseReturnValue:
    """One report with what may be done with it."""
    return _page(_own(case_adoption_id), DeclineForm(None))


@bp.route("/<int:case_adoption_id>/publish", methods=["POST"])
def publish(case_adoption_id: int) -> ResponseReturnValue:
    """Publish the adoption."""
    own = editor_required()[1]
    return attempt(
        lambda: services.publish(case_adoption_id, own=own, act=act_now()),
        _("The adoption is shown on the page of the case."),
        url_for(".show", case_adoption_id=case_adoption_id),
    )


@bp.route("/<int:case_adoption_id>/decline", methods=["POST"])
def decline(case_adoption_id: int) -> ResponseReturnValue:
    """It is not accepted, or not shown any more."""
    own = editor_required()[1]
    adoption, form = _own(case_adoption_id), DeclineForm()

    def work() -> Answer:
        services.decline(case_adoption_id, form.reason.data or "", own=own, act=act_now())
        return Answer(
            url_for(".show", case_adoption_id=case_adoption_id),
            _("The adoption was not accepted; the organization reads why."),
        )

    return submit(form, work) or _page(adoption, form)


def _page(adoption: CaseAdoption, form: DeclineForm) -> ResponseReturnValue:
    html = render_template(
        "exchange/cases/manage/adoption.html",
        adoption=adoption,
        lines=adoption_lines(adoption),
        form=form,
        states=AdoptionState,
    )
    return never_kept(Response(html, status=form.status))


def _own(number: int) -> CaseAdoption:
    return queries.get_adoption(number, own=editor_required()[1])
