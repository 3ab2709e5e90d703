"""What the trail says of registrations, and of what is done with all those of an event."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.event.forms import fields as form_fields
from eventmgr.event.forms import questions
from eventmgr.event.forms.fields import LABELS
from eventmgr.event.forms.queries import list_questions
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration import labels
from eventmgr.event.registration.asking.queries import get_types, list_group_titles
from eventmgr.event.registration.covering import WHY
from eventmgr.event.registration.filters import ListFilter
from eventmgr.event.registration.models import ColumnSet, Registration, WaitingRule, Word
from eventmgr.ground.features import Codes, EventWords, Words
from eventmgr.ground.i18n import _, _l, language, localized
from eventmgr.identity.privacy.consents import PURPOSES
from eventmgr.tools.log.services import plain
from eventmgr.tools.taxonomy import feature as taxonomy

FIELDS = {
    **LABELS,
    "organization_name": LABELS["organization"],
    "unit_code": LABELS["unit"],
    "country_code": LABELS["country"],
    "sector_code": LABELS["sector"],
    "size_class": LABELS["size"],
    "status": _l("State"),
    "unit_word": _l("Recommendation by the delegation"),
    "queue_number": _l("Place on the waiting list"),
    "source": _l("Submitted by"),
    "rank": _l("Order in the delegation"),
    "leadership": _l("Leads the delegation"),
    "office_note": _l("Organizers' note"),
    "looks_like_id": _l("Possible duplicate"),
    "changed_late_at": _l("changed after the deadline"),
    "notice_version": _l("Version of the privacy notice"),
    **{f"consent_{purpose}_on": label for purpose, label in PURPOSES.items()},
}
"""Fields of a registration; its answers without what stands before them."""
_COLUMNS = {
    **FIELDS,
    "group_state": _l("Place in the group"),
    "reason": _l("Reason"),
    "created": _l("Submitted"),
    "changed": _l("Last changed"),
}
_UNCOVERING = {"uncovered": _l("Shown in full"), "why": _l("Purpose")}
"""What the trail says of covered data that somebody saw."""
FILTER_NAMES = {
    **_COLUMNS,
    "q": _l("Search"),
    "in_group": _l("Place in the group"),
    "word": _l("Recommendation by the delegation"),
    "held": _l("Confirmed or attended"),
    "todo": _l("Needs attention"),
    "states": _l("State"),
    "participants": _l("Without staff"),
    "abroad": _l("From abroad"),
    "size": _l("Size of the organization"),
    "topic": _l("Topic of the group"),
    "track": _l("Track of the group"),
    "flag": _l("Hint"),
    "since": _l("Registered since"),
    "before": _l("Registered before"),
}
"""Filters of the organizers' list."""
_VALUES: dict[str, Codes] = {
    "unit_word": Word,
    **form_fields.WORDS,
    "size_class": form_fields.SIZES,
}


_SENTENCES = {
    "registered": _l("%(name)s registered"),
    "confirmed": _l("%(name)s was confirmed"),
    "rejected": _l("%(name)s was declined"),
    "revoked": _l("The place of %(name)s was withdrawn"),
    "waitlisted": _l("%(name)s was moved to the waiting list"),
    "promoted": _l("%(name)s was promoted from the waiting list"),
    "offered": _l("%(name)s was offered a place"),
    "offer_accepted": _l("%(name)s accepted the place that was offered"),
    "offer_declined": _l("%(name)s declined the place that was offered"),
    "offer_expired": _l("The offer to %(name)s expired"),
    "offer_withdrawn": _l("The offer to %(name)s was taken back"),
    "queue_moved": _l("%(name)s was moved on the waiting list"),
    "withdrawn": _l("%(name)s cancelled the registration"),
    "restored": _l("The registration of %(name)s was reinstated"),
    "attended": _l("%(name)s was marked as attended"),
    "absent": _l("%(name)s was marked as absent"),
    "changed": _l("The registration of %(name)s was changed"),
    "created": _l("The registration of %(name)s was entered"),
    "changed_late": _l("%(name)s changed the registration after the deadline"),
    "decision_undone": _l("A decision about %(name)s was undone"),
    "recommended": _l("The delegation recommended %(name)s"),
    "recommended_for_unit": _l("The organizers recommended %(name)s on the delegation's behalf"),
    "not_recommended": _l("The delegation did not recommend %(name)s"),
    "leadership_set": _l("Leadership of the delegation was changed: %(name)s"),
    "change_requested": _l("%(name)s asked for a change to the registration"),
    "change_granted": _l("The change that %(name)s asked for was accepted"),
    "change_declined": _l("The change that %(name)s asked for was declined"),
    "revealed": _l("Masked data of %(name)s was shown"),
}


def say_columns(value: object) -> str:
    """The columns of an export; the event's own questions by their keys."""
    return _(", ").join(str(_COLUMNS.get(key) or key) for key in str(value).split(","))


def named_in(event_id: int) -> EventWords:
    """The event's own questions, groups and types of participants."""
    names: dict[str, str] = {}
    types = get_types(event_id).names()
    values: dict[str, dict[str, str]] = {
        "group": {key: localized(title) for key, title in list_group_titles(event_id).items()},
        "role": types,
        "filter.role": types,
    }
    for question in list_questions(event_id):
        names[question.name] = question.label_in(language())
        values[question.name] = dict(questions.options_of(question, language(), retired=True))
    return EventWords(names, {**values, "filter.group": values["group"], "reviewed_fields": names})


def filter_words(about: type[Any]) -> Words:
    """What the list was narrowed by, in entries about such objects: the event of an export, what was sent to a list."""
    return Words(
        about,
        fields={
            f"filter.{field.name}": _l("Filter: %(label)s", label=FILTER_NAMES[field.name])
            for field in fields(ListFilter)
        },
        values={
            "filter.status": Status,
            "filter.states": labels.STATE_SETS,
            "filter.flag": labels.FLAGS,
            "filter.size": form_fields.SIZES,
            "filter.in_group": labels.PLACES,
            "filter.word": labels.WORDS,
        },
        say={
            "filter.unit": taxonomy.say_unit,
            "filter.province": taxonomy.say_province,
            "filter.sector": taxonomy.say_sector,
        },
        of_event=named_in,
        named_in_event=("filter.group", "filter.role"),
    )


WORDS = (
    Words(
        Registration,
        _l("Registration"),
        actions={
            "registered": _l("submitted"),
            "confirmed": _l("confirmed"),
            "leadership_set": _l("leadership of the delegation changed"),
            "beyond_quota": _l("placed over quota"),
            "rejected": _l("declined"),
            "revoked": _l("place withdrawn by the organizers"),
            "waitlisted": _l("moved to the waiting list"),
            "promoted": _l("promoted from the waiting list"),
            "offered": _l("offered a place from the waiting list"),
            "offer_accepted": _l("offered place accepted"),
            "offer_declined": _l("offered place declined"),
            "offer_expired": _l("offer expired"),
            "offer_withdrawn": _l("offer taken back"),
            "queue_moved": _l("moved on the waiting list"),
            "withdrawn": _l("cancelled"),
            "restored": _l("restored"),
            "attended": _l("marked as attended"),
            "absent": _l("marked as absent"),
            "unmarked": _l("attendance cleared"),
            "changed_late": _l("changed after the deadline"),
            "decision_undone": _l("decision undone"),
            "recommended": _l("recommended by the delegation"),
            "recommended_for_unit": _l("recommended by the organizers on the delegation's behalf"),
            "not_recommended": _l("not recommended by the delegation"),
            "change_requested": _l("asked for a change"),
            "change_granted": _l("change accepted"),
            "change_declined": _l("change declined"),
            "change_request_withdrawn": _l("request for a change withdrawn"),
            "looked_at": _l("checked"),
            "filled_in": _l("filled in from the directory of organizations"),
            "consent_withdrawn": _l("consent withdrawn"),
            "sensitive_withdrawn": _l("consent to sensitive personal information withdrawn, the information deleted"),
            "identity_withdrawn": _l("consent to the identity document number withdrawn, the number deleted"),
            "forgotten": _l("personal information deleted"),
            "feed_renewed": _l("calendar address renewed"),
            "link_renewed": _l("link renewed"),
            "told_by_phone": _l("informed by phone"),
            "link_shown": _l("new link shown for printing"),
            "substituted": _l("passed on to another person"),
            "consented": _l("agreed to the privacy notice"),
            "revealed": _l("masked data shown"),
            "restricted": _l("processing restricted"),
            "unrestricted": _l("restriction of processing ended"),
            "objection_accepted": _l("objection accepted"),
            "objection_ended": _l("objection ended"),
        },
        sentences=_SENTENCES,
        fields={**FIELDS, **_UNCOVERING},
        values={**_VALUES, "why": WHY},
        say={"uncovered": say_columns},
        of_event=named_in,
        named_in_event=("group", "role", questions.PREFIX),
        records=frozenset(
            {"registered", "consent_withdrawn", "sensitive_withdrawn", "identity_withdrawn", "forgotten"}
        ),
        keeps=frozenset({"status", "source"}),
    ),
    Words(
        Event,
        actions={
            "exported": _l("exported"),
            "queue_planned": _l("rule of the waiting list changed"),
            "breach_listed": _l("list of people affected by a breach exported"),
            "former_written": _l("separately kept information of people who passed their place on exported"),
            "files_taken": _l("files of participants downloaded"),
            "stay_deleted": _l("accommodation, travel and dietary requirements deleted"),
            "records_deleted": _l("personal information of registrations deleted"),
            "answers_deleted": _l("answers to questions deleted at the end of their period"),
            "documents_deleted": _l("numbers of identity documents deleted after check-in ended"),
        },
        sentences={"exported": _l("List of registrations exported")},
        fields={
            "registrations": _l("Registrations"),
            "waiting_rule": _l("Order of the waiting list"),
            "offer_hours": _l("Hours for which a place is offered"),
            "columns": _l("Columns"),
            "format": _l("File type"),
            "files": _l("Files"),
            "column_set": _l("Column set"),
            "recipient": _l("Recipient of the file"),
            **_UNCOVERING,
        },
        values={
            "waiting_rule": WaitingRule,
            "why": WHY,
            "format": {"csv": _l("CSV table"), "xlsx": _l("Excel workbook")},
        },
        say={"columns": say_columns, "uncovered": say_columns},
        of_event=named_in,
        named_in_event=("reviewed_fields",),
        records=frozenset(
            {
                "stay_deleted",
                "records_deleted",
                "answers_deleted",
                "documents_deleted",
                "breach_listed",
                "former_written",
            }
        ),
    ),
    filter_words(Event),
    Words(
        ColumnSet,
        _l("Column set"),
        fields={"columns": _l("Columns")},
        say={"columns": say_columns},
    ),
)


def told_filters(filters: ListFilter, *, with_words: bool = False) -> dict[str, list[object]]:
    """What a list was narrowed by, as the change log holds it; the words looked for, which name people, only
    `with_words`."""
    return {
        f"filter.{name}": [None, "…" if name == "q" and not with_words else plain(value)]
        for name, value in asdict(filters).items()
        if value not in (None, "", False)
    }
