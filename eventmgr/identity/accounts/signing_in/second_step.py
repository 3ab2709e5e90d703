"""The second step of a sign-in: asked for a code, set up with an app, recovery codes, turned off."""

from __future__ import annotations

from flask import Blueprint, current_app, make_response, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue

from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import BadValue, Refusal
from eventmgr.ground.i18n import _, localized
from eventmgr.identity.accounts import services
from eventmgr.identity.accounts.access import act_now, owes_second_step, staff_required
from eventmgr.identity.accounts.codes import key_address, new_key
from eventmgr.identity.accounts.forms import CodeForm
from eventmgr.identity.accounts.models import User
from eventmgr.identity.accounts.queries import count_recovery_codes
from eventmgr.identity.accounts.signing_in import session
from eventmgr.tools.charts.qr import image_address
from eventmgr.tools.web.monitoring.metrics import count
from eventmgr.tools.web.pages import go_to
from eventmgr.tools.web.rate_limits.limits import caller, limit
from eventmgr.tools.web.responses.answers import never_kept

bp = Blueprint("second_step", __name__)

_NEW_KEY = "new_second_step"
"""Where the browser keeps the key that is being set up; it is nobody's until a code of it was typed."""


@bp.route("/sign-in-code", methods=["GET", "POST"])
def code() -> ResponseReturnValue:
    """Asks whoever has done the first step for a code of the app, or for a recovery code."""
    first = session.waiting(at=clock.now())
    if first is None:
        return redirect(url_for("accounts.sign_in"), 303)
    form = CodeForm()
    if form.validate_on_submit():
        _slow_down(first.user_id)

        def open_session() -> session.Opened:
            user = services.check_code(first.user_id, form.code.data or "", at=clock.now())
            if not session.is_still(user, first):
                raise services.WrongPassword
            return session.begin(user, at=clock.now())

        try:
            opened = write(open_session)
        except Refusal as refusal:
            count("failed_sign_ins", reason="code")
            form.refuse(refusal)
        else:
            session.enter(opened)
            return redirect(first.target, 303)
    return never_kept(make_response(render_template("identity/accounts/code.html", form=form), form.status))


@bp.route("/manage/account/second-step", methods=["GET", "POST"])
def set_up() -> ResponseReturnValue:
    """Whether the account signs in in two steps; `act` = `on`, `codes` (new recovery codes) or `off`, each with a
    code."""
    user, form = staff_required(), CodeForm()
    if form.validate_on_submit():
        _slow_down(user.id)
        try:
            answer = _do(user, request.form.get("act", ""), form.code.data or "")
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return answer
    is_on = user.second_step_at is not None
    key = "" if is_on else cookie.setdefault(_NEW_KEY, new_key())
    html = render_template(
        "identity/accounts/second_step.html",
        form=form,
        user=user,
        is_on=is_on,
        key=key,
        owes=owes_second_step(user),
        picture=_picture(key, user.email) if key else "",
        left=count_recovery_codes(user.id) if is_on else 0,
        is_wanted=user.is_admin and current_app.config["ADMINS_TWO_STEP"],
    )
    return never_kept(make_response(html, form.status))


def _do(user: User, act: str, code: str) -> ResponseReturnValue:
    """What the page was sent for.

    Raises:
        Refusal: the code is wrong, or the setting keeps the second step on.
    """
    mine = session.current()
    if act == "on":
        key = str(cookie.get(_NEW_KEY) or new_key())
        but = mine.id if mine else None
        codes = write(lambda: services.turn_on_second_step(user, key, code, but=but, act=act_now()))
        cookie.pop(_NEW_KEY, None)
        return _show(codes)
    if act == "codes":

        def renew() -> list[str]:
            return services.renew_recovery_codes(services.check_code(user.id, code, at=clock.now()), act=act_now())

        return _show(write(renew))
    if act != "off":
        raise BadValue(_("“%(value)s” is not a valid action. Use one of the buttons.", value=act[:40]))
    if user.is_admin and current_app.config["ADMINS_TWO_STEP"]:
        raise Refusal(_("Administrators sign in here in two steps, so it stays on."))
    write(lambda: services.turn_off_second_step(services.check_code(user.id, code, at=clock.now()), act=act_now()))
    return go_to(url_for("accounts.account"), _("Two-step sign-in is off. A password is enough again."))


def _show(codes: list[str]) -> ResponseReturnValue:
    return never_kept(make_response(render_template("identity/accounts/recovery_codes.html", codes=codes)))


def _picture(key: str, email: str) -> str:
    """The key as a QR code, an address of the scheme `data`."""
    site = localized(current_app.config["SITE_NAME"])
    return image_address(key_address(key, email, site))


def _slow_down(user_id: int) -> None:
    """Six digits are not found by trying. Only who knows the password gets here, so nobody locks others out."""
    for most, seconds in ((5, 60), (20, 3600)):
        limit(f"code-{seconds}:{user_id}|{caller()}", most=most, per_seconds=seconds, at=clock.now())
    limit(f"code-of:{user_id}", most=100, per_seconds=86_400, at=clock.now())
