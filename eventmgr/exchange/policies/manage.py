"""The office's and the provinces' pages of policies."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.exchange.policies import queries, services, sheet
from eventmgr.exchange.policies.filtering import PolicyFilter, read_filter
from eventmgr.exchange.policies.forms import FileForm, PolicyForm, RepealForm, SheetForm, policy_form
from eventmgr.exchange.policies.importing import Fault, read_policies
from eventmgr.exchange.policies.models import Policy, PolicyState
from eventmgr.exchange.policies.views.blueprint import shared, today
from eventmgr.exchange.policies.wording import policy_lines
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, _n, localized
from eventmgr.identity.accounts.access import act_now, editor_required
from eventmgr.tools.log.history import history_of
from eventmgr.tools.sheets import UnreadableSheet, as_xlsx
from eventmgr.tools.sheets.reading.limits import USUAL
from eventmgr.tools.taxonomy.asked import read_member
from eventmgr.tools.uploads.checking import CheckedFile
from eventmgr.tools.uploads.forms import checked_upload, sent_upload
from eventmgr.tools.web.pages import Answer, attempt, finish, form_page, submit, submit_read
from eventmgr.tools.web.requests.parameters import query
from eventmgr.tools.web.responses.answers import list_file

bp = Blueprint("policies_manage", __name__, url_prefix="/manage/policies")
_MOST_FAULTS = 100


@bp.route("/")
def index() -> ResponseReturnValue:
    """All policies that the account keeps, in every state."""
    _user, own = editor_required()
    filters, day = read_office_filter(), today()
    return render_template(
        "exchange/policies/manage/index.html",
        page=queries.get_list_page(filters, query.cursor(), day=day, is_office=True, own=own),
        counts=queries.count_by_state(filters, day=day, own=own),
        state_choices=PolicyState.choices(),
        own=own,
        **shared(filters, day=day),
    )


def read_office_filter() -> PolicyFilter:
    """The filter that the address of the office's list asks for."""
    state = read_member(PolicyState, "state", query.text("state"))
    return replace(read_filter(query), state=state)


@bp.route("/<int:policy_id>/")
def show(policy_id: int) -> ResponseReturnValue:
    """One policy with all that may be done with it."""
    return _page(_own(policy_id), RepealForm(), FileForm())


def _page(policy: Policy, repeal_form: RepealForm, file_form: FileForm) -> ResponseReturnValue:
    if not repeal_form.is_submitted():
        repeal_form.repealed_on.data = policy.repealed_on or today()
    html = render_template(
        "exchange/policies/manage/policy.html",
        policy=policy,
        lines=policy_lines(policy, day=today()),
        superseding=queries.list_superseding(policy.id, is_office=True),
        repeal_form=repeal_form.tell_apart("repeal"),
        file_form=file_form.tell_apart("file"),
        most_files=services.MOST_FILES,
        history=history_of(policy),
        states=PolicyState,
    )
    return html, max(repeal_form.status, file_form.status)


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Enter a policy; it is a draft first."""
    _user, own = editor_required()
    form = policy_form(None, _choices(own, None), own=own)

    def save() -> Answer:
        policy = services.add(form.draft(), act=act_now())
        return Answer(
            url_for(".show", policy_id=policy.id),
            _("The policy has been saved as a draft. Publish it when it is complete."),
        )

    return submit(form, save, makes="policy") or _form(form, None)


@bp.route("/import", methods=["GET", "POST"])
def import_sheet() -> ResponseReturnValue:
    """Policies from a sheet, all of them as drafts, or none where a row is wrong."""
    _user, own = editor_required()
    form, faults = SheetForm(), list[Fault]()
    if form.validate_on_submit():
        faults, answer = _take(form, own)
        if answer is not None:
            return answer
    html = render_template(
        "exchange/policies/manage/import.html", form=form, faults=faults[:_MOST_FAULTS], found=len(faults)
    )
    return html, 422 if faults else form.status


def _take(form: SheetForm, own: str) -> tuple[list[Fault], ResponseReturnValue | None]:
    """What is wrong with the sheet that was sent; or, taken in, the way on."""
    sheet_sent = form.read(sent_upload(most_bytes=USUAL.file_bytes).content)
    if sheet_sent is None:
        return [], None
    try:
        read = read_policies(sheet_sent, own=own)
    except UnreadableSheet as error:
        form.refuse(Refusal(error.sentence.translated(_), field="file"))
        return [], None
    if read.faults or not read.drafts:
        return read.faults or [Fault(0, "", _("There is no policy in this sheet."))], None

    def save() -> Answer:
        services.add_many(read.drafts, act=act_now())
        words = _n(
            "%(num)s policy has been saved as a draft.", "%(num)s policies have been saved as drafts.", len(read.drafts)
        )
        return Answer(url_for(".index", state=PolicyState.DRAFT.value), words)

    return [], finish(form, save, makes="policies")


@bp.route("/policies.xlsx")
def export() -> ResponseReturnValue:
    """What the account keeps, as far as the filters leave it, as a file; it can be imported again."""
    _user, own = editor_required()
    day = today()
    rows = queries.list_for_office(read_office_filter(), day=day, own=own)
    title = _("Policies")
    return list_file(as_xlsx(sheet.columns(day=day), rows, title=title), "xlsx", title, plain="policies")


@bp.route("/<int:policy_id>/edit", methods=["GET", "POST"])
def edit(policy_id: int) -> ResponseReturnValue:
    """Change what a policy says."""
    policy, (_user, own) = _own(policy_id), editor_required()
    choices = _choices(own, policy)
    form = policy_form(policy, choices, own=own).watching()

    def save() -> Answer:
        services.hold(policy)
        now = policy_form(policy, choices, own=own, is_fresh=True)
        changed = form.compare(now) and services.edit(policy, form.draft(), act=act_now())
        return Answer(
            url_for(".show", policy_id=policy.id),
            _("The changes have been saved.") if changed else _("Nothing was changed."),
        )

    return submit(form, save) or _form(form, policy)


def _form(form: PolicyForm, policy: Policy | None) -> ResponseReturnValue:
    return form_page("exchange/policies/manage/edit.html", form, policy=policy)


def _choices(own: str, policy: Policy | None) -> list[tuple[str, str]]:
    others = queries.list_supersedable(own=own)
    if policy is not None and policy.supersedes is not None and policy.supersedes not in others:
        others.append(policy.supersedes)
    return [
        (str(one.id), " ".join(filter(None, (localized(one.title), one.number))))
        for one in others
        if policy is None or one.id != policy.id
    ]


@bp.route("/<int:policy_id>/publish", methods=["POST"])
def publish(policy_id: int) -> ResponseReturnValue:
    """Publish the policy."""
    policy = _own(policy_id)
    return attempt(
        lambda: services.publish(policy, act=act_now()), _("The policy has been published."), _address(policy_id)
    )


@bp.route("/<int:policy_id>/withdraw", methods=["POST"])
def withdraw(policy_id: int) -> ResponseReturnValue:
    """Withdraw the policy, so that only its keepers can read it."""
    policy = _own(policy_id)
    return attempt(
        lambda: services.withdraw(policy, act=act_now()),
        _("The policy has been withdrawn. Calendars that have its dates show them as cancelled."),
        _address(policy_id),
    )


@bp.route("/<int:policy_id>/repeal", methods=["POST"])
def repeal(policy_id: int) -> ResponseReturnValue:
    """It does not hold from a day on."""
    policy, form = _own(policy_id), RepealForm()

    def save() -> Answer:
        services.hold(policy)
        services.repeal(policy, form.repealed_on.data, act=act_now())
        return Answer(_address(policy_id), _("The repeal has been saved."))

    return submit(form, save) or _page(policy, form, FileForm(None))


@bp.route("/<int:policy_id>/reinstate", methods=["POST"])
def reinstate(policy_id: int) -> ResponseReturnValue:
    """Take back the repeal of the policy."""
    policy = _own(policy_id)

    def save() -> None:
        services.hold(policy)
        services.repeal(policy, None, act=act_now())

    return attempt(save, _("The repeal has been taken back."), _address(policy_id))


@bp.route("/<int:policy_id>/delete", methods=["POST"])
def delete(policy_id: int) -> ResponseReturnValue:
    """Delete a draft."""
    policy = _own(policy_id)
    return attempt(
        lambda: services.delete(policy, act=act_now()),
        _("The draft has been deleted."),
        url_for(".index"),
        back=_address(policy_id),
    )


@bp.route("/<int:policy_id>/files", methods=["POST"])
def add_file(policy_id: int) -> ResponseReturnValue:
    """Add a file to the policy."""
    policy, form = _own(policy_id), FileForm()

    def save(file: CheckedFile) -> Answer:
        services.add_file(policy, file, act=act_now())
        return Answer(_address(policy_id), _("The file has been added."))

    read = partial(checked_upload, services.TAKEN, draws=True)
    return submit_read(form, read, save, makes=f"policy_file:{policy_id}") or _page(policy, RepealForm(None), form)


@bp.route("/<int:policy_id>/files/<key>/delete", methods=["POST"])
def remove_file(policy_id: int, key: str) -> ResponseReturnValue:
    """Delete a file of the policy."""
    policy = _own(policy_id)
    return attempt(
        lambda: services.remove_file(policy, key, act=act_now()), _("The file has been deleted."), _address(policy_id)
    )


def _address(policy_id: int) -> str:
    return url_for(".show", policy_id=policy_id)


def _own(policy_id: int) -> Policy:
    """The policy, for those who keep it; somebody else's is none."""
    _user, own = editor_required()
    return queries.get_policy(policy_id, own=own)
