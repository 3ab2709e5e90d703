"""The page of devices: the same bytes for everybody, with nothing about anybody; it lives without a network once it was
open."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from flask import Response, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.registration.models import Leadership
from eventmgr.ground.features import papers
from eventmgr.ground.i18n import LANGUAGES, _, language, speaking
from eventmgr.programme.checkin.acts.kinds import ListKind, Uncounted
from eventmgr.programme.checkin.views.blueprint import bp
from eventmgr.tools.taxonomy import choices_units
from eventmgr.tools.web.responses.headers import POLICY, WITH_CAMERA
from eventmgr.tools.web.static import files, static_url

_SCRIPTS = (
    "checkin_device.js",
    "checkin_store.js",
    "checkin_people.js",
    "checkin_talk.js",
    "checkin_camera.js",
    "checkin_papers.js",
)
_WORKER = "checkin_worker.js"


@bp.route("/")
def index() -> ResponseReturnValue:
    """The page in the reader's language; browsers take the link behind the # along."""
    return redirect(url_for(".page", lang=language()), 303)


@bp.route("/<any(zh, en):lang>/")
def page(lang: str) -> Response:
    """Render the page for devices in one language."""
    with speaking(lang):
        html = render_template(
            "programme/checkin/manage/offline.html",
            scripts=_SCRIPTS,
            words=_words(),
            units=choices_units(lang),
            manifest=url_for(".manifest", lang=lang),
            other="en" if lang == "zh" else "zh",
        )
    answer = make_response(html)
    answer.headers["Permissions-Policy"] = WITH_CAMERA
    answer.headers["Content-Security-Policy"] = f"{POLICY}; manifest-src 'self'; worker-src 'self'"
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["Content-Language"] = lang
    return answer


@bp.route("/<any(zh, en):lang>/manifest.webmanifest")
def manifest(lang: str) -> Response:
    """What makes it an installed page."""
    with speaking(lang):
        members = {
            "name": _("Check-in"),
            "short_name": _("Check-in"),
            "lang": lang,
            "start_url": url_for(".page", lang=lang),
            "scope": url_for(".index"),
            "display": "standalone",
            "background_color": "#ffffff",
            "theme_color": "#0f5c8e",
            "icons": [{"src": static_url("icon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
        }
    answer = Response(json.dumps(members, ensure_ascii=False), content_type="application/manifest+json")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@bp.route("/worker.js")
def worker() -> Response:
    """The service worker, with the addresses that it keeps; another version of any of them is another worker."""
    addresses = [f"/static/{name}" for name in _SCRIPTS]
    addresses += [static_url(name) for name in ("manage.css", "vendor/jsqr.js", "icon.svg")]
    pages = [url_for(".page", lang=lang) for lang in LANGUAGES]
    version = hashlib.sha256("".join(files()[name].mark for name in (*_SCRIPTS, _WORKER, "manage.css")).encode())
    members = json.dumps({"version": version.hexdigest()[:12], "pages": pages, "files": addresses})
    body = f"const KEPT = {members};\n".encode() + files()[_WORKER].plain
    answer = Response(body, content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def _words() -> dict[str, Any]:
    """What the script says."""
    texts: dict[str, Any] = {
        "in": _("In"),
        "out": _("Out"),
        "checkIn": _("Check in"),
        "checkOut": _("Check out"),
        "arrived": _("Checked in"),
        "left": _("Checked out"),
        "already": _("Already in since {}"),
        "notIn": _("Not in"),
        "noPlace": _("No confirmed place: ask the organizers before you let the person in."),
        "waits": _("Not confirmed yet: ask the organizers before you let the person in."),
        "void": _("This code has been replaced. Ask for the newest e-mail, or find the person by name."),
        "unknown": _("This is not a check-in code of this event."),
        "restricted": _("Name not shown"),
        "nobody": _("Nobody found. Try pinyin initials, the delegation or the last four digits."),
        "more": _("There are more. Type more of the name."),
        "undo": _("Undo"),
        "undone": _("Undone"),
        "undoRegistered": _(
            "This person is registered by now. Undoing takes the arrival back; the registration stays until the organizers cancel it. Undo?"
        ),
        "note": _("Note"),
        "noteSaved": _("The note is kept."),
        "walkIn": _("Came without registration"),
        "walkInKept": _("Kept. The registration follows as soon as there is a connection."),
        "substitute": _("Replace the person"),
        "instead": _("Instead of {}"),
        "substituteKept": _("Kept. The place passes on as soon as there is a connection."),
        "notOnRide": _("Not on this ride"),
        "notExpected": _("Not expected on this list"),
        "notPrinted": _("No connection: nothing was printed. The board lists it under “Not printed yet”."),
        "notYetRegistered": _("Not registered yet, so nothing can be printed. The board says why."),
        "unsent": _("{} not sent"),
        "allSent": _("All sent"),
        "online": _("Connected"),
        "offline": _("No connection: carry on, it is sent later"),
        "heard": _("Sent last at {}"),
        "gone": _("This device has been signed out. Its data was deleted."),
        "notOurs": _("The organizers have set up another device in place of this one. Open a new link to go on."),
        "refusedLink": _("The link could not be used."),
        "noCrypto": _(
            "This browser cannot keep data encrypted here. Open the page with https and an up-to-date browser."
        ),
        "here": _("{} here, {} expected (staff included)"),
        "selected": _("Check in {} selected"),
        "scan": _("Scan with the camera"),
        "stop": _("Stop the camera"),
        "denied": _(
            "The camera cannot be used. Allow it for this page, or find people by name or the last four digits."
        ),
        "signOutSure": _("Sign this device out? What it has not sent is lost, and its data is deleted."),
        "signOutUnsent": _("{} entries have not been sent and would be lost. Sign out anyway?"),
        "notCounted": _("Kept, but not counted: {}"),
        "ended": _("This device has expired."),
    }
    return texts | _words_of_codes()


def _words_of_codes() -> dict[str, Any]:
    """What the script says for the codes that the server sends."""
    return {
        "leads": {leadership.value: str(leadership.label) for leadership in Leadership},
        "papers": {paper.name: str(paper.title) for paper in papers().values() if paper.at_desk and not paper.variant},
        "uncounted": {reason.value: str(reason.label) for reason in Uncounted},
        "lists": {kind.value: str(kind.label) for kind in ListKind},
    }
