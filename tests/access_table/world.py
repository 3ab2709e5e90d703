"""An event with one of everything, its full team, and the numbers that fill an address."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from eventmgr.event.delegations.models import DelegationPlan, ExchangePaper, PaperState, PaperVersion
from eventmgr.event.events.models import Attachment, Event, Notice
from eventmgr.event.invitations.models import Invitation
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import BulkDecision, ColumnSet
from eventmgr.identity.accounts.models import Passkey, User, UserSession
from eventmgr.identity.team.models import TeamInvitation, TeamMember
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.outcomes.models import ActionItem
from eventmgr.office.disclosures.models import Disclosure
from eventmgr.office.mailings.models import ShortMessage
from eventmgr.output.figures.models import SavedTable
from eventmgr.output.imports.content import Content
from eventmgr.output.imports.models import ImportBatch
from eventmgr.tools.messages.models import Mailing, MailingState
from eventmgr.tools.sheets import read_pasted
from eventmgr.tools.web.tokens import token_hash
from tests.access_table.calls import make_calls
from tests.access_table.cases import make_filled_case
from tests.access_table.desk import make_desk
from tests.access_table.entries import make_entries
from tests.access_table.experts import make_experts
from tests.access_table.investment import make_enquired
from tests.access_table.meetings_day import make_day_of_meetings
from tests.access_table.policies import make_policies
from tests.access_table.seating import make_seating
from tests.access_table.things import (
    an_empty_page,
    make_answer_file,
    make_checkin,
    make_company,
    make_data_request,
    make_deals,
    make_letter_row,
    make_logistics,
    make_meetings,
    make_merge,
    make_printed,
    make_questionnaire,
    make_visit,
    organization_merge,
    other_name,
)
from tests.factories import (
    NOON,
    keep,
    make_admin,
    make_event,
    make_item,
    make_liaison,
    make_member,
    make_organization,
    make_registration,
    make_user,
    together,
)
from tests.office.mailings.emails.files import keep_file

ROLES = {
    "V": TeamRole.VIEWER,
    "C": TeamRole.CHECK_IN,
    "R": TeamRole.REGISTRAR,
    "E": TeamRole.EDITOR,
    "D": TeamRole.DEPUTY,
    "O": TeamRole.OWNER,
}
numbers = itertools.count(1)


@dataclass
class World:
    """An event with its team and one of everything, and the numbers that fill an address."""

    event: Event
    values: dict[str, Any]
    people: dict[str, User]

    def _item_of(self, rule: str) -> dict[str, Any]:
        """The agenda item that a rule is about, where it is a certain one."""
        which = next((which for part, which in _ITEMS.items() if part in rule), None)
        return {"item_id": self.values[which]} if which else {}

    def _of_exchange(self, rule: str) -> dict[str, Any]:
        """What a rule of the exchange between events is about, where it is a certain one."""
        if rule.startswith(("/investment/", "/manage/investment/offers/")):
            return {"listing_id": self.values["investment_offer_id"], "key": self.values["investment_offer_file"]}
        if not rule.startswith("/manage/events/<slug>/desk/"):
            return {}
        names = ("desk_request_id", "desk_answer_id")
        return {name: self.values[f"event_{name}"] for name in names} | {"key": self.values["event_desk_key"]}

    def address(self, rule: str, **other: Any) -> str:
        """`rule` with this world's numbers; `other` replaces some."""
        text = rule.replace("settings/<name>", "settings/facts").replace("reports/<name>/", "reports/badges/")
        text = text.replace("settings/features/<name>", "settings/features/seating")
        text = text.replace("/guide/pictures/<name>", "/guide/pictures/check-in.zh").replace(
            "/guide/<name>", "/guide/register"
        )
        text = text.replace("reports/<name>.docx", "reports/notice.docx")
        text = text.replace("letters/texts/<kind>", "letters/texts/registration.confirmed")
        for kind in ("agenda", "answers", "organizations"):
            if f"/{kind}/import" in rule:
                other = {"batch_id": self.values[f"{kind}_batch_id"]} | other
        if rule.startswith("/delegations/") and "/import" in rule:
            other = {"batch_id": self.values["unit_batch_id"]} | other
        for start, which in (("/events/", "shown"), ("/listings/", "standing")):
            if rule.startswith(start) and "<int:listing_id>" in rule:
                other = {
                    "listing_id": self.values[f"{which}_listing_id"], "key": self.values[f"{which}_listing_file"],
                } | other  # fmt: skip
        other = self._item_of(rule) | self._of_exchange(rule) | other
        for part, file in _FILES.items():
            if part in rule:
                other = {"key": self.values[file]} | other
        if "/listings/import" in rule:
            other = {"batch_id": self.values["listings_batch_id"]} | other
        if "/delegations/import" in rule:
            other = {"batch_id": self.values["liaisons_batch_id"]} | other
        if "/partners/" in rule:
            other = {"party_id": self.values["partner_id"]} | other
        for name, value in (self.values | _EVERYWHERE | other).items():
            text = _fill(text, name, value)
        assert "<" not in text, f"no value for {text}"
        return text


_EVERYWHERE = {"doing": "accept", "year": 2026, "pages": "events", "first": 1}
"""Values of addresses that name no row."""
_FILES = {
    "/listings/": "listing_file",
    "/desk/": "desk_key",
    "/cases/": "case_key",
    "/policies/": "policy_file",
    "/checkin/board/acts/": "act_key",
}
"""Part of a rule → whose key it asks for."""
_ITEMS = {"/visits/": "stop_id", "/checkin/board/rooms/": "room_item_id"}
"""Part of a rule → which agenda item it is about."""


def _fill(rule: str, name: str, value: Any) -> str:
    return re.sub(rf"<(?:[^<>:]+:)?{name}>", str(value), rule)


@together()
def make_world() -> World:
    """A published event of a full team with an object of every kind."""
    event = make_event(agenda_published=True)
    people = {letter: make_member(event, role, make_user(may_create_events=True)) for letter, role in ROLES.items()}
    people["A"] = make_admin()
    number = next(numbers)
    registration = make_registration(event)
    twin = make_registration(event, status=Status.PENDING)
    letter = make_letter_row(event, number)
    organizations = [make_organization(f"甲样例{number}有限公司"), make_organization(f"乙样例{number}有限公司")]
    notice = keep(Notice(event_id=event.id, title={"zh": "通知"}, body={"zh": "正文"}, published_on=date(2026, 3, 1)))
    file = keep(
        Attachment(
            event_id=event.id, filename="a.txt", content_type="text/plain", size=1, sha256="0" * 64, content=b"a",
            created_at=NOON,
        )
    )  # fmt: skip
    action_item = keep(ActionItem(event_id=event.id, text={"zh": "事项"}, owner={"zh": "办公室"}, created_at=NOON))
    invitation = keep(
        TeamInvitation(
            event_id=event.id, email="x@example.com", role=TeamRole.VIEWER, token_hash=token_hash(f"i{number}"),
            invited_by_id=people["O"].id, created_at=NOON, expires_at=NOON + timedelta(days=3650),
        )
    )  # fmt: skip
    member = keep(TeamMember(event_id=event.id, user=make_user(), role=TeamRole.VIEWER, created_at=NOON))
    session = keep(
        UserSession(
            user_id=people["A"].id, token_hash=token_hash(f"s{number}"), device="", created_at=NOON, last_seen_at=NOON,
            ends_at=NOON,
        )
    )  # fmt: skip
    bulk_mail_file = keep_file(event)
    liaison = make_liaison(event, link=f"l{number}")
    paper = keep(
        ExchangePaper(event_id=event.id, unit_code=liaison.unit_code, state=PaperState.TO_CHECK, newest=2, bound=1)
    )  # fmt: skip
    for version in (1, 2):
        keep(
            PaperVersion(
                paper_id=paper.id, number=version, title="交流材料", text="正文", filename="材料.pdf",
                content_type="application/pdf", content=an_empty_page(), sent_at=NOON,
            )
        )  # fmt: skip
    keep(DelegationPlan(event_id=event.id, link_days=3650))
    values = {
        "slug": event.slug,
        "key": "delegate",
        "item_id": make_item(event).id,
        "registration_id": registration.id,
        "other_id": twin.id,
        "merge_id": make_merge(event, registration, twin).id,
        "organization_id": organizations[0].id,
        "other_organization_id": organizations[1].id,
        "name_id": other_name(organizations[0], number).id,
        "organization_merge_id": organization_merge(*organizations).id,
        "letter_id": letter.id,
        "paper_version": 2,
        "mailing_id": keep(Mailing(event_id=event.id, state=MailingState.COLLECTED, number=1, at=NOON)).id,
        "batch_id": make_batch(event).id,
        "answers_batch_id": make_batch(event, "answers").id,
        "agenda_batch_id": make_batch(event, "agenda", "日期\t开始\t结束\t议程\n2026-04-01\t9:00\t9:30\t开幕").id,
        "organizations_batch_id": make_batch(None, "organizations", f"单位名称\n丙样例{number}有限公司").id,
        "liaisons_batch_id": make_batch(event, "liaisons", "代表团\t姓名\t手机\n上海市\t李四\t15400000998").id,
        "listings_batch_id": make_batch(event, "listings", "供需\t单位\t标题\t内容\n供给\t丁样例厂\t机床\t说明").id,
        "unit_batch_id": make_batch(event, f"unit.{liaison.unit_code}").id,
        "liaison_id": liaison.id,
        "unit_code": liaison.unit_code,
        "place": "liaison",
        **make_company(event, organizations[0]),
        **make_policies(),
        "liaison": f"l{number}",
        "decision_id": keep(BulkDecision(event_id=event.id, decision="confirm", decided_by="林慧", decided_at=NOON)).id,
        "saved_table_id": keep(
            SavedTable(
                user_id=people["O"].id, name="各省应到", choices={"rows": "province"}, is_shared=True, created_at=NOON
            )
        ).id,
        "column_set_id": keep(ColumnSet(event_id=event.id, name="住宿", columns={"title": {"zh": "职务"}})).id,
        **make_meetings(event),
        **make_desk(),
        **make_desk(event.id),
        **make_filled_case(organizations[0]),
        **make_calls(),
        **make_entries(),
        **make_experts(),
        **make_enquired(organizations[0]),
        "notice_id": notice.id,
        "file_id": file.id,
        "attachment_id": file.id,
        "filename": "a.txt",
        "action_item_id": action_item.id,
        "invitation_id": invitation.id,
        "invited_id": keep(Invitation(event_id=event.id, name="张三", created_at=NOON)).id,
        "bulk_mail_id": bulk_mail_file.bulk_mail_id,
        "bulk_mail_file_id": bulk_mail_file.id,
        "short_message_id": keep(ShortMessage(event_id=event.id, filters={}, text={"zh": "正文"}, created_at=NOON)).id,
        "data_request_id": make_data_request(event, registration).id,
        "disclosure_id": keep(
            Disclosure(
                event_id=event.id,
                recipient="样例酒店",
                purpose="安排住宿",
                columns="lodging",
                filters={},
                created_at=NOON,
                token_hash=token_hash(f"d{number}"),
                link_ends_at=NOON + timedelta(days=3650),
            )
        ).id,
        "disclosure": f"d{number}",
        **make_printed(event, registration, number),
        **make_deals(event, number),
        **make_questionnaire(event),
        **make_seating(event),
        "invitation": f"i{number}",
        "member_id": member.id,
        "user_id": people["V"].id,
        "session_id": session.id,
        "passkey_id": keep(
            Passkey(
                user_id=people["A"].id,
                credential_id=f"p{number}".encode(),
                public_key=b"",
                sign_count=0,
                name="办公室笔记本",
                created_at=NOON,
            )
        ).id,
        **make_checkin(event, registration),
        **make_visit(event, registration),
        **make_logistics(event, registration),
        "kind": "csv",
        "suffix": "csv",
        "name": "agenda",
        "field": make_answer_file(event, registration),
        **make_day_of_meetings(event),
    }
    return World(event, values, people)


def make_batch(
    event: Event | None, kind: str = "registrations", rows: str = "姓名\t单位\t手机\n张三\t甲公司\t15400000999"
) -> ImportBatch:
    """An import that is looked at."""
    content = Content(read_pasted(rows)).packed()
    return keep(
        ImportBatch(event_id=event.id if event else None, kind=kind, created_at=NOON, changed_at=NOON, content=content)
    )
