"""The ways out of the outbox: an SMTP server, or a folder of `.eml` files where none is set."""

from __future__ import annotations

import contextlib
import os
import re
import smtplib
import socket
import ssl
import time
from email.utils import parseaddr
from functools import cache
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote

from eventmgr.ground.files import FOLDER_MODE, private
from eventmgr.ground.settings import smtp_server
from eventmgr.tools.messages.mime import as_bytes, build
from eventmgr.tools.messages.models import OutboxLetter

DEFAULT_TIMEOUT = 20.0
_OLD_PART = 600.0
"""Seconds after which nobody writes a file any more."""
_TOO_LARGE = 552
_STATUS = re.compile(r"\d{3}[ -](5\.\d{1,3}\.\d{1,3})\b")
"""The enhanced code (RFC 3463) behind the reply code."""
_NO_MAILBOX = re.compile(r"5\.1\.(?![78]$)")
"""The address of the recipient; 7 and 8 are about the sender's."""
_MAILBOX, _NOWHERE = (
    r"(user|mailbox|mail box|recipient|address|account)",
    r"(unknown|not found|no such|n[o']t exist|invalid)",
)
_IN_WORDS = re.compile(rf"{_MAILBOX}\b.{{0,60}}{_NOWHERE}|{_NOWHERE}\b.{{0,40}}{_MAILBOX}", re.IGNORECASE)
"""The same by servers that give no enhanced code."""


class Undeliverable(Exception):
    """This letter will never be accepted; the message says why."""


class TurnedDown(Exception):
    """The server has refused this letter for what it says or whence it comes, not for its recipient: whoever runs the
    server may mend that within hours."""


class NotNow(Exception):
    """This letter was not accepted this time; others may be."""


class OutOfReach(Exception):
    """Nothing can be delivered at present: no server, no disk."""


class TurnedAway(OutOfReach):
    """The server answers, and takes nothing from us: the sign-in or the sender is refused."""


class Carrier(Protocol):
    """Takes letters away. A letter is safe with somebody else once `carry` returns."""

    def carry(self, letter: OutboxLetter) -> None:
        """Hand over one letter.

        Raises:
            Undeliverable: give it up.
            TurnedDown: try this one again over hours.
            NotNow: try this one again later.
            OutOfReach: try all again later.
        """

    def close(self) -> None:
        """Let go of what is held open."""


class Folder:
    """Writes `<id>-<kind>.eml` into a folder: whole or not at all, the same name each time."""

    def __init__(self, folder: Path, sender: str) -> None:
        self._folder, self._sender = folder, sender
        self._is_tidy = False

    def carry(self, letter: OutboxLetter) -> None:
        """Write the file, have it on the disk, then give it its name."""
        slug = re.sub(r"[^a-z0-9]+", "-", letter.kind.lower()).strip("-") or "letter"
        path = self._folder / f"{letter.id:08d}-{slug}.eml"
        temporary = path.with_suffix(f".{os.getpid()}.part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
            self._remove_parts()
            with open(temporary, "wb", opener=private) as file:
                file.write(as_bytes(letter, self._sender))
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except OSError as error:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise OutOfReach(f"{type(error).__name__}: {error.strerror or error}") from error

    def _remove_parts(self) -> None:
        """Take away, once, what a worker that died in the middle has left; what another writes now is younger."""
        if self._is_tidy:
            return
        self._is_tidy = True
        for part in self._folder.glob("*.part"):
            with contextlib.suppress(OSError):
                if time.time() - part.stat().st_mtime > _OLD_PART:
                    part.unlink()

    def close(self) -> None:
        """Do nothing: no connection is held open."""


class Smtp:
    """Hands letters to the server of an address like `smtp://user:password@host:587`, all over one connection.

    `smtps://` speaks TLS from the first byte. `smtp://` with a user begins TLS if the server offers it; a password is
    never sent without TLS, except to this very machine.
    """

    def __init__(self, url: str, sender: str, *, timeout: float = DEFAULT_TIMEOUT) -> None:
        parts = smtp_server(url)
        self._host, self._tls = str(parts.hostname), parts.scheme == "smtps"
        self._port = parts.port or (465 if self._tls else 587 if parts.username else 25)
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        self._sender, self._timeout = sender, timeout
        self._server: smtplib.SMTP | None = None

    def carry(self, letter: OutboxLetter) -> None:
        """Hand over the letter; opens the connection if there is none.

        A server that breaks off, even after the whole text, has not said yes: the letter comes again with the same
        Message-ID.
        """
        message = build(letter, self._sender)
        server = self._connected()
        try:
            server.send_message(message, from_addr=parseaddr(self._sender)[1], to_addrs=[letter.to_address])
        except smtplib.SMTPRecipientsRefused as error:
            code, reason = error.recipients[letter.to_address]
            raise _about_recipient(code, reason) from error
        except smtplib.SMTPDataError as error:
            raise _about_text(error.smtp_code, error.smtp_error) from error
        except (smtplib.SMTPNotSupportedError, UnicodeEncodeError) as error:
            raise Undeliverable(f"the mail server cannot reach such an address: {error}") from error
        except smtplib.SMTPSenderRefused as error:
            if error.smtp_code == _TOO_LARGE:  # said as soon as the size is named, and of this letter alone
                raise TurnedDown(_answer_of(error.smtp_code, error.smtp_error)) from error
            self.close()
            said = f"sender refused: {_answer_of(error.smtp_code, error.smtp_error)}"
            raise (TurnedAway if 500 <= error.smtp_code < 600 else OutOfReach)(said) from error
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise NotNow(f"{type(error).__name__}: {error}") from error

    def close(self) -> None:
        """Say goodbye, or just hang up."""
        server, self._server = self._server, None
        if server is not None:
            try:
                server.quit()
            except (OSError, smtplib.SMTPException):
                server.close()

    def _connected(self) -> smtplib.SMTP:
        if self._server is None:
            try:
                self._server = self._connect()
            except smtplib.SMTPAuthenticationError as error:
                raise TurnedAway(f"sign-in refused: {_answer_of(error.smtp_code, error.smtp_error)}") from error
            except (OSError, smtplib.SMTPException) as error:
                raise OutOfReach(f"{type(error).__name__}: {error}") from error
        return self._server

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        server: smtplib.SMTP
        if self._tls:
            server = smtplib.SMTP_SSL(self._host, self._port, _own_name(), timeout=self._timeout, context=context)
        else:
            server = smtplib.SMTP(self._host, self._port, _own_name(), timeout=self._timeout)
        try:
            self._introduce(server, context)
        except BaseException:
            server.close()
            raise
        return server

    def _introduce(self, server: smtplib.SMTP, context: ssl.SSLContext) -> None:
        server.ehlo()
        encrypted = self._tls
        if not encrypted and self._user and server.has_extn("starttls"):
            server.starttls(context=context)
            server.ehlo()
            encrypted = True
        if not self._user:
            return
        if not encrypted and self._host not in ("localhost", "127.0.0.1", "::1"):
            raise smtplib.SMTPException("the server offers no TLS: the password is not sent")
        server.login(self._user, self._password)


def carrier_for(smtp_url: str, sender: str, instance: Path, *, timeout: float = DEFAULT_TIMEOUT) -> Carrier:
    """The carrier that the settings ask for: SMTP_URL, MAIL_FROM, the instance folder."""
    return Smtp(smtp_url, sender, timeout=timeout) if smtp_url else Folder(instance / "outbox", sender)


@cache
def _own_name() -> str:
    """How this machine introduces itself; asked once, for a poor name server may take seconds to answer."""
    return socket.getfqdn()


def _about_recipient(code: int, reason: bytes | str) -> Exception:
    """Only what says that there is no such mailbox is final: servers also refuse a recipient for a policy, a quota or a
    relay that is not allowed, which their administrators mend."""
    reply = _answer_of(code, reason)
    if not 500 <= code < 600:
        return NotNow(reply)
    status = _STATUS.match(reply)
    is_final = bool(
        _NO_MAILBOX.match(status[1]) if status else _IN_WORDS.search(reply) and "sender" not in reply.lower()
    )
    return Undeliverable(reply) if is_final else TurnedDown(reply)


def _about_text(code: int, reason: bytes | str) -> Exception:
    said = _answer_of(code, reason)
    return TurnedDown(said) if 500 <= code < 600 else NotNow(said)


def _answer_of(code: int, reason: bytes | str) -> str:
    return f"{code} {reason.decode('utf-8', 'replace') if isinstance(reason, bytes) else reason}"
