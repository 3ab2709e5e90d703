"""The consultation desk: the site's and the provinces', and that of an event, which has a switch of its own."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.event.events.panels import ASIDE, CONTACT, OPEN_WORK, SITE_WORK, WORK_OF_EVENTS
from eventmgr.exchange.desk import letters, manage, panels, receivers, trail, views
from eventmgr.exchange.desk.laws import LAWS
from eventmgr.exchange.desk.models import Desk, DeskAnswer, DeskLine, DeskRequest
from eventmgr.exchange.desk.periods import PERIODS, handling
from eventmgr.exchange.desk.services import SCOPE
from eventmgr.exchange.desk.switch import DESK, EVENT_DESK
from eventmgr.exchange.desk.whose import ANSWER, ANSWERERS
from eventmgr.ground.features import Feature, MenuEntry, Number
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.handling import HANDLING
from eventmgr.tools.web.rendering.menus import ACCOUNT, OF_EDITOR, SITE
from eventmgr.tools.web.responses.stamps import Scope
from eventmgr.tools.web.sitemap import SITEMAP

FEATURE = Feature(
    "desk",
    switch=DESK,
    blueprints=(views.bp, manage.bp),
    connect=receivers.connect,
    letters=letters.LETTERS,
    words=trail.WORDS,
    laws=LAWS,
    periods=PERIODS,
    typed_tables=(Desk, DeskRequest, DeskLine, DeskAnswer),
    offers={
        SITEMAP: panels.addresses,
        SITE_WORK: panels.open_work,
        CONTACT: panels.contact,
        HANDLING: handling,
    },
    numbers={
        "desk_answers": Number(
            _l("Published answers"),
            _l("Questions and answers of the desk that everybody may read, within the filters of the page."),
            "the list of answers",
        ),
        "desk_open": Number(
            _l("Open requests to the desk"),
            _l("Requests that await an answer and are not overdue, of the desks that the reader answers for."),
            "the list of requests",
        ),
        "desk_late": Number(
            _l("Overdue requests to the desk"),
            _l("Requests that should have been answered by now, of the desks that the reader answers for."),
            "the list of requests",
        ),
        "desk_figures": Number(
            _l("Requests to the desk"),
            _l(
                "Requests within a year by category and desk: how many, how many answered, how many late, and the median of"
                " the days to the answer."
            ),
            "the list of requests",
        ),
    },
    scopes={
        "desk": Scope("SELECT 'front', sum(value) FROM site_revision WHERE scope IN ('site', ?)", constant=SCOPE),
    },
    unlisted={"/desk/expert/": (), "/desk/": ("/desk/$", "/desk/?", "/desk/ask", "/desk/answers")},
    guides={"desk": ("desk",), "answering": ("desk_manage",)},
    menu=(
        MenuEntry(SITE, _l("Ask us"), "desk.index", 18, covers=True),
        MenuEntry(ACCOUNT, _l("Consultation desk"), "desk_manage.index", 14, permission=OF_EDITOR, covers=True),
    ),
)

OF_EVENTS = Feature(
    "event_desk",
    switch=EVENT_DESK,
    blueprints=(views.event_bp, manage.event_bp),
    connect=receivers.connect_events,
    permissions={ANSWER: ANSWERERS},
    guides={"desk": ("desk_event",), "answering": ("desk_event_manage",)},
    offers={
        ASIDE: panels.way_to_desk,
        OPEN_WORK: panels.work_of_event,
        WORK_OF_EVENTS: panels.late_of_events,
    },
    menu=(
        MenuEntry(
            menu.EVENT, _l("Consultation desk"), "desk_event_manage.index", 50, menu.LETTERS, ANSWER, covers=True
        ),
    ),
)
