"""`eventmgr demo`: what `make demo` shows, in one process instead of four that each load the application."""

from __future__ import annotations

import os
import socket
from urllib.parse import urlsplit

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from eventmgr.console.cli import sample, schema, serve, setting_up
from eventmgr.console.cli.user import sign_in_address
from eventmgr.console.sample.accounts import ENGLISH_ORGANIZER, ORGANIZER, add_accounts
from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.identity.accounts.queries import find_user_by_email


@click.command("demo", help="Bring schema and sample events up to date, print an organizer's one-time sign-in, serve.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port on this machine.")
@click.pass_context
@with_appcontext
def command(context: click.Context, port: int) -> None:
    """Run until interrupted."""
    _use_port(current_app._get_current_object(), port)  # type: ignore[attr-defined]
    with setting_up.alone():
        schema.upgrade("head")
        context.invoke(sample.command)
        _refuse_taken_port(port)
        chinese, english = write(_invite)
    click.echo(f"\n  eventmgr is at      {current_app.config['BASE_URL'].rstrip('/')}   (stop with Ctrl-C)")
    click.echo(f"  organizer's sign-in {chinese}   (works once)")
    click.echo(f"  the same in English {english}   (works once)\n")
    db.session.remove()
    db.engine.dispose()  # web processes are forked from this one and must not share its connections
    context.invoke(serve.command, port=port)


def _refuse_taken_port(port: int) -> None:
    """Say so in a sentence, before a sign-in is printed that would lead to another one's server."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise click.ClickException(
                f"port {port} is taken by another program; choose another one: --port {port % 65535 + 1}"
            ) from error


def _invite() -> list[str]:
    """The two links; to be called inside `write`."""
    if find_user_by_email(ORGANIZER) is not None:
        add_accounts(at=clock.now())  # an older sample lacks some of them
    return [_way_in(email, lang) for email, lang in ((ORGANIZER, "zh"), (ENGLISH_ORGANIZER, "en"))]


def _use_port(app: Flask, port: int) -> None:
    """Where the public address is this machine's own, it is the one that is served now: links in pages and e-mails of
    the demo work, and so does the worker's part of it."""
    address = urlsplit(app.config["BASE_URL"])
    if address.hostname in ("127.0.0.1", "localhost", "::1") and address.port != port:
        host = "[::1]" if address.hostname == "::1" else address.hostname
        app.config["BASE_URL"] = os.environ["EVENTMGR_BASE_URL"] = address._replace(netloc=f"{host}:{port}").geturl()


def _way_in(email: str, lang: str) -> str:
    """A link that signs in and opens the events of that account, in its language; to be called inside `write`."""
    organizer = find_user_by_email(email)
    if organizer is None:
        return "the sample's organizer has been removed"
    return f"{sign_in_address(organizer)}?next=/manage/&lang={lang}"
