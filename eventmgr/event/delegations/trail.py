"""What the trail says of delegations and their liaisons; of a liaison which details changed, never what they say."""

from __future__ import annotations

from eventmgr.event.delegations.board.labels import CHANGES_UNTIL, say_fields
from eventmgr.event.delegations.models import Delegation, Due, ExchangePaper, Liaison
from eventmgr.event.events.models import Event
from eventmgr.event.registration.covering import WHY
from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _l

_DEADLINES = {due.column: due.label for due in Due}

WORDS = (
    Words(
        Liaison,
        _l("Delegation liaison"),
        actions={
            "handed_over": _l("handed over to a colleague"),
            "link_shown": _l("new link shown"),
            "links_revoked": _l("links revoked"),
            "revealed": _l("masked data shown"),
            "erased": _l("deleted at their own request"),
        },
        fields={"place": _l("Liaison or deputy"), "details": _l("Details"), "why": _l("Purpose")},
        values={"why": WHY},
        say={"details": say_fields},
        records=frozenset({"erased"}),
        keeps=frozenset({"place", "details"}),
    ),
    Words(
        Delegation,
        _l("Delegation"),
        actions={
            "answered": _l("reply on taking part given"),
            "completed": _l("list confirmed complete"),
            "reopened": _l("list said to be incomplete again"),
            "deadlines_set": _l("own deadlines set"),
            "ordered": _l("list put in order by the liaison"),
            "people_reminded": _l("people reminded of their consent by the liaison"),
            "roster_taken": _l("list downloaded by the liaison"),
        },
        fields={"takes_part": _l("Takes part"), "people": _l("Number of people"), "rows": _l("Rows"), **_DEADLINES},
    ),
    Words(
        Event,
        actions={
            "liaisons_invited": _l("delegation liaisons invited"),
            "liaisons_taken_over": _l("delegation liaisons taken over"),
            "liaisons_exported": _l("delegation liaisons exported"),
            "board_exported": _l("board of delegations exported"),
            "delegations_reminded": _l("delegations reminded"),
            "delegation_plan_set": _l("settings of delegations changed"),
        },
        fields={
            "liaisons": _l("Delegation liaisons"),
            "from_event": _l("From the event"),
            "due": _l("Deadline"),
            "units_reminded": _l("Delegations"),
            "changes_until": CHANGES_UNTIL,
            "link_days": _l("Links expire this many days after the event"),
            "names_for_accounts": _l("Provincial accounts see who is on the list of their delegation"),
            "reminds": _l("Remind overdue delegations automatically"),
            "days_before": _l("Days before the deadline"),
            **_DEADLINES,
        },
        values={"due": Due},
    ),
)

OF_PAPERS = (
    Words(
        ExchangePaper,
        _l("Exchange paper"),
        actions={
            "submitted": _l("submitted"),
            "accepted": _l("accepted for printing"),
            "returned": _l("returned for revision"),
        },
        fields={"version": _l("Version")},
    ),
)
