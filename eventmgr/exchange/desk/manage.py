"""The pages of who answers: at the office, in a province, in the team of an event."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Blueprint, Response, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.exchange.desk import queries, services
from eventmgr.exchange.desk.access import Keeper, keeper_of, of_this_event
from eventmgr.exchange.desk.counting import Figures, figures_of
from eventmgr.exchange.desk.filtering import read_category, read_desk
from eventmgr.exchange.desk.forms import DeskForm, HandOverForm, ReleaseForm, TextForm, own_lines
from eventmgr.exchange.desk.models import Desk, DeskAnswer, DeskRequest, LineKind, RequestStage
from eventmgr.exchange.desk.panels import fitting_experts
from eventmgr.exchange.desk.sheet import COLUMNS, rows_of
from eventmgr.exchange.desk.views import send_file
from eventmgr.exchange.desk.whose import Own, Whose, whose_of
from eventmgr.exchange.desk.wording import category_choices, category_name, desk_choices, desk_name, desk_of
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _, _l, localized
from eventmgr.ground.masking import mask_email, mask_mobile
from eventmgr.identity.accounts.access import act_now
from eventmgr.tools.log.history import history_of
from eventmgr.tools.sheets import as_xlsx
from eventmgr.tools.web.pages import Answer, attempt, form_page, submit
from eventmgr.tools.web.requests.parameters import query
from eventmgr.tools.web.responses.answers import list_file, never_kept

bp = Blueprint("desk_manage", __name__, url_prefix="/manage/desk")
event_bp = Blueprint("desk_event_manage", __name__, url_prefix="/manage/events/<slug>/desk")
event_bp.url_defaults(of_this_event)
PARTS = {
    "late": _l("Overdue"),
    "mine": _l("Assigned to me"),
    "asked_back": _l("Question to the sender"),
    "closed": _l("Closed"),
    "all": _l("All requests"),
}
_SPAN = timedelta(days=365)


@event_bp.route("/")
@bp.route("/")
def index(slug: str = "") -> ResponseReturnValue:
    """Requests that the account may answer: the open ones, what is due first before all; others by their state
    (`state`)."""
    keeper = keeper_of(slug)
    desks, at, part = _desks(keeper), clock.now(), query.text("state")
    if part and part not in queries.PARTS:
        known = ", ".join(queries.PARTS)
        raise BadValue(_("“%(value)s” is not a valid state. Available: %(known)s.", value=part[:40], known=known))
    whose, category = read_desk(query.text("province")), read_category(query.text("category"), desks)
    waiting, late = queries.count_open(keeper.user, own=keeper.own, at=at)
    page = queries.list_requests(
        keeper.user,
        own=keeper.own,
        part=part,
        category=category,
        whose=whose,
        q=query.text("q"),
        at=at,
        cursor=query.cursor(),
    )
    return render_template(
        "exchange/desk/manage/index.html",
        page=page,
        part=part,
        parts=PARTS,
        waiting=waiting,
        late=late,
        now=at,
        own=keeper.own,
        event=keeper.event,
        asked={name: query.text(name) for name in ("q", "state", "province", "category") if query.text(name)},
        categories=category_choices(desks),
        provinces=desk_choices(),
        desk_of=desk_of,
        category_name=lambda key: category_name(key, desks),
        stages=RequestStage,
    )


@event_bp.route("/<int:desk_request_id>/")
@bp.route("/<int:desk_request_id>/")
def show(desk_request_id: int, slug: str = "") -> ResponseReturnValue:
    """One request; how its sender is reached stays covered."""
    return _page(*_own(desk_request_id, slug))


def _own(desk_request_id: int, slug: str) -> tuple[DeskRequest, Keeper]:
    keeper = keeper_of(slug)
    return queries.get_request(desk_request_id, keeper.user, own=keeper.own), keeper


def _desks(keeper: Keeper) -> list[Desk]:
    """Those whose categories its pages name."""
    return queries.list_desks([keeper.own] if keeper.own else [])


def _page(
    desk_request: DeskRequest,
    keeper: Keeper,
    *,
    form: TextForm | None = None,
    hand_form: HandOverForm | None = None,
    shows_contacts: bool = False,
) -> Response:
    form = form or TextForm(None)
    if hand_form is None:
        hand_form = HandOverForm(None).prepare(keeper.accounts, keeper.events, fitting_experts(desk_request))
    contacts = {
        "email": desk_request.email if shows_contacts else mask_email(desk_request.email),
        "mobile": desk_request.mobile if shows_contacts else mask_mobile(desk_request.mobile),
    }
    html = render_template(
        "exchange/desk/manage/show.html",
        one=desk_request,
        lines=desk_request.lines,
        kinds=LineKind,
        contacts=contacts,
        shows_contacts=shows_contacts,
        form=form.called(_("Answer, or question to the sender")).tell_apart("answer"),
        hand_form=hand_form.tell_apart("hand"),
        place=desk_of(desk_request),
        category=category_name(desk_request.category, _desks(keeper)),
        stages=RequestStage,
        event=keeper.event,
        now=clock.now(),
        answers=queries.list_answers_of(desk_request.id),
        history=history_of(desk_request, event_id=desk_request.event_id),
    )
    response = Response(html, status=max(form.status, hand_form.status))
    return never_kept(response)


@event_bp.route("/<int:desk_request_id>/contacts", methods=["POST"])
@bp.route("/<int:desk_request_id>/contacts", methods=["POST"])
def contacts(desk_request_id: int, slug: str = "") -> ResponseReturnValue:
    """How the sender is reached, in full; that somebody looked stands in the change log."""
    desk_request, keeper = _own(desk_request_id, slug)
    write(lambda: services.note_contacts_read(desk_request, act=act_now()))
    return _page(desk_request, keeper, shows_contacts=True)


@event_bp.route("/<int:desk_request_id>/answer", methods=["POST"])
@bp.route("/<int:desk_request_id>/answer", methods=["POST"])
def answer(desk_request_id: int, slug: str = "") -> ResponseReturnValue:
    """The answer goes to the sender."""
    desk_request, keeper = _own(desk_request_id, slug)
    form = TextForm()

    def save() -> Answer:
        services.answer(desk_request, form.text.data or "", by_name=keeper.user.name, act=act_now())
        return Answer(_address(desk_request_id), _("The answer has been sent. Publish it if others will ask the same."))

    return submit(form, save) or _page(desk_request, keeper, form=form)


@event_bp.route("/<int:desk_request_id>/ask-back", methods=["POST"])
@bp.route("/<int:desk_request_id>/ask-back", methods=["POST"])
def ask_back(desk_request_id: int, slug: str = "") -> ResponseReturnValue:
    """A question goes to the sender."""
    desk_request, keeper = _own(desk_request_id, slug)
    form = TextForm()

    def save() -> Answer:
        services.ask_back(desk_request, form.text.data or "", by_name=keeper.user.name, act=act_now())
        return Answer(
            _address(desk_request_id),
            _("The question has been sent. The answer is due anew once the sender has replied."),
        )

    return submit(form, save) or _page(desk_request, keeper, form=form)


@event_bp.route("/<int:desk_request_id>/hand-over", methods=["POST"])
@bp.route("/<int:desk_request_id>/hand-over", methods=["POST"])
def hand_over(desk_request_id: int, slug: str = "") -> ResponseReturnValue:
    """Hand the request over to another account or desk."""
    desk_request, keeper = _own(desk_request_id, slug)
    accounts, events = keeper.accounts, keeper.events
    form = HandOverForm().prepare(accounts, events, fitting_experts(desk_request))

    def save() -> Answer:
        services.hand_over(
            desk_request, form.target(accounts, events), form.note.data or "", by_name=keeper.user.name, act=act_now()
        )
        return Answer(url_for(".index"), _("The request %(number)s has been handed over.", number=desk_request.number))

    return submit(form, save) or _page(desk_request, keeper, hand_form=form)


@event_bp.route("/<int:desk_request_id>/files/<key>")
@bp.route("/<int:desk_request_id>/files/<key>")
def file(desk_request_id: int, key: str, slug: str = "") -> ResponseReturnValue:
    """Download a file of the request."""
    desk_request, _keeper = _own(desk_request_id, slug)
    return send_file(desk_request, key)


@event_bp.route("/<int:desk_request_id>/release", methods=["GET", "POST"])
@bp.route("/<int:desk_request_id>/release", methods=["GET", "POST"])
def release(desk_request_id: int, slug: str = "") -> ResponseReturnValue:
    """Make of an answered request what everybody may read."""
    desk_request, keeper = _own(desk_request_id, slug)
    texts = {line.kind: line.text for line in desk_request.lines}
    lang = desk_request.language
    proposed = {
        "category": desk_request.category,
        "question": {lang: texts.get(LineKind.QUESTION, "")[:500]},
        "answer": {lang: texts.get(LineKind.ANSWER, "")},
    }
    form = ReleaseForm(data=proposed).prepare(_desks(keeper), desk_request)

    def save() -> Answer:
        services.release(form.draft(), whose=whose_of(desk_request), request=desk_request, act=act_now())
        return Answer(_address(desk_request_id), _("Question and answer have been published."))

    return submit(form, save, makes=f"desk_answer:{desk_request.id}") or form_page(
        "exchange/desk/manage/release.html", form, back=_address(desk_request_id), one=None, event=keeper.event
    )


@event_bp.route("/answers/")
@bp.route("/answers/")
def answers(slug: str = "") -> ResponseReturnValue:
    """List the published and the withdrawn answers."""
    keeper = keeper_of(slug)
    desks = _desks(keeper)
    return render_template(
        "exchange/desk/manage/answers.html",
        page=queries.get_kept_answers(own=keeper.own, cursor=query.cursor()),
        event=keeper.event,
        desk_of=desk_of,
        category_name=lambda key: category_name(key, desks),
    )


@event_bp.route("/answers/new", methods=["GET", "POST"])
@bp.route("/answers/new", methods=["GET", "POST"])
def new_answer(slug: str = "") -> ResponseReturnValue:
    """A question that nobody has sent, and its answer."""
    keeper = keeper_of(slug)
    form = ReleaseForm().prepare(_desks(keeper), None)

    def save() -> Answer:
        services.release(form.draft(), whose=keeper.own or Whose(), request=None, act=act_now())
        return Answer(url_for(".answers"), _("Question and answer have been published."))

    return submit(form, save, makes="desk_answer") or form_page(
        "exchange/desk/manage/release.html", form, back=url_for(".answers"), one=None, event=keeper.event
    )


@event_bp.route("/answers/<int:desk_answer_id>/", methods=["GET", "POST"])
@bp.route("/answers/<int:desk_answer_id>/", methods=["GET", "POST"])
def edit_answer(desk_answer_id: int, slug: str = "") -> ResponseReturnValue:
    """Change a published answer."""
    published, keeper = _own_answer(desk_answer_id, slug)
    desks = _desks(keeper)
    source = queries.find_request(published.request_id) if published.request_id else None
    form = ReleaseForm(data=_shown(published)).prepare(desks, source).watching()

    def save() -> Answer:
        now = ReleaseForm(None, data=_shown(published)).prepare(desks, source)
        changed = form.compare(now) and services.edit_answer(published, form.draft(), act=act_now())
        return Answer(url_for(".answers"), _("The changes have been saved.") if changed else _("Nothing was changed."))

    return submit(form, save) or form_page(
        "exchange/desk/manage/release.html", form, back=url_for(".answers"), one=published, event=keeper.event
    )


def _shown(published: DeskAnswer) -> dict[str, object]:
    return {"category": published.category, "question": published.question, "answer": published.answer}


def _own_answer(desk_answer_id: int, slug: str) -> tuple[DeskAnswer, Keeper]:
    keeper = keeper_of(slug)
    return queries.get_answer(desk_answer_id, own=keeper.own), keeper


@event_bp.route("/answers/<int:desk_answer_id>/publish", methods=["POST"])
@bp.route("/answers/<int:desk_answer_id>/publish", methods=["POST"])
def publish_answer(desk_answer_id: int, slug: str = "") -> ResponseReturnValue:
    """Publish an answer again that was withdrawn."""
    published, _keeper = _own_answer(desk_answer_id, slug)
    return attempt(
        lambda: services.show_answer(published, is_published=True, act=act_now()),
        _("Question and answer have been published."),
        url_for(".answers"),
    )


@event_bp.route("/answers/<int:desk_answer_id>/withdraw", methods=["POST"])
@bp.route("/answers/<int:desk_answer_id>/withdraw", methods=["POST"])
def withdraw_answer(desk_answer_id: int, slug: str = "") -> ResponseReturnValue:
    """Withdraw a published answer."""
    published, _keeper = _own_answer(desk_answer_id, slug)
    return attempt(
        lambda: services.show_answer(published, is_published=False, act=act_now()),
        _("The answer has been withdrawn. It can be published again."),
        url_for(".answers"),
    )


@event_bp.route("/settings/", methods=["GET", "POST"])
@bp.route("/settings/", methods=["GET", "POST"])
def settings(slug: str = "") -> ResponseReturnValue:
    """What the account's desk says of itself; an office chooses whose (`province`)."""
    keeper = keeper_of(slug)
    whose = keeper.own or read_desk(query.text("province")) or Whose()
    desk = queries.find_desk(whose)
    shown = {name: getattr(desk, name) for name in ("answered_by", "phone", "hours")} if desk else {}
    form = DeskForm(data={**shown, "categories": own_lines(desk)})

    def save() -> Answer:
        draft = form.draft(queries.find_desk(whose), whose.mark)
        changed = services.put_desk(whose, draft, act=act_now())
        words = _("The changes have been saved.") if changed else _("Nothing was changed.")
        return Answer(url_for(".settings", province=whose.province_code or None), words)

    place = localized(keeper.event.title) if keeper.event else desk_name(whose.province_code)
    return submit(form, save) or form_page(
        "exchange/desk/manage/settings.html",
        form,
        own=keeper.own,
        code=whose.province_code,
        place=place,
        provinces=desk_choices(),
        days=int(current_app.config["DESK_ANSWER_DAYS"]),
        event=keeper.event,
    )


@event_bp.route("/figures/")
@bp.route("/figures/")
def figures(slug: str = "") -> ResponseReturnValue:
    """How many requests came within a year, and how long answers took."""
    at, keeper = clock.now(), keeper_of(slug)
    desks = _desks(keeper)
    return render_template(
        "exchange/desk/manage/figures.html",
        figures=_figures(keeper.own, at),
        since=at - _SPAN,
        event=keeper.event,
        desk_name=desk_name,
        category_name=lambda key: category_name(key, desks),
    )


@event_bp.route("/figures.xlsx")
@bp.route("/figures.xlsx")
def figures_sheet(slug: str = "") -> ResponseReturnValue:
    """Download the figures of the desk as a workbook."""
    at, keeper = clock.now(), keeper_of(slug)
    title = _("Consultation desk")
    lines = rows_of(_figures(keeper.own, at), _desks(keeper), with_desks=keeper.event is None)
    return list_file(as_xlsx(COLUMNS, lines, title=title), "xlsx", title, plain="desk")


def _figures(own: Own, at: datetime) -> Figures:
    since = at - _SPAN
    return figures_of(queries.list_counts(own, since=since, at=at), queries.list_middles(own, since=since))


def _address(desk_request_id: int) -> str:
    return url_for(".show", desk_request_id=desk_request_id)
