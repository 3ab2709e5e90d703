"""Accounts, for administrators."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import NotFound, Refusal
from eventmgr.ground.i18n import _
from eventmgr.ground.text import LARGEST
from eventmgr.identity.accounts import letters, services
from eventmgr.identity.accounts.access import act_now, admin_required
from eventmgr.identity.accounts.forms import LEVELS, UserForm
from eventmgr.identity.accounts.models import Purpose, User
from eventmgr.identity.accounts.queries import find_locked_user, find_user, list_users
from eventmgr.tools.web.pages import Answer, form_page, go_to, submit

bp = Blueprint("accounts_manage", __name__, url_prefix="/manage/users")


@bp.route("/")
def index() -> ResponseReturnValue:
    """List all accounts."""
    admin_required()
    return render_template("identity/accounts/manage/index.html", users=list_users(), levels=LEVELS)


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Add an account; its owner gets a letter with a one-time link."""
    admin_required()
    form = UserForm()

    def add() -> Answer:
        _send_welcome(services.add_user(form.account(), act=act_now()))
        return Answer(
            url_for(".index"), _("The account has been created, and an e-mail with a sign-in link is on its way.")
        )

    return submit(form, add, makes="account") or form_page("identity/accounts/manage/edit.html", form, user=None)


@bp.route("/<int:user_id>", methods=["GET", "POST"])
def edit(user_id: int) -> ResponseReturnValue:
    """Change an account."""
    admin_required()
    user = _get(user_id)
    form = UserForm(data=UserForm.read(user)).watching()

    def save() -> Answer:
        stands = find_locked_user(user_id) or _get(user_id)
        if form.compare(UserForm(None, data=UserForm.read(stands))):
            services.edit_user(stands, form.account(), disabled=form.disabled.data, act=act_now())
        return Answer(url_for(".index"), _("The account has been changed."))

    return submit(form, save) or form_page("identity/accounts/manage/edit.html", form, user=user)


@bp.route("/<int:user_id>/link", methods=["POST"])
def send_link(user_id: int) -> ResponseReturnValue:
    """Send a new one-time sign-in link."""
    admin_required()
    user = _get(user_id)
    if user.disabled_at is not None:
        raise Refusal(_("This account is disabled. Enable it first."))
    write(lambda: _send_welcome(user))
    return go_to(url_for(".index"), _("An e-mail with a sign-in link is on its way to %(email)s.", email=user.email))


@bp.route("/<int:user_id>/second-step-off", methods=["POST"])
def second_step_off(user_id: int) -> ResponseReturnValue:
    """A password is enough again, for somebody who has lost both app and recovery codes."""
    admin_required()
    user = _get(user_id)
    write(lambda: services.turn_off_second_step(user, act=act_now()))
    return go_to(
        url_for(".edit", user_id=user.id),
        _("Two-step sign-in for %(email)s is off; the owner is told by e-mail.", email=user.email),
    )


def _get(user_id: int) -> User:
    user = find_user(user_id) if user_id <= LARGEST else None
    if user is None:
        raise NotFound(_("There is no such account."))
    return user


def _send_welcome(user: User) -> None:
    at = clock.now()
    letters.write_welcome(user, services.make_link(user, Purpose.SIGN_IN, at=at), at=at)
