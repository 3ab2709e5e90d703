"""Questionnaires."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.event.events.panels import MOVES, NEEDS, OPEN_WORK, Need
from eventmgr.event.registration.notes import OWN_WAY
from eventmgr.ground.features import Feature, Holding, MenuEntry, Number
from eventmgr.ground.i18n import _l
from eventmgr.identity.team.roles import TeamRole
from eventmgr.programme.surveys import jobs as _jobs  # noqa: F401 -- what a worker does registers itself when it is imported
from eventmgr.programme.surveys import manage, panels, receivers, trail, views
from eventmgr.programme.surveys.laws import LAWS
from eventmgr.programme.surveys.letters import LETTERS
from eventmgr.programme.surveys.models import Survey, SurveyCode, SurveyQuestion
from eventmgr.programme.surveys.panels import EDIT, READ
from eventmgr.programme.surveys.switch import SURVEYS

FEATURE = Feature(
    "surveys",
    switch=SURVEYS,
    numbers={
        "survey_asked": Number(
            _l("Asked by link"),
            _l("People whom a questionnaire asks by link."),
            "the list of participants, by state and type",
        ),
        "survey_answered": Number(
            _l("Answered by link"), _l("People asked by link who have answered; who they are is not shown.")
        ),
        "survey_answers": Number(_l("Answers"), _l("Answers to a questionnaire, by link and by QR code.")),
        "survey_counts": Number(
            _l("Answers to a question"),
            _l(
                "How many people have answered a question, how often each answer was given, and means; "
                "for anonymous questionnaires from five answers on."
            ),
        ),
        "surveys_unpublished": Number(
            _l("Questionnaires not published"), _l("Drafts of an event that is over."), "the list of questionnaires"
        ),
    },
    typed_tables=(Survey, SurveyQuestion, SurveyCode),
    words=trail.WORDS,
    laws=LAWS,
    letters=LETTERS,
    holdings=(
        Holding(
            "surveys",
            _l("Answers to questionnaires"),
            {"survey": _l("Questionnaire"), "answers": _l("Answers")},
            panels.held_of,
        ),
    ),
    blueprints=(views.bp, manage.bp),
    connect=receivers.connect,
    offers={
        NEEDS: Need(SURVEYS, panels.need),
        OPEN_WORK: panels.open_work,
        MOVES: panels.moves,
        OWN_WAY: panels.own_way,
    },
    permissions={
        READ: frozenset(TeamRole) - {TeamRole.CHECK_IN},
        EDIT: frozenset({TeamRole.OWNER, TeamRole.DEPUTY, TeamRole.EDITOR}),
    },
    unlisted={"/surveys/": ()},
    menu=(MenuEntry(menu.EVENT, _l("Questionnaires"), "surveys_manage.index", 30, menu.AFTERWARDS, READ, covers=True),),
)
