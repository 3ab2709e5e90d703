"""Decisions about one registration or many, and marks of who came."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.manage.asking import Beside, carry_out
from eventmgr.event.events.models import Event, QuotaMode
from eventmgr.event.events.queries import get_of
from eventmgr.event.quotas.errors import OverQuota
from eventmgr.event.quotas.models import Status
from eventmgr.event.quotas.queries import count_taken, get_plan
from eventmgr.event.registration.changing.services.editing import renew_link, settle_lookalike
from eventmgr.event.registration.deciding.effects import effects_of
from eventmgr.event.registration.deciding.services import decisions
from eventmgr.event.registration.deciding.services.decisions import DECLINED_FROM, REVOKED_FROM
from eventmgr.event.registration.deciding.services.marking import mark_absent, mark_all, mark_attended, unmark
from eventmgr.event.registration.deciding.services.overbooking import (
    confirm_first,
    confirm_with_more_places,
    first_of,
    overbooking,
)
from eventmgr.event.registration.deciding.services.recommending import Voice, recommend
from eventmgr.event.registration.deciding.services.undoing import decide_together
from eventmgr.event.registration.forms import ReasonForm
from eventmgr.event.registration.labels import AWAITED
from eventmgr.event.registration.models import Registration, Speaker, Word
from eventmgr.event.registration.office_list.manage.blueprint import bp
from eventmgr.event.registration.office_list.manage.choosing import (
    Deed,
    back_of,
    back_with,
    choice,
    nothing_chosen,
    pressed,
    question,
    tell_of_quota,
    unit_uses,
)
from eventmgr.event.registration.office_list.manage.phoning import tell_decided
from eventmgr.event.registration.office_list.queries import count_untold
from eventmgr.event.registration.queries.unit_words import list_unrecommended, list_words
from eventmgr.event.registration.retaining.services import forgetting
from eventmgr.event.registration.states import not_possible
from eventmgr.event.registration.waiting.leaving import said_of_leaving
from eventmgr.event.registration.waiting.services import put_on_waiting_list
from eventmgr.ground import clock
from eventmgr.ground.errors import BadValue, Refusal
from eventmgr.ground.i18n import _, _l, _n
from eventmgr.ground.text import whole_number
from eventmgr.identity.accounts.access import act_now, staff_required
from eventmgr.tools.log.queries import list_reasons
from eventmgr.tools.messages.telling import Choice
from eventmgr.tools.web.pages import Answer, attempt, finish, form_page

_WITH_REASON: dict[str, Callable[..., None]] = {"reject": decisions.reject, "revoke": decisions.revoke}
_USUAL = {
    "reject": (
        _l("The capacity is limited, and all places are taken."),
        _l("The event is open to invited delegations only."),
        _l("This is a second registration of the same person."),
    ),
    "revoke": (
        _l("The capacity had to be reduced."),
        _l("Your organization has asked us to cancel the place."),
    ),
}
"""Reasons to pick where none was given yet."""
_NOT_LATER = _l(
    "This notification cannot wait: name and address are deleted at once and are not kept for a later e-mail."
)
_EFFECTS = "event/registration/manage/_effects.html"
_TAKES_BACK = _l(
    "People who had a place and are not notified still have the event in their calendar and may travel for nothing."
)
_MARKS: dict[str, Callable[..., Any]] = {
    "attended": mark_attended,
    "absent": mark_absent,
    "unmark": unmark,
}


@bp.route("/decide", methods=["POST"])
def decide(slug: str) -> ResponseReturnValue:
    """`act` is done to all of `ids`, or to none: confirm, waitlist, reject or revoke (both ask the reason first).

    With `all` it is all that fit the filters of the list `back`; that is asked once. Confirming more people than there
    are places asks which way out: the first so many (`first`), or so many places (`capacity`). Confirming beyond a
    delegation's quota asks too; `beyond` says yes, with a `reason` where the quota binds; and so does confirming people
    whom their delegation has not recommended (`unrecommended` says yes). To recommend for a silent delegation
    (`recommend`) asks a reason.
    """
    event = event_for(slug, "registrations.edit")
    back = back_of(event)
    deed = pressed("act")
    chosen = choice(event, back, deed)
    if not chosen:
        return _nobody(back)
    if deed.value in _WITH_REASON:
        return _decide_with_reason(event, deed, chosen, back)
    if deed.about_words:
        return _recommend(event, deed, chosen, back)
    way = _way(event)
    asked = _ask_overbooked(event, deed, chosen, back) if deed.value == "confirm" and way.is_open else None
    if asked is None and "all" in request.form:
        asked = _ask_about_all(event, deed, chosen, back)
    if asked is None and deed.value == "confirm" and "unrecommended" not in request.form:
        asked = _ask_unrecommended(event, chosen, way, back)
    if asked is not None:
        return asked
    try:
        untold = carry_out(
            event,
            lambda: _decide(event, deed.value, chosen, way=way),
            quiet=True,
            beside=Beside(_EFFECTS, lambda: _effects(event, deed, chosen, way)),
        )
    except OverQuota as over:
        return _ask_beyond(event, chosen, way, over.message, back)
    except Refusal as refusal:
        flash(refusal.message, "danger")
        return redirect(back_with(back, chosen), 303)
    return _done(len(chosen), untold, back)


@dataclass(frozen=True)
class _Way:
    """How places are given where there are fewer than people."""

    first: int | None = None
    """To so many, who asked first."""
    capacity: int | None = None
    """To all, with so many places."""

    @property
    def is_open(self) -> bool:
        return self == _Way()

    def served(self, chosen: list[Registration]) -> list[Registration]:
        """Those of the chosen who get a place: all, or the first so many."""
        return chosen if self.first is None else first_of(chosen, self.first)

    def decision(self, act: str) -> str:
        """What is remembered of it, a key of `labels.DECISIONS`."""
        if self.capacity is not None:
            return "confirm_more"
        return act if self.first is None else "confirm_first" if self.first else "waitlist"


_AS_IT_IS = _Way()


def _way(event: Event) -> _Way:
    """The one that was chosen. More places are given by whoever may change the event.

    Raises:
        BadValue: it is no number.
        NotAllowed: more places are not for this role.
    """
    typed = {name: request.form[name] for name in ("first", "capacity") if request.form.get(name)}
    numbers = {name: whole_number(value) for name, value in typed.items()}
    if None in numbers.values() or len(numbers) > 1:
        raise BadValue(_("The number of places could not be read. Go back to the list and try again."))
    if "capacity" in numbers:
        event_for(event.slug, "event.edit")
    return _Way(**numbers)


def _ask_overbooked(event: Event, deed: Deed, chosen: list[Registration], back: str) -> str | None:
    """Where there are fewer places than people, the two ways out; None where there are enough, or where another refusal
    comes."""
    plan = overbooking(event, chosen, taken=count_taken(event.id))
    if plan is None or any(row.status not in deed.applies_to for row in chosen):
        return None
    return render_template(
        "event/registration/manage/overbooked.html",
        event=event,
        chosen=chosen,
        plan=plan,
        back=back,
        may_edit=may(event, "event.edit"),
        **_effects(event, deed, chosen),
    )


def _ask_beyond(event: Event, chosen: list[Registration], way: _Way, question: str, back: str) -> ResponseReturnValue:
    """Whether the quota is to be exceeded, and why."""
    form, binds = ReasonForm(), event.quota_mode is QuotaMode.REFUSE
    if "beyond" in request.form and form.validate() and binds:
        form.reason.errors = [
            _("The quota is binding. Enter the reason for going beyond it; it is kept in the change log.")
        ]
    html = render_template(
        "event/registration/manage/beyond.html",
        event=event,
        chosen=chosen,
        served=way.served(chosen),
        question=question,
        form=form,
        binds=binds,
        back=back,
    )
    return html, form.status


def _ask_unrecommended(event: Event, chosen: list[Registration], way: _Way, back: str) -> str | None:
    """Nobody confirms people without the recommendation of their delegation, or against its word, without seeing who
    they are; None where all are recommended."""
    served = way.served(chosen)
    ids = list_unrecommended(event, [row.id for row in served])
    if not ids:
        return None
    unrecommended = [row for row in served if row.id in ids]
    return render_template(
        "event/registration/manage/unrecommended.html",
        event=event,
        chosen=chosen,
        served=served,
        unrecommended=unrecommended,
        back=back,
        words=list_words([row.id for row in unrecommended]),
        awaited=AWAITED,
    )


def _recommend(event: Event, deed: Deed, chosen: list[Registration], back: str) -> ResponseReturnValue:
    """Ask why; then the organizers recommend for delegations that are silent."""
    form, user = ReasonForm(), staff_required()
    if "reason" in request.form and form.validate():
        by, reason = Voice(Speaker.OFFICE, user.name), form.reason.data or ""

        def work() -> Answer:
            recommend(event, chosen, by=by, reason=reason, act=act_now())
            return Answer(back, _n("%(num)s person is recommended.", "%(num)s people are recommended.", len(chosen)))

        if answer := finish(form, work, using=partial(carry_out, event, quiet=True)):
            return answer
    html = render_template(
        "event/registration/manage/recommend.html",
        event=event,
        deed=deed,
        chosen=chosen,
        form=form,
        back=back,
        question=question(deed, len(chosen)),
        reviews=any(types_of(event).reviews(row.role) for row in chosen),
    )
    return html, form.status


def _decide(event: Event, decision: str, chosen: list[Registration], reason: str = "", *, way: _Way = _AS_IT_IS) -> int:
    """Do it; how many of them no letter tells."""
    act = act_now()

    def work() -> None:
        if decision == "confirm":
            beyond = request.form.get("reason", "").strip()[:500] if "beyond" in request.form else None
            if way.first is not None:
                confirm_first(event, chosen, way.first, beyond_quota=beyond, act=act)
            elif way.capacity is not None:
                confirm_with_more_places(event, chosen, way.capacity, beyond_quota=beyond, act=act)
            else:
                decisions.confirm(event, chosen, beyond_quota=beyond, act=act)
        elif decision == "waitlist":
            put_on_waiting_list(event, chosen, act=act)
        else:
            _WITH_REASON[decision](event, chosen, reason=reason, act=act)

    decide_together(event, chosen, way.decision(decision), work, act=act)
    return count_untold([row.id for row in chosen])


def _effects(event: Event, deed: Deed, chosen: list[Registration], way: _Way = _AS_IT_IS) -> dict[str, Any]:
    """What it would do to places and quotas, and whom e-mails reach; nothing for marks."""
    if deed.field != "act":
        return {"effects": None}
    gives = {"confirm": True, "revoke": False, "reject": False}.get(deed.value)
    effects = effects_of(
        chosen,
        gives=gives,
        taken=count_taken(event.id),
        uses=unit_uses(event),
        plan=get_plan(event),
        served=way.served(chosen),
    )
    capacity = event.capacity if way.capacity is None else way.capacity
    return {"effects": effects, "capacity": capacity}


def _decide_with_reason(event: Event, deed: Deed, chosen: list[Registration], back: str) -> ResponseReturnValue:
    """Ask the reason; once it is there, decline those who asked, or take the places of those who were confirmed."""
    misfit = next((row for row in chosen if row.status not in deed.applies_to), None)
    if misfit is not None:
        flash(_other_button(misfit, deed), "danger")
        return redirect(back_with(back, chosen), 303)
    form = ReasonForm()
    reason = (form.reason.data or form.kept.data or "") if "reason" in request.form and form.validate() else ""
    if reason:
        try:
            untold = carry_out(
                event,
                lambda: _decide(event, deed.value, chosen, reason),
                quiet=True,
                warning=_TAKES_BACK,
                beside=Beside(_EFFECTS, lambda: _effects(event, deed, chosen)),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return _done(len(chosen), untold, back)
    elif "reason" in request.form and not form.errors:
        form.reason.errors = [_("Enter a reason: it is included in the e-mail.")]
    reasons = _said_by_delegations(chosen) if deed.value == "reject" else []
    if len(reasons) == 1 and "reason" not in request.form:
        form.kept.data = reasons[0]
    html = render_template(
        "event/registration/manage/reject.html",
        event=event,
        deed=deed,
        chosen=chosen,
        form=form,
        back=back,
        question=question(deed, len(chosen)),
        kept=list(dict.fromkeys([*reasons, *_reasons(event, deed)])),
        leaving=said_of_leaving(event, chosen, at=clock.now()),
    )
    return html, form.status


def _reasons(event: Event, deed: Deed) -> list[str]:
    """What may be picked: what was said in this event before, and then the usual."""
    said = list_reasons(event.id, "rejected" if deed.value == "reject" else "revoked")
    usual = [str(reason) for reason in _USUAL[deed.value]]
    return list(dict.fromkeys([*said, *usual]))


def _said_by_delegations(chosen: list[Registration]) -> list[str]:
    """Why their delegations do not recommend them, as the organizers would tell it."""
    said = list_words([row.id for row in chosen]).values()
    reasons = dict.fromkeys(word.reason for word in said if word.word is Word.DECLINED)
    return [_("Your delegation did not recommend you: %(reason)s", reason=reason) for reason in reasons]


def _other_button(row: Registration, deed: Deed) -> str:
    """Why this row is not for the pressed button, and which one is."""
    if deed.value == "reject" and row.status in REVOKED_FROM:
        return _(
            "%(name)s has a confirmed place. Declining is for registrations under review; use “Withdraw place” here.",
            name=row.name,
        )
    if deed.value == "revoke" and row.status in DECLINED_FROM:
        return _("%(name)s has no confirmed place to withdraw. Use “Decline” here.", name=row.name)
    wanted = Status.REJECTED if deed.value == "reject" else Status.WITHDRAWN
    return not_possible(row, wanted).message


def _ask_about_all(event: Event, deed: Deed, chosen: list[Registration], back: str) -> str:
    """Nobody does something with people that the page did not show without seeing how many and who they are."""
    return render_template(
        "event/registration/manage/all.html",
        event=event,
        deed=deed,
        chosen=chosen,
        back=back,
        question=question(deed, len(chosen)),
        **_effects(event, deed, chosen),
    )


def _nobody(back: str) -> ResponseReturnValue:
    flash(nothing_chosen(), "warning")
    return redirect(back, 303)


def _done(decided: int, untold: int, back: str) -> ResponseReturnValue:
    tell_decided(decided, untold)
    flash(_("It can be undone until an e-mail has been sent: see “Recent decisions” above the list."), "info")
    return redirect(back, 303)


@bp.route("/mark", methods=["POST"])
def mark_chosen(slug: str) -> ResponseReturnValue:
    """`mark`, attended or absent, is set for all of `ids`, or for none; with `all` for all that fit, which asks
    once."""
    event = event_for(slug, "registrations.mark")
    back = back_of(event)
    deed = pressed("mark")
    chosen = choice(event, back, deed)
    if not chosen:
        return _nobody(back)
    if "all" in request.form:
        return _ask_about_all(event, deed, chosen, back)
    return attempt(
        lambda: mark_all(event, chosen, Status(deed.value), act=act_now()),
        lambda set_now: _n("Attendance saved for %(num)s person.", "Attendance saved for %(num)s people.", set_now),
        back,
        back=back_with(back, chosen),
    )


@bp.route("/<int:registration_id>/withdraw", methods=["GET", "POST"])
def withdraw(slug: str, registration_id: int) -> ResponseReturnValue:
    """The office takes a registration back for somebody; asks once."""
    event = event_for(slug, "registrations.edit")
    registration = get_of(event, Registration, registration_id)
    form = ReasonForm()
    if request.method == "POST" and form.validate():
        return _do(
            event,
            registration,
            decisions.withdraw,
            _("The registration has been cancelled."),
            telling={"warning": _TAKES_BACK},
            reason=form.reason.data or "",
        )
    leaving = said_of_leaving(event, [registration], at=clock.now())
    return form_page(
        "event/registration/manage/withdraw.html", form, event=event, registration=registration, leaving=leaving
    )


@bp.route("/<int:registration_id>/delete", methods=["GET", "POST"])
def delete(slug: str, registration_id: int) -> ResponseReturnValue:
    """Delete what is personal in a registration, with a reason; asks once."""
    event = event_for(slug, "registrations.delete")
    registration = get_of(event, Registration, registration_id)
    page, form = url_for("registration_manage.show", slug=event.slug, registration_id=registration.id), ReasonForm()
    if registration.forgotten_at is not None:
        return redirect(page, 303)
    if request.method == "POST" and form.validate():

        def work() -> Answer:
            forgetting.delete(event, registration, reason=form.reason.data or "", act=act_now())
            return Answer(page, _("The personal information has been deleted."))

        if answer := finish(
            form,
            work,
            using=partial(
                carry_out,
                event,
                choices=(Choice.NOW, Choice.NOBODY),
                warning=_TAKES_BACK,
                not_later=_NOT_LATER,
                quiet=True,
                is_held=False,
            ),
        ):
            return answer
    leaving = said_of_leaving(event, [registration], at=clock.now())
    return form_page(
        "event/registration/manage/delete.html", form, event=event, registration=registration, leaving=leaving
    )


@bp.route("/<int:registration_id>/restore", methods=["POST"])
def restore(slug: str, registration_id: int) -> ResponseReturnValue:
    """Take up again what was withdrawn or rejected."""
    event = event_for(slug, "registrations.edit")
    registration = get_of(event, Registration, registration_id)
    answer = _do(event, registration, decisions.restore, _("The registration has been reinstated."))
    tell_of_quota(event, registration)
    return answer


@bp.route("/<int:registration_id>/mark", methods=["POST"])
def mark(slug: str, registration_id: int) -> ResponseReturnValue:
    """`mark` is attended, absent, or unmark, which takes either back."""
    event = event_for(slug, "registrations.mark")
    registration = get_of(event, Registration, registration_id)
    chosen = request.form.get("mark", "")
    if chosen not in _MARKS:
        raise BadValue(_("“%(value)s” is not a valid mark. Use one of the buttons.", value=chosen[:40]))
    return _do(event, registration, _MARKS[chosen], _("Attendance saved."))


@bp.route("/<int:registration_id>/looked-at", methods=["POST"])
def looked_at(slug: str, registration_id: int) -> ResponseReturnValue:
    """The office has looked at a hint (perhaps the same person, changed after the deadline): it goes."""
    event = event_for(slug, "registrations.edit")
    registration = get_of(event, Registration, registration_id)
    return _do(event, registration, settle_lookalike, _("Noted."))


@bp.route("/<int:registration_id>/new-link", methods=["POST"])
def new_link(slug: str, registration_id: int) -> ResponseReturnValue:
    """Void the participant's link and code; the new link goes to the stored address."""
    event = event_for(slug, "registrations.edit")
    registration = get_of(event, Registration, registration_id)
    done = _("The old link no longer works; the new one is on its way.")
    return _do(event, registration, renew_link, done, telling={"choices": (Choice.NOW,), "is_held": False})


def _do(
    event: Event,
    registration: Registration,
    verb: Callable[..., Any],
    done: str,
    *,
    telling: Mapping[str, Any] = MappingProxyType({}),
    **options: object,
) -> ResponseReturnValue:
    """Run one verb on one registration and go back to its page with a sentence.

    Args:
        telling: how people hear of it; see `carry_out`.
    """
    target = url_for("registration_manage.show", slug=event.slug, registration_id=registration.id)
    return attempt(
        lambda: verb(event, registration, act=act_now(), **options),
        done,
        target,
        using=partial(carry_out, event, quiet=True, **telling),
    )
