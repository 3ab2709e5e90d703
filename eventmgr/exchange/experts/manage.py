"""The office's and the provinces' pages of experts."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.exchange.experts import queries, services
from eventmgr.exchange.experts.forms import entry_form
from eventmgr.exchange.experts.models import Expert, ExpertState
from eventmgr.exchange.experts.periods import INVITED_DAYS, KEPT_DAYS
from eventmgr.exchange.experts.wording import all_lines, fields_of, name_of, part_of
from eventmgr.ground.i18n import _
from eventmgr.ground.masking import mask_email
from eventmgr.identity.accounts.access import act_now, editor_required
from eventmgr.tools.log.history import history_of
from eventmgr.tools.taxonomy.asked import read_member
from eventmgr.tools.web.pages import Answer, attempt, form_page, submit
from eventmgr.tools.web.requests.parameters import query

bp = Blueprint("experts_manage", __name__, url_prefix="/manage/experts")


@bp.route("/")
def index() -> ResponseReturnValue:
    """Experts of the account's province, or all, whatever they have said."""
    own = editor_required()[1]
    state = read_member(ExpertState, "state", query.text("state"))
    return render_template(
        "exchange/experts/manage/index.html",
        page=queries.get_office_page(own, state, query.cursor()),
        state=state,
        states=ExpertState.choices(),
        name_of=name_of,
        part_of=part_of,
        fields_of=fields_of,
    )


@bp.route("/<int:expert_id>/")
def show(expert_id: int) -> ResponseReturnValue:
    """One expert: what was entered, what of it is shown, what they have said."""
    expert = _own(expert_id)
    return render_template(
        "exchange/experts/manage/expert.html",
        expert=expert,
        name=name_of(expert),
        lines=all_lines(expert),
        email=mask_email(expert.email),
        states=ExpertState,
        invited_days=INVITED_DAYS,
        kept_days=KEPT_DAYS,
        history=history_of(expert),
    )


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Enter an expert and ask for their consent."""
    form = entry_form(None, own=editor_required()[1])

    def save() -> Answer:
        expert = services.invite(form.draft(), act=act_now())
        return Answer(
            url_for(".show", expert_id=expert.id),
            _("The link has been sent. Nothing is shown before the expert has agreed."),
        )

    return submit(form, save, makes="expert") or form_page("exchange/experts/manage/edit.html", form, expert=None)


@bp.route("/<int:expert_id>/edit", methods=["GET", "POST"])
def edit(expert_id: int) -> ResponseReturnValue:
    """Change what the expert will be asked about."""
    expert, own = _own(expert_id), editor_required()[1]
    form = entry_form(expert, own=own).watching()

    def save() -> Answer:
        held = services.hold(expert)
        is_other = form.compare(entry_form(held, own=own, is_fresh=True))
        changed = is_other and services.edit(expert, form.draft(), act=act_now())
        return Answer(
            url_for(".show", expert_id=expert.id),
            _("The changes have been saved.") if changed else _("Nothing was changed."),
        )

    return submit(form, save) or form_page(
        "exchange/experts/manage/edit.html", form, expert=expert, name=name_of(expert)
    )


@bp.route("/<int:expert_id>/send", methods=["POST"])
def send(expert_id: int) -> ResponseReturnValue:
    """The link goes to the expert once more."""
    expert = _own(expert_id)
    return attempt(
        lambda: services.send_link(expert, act=act_now()),
        _("The link has been sent. The one before does not work any more."),
        url_for(".show", expert_id=expert_id),
    )


@bp.route("/<int:expert_id>/delete", methods=["POST"])
def delete(expert_id: int) -> ResponseReturnValue:
    """The expert is in no list any more, and nothing is held of them."""
    expert = _own(expert_id)
    return attempt(lambda: services.remove(expert, act=act_now()), _("The expert has been deleted."), url_for(".index"))


def _own(expert_id: int) -> Expert:
    """The expert, for those who keep them; another province's is none."""
    return queries.get_expert(expert_id, own=editor_required()[1])
