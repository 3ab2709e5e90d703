"""The pages of an event's team."""

from __future__ import annotations

from typing import NamedTuple

from flask import request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.mail import EVENT, OWN_WORDS, SAMPLE_ADDRESS, SAMPLE_NAMES, letter_about, link_to
from eventmgr.event.events.manage.asking import carry_out
from eventmgr.event.events.manage.blueprint import bp
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_event_numbered
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import NotAllowed, NotFound, Refusal, SignInRequired
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import _, _l, format_instant, language, speaking
from eventmgr.identity.accounts.access import act_now, signed_in, staff_required
from eventmgr.identity.accounts.models import Purpose, User
from eventmgr.identity.accounts.queries import find_user_by_email
from eventmgr.identity.accounts.services import make_link
from eventmgr.identity.team import services
from eventmgr.identity.team.forms import InviteForm, JoinForm, RoleForm
from eventmgr.identity.team.models import TeamInvitation
from eventmgr.identity.team.queries import get_member, list_invitations, list_members
from eventmgr.identity.team.roles import OWNERS, TEAM_ROLES, TeamRole
from eventmgr.tools.messages.composing import absolute_url
from eventmgr.tools.messages.letters import Letter, safe_name
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.secrets import Secret
from eventmgr.tools.messages.services import enqueue, unsent
from eventmgr.tools.messages.telling import Choice
from eventmgr.tools.messages.texts.wording import Placeholder
from eventmgr.tools.web.meanwhile import seal
from eventmgr.tools.web.once import once
from eventmgr.tools.web.pages import Answer, finish, form_page, go_to
from eventmgr.tools.web.rate_limits.limits import limit
from eventmgr.tools.web.rendering.removing import removal_question

_MOST_INVITATIONS, _HOUR = 60, 3600
_KIND = "events.invitation"


@bp.route("/events/<slug>/team/", methods=["GET", "POST"])
def team(slug: str) -> ResponseReturnValue:
    """Members, for all of them to read; whoever manages the team sees open invitations and sends new ones from here."""
    event = event_for(slug, "team.manage" if request.method == "POST" else "team.read")
    user, form = staff_required(), InviteForm()
    manages, owns = may(event, "team.manage"), may(event, OWNERS)
    if not owns:
        form.role.offer(_choices(owns=False))
    if form.validate_on_submit():

        def ask() -> Answer:
            _invite(event, form.email.data or "", form.chosen, user)
            message = _("The invitation to %(email)s is on its way.", email=form.email.data)
            return Answer(url_for(".team", slug=slug), message)

        try:
            limit(f"team-invitation:{user.id}", _MOST_INVITATIONS, _HOUR, clock.now())
            return go_to(
                *carry_out(
                    event,
                    lambda: once(form, f"invitation:{event.id}", ask, at=clock.now()),
                    choices=(Choice.NOW,),
                )
            )
        except Refusal as refusal:
            form.refuse(refusal)
    return form_page(
        "event/events/manage/team.html",
        form,
        event=event,
        members=[(member, seal(RoleForm(None, data=RoleForm.read(member)))) for member in list_members(event.id)],
        invitations=list_invitations(event.id, at=clock.now()) if manages else [],
        manages=manages,
        owns=owns,
        roles=TeamRole,
    )


@bp.route("/events/<slug>/team/<int:member_id>", methods=["POST"])
def change_role(slug: str, member_id: int) -> ResponseReturnValue:
    """Give a member another role; a page of its own where it cannot be done at once."""
    event = event_for(slug, "team.manage")
    member = get_member(event.id, member_id)
    _owners_only(event, member.role)
    form = RoleForm().watching()
    if not may(event, OWNERS):
        form.role.offer(_choices(owns=False))
    form.again = url_for(".team", slug=slug)
    if form.validate():

        def save() -> None:
            services.hold(event.id)
            stands = get_member(event.id, member_id)
            if form.compare(RoleForm(None, data=RoleForm.read(stands))):
                services.change_role(event.id, member_id, form.chosen, act=act_now())

        try:
            write(save)
        except (NotFound, NotAllowed):
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return go_to(
                url_for(".team", slug=event.slug), _("The role of %(name)s has been changed.", name=member.user.name)
            )
    return form_page("event/events/manage/role.html", form, event=event, member=member)


@bp.route("/events/<slug>/team/<int:member_id>/remove", methods=["GET", "POST"])
def remove_member(slug: str, member_id: int) -> ResponseReturnValue:
    """Take somebody out of the team; asks once."""
    event = event_for(slug, "team.manage")
    member = get_member(event.id, member_id)
    _owners_only(event, member.role)
    if request.method != "POST":
        return removal_question(event, member.user.name, keep=url_for(".team", slug=slug))
    write(lambda: services.remove(event.id, member_id, act=act_now()))
    return go_to(url_for(".team", slug=event.slug), _("%(name)s is no longer in the team.", name=member.user.name))


@bp.route("/events/<slug>/invitations/<int:invitation_id>/revoke", methods=["POST"])
def revoke(slug: str, invitation_id: int) -> ResponseReturnValue:
    """Revoke an invitation to the team."""
    event = event_for(slug, "team.manage")
    write(lambda: services.revoke(event.id, invitation_id, act=act_now()))
    return go_to(url_for(".team", slug=event.slug), _("The invitation has been revoked."))


@bp.route("/invitations/<token>", methods=["GET", "POST"])
def invitation(token: str) -> ResponseReturnValue:
    """What a letter leads to: join the team, with an account made for it if there is none."""
    pending = services.open_invitation(token, at=clock.now())
    event = get_event_numbered(pending.event_id)
    user, known = signed_in(), find_user_by_email(pending.email)
    if known is not None and known.disabled_at is not None:
        raise NotFound(_("This invitation was accepted, revoked or has expired. Ask for a new one."))
    if known is not None and user is None:
        raise SignInRequired(_("Please sign in."))
    form = JoinForm()
    if request.method == "POST" and known is not None and user is not None:
        write(lambda: services.accept(token, user, act=act_now()))
        return go_to(url_for(".overview", slug=event.slug), _("Welcome to the team."))
    if request.method == "POST" and form.validate():

        def join() -> Answer:
            act, name = act_now(), form.name.data or ""
            added = services.accept_as_new(token, name, language=language(), act=act)
            opened = make_link(added, Purpose.SIGN_IN, at=act.at)
            return Answer(url_for("accounts.one_time", token=opened), "")

        if answer := finish(form, join):
            return answer
    return form_page(
        "event/events/manage/invitation.html",
        form,
        invited_to=event,
        invitation=pending,
        is_new=known is None,
        fits=user is not None and user.email == pending.email,
        role=TEAM_ROLES[pending.role],
    )


def _choices(*, owns: bool) -> list[tuple[str, object]]:
    """The roles that the reader may give, each with what it reaches."""
    return [(role.value, label) for role, label in TEAM_ROLES.items() if owns or role is not TeamRole.OWNER]


def _owners_only(event: Event, role: TeamRole) -> None:
    if role is TeamRole.OWNER and not may(event, OWNERS):
        raise NotAllowed(_("Only an owner of the event can change its owners."))


def _invite(event: Event, email: str, role: TeamRole, inviter: User) -> None:
    """The invitation and its letter, in one transaction."""
    act = act_now()
    invitation_, token = services.invite(event.id, email, role, inviter, act=act)
    known = find_user_by_email(invitation_.email)
    letter = _letter(
        event,
        invitation_,
        Secret(value=token),
        inviter=safe_name(inviter.name) or inviter.email,
        to_name=known.name if known else "",
        spoken=known.language if known else language(),
    )
    enqueue(letter, at=act.at)


def _letter(event: Event, asked: TeamInvitation, secret: Secret, *, inviter: str, to_name: str, spoken: str) -> Letter:
    return letter_about(
        event,
        _INVITATION,
        _Invited(to_name, asked.email, spoken),
        about=f"team_invitation:{asked.id}",
        context={
            "inviter": inviter,
            "role": TEAM_ROLES[asked.role],
            "link": absolute_url("events_manage.invitation", token=secret.mark),
            "until": _until(asked, event, spoken),
        },
        secrets=[secret],
        confidential=True,
    )


class _Invited(NamedTuple):
    name: str
    email: str
    language: str


def _until(asked: TeamInvitation, event: Event, spoken: str) -> str:
    with speaking(spoken):
        return format_instant(asked.expires_at, event.timezone)


def _sample(event: Event, spoken: str) -> OutboxLetter:
    """The invitation to somebody who does not exist."""
    asked = TeamInvitation(id=0, email=SAMPLE_ADDRESS, role=TeamRole.EDITOR, expires_at=event.starts_at)
    letter = _letter(event, asked, Secret(value="-"), inviter=SAMPLE_NAMES[spoken], to_name="", spoken=spoken)
    return unsent(letter, at=event.created_at)


_INVITATION = LetterKind(
    _KIND,
    _l("Invitation to the team"),
    _l("To somebody you ask to help with the event."),
    _sample,
    "event/events/mail/invitation.txt",
    (
        EVENT,
        Placeholder("inviter", "邀请人", _l("who invites")),
        Placeholder("role", "团队角色", _l("role in the team")),
        Placeholder("until", "截止时间", _l("until when the link is valid"), is_needed=True),
        link_to(_l("the link that accepts the invitation"), "邀请链接"),
        OWN_WORDS,
    ),
)
LETTERS = (_INVITATION,)
