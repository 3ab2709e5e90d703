"""The desk for everybody: published answers, a question without an account, and the page that its link opens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from eventmgr.event.events.models import Event
from eventmgr.event.events.views import download
from eventmgr.event.registration.own_page.views.page import private
from eventmgr.exchange.desk import queries, services
from eventmgr.exchange.desk.access import of_this_event, open_event, request_of, request_of_expert
from eventmgr.exchange.desk.feeds import atom_of, structured_answer
from eventmgr.exchange.desk.filtering import NAMES, NAMES_AT_EVENT, chosen, read_filter
from eventmgr.exchange.desk.forms import AskForm, FileForm, RateForm, TextForm
from eventmgr.exchange.desk.letters import OWN_LINK
from eventmgr.exchange.desk.models import Desk, DeskRequest, LineKind, RequestStage
from eventmgr.exchange.desk.periods import handling, months_kept
from eventmgr.exchange.desk.services import Promise
from eventmgr.exchange.desk.whose import Whose, whose_of
from eventmgr.exchange.desk.wording import category_choices, category_name, desk_choices, desk_of
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.i18n import _, _n
from eventmgr.ground.settings import home_zone
from eventmgr.identity.accounts.access import act_by_link
from eventmgr.tools.feeds.place import check_feed, feed_place
from eventmgr.tools.messages.composing import base_url
from eventmgr.tools.uploads.checking import CheckedFile
from eventmgr.tools.uploads.forms import checked_upload, sent_upload
from eventmgr.tools.web.once import Answer
from eventmgr.tools.web.pages import attempt, submit, submit_openly, submit_read
from eventmgr.tools.web.paging import say_count
from eventmgr.tools.web.rate_limits.limits import caller, limit_all
from eventmgr.tools.web.rate_limits.mail_limits import may_write
from eventmgr.tools.web.rate_limits.proof_of_work import WorkNeeded, check_work, crowd_rules, sent_on
from eventmgr.tools.web.requests.accepted import without_token
from eventmgr.tools.web.requests.parameters import CURSOR, page_query, query
from eventmgr.tools.web.responses.answers import never_kept, public_file
from eventmgr.tools.web.responses.cache import cached_page

bp = Blueprint("desk", __name__, url_prefix="/desk")
event_bp = Blueprint("desk_event", __name__, url_prefix="/events/<slug>/desk")
event_bp.url_defaults(of_this_event)
_FORMS, _FORMS_FOR_ONE_ADDRESS = 30, 6
_ABOUT = "desk"
_FILE_LOST = "file_lost"
"""Says that the page in between could not carry the file that was chosen."""


def promise() -> Promise:
    """By when answers are due at this site."""
    config = current_app.config
    return Promise(
        int(config["DESK_ANSWER_DAYS"]), home_zone(), _days(config["HOLIDAYS"]), _days(config["WORKED_WEEKENDS"])
    )


def _days(values: list[str]) -> frozenset[date]:
    return frozenset(date.fromisoformat(str(value)) for value in values)


def _desks_of(event: Event | None) -> list[Desk]:
    """Those that can be asked: the event's, or else the office's and those of provinces."""
    if event is None:
        return queries.list_desks()
    own = queries.find_desk(Whose(event_id=event.id))
    return [own] if own else []


@bp.route("/")
@cached_page("desk", *NAMES, CURSOR)
def index() -> ResponseReturnValue:
    """Answers that were published, searched first; who answers where, and the way to ask."""
    return _index(None)


@event_bp.route("/", endpoint="index")
@cached_page("facts", *NAMES_AT_EVENT, CURSOR)
def index_of_event(slug: str) -> ResponseReturnValue:
    """The same of the desk of an event."""
    return _index(open_event(slug))


def count_words(number: int) -> str:
    """How many answers a list has."""
    return say_count(number, lambda shown: _n("%(num)s answer", "%(num)s answers", shown))


def _index(event: Event | None) -> str:
    desks = _desks_of(event)
    filters = read_filter(page_query, desks, Whose(event_id=event.id) if event else None)
    page = queries.get_answer_page(filters, page_query.cursor())
    named = desks if event else queries.list_desks(page.rows)
    return render_template(
        "exchange/desk/index.html",
        event=event,
        page=page,
        count_words=count_words(queries.count_answers(filters)),
        filters=filters,
        asked=chosen(filters),
        desks=desks,
        days=int(current_app.config["DESK_ANSWER_DAYS"]),
        categories=category_choices(desks),
        provinces=desk_choices(),
        desk_of=desk_of,
        category_name=lambda key: category_name(key, named),
    )


@bp.route("/answers/<int:desk_answer_id>/")
@cached_page("desk")
def answer(desk_answer_id: int) -> ResponseReturnValue:
    """Show one question and its answer."""
    published = queries.get_public_answer(desk_answer_id)
    return render_template(
        "exchange/desk/answer.html",
        one=published,
        place=desk_of(published),
        category=category_name(published.category, queries.list_desks([published])),
        structured=structured_answer(published, address=f"{base_url()}{request.path}"),
    )


@bp.route("/answers.atom")
@cached_page("desk", *NAMES, refuses_others=True)
def atom() -> ResponseReturnValue:
    """What was answered last, as an Atom feed; an unknown value is refused."""
    return _atom(None, NAMES)


@event_bp.route("/answers.atom", endpoint="atom")
@cached_page("facts", *NAMES_AT_EVENT, refuses_others=True)
def atom_of_event(slug: str) -> ResponseReturnValue:
    """The same of the desk of an event."""
    return _atom(open_event(slug), NAMES_AT_EVENT)


def _atom(event: Event | None, names: Sequence[str]) -> Response:
    check_feed(*names)
    desks = _desks_of(event)
    filters = read_filter(query, desks, Whose(event_id=event.id) if event else None)
    answers = queries.list_latest_answers(filters)
    named = desks if event else queries.list_desks(answers)
    name = (event_bp if event else bp).name
    asked = {**chosen(filters), **({"slug": event.slug} if event else {})}
    body = atom_of(
        answers,
        place=feed_place(f"{name}.atom", f"{name}.index", asked),
        category_name=lambda key: category_name(key, named),
        event=event,
    )
    return public_file(body, "atom")


@bp.route("/ask", methods=["GET"])
@cached_page("desk", "province", "category")
def ask() -> ResponseReturnValue:
    """The form, the same for everybody."""
    return _fresh_form(None)


@event_bp.route("/ask", methods=["GET"], endpoint="ask")
@cached_page("facts", "category")
def ask_event(slug: str) -> ResponseReturnValue:
    """The form to the desk of an event, likewise."""
    return _fresh_form(open_event(slug))


def _fresh_form(event: Event | None) -> tuple[str, int]:
    names = ("category",) if event else ("province", "category")
    chosen_desk = {name: page_query.text(name) or None for name in names}
    return _ask_page(AskForm(None, data=chosen_desk).prepare(_desks_of(event), event.id if event else None), event)


@event_bp.route("/ask", methods=["POST"])
@bp.route("/ask", methods=["POST"])
@without_token
def send(slug: str = "") -> ResponseReturnValue:
    """Keep the question and go to its own page; or the form again, with what is wrong and all that was typed."""
    event = open_event(slug) if slug else None
    form = AskForm().prepare(_desks_of(event), event.id if event else None)
    made: list[DeskRequest] = []
    return submit_openly(form, lambda: made.append(_ask(form)), lambda: _ask_page(form, event)) or redirect(
        url_for("desk.show", token=OWN_LINK.token(made[0])), 303
    )


def _ask(form: AskForm) -> DeskRequest:
    """The request, kept; whoever sends it is warned of what did not come along, or is not written."""
    try:
        files = _sent_files()
        notify = _slow_down(form.email.data or "")
    except WorkNeeded as needed:
        needed.fields = [*sent_on(), *([(_FILE_LOST, "1")] if sent_upload().filename else [])]
        raise
    act = act_by_link(None, "")
    made = write(lambda: services.ask(form.draft(), files, promise=promise(), notify=notify, act=act))
    if request.form.get(_FILE_LOST):
        flash(_("Your file did not come along. Add it below."), "warning")
    if not notify:
        flash(
            _(
                "Many e-mails were sent to this address recently, so none was sent this time. Save the address of this page."
            ),
            "warning",
        )
    return made


def _ask_page(form: AskForm, event: Event | None) -> tuple[str, int]:
    html = render_template(
        "exchange/desk/ask.html",
        form=form,
        event=event,
        days=int(current_app.config["DESK_ANSWER_DAYS"]),
        handling=handling()[1],
    )
    return html, form.status


def _read_file() -> CheckedFile:
    return checked_upload(services.TAKEN, draws=True)


def _sent_files() -> list[CheckedFile]:
    return [_read_file()] if sent_upload().filename else []


def _slow_down(email: str) -> bool:
    """Whether the e-mail may be written.

    Raises:
        TooMany: this caller has sent too many forms, or too many for one address.
        WorkNeeded, BadValue: the form is one of a crowd; see `check_work`.
    """
    at = clock.now()
    rules = [
        (f"desk-from:{caller()}", _FORMS, 600),
        (f"desk-mail-from:{caller()}|{email.lower()}", _FORMS_FOR_ONE_ADDRESS, 3600),
    ]
    if limit_all(rules, at, watched=crowd_rules(_ABOUT)):
        check_work(_ABOUT, at)
    return may_write(email, about=f"desk:{email.lower()}", at=at)


@bp.route("/<token>/")
def show(token: str) -> ResponseReturnValue:
    """A request as its sender sees it."""
    return own_page(request_of(token), token)


def own_page(
    desk_request: DeskRequest,
    token: str,
    *,
    reply_form: TextForm | None = None,
    file_form: FileForm | None = None,
    rate_form: RateForm | None = None,
) -> Response:
    """That page, with what was typed on it."""
    reply_form, file_form, rate_form = (
        reply_form or TextForm(None),
        file_form or FileForm(None),
        rate_form or RateForm(None),
    )
    html = render_template(
        "exchange/desk/show.html",
        one=desk_request,
        token=token,
        lines=[line for line in desk_request.lines if line.kind is not LineKind.HANDED_OVER],
        desk=queries.find_desk(whose_of(desk_request)),
        place=desk_of(desk_request),
        category=category_name(desk_request.category, queries.list_desks([desk_request])),
        stages=RequestStage,
        reply_form=reply_form.called(
            _("Your reply") if desk_request.closed_at is None else _("What is still open")
        ).tell_apart("reply"),
        file_form=file_form.tell_apart("file"),
        rate_form=rate_form,
        most_files=services.MOST_FILES,
        months=months_kept(),
    )
    return private(html, max(reply_form.status, file_form.status, rate_form.status))


@bp.route("/<token>/reply", methods=["POST"])
def reply(token: str) -> ResponseReturnValue:
    """The sender adds something, or asks on after an answer."""
    desk_request, form = request_of(token), TextForm()
    answerer = services.address_of_answerer(desk_request)
    notify = may_write(answerer, about=f"desk_reply:{desk_request.id}", at=clock.now())

    def save() -> Answer:
        act = act_by_link(None, "")
        verb = services.reply if desk_request.closed_at is None else services.reopen
        verb(desk_request, form.text.data or "", promise=promise(), notify=notify, act=act)
        return Answer(url_for(".show", token=token), _("Your reply has been sent to the desk."))

    return submit(form, save, makes=f"desk_reply:{desk_request.id}") or own_page(desk_request, token, reply_form=form)


@bp.route("/<token>/files", methods=["POST"])
def add_file(token: str) -> ResponseReturnValue:
    """Add a file to the request."""
    desk_request, form = request_of(token), FileForm()

    def save(file: CheckedFile) -> Answer:
        services.add_file(desk_request, file, act=act_by_link(None, ""))
        return Answer(url_for(".show", token=token), _("The file has been added."))

    return submit_read(form, _read_file, save, makes=f"desk_file:{desk_request.id}") or own_page(
        desk_request, token, file_form=form
    )


@bp.route("/<token>/files/<key>")
def file(token: str, key: str) -> ResponseReturnValue:
    """Download a file of the request."""
    return send_file(request_of(token), key)


def send_file(desk_request: DeskRequest, key: str) -> Response:
    """A file of the request, as a download from where nothing runs."""
    one = queries.get_file(desk_request, key)
    return download(one.filename, one.content_type, one.content, etag=one.key)


@bp.route("/<token>/rate", methods=["POST"])
def rate(token: str) -> ResponseReturnValue:
    """How content the sender is."""
    desk_request, form = request_of(token), RateForm()

    def save() -> Answer:
        services.rate(desk_request, int(form.stars.data or 0), act=act_by_link(None, ""))
        return Answer(url_for(".show", token=token), _("Thank you. Your rating has been saved."))

    return submit(form, save) or own_page(desk_request, token, rate_form=form)


@bp.route("/<token>/withdraw", methods=["POST"])
def withdraw(token: str) -> ResponseReturnValue:
    """No answer is needed any more."""
    desk_request = request_of(token)
    return attempt(
        lambda: services.withdraw(desk_request, act=act_by_link(None, "")),
        _("The request has been withdrawn."),
        url_for(".show", token=token),
    )


@bp.route("/<token>/data.json")
def own_copy(token: str) -> ResponseReturnValue:
    """Everything that is held of the sender, to take along."""
    desk_request = request_of(token)
    response = never_kept(jsonify(copy_of(desk_request)))
    response.headers["Content-Disposition"] = f'attachment; filename="{desk_request.number}.json"'
    return response


def copy_of(asked: DeskRequest) -> dict[str, object]:
    """What a request holds of its sender, in plain values."""
    return {
        "number": asked.number,
        "name": asked.name,
        "organization": asked.organization,
        "email": asked.email,
        "telephone": asked.mobile,
        "desk": asked.province_code,
        "event": asked.event.slug if asked.event else "",
        "category": asked.category,
        "state": asked.stage.value,
        "asked_at": asked.asked_at.isoformat(),
        "satisfaction": asked.satisfaction,
        "said": [
            {"kind": line.kind.value, "text": line.text, "at": line.at.isoformat()}
            for line in asked.lines
            if line.kind is not LineKind.HANDED_OVER
        ],
        "files": [one.filename for one in asked.files],
    }


@bp.route("/<token>/delete", methods=["GET", "POST"])
def delete(token: str) -> ResponseReturnValue:
    """Delete everything personal, after it was asked once."""
    desk_request = request_of(token)
    if request.method == "POST":
        return attempt(
            lambda: services.forget(desk_request, act=act_by_link(None, "")),
            _("Your request and all your information have been deleted."),
            url_for(".index"),
        )
    return private(render_template("exchange/desk/delete.html", one=desk_request, token=token), 200)


@bp.route("/expert/<token>/", methods=["GET", "POST"])
def expert(token: str) -> ResponseReturnValue:
    """A request as the expert sees it: what was said and the files, not who asks; the expert answers or asks back."""
    desk_request, form = request_of_expert(token), TextForm()
    asks_back = "ask_back" in request.form

    def save() -> Answer:
        verb = services.ask_back if asks_back else services.answer
        verb(
            desk_request,
            form.text.data or "",
            by_name=desk_request.expert_name,
            act=act_by_link(None, desk_request.expert_name),
        )
        words = _("Your question has been sent.") if asks_back else _("Your answer has been sent.")
        return Answer(url_for(".expert", token=token), words)

    if answered := submit(form, save):
        return answered
    html = render_template(
        "exchange/desk/expert.html",
        one=desk_request,
        token=token,
        lines=desk_request.lines,
        form=form.called(_("Answer, or question to the sender")),
        category=category_name(desk_request.category, queries.list_desks([desk_request])),
        place=desk_of(desk_request),
        stages=RequestStage,
    )
    return private(html, form.status)


@bp.route("/expert/<token>/files/<key>")
def expert_file(token: str, key: str) -> ResponseReturnValue:
    """Download a file of the request, for the expert."""
    return send_file(request_of_expert(token), key)
