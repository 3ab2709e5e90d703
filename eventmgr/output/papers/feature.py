"""Documents to print."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.event.registration.notes import OWN_WAY
from eventmgr.ground.features import Feature, Holding, MenuEntry, Number
from eventmgr.ground.i18n import _l
from eventmgr.identity.team.roles import TeamRole
from eventmgr.on_site.seating.panels import PAPER_WAY
from eventmgr.output.papers import manage, panels, receivers, views
from eventmgr.output.papers.certificates import manage as certificates_manage
from eventmgr.output.papers.certificates import panels as certificates_panels
from eventmgr.output.papers.certificates import trail as certificates_trail
from eventmgr.output.papers.certificates import views as certificates_views
from eventmgr.output.papers.handbook import manage as handbook_manage
from eventmgr.output.papers.handbook import trail as handbook_trail
from eventmgr.output.papers.handbook.models import Handbook
from eventmgr.output.papers.kept import laws, periods, trail
from eventmgr.output.papers.kept import manage as kept_manage
from eventmgr.output.papers.kept.panels import held_of
from eventmgr.output.papers.look import manage as look_manage
from eventmgr.output.papers.look import trail as look_trail
from eventmgr.output.papers.look.models import PaperLook
from eventmgr.output.papers.orders import jobs as _jobs  # noqa: F401 -- what a worker does registers itself
from eventmgr.output.papers.orders import laws as orders_laws
from eventmgr.output.papers.orders import manage as orders_manage
from eventmgr.output.papers.orders import periods as orders_periods
from eventmgr.output.papers.printing import PAPERS
from eventmgr.programme.checkin.panels import BESIDE_GUESTS, UNPRINTED

FEATURE = Feature(
    "papers",
    words=(
        *trail.WORDS,
        *handbook_trail.WORDS,
        *look_trail.WORDS,
        *certificates_trail.WORDS,
    ),
    numbers={
        "certificates_missing": Number(
            _l("Without a certificate"), _l("People who attended and have no certificate of attendance.")
        )
    },
    blueprints=(
        views.bp,
        manage.bp,
        kept_manage.bp,
        orders_manage.bp,
        handbook_manage.bp,
        look_manage.bp,
        certificates_manage.bp,
        certificates_views.bp,
    ),
    connect=receivers.connect,
    typed_tables=(Handbook, PaperLook),
    laws={**laws.LAWS, **orders_laws.LAWS},
    periods=(*periods.PERIODS, *orders_periods.PERIODS),
    holdings=(
        Holding(
            "prints", _l("Papers with your name"), {"paper": _l("Document"), "printed_at": _l("Printed on")}, held_of
        ),
        Holding(
            "certificates",
            _l("Certificates of attendance"),
            {"number": _l("Certificate No."), "issued_at": _l("Issued on")},
            certificates_panels.held_of,
        ),
    ),
    papers=PAPERS,
    offers={
        BESIDE_GUESTS: panels.printed_at_desk,
        UNPRINTED: panels.without_badge,
        OWN_WAY: panels.own_itinerary,
        PAPER_WAY: panels.seating_paper,
    },
    permissions={
        kept_manage.READ: frozenset(TeamRole) - {TeamRole.CHECK_IN},
        certificates_manage.ISSUE: frozenset({TeamRole.OWNER, TeamRole.DEPUTY, TeamRole.REGISTRAR}),
        kept_manage.DISCARD: frozenset(TeamRole) - {TeamRole.CHECK_IN, TeamRole.VIEWER},
    },
    menu=(
        MenuEntry(menu.EVENT, _l("Documents"), "reports_manage.index", 10, menu.DOCUMENTS, "reports.read", covers=True),
    ),
)
