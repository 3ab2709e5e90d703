"""The papers that meetings tell of."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

from eventmgr.event.events.models import Event
from eventmgr.ground.features import Paper, Printing
from eventmgr.ground.i18n import _, _l
from eventmgr.matchmaking.meeting_plans.access import TIMETABLE
from eventmgr.matchmaking.meeting_plans.queries import find_plan
from eventmgr.matchmaking.timetables.papers.queries import get_timetable
from eventmgr.matchmaking.timetables.queries import count_standing


def _of_documents(pick: Callable[[ModuleType], Callable[..., bytes]]) -> Callable[[Event, str, Printing], bytes]:
    """The timetable as what `pick` takes out of the module of documents."""

    def make(event: Event, lang: str, _printing: Printing) -> bytes:
        from eventmgr.matchmaking.timetables.papers import documents  # noqa: PLC0415 - loads ReportLab, for documents only

        return pick(documents)(get_timetable(event, lang), lang=lang)

    return make


def _has_meetings(event: Event) -> bool:
    return find_plan(event.id) is not None


def _lacks_meetings(event: Event) -> str:
    return "" if count_standing(event.id)[0] else _("No meeting has been published yet.")


PAPERS = (
    Paper(
        "meeting-tables",
        _l("Meetings: table sheets"),
        _l("One page for each table and day, to be put on the table: every slot, and who sits there."),
        _of_documents(lambda documents: documents.table_sheets),
        opens=(TIMETABLE,),
        is_personal=True,
        is_for=_has_meetings,
        lacks=_lacks_meetings,
        grows=True,
    ),
    Paper(
        "timetable",
        _l("Meetings: personal timetables"),
        _l("One page for each representative: time, table and partner."),
        _of_documents(lambda documents: documents.personal_timetables),
        opens=(TIMETABLE,),
        is_personal=True,
        is_for=_has_meetings,
        lacks=_lacks_meetings,
        grows=True,
    ),
    Paper(
        "meeting-doors",
        _l("Meetings: door lists"),
        _l("For each hall and day every organization with its times and tables, for the doors."),
        _of_documents(lambda documents: documents.door_lists),
        opens=(TIMETABLE,),
        is_for=_has_meetings,
        lacks=_lacks_meetings,
        grows=True,
    ),
    Paper(
        "meeting-wall",
        _l("Meetings: wall plan"),
        _l("Tables by time with both organizations, in landscape format, for the wall."),
        _of_documents(lambda documents: documents.wall_plan),
        opens=(TIMETABLE,),
        is_for=_has_meetings,
        lacks=_lacks_meetings,
    ),
)
