"""`eventmgr demo`: what `make demo` shows, in one process instead of four that each load the application."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from eventmgr import clock
from eventmgr.accounts.queries import find_user_by_email
from eventmgr.cli import sample, schema, serve
from eventmgr.cli.user import sign_in_address
from eventmgr.db import db, write
from eventmgr.sample.accounts import ENGLISH_ORGANIZER, ORGANIZER, add_accounts
from eventmgr.web.installation.condition import refuse_newer_schema, take_keys


@click.command("demo", help="Bring schema and sample events up to date, print an organizer's one-time sign-in, serve.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port on this machine.")
@click.pass_context
@with_appcontext
def command(context: click.Context, port: int) -> None:
    """Run until interrupted."""
    _use_port(current_app._get_current_object(), port)  # type: ignore[attr-defined]
    refuse_newer_schema()
    schema.migrate("upgrade", "head")
    take_keys(at=clock.now())
    context.invoke(sample.command)

    def invite() -> list[str]:
        if find_user_by_email(ORGANIZER) is not None:
            add_accounts(at=clock.now())  # an older sample lacks some of them
        return [_way_in(email, lang) for email, lang in ((ORGANIZER, "zh"), (ENGLISH_ORGANIZER, "en"))]

    chinese, english = write(invite)
    click.echo(f"\n  eventmgr is at      {current_app.config['BASE_URL'].rstrip('/')}   (stop with Ctrl-C)")
    click.echo(f"  organizer's sign-in {chinese}   (works once)")
    click.echo(f"  the same in English {english}   (works once)\n")
    db.session.remove()
    db.engine.dispose()  # web processes are forked from this one and must not share its connections
    context.invoke(serve.command, port=port)


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
