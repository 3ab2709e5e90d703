"""States that neither the sample nor the event with one of everything is in, and that show forms of their own."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from eventmgr.event.agenda.models import ItemKind
from eventmgr.event.delegations.models import Liaison
from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import QueueEntry, QueuePlan, Registration, WaitingRule
from eventmgr.exchange.investment.models import EnquiryState
from eventmgr.ground.db import db
from eventmgr.identity.accounts.models import Passkey, User
from eventmgr.identity.privacy.models import LegalHold
from eventmgr.matchmaking.listings.models import Listing
from eventmgr.matchmaking.meeting_parties.models import PartyState
from eventmgr.matchmaking.meeting_plans.models import MeetingBlock
from eventmgr.matchmaking.timetables.models import DraftState, TimetableDraft
from eventmgr.office.data_requests.models import DataRequest, RequestKind, RequestState
from eventmgr.office.mailings.models import BulkMail, BulkMailState
from eventmgr.office.mailings.robots.models import GroupRobot
from eventmgr.output.imports.models import BatchState, ImportBatch, ImportedRow, Outcome
from eventmgr.output.papers.orders.models import PaperOrder
from eventmgr.tools.channels.robots import Vendor
from eventmgr.tools.messages.models import LetterState, Mailing, MailingState, WayOut
from tests.access_table.things import make_letter_row
from tests.access_table.world import World, make_batch
from tests.exchange.investment.factories import make_enquiry
from tests.factories import NOON, keep, make_item, make_registration, make_session, make_user
from tests.matchmaking.factories import make_party

_FAULTY = {
    "registrations": "姓名\t单位\t手机\n\t甲公司\t15400000999",
    "answers": "姓名\t单位\t手机\n\t甲公司\t15400000999",
    "agenda": "日期\t开始\t结束\t议程\n2026-04-01\t9:00\t8:00\t开幕",
    "organizations": "单位名称\n ",
    "liaisons": "代表团\t姓名\t手机\n不存在\t李四\t15400000998",
    "listings": "供需\t单位\t标题\t内容\n都不是\t丁样例厂\t机床\t说明",
}
"""A sheet whose row cannot be taken, for each kind of list."""


def add_states(world: World) -> None:
    """Further rows of the event of `world` and of the whole site."""
    event = world.event
    _add_letters(event)
    _add_imports()
    make_user(name="有第二步", second_step_at=NOON)
    keep(LegalHold(event_id=event.id, reason="审计", placed_at=NOON))
    keep(GroupRobot(event_id=event.id, vendor=next(iter(Vendor)), keys={"key": "k", "secret": ""}, new_said_at=NOON))
    keep(PaperOrder(event_id=event.id, paper="badges", language="zh", asked={}, asked_at=NOON, sees=[]))
    _add_wishes(event)
    _add_queue(event)
    _add_people_of_liaisons(event)
    _add_hours_of_meetings(event)
    _add_what_is_under_way(event)
    _add_enquiries(world.values["investment_offer_id"])


def add_devices(user: User) -> None:
    """What an account holds to sign in with: a second session, a passkey."""
    make_session(user)
    keep(
        Passkey(
            user_id=user.id, credential_id=b"crawl", public_key=b"", sign_count=0, name="办公室笔记本", created_at=NOON
        )
    )


def _add_letters(event: Event) -> None:
    """E-mails that could not be delivered, of the event and of none; the way out stands still, and one has waited for hours."""
    for number, about in enumerate((event, None), 900):
        make_letter_row(about, number).state = LetterState.FAILED
    make_letter_row(event, 902).created_at = NOON - timedelta(hours=5)
    keep(WayOut(id=1, failing_since=NOON - timedelta(hours=5), answered_at=NOON, answer="connection refused"))


def _add_imports() -> None:
    """Of each list that somebody looks at one that failed, one that is taken and one whose row is faulty."""
    for batch in list(db.session.scalars(select(ImportBatch).where(ImportBatch.state == BatchState.OPEN))):
        same = {"event_id": batch.event_id, "kind": batch.kind, "created_at": NOON, "changed_at": NOON}
        keep(ImportBatch(**same, state=BatchState.FAILED, content=batch.content))
        numbers = {"new": 1, "changed": 0, "same": 0, "left_out": 0}
        taken = keep(ImportBatch(**same, state=BatchState.TAKEN, numbers=numbers))
        keep(ImportedRow(batch_id=taken.id, number=2, outcome=Outcome.NEW, stamp=NOON))
        kind = "registrations" if batch.kind.startswith("unit.") else batch.kind
        make_batch(db.session.get(Event, batch.event_id) if batch.event_id else None, batch.kind, _FAULTY[kind])


def _add_wishes(event: Event) -> None:
    """Somebody asks for a change, somebody's objection was granted."""
    asking = make_registration(event)
    asking.requested_change, asking.change_requested_at = {"title": ["高级工程师", "处长"]}, NOON
    objecting: Registration = make_registration(event)
    keep(
        DataRequest(
            event_id=event.id, registration_id=objecting.id, kind=RequestKind.RESTRICT, state=RequestState.GRANTED,
            asked_at=NOON, due_at=NOON, answered_at=NOON, answer="好",
        )
    )  # fmt: skip
    objecting.restricted_at = NOON


def _add_queue(event: Event) -> None:
    """A waiting list in an order by hand, with one place offered."""
    keep(QueuePlan(event_id=event.id, rule=WaitingRule.HAND, offer_hours=24))
    for _ in range(3):
        waiting = make_registration(event, status=Status.WAITLISTED)
    waiting.status = Status.OFFERED
    keep(QueueEntry(registration_id=waiting.id, expires_at=NOON + timedelta(hours=20)))


def _add_people_of_liaisons(event: Event) -> None:
    """Entered by a liaison and not yet agreed: one who can be written to and one who cannot."""
    unit = db.session.scalars(select(Liaison.unit_code).where(Liaison.event_id == event.id).limit(1)).one()
    for address in ("entered@example.com", ""):
        make_registration(event, unit_code=unit, email=address, consent_asked_at=NOON)


def _add_hours_of_meetings(event: Event) -> None:
    """An item of the agenda that stands for the meetings and has other hours than they."""
    block = db.session.scalars(select(MeetingBlock).where(MeetingBlock.event_id == event.id)).first()
    assert block is not None
    ends_at = block.ends_at - timedelta(minutes=5)
    make_item(event, kind=ItemKind.OTHER, title={"zh": "一对一洽谈"}, starts_at=block.starts_at, ends_at=ends_at)


def _add_enquiries(listing_id: int) -> None:
    """About an offer whose organization has a page: one that is not confirmed, one that awaits consent, one whose sides know each
    other."""
    offer = db.session.get_one(Listing, listing_id)
    for state in (EnquiryState.UNCONFIRMED, EnquiryState.ANSWERED, EnquiryState.SHOWN):
        is_new, is_shown = state is EnquiryState.UNCONFIRMED, state is EnquiryState.SHOWN
        make_enquiry(
            offer, state=state, email=f"{state.value}@example.com", answer="" if is_new else "可供厂房，欢迎考察。",
            asked_at=None if is_new else NOON, owner_contact="" if is_new else "招商部 0510-5555 0100",
            shown_at=NOON if is_shown else None,
        )  # fmt: skip


def _add_what_is_under_way(event: Event) -> None:
    """E-mails of an act that can still be taken back, a bulk e-mail that is paused, a draft of the timetable that is being made;
    an organization that has left."""
    soon = NOON + timedelta(minutes=2)
    keep(Mailing(event_id=event.id, state=MailingState.HELD, number=1, at=NOON, leaves_at=soon))
    words = {"subject": {"zh": "通知"}, "body": {"zh": "正文"}}
    keep(BulkMail(event_id=event.id, state=BulkMailState.PAUSED, filters={}, created_at=NOON, started_at=NOON, **words))
    keep(TimetableDraft(event_id=event.id, number=event.id + 101, state=DraftState.RUNNING, created_at=NOON))
    make_party(event, state=PartyState.LEFT)
