"""The part of a liaison's page on which people of the unit are recommended, or not."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.delegations.access import act_of, liaison_here
from eventmgr.event.delegations.models import Liaison
from eventmgr.event.delegations.recommending import services
from eventmgr.event.delegations.recommending.forms import WordForm
from eventmgr.event.registration.models import Registration, Word
from eventmgr.event.registration.own_page.views.page import private
from eventmgr.ground.db import write
from eventmgr.ground.errors import BadValue, Refusal
from eventmgr.ground.i18n import _, _n, language
from eventmgr.ground.text import whole_number
from eventmgr.tools.taxonomy import get_unit
from eventmgr.tools.web.pages import go_to

bp = Blueprint("delegations_words", __name__, url_prefix="/delegations")


@bp.route("/<slug>/<unit_code>/word", methods=["POST"])
def say(slug: str, unit_code: str) -> ResponseReturnValue:
    """`word`, recommended or declined, is said about all of `ids`, or about none; for the latter a reason is asked
    first."""
    liaison = liaison_here(slug, unit_code)
    event = liaison.event
    home = url_for("delegations.show", slug=slug, unit_code=unit_code, _anchor="words")
    word = _pressed()
    chosen = services.list_chosen(event, unit_code, _ids())
    if not chosen:
        flash(_("Nobody was selected. Tick the people first."), "warning")
        return redirect(home, 303)
    form = WordForm()
    if word is Word.DECLINED and ("reason" not in request.form or not form.validate()):
        return private(_page(liaison, chosen, form), form.status if "reason" in request.form else 200)
    try:
        write(lambda: services.say(liaison, chosen, word, form.reason.data or "", act=act_of(liaison)))
    except Refusal as refusal:
        if word is Word.DECLINED:
            form.refuse(refusal)
            return private(_page(liaison, chosen, form), form.status)
        flash(refusal.message, "danger")
        return redirect(home, 303)
    return go_to(home, _sentence_of(word, len(chosen)))


def _sentence_of(word: Word, number: int) -> str:
    if word is Word.RECOMMENDED:
        return _n("%(num)s person is recommended.", "%(num)s people are recommended.", number)
    return _n(
        "%(num)s person is not recommended. The organizers see your reason and decide.",
        "%(num)s people are not recommended. The organizers see your reason and decide.",
        number,
    )


def _pressed() -> Word:
    value = request.form.get("word", "")
    if value not in {word.value for word in Word}:
        raise BadValue(_("“%(value)s” is not a valid action. Use one of the buttons.", value=value[:40]))
    return Word(value)


def _ids() -> set[int]:
    """Numbers of the people who were ticked; what is no number names nobody."""
    typed = [part for value in request.form.getlist("ids") for part in value.split(",")]
    return {number for part in typed if (number := whole_number(part)) is not None}


def _page(liaison: Liaison, chosen: list[Registration], form: WordForm) -> str:
    return render_template(
        "event/delegations/word.html",
        event=liaison.event,
        unit=get_unit(liaison.unit_code).name(language()),
        unit_code=liaison.unit_code,
        chosen=chosen,
        form=form,
    )
