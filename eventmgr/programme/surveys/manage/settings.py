"""Questionnaires: the list, one of them, its settings, published, closed, removed, and as people will see it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.events.access import event_for
from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.event.events.services import hold
from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.ground.i18n import _, _n, language, localized
from eventmgr.identity.accounts.access import act_now
from eventmgr.programme.surveys import queries, services
from eventmgr.programme.surveys.content.questions import item_of
from eventmgr.programme.surveys.content.usual import INTRO, TITLE, usual_items
from eventmgr.programme.surveys.forms.answering import answer_form, condition_words
from eventmgr.programme.surveys.forms.editing import ANONYMOUS, EMPTY, USUAL, NewSurveyForm, SurveyForm, values_of
from eventmgr.programme.surveys.labels import state_at
from eventmgr.programme.surveys.letters import promise_of
from eventmgr.programme.surveys.manage.blueprint import bp
from eventmgr.programme.surveys.models import Survey
from eventmgr.programme.surveys.panels import EDIT, READ
from eventmgr.tools.web.pages import Answer, attempt, form_page, go_to, submit
from eventmgr.tools.web.rendering.removing import removal_page

_OPEN = timedelta(days=7)
"""So long after the event a new questionnaire takes answers, where nothing else is said: an anonymous one needs an
end."""


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """All questionnaires with their state and how many have answered."""
    event, at = event_for(slug, READ), clock.now()
    surveys = queries.list_surveys(event.id)
    ids = [survey.id for survey in surveys]
    asked, answered, answers = (
        queries.count_asked_of(surveys),
        queries.count_answered(ids),
        queries.count_answers_of(ids),
    )
    rows = [
        (survey, state_at(survey, event, at), asked[survey.id], answered.get(survey.id, 0), answers.get(survey.id, 0))
        for survey in surveys
    ]
    return render_template("programme/surveys/manage/index.html", event=event, rows=rows)


@bp.route("/new", methods=["GET", "POST"])
def new(slug: str) -> ResponseReturnValue:
    """A new questionnaire, usually with the usual questions."""
    event = event_for(slug, EDIT)
    usual = {
        "title": TITLE,
        "intro": INTRO,
        "names": ANONYMOUS,
        "split_by": "nothing",
        "begin_with": USUAL,
        "only_attended": True,
        "remind_days": 3,
        "closes_at": max(event.ends_at, clock.now()) + _OPEN,
    }
    form = NewSurveyForm(data=usual).prepare(event)

    def add() -> Answer:
        items = [] if form.begin_with.data == EMPTY else usual_items()
        survey = services.add_survey(event, form.draft(), items, act=act_now())
        words = _("The questionnaire has been created as a draft.")
        return Answer(url_for(".show", slug=slug, survey_id=survey.id), words)

    return submit(form, add, makes=f"survey:{event.id}") or form_page(
        "programme/surveys/manage/edit.html", form, event=event, survey=None
    )


@bp.route("/<int:survey_id>/")
def show(slug: str, survey_id: int) -> ResponseReturnValue:
    """One questionnaire: state, questions, codes, and what can be done."""
    event = event_for(slug, READ)
    survey = get_of(event, Survey, survey_id)
    questions = queries.list_questions(survey.id)
    items = [item_of(question) for question in questions]
    names = types_of(event).names(language())
    answers = queries.count_answers(survey.id)
    return render_template(
        "programme/surveys/manage/show.html",
        event=event,
        survey=survey,
        state=state_at(survey, event, clock.now()),
        questions=[(question, condition_words(item, items)) for question, item in zip(questions, items, strict=True)],
        roles=[names.get(role, role) for role in survey.roles],
        about=db.session.get(AgendaItem, survey.item_id) if survey.item_id else None,
        asked=queries.count_asked(survey),
        answered=queries.count_answered([survey.id]).get(survey.id, 0),
        answers=answers,
        codes=queries.list_codes(survey.id),
    )


@bp.route("/<int:survey_id>/edit", methods=["GET", "POST"])
def edit(slug: str, survey_id: int) -> ResponseReturnValue:
    """Change what holds for it."""
    event = event_for(slug, EDIT)
    survey = get_of(event, Survey, survey_id)
    form = SurveyForm(data=values_of(survey)).prepare(event).watching()

    def save() -> Answer:
        hold(event)
        stands = get_of(event, Survey, survey_id)
        if form.compare(SurveyForm(None, data=values_of(stands)).prepare(event)):
            services.edit_survey(event, stands, form.draft(), act=act_now())
        return Answer(url_for(".show", slug=slug, survey_id=survey_id), _("The settings have been saved."))

    return submit(form, save) or form_page("programme/surveys/manage/edit.html", form, event=event, survey=survey)


@bp.route("/<int:survey_id>/preview")
def preview(slug: str, survey_id: int) -> ResponseReturnValue:
    """The questionnaire as people will see it; nothing can be sent."""
    event = event_for(slug, READ)
    survey = get_of(event, Survey, survey_id)
    form = answer_form(queries.list_questions_asked(survey.id))
    return render_template(
        "programme/surveys/manage/preview.html", event=event, survey=survey, form=form, promise=promise_of(survey)
    )


@bp.route("/<int:survey_id>/publish", methods=["POST"])
def publish(slug: str, survey_id: int) -> ResponseReturnValue:
    """It opens and closes by itself from now on."""
    event = event_for(slug, EDIT)
    survey = get_of(event, Survey, survey_id)
    words = _("The questionnaire has been published. It opens and closes automatically.")
    return _act(event, survey, lambda: services.publish(event, survey, act=act_now()), words)


@bp.route("/<int:survey_id>/close", methods=["POST"])
def close(slug: str, survey_id: int) -> ResponseReturnValue:
    """Close the survey."""
    event = event_for(slug, EDIT)
    survey = get_of(event, Survey, survey_id)
    words = _("The questionnaire is closed.")
    return _act(event, survey, lambda: services.close(event, survey, act=act_now()), words)


@bp.route("/<int:survey_id>/remove", methods=["GET", "POST"])
def remove(slug: str, survey_id: int) -> ResponseReturnValue:
    """Delete it with all answers; asks once."""
    event = event_for(slug, EDIT)
    survey = get_of(event, Survey, survey_id)
    if request.method != "POST":
        answers = queries.count_answers(survey.id)
        lost = (
            [_n("%(num)s answer is deleted with it.", "%(num)s answers are deleted with it.", answers)]
            if answers
            else []
        )
        keep = url_for(".show", slug=slug, survey_id=survey_id)
        return removal_page(event, _("Delete this questionnaire?"), name=localized(survey.title), lost=lost, keep=keep)
    write(lambda: services.remove_survey(event, survey, act=act_now()))
    return go_to(url_for(".index", slug=slug), _("The questionnaire has been deleted."))


def _act(event: Event, survey: Survey, work: Callable[[], object], words: str) -> ResponseReturnValue:
    return attempt(work, words, url_for(".show", slug=event.slug, survey_id=survey.id))
