"""Signing in and out, resetting a password, one's own account."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts import jobs, services
from eventmgr.identity.accounts.access import act_now, signed_in, staff_required
from eventmgr.identity.accounts.forms import ForgotForm, PasswordForm, SignInForm
from eventmgr.identity.accounts.models import Purpose, User
from eventmgr.identity.accounts.queries import get_session, list_sessions
from eventmgr.identity.accounts.signing_in import session
from eventmgr.identity.accounts.signing_in.labels import device_words
from eventmgr.identity.accounts.signing_in.site import find_site
from eventmgr.tools.web.monitoring.metrics import count
from eventmgr.tools.web.pages import form_page, go_to
from eventmgr.tools.web.rate_limits.asked_links import ask_for_link
from eventmgr.tools.web.rate_limits.limits import caller, limit
from eventmgr.tools.web.rate_limits.proof_of_work import work_if_crowded
from eventmgr.tools.web.requests.parameters import query

bp = Blueprint("accounts", __name__)

_HOME = "/manage/"
_LONGEST_TARGET = 2000


@bp.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    """The sign-in page; what it answers does not tell whether an account exists."""
    target = session.safe_target(query.text("next", longest=_LONGEST_TARGET) or session.kept_target(), _HOME)
    if request.method != "POST" and signed_in():
        return redirect(target, 303)
    form = SignInForm()
    if form.validate_on_submit():
        _slow_down(form.email.data or "")
        try:
            user = services.check_password(form.email.data or "", form.password.data or "")
            if user.second_step_at is not None:
                session.ask_code(user, target, at=clock.now())
                return redirect(url_for("second_step.code"), 303)
            checked = user.password_hash
            opened = write(lambda: session.begin(user, at=clock.now(), password_hash=checked))
        except services.WrongPassword as refusal:
            count("failed_sign_ins", reason="password")
            form.form_errors.append(refusal.message)
        else:
            session.enter(opened)
            return redirect(target, 303)
    return form_page("identity/accounts/sign_in.html", form, has_passkeys=find_site() is not None)


@bp.route("/sign-in/<token>", methods=["GET", "POST"])
def one_time(token: str) -> ResponseReturnValue:
    """A link that signs in once; a click confirms it, so that mail scanners do not spend it. `next` is where it
    leads."""
    if request.method != "POST":
        services.open_link(token, Purpose.SIGN_IN, at=clock.now())
        return render_template("identity/accounts/one_time.html")
    asked = query.text("next", longest=_LONGEST_TARGET)
    target = session.safe_target(asked or session.kept_target(), _HOME)

    def open_session() -> session.Opened | User:
        user = services.use_link(token, Purpose.SIGN_IN, at=clock.now())
        return session.begin(user, at=clock.now()) if user.second_step_at is None else user

    opened = write(open_session)
    if isinstance(opened, User):
        session.ask_code(opened, target, at=clock.now())
        return redirect(url_for("second_step.code"), 303)
    session.enter(opened)
    if opened.user.password_hash is None and not asked:
        flash(_("Welcome. Please choose a password for your next sign-in."), "info")
        return redirect(url_for("accounts.account"), 303)
    return redirect(target, 303)


@bp.route("/sign-out", methods=["POST"])
def sign_out() -> ResponseReturnValue:
    """End this session: a copy of its cookie opens nothing any more."""
    user, mine = signed_in(), session.current()
    if user is not None and mine is not None:
        write(lambda: services.end_session(user, mine.id, act=act_now()))
    session.forget()
    return redirect("/", 303)


@bp.route("/sign-out-everywhere", methods=["POST"])
def sign_out_everywhere() -> ResponseReturnValue:
    """End all sessions of the account, this one too, and its open links."""
    user = staff_required()
    write(lambda: services.end_sessions(user, act=act_now()))
    session.forget()
    return redirect(url_for("accounts.sign_in"), 303)


@bp.route("/forgot", methods=["GET", "POST"])
def forgot() -> ResponseReturnValue:
    """Ask for a letter with a reset link. Nobody learns whether there is an account, neither from the answer nor from
    the time it takes: a worker looks for it."""
    form = ForgotForm()
    if form.validate_on_submit():
        email = (form.email.data or "").lower()
        work_if_crowded("forgot", clock.now())
        ask_for_link(jobs.RESET, {"email": email}, scope="forgot", whose=email, at=clock.now())
        return render_template("identity/accounts/forgot_sent.html", email=email)
    return form_page("identity/accounts/forgot.html", form)


@bp.route("/reset/<token>", methods=["GET", "POST"])
def reset(token: str) -> ResponseReturnValue:
    """Set a new password by a link from a letter."""
    form = PasswordForm(email=services.open_link(token, Purpose.RESET_PASSWORD, at=clock.now()).email)
    if form.validate_on_submit():
        target = session.safe_target(session.kept_target(), _HOME)

        def set_new() -> session.Opened | User:
            user = services.use_link(token, Purpose.RESET_PASSWORD, at=clock.now())
            services.set_password(user, form.password.data or "", act=act_now())
            return session.begin(user, at=clock.now()) if user.second_step_at is None else user

        opened = write(set_new)
        if isinstance(opened, User):
            session.ask_code(opened, target, at=clock.now())
            target = url_for("second_step.code")
        else:
            session.enter(opened)
        return go_to(target, _("Your password has been set. Other devices have been signed out."))
    return form_page("identity/accounts/reset.html", form)


@bp.route("/manage/account", methods=["GET", "POST"])
def account() -> ResponseReturnValue:
    """One's own account: set a password, see where it is signed in."""
    user = staff_required()
    form = PasswordForm(email=user.email)
    if form.validate_on_submit():

        def set_new() -> session.Opened:
            services.set_password(user, form.password.data or "", act=act_now())
            return session.begin(user, at=clock.now())

        session.enter(write(set_new))
        return go_to(_HOME, _("Your password has been set. Other devices have been signed out."))
    mine = session.current()
    return form_page(
        "identity/accounts/account.html",
        form,
        user=user,
        sessions=list_sessions(user.id, at=clock.now(), idle=session.idle()),
        current_id=mine.id if mine else None,
        device_words=device_words,
        hours=current_app.config["SESSION_HOURS"],
    )


@bp.route("/manage/account/sessions/<int:session_id>/end", methods=["POST"])
def end_session(session_id: int) -> ResponseReturnValue:
    """Sign out on one device."""
    user, mine = staff_required(), session.current()
    chosen = get_session(user, session_id).id
    write(lambda: services.end_session(user, chosen, act=act_now()))
    if mine is not None and chosen == mine.id:
        session.forget()
        return redirect(url_for("accounts.sign_in"), 303)
    return go_to(url_for("accounts.account"), _("The device has been signed out."))


@bp.route("/manage/account/sessions/end-others", methods=["POST"])
def end_other_sessions() -> ResponseReturnValue:
    """Sign out everywhere but here."""
    user, mine = staff_required(), session.current()
    write(lambda: services.end_sessions(user, but=mine.id if mine else None, act=act_now()))
    return go_to(url_for("accounts.account"), _("All other devices have been signed out."))


def _slow_down(email: str) -> None:
    """Back off per address and caller: the owner elsewhere is not locked out by somebody else's tries."""
    who = f"{email.lower()[:254]}|{caller()}"
    for most, seconds in ((5, 60), (10, 900), (30, 86_400)):
        limit(f"sign-in-{seconds}:{who}", most=most, per_seconds=seconds, at=clock.now())
    limit(f"sign-in-from:{caller()}", most=60, per_seconds=900, at=clock.now())
