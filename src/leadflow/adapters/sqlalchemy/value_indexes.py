"""
Indexes for fields with ``indexed=True``, one for each supplier and field.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any, Final

from sqlalchemy import ColumnElement, Dialect, literal_column

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.dialects import DIALECTS
from leadflow.adapters.sqlalchemy.field_locations import indexed_terms
from leadflow.core.fields import AnyField
from leadflow.core.schema import Schema

__all__ = ["create_index", "drop_index", "index_names", "of_supplier"]

_NAME: Final = "ix_leadflow_own_"


def index_names(schema: Schema, supplier: int) -> dict[str, AnyField]:
    """
    Return the indexed fields of *schema*, by the name of the index that each has for *supplier*.
    """
    fields = [one for one in schema.leads.values() if one.indexed]
    return {_name(one, supplier): one for one in fields}


def _name(field: AnyField, supplier: int) -> str:
    # A field whose kind has changed is another expression, and so another index.
    digest = sha256(f"{field.name}:{field.kind.name}".encode()).hexdigest()
    return f"{_NAME}{supplier}_{digest[:16]}"


def of_supplier(supplier: int, dialect: str) -> ColumnElement[bool]:
    """
    Say that a lead is of *supplier*, as its indexes have it: databases use an index of some rows only where they see
    that it has all that is asked for, and so the number is in the statement.
    """
    column: ColumnElement[int] = tables.leads.c.supplier
    if dialect == "sqlite":
        # As a sum it asks no other index: without statistics SQLite would take the first that begins with the supplier.
        column = column + literal_column("0")
    return column == literal_column(str(int(supplier)))


def create_index(name: str, field: AnyField, supplier: int, dialect: Dialect) -> str:
    """
    Return the statement that makes the index of *field*, if it is not there.
    """
    terms = [*indexed_terms(field, DIALECTS[dialect.name]), tables.leads.c.num]
    listed = ", ".join(f"({_written(term, dialect)})" for term in terms)
    where = _written(of_supplier(supplier, dialect.name), dialect)
    return f"CREATE INDEX IF NOT EXISTS {name} ON {tables.leads.name} ({listed}) WHERE {where}"


def drop_index(name: str) -> str:
    """
    Return the statement that drops an index, if it is there.
    """
    assert name.startswith(_NAME)
    return f"DROP INDEX IF EXISTS {name}"


def _written(term: ColumnElement[Any], dialect: Dialect) -> str:
    """
    Return *term* in its current state in an index: without the name of the table, and with its constants.
    """
    compiler = dialect.statement_compiler(dialect, None)
    return str(compiler.process(term, include_table=False, literal_binds=True))
