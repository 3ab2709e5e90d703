"""Passkeys of one's own account: added, listed, removed; and the sign-in with one.

A ceremony is a page whose script (`static/passkey.js`) asks the browser and sends its answer as a form. The challenge
waits in the signed cookie for five minutes and is spent by the first answer.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta

from flask import Blueprint, current_app, make_response, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue

from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import NotFound, Refusal
from eventmgr.ground.i18n import _, localized
from eventmgr.identity.accounts import services
from eventmgr.identity.accounts.access import act_now, staff_required
from eventmgr.identity.accounts.forms import PasskeyForm
from eventmgr.identity.accounts.models import User
from eventmgr.identity.accounts.passkeys import ceremonies
from eventmgr.identity.accounts.passkeys.ceremonies import WrongPasskey
from eventmgr.identity.accounts.queries import find_locked_passkey, get_passkey, list_passkeys
from eventmgr.identity.accounts.signing_in import session
from eventmgr.identity.accounts.signing_in.site import Site, find_site
from eventmgr.tools.web.monitoring.metrics import count
from eventmgr.tools.web.pages import go_to
from eventmgr.tools.web.rate_limits.limits import caller, limit
from eventmgr.tools.web.requests.parameters import query
from eventmgr.tools.web.responses.answers import never_kept

bp = Blueprint("passkeys", __name__)

_WAITS = timedelta(minutes=5)
_KEPT = "passkey"
_HOME = "/manage/"


@bp.route("/manage/account/passkeys", methods=["GET", "POST"])
def index() -> ResponseReturnValue:
    """One's passkeys, and the first step of adding one: its name, and that it is the owner who adds it."""
    user, site, form = staff_required(), find_site(), PasskeyForm()
    form.proof.label.text = _("Code") if user.second_step_at else _("Password")
    known = list_passkeys(user.id)
    if site is not None and form.validate_on_submit():
        for most, seconds in ((5, 60), (20, 3600)):
            limit(f"passkey-{seconds}:{user.id}", most=most, per_seconds=seconds, at=clock.now())
        try:
            write(lambda: services.confirm_owner(user, form.proof.data or "", at=clock.now()))
        except services.WrongPassword:
            form.refuse(Refusal(_("This is not the password of your account."), field="proof"))
        except Refusal as refusal:
            form.refuse(Refusal(refusal.message, field="proof"))
        else:
            asked, challenge = ceremonies.ask_to_create(site, localized(current_app.config["SITE_NAME"]), user, known)
            _keep(challenge, name=form.name.data or "")
            return never_kept(make_response(render_template("identity/accounts/passkey_create.html", asked=asked)))
    needs = user.second_step_at is not None or user.password_hash is not None
    html = render_template(
        "identity/accounts/passkeys.html", form=form, passkeys=known, has_site=site is not None, needs=needs
    )
    return never_kept(make_response(html, form.status))


@bp.route("/manage/account/passkeys/new", methods=["POST"])
def add() -> ResponseReturnValue:
    """The device has made one."""
    user, site = staff_required(), _site()
    challenge, name = _spend()
    made = ceremonies.read_created(site, request.form.get("answer", ""), challenge)
    write(lambda: services.add_passkey(user, **made, name=name, act=act_now()))
    return go_to(url_for(".index"), _("You can now sign in with the passkey “%(name)s”.", name=name))


@bp.route("/manage/account/passkeys/<int:passkey_id>/remove", methods=["POST"])
def remove(passkey_id: int) -> ResponseReturnValue:
    """Remove a passkey."""
    user = staff_required()
    passkey = get_passkey(user, passkey_id)
    name = passkey.name
    write(lambda: services.remove_passkey(user, get_passkey(user, passkey_id), act=act_now()))
    return go_to(
        url_for(".index"), _("The passkey “%(name)s” has been removed. Delete it on the device, too.", name=name)
    )


@bp.route("/sign-in-passkey", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    """Sign in with what the device holds; that is two steps in one, so no code is asked for."""
    site = _site()
    target = session.safe_target(query.text("next", longest=2000) or session.kept_target(), _HOME)
    if request.method == "POST":
        limit(f"passkey-from:{caller()}", most=60, per_seconds=900, at=clock.now())
        challenge, _name = _spend()
        answer = request.form.get("answer", "")
        try:
            opened = write(lambda: session.begin(_owner(site, answer, challenge), at=clock.now(), with_passkey=True))
        except (WrongPasskey, services.WrongPassword) as error:
            count("failed_sign_ins", reason="passkey")
            raise WrongPasskey from error
        session.enter(opened)
        return redirect(target, 303)
    asked, challenge = ceremonies.ask_to_sign(site)
    _keep(challenge)
    return never_kept(make_response(render_template("identity/accounts/passkey_sign_in.html", asked=asked)))


def _owner(site: Site, answer: str, challenge: bytes) -> User:
    """Whose passkey has answered, inside the transaction that signs in.

    Raises:
        WrongPasskey: nobody's.
    """
    passkey = find_locked_passkey(ceremonies.read_id(answer))
    if passkey is None:
        raise WrongPasskey
    passkey.sign_count = ceremonies.check_signed(site, answer, challenge, passkey)
    passkey.used_at = clock.now()
    return passkey.user


def _site() -> Site:
    site = find_site()
    if site is None:
        raise NotFound(_("Passkeys need the site's own domain name over HTTPS. Sign in with your password."))
    return site


def _keep(challenge: bytes, name: str = "") -> None:
    cookie[_KEPT] = {
        "challenge": urlsafe_b64encode(challenge).decode("ascii"),
        "name": name,
        "until": (clock.now() + _WAITS).timestamp(),
    }


def _spend() -> tuple[bytes, str]:
    """The challenge that this browser was given, and the name of the passkey to be.

    Raises:
        Refusal: none, or it was spent: a copy of the cookie is of no use.
    """
    stored, at = cookie.pop(_KEPT, None), clock.now()
    late = Refusal(_("This took too long, or was sent twice. Start again."))
    if not isinstance(stored, dict) or stored["until"] < at.timestamp():
        raise late
    limit(f"passkey-challenge:{stored['challenge']}", most=1, per_seconds=int(_WAITS.total_seconds()), at=at)
    return urlsafe_b64decode(stored["challenge"]), str(stored["name"])
