"""
Reads connections to other systems from JSON, with place and remedy of each mistake.
"""

from __future__ import annotations

import json

from cattrs.errors import BaseValidationError

from leadflow.core.arguments import checked
from leadflow.core.connectors import Connection
from leadflow.core.problems import Problem
from leadflow.core.programme import Programme
from leadflow.errors import InvalidInput
from leadflow.wire.converter import make_converter
from leadflow.wire.modules import FORMAT, problems_of, read_object

__all__ = ["dump_connection", "load_connection", "read_connection"]


@checked
def dump_connection(connection: Connection, programme: Programme) -> str:
    """
    Write *connection* as JSON for people: indented, defaults left out, lossless. There are no secrets in it.
    """
    data = {"v": FORMAT, **make_converter(programme.schema, strict=False).unstructure(connection)}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


@checked
def load_connection(text: str | bytes, programme: Programme) -> Connection:
    """
    Read a connection from JSON, checked against the fields, stages and reasons of a programme.

    Raises:
        InvalidInput: With every problem that `read_connection` finds.
    """
    connection, problems = read_connection(text, programme)
    if connection is None:
        raise InvalidInput(problems)
    return connection


@checked
def read_connection(text: str | bytes, programme: Programme) -> tuple[Connection | None, tuple[Problem, ...]]:
    """
    Read a connection from JSON and check it against the fields, stages and reasons of a programme.

    Returns:
        The connection, or None if there is an error; and every problem with its place, such as ``leads[2].field``, and
        near names.
    """
    data, found = read_object(text, "connection")
    if data is None:
        return None, found
    try:
        connection = make_converter(programme.schema, strict=True).structure(data, Connection)
    except InvalidInput as error:
        return None, error.problems
    except (BaseValidationError, KeyError, TypeError, ValueError, RecursionError) as error:
        return None, tuple(problems_of(error, ""))
    problems = programme.check_connection(connection)
    return (None if problems else connection), problems
