"""Things of the world of `test_access.py` that are several rows."""

from __future__ import annotations

import base64
import io
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import pypdf

from eventmgr.event.agenda.models import ItemKind
from eventmgr.event.events.models import Event
from eventmgr.event.forms.answer_files.models import AnswerFile
from eventmgr.event.forms.models import Question
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Registration
from eventmgr.identity.directory.models import NameKind, Organization
from eventmgr.matchmaking.listings.models import ListingFile, ListingSettings, ListingState, Reviewer
from eventmgr.matchmaking.meeting_parties.models import PartyExclusion
from eventmgr.matchmaking.meeting_parties.queries import list_representatives_of
from eventmgr.matchmaking.meeting_plans.models import MeetingAssistant
from eventmgr.matchmaking.meeting_plans.queries import list_blocks, list_halls
from eventmgr.matchmaking.meeting_requests.models import MeetingCall, RequestMessage, RequestState
from eventmgr.matchmaking.organizations.models import OrganizationMerge
from eventmgr.matchmaking.outcomes.models import (
    Deal,
    DealMerge,
    DealParty,
    DealReminder,
    DealReport,
    DealType,
    Evidence,
    KnownThrough,
    PartyRole,
    RemindedDeal,
    ReportKind,
    ReportState,
    Stage,
    StageChange,
)
from eventmgr.office.data_requests.models import DataRequest, RequestKind
from eventmgr.office.duplicates.models import Merge
from eventmgr.on_site.logistics.models import Direction, Hotel, HotelRoom, Ride, RideSeat, Vehicle, VehicleKind
from eventmgr.output.papers.certificates.models import Certificate
from eventmgr.output.papers.kept.models import PaperPrint
from eventmgr.output.papers.look.models import PaperLook
from eventmgr.output.papers.orders.models import OrderState, PaperOrder
from eventmgr.programme.checkin.acts.kinds import CheckinKind, ListKind
from eventmgr.programme.checkin.models import CheckinAct, CheckinCounter, CheckinDevice, CheckinList, CheckinWalkIn
from eventmgr.programme.study_visits.models import VisitBatch, VisitFinding, VisitStop
from eventmgr.programme.surveys.models import Survey, SurveyCode, SurveyKind, SurveyQuestion
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.web.tokens import sign
from tests.access_table.meetings_timetables import make_timetable
from tests.factories import NOON, keep, make_item, make_keeper, make_listing, make_organization, make_profile
from tests.matchmaking.factories import make_party, make_plan, make_request
from tests.matchmaking.outcomes.deals import make_metric


def make_answer_file(event: Event, registration: Registration) -> str:
    """A file that was uploaded."""
    keep(Question(event_id=event.id, key="cv", kind=QuestionKind.FILE, label={"zh": "推荐表", "en": "Form"}))
    row = {"event_id": event.id, "registration_id": registration.id, "field": "q_cv", "filename": "a.txt", "size": 1}
    file = keep(AnswerFile(key=f"k{event.id}", content_type="text/plain", content=b"a", created_at=NOON, **row))
    registration.answers = {"q_cv": {"file": file.key, "name": "a.txt", "size": 1}}
    return file.field


def make_company(event: Event, organization: Organization) -> dict[str, Any]:
    """An organization with a profile, somebody who keeps it, and a listing with a file that awaits its liaison's review."""
    keep(ListingSettings(event_id=event.id, is_collecting=True, reviewer=Reviewer.LIAISONS))
    keeper = make_keeper(make_profile(organization, in_directory=True), event)
    listing = make_listing(event, organization, state=ListingState.SUBMITTED, published_at=None)
    file = keep(
        ListingFile(
            listing_id=listing.id, key=f"f{listing.id}", filename="a.txt", content_type="text/plain", size=1, content=b"a",
            created_at=NOON,
        )
    )  # fmt: skip
    shown, standing = (make_listing(event, organization, event_id=number) for number in (event.id, None))
    files = [
        keep(
            ListingFile(
                listing_id=one.id, key=f"f{one.id}", filename="a.txt", content_type="text/plain", size=1, content=b"a",
                created_at=NOON,
            )
        )
        for one in (shown, standing)
    ]  # fmt: skip
    return {
        "listing_id": listing.id, "listing_file": file.key, "profile_keeper_id": keeper.id, "side": "supply",
        "shown_listing_id": shown.id, "shown_listing_file": files[0].key, "standing_listing_id": standing.id,
        "standing_listing_file": files[1].key,
    }  # fmt: skip


_LOGO = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAC0lEQVR4nGNgQAYAAA4AAamRc7EAAAAASUVORK5CYII=")
"""A black PNG of two by two points."""


def make_printed(event: Event, registration: Registration, number: int) -> dict[str, Any]:
    """A printing, a large document, and a certificate."""
    certificate = keep(
        Certificate(
            event_id=event.id, registration_id=registration.id, number=f"2026-00001-{number:04d}-AAAA",
            name_digest="0" * 32, issued_at=NOON,
        )
    )  # fmt: skip
    printing = keep(
        PaperPrint(event_id=event.id, paper="badges", language="zh", printed_at=NOON, people=0, is_whole=True)
    )
    keep(PaperLook(event_id=event.id, colour="", header={}, logo=_LOGO))
    order = keep(
        PaperOrder(
            event_id=event.id, paper="badges", language="zh", asked={}, asked_at=NOON, state=OrderState.DONE,
            content=an_empty_page(), number=1, pages=1, size=5,
        )
    )  # fmt: skip
    return {"certificate_id": certificate.id, "print_id": printing.id, "order_id": order.id}


@cache
def an_empty_page() -> bytes:
    """The smallest PDF that a program reads."""
    written = io.BytesIO()
    with pypdf.PdfWriter() as writer:
        writer.add_blank_page(100, 100)
        writer.write(written)
    return written.getvalue()


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


def make_questionnaire(event: Event) -> dict[str, Any]:
    """An open questionnaire with names that has the usual first question, and a code on the wall."""
    closes_at = datetime(2099, 1, 1, tzinfo=UTC)
    survey = keep(
        Survey(
            event_id=event.id, title={"zh": "调查"}, is_anonymous=False, is_published=True, only_attended=False,
            closes_at=closes_at, created_at=NOON,
        )
    )  # fmt: skip
    label, ends = {"zh": "总体评价"}, {"steps": 5, "low": {}, "high": {}}
    question = keep(SurveyQuestion(survey_id=survey.id, key="1", kind=SurveyKind.SCALE, label=label, scale=ends))
    code = keep(SurveyCode(survey_id=survey.id, link_version=1))
    return {
        "survey_id": survey.id, "question_id": question.id, "code_id": code.id, "survey": sign("survey", code.id, 1)
    }  # fmt: skip


def make_deals(event: Event, number: int) -> dict[str, Any]:
    """Two deals, an entry that was merged into the first, a file, what a side has told, and the link on which it did."""
    first, second, merged = (_deal(event, f"{title}{number}") for title in ("甲", "乙", "丙"))
    merged.merged_into_id = first.id
    file = keep(
        Evidence(
            deal_id=first.id, stage=Stage.INTENTION, filename="a.txt", content_type="text/plain", size=1, content=b"a",
            created_at=NOON,
        )
    )  # fmt: skip
    email = first.parties[0].contact_email
    reminder = keep(DealReminder(event_id=event.id, email=email, name="王敏", sent_at=NOON.replace(year=2098)))
    keep(RemindedDeal(reminder_id=reminder.id, deal_id=first.id, email=email, months=1))
    report = keep(
        DealReport(
            deal_id=first.id, kind=ReportKind.ENDED, stage=Stage.INTENTION, on_date=NOON.date(), reason="停", told_at=NOON,
            state=ReportState.WAITING,
        )
    )  # fmt: skip
    metric = make_metric(first)
    before = {"children": [], "fields": {}, "contacts": []}
    merge = keep(DealMerge(event_id=event.id, kept_id=first.id, merged_id=merged.id, merged_at=NOON, before=before))
    return {
        "deal_id": first.id,
        "other_deal_id": second.id,
        "evidence_id": file.id,
        "deal_metric_id": metric.id,
        "report_id": report.id,
        "deal_merge_id": merge.id,
        "deals": sign("deals", reminder.id, 1),
    }


def _deal(event: Event, title: str) -> Deal:
    roles = (PartyRole.A, PartyRole.B)
    parties = [
        DealParty(position=position, role=role, name=f"{title}{role.value}", contact_email=f"{role.value}@example.com")
        for position, role in enumerate(roles)
    ]
    deal = keep(
        Deal(
            event_id=event.id, title={"zh": title}, type=DealType.OTHER, stage=Stage.INTENTION, reached=Stage.INTENTION,
            created_at=NOON, changed_at=NOON, parties=parties,
        )
    )  # fmt: skip
    keep(StageChange(deal_id=deal.id, to_stage=deal.stage, on_date=NOON.date(), told_by=KnownThrough.OFFICE, at=NOON))
    return deal


def make_meetings(event: Event) -> dict[str, int]:
    """What meetings have one of, by the names in addresses."""
    make_plan(event, tables=2, after=timedelta(hours=20))  # nothing of the agenda is held then
    first, second, third = make_party(event, people=2, may_call=True), make_party(event), make_party(event)
    request = make_request(third, first, RequestState.ASKED)
    message = keep(
        RequestMessage(request_id=request.id, party_id=third.id, text="你好", written_at=NOON, reported_at=NOON)
    )
    call = keep(MeetingCall(event_id=event.id, party_id=first.id, title={"zh": "征集"}, places=2, created_at=NOON))
    excluded = keep(PartyExclusion(event_id=event.id, party_id=first.id, other_id=second.id))
    helper = keep(MeetingAssistant(event_id=event.id, name="王译", languages=["en"]))
    return {
        "block_id": list_blocks(event.id)[0].id,
        "hall_id": list_halls(event.id)[0].id,
        "assistant_id": helper.id,
        "party_id": first.id,
        "partner_id": third.id,
        "request_id": request.id,
        "message_id": message.id,
        "call_id": call.id,
        "representative_id": list_representatives_of(first.id)[0].id,
        "exclusion_id": excluded.id,
        **make_timetable(event, first, second),
    }


def make_data_request(event: Event, registration: Registration) -> DataRequest:
    """Something that a person asks about their data."""
    return keep(
        DataRequest(
            event_id=event.id, registration_id=registration.id, kind=RequestKind.OTHER, text="样例", asked_at=NOON,
            due_at=NOON + timedelta(days=15),
        )
    )  # fmt: skip


def make_letter_row(event: Event | None, number: int) -> OutboxLetter:
    """An e-mail that waits."""
    return keep(
        OutboxLetter(
            message_id=f"<{number}.{event.id if event else 0}@example.com>", kind="received", language="zh", to_name="张三",
            to_address="z@example.com", subject="题", text="文", html="<p>文</p>", attachments=[],
            event_id=event.id if event else None, about="", created_at=NOON, due_at=NOON,
        )
    )  # fmt: skip


def make_checkin(event: Event, registration: Registration) -> dict[str, Any]:
    """A list, a device, an act, somebody without registration; numbers for addresses."""
    item = make_item(event, location={"zh": "东厅"})
    listed = keep(
        CheckinList(event_id=event.id, kind=ListKind.GATE, title={"zh": "东门"}, item_id=item.id, created_at=NOON)
    )
    device = keep(CheckinDevice(event_id=event.id, name="东门", list_ids=[0], created_at=NOON, ends_at=event.ends_at))
    said = {"name": "赵一", "organization": "样例厂", "unit": "", "mobile": "13900000001", "language": "zh"}
    walk_in = keep(CheckinWalkIn(event_id=event.id, key="1" * 36, said=said, made_at=NOON))
    act = CheckinAct(
        event_id=event.id, number=1, key=f"{event.id:036}", kind=CheckinKind.IN, list_id=listed.id, device_id=device.id,
        registration_id=registration.id, at=NOON, told_at=NOON, received_at=NOON,
    )  # fmt: skip
    keep(CheckinCounter(event_id=event.id, value=1))
    return {
        "list_id": listed.id,
        "room_item_id": item.id,
        "device_id": device.id,
        "walk_in_id": walk_in.id,
        "act_key": keep(act).key,
        "digest": "0" * 32,
        "lang": "zh",
    }


def make_visit(event: Event, registration: Registration) -> dict[str, Any]:
    """A stop with a batch and a finding; numbers for addresses."""
    item = make_item(event, kind=ItemKind.VISIT)
    keep(VisitStop(item_id=item.id, event_id=event.id, capacity=30, created_at=NOON))
    keep(VisitBatch(item_id=item.id, number=0, after=0, minutes=60))
    finding = VisitFinding(item_id=item.id, registration_id=registration.id, seen="产线", written_at=NOON)
    return {"stop_id": item.id, "finding_id": keep(finding).id}


def make_logistics(event: Event, registration: Registration) -> dict[str, Any]:
    """A hotel with a room, a vehicle with a ride on which somebody has a seat; numbers for addresses."""
    hotel = keep(Hotel(event_id=event.id, name={"zh": "样例酒店"}))
    room = keep(HotelRoom(hotel_id=hotel.id, label="1201", beds=2))
    vehicle = keep(Vehicle(event_id=event.id, name={"zh": "大巴"}, kind=VehicleKind.BUS, seats=45))
    ride = keep(
        Ride(
            event_id=event.id,
            vehicle_id=vehicle.id,
            direction=Direction.OUTING,
            title={"zh": "考察"},
            leaves_at=event.starts_at,
        )
    )
    keep(RideSeat(ride_id=ride.id, registration_id=registration.id, is_locked=False))
    return {"hotel_id": hotel.id, "room_id": room.id, "vehicle_id": vehicle.id, "ride_id": ride.id}
