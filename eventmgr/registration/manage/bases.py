"""On which ground each field, question and process of an event rests: chosen by the organizers."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.accounts.access import act_now
from eventmgr.db import write
from eventmgr.events.access import event_for
from eventmgr.events.services import set_legal_bases
from eventmgr.i18n import _
from eventmgr.privacy.bases import BASES
from eventmgr.registration.content.handling import Use, uses_of
from eventmgr.registration.manage.retention import bp
from eventmgr.registration.queries import get_asked
from eventmgr.web.forms import CodeSelect, Form, Required

_PREFIX = "base_"


def _form(uses: Sequence[Use]) -> Form:
    """One choice for each use whose ground is not fixed."""
    choices = [(base.value, label) for base, label in BASES.items()]
    free = [use for use in uses if not use.is_fixed]
    fields = {_PREFIX + use.name: CodeSelect(use.label, [Required()], choices=choices) for use in free}
    chosen = {_PREFIX + use.name: use.base.value for use in free}
    form: Form = type("BasesForm", (Form,), fields)(data=chosen)
    return form


@bp.route("/bases", methods=["GET", "POST"])
def bases(slug: str) -> ResponseReturnValue:
    """Shows and changes the grounds; participants read them in the notice at once."""
    event = event_for(slug, "registrations.delete")
    asked = get_asked(event)
    uses, usual = uses_of(event.legal_bases, asked), {use.name: use.base.value for use in uses_of({}, asked)}
    form = _form(uses)
    if form.validate_on_submit():
        typed = {use.name: form[_PREFIX + use.name].data for use in uses if not use.is_fixed}
        chosen = {name: base for name, base in typed.items() if base != usual[name]}
        if write(lambda: set_legal_bases(event, chosen, act=act_now())):
            flash(
                _(
                    "Participants read these legal bases in the privacy notice from now on. If they should agree anew, save a new text of the notice."
                ),
                "success",
            )
        return redirect(url_for(".index", slug=slug), 303)
    return render_template(
        "registration/manage/bases.html", event=event, form=form, uses=uses, prefix=_PREFIX
    ), form.status
