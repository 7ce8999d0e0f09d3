"""
The class of migrations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Any

from attrs import frozen
from sqlalchemy import Connection

from leadflow.errors import ConfigurationError

__all__ = ["Effect", "Migration", "named", "somebody_elses"]


class Effect(StrEnum):
    """
    What a migration means to a version of leadflow that does not know it.

    An additive one adds tables, or columns that may be left out, and a version that does not know it continues reading
    and writing. After a breaking one it cannot, and refuses the database by name.
    """

    ADDITIVE = "additive"
    BREAKING = "breaking"


@frozen(kw_only=True)
class Migration:
    """
    One change of the tables.

    Attributes:
        number: Unique, ascending and never given again.
        name: A few words with underscores.
        effect: What it means to versions that do not know it.
        lift: Changes the tables of a database in which all earlier migrations are done; called in a transaction that
            writes, and that nobody else writes beside.
    """

    number: int
    name: str
    effect: Effect
    lift: Callable[[Connection], None]


def named(rows: Iterable[Sequence[Any]]) -> str:
    """
    Return migrations as people read them, from rows that begin with number and name.
    """
    return ", ".join(f"{number} ({name})" for number, name, *_ in rows)


def somebody_elses(table: str) -> ConfigurationError:
    """
    Return the error that says that a *table* with one of leadflow's names is not leadflow's.
    """
    return ConfigurationError(
        f"the table {table} of this database was not created by leadflow; give leadflow its own database, or its own "
        "schema on PostgreSQL. Nothing was written"
    )
