"""What was answered: numbers, charts, quotes, and the same as a workbook."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.events.queries import get_of
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_now
from eventmgr.programme.surveys import services
from eventmgr.programme.surveys.forms.editing import QuotesForm
from eventmgr.programme.surveys.manage.blueprint import bp
from eventmgr.programme.surveys.models import Survey
from eventmgr.programme.surveys.panels import EDIT, READ
from eventmgr.programme.surveys.results.gathering import Way, chosen_quotes, gather, quote_key
from eventmgr.programme.surveys.results.workbook import workbook
from eventmgr.tools.web.requests.parameters import query
from eventmgr.tools.web.responses.answers import list_file


@bp.route("/<int:survey_id>/results/")
def results(slug: str, survey_id: int) -> ResponseReturnValue:
    """Response rate, distributions and means; of one `part`, told apart `by` something where names are known."""
    event = event_for(slug, READ)
    survey = get_of(event, Survey, survey_id)
    gathered = gather(event, survey, at=clock.now(), told_by=query.text("by"), part=query.text("part"))
    return render_template(
        "programme/surveys/manage/results.html",
        event=event,
        survey=survey,
        found=gathered,
        ways=Way.choices(),
        form=QuotesForm(),
        chosen=chosen_quotes(survey, gathered.results),
        quote_key=quote_key,
    )


@bp.route("/<int:survey_id>/results/quotes", methods=["POST"])
def quotes(slug: str, survey_id: int) -> ResponseReturnValue:
    """Choose the open answers that may stand in papers."""
    event = event_for(slug, EDIT)
    survey = get_of(event, Survey, survey_id)
    found = gather(event, survey, at=clock.now())
    known = {quote_key(one.item, text): (one.item.key, text) for one in found.results for text in one.texts}
    form = QuotesForm()
    form.quote.offer([(key, text) for key, (_question, text) in known.items()])
    if form.validate_on_submit():
        chosen: dict[str, list[str]] = {}
        for key in form.quote.data:
            question, text = known[key]
            chosen.setdefault(question, []).append(text)
        write(lambda: services.choose_quotes(event, survey, chosen, act=act_now()))
        flash(_("The quotes have been saved."), "success")
    else:
        flash(_("These answers have changed in the meantime. Please choose again."), "danger")
    return redirect(url_for(".results", slug=slug, survey_id=survey_id), 303)


@bp.route("/<int:survey_id>/results.xlsx")
def export(slug: str, survey_id: int) -> ResponseReturnValue:
    """The results as a workbook; who took it is in the change log."""
    event = event_for(slug, EDIT)
    survey = get_of(event, Survey, survey_id)
    found = gather(event, survey, at=clock.now())
    body = workbook(event, found)
    write(lambda: services.note_export(event, survey, found.total if found.is_shown else 0, act=act_now()))
    return list_file(body, "xlsx", _("Results of the questionnaire"), plain="questionnaire-results")
