"""Organizers read the letters of their event; administrators also those of no event (sign-in, passwords).

The outbox knows no events, so its pages stand here, on the floor where the right to read them is known.
"""

from __future__ import annotations

import re

from flask import Blueprint, Response, current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import escape

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.models import Event
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import BadValue, NotAllowed, NotFound
from eventmgr.ground.i18n import _, _n, speaking
from eventmgr.ground.masking import mask_email
from eventmgr.ground.settings import home_zone
from eventmgr.ground.text import whole_number
from eventmgr.identity.accounts.access import act_now, admin_required
from eventmgr.tools.log.services import record
from eventmgr.tools.messages import queries, services
from eventmgr.tools.messages.files import FileGone, with_files
from eventmgr.tools.messages.models import LetterState, OutboxLetter
from eventmgr.tools.messages.outgoing import services as outgoing
from eventmgr.tools.messages.outgoing.queries import count_failed, find_way_out
from eventmgr.tools.messages.secrets import masked
from eventmgr.tools.web.pages import go_to
from eventmgr.tools.web.requests.parameters import query
from eventmgr.tools.web.responses.answers import never_kept

bp = Blueprint("letters_manage", __name__)

_PER_PAGE = 50
_LETTER_HEAD, _LINE, _PHONE_LINE = 320, 30, 16
"""Pixels of what a letter shows beside its text (picture, margins), of a line, and characters of a line on a phone."""
_PREVIEW_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox allow-same-origin"
)
"""No script runs in the letter, whatever it holds; that it is of our origin lets the page around it give the frame the
height of the whole letter."""


@bp.route("/manage/events/<slug>/letters/")
def index(slug: str) -> str:
    """The letters of one event, newest first."""
    return _index(event_for(slug, "letters.read"))


@bp.route("/manage/letters/")
def site_index() -> str:
    """The letters of no event."""
    admin_required()
    return _index(None)


@bp.route("/manage/events/<slug>/letters/<int:letter_id>/")
def show(slug: str, letter_id: int) -> str:
    """Show an e-mail of the event."""
    return _show(event_for(slug, "letters.read"), letter_id)


@bp.route("/manage/letters/<int:letter_id>/")
def site_show(letter_id: int) -> str:
    """Show an e-mail that belongs to no event."""
    admin_required()
    return _show(None, letter_id)


@bp.route("/manage/events/<slug>/letters/<int:letter_id>/html")
def html(slug: str, letter_id: int) -> Response:
    """The HTML part alone, for the frame of the page."""
    return _html(event_for(slug, "letters.read"), letter_id)


@bp.route("/manage/letters/<int:letter_id>/html")
def site_html(letter_id: int) -> Response:
    """The HTML part of a letter of no event."""
    admin_required()
    return _html(None, letter_id)


@bp.route("/manage/events/<slug>/letters/<int:letter_id>.eml")
def file(slug: str, letter_id: int) -> Response:
    """The letter as mail programs keep it."""
    return _file(event_for(slug, "letters.read"), letter_id)


@bp.route("/manage/letters/<int:letter_id>.eml")
def site_file(letter_id: int) -> Response:
    """A letter of no event as mail programs keep it."""
    admin_required()
    return _file(None, letter_id)


@bp.route("/manage/events/<slug>/letters/<int:letter_id>/again", methods=["POST"])
def again(slug: str, letter_id: int) -> ResponseReturnValue:
    """Send a letter again that could not be delivered."""
    return _again(event_for(slug, "letters.send"), letter_id)


@bp.route("/manage/letters/<int:letter_id>/again", methods=["POST"])
def site_again(letter_id: int) -> ResponseReturnValue:
    """Send a letter of no event again."""
    admin_required()
    return _again(None, letter_id)


@bp.route("/manage/events/<slug>/letters/again", methods=["POST"])
def all_again(slug: str) -> ResponseReturnValue:
    """Send all letters of the event again that could not be delivered."""
    return _all_again(event_for(slug, "letters.send"))


@bp.route("/manage/letters/again", methods=["POST"])
def site_all_again() -> ResponseReturnValue:
    """Send all letters of no event again that could not be delivered."""
    admin_required()
    return _all_again(None)


@bp.route("/manage/letters/everywhere-again", methods=["POST"])
def site_everywhere_again() -> ResponseReturnValue:
    """Send all letters of all events again that could not be delivered."""
    admin_required()
    return _all_again(None, everywhere=True)


@bp.route("/manage/letters/try", methods=["POST"])
def try_now() -> ResponseReturnValue:
    """Have a worker knock at the mail server at once."""
    admin_required()
    write(lambda: outgoing.try_now(at=clock.now()))
    return go_to(url_for(".site_index"), _("One e-mail is being tried now. If it goes out, all others follow."))


def _index(event: Event | None) -> str:
    state, before_id = _state(query.text("state")), _number(query.text("before"))
    letters = queries.list_letters(_id(event), state=state, before_id=before_id, limit=_PER_PAGE + 1)
    older = letters[_PER_PAGE - 1].id if len(letters) > _PER_PAGE else None
    return render_template(
        "tools/messages/manage/index.html",
        event=event,
        letters=letters[:_PER_PAGE],
        older=older,
        first=before_id is None,
        state=state,
        states=LetterState,
        zone=_zone(event),
        way=find_way_out(),
        failed=count_failed(_id(event)),
        failed_everywhere=0 if event else count_failed(None, everywhere=True),
        may_send=event is None or may(event, "letters.send"),
        address=lambda name, **values: _address(event, name, **values),
    )


def _show(event: Event | None, letter_id: int) -> str:
    letter = queries.get_letter(_id(event), letter_id)
    text = _masked(letter).text
    return render_template(
        "tools/messages/manage/show.html",
        event=event,
        letter=letter,
        text=text,
        height=_height(text),
        states=LetterState,
        zone=_zone(event),
        may_send=event is None or may(event, "letters.send"),
        address=lambda name, **values: _address(event, name, **values),
    )


def _height(text: str) -> int:
    """Pixels that hold the whole letter on a phone too, for readers without scripts; with them the frame measures
    it."""
    lines = sum(1 + len(line) // _PHONE_LINE for line in text.splitlines())
    return _LETTER_HEAD + _LINE * lines


def _html(event: Event | None, letter_id: int) -> Response:
    letter = _open_letter(event, letter_id)
    from eventmgr.tools.messages import mime  # noqa: PLC0415  # slow to import, and seldom asked for

    response = Response(mime.preview(_masked(letter)), mimetype="text/html")
    response.headers["Content-Security-Policy"] = _PREVIEW_POLICY
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _file(event: Event | None, letter_id: int) -> Response:
    letter = _open_letter(event, letter_id)
    from eventmgr.tools.messages import mime  # noqa: PLC0415  # the same

    try:
        copy = with_files(_masked(letter))
    except FileGone:
        raise NotFound(_("This file of the e-mail is no longer kept, so it cannot be downloaded.")) from None
    response = Response(mime.as_bytes(copy, current_app.config["MAIL_FROM"]), mimetype="message/rfc822")
    response.headers["Content-Disposition"] = f'attachment; filename="letter-{letter.id}.eml"'
    return never_kept(response)


def _again(event: Event | None, letter_id: int) -> ResponseReturnValue:
    def send() -> None:
        letter = queries.get_letter(_id(event), letter_id)
        services.send_again(letter, at=clock.now())
        record(act_now(), "sent_again", letter, event_id=_id(event), object_name=letter.subject)

    write(send)
    return go_to(_address(event, "show", letter_id=letter_id), _("The e-mail is on its way again."))


def _all_again(event: Event | None, *, everywhere: bool = False) -> ResponseReturnValue:
    def send() -> int:
        revived = services.send_all_again(_id(event), everywhere=everywhere, at=clock.now())
        for event_id, ids in revived.items():
            letter = queries.get_letter(event_id, max(ids))
            record(act_now(), "all_sent_again", letter, event_id=event_id, changes={"emails": [None, len(ids)]})
        return sum(map(len, revived.values()))

    number = write(send)
    return go_to(
        _address(event, "index"),
        _n("%(num)s e-mail is on its way again.", "%(num)s e-mails are on their way again.", number),
    )


def _open_letter(event: Event | None, letter_id: int) -> OutboxLetter:
    """A letter whose text may be read here."""
    letter = queries.get_letter(_id(event), letter_id)
    if letter.confidential:
        raise NotAllowed(_("This e-mail contains a secret link: only its recipient may see the text."))
    if not letter.to_address:
        raise NotFound(
            _(
                "Address and text were deleted, with the recipient's personal information or because the "
                "retention period had ended."
            )
        )
    return letter


def _masked(letter: OutboxLetter) -> OutboxLetter:
    """The letter without what opens its reader's page: organizers act in their own name. The address is covered."""
    with speaking(letter.language):
        copy = masked(letter, escape(_("The check-in code is shown here. Only the recipient sees it.")))
    copy.to_address = mask_email(letter.to_address)
    folded = re.compile(r"(?:\r?\n )?".join(map(re.escape, letter.to_address)))
    copy.attachments = [
        {name: folded.sub(copy.to_address, text) for name, text in spec.items()} for spec in copy.attachments
    ]
    return copy


def _id(event: Event | None) -> int | None:
    return None if event is None else event.id


def _zone(event: Event | None) -> str:
    return home_zone() if event is None else event.timezone


def _address(event: Event | None, name: str, **values: object) -> str:
    """The address of a page of this module, of the event or of none."""
    if event is None:
        return url_for(f"letters_manage.site_{name}", **values)  # type: ignore[arg-type]
    return url_for(f"letters_manage.{name}", slug=event.slug, **values)  # type: ignore[arg-type]


def _state(value: str) -> LetterState | None:
    if not value:
        return None
    try:
        return LetterState(value)
    except ValueError:
        raise BadValue(_("“%(value)s” is not a valid state of an e-mail.", value=value[:40])) from None


def _number(value: str) -> int | None:
    if not value:
        return None
    number = whole_number(value)
    if number is None:
        raise BadValue(
            _(
                "“%(value)s” is not a valid position in this list. Open the list again from its beginning.",
                value=value[:40],
            )
        )
    return number
