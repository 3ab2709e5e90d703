"""What keeps this installation from working, in a word for programs and in a sentence for whoever runs it."""

from __future__ import annotations

from datetime import datetime

from eventmgr.ground.db import last_refusal, write
from eventmgr.ground.faults import Fault
from eventmgr.tools.web.installation import disk, keys, schema


class Unfit(Exception):
    """Nothing starts like this; the message is the sentence, with the way out."""


def word() -> str | None:
    """For `/readyz`: the first thing that is wrong, in a word or two; None where all is well."""
    wrong = schema.fault()
    if wrong is None and keys.faults():
        wrong = "another key"
    if wrong is None and disk.is_full():
        wrong = "disk full"
    return wrong or ("read-only" if last_refusal() is Fault.READ_ONLY else None)


def is_current() -> bool:
    """Whether the tables are those of this release."""
    return schema.fault() is None


def refuse_wrong_schema() -> None:
    """Only on the tables of this release.

    Raises:
        Unfit: there are none, or others.
    """
    wrong = schema.fault()
    if wrong is not None:
        raise Unfit(schema.explained(wrong))


def refuse_unknown_schema() -> None:
    """Not on tables that only a newer release knows, or that only an older one can bring up to date.

    Raises:
        Unfit: they are.
    """
    wrong = schema.fault()
    if wrong in (schema.NEWER, schema.TOO_OLD):
        raise Unfit(schema.explained(wrong))


def take_keys(*, at: datetime) -> None:
    """Go on with the keys at hand, which are recorded the first time; on the tables of this release.

    Raises:
        Unfit: the database was used with others.
    """
    found = keys.faults_before_use()
    if found:
        raise Unfit(found[0])
    if not keys.is_recorded():
        write(lambda: keys.record(at=at))


def schema_law() -> list[str]:
    """The tables are those of this release."""
    wrong = schema.fault()
    return [] if wrong is None else [schema.explained(wrong)]


def keys_law() -> list[str]:
    """The keys at hand are those that the database was used with."""
    return keys.faults_before_use()


def disk_law() -> list[str]:
    """There is room on the disk of the database."""
    return [disk.explained()] if disk.is_full() else []


LAWS = {"schema": schema_law, "keys": keys_law, "disk": disk_law}
