"""Answering: by a person's own link, or by a code on the wall; without an account and without scripts."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.events.access import refuse_what_is_off
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.own_page.views.page import agreed, private
from eventmgr.ground import clock
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound, WrongLink
from eventmgr.ground.i18n import _
from eventmgr.programme.surveys import queries, services
from eventmgr.programme.surveys.forms.answering import AnswerForm, answer_form
from eventmgr.programme.surveys.labels import SurveyState, state_at
from eventmgr.programme.surveys.letters import promise_of
from eventmgr.programme.surveys.models import Survey, SurveyCode
from eventmgr.programme.surveys.panels import open_for
from eventmgr.tools.web import tokens
from eventmgr.tools.web.once import once
from eventmgr.tools.web.pages import Answer, finish
from eventmgr.tools.web.rate_limits.limits import caller, limit
from eventmgr.tools.web.requests.accepted import without_token

bp = Blueprint("surveys", __name__)
CODE = "survey"
"""Kind of the signed token in a code on the wall."""
_BY_CALLER, _BY_LINK = 300, 60
"""Answers an hour: a hall is behind one address."""


@bp.route("/my/<token>/surveys/")
def index(token: str) -> ResponseReturnValue:
    """What asks this person now."""
    registration = agreed(token)
    answered = queries.list_answered_by(registration.id)
    surveys = [(one, one.id in answered) for one in open_for(registration)]
    html = render_template("programme/surveys/index.html", event=registration.event, token=token, surveys=surveys)
    return private(html)


@bp.route("/my/<token>/surveys/<int:survey_id>/", methods=["GET", "POST"])
@without_token
def answer(token: str, survey_id: int) -> ResponseReturnValue:
    """One questionnaire, with what was answered before where names are known."""
    registration = agreed(token)
    event, survey = _shown(registration, survey_id)
    was_answered = queries.is_answered_by(survey, registration.id)
    is_open = state_at(survey, event, clock.now()) is SurveyState.OPEN
    if not is_open or (survey.is_anonymous and was_answered):
        status = 409 if request.method == "POST" else 200
        return private(
            render_template(
                "programme/surveys/done.html", event=event, survey=survey, token=token, answered=was_answered
            ),
            status,
        )
    before = queries.find_answer(survey, registration.id) if not survey.is_anonymous else None
    form = answer_form(queries.list_questions_asked(survey.id), before.content if before else None)
    if form.validate_on_submit() and (content := form.judged()) is not None:
        if not survey.is_anonymous:
            limit(f"survey-link:{registration.id}", most=_BY_LINK, per_seconds=3600, at=clock.now())

        def work() -> Answer:
            services.answer_by_link(event, survey, registration, content, at=clock.now())
            return Answer(url_for(".index", token=token), _("Thank you. Your answers have been recorded."))

        if answer := finish(form, work):
            return answer
    return private(_page(form, event, survey, token=token, back=url_for(".index", token=token)), _status(form))


def _shown(registration: Registration, survey_id: int) -> tuple[Event, Survey]:
    """A published questionnaire that asks this person.

    Raises:
        NotFound: there is none.
    """
    event = registration.event
    survey = get_of(event, Survey, survey_id)
    is_seen = state_at(survey, event, clock.now()) in (SurveyState.OPEN, SurveyState.CLOSED)
    if not is_seen or not queries.is_asked(survey, registration):
        raise NotFound(_("There is no such questionnaire."))
    return event, survey


@bp.route("/surveys/<token>/", methods=["GET", "POST"])
@without_token
def scanned(token: str) -> ResponseReturnValue:
    """What the code on the wall opens; nobody is named, whoever answers."""
    code, survey, event = _opened(token)
    about = _about(code, survey)
    if state_at(survey, event, clock.now()) is not SurveyState.OPEN:
        status = 409 if request.method == "POST" else 200
        html = render_template(
            "programme/surveys/done.html", event=event, survey=survey, token="", answered=False, about=about, code=code
        )
        return private(html, status)
    form = answer_form(queries.list_questions_asked(survey.id))
    if form.validate_on_submit() and (content := form.judged()) is not None:
        limit(f"survey-code:{code.id}:{caller()}", most=_BY_CALLER, per_seconds=3600, at=clock.now())

        def add() -> Answer:
            services.answer_by_code(event, survey, code, content, at=clock.now())
            return Answer(url_for(".thanks", token=token), "")

        key = f"survey:{code.id}"
        if answer := finish(form, lambda: once(form, key, add, at=clock.now(), by_day=survey.is_anonymous)):
            return answer
    return private(_page(form, event, survey, about=about, code=code), _status(form))


@bp.route("/surveys/<token>/thanks")
def thanks(token: str) -> ResponseReturnValue:
    """Thank whoever has answered."""
    code, survey, event = _opened(token)
    html = render_template(
        "programme/surveys/done.html",
        event=event,
        survey=survey,
        token="",
        answered=True,
        about=_about(code, survey),
        code=code,
    )
    return private(html)


def code_token(code: SurveyCode) -> str:
    """What the QR code says."""
    return tokens.sign(CODE, code.id, code.link_version)


def _opened(token: str) -> tuple[SurveyCode, Survey, Event]:
    """What this code opens.

    Raises:
        WrongLink: nothing.
    """
    read = tokens.read(CODE, token)
    row = queries.find_by_code(read[0]) if read is not None else None
    if row is None or read is None or row[0].link_version != read[1]:
        raise WrongLink(_("This code no longer opens a questionnaire."))
    if state_at(row[1], row[2], clock.now()) is SurveyState.DRAFT:
        raise WrongLink(_("This code no longer opens a questionnaire."))
    refuse_what_is_off(row[2])
    return row


def _about(code: SurveyCode | None, survey: Survey) -> AgendaItem | None:
    number = code.item_id if code is not None and code.item_id else survey.item_id
    return db.session.get(AgendaItem, number) if number else None


def _page(form: AnswerForm, event: Event, survey: Survey, **more: object) -> str:
    about = more.pop("about", None) or _about(None, survey)
    return render_template(
        "programme/surveys/answer.html",
        form=form,
        event=event,
        survey=survey,
        promise=promise_of(survey),
        about=about,
        **more,
    )


def _status(form: AnswerForm) -> int:
    return 422 if form.status == 200 and request.method == "POST" else form.status
