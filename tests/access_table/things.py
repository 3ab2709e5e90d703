"""Things of the world of `test_access.py` that are several rows."""

from __future__ import annotations

from datetime import timedelta

from eventmgr.answer_files.models import AnswerFile
from eventmgr.directory.models import NameKind, Organization
from eventmgr.duplicates.models import Merge
from eventmgr.events.models import Event
from eventmgr.forms.models import Question
from eventmgr.forms.questions import QuestionKind
from eventmgr.meetings.parties.models import PartyExclusion
from eventmgr.meetings.parties.queries import list_representatives_of
from eventmgr.meetings.planning.models import MeetingAssistant
from eventmgr.meetings.planning.queries import list_blocks, list_halls
from eventmgr.organizations.models import OrganizationMerge
from eventmgr.quotas.models import Status
from eventmgr.registration.models import Registration
from tests.access_table.meetings_timetables import make_timetable
from tests.factories import NOON, keep, make_organization
from tests.meetings.factories import make_party, make_plan


def make_answer_file(event: Event, registration: Registration) -> str:
    """A file that was uploaded."""
    keep(Question(event_id=event.id, key="cv", kind=QuestionKind.FILE, label={"zh": "推荐表", "en": "Form"}))
    row = {"event_id": event.id, "registration_id": registration.id, "field": "q_cv", "filename": "a.txt", "size": 1}
    file = keep(AnswerFile(key=f"k{event.id}", content_type="text/plain", content=b"a", created_at=NOON, **row))
    registration.answers = {"q_cv": {"file": file.key, "name": "a.txt", "size": 1}}
    return file.field


def make_merge(event: Event, kept: Registration, merged: Registration) -> Merge:
    """A merge that something came after."""
    return keep(
        Merge(
            event_id=event.id, kept_id=kept.id, merged_id=merged.id, merged_at=NOON - timedelta(hours=1),
            status=Status.CONFIRMED, before={"values": {}}, link_version=1, feed_version=1,
        )
    )  # fmt: skip


def other_name(organization: Organization, number: int) -> Organization:
    """Another name of an organization."""
    return make_organization(f"甲{number}", stands_for_id=organization.id, name_kind=NameKind.SHORT)


def organization_merge(kept: Organization, merged: Organization) -> OrganizationMerge:
    """A merge that the organizations have changed after."""
    before = {"kept": {"name": kept.name}, "merged": {"name": merged.name}, "known": False}
    return keep(
        OrganizationMerge(kept_id=kept.id, merged_id=merged.id, merged_at=NOON, before=before, after={}, moved={})
    )


def make_meetings(event: Event) -> dict[str, int]:
    """What meetings have one of, by the names in addresses."""
    make_plan(event, tables=2)
    first, second = make_party(event, people=2), make_party(event)
    excluded = keep(PartyExclusion(event_id=event.id, party_id=first.id, other_id=second.id))
    helper = keep(MeetingAssistant(event_id=event.id, name="王译", languages=["en"]))
    return {
        "block_id": list_blocks(event.id)[0].id,
        "hall_id": list_halls(event.id)[0].id,
        "assistant_id": helper.id,
        "party_id": first.id,
        "representative_id": list_representatives_of(first.id)[0].id,
        "exclusion_id": excluded.id,
        **make_timetable(event, first, second),
    }
