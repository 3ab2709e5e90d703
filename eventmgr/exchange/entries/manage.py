"""The office's and the provinces' pages of organizations that enter themselves."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.exchange.entries import queries, services
from eventmgr.exchange.entries.forms import NEW, AcceptForm, DeclineForm
from eventmgr.exchange.entries.models import EntryState, OrganizationEntry
from eventmgr.ground.i18n import _, language
from eventmgr.ground.masking import mask_email
from eventmgr.identity.accounts.access import act_now, editor_required
from eventmgr.tools.log.history import history_of
from eventmgr.tools.taxonomy import get_province, get_sector
from eventmgr.tools.taxonomy.asked import read_member
from eventmgr.tools.web.pages import Answer, submit
from eventmgr.tools.web.requests.parameters import query
from eventmgr.tools.web.responses.answers import never_kept

bp = Blueprint("entries_manage", __name__, url_prefix="/manage/entries")


@bp.route("/")
def index() -> ResponseReturnValue:
    """Entries of the account's province, or all; those that wait are counted."""
    _user, own = editor_required()
    state = read_member(EntryState, "state", query.text("state"))
    return render_template(
        "exchange/entries/manage/index.html",
        page=queries.list_entries_page(own, state, query.cursor()),
        waiting=queries.count_waiting(own),
        state=state,
        states=[(one.value, one.label) for one in EntryState if one is not EntryState.UNCONFIRMED],
    )


@bp.route("/<int:organization_entry_id>/")
def show(organization_entry_id: int) -> ResponseReturnValue:
    """One entry beside the organizations that may be the same."""
    entry = queries.get_entry(organization_entry_id, own=editor_required()[1])
    return _page(entry, AcceptForm(None), DeclineForm(None))


@bp.route("/<int:organization_entry_id>/accept", methods=["POST"])
def accept(organization_entry_id: int) -> ResponseReturnValue:
    """Take the organization into the directory."""
    own = editor_required()[1]
    entry = queries.get_entry(organization_entry_id, own=own)
    alike = list(queries.list_alike(entry))
    form = AcceptForm().prepare(alike)

    def work() -> Answer:
        same = None if form.same.data == NEW else next(one for one in alike if str(one.id) == form.same.data)
        services.accept(entry.id, same, own=own, act=act_now())
        return Answer(url_for(".index"), _("“%(name)s” is in the directory.", name=entry.name))

    return submit(form, work) or _page(entry, form, DeclineForm(None))


@bp.route("/<int:organization_entry_id>/decline", methods=["POST"])
def decline(organization_entry_id: int) -> ResponseReturnValue:
    """Decline the entry, with a reason."""
    own = editor_required()[1]
    entry, form = queries.get_entry(organization_entry_id, own=own), DeclineForm()

    def work() -> Answer:
        services.decline(entry.id, form.reason.data or "", own=own, act=act_now())
        return Answer(url_for(".index"), _("“%(name)s” was not taken in.", name=entry.name))

    return submit(form, work) or _page(entry, AcceptForm(None), form)


def _page(entry: OrganizationEntry, form: AcceptForm, decline_form: DeclineForm) -> ResponseReturnValue:
    alike = list(queries.list_alike(entry)) if entry.state is EntryState.WAITING else []
    html = render_template(
        "exchange/entries/manage/entry.html",
        entry=entry,
        form=form.prepare(alike) if form.same.choices is None else form,
        decline_form=decline_form.tell_apart("decline"),
        alike=alike,
        is_waiting=entry.state is EntryState.WAITING,
        email=mask_email(entry.email),
        province=get_province(entry.province_code).name(language()),
        sector=get_sector(entry.sector_code).labelled(language()),
        history=history_of(entry),
    )
    return never_kept(Response(html, status=max(form.status, decline_form.status)))
