"""
A store on SQLite or PostgreSQL; needs the extra ``sql``, and ``postgres`` for PostgreSQL.
"""

from __future__ import annotations

from leadflow.errors import MissingExtra

try:
    import sqlalchemy as _sqlalchemy  # noqa: F401  # only asked whether it is there
except ImportError as error:
    raise MissingExtra("sql", "SQLAlchemy") from error

from leadflow.adapters.sqlalchemy.criteria import criteria_expression
from leadflow.adapters.sqlalchemy.engine import make_engine
from leadflow.adapters.sqlalchemy.scopes import scope_expression
from leadflow.adapters.sqlalchemy.store import SqlStore

__all__ = ["SqlStore", "criteria_expression", "make_engine", "scope_expression"]
