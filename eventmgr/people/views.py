"""Signing in and out, resetting a password, one's own account."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr import clock
from eventmgr.db import transaction
from eventmgr.errors import NotFound
from eventmgr.i18n import _
from eventmgr.messages.composing import compose
from eventmgr.messages.services import enqueue
from eventmgr.people import services, session
from eventmgr.people.access import actor, signed_in, staff_required
from eventmgr.people.forms import ForgotForm, PasswordForm, SignInForm
from eventmgr.people.models import Purpose, User
from eventmgr.people.queries import find_link, find_user_by_email
from eventmgr.web.limits import limit
from eventmgr.web.metrics import count
from eventmgr.web.tokens import token_hash

bp = Blueprint("people", __name__)

_HOME = "/manage/"


@bp.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    """The sign-in page; what it answers does not tell whether an account exists."""
    target = session.safe_target(request.args.get("next"), _HOME)
    if request.method != "POST" and signed_in():
        return redirect(target, 303)
    form = SignInForm()
    if form.validate_on_submit():
        _slow_down(form.email.data or "")
        user = services.check_password(form.email.data or "", form.password.data or "")
        if user:
            return _enter(user, target)
        count("failed_sign_ins", reason="password")
        form.form_errors.append(_("The address and the password do not fit. Try again, or set a new password."))
    return render_template("people/sign_in.html", form=form), form.status


@bp.route("/sign-in/<token>", methods=["GET", "POST"])
def one_time(token: str) -> ResponseReturnValue:
    """A link that signs in once; a click confirms it, so that mail scanners do not spend it."""
    if request.method != "POST":
        if find_link(token_hash(token), Purpose.SIGN_IN, at=clock.now()) is None:
            raise NotFound(_("This link has been used or has expired. Ask for a new one."))
        return render_template("people/one_time.html")
    with transaction():
        user = services.use_link(token, Purpose.SIGN_IN, at=clock.now())
    if user.password_hash is None:
        flash(_("Welcome. Please choose a password for the next time."), "info")
        return _enter(user, url_for("people.account"))
    return _enter(user, _HOME)


@bp.route("/sign-out", methods=["POST"])
def sign_out() -> ResponseReturnValue:
    """End this session."""
    session.end()
    return redirect(url_for("home.index"), 303)


@bp.route("/sign-out-everywhere", methods=["POST"])
def sign_out_everywhere() -> ResponseReturnValue:
    """End all sessions of the account, this one too."""
    user = staff_required()
    with transaction():
        services.end_sessions(user, at=clock.now(), by=actor())
    session.end()
    return redirect(url_for("people.sign_in"), 303)


@bp.route("/forgot", methods=["GET", "POST"])
def forgot() -> ResponseReturnValue:
    """Ask for a letter with a reset link; the answer is the same for every address."""
    form = ForgotForm()
    if form.validate_on_submit():
        email = (form.email.data or "").lower()
        limit(f"forgot:{email}", most=3, per_seconds=3600, at=clock.now())
        limit(f"forgot-from:{request.remote_addr}", most=20, per_seconds=3600, at=clock.now())
        with transaction():
            _send_reset(find_user_by_email(email))
        return render_template("people/forgot_sent.html", email=email)
    return render_template("people/forgot.html", form=form), form.status


@bp.route("/reset/<token>", methods=["GET", "POST"])
def reset(token: str) -> ResponseReturnValue:
    """Set a new password by a link from a letter."""
    link = find_link(token_hash(token), Purpose.RESET_PASSWORD, at=clock.now())
    if link is None or link.user.disabled_at is not None:
        raise NotFound(_("This link has been used or has expired. Ask for a new one."))
    form = PasswordForm(email=link.user.email)
    if form.validate_on_submit():
        with transaction():
            user = services.use_link(token, Purpose.RESET_PASSWORD, at=clock.now())
            services.set_password(user, form.password.data or "", at=clock.now(), by=actor())
        flash(_("Your password is set. Other sessions have ended."), "success")
        return _enter(user, _HOME)
    return render_template("people/reset.html", form=form), form.status


@bp.route("/manage/account", methods=["GET", "POST"])
def account() -> ResponseReturnValue:
    """One's own account: set a password, end all sessions."""
    user = staff_required()
    form = PasswordForm(email=user.email)
    if form.validate_on_submit():
        with transaction():
            services.set_password(user, form.password.data or "", at=clock.now(), by=actor())
        session.begin(user)
        flash(_("Your password is set. Other sessions have ended."), "success")
        return redirect(_HOME, 303)
    return render_template("people/account.html", form=form, user=user), form.status


def _enter(user: User, target: str) -> ResponseReturnValue:
    session.begin(user)
    with transaction():
        services.note_sign_in(user, at=clock.now(), by=actor())
    return redirect(target, 303)


def _slow_down(email: str) -> None:
    """Back off per address and caller: the owner elsewhere is not locked out by somebody else's tries."""
    who = f"{email.lower()[:254]}|{request.remote_addr}"
    for most, seconds in ((5, 60), (10, 900), (30, 86_400)):
        limit(f"sign-in-{seconds}:{who}", most=most, per_seconds=seconds, at=clock.now())
    limit(f"sign-in-from:{request.remote_addr}", most=60, per_seconds=900, at=clock.now())


def _send_reset(user: User | None) -> None:
    if user is None or user.disabled_at is not None:
        return
    token = services.make_link(user, Purpose.RESET_PASSWORD, at=clock.now())
    letter = compose(
        "people/mail/reset.txt",
        language=user.language,
        to_name=user.name,
        to_address=user.email,
        kind="reset",
        event_id=None,
        about=f"user:{user.id}",
        confidential=True,
        link=f"{current_app.config['BASE_URL'].rstrip('/')}/reset/{token}",
        user=user,
    )
    enqueue(letter, at=clock.now())
