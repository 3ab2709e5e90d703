"""The form as participants of a type see it; nothing of it is sent or kept."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.events.derived.participant_types import types_of
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.registration import queries
from eventmgr.event.registration.content.handling import told
from eventmgr.event.registration.forms import registration_form
from eventmgr.event.registration.manage.blueprint import bp
from eventmgr.event.registration.notes import tell_places
from eventmgr.identity.privacy.queries import find_privacy_notice
from eventmgr.tools.web.requests.parameters import query


@bp.route("/preview")
def preview(slug: str) -> ResponseReturnValue:
    """The form, filled in for nobody; `role` says in what capacity the reader would come."""
    event = event_for(slug, "event.edit")
    types = [kind for kind in types_of(event) if not kind.is_hidden and kind.key != Role.STAFF]
    chosen = next((kind.key for kind in types if kind.key == query.text("role")), Role.DELEGATE.value)
    form = registration_form(queries.get_asked(event), preset={"role": chosen})
    tell_places(form, event.id, queries.count_chosen)
    return render_template(
        "event/registration/manage/preview.html",
        event=event,
        form=form,
        notice=find_privacy_notice(event.id),
        uses=told(event.legal_bases, form.purposes()),
        roles=[(kind.key, kind.called(), kind.key == chosen) for kind in types],
    )
