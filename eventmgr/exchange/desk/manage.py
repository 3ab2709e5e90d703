"""The office's and the provinces' pages of the desk."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Blueprint, Response, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.exchange.desk import queries, services
from eventmgr.exchange.desk.counting import Figures, figures_of
from eventmgr.exchange.desk.filtering import read_category, read_province
from eventmgr.exchange.desk.forms import DeskForm, HandOverForm, ReleaseForm, TextForm, own_lines
from eventmgr.exchange.desk.models import DeskAnswer, DeskRequest, LineKind, RequestStage
from eventmgr.exchange.desk.sheet import COLUMNS, rows_of
from eventmgr.exchange.desk.views import send_file
from eventmgr.exchange.desk.wording import category_choices, category_name, desk_choices, desk_name
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _, _l
from eventmgr.ground.masking import mask_email, mask_mobile
from eventmgr.ground.settings import home_zone
from eventmgr.identity.accounts.access import act_now, editor_required
from eventmgr.identity.accounts.models import User
from eventmgr.tools.log.queries import list_entries
from eventmgr.tools.log.wording import lines_of
from eventmgr.tools.sheets import as_xlsx
from eventmgr.tools.web.pages import Answer, attempt, form_page, submit
from eventmgr.tools.web.requests.parameters import query
from eventmgr.tools.web.responses.answers import LIST_TYPES, never_kept

bp = Blueprint("desk_manage", __name__, url_prefix="/manage/desk")
PARTS = {
    "late": _l("Overdue"), "mine": _l("Assigned to me"), "asked_back": _l("Question to the sender"), "closed": _l("Closed"),
    "all": _l("All requests"),
}  # fmt: skip
_SPAN = timedelta(days=365)


@bp.route("/")
def index() -> ResponseReturnValue:
    """Requests that the account may answer: the open ones, what is due first before all; others by their state (`state`)."""
    user, own = editor_required()
    desks, at, part = queries.list_desks(), clock.now(), query.text("state")
    if part and part not in queries.PARTS:
        known = ", ".join(queries.PARTS)
        raise BadValue(_("“%(value)s” is not a valid state. Available: %(known)s.", value=part[:40], known=known))
    province, category = read_province(query.text("province")), read_category(query.text("category"), desks)
    waiting, late = queries.count_open(user, own=own, at=at)
    page = queries.list_requests(
        user, own=own, part=part, category=category, province=province, q=query.text("q"), at=at,
        cursor=query.text("cursor", longest=2000) or None,
    )  # fmt: skip
    return render_template(
        "exchange/desk/manage/index.html",
        page=page, part=part, parts=PARTS, waiting=waiting, late=late, now=at, own=own,
        asked={name: query.text(name) for name in ("q", "state", "province", "category") if query.text(name)},
        categories=category_choices(desks), provinces=desk_choices(), desk_name=desk_name,
        category_name=lambda key: category_name(key, desks), stages=RequestStage,
    )  # fmt: skip


@bp.route("/<int:desk_request_id>/")
def show(desk_request_id: int) -> ResponseReturnValue:
    """One request; how its sender is reached stays covered."""
    return _page(_own(desk_request_id)[0])


def _own(desk_request_id: int) -> tuple[DeskRequest, User]:
    user, own = editor_required()
    return queries.get_request(desk_request_id, user, own=own), user


def _page(
    desk_request: DeskRequest,
    *,
    form: TextForm | None = None,
    hand_form: HandOverForm | None = None,
    shows_contacts: bool = False,
) -> Response:
    desks, accounts = queries.list_desks(), queries.list_accounts()
    form, hand_form = form or TextForm(None), hand_form or HandOverForm(None).prepare(accounts)
    contacts = {
        "email": desk_request.email if shows_contacts else mask_email(desk_request.email),
        "mobile": desk_request.mobile if shows_contacts else mask_mobile(desk_request.mobile),
    }
    html = render_template(
        "exchange/desk/manage/show.html",
        one=desk_request, lines=desk_request.lines, kinds=LineKind, contacts=contacts, shows_contacts=shows_contacts,
        form=form.called(_("Answer, or question to the sender")).tell_apart("answer"), hand_form=hand_form.tell_apart("hand"),
        place=desk_name(desk_request.province_code), category=category_name(desk_request.category, desks), stages=RequestStage,
        now=clock.now(), answers=queries.list_answers_of(desk_request.id),
        history=lines_of(list_entries(None, object_type=DeskRequest.__tablename__, object_id=desk_request.id), home_zone()),
    )  # fmt: skip
    response = Response(html, status=max(form.status, hand_form.status))
    return never_kept(response)


@bp.route("/<int:desk_request_id>/contacts", methods=["POST"])
def contacts(desk_request_id: int) -> ResponseReturnValue:
    """How the sender is reached, in full; that somebody looked stands in the change log."""
    desk_request, _user = _own(desk_request_id)
    write(lambda: services.note_contacts_read(desk_request, act=act_now()))
    return _page(desk_request, shows_contacts=True)


@bp.route("/<int:desk_request_id>/answer", methods=["POST"])
def answer(desk_request_id: int) -> ResponseReturnValue:
    """The answer goes to the sender."""
    desk_request, user = _own(desk_request_id)
    form = TextForm()

    def save() -> Answer:
        services.answer(desk_request, form.text.data or "", by_name=user.name, act=act_now())
        return Answer(_address(desk_request_id), _("The answer has been sent. Publish it if others will ask the same."))

    return submit(form, save) or _page(desk_request, form=form)


@bp.route("/<int:desk_request_id>/ask-back", methods=["POST"])
def ask_back(desk_request_id: int) -> ResponseReturnValue:
    """A question goes to the sender."""
    desk_request, user = _own(desk_request_id)
    form = TextForm()

    def save() -> Answer:
        services.ask_back(desk_request, form.text.data or "", by_name=user.name, act=act_now())
        return Answer(
            _address(desk_request_id),
            _("The question has been sent. The answer is due anew once the sender has replied."),
        )

    return submit(form, save) or _page(desk_request, form=form)


@bp.route("/<int:desk_request_id>/hand-over", methods=["POST"])
def hand_over(desk_request_id: int) -> ResponseReturnValue:
    """Somebody else answers."""
    desk_request, user = _own(desk_request_id)
    accounts = queries.list_accounts()
    form = HandOverForm().prepare(accounts)

    def save() -> Answer:
        services.hand_over(desk_request, form.target(accounts), form.note.data or "", by_name=user.name, act=act_now())
        return Answer(url_for(".index"), _("The request %(number)s has been handed over.", number=desk_request.number))

    return submit(form, save) or _page(desk_request, hand_form=form)


@bp.route("/<int:desk_request_id>/files/<key>")
def file(desk_request_id: int, key: str) -> ResponseReturnValue:
    """One of its files."""
    desk_request, _user = _own(desk_request_id)
    return send_file(desk_request, key)


@bp.route("/<int:desk_request_id>/release", methods=["GET", "POST"])
def release(desk_request_id: int) -> ResponseReturnValue:
    """Make of an answered request what everybody may read."""
    desk_request, _user = _own(desk_request_id)
    texts = {line.kind: line.text for line in desk_request.lines}
    desks, lang = queries.list_desks(), desk_request.language
    proposed = {
        "category": desk_request.category,
        "question": {lang: texts.get(LineKind.QUESTION, "")[:500]},
        "answer": {lang: texts.get(LineKind.ANSWER, "")},
    }
    form = ReleaseForm(data=proposed).prepare(desks, desk_request)

    def save() -> Answer:
        services.release(form.draft(), province_code=desk_request.province_code, request=desk_request, act=act_now())
        return Answer(_address(desk_request_id), _("Question and answer have been published."))

    return submit(form, save, makes=f"desk_answer:{desk_request.id}") or form_page(
        "exchange/desk/manage/release.html", form, back=_address(desk_request_id), one=None
    )


@bp.route("/answers/")
def answers() -> ResponseReturnValue:
    """Published and withdrawn answers."""
    _user, own = editor_required()
    desks = queries.list_desks()
    return render_template(
        "exchange/desk/manage/answers.html",
        page=queries.get_kept_answers(own=own, cursor=query.text("cursor", longest=2000) or None),
        desk_name=desk_name,
        category_name=lambda key: category_name(key, desks),
    )


@bp.route("/answers/new", methods=["GET", "POST"])
def new_answer() -> ResponseReturnValue:
    """A question that nobody has sent, and its answer."""
    _user, own = editor_required()
    form = ReleaseForm().prepare(queries.list_desks(), None)

    def save() -> Answer:
        services.release(form.draft(), province_code=own, request=None, act=act_now())
        return Answer(url_for(".answers"), _("Question and answer have been published."))

    return submit(form, save, makes="desk_answer") or form_page(
        "exchange/desk/manage/release.html", form, back=url_for(".answers"), one=None
    )


@bp.route("/answers/<int:desk_answer_id>/", methods=["GET", "POST"])
def edit_answer(desk_answer_id: int) -> ResponseReturnValue:
    """Change what everybody reads."""
    published = _own_answer(desk_answer_id)
    desks = queries.list_desks()
    source = queries.find_request(published.request_id) if published.request_id else None
    form = ReleaseForm(data=_shown(published)).prepare(desks, source).watching()

    def save() -> Answer:
        now = ReleaseForm(None, data=_shown(published)).prepare(desks, source)
        changed = form.compare(now) and services.edit_answer(published, form.draft(), act=act_now())
        return Answer(url_for(".answers"), _("The changes have been saved.") if changed else _("Nothing was changed."))

    return submit(form, save) or form_page(
        "exchange/desk/manage/release.html", form, back=url_for(".answers"), one=published
    )


def _shown(published: DeskAnswer) -> dict[str, object]:
    return {"category": published.category, "question": published.question, "answer": published.answer}


def _own_answer(desk_answer_id: int) -> DeskAnswer:
    _user, own = editor_required()
    return queries.get_answer(desk_answer_id, own=own)


@bp.route("/answers/<int:desk_answer_id>/publish", methods=["POST"])
def publish_answer(desk_answer_id: int) -> ResponseReturnValue:
    """Everybody reads it again."""
    published = _own_answer(desk_answer_id)
    return attempt(
        lambda: services.show_answer(published, is_published=True, act=act_now()),
        _("Question and answer have been published."),
        url_for(".answers"),
    )


@bp.route("/answers/<int:desk_answer_id>/withdraw", methods=["POST"])
def withdraw_answer(desk_answer_id: int) -> ResponseReturnValue:
    """Nobody reads it any more."""
    published = _own_answer(desk_answer_id)
    return attempt(
        lambda: services.show_answer(published, is_published=False, act=act_now()),
        _("The answer has been withdrawn. It can be published again."),
        url_for(".answers"),
    )


@bp.route("/settings/", methods=["GET", "POST"])
def settings() -> ResponseReturnValue:
    """What the account's desk says of itself; an office chooses whose (`province`)."""
    _user, own = editor_required()
    code = own or read_province(query.text("province")) or ""
    desk = queries.find_desk(code)
    shown = {name: getattr(desk, name) for name in ("answered_by", "phone", "hours")} if desk else {}
    form = DeskForm(data={**shown, "categories": own_lines(desk)})

    def save() -> Answer:
        changed = services.put_desk(code, form.draft(queries.find_desk(code), code), act=act_now())
        return Answer(
            url_for(".settings", province=code or None),
            _("The changes have been saved.") if changed else _("Nothing was changed."),
        )

    return submit(form, save) or form_page(
        "exchange/desk/manage/settings.html", form, own=own, code=code, place=desk_name(code), provinces=desk_choices(),
        days=int(current_app.config["DESK_ANSWER_DAYS"]),
    )  # fmt: skip


@bp.route("/figures/")
def figures() -> ResponseReturnValue:
    """How many requests came within a year, and how long answers took."""
    at, own = clock.now(), editor_required()[1]
    desks = queries.list_desks()
    return render_template(
        "exchange/desk/manage/figures.html",
        figures=_figures(own, at),
        since=at - _SPAN,
        desk_name=desk_name,
        category_name=lambda key: category_name(key, desks),
    )


@bp.route("/figures.xlsx")
def figures_sheet() -> ResponseReturnValue:
    """The same as a workbook."""
    at, own = clock.now(), editor_required()[1]
    title = _("Consultation desk")
    body = as_xlsx(COLUMNS, rows_of(_figures(own, at), queries.list_desks()), title=title)
    response = Response(body, content_type=LIST_TYPES["xlsx"])
    response.headers["Content-Disposition"] = 'attachment; filename="desk.xlsx"'
    return never_kept(response)


def _figures(own: str, at: datetime) -> Figures:
    since = at - _SPAN
    return figures_of(queries.list_counts(own, since=since, at=at), queries.list_middles(own, since=since))


def _address(desk_request_id: int) -> str:
    return url_for(".show", desk_request_id=desk_request_id)
