"""Reading plans, who is to be seated, and who sits where."""

from eventmgr.on_site.seating.queries.keeping import (
    list_layouts,
    list_misplaced,
    list_seats_of,
    list_twice_given,
)
from eventmgr.on_site.seating.queries.own import list_own_places, list_published_places
from eventmgr.on_site.seating.queries.people import Person, list_holders, list_people
from eventmgr.on_site.seating.queries.plans import (
    count_places,
    get_locked,
    list_places,
    list_plans,
    list_seated_of,
)

__all__ = [
    "Person",
    "count_places",
    "get_locked",
    "list_holders",
    "list_layouts",
    "list_misplaced",
    "list_own_places",
    "list_people",
    "list_places",
    "list_plans",
    "list_published_places",
    "list_seated_of",
    "list_seats_of",
    "list_twice_given",
]
