"""What a reviewer's link opens: the submissions without their contacts, and the scores."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.registration.own_page.views.page import private
from eventmgr.exchange.calls import queries, services
from eventmgr.exchange.calls.access import reviewer_of
from eventmgr.exchange.calls.forms import score_form
from eventmgr.exchange.calls.interests import is_barred
from eventmgr.exchange.calls.models import CallStage
from eventmgr.exchange.calls.stages import stage_of
from eventmgr.exchange.calls.views.blueprint import bp, today, words_for
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_by_link
from eventmgr.tools.web.once import Answer
from eventmgr.tools.web.pages import submit


@bp.route("/review/<token>/")
def review(token: str) -> ResponseReturnValue:
    """All submissions that are under review, each with what this reviewer has said of it."""
    reviewer, day = reviewer_of(token), today()
    submissions = queries.list_submissions(reviewer.call)
    html = render_template(
        "exchange/calls/review.html",
        reviewer=reviewer,
        call=reviewer.call,
        token=token,
        submissions=submissions,
        barred={one.id for one in submissions if is_barred(reviewer, one)},
        scores=queries.list_scores_by(reviewer),
        **words_for(day),
    )
    return private(html)


@bp.route("/review/<token>/<int:case_submission_id>/", methods=["GET", "POST"])
def review_one(token: str, case_submission_id: int) -> ResponseReturnValue:
    """One of them, with the scores of this reviewer."""
    reviewer, day = reviewer_of(token), today()
    submission = queries.get_submission(reviewer.call, case_submission_id, is_scored=True)
    form = score_form(queries.find_score(reviewer, submission))

    def save() -> Answer:
        services.score(reviewer, submission, form.said(), act=act_by_link(None, reviewer.name))
        return Answer(
            url_for(".review", token=token), _("Your review of “%(title)s” has been saved.", title=submission.title)
        )

    if answered := submit(form, save):
        return answered
    html = render_template(
        "exchange/calls/review_one.html",
        reviewer=reviewer,
        call=reviewer.call,
        token=token,
        one=submission,
        form=form,
        is_barred=is_barred(reviewer, submission),
        may_score=stage_of(reviewer.call, day=day) is CallStage.CLOSED,
        **words_for(day),
    )
    return private(html, form.status)
