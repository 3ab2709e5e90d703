"""Somebody of an organization is invited to keep its page."""

from __future__ import annotations

from functools import partial

from flask import url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.events.manage.asking import carry_out
from eventmgr.ground import clock
from eventmgr.ground.i18n import _, language
from eventmgr.identity.accounts.access import act_now
from eventmgr.identity.directory.models import Organization
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.listings import queries, services
from eventmgr.matchmaking.listings.forms import InvitationForm
from eventmgr.matchmaking.listings.manage.blueprint import bp
from eventmgr.matchmaking.listings.panels import EDIT
from eventmgr.tools.messages.telling import Choice
from eventmgr.tools.web.pages import Answer, finish, form_page
from eventmgr.tools.web.requests.parameters import query


@bp.route("/invite", methods=["GET", "POST"])
def invite(slug: str) -> ResponseReturnValue:
    """Select an organization that is registered here, or type a name; the link goes out by e-mail."""
    event = event_for(slug, EDIT)
    form = InvitationForm(
        data={"language": language(), "registered": query.text("organization"), "organization": query.text("name")}
    )
    form.registered.offer([(str(row.id), row.name) for row in queries.list_participants(event.id)])
    form.begin_with(lambda number: services.contact_at(event, number))
    if form.validate_on_submit() and (person := form.person()) is not None:

        def work() -> Answer:
            organization = organization_of(form)
            services.invite(event, organization, person, act=act_now())
            return Answer(
                url_for(".profile", slug=slug, organization_id=organization.id),
                _(
                    "%(name)s has been invited to keep the page of %(organization)s.",
                    name=person.name,
                    organization=organization_name(organization),
                ),
            )

        if answer := finish(form, work, using=partial(carry_out, event, choices=(Choice.NOW,), quiet=True)):
            return answer
    return form_page("matchmaking/listings/manage/invite.html", form, event=event)


def organization_of(form: InvitationForm) -> Organization:
    """The organization that was chosen or named; a new one is added."""
    if form.registered.data:
        return queries.get_organization(int(form.registered.data))
    name, province = form.organization.data or "", form.province_code.data or ""
    return services.organization_named(name, at=clock.now(), province_code=province)
