"""Codes for the wall: added, printed, removed."""

from __future__ import annotations

from flask import Response, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.agenda.queries import list_items
from eventmgr.event.events.access import event_for
from eventmgr.event.events.queries import get_of
from eventmgr.ground.db import write
from eventmgr.ground.i18n import _, language, localized
from eventmgr.identity.accounts.access import act_now
from eventmgr.programme.surveys import queries, services
from eventmgr.programme.surveys.forms.editing import CodeForm
from eventmgr.programme.surveys.manage.blueprint import bp
from eventmgr.programme.surveys.models import Survey, SurveyCode
from eventmgr.programme.surveys.panels import EDIT, READ
from eventmgr.programme.surveys.views import code_token
from eventmgr.tools.messages.composing import absolute_url
from eventmgr.tools.web.pages import Answer, go_to, submit
from eventmgr.tools.web.responses.answers import for_reader


@bp.route("/<int:survey_id>/codes/", methods=["GET", "POST"])
def codes(slug: str, survey_id: int) -> ResponseReturnValue:
    """The codes of a questionnaire, and one more."""
    event = event_for(slug, EDIT)
    survey = get_of(event, Survey, survey_id)
    form = CodeForm(data={"item_id": survey.item_id}).prepare(event)

    def add() -> Answer:
        item_id = int(form.item_id.data) if form.item_id.data else None
        services.add_code(event, survey, item_id, form.speaker.data or "", act=act_now())
        return Answer(url_for(".codes", slug=slug, survey_id=survey_id), _("The QR code has been added."))

    if answer := submit(form, add, makes=f"survey_code:{survey.id}"):
        return answer
    titles = {item.id: item.title for item in list_items(event.id)}
    html = render_template(
        "programme/surveys/manage/codes.html",
        event=event,
        survey=survey,
        form=form,
        codes=[(code, titles.get(code.item_id or 0), address_of(code)) for code in queries.list_codes(survey.id)],
    )
    return html, form.status


@bp.route("/<int:survey_id>/codes/<int:code_id>.pdf")
def poster(slug: str, survey_id: int, code_id: int) -> ResponseReturnValue:
    """A poster with the code."""
    from eventmgr.programme.surveys import poster as posters  # noqa: PLC0415 -- loads ReportLab, for documents only

    event, lang = event_for(slug, READ), language()
    survey = get_of(event, Survey, survey_id)
    code = get_of(survey, SurveyCode, code_id)
    about = next((item for item in list_items(event.id) if item.id == (code.item_id or survey.item_id)), None)
    body = posters.make(
        localized(event.title, lang),
        localized(survey.title, lang),
        [text for text in (localized(about.title, lang) if about else "", code.speaker) if text],
        address_of(code),
        lang=lang,
    )
    response = Response(body, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{event.slug}-questionnaire-{code.id}.pdf"'
    return for_reader(response)


@bp.route("/<int:survey_id>/codes/<int:code_id>/remove", methods=["POST"])
def remove_code(slug: str, survey_id: int, code_id: int) -> ResponseReturnValue:
    """The code opens nothing any more."""
    event = event_for(slug, EDIT)
    survey = get_of(event, Survey, survey_id)
    code = get_of(survey, SurveyCode, code_id)
    is_gone = write(lambda: services.remove_code(event, survey, code, act=act_now()))
    return go_to(
        url_for(".codes", slug=slug, survey_id=survey_id),
        _("The QR code has been deleted.")
        if is_gone
        else _(
            "Printed copies no longer work. Answers given through this code are still shown "
            "separately in the results; print the poster again to continue."
        ),
    )


def address_of(code: SurveyCode) -> str:
    """The public address that the code says."""
    return absolute_url("surveys.scanned", token=code_token(code))
