"""Indexes of some rows of a table.

SQLAlchemy takes their condition for each kind of database apart, and imports both to do so. PostgreSQL's part of it is
4 MiB in each process and a twentieth of a start, so only the dialect of the engine is told of it.
"""

from __future__ import annotations

from sqlalchemy import Dialect, Index, MetaData, TextClause

_WHERE = "where"


def partial_index(name: str, *columns: str, where: TextClause, unique: bool = False) -> Index:
    """An index of the rows for which `where` is true, once `tell_conditions` has been called."""
    return Index(name, *columns, unique=unique, info={_WHERE: where})


def tell_conditions(dialect: Dialect, tables: MetaData) -> None:
    """Let statements of `dialect` that make the indexes of `tables` know which rows they hold."""
    for table in tables.tables.values():
        for index in table.indexes:
            if _WHERE in index.info:
                index.dialect_options[dialect.name]["where"] = index.info[_WHERE]
