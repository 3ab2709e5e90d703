"""Files that are kept, with their content."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import undefer

from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.tools.uploads.models import KeptFile

File = TypeVar("File", bound=KeptFile)


def get_file(model: type[File], *conditions: ColumnElement[bool]) -> File:
    """The one file of that table that fits, with its content.

    Raises:
        NotFound: there is none, or no key opens its content.
    """
    table: Any = model
    file: Any = db.session.scalars(select(model).where(*conditions).options(undefer(table.content))).one_or_none()
    if file is None:
        raise NotFound(_("There is no such file."))
    if file.content is None:
        raise NotFound(_("This file cannot be read: the data key is missing. The site's administrator can restore it."))
    return file  # type: ignore[no-any-return]
