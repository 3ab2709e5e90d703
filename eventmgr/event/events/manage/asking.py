"""Before an act writes to people its page says to how many, to whom, and what; then the organizers choose.

A view hands its work to `carry_out` instead of `write`. The first time it is rehearsed: done, looked at, undone. If
anybody would be written to, the page in between is shown in the place of an answer, with all that was typed; its
buttons send the same form once more with `telling`. No view and no room on the way knows of it.

| `telling` | what happens |
|---|---|
| `now` | the e-mails leave after `TAKE_BACK_MINUTES` |
| `collect` | they wait until the organizers tell of all changes at once |
| `nobody` | nobody is written to; the history says so |
| `back` | nothing: the form comes back as it was typed |
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar, cast

from flask import Flask, current_app, flash, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import escape

from eventmgr.event.events.access import refuse_page_that_is_off
from eventmgr.event.events.manage.outcome import outcome_of
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.events.panels import kind_of_letter
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import BadValue, Refusal
from eventmgr.ground.i18n import _, speaking
from eventmgr.identity.accounts.access import act_now
from eventmgr.tools.log.services import record
from eventmgr.tools.messages import blocks, mailings
from eventmgr.tools.messages.composing import base_url
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.secrets import masked
from eventmgr.tools.messages.telling import Choice, Telling, telling
from eventmgr.tools.web.pages import Answer

Result = TypeVar("Result")
FIELD = "telling"
_BACK = "back"
_FIRST = 10
"""Names that the page shows at once; all stand below them."""
_AGAIN = frozenset({"csrf_token", FIELD})
"""Fields of the form that the page in between does not send on: it has its own."""


@dataclass(frozen=True)
class Beside:
    """What an act does besides writing to people, told on the same page."""

    template: str
    facts: Callable[[], dict[str, Any]]
    """What the template shows; asked before the act is rehearsed, which forgets what was read."""


class AskFirst(Exception):
    """People would be written to, and nobody has said so yet."""

    def __init__(
        self,
        event: Event,
        how: Telling,
        choices: tuple[Choice, ...],
        warning: str,
        not_later: str,
        minutes: float,
        beside: tuple[str, dict[str, Any]],
    ) -> None:
        super().__init__(f"{len(how.readers)} would be written to")
        self.event, self.how, self.choices, self.minutes = event, how, choices, minutes
        self.warning, self.not_later, self.beside = warning, not_later, beside


class NotYet(Refusal):
    """The organizers went back to what they had typed."""

    status = 200


@dataclass(frozen=True)
class Sample:
    """One e-mail as its reader sees it, without what only the reader may have."""

    kind: str
    language: str
    number: int
    """Of the e-mails of this kind and language."""
    subject: str
    to_name: str
    blocks: list[blocks.Block]
    has_code: bool
    calendar: str
    """`REQUEST`, `CANCEL` or empty."""
    files: tuple[tuple[str, int], ...] = ()
    """Name and size in bytes of those that go with it."""


def connect(app: Flask) -> None:
    """Show the page in between wherever an act asks first."""
    app.register_error_handler(AskFirst, _ask)
    app.before_request(refuse_page_that_is_off)


def carry_out(
    event: Event,
    work: Callable[[], Result],
    *,
    choices: tuple[Choice, ...] = tuple(Choice),
    warning: object = "",
    not_later: object = "",
    quiet: bool = False,
    is_held: bool = True,
    beside: Beside | None = None,
    tells_changes: bool = False,
) -> Result:
    """What `work()` returns, done in one transaction, as `write` does it; whom it writes to was said before.

    Args:
        choices: when those concerned may hear of it.
        warning: what goes wrong if they do not hear at once.
        not_later: why `choices` leave out to tell them later.
        quiet: say nothing where nobody needs an e-mail.
        is_held: whether its e-mails can be taken back; else they leave at once.
        beside: what else it does, for the page.
        tells_changes: `work()` is a page of settings and returns an `Answer`: its sentence goes on with what has
        changed and who hears
            of it (`outcome.py`).

    Raises:
        AskFirst: people would be written to, and the form does not say when.
        NotYet: the organizers went back.
        Refusal: as `work`.
    """
    choice, minutes = _choice(choices), float(current_app.config["TAKE_BACK_MINUTES"]) if is_held else 0
    if choice is None:
        how, known = Telling(None, event.id, clock.now()), beside.facts() if beside else {}
        mailings.rehearse(how, work)
        if how.readers:
            shown = (beside.template, known) if beside else ("", {})
            raise AskFirst(event, how, choices, str(warning), str(not_later), minutes, shown)
        choice = Choice.NOW
    number, hold, was_draft = event.id, timedelta(minutes=minutes), event.status is EventStatus.DRAFT

    def done() -> tuple[Result, int]:
        with telling(Telling(choice, number, clock.now(), hold)) as how, outcome_of(event) as outcome:
            result = work()
            mailings.settle(how)
            if tells_changes and isinstance(result, Answer):
                result = cast(Result, outcome.answer_after(result, choice, len(how.readers)))
            if choice is Choice.NOBODY and how.readers:
                number_of_emails = {"emails": [None, len(how.readers)]}
                record(act_now(), "told_nobody", event, event_id=number, object_name="", changes=number_of_emails)
        return result, len(how.readers)

    result, number_of_emails = write(done)
    if number_of_emails == 0 and choice is not Choice.COLLECT and not (quiet or tells_changes or was_draft):
        flash(_("Nobody needs an e-mail about this."), "info")
    return result


def saving_settings(event: Event) -> Callable[[Callable[[], Answer]], Answer]:
    """What carries out the work of a page of settings: its answer goes on with what has changed and who hears of it."""
    return partial(carry_out, event, tells_changes=True)


def put_off(event: Event, work: Callable[[], Result]) -> Result:
    """What `work()` returns, done in one transaction; whomever it writes to hears of it when the organizers tell of all
    that was put off. For acts that come one after the other, as dragging does, where a page in between would stand in
    the way."""
    number = event.id

    def done() -> Result:
        with telling(Telling(Choice.COLLECT, number, clock.now())) as how:
            result = work()
            mailings.settle(how)
        return result

    return write(done)


def _choice(choices: tuple[Choice, ...]) -> Choice | None:
    value = request.form.get(FIELD, "")
    if value == _BACK:
        raise NotYet(_("Nothing has been saved, and no e-mails have been sent."))
    if not value:
        return None
    if value not in {choice.value for choice in choices}:
        raise BadValue(_("“%(value)s” is not a valid way to notify people. Use one of the buttons.", value=value[:20]))
    return Choice(value)


def _ask(asked: AskFirst) -> ResponseReturnValue:
    how = asked.how
    names = [reader.name for reader in how.readers if reader.name]
    return render_template(
        "event/events/manage/asking.html",
        event=asked.event,
        number=len(how.readers),
        kinds=[(kind_of_letter(kind), count) for kind, count in how.count_kinds().items()],
        first=names[:_FIRST],
        rest=names[_FIRST:],
        unreached=how.unreached,
        samples=samples_of(how),
        choices=[choice.value for choice in asked.choices],
        warning=asked.warning,
        not_later=asked.not_later,
        minutes=asked.minutes,
        beside=asked.beside[0],
        **asked.beside[1],
        fields=[(name, value) for name, value in request.form.items(multi=True) if name not in _AGAIN],
        target=request.full_path.rstrip("?"),
    )


def samples_of(how: Telling) -> list[Sample]:
    """One e-mail of each kind and language, those that most people get first."""
    numbers = {key: sum((reader.kind, reader.language) == key for reader in how.readers) for key in how.samples}
    keys = sorted(how.samples, key=lambda key: -numbers[key])
    return [sample_of(how.samples[key], number=numbers[key]) for key in keys]


def sample_of(letter: OutboxLetter, *, number: int = 1) -> Sample:
    """The e-mail as its reader sees it, as blocks for a page of ours."""
    with speaking(letter.language):
        shown = masked(letter, escape(""))
    methods = [spec["type"].partition("method=")[2] for spec in letter.attachments if "calendar" in spec["type"]]
    return Sample(
        str(kind_of_letter(letter.kind)),
        letter.language,
        number,
        shown.subject,
        shown.to_name,
        blocks.parse(shown.text, base_url()),
        any("qr" in spec for spec in letter.attachments),
        methods[0] if methods else "",
        tuple((spec["filename"], int(spec["size"])) for spec in letter.attachments if "file" in spec),
    )
