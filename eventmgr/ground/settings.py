"""Every setting, its safe default, and one line saying what it does.

Settings come from `instance/settings.toml`, then from `EVENTMGR_*` environment variables, later wins.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import secrets
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

from flask import Config, Flask, current_app
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from eventmgr.ground import fingerprints, settings_source
from eventmgr.ground.files import FOLDER_MODE, open_to_others, write_once
from eventmgr.ground.settings_source import BadSetting

SHORTEST_KEY = 32
"""Characters of a key; a shorter one can be guessed."""
SHORTEST_LOG = 183
"""Days for which the trail is kept in any case: no six months are longer but by a day."""
_KEYS = {
    "SECRET_KEY": "sessions and links end",
    "DATA_KEY": "diets, lodging, travel, document numbers and files that were kept under the old one can no longer be read",
}
"""Keys that are kept in a file of their name if they are not set, and what a new one costs."""

DEFAULTS: dict[str, tuple[Any, str]] = {
    "SQLALCHEMY_DATABASE_URI": ("", "database address; empty means eventmgr.sqlite in the instance folder"),
    "SECRET_KEY": (
        "",
        "signs sessions and links, at least 32 characters; empty means a random one kept in instance/secret_key",
    ),
    "SECRET_KEY_FALLBACKS": ([], "older keys whose links and sessions stay valid, at least 32 characters each"),
    "DATA_KEY": (
        "",
        (
            "encrypts diet, allergies, lodging, travel, numbers of identity documents and uploaded files in the database, at"
            " least 32 characters; empty means a random one kept in instance/data_key"
        ),
    ),
    "DATA_KEY_FALLBACKS": (
        [],
        (
            "older data keys that still read what they encrypted, at least 32 characters each; once `eventmgr reseal` says that"
            " nothing is left under one, it may go"
        ),
    ),
    "FEATURES_OFF": ([], 'names of features that no event of this installation has, such as ["texting"]'),
    "ACCEPT_NEW_KEYS": (
        False,
        "true for one start: take the keys at hand though the database was used with others that are lost (docs/running/safety.md)",
    ),
    "INSTANCE_PATH": (
        "",
        "folder of database, settings and outbox; empty means instance/ of the checkout or working folder",
    ),
    "BASE_URL": (
        "http://127.0.0.1:8000",
        "the public address; e-mails and calendars use it, never the Host header",
    ),
    "TRUSTED_HOSTS": (
        [],
        "host names that are answered; empty means that of BASE_URL and this machine's own",
    ),
    "PROXIES": (0, "how many reverse proxies stand in front and set X-Forwarded-*"),
    "SITE_NAME": ({"zh": "智造交流平台", "en": "Manufacturing Exchange"}, "the name in the page head"),
    "DEFAULT_LANGUAGE": ("zh", "the language where the reader shows no preference: zh or en"),
    "DEFAULT_TIMEZONE": (
        "Asia/Shanghai",
        "the home zone (IANA name): proposed for new events; days of lists and filters are its days, and its times are shown without a name",
    ),
    "SMTP_URL": (
        "",
        "smtp://user:password@host:port (or smtps://); empty: e-mails become .eml files in instance/outbox",
    ),
    "MAIL_FROM": (
        "会务组 / Event organizers <noreply@example.com>",
        "sender of all e-mails; the name behind “ / ” stands in English ones",
    ),
    "PROOF_OF_WORK_AFTER": (
        60,
        "forms from one address in ten minutes above which each costs a second of work (docs/running/safety.md); 0: none",
    ),
    "RATELIMIT_ENABLED": (True, "limits on tries; only tests and measurements switch them off"),
    "MAX_CONTENT_LENGTH": (12 * 1024 * 1024, "largest request body in bytes"),
    "MAX_FORM_PARTS": (500, "most fields in one form"),
    "MAX_FORM_MEMORY_SIZE": (1024 * 1024, "largest sum of text fields in one form, bytes"),
    "SESSION_HOURS": (12, "a sign-in ends after so many hours without use"),
    "SESSION_MAX_DAYS": (7, "a sign-in ends after so many days, however much it is used"),
    "ADMINS_TWO_STEP": (
        False,
        "administrators must sign in in two steps: until one has set that up, only the pages of the own account open",
    ),
    "LOG_RETENTION_DAYS": (
        183,
        "days after which the audit trail is deleted, but for nameless records of consent and deletion; less than 183 is refused",
    ),
    "LETTER_RETENTION_DAYS": (
        183,
        "days after which addresses and texts of sent e-mails are deleted; less than 30 is refused",
    ),
    "WAITING_FILES_MEGABYTES": (
        4096,
        "most megabytes of files that wait, an hour at most, for their registration forms to be sent; more are answered with 503",
    ),
    "WAITING_FILES_PER_EVENT_MEGABYTES": (1024, "the same for the forms of one event"),
    "REQUEST_ANSWER_DAYS": (
        15,
        "days in which participants' requests on personal information are due (docs/running/privacy.md says why); 1 to 30",
    ),
    "DESK_ANSWER_DAYS": (5, "working days within which the consultation desk answers; 1 to 60"),
    "DESK_RETENTION_MONTHS": (
        24,
        "months after its answer for which a request to the consultation desk says who asked; 1 to 120",
    ),
    "HOLIDAYS": ([], 'days on which nobody works, such as `["2026-10-01"]`: promises in working days skip them'),
    "WORKED_WEEKENDS": ([], "Saturdays and Sundays on which offices work to make up for holidays, as `HOLIDAYS`"),
    "TAKE_BACK_MINUTES": (
        3,
        "minutes for which e-mails that an organizer's act writes wait and can be taken back; 0: they leave at once",
    ),
    "BULK_MAILS_PER_DAY": (20, "most bulk e-mails of one event within 24 hours; 0: no limit"),
    "BULK_MAIL_PER_MINUTE": (
        60,
        "most bulk e-mails within a minute to addresses of one mail domain, of all events together; 0: no limit",
    ),
    "BULK_MAIL_MEGABYTES": (
        10,
        "most megabytes of the files that go with one bulk e-mail together; one request brings MAX_CONTENT_LENGTH at most",
    ),
    "SMS_URL": (
        "",
        "address of an SMS gateway (docs/inside/short-messages.md), https:// unless it is this machine; empty: no short messages",
    ),
    "SMS_METHOD": ("POST", "how the gateway is asked: POST, PUT or GET"),
    "SMS_HEADERS": ({}, "headers of the request to the gateway, with {secret} and {id}"),
    "SMS_BODY": (
        {"mobile": "{mobile}", "text": "{text}", "id": "{id}"},
        "what is sent to the gateway, with the places {mobile}, {text}, {id} and {secret}",
    ),
    "SMS_FORMAT": ("json", "how SMS_BODY is sent: json or form"),
    "SMS_SECRET": ("", "key of the gateway, put in where {secret} stands; give it in the environment"),
    "SMS_ACCEPTED": ("", 'what in the JSON of an answer says yes, such as "code=0"; empty: any status from 200 to 299'),
    "SMS_SIGNATURE": ("", "signature before each short message, without its brackets【】; its length is counted"),
    "SMS_PER_DAY": (3, "most short messages to one mobile number within 24 hours, of all events together"),
    "SMS_PER_EVENT_PER_DAY": (2000, "most short messages of one event within 24 hours"),
    "PDF_FALLBACK_FONTS": ([], "further TrueType files asked for characters that the built-in faces lack"),
    "CONTACT_NAME": ("", 'whom to ask about the site, shown in the foot of every page; text, or {"zh": …, "en": …}'),
    "CONTACT_PHONE": ("", "telephone of that contact, shown in the foot of every page"),
    "CONTACT_EMAIL": ("", "e-mail address of that contact, shown in the foot of every page"),
    "MAP_URL": (
        "https://uri.amap.com/search?keyword={place}",
        "where a map of a venue is linked, {place} being its address; empty: no link",
    ),
    "ICP_NUMBER": ("", "record filing number shown in the footer"),
    "POLICE_NUMBER": ("", "public security filing number shown in the footer"),
    "FREE_DISK_MEGABYTES": (
        64,
        "free space of the disk that holds a SQLite database below which /readyz and `eventmgr check` say that it is full; 0: not looked at",
    ),
    "PAGE_CACHE": (True, "keep rendered public pages in memory until the data changes"),
    "METRICS_PEERS": (
        ["127.0.0.0/8", "::1/128"],
        "networks whose callers may read /metrics; others need the token",
    ),
    "METRICS_TOKEN": ("", "whoever sends it as `Authorization: Bearer …` may read /metrics; empty means nobody"),
    "WORKER_IN_SERVE": (True, "`eventmgr serve` also runs one worker process"),
}


def load(app: Flask, overrides: dict[str, object] | None = None) -> None:
    """Fill `app.config` from defaults, settings file, environment and `overrides`, in this order."""
    for name, (value, _why) in DEFAULTS.items():
        app.config[name] = value
    settings_source.read(app.config, Path(app.instance_path) / "settings.toml", DEFAULTS)
    app.config.from_mapping(overrides or {})
    for name in {*(overrides or {})} & {*DEFAULTS}:
        app.config[name] = settings_source.fitted(name, app.config[name], DEFAULTS[name][0], f"EVENTMGR_{name}")
    _derive(app)


def _derive(app: Flask) -> None:
    config = app.config
    folder = Path(app.instance_path)
    _prepare_folder(config, folder)
    uri = config["SQLALCHEMY_DATABASE_URI"] or f"sqlite:///{folder / 'eventmgr.sqlite'}"
    config["SQLALCHEMY_DATABASE_URI"] = _address_of_database(uri)
    for name, lost in _KEYS.items():
        key_file = None if config[name] else folder / name.lower()
        if key_file:
            config[name] = _kept_secret(config, name, key_file, lost)
        _refuse_short_keys(config, name, key_file, lost)
    if int(config["LOG_RETENTION_DAYS"]) < SHORTEST_LOG:
        raise BadSetting(
            f"EVENTMGR_LOG_RETENTION_DAYS must be at least {SHORTEST_LOG}: the Cybersecurity Law wants logs of six months"
        )
    if int(config["LETTER_RETENTION_DAYS"]) < 30:
        raise BadSetting(
            "EVENTMGR_LETTER_RETENTION_DAYS must be at least 30: organizers answer questions about e-mails"
        )
    if not 1 <= int(config["REQUEST_ANSWER_DAYS"]) <= 30:
        raise BadSetting(
            "EVENTMGR_REQUEST_ANSWER_DAYS must be between 1 and 30: requests about personal information wait"
        )
    _refuse_wrong_days(config)
    _refuse_unknown_zone(str(config["DEFAULT_TIMEZONE"]))
    if config["SMTP_URL"]:
        smtp_server(str(config["SMTP_URL"]))
    secure = config["BASE_URL"].startswith("https://")
    config.update(
        SESSION_COOKIE_NAME="__Host-session" if secure else "session",
        SESSION_COOKIE_PATH="/",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=secure,
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=int(float(config["SESSION_MAX_DAYS"]) * 86_400),
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        JSON_AS_ASCII=False,
    )


def _prepare_folder(config: Config, folder: Path) -> None:
    """Make the instance folder, for its owner alone; one that was named by hand keeps the mode it was given."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
    except OSError as error:
        raise BadSetting(
            f"the instance folder {folder} cannot be made ({error.strerror}). Make it, for the account that runs eventmgr,"
            " or name another one in EVENTMGR_INSTANCE_PATH."
        ) from None
    if not config["INSTANCE_PATH"] and open_to_others([folder]):
        with contextlib.suppress(OSError):
            folder.chmod(FOLDER_MODE)


def _address_of_database(uri: str) -> str:
    """The address with the driver that is used; what providers of PostgreSQL write (`postgres://`) is understood."""
    scheme, colon, rest = uri.partition("://")
    if scheme in ("postgres", "postgresql"):
        uri = f"postgresql+psycopg{colon}{rest}"
    try:
        driver = make_url(uri).drivername
    except (ArgumentError, ValueError):
        driver = ""
    if driver not in ("sqlite", "sqlite+pysqlite", "postgresql+psycopg"):
        raise BadSetting(
            "EVENTMGR_SQLALCHEMY_DATABASE_URI is no address that is understood. Write"
            " postgresql://user:password@host/database, or sqlite:////folder/file.sqlite, or leave it empty."
        )
    if driver.startswith("postgresql") and importlib.util.find_spec("psycopg") is None:
        raise BadSetting("the database is PostgreSQL, and psycopg is not installed: pip install 'eventmgr[postgres]'")
    return uri


def _kept_secret(config: Config, name: str, path: Path, lost: str) -> str:
    """The key of `path`, written there first if there is none and the database was used with none; processes that begin
    at once get the same one."""
    try:
        if not path.exists():
            _refuse_to_replace(config, name, path, lost)
            write_once(path, secrets.token_urlsafe(48))
        return path.read_text("ascii", errors="replace").strip()
    except OSError as error:
        raise BadSetting(
            f"{path} cannot be read or written ({error.strerror}). It belongs to the account that runs eventmgr."
        ) from None


def _refuse_to_replace(config: Config, name: str, path: Path, lost: str) -> None:
    if config["ACCEPT_NEW_KEYS"]:
        return
    try:
        is_used = fingerprints.is_recorded(config["SQLALCHEMY_DATABASE_URI"], name)
    except SQLAlchemyError as error:
        said = str(getattr(error, "orig", error)).strip().partition("\n")[0]
        raise BadSetting(
            f"{path} is missing, and the database cannot be asked whether it was used with one ({said})."
            " Put back your copy of the key, or mend the database first."
        ) from None
    if is_used:
        raise BadSetting(
            f"{path} is missing, and the database was used with the key in it. Put back your copy of it. If it is lost, start"
            f" once with EVENTMGR_ACCEPT_NEW_KEYS=true: then a new key is made, and {lost}."
        )


def _refuse_short_keys(config: Config, name: str, kept_in: Path | None, lost: str) -> None:
    key = str(config[name])
    if kept_in and len(key) < SHORTEST_KEY:
        raise BadSetting(
            f"{kept_in} holds {len(key)} characters, a key has at least {SHORTEST_KEY}. "
            f"Put back your copy of it, or delete the file: then a new key is made, and {lost}."
        )
    if len(key) < SHORTEST_KEY:
        raise BadSetting(f"EVENTMGR_{name} has {len(key)} characters; it needs at least {SHORTEST_KEY}.")
    older = config[f"{name}_FALLBACKS"]
    if not isinstance(older, list) or any(not isinstance(one, str) or len(one) < SHORTEST_KEY for one in older):
        raise BadSetting(f"EVENTMGR_{name}_FALLBACKS is a list of keys, each of at least {SHORTEST_KEY} characters.")


def smtp_server(url: str) -> SplitResult:
    """The parts of the address of a mail server.

    Raises:
        BadSetting: it is no such address.
    """
    try:
        parts = urlsplit(url)
        is_good = parts.scheme in ("smtp", "smtps") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is none
        is_good = False
    if not is_good:
        raise BadSetting(
            "EVENTMGR_SMTP_URL must look like smtp://user:password@mail.example.org:587 or smtps://…, with its smtp://."
            " Leave it empty for .eml files instead of e-mails."
        )
    return parts


def _refuse_wrong_days(config: Mapping[str, Any]) -> None:
    """What is promised in working days is promised within bounds, and days of the calendar are days."""
    for name, most in (("DESK_ANSWER_DAYS", 60), ("DESK_RETENTION_MONTHS", 120)):
        if not 1 <= int(config[name]) <= most:
            raise BadSetting(f"EVENTMGR_{name} must be between 1 and {most}")
    for name in ("HOLIDAYS", "WORKED_WEEKENDS"):
        for value in config[name]:
            try:
                date.fromisoformat(str(value))
            except ValueError:
                raise BadSetting(f"EVENTMGR_{name}: {value!r} is no day such as 2026-10-01") from None


def _refuse_unknown_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        raise BadSetting(
            f"EVENTMGR_DEFAULT_TIMEZONE is {name!r}, which is no time zone. Give an IANA name such as Asia/Shanghai or Europe/Berlin."
        ) from None


def bulk_mail_per_minute() -> int:
    """Most bulk e-mails within a minute to one mail domain; 0: no limit."""
    return max(0, int(current_app.config["BULK_MAIL_PER_MINUTE"]))


def bulk_mails_per_day() -> int:
    """Most bulk e-mails of one event within 24 hours; 0: no limit."""
    return max(0, int(current_app.config["BULK_MAILS_PER_DAY"]))


def bulk_mail_bytes() -> int:
    """How large the files of one bulk e-mail may be together."""
    return max(1, int(current_app.config["BULK_MAIL_MEGABYTES"])) << 20


def sms_settings() -> Mapping[str, Any]:
    """Those of the SMS gateway, whose names begin with `SMS_`."""
    return current_app.config


def sms_per_day() -> int:
    """Most short messages to one mobile number within 24 hours."""
    return int(current_app.config["SMS_PER_DAY"])


def sms_per_event_per_day() -> int:
    """Most short messages of one event within 24 hours."""
    return int(current_app.config["SMS_PER_EVENT_PER_DAY"])


def home_zone() -> str:
    """The zone of this installation: its days are those of lists, and its times need no name of a zone."""
    return str(current_app.config["DEFAULT_TIMEZONE"])


def environment(name: str) -> str | None:
    """The raw value of `EVENTMGR_<name>`, for what must be known before the application exists."""
    return os.environ.get(f"EVENTMGR_{name}")
