"""Who reads the installation: accounts of every kind and role, and whoever holds a link of each kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select

from eventmgr.event.delegations.models import KeyKind, Liaison, LiaisonKey
from eventmgr.event.events.models import Event
from eventmgr.event.invitations.models import Invitation
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.exchange.calls.models import CaseReviewer, CaseSubmission
from eventmgr.exchange.desk.letters import EXPERT_LINK, OWN_LINK
from eventmgr.exchange.desk.models import DeskRequest
from eventmgr.exchange.entries.models import OrganizationEntry
from eventmgr.exchange.experts.letters import LINK as LISTED_LINK
from eventmgr.exchange.experts.models import Expert
from eventmgr.exchange.investment.models import InvestmentEnquiry
from eventmgr.exchange.policies.models import PolicySubscription
from eventmgr.ground.db import db
from eventmgr.identity.accounts.models import Level, OneTimeLink, Purpose, User
from eventmgr.identity.team.models import TeamInvitation, TeamMember
from eventmgr.matchmaking.listings.models import OrganizationProfile, ProfileKeeper
from eventmgr.matchmaking.meeting_day.access import screen_token
from eventmgr.matchmaking.meeting_day.models import MeetingScreen, ScreenKind
from eventmgr.matchmaking.meeting_parties.access import link_token
from eventmgr.matchmaking.meeting_parties.models import PartyRepresentative
from eventmgr.matchmaking.outcomes.models import DealReminder
from eventmgr.office.disclosures.models import Disclosure
from eventmgr.programme.checkin.models import CheckinDevice
from eventmgr.programme.surveys.models import SurveyCode
from eventmgr.tools.web.tokens import sign, token_hash
from tests.access_table.world import ROLES
from tests.crawl.states import add_devices
from tests.factories import NOON, keep, make_session, make_user

Enter = Callable[[FlaskClient], None]


@dataclass
class Reader:
    """Somebody, and how they come in.

    Attributes:
        role: what is alike in those who see the same: a role of the team, a kind of link.
        name: who it is among them.
        enter: makes a fresh browser theirs.
        kinds: which links open for `token` (`tests/access_table`).
        within: rows that the reader is about, by table; addresses of others are none of theirs.
        headers: sent with each request.
    """

    role: str
    name: str = ""
    enter: Enter | None = None
    kinds: tuple[str, ...] = ()
    token: str = ""
    within: dict[str, Any] = field(default_factory=dict)
    unit_code: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.role} {self.name}".strip()


def signed_in(user: User) -> Enter:
    """The browser holds a session of that account."""
    token = make_session(user)

    def enter(browser: FlaskClient) -> None:
        with browser.session_transaction() as session:
            session.clear()
            session.permanent = True
            session.update(_user_id=token, _fresh=True)

    return enter


def accounts() -> Iterator[Reader]:
    """Roles of a team, of every event at once; levels; an administrator; a stranger."""
    events = list(db.session.scalars(select(Event)))
    for letter, role in ROLES.items():
        user = make_user(email=f"crawl-{letter.lower()}@example.com", name=f"样例{role.value}")
        for event in events:
            keep(TeamMember(event_id=event.id, user=user, role=role, created_at=NOON))
        yield Reader(role.value, enter=signed_in(user))
    admin = make_user(name="管理员", level=Level.NATIONAL, is_admin=True, may_create_events=True)
    add_devices(admin)
    yield Reader("administrator", enter=signed_in(admin))
    yield Reader("national", enter=signed_in(make_user(level=Level.NATIONAL, may_create_events=True)))
    for unit in ("310000", "420000"):
        yield Reader("provincial", unit, enter=signed_in(make_user(level=Level.PROVINCIAL, unit_code=unit)))
    yield Reader("stranger", enter=signed_in(make_user()))


def holders() -> Iterator[Reader]:
    """Whoever holds a link: one reader for each row that has one."""

    def all_of(model: Any) -> Any:
        return db.session.scalars(select(model).order_by(model.id))

    for one in all_of(Registration):
        where = {"event": one.event_id, "registration": one.id}
        yield Reader("participant", str(one.id), kinds=("my",), token=my_token(one), within=where)
        yield Reader("feed", str(one.id), kinds=("feed",), token=sign("feed", one.id, one.feed_version), within=where)
    for one in all_of(Invitation):
        for kind in ("invited", "opt-out"):
            yield Reader(
                kind,
                str(one.id),
                kinds=(kind,),
                token=sign(kind, one.id, one.link_version),
                within={"event": one.event_id},
            )
    for one in all_of(ProfileKeeper):
        profile = db.session.query(OrganizationProfile).filter_by(organization_id=one.organization_id).one()
        token, where = sign("company", one.id, profile.link_version), {"organization": one.organization_id}
        yield Reader("company", str(one.id), kinds=("company",), token=token, within=where)
    for one in all_of(PartyRepresentative):
        where = {"event": one.party.event_id, "meeting_representative": one.id}
        yield Reader(
            "representative", str(one.id), kinds=("meetings", "meeting_own"), token=link_token(one), within=where
        )
    for one in all_of(MeetingScreen):
        kind = "meeting_calls" if one.kind is ScreenKind.CALLS else "meeting_host"
        yield Reader(kind, str(one.id), kinds=(kind,), token=screen_token(one), within={"event": one.event_id})
    for one in all_of(DealReminder):
        yield Reader(
            "deals", str(one.id), kinds=("deals",), token=sign("deals", one.id, 1), within={"event": one.event_id}
        )
    for one in all_of(SurveyCode):
        yield Reader("survey", str(one.id), kinds=("survey",), token=sign("survey", one.id, one.link_version))
    yield from _of_exchange(all_of)
    yield from _hashed(all_of)


def _of_exchange(all_of: Callable[[Any], Any]) -> Iterator[Reader]:
    """Links of what stays between the events."""
    for one in all_of(DeskRequest):
        where = {"desk_request": one.id}
        yield Reader("sender", str(one.id), kinds=("desk",), token=OWN_LINK.token(one), within=where)
        if one.expert_email:
            yield Reader("expert", str(one.id), kinds=("desk_expert",), token=EXPERT_LINK.token(one), within=where)
    for one in sorted(all_of(OrganizationEntry), key=lambda one: one.confirmed_at is not None):
        yield Reader("enters", str(one.id), kinds=("entry",), token=sign("entry", one.id, 1))
    for one in all_of(Expert):
        yield Reader(
            "listed expert", str(one.id), kinds=("expert",), token=LISTED_LINK.token(one), within={"expert": one.id}
        )
    for one in sorted(all_of(CaseSubmission), key=lambda one: one.confirmed_at is not None):
        yield Reader("submits", str(one.id), kinds=("case_submission",), token=sign("case_submission", one.id, 1))
    for one in all_of(CaseReviewer):
        where = {"case_call": one.call_id}
        yield Reader("reviews", str(one.id), kinds=("case_review",), token=sign("case_review", one.id, 1), within=where)
    for one in all_of(InvestmentEnquiry):
        where = {"investment_enquiry": one.id}
        yield Reader("asks", str(one.id), kinds=("enquiry",), token=sign("enquiry", one.id, 1), within=where)
    for one in all_of(PolicySubscription):
        yield Reader("subscribes", str(one.id), kinds=("policy_news",), token=sign("policy_news", one.id, 1))


def _hashed(all_of: Callable[[Any], Any]) -> Iterator[Reader]:
    """Links of which the database holds a hash: another one is made."""
    for one in all_of(Disclosure):
        one.token_hash, one.link_ends_at = token_hash(f"crawl-d{one.id}"), NOON + timedelta(days=30)
        yield Reader("recipient", str(one.id), kinds=("disclosure",), token=f"crawl-d{one.id}")
    for one in all_of(TeamInvitation):
        one.token_hash = token_hash(f"crawl-i{one.id}")
        yield Reader("invited to a team", str(one.id), kinds=("invitation",), token=f"crawl-i{one.id}")
    for number, purpose in enumerate(Purpose):
        user = make_user()
        keep(
            OneTimeLink(
                user_id=user.id, purpose=purpose, token_hash=token_hash(f"crawl-p{number}"), created_at=NOON,
                expires_at=NOON + timedelta(days=30),
            )
        )  # fmt: skip
        yield Reader("one-time link", purpose.value, kinds=(purpose,), token=f"crawl-p{number}")
    for one in all_of(Liaison):
        yield from _liaison(one)
    for one in all_of(CheckinDevice):
        one.token_hash, one.paired_at, one.link_hash = token_hash(f"crawl-t{one.id}"), NOON, None
        yield Reader(
            "device", str(one.id), headers={"Authorization": f"Bearer crawl-t{one.id}"}, within={"event": one.event_id}
        )


def _liaison(one: Liaison) -> Iterator[Reader]:
    for kind, token in ((KeyKind.SESSION, f"crawl-s{one.id}"), (KeyKind.LINK, f"crawl-l{one.id}")):
        keep(LiaisonKey(liaison_id=one.id, kind=kind, token_hash=token_hash(token), made_at=NOON))
    held = {f"{one.event.slug}/{one.unit_code}": f"crawl-s{one.id}"}

    def enter(browser: FlaskClient) -> None:
        with browser.session_transaction() as session:
            session.permanent = True
            session["delegations"] = held

    where = {"event": one.event_id, "liaison": one.id}
    yield Reader("liaison", str(one.id), enter=enter, within=where, unit_code=one.unit_code)
    yield Reader("holder of a liaison's link", str(one.id), kinds=("liaison",), token=f"crawl-l{one.id}")
