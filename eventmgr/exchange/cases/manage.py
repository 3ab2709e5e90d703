"""The office's and the provinces' pages of cases."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.exchange.cases import queries, services
from eventmgr.exchange.cases.adopting import queries as adopting
from eventmgr.exchange.cases.adopting.wording import since_of, where_of
from eventmgr.exchange.cases.filtering import read_filter
from eventmgr.exchange.cases.forms import CaseForm, FileForm, MetricForm, case_form
from eventmgr.exchange.cases.models import Case, CaseMetric, CaseState
from eventmgr.exchange.cases.near import similar_to
from eventmgr.exchange.cases.views import shared
from eventmgr.exchange.cases.wording import case_lines, consent_lines, text_sections
from eventmgr.ground import clock
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_now, editor_required
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.listings.services import organization_named
from eventmgr.tools.log.history import history_of
from eventmgr.tools.metrics.forms import metric_form
from eventmgr.tools.metrics.services import MOST_METRICS, metric_of
from eventmgr.tools.taxonomy.asked import read_member
from eventmgr.tools.uploads.checking import CheckedFile
from eventmgr.tools.uploads.forms import checked_upload
from eventmgr.tools.web.pages import Answer, attempt, form_page, submit, submit_read
from eventmgr.tools.web.requests.parameters import query

bp = Blueprint("cases_manage", __name__, url_prefix="/manage/cases")


@bp.route("/")
def index() -> ResponseReturnValue:
    """All cases that the account keeps, in every state."""
    _user, own = editor_required()
    filters = replace(read_filter(query), state=read_member(CaseState, "state", query.text("state")))
    return render_template(
        "exchange/cases/manage/index.html",
        page=queries.get_office_page(filters, query.cursor(), own=own),
        number=queries.count_listed(filters, is_office=True, own=own),
        state_choices=CaseState.choices(),
        own=own,
        **shared(filters),
    )


@bp.route("/<int:case_id>/")
def show(case_id: int) -> ResponseReturnValue:
    """One case with all that may be done with it, and what says nearly the same."""
    return _page(_own(case_id), FileForm())


def _page(case: Case, file_form: FileForm) -> ResponseReturnValue:
    _user, own = editor_required()
    named = queries.list_named_sessions(case)
    html = render_template(
        "exchange/cases/manage/case.html",
        case=case,
        lines=case_lines(case),
        consent=consent_lines(case),
        sections=text_sections(case),
        session=named.get(case.session_id or 0),
        stop=named.get(case.stop_id or 0),
        wanting=queries.list_wanting(case),
        adoptions=adopting.list_reports(case),
        where_of=where_of,
        since_of=since_of,
        similar=similar_to(case, with_drafts=not own),
        own=own,
        file_form=file_form,
        most_metrics=MOST_METRICS,
        most_files=services.MOST_FILES,
        history=history_of(case),
        states=CaseState,
        **shared(read_filter({})),
    )
    return html, file_form.status


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Enter a case; it is a draft first."""
    _user, own = editor_required()
    form = _form(None, own)

    def save() -> Answer:
        case = services.add(_organization(form), form.draft(), act=act_now())
        return Answer(
            url_for(".show", case_id=case.id),
            _("The case has been saved as a draft. Add its metrics, then publish it."),
        )

    return submit(form, save, makes="case") or form_page("exchange/cases/manage/edit.html", form, case=None)


@bp.route("/<int:case_id>/edit", methods=["GET", "POST"])
def edit(case_id: int) -> ResponseReturnValue:
    """Change what a case says."""
    case, (_user, own) = _own(case_id), editor_required()
    form = _form(case, own).watching()

    def save() -> Answer:
        organization = _organization(form)
        services.hold(case)
        changed = form.compare(_form(case, own, is_fresh=True)) and services.edit(
            case, organization, form.draft(), act=act_now()
        )
        return Answer(
            url_for(".show", case_id=case.id),
            _("The changes have been saved.") if changed else _("Nothing was changed."),
        )

    return submit(form, save) or form_page("exchange/cases/manage/edit.html", form, case=case)


def _form(case: Case | None, own: str, *, is_fresh: bool = False) -> CaseForm:
    sessions, stops = queries.list_sessions(is_stop=False), queries.list_sessions(is_stop=True)
    return case_form(case, sessions, stops, own=own, is_fresh=is_fresh)


def _organization(form: CaseForm) -> Organization:
    """The one that was named, added where it is new."""
    return organization_named(form.organization.data or "", at=clock.now(), province_code=form.province_code.data or "")


@bp.route("/<int:case_id>/publish", methods=["POST"])
def publish(case_id: int) -> ResponseReturnValue:
    """Publish the case."""
    case = _own(case_id)
    return attempt(lambda: services.publish(case, act=act_now()), _("The case has been published."), _address(case_id))


@bp.route("/<int:case_id>/withdraw", methods=["POST"])
def withdraw(case_id: int) -> ResponseReturnValue:
    """Withdraw the case, so that only its keepers can read it."""
    case = _own(case_id)
    return attempt(lambda: services.withdraw(case, act=act_now()), _("The case has been withdrawn."), _address(case_id))


@bp.route("/<int:case_id>/delete", methods=["POST"])
def delete(case_id: int) -> ResponseReturnValue:
    """Delete a draft."""
    case = _own(case_id)
    return attempt(
        lambda: services.delete(case, act=act_now()),
        _("The draft has been deleted."),
        url_for(".index"),
        back=_address(case_id),
    )


@bp.route("/<int:case_id>/metrics/new", methods=["GET", "POST"])
def add_metric(case_id: int) -> ResponseReturnValue:
    """Add a metric to the case."""
    return _metric(_own(case_id), None)


@bp.route("/<int:case_id>/metrics/<int:metric_id>", methods=["GET", "POST"])
def edit_metric(case_id: int, metric_id: int) -> ResponseReturnValue:
    """Change one of its metrics."""
    case = _own(case_id)
    return _metric(case, metric_of(case.metrics, metric_id))


def _metric(case: Case, metric: CaseMetric | None) -> ResponseReturnValue:
    form = metric_form(MetricForm, metric)
    if metric is not None:
        form.watching()

    def save() -> Answer:
        services.hold(case)
        is_new = metric is None
        stands = None if metric is None else metric_of(case.metrics, metric.id)
        if is_new or form.compare(metric_form(MetricForm, stands, is_fresh=True)):
            services.put_metric(case, stands, form.draft(), act=act_now())
        return Answer(_address(case.id), _("The metric has been saved."))

    return submit(form, save, makes=f"metric:{case.id}" if metric is None else "") or form_page(
        "exchange/cases/manage/metric.html", form, case=case, metric=metric
    )


@bp.route("/<int:case_id>/metrics/<int:metric_id>/delete", methods=["POST"])
def remove_metric(case_id: int, metric_id: int) -> ResponseReturnValue:
    """Delete a metric of the case."""
    case = _own(case_id)
    return attempt(
        lambda: services.remove_metric(case, metric_id, act=act_now()),
        _("The metric has been deleted."),
        _address(case_id),
    )


@bp.route("/<int:case_id>/files", methods=["POST"])
def add_file(case_id: int) -> ResponseReturnValue:
    """It has a picture or a file more."""
    case, form = _own(case_id), FileForm()

    def save(file: CheckedFile) -> Answer:
        services.add_file(case, file, act=act_now())
        return Answer(_address(case_id), _("The file has been added."))

    read = partial(checked_upload, services.TAKEN, draws=True)
    return submit_read(form, read, save, makes=f"case_file:{case_id}") or _page(case, form)


@bp.route("/<int:case_id>/files/<key>/delete", methods=["POST"])
def remove_file(case_id: int, key: str) -> ResponseReturnValue:
    """Delete a file of the case."""
    case = _own(case_id)
    return attempt(
        lambda: services.remove_file(case, key, act=act_now()), _("The file has been deleted."), _address(case_id)
    )


def _address(case_id: int) -> str:
    return url_for(".show", case_id=case_id)


def _own(case_id: int) -> Case:
    """The case, for those who keep it; somebody else's is none."""
    _user, own = editor_required()
    return queries.get_case(case_id, own=own)
