"""Calls for cases: what is asked for, submitted, reviewed and selected."""

from __future__ import annotations

from eventmgr.event.events.panels import SITE_WORK
from eventmgr.exchange.calls import letters, manage, panels, receivers, trail, views
from eventmgr.exchange.calls.laws import LAWS
from eventmgr.exchange.calls.models import CaseCall, CaseReviewer, CaseSubmission
from eventmgr.exchange.calls.periods import PERIODS, handling
from eventmgr.exchange.calls.queries import ADDRESSES
from eventmgr.exchange.calls.switch import CALLS
from eventmgr.exchange.cases.beside import BESIDE_LIST
from eventmgr.ground.features import Feature, MenuEntry, Number
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.handling import HANDLING
from eventmgr.tools.web.rendering.menus import ACCOUNT, OF_EDITOR
from eventmgr.tools.web.sitemap import SITEMAP, Addresses, pages

FEATURE = Feature(
    "calls",
    switch=CALLS,
    blueprints=(views.bp, manage.bp),
    connect=receivers.connect,
    letters=letters.LETTERS,
    words=trail.WORDS,
    laws=LAWS,
    periods=PERIODS,
    typed_tables=(CaseCall, CaseSubmission, CaseReviewer),
    codes={"province": (CaseSubmission.province_code,)},
    offers={
        HANDLING: handling,
        SITEMAP: pages(Addresses("calls", "calls.show", ADDRESSES)),
        SITE_WORK: panels.open_work,
        BESIDE_LIST: panels.beside_cases,
    },
    numbers={
        "case_calls": Number(
            _l("Calls for cases"),
            _l("Calls for cases that the reader may see, within the filters of the page."),
            "the list of calls of those who keep or answer them",
        ),
        "case_submissions": Number(
            _l("Submitted cases"),
            _l("Confirmed submissions to the call that the reader may see, within the filters of the page."),
            "the page of the call",
        ),
        "calls_undecided": Number(
            _l("Calls to decide"),
            _l("Calls for cases whose last day is over and that are not decided."),
            "the list of calls at that stage",
        ),
        "scores_awaited": Number(
            _l("Scores awaited"),
            _l("Of each reviewer and submission that go together, where the call is closed and nothing was said."),
            "the pages of these calls",
        ),
        "case_average": Number(
            _l("Average of the scores"),
            _l("Of all criteria and all reviewers without an interest, from 1 to 5."),
            "the scores on the page of the submission",
        ),
    },
    unlisted={"/cases/calls/own/": (), "/cases/calls/review/": ()},
    guides={"calls": ("calls", "calls_manage")},
    menu=(MenuEntry(ACCOUNT, _l("Calls for cases"), "calls_manage.index", 13, permission=OF_EDITOR, covers=True),),
)
