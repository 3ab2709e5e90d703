"""Tables of accounts: who signs in, where they are signed in, links that open an account once."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.ground.columns import setting
from eventmgr.ground.db import Model
from eventmgr.ground.enums import LabelledEnum
from eventmgr.ground.i18n import _l
from eventmgr.ground.sealing import Sealed


class Level(LabelledEnum):
    """How far an account sees beyond its teams: every published event, those held in its own province, or none."""

    NATIONAL = "national", _l("National level")
    PROVINCIAL = "provincial", _l("Provincial level")
    ORGANIZATION = "organization", _l("Organization level")


class User(Model):
    """An account that signs in: an organizer or a member of an event's team."""

    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    """Lower case."""
    name: Mapped[str] = mapped_column(String(50), info=setting(_l("Name")))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    level: Mapped[Level] = mapped_column(default=Level.ORGANIZATION, info=setting(_l("Level")))
    is_admin: Mapped[bool] = mapped_column(default=False, info=setting(_l("Administrator")))
    may_create_events: Mapped[bool] = mapped_column(default=False, info=setting(_l("May create events")))
    unit_code: Mapped[str | None] = mapped_column(String(8), info=setting(_l("Delegation")))
    """Delegation unit of a provincial account."""
    language: Mapped[str] = mapped_column(String(2), default="zh", info=setting(_l("Language")))
    last_seen_at: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None] = mapped_column(info=setting(_l("Disabled since")))
    second_step_at: Mapped[datetime | None]
    """Since when signing in needs a code as well; None: it does not."""
    second_step: Mapped[dict[str, Any]] = mapped_column(Sealed, nullable=True, default=dict)
    """`{"key": base32, "last": number of the half minute whose code was used last}`, encrypted in the database."""
    created_at: Mapped[datetime]

    is_authenticated = True
    is_anonymous = False

    @property
    def speaks_for_unit(self) -> bool:
        """Whether it is a provincial account of a delegation."""
        return self.level is Level.PROVINCIAL and bool(self.unit_code)

    @property
    def speaks_for_organization(self) -> bool:
        """Whether it is an account of the level of an organization."""
        return self.level is Level.ORGANIZATION and not self.is_admin

    @property
    def edits_exchange(self) -> bool:
        """Whether it keeps what stays between the events: an office's account everything, a province's what is its
        own."""
        return self.is_admin or self.level is Level.NATIONAL or self.speaks_for_unit

    @property
    def is_active(self) -> bool:
        """Whether the account may sign in."""
        return self.disabled_at is None

    def get_id(self) -> str:
        """The account's number as Flask-Login wants it; the cookie holds the token of a `UserSession` instead."""
        return str(self.id)


class UserSession(Model):
    """A sign-in that lasts: the browser has a random token, the row its hash. Without the row the token is worth
    nothing, so a session ends by deleting it."""

    __tablename__ = "user_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(40), default="")
    """What its owner knows it by, `Chrome · Windows`; no address is kept."""
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    """Five minutes late at most: not every request is a write."""
    ends_at: Mapped[datetime] = mapped_column(index=True)
    """It ends then, however much it is used."""
    with_passkey: Mapped[bool] = mapped_column(default=False, server_default=false())
    """It began with a passkey, which is two steps in one."""

    user: Mapped[User] = relationship()


class RecoveryCode(Model):
    """A code that signs in once instead of one from the app: only its hash is kept."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None]


class Passkey(Model):
    """A key pair of one account whose private half never leaves its owner's device: it signs in without a password."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    """By which the device knows it; up to 1,023 bytes."""
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    """COSE."""
    sign_count: Mapped[int] = mapped_column(BigInteger)
    """How often the device has signed with it, as it last said; 0 where it does not count."""
    name: Mapped[str] = mapped_column(String(40))
    """What its owner knows it by."""
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class Purpose(enum.Enum):
    """What a one-time link may be used for."""

    SIGN_IN = "sign_in"
    RESET_PASSWORD = "reset_password"  # noqa: S105  # what a link is for


class OneTimeLink(Model):
    """A link that works once: only the hash of its token is kept."""

    __tablename__ = "one_time_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[Purpose]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()
