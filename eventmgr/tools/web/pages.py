"""What a page that changes something does with its form: it is taken and the reader goes on, or it is shown again.

    def save() -> Answer:
        hold(event)
        vehicle = get_of(event, Vehicle, vehicle_id)
        if form.compare(VehicleForm(None, data=vehicle_values(vehicle))):
            services.put_vehicle(event, vehicle, form.draft(), act=act_now())
        return Answer(url_for(".vehicles", slug=slug), _("The vehicle has been saved."))

    return submit(form, save) or form_page("vehicle.html", form, event=event)

The view says what is done, where that leads and what the page shows. What a service refuses stands beside its field,
with everything that was typed; what is not there, or not any more, is a page of its own (404).
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from flask import Response, flash, make_response, redirect, render_template
from flask.typing import ResponseReturnValue

from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import NotFound, Refusal, TooMany
from eventmgr.tools.web.forms import Form
from eventmgr.tools.web.once import Answer, once
from eventmgr.tools.web.rate_limits.proof_of_work import WorkNeeded
from eventmgr.tools.web.responses.answers import never_kept

Result = TypeVar("Result")
Read = TypeVar("Read")

__all__ = ["Answer", "attempt", "finish", "form_page", "go_to", "submit", "submit_openly", "submit_read"]


def submit(
    form: Form,
    work: Callable[[], Answer],
    *,
    makes: str = "",
    using: Callable[[Callable[[], Answer]], Answer] = write,
) -> ResponseReturnValue | None:
    """As `finish`, if the form was sent and every field of it is right; else None, and the form is shown."""
    return finish(form, work, makes=makes, using=using) if form.validate_on_submit() else None


def submit_read(
    form: Form, read: Callable[[], Read], work: Callable[[Read], Answer], *, makes: str = ""
) -> ResponseReturnValue | None:
    """As `submit`, of a form that brings a file: `read()` holds it against what is accepted before the transaction
    begins, and `work` gets what it returns. What it refuses stands beside its field."""
    if not form.validate_on_submit():
        return None
    try:
        value = read()
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    return finish(form, lambda: work(value), makes=makes)


def finish(
    form: Form,
    work: Callable[[], Answer],
    *,
    makes: str = "",
    using: Callable[[Callable[[], Answer]], Answer] = write,
) -> ResponseReturnValue | None:
    """The way on after `work()`, done in one transaction; None where it was refused, and the form says so when it is
    shown.

    Args:
        makes: what the form makes, with what it is made in (`notice:12`), where the same form sent twice makes one
        thing.
        using: what carries the work out, where it is not `write` alone: an act that may write to people.

    Raises:
        NotFound: what the form is about is gone.
    """
    try:
        if makes:
            answer = using(lambda: once(form, makes, work, at=clock.now()))
        else:
            answer = using(work)
    except NotFound:
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    return go_to(*answer)


def submit_openly(form: Form, work: Callable[[], object], draw: Callable[[], tuple[str, int]]) -> Response | None:
    """None after `work()`; else the form again with what is wrong, which nobody keeps. For a form that anybody may send
    without a session, whose empty page is the same for all.

    Args:
        work: counts who sends (`limit_form`) and writes, each in a transaction of its own.
        draw: page and status of the form.

    Raises:
        NotFound: what the form is about is gone.
        WorkNeeded: the form is one of a crowd; the page in between sends it once more.
    """
    wait = 0
    if form.validate():
        try:
            work()
        except (NotFound, WorkNeeded):
            raise
        except Refusal as refusal:
            form.refuse(refusal)
            wait = refusal.retry_after if isinstance(refusal, TooMany) else 0
        else:
            return None
    response = never_kept(make_response(*draw()))
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def attempt(
    work: Callable[[], Result],
    words: str | Callable[[Result], str],
    address: str,
    *,
    back: str = "",
    using: Callable[[Callable[[], Result]], Result] = write,
) -> ResponseReturnValue:
    """To that address after `work()`, with the words; where it was refused, with the reason. For a button without a
    form.

    Args:
        words: or what says them of that which `work()` returned.
        back: the address where it was refused, if that is another one.

    Raises:
        NotFound: what it is about is gone.
    """
    try:
        result = using(work)
    except NotFound:
        raise
    except Refusal as refusal:
        flash(refusal.message, "info" if refusal.status == HTTPStatus.OK else "danger")
        return redirect(back or address, 303)
    return go_to(address, words(result) if callable(words) else words)


def go_to(address: str, words: str) -> ResponseReturnValue:
    """There, with the sentence, if there is one."""
    if words:
        flash(words, "success")
    return redirect(address, 303)


def form_page(template: str, form: Form, **context: Any) -> ResponseReturnValue:
    """The page of a form, with the status of what was wrong with it."""
    return render_template(template, form=form, **context), form.status
