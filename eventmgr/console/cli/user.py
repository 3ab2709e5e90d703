"""`eventmgr user`: accounts from the command line, the first organizer above all."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from eventmgr.ground import clock, text
from eventmgr.ground.db import write
from eventmgr.ground.errors import Refusal
from eventmgr.identity.accounts import services
from eventmgr.identity.accounts.models import Level, Purpose, User
from eventmgr.identity.accounts.queries import find_user_by_email
from eventmgr.tools.log.services import SYSTEM, Act
from eventmgr.tools.taxonomy import find_unit

command = AppGroup("user", help="Accounts of organizers.")

_ROLES = ["admin", *(level.value for level in Level)]


@command.command("add")
@click.argument("email")
@click.option("--role", type=click.Choice(_ROLES), required=True, help="admin, or the level of the account.")
@click.option("--name", default="", help="Name; the part before the @ if not given.")
@click.option("--unit", default="", help="Delegation of a provincial account, by code or name.")
@click.option(
    "--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Of pages and e-mails."
)
def add(email: str, role: str, name: str, unit: str, language: str) -> None:
    """Add an account and print its one-time sign-in link."""
    known_unit = find_unit(unit) if unit else None
    if unit and known_unit is None:
        raise click.BadParameter(f"no delegation unit is called {unit!r}", param_hint="--unit")
    try:
        address = text.mail_address(text.clean_line(email))
    except ValueError as error:
        raise click.BadParameter(f"that is no e-mail address: {error}", param_hint="EMAIL") from error
    account = services.Account(
        email=address,
        name=text.person_name(name or address.split("@", maxsplit=1)[0]),
        level=Level.NATIONAL if role == "admin" else Level(role),
        unit_code=known_unit.code if known_unit else None,
        is_admin=role == "admin",
        may_create_events=role in ("admin", "national", "provincial"),
        language=language,
    )
    try:
        address = write(lambda: sign_in_address(services.add_user(account, act=Act(SYSTEM, clock.now()))))
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(address)


@command.command("link")
@click.argument("email")
def link(email: str) -> None:
    """Print a one-time sign-in link for an account."""

    def invite() -> str:
        user = find_user_by_email(text.clean_line(email))
        if user is None:
            raise click.ClickException(f"there is no account for {email}")
        return sign_in_address(user)

    click.echo(write(invite))


@command.command("second-step-off")
@click.argument("email")
def second_step_off(email: str) -> None:
    """Turn off two-step sign-in of an account whose owner has lost app and recovery codes."""

    def turn_off() -> None:
        user = find_user_by_email(text.clean_line(email))
        if user is None:
            raise click.ClickException(f"there is no account for {email}")
        services.turn_off_second_step(user, act=Act(SYSTEM, clock.now()))

    write(turn_off)
    click.echo(f"a password is enough to sign in as {email}")


def sign_in_address(user: User) -> str:
    """A new one-time link that signs `user` in; to be called inside `write`."""
    token = services.make_link(user, Purpose.SIGN_IN, at=clock.now())
    return f"{current_app.config['BASE_URL'].rstrip('/')}/sign-in/{token}"
