"""The questions of a questionnaire."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.events.queries import get_of
from eventmgr.event.events.services import hold
from eventmgr.ground.i18n import _, localized
from eventmgr.identity.accounts.access import act_now
from eventmgr.programme.surveys import queries, services
from eventmgr.programme.surveys.content.questions import USUAL_STEPS, item_of
from eventmgr.programme.surveys.forms.editing import QuestionForm, values_of_question
from eventmgr.programme.surveys.manage.blueprint import bp
from eventmgr.programme.surveys.models import Survey, SurveyQuestion
from eventmgr.programme.surveys.panels import EDIT
from eventmgr.tools.web.pages import Answer, attempt, submit
from eventmgr.tools.web.rendering.removing import removal_page


@bp.route("/<int:survey_id>/questions/new", methods=["GET", "POST"])
def new_question(slug: str, survey_id: int) -> ResponseReturnValue:
    """Add a question at the end."""
    event = event_for(slug, EDIT)
    survey = get_of(event, Survey, survey_id)
    usual = {"kind": "scale", "steps": USUAL_STEPS}
    form = QuestionForm(data=usual).prepare(queries.list_questions_asked(survey.id))

    def add() -> Answer:
        services.add_question(event, survey, form.draft(), act=act_now())
        return Answer(url_for(".show", slug=slug, survey_id=survey_id), _("The question has been added."))

    if answer := submit(form, add, makes=f"survey_question:{survey.id}"):
        return answer
    html = render_template(
        "programme/surveys/manage/question.html", event=event, survey=survey, form=form, question=None
    )
    return html, form.status


@bp.route("/<int:survey_id>/questions/<int:question_id>", methods=["GET", "POST"])
def edit_question(slug: str, survey_id: int, question_id: int) -> ResponseReturnValue:
    """Change a question."""
    event = event_for(slug, EDIT)
    survey = get_of(event, Survey, survey_id)
    question = get_of(survey, SurveyQuestion, question_id)
    questions = queries.list_questions(survey.id)
    earlier = [item_of(one) for one in questions if one.position < question.position]
    form = QuestionForm(data=values_of_question(question)).prepare(earlier).watching()

    def save() -> Answer:
        hold(event)
        stands = get_of(get_of(event, Survey, survey_id), SurveyQuestion, question_id)
        if form.compare(QuestionForm(None, data=values_of_question(stands)).prepare(earlier)):
            services.edit_question(event, survey, stands, form.draft(), act=act_now())
        return Answer(url_for(".show", slug=slug, survey_id=survey_id), _("The question has been changed."))

    if answer := submit(form, save):
        return answer
    html = render_template(
        "programme/surveys/manage/question.html", event=event, survey=survey, form=form, question=question
    )
    return html, form.status


@bp.route("/<int:survey_id>/questions/<int:question_id>/move", methods=["POST"])
def move_question(slug: str, survey_id: int, question_id: int) -> ResponseReturnValue:
    """Change places with a neighbour (`up=1` or `up=0`)."""
    event = event_for(slug, EDIT)
    survey = get_of(event, Survey, survey_id)
    question = get_of(survey, SurveyQuestion, question_id)
    is_up = request.form.get("up") == "1"
    return attempt(
        lambda: services.move_question(event, survey, question, up=is_up, act=act_now()),
        "",
        url_for(".show", slug=slug, survey_id=survey_id),
    )


@bp.route("/<int:survey_id>/questions/<int:question_id>/remove", methods=["GET", "POST"])
def remove_question(slug: str, survey_id: int, question_id: int) -> ResponseReturnValue:
    """Delete a question; asks once."""
    event = event_for(slug, EDIT)
    survey = get_of(event, Survey, survey_id)
    question = get_of(survey, SurveyQuestion, question_id)
    if request.method != "POST":
        keep = url_for(".show", slug=slug, survey_id=survey_id)
        return removal_page(event, _("Delete this question?"), name=localized(question.label), keep=keep)
    return attempt(
        lambda: services.remove_question(event, survey, question, act=act_now()),
        _("The question has been deleted."),
        url_for(".show", slug=slug, survey_id=survey_id),
    )
