"""The lists of the groups on paper, one page for each (分组名单)."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from eventmgr.event.events.models import Event
from eventmgr.ground.features import Printing
from eventmgr.ground.i18n import _, _l, _n
from eventmgr.output.papers import queries
from eventmgr.output.papers.contents import GroupList
from eventmgr.output.papers.lacking import lacks_groups
from eventmgr.tools.typesetting.list_papers import list_paper
from eventmgr.tools.typesetting.lists import INDEX, NAME, UNIT, Column, Listing, ListLook, Page, Section

COLUMNS = (
    INDEX,
    NAME.of("person"),
    UNIT.but(width=62.0),
    Column(_l("Organization"), attrgetter("person.organization"), share=0.66),
    Column(_l("Position"), attrgetter("person.title"), share=0.34),
)
LOOK = ListLook(pads=(3.5, 1.5))


def _listing(event: Event, lang: str, _printing: Printing) -> Listing:
    data = queries.get_groups(event, lang)
    return Listing(data.occasion, [group_page(group, data.occasion.title) for group in data.groups])


def group_page(group: GroupList, event: str) -> Page:
    """The page of a group; `event` is the title of the event."""
    return Page(
        group.title,
        list(sections_of(group)),
        subtitle=event,
        facts=(" · ".join(part for part in (group.time, group.place) if part),),
        lead=group.leaders,
    )


def sections_of(group: GroupList) -> Iterator[Section]:
    """Who has a place in the group, and who waits."""
    yield Section(group.members, _("Members"), _places(group), empty=_("Nobody has a place in this group yet."))
    if group.waiting:
        yield Section(group.waiting, _("Waiting list"), _n("%(num)s person", "%(num)s people", len(group.waiting)))


def _places(group: GroupList) -> str:
    people = _n("%(num)s person", "%(num)s people", len(group.members))
    return _("%(people)s of %(limit)s places", people=people, limit=group.limit) if group.limit else people


GROUPS = list_paper(
    "groups",
    _l("Group lists"),
    _l("One page for each group of the agenda: convener, members and waiting list; for the doors and the conveners."),
    _listing,
    columns=COLUMNS,
    empty=_l("The agenda has no groups."),
    look=LOOK,
    opens=("registrations.read",),
    lacks=lacks_groups,
    is_personal=True,
    grows=True,
)
