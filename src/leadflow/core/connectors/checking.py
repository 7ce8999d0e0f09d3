"""
Checks connections against the programme that they belong to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from attrs import frozen

from leadflow.core.connectors.remote import RemoteField, RemoteKind
from leadflow.core.connectors.settings import Connection, SharedField, SyncDirection, SystemRole
from leadflow.core.criteria import CheckedCriteria, check_criteria
from leadflow.core.leads import DistributionStatus
from leadflow.core.problems import Problem, Unreadable, errors_in, near, or_list
from leadflow.core.records import OPPORTUNITY_FIELDS
from leadflow.core.schema import Schema
from leadflow.core.text import text_key
from leadflow.errors import InvalidInput, NotFound

__all__ = [
    "NEW_LEADS",
    "PULLED_RECORD_FIELDS",
    "SHARED_ANSWER",
    "ConnectionContext",
    "check_connection",
    "check_connections",
    "check_described",
    "connection_named",
    "ready_criteria",
]

SHARED_ANSWER: Final = ("rejection_reason", "rejection_comment")
"""
What can be shared of an answer, which is on the timeline of a lead and not on the lead.
"""

NEW_LEADS: Final = ("source", "campaign", "partner", "created_at")
"""
What is pulled for new leads alone; later changes of it in the other system change nothing here.
"""

PULLED_RECORD_FIELDS: Final = ("stage", "status", "rejection_reason", "rejection_comment", "lead_score", *NEW_LEADS)
"""
What can be pulled of a lead's record, in addition to its values.
"""

_OPPORTUNITY: Final = tuple(one.name for one in OPPORTUNITY_FIELDS)
_PULLED_OPPORTUNITY: Final = ("name", "stage", "amount", "currency", "probability", "close_date", "owner")


@frozen(kw_only=True)
class ConnectionContext:
    """
    What a connection is checked against.

    Attributes:
        schema: The fields of leads.
        stages: Of leads.
        reasons: The codes of rejections.
        opportunity_stages: Of opportunities.
    """

    schema: Schema
    stages: tuple[str, ...]
    reasons: tuple[str, ...]
    opportunity_stages: tuple[str, ...]


def check_connection(connection: Connection, context: ConnectionContext) -> tuple[Problem, ...]:
    """
    Return every problem of a connection, with its place and near names.
    """
    return tuple(_problems(connection, context))


def check_connections(connections: Iterable[Connection], context: ConnectionContext) -> None:
    """
    Check all connections of a programme.

    Raises:
        InvalidInput: With every problem of each; two have one name (``name_repeated``).
    """
    connections, problems = tuple(connections), list[Problem]()
    names = Counter(one.name for one in connections)
    for number, one in enumerate(connections):
        if names[one.name] > 1:
            names[one.name] = 0
            problems.append(
                _wrong("name_repeated", "name", f"two are called '{one.name}'; rename one").at(f"connections[{number}]")
            )
        problems += (found.at(f"connections[{number}]") for found in check_connection(one, context))
    if problems:
        raise InvalidInput(tuple(problems))


def connection_named(connections: Iterable[Connection], name: str) -> Connection:
    """
    Return the connection with this name.

    Raises:
        NotFound: There is none; near names are given.
    """
    known = {one.name: one for one in connections}
    if name in known:
        return known[name]
    close = near(name, known)
    raise NotFound("connection", name, f"did you mean {or_list(close)}?" if close else "", suggestions=close)


def check_described(connection: Connection, described: Iterable[RemoteField]) -> tuple[Problem, ...]:
    """
    Return what does not fit the fields that the other system has, with near names.
    """
    described = tuple(described)
    return tuple(
        problem
        for kind, place, shared in (
            (RemoteKind.LEAD, "leads", connection.leads),
            (RemoteKind.OPPORTUNITY, "opportunities", connection.opportunities),
        )
        for problem in _about_described(
            connection, place, shared, {one.name: one for one in described if one.kind is kind}
        )
    )


def _about_described(
    connection: Connection, place: str, shared: Iterable[SharedField], known: Mapping[str, RemoteField]
) -> Iterator[Problem]:
    for number, one in enumerate(shared):
        there = known.get(one.remote)
        if there is None:
            close = near(one.remote, known)
            hint = f"did you mean {or_list(close)}?" if close else "create it there first"
            message = f"'{connection.name}' has no field '{one.remote}'; {hint}"
            path = f"{place}[{number}].remote"
            yield Problem(code="field_unknown", path=path, message=message, suggestions=close)
        elif _direction(one, connection).pushes and not there.writable:
            message = f"'{one.remote}' cannot be written there; set the direction to 'pull'"
            yield _wrong("direction_impossible", f"{place}[{number}].direction", message)


@lru_cache(maxsize=64)
def ready_criteria(connection: Connection, schema: Schema) -> CheckedCriteria | None:
    """
    Return the criteria of a connection, ready to be judged; None if it has none.

    Raises:
        InvalidInput: They do not fit the schema.
    """
    if connection.criteria is None:
        return None
    criteria, found = check_criteria(connection.criteria, schema)
    if criteria is None:
        raise InvalidInput(tuple(one.at("criteria") for one in errors_in(found)))
    return criteria


def _problems(connection: Connection, context: ConnectionContext) -> Iterator[Problem]:
    yield from _about_role(connection)
    values = [name for name, one in context.schema.leads.items() if not one.record]
    pushed = [*context.schema.leads, *SHARED_ANSWER]
    pulled = [*values, *PULLED_RECORD_FIELDS]
    yield from _about_fields(connection, connection.leads, "leads", pushed, pulled)
    yield from _about_fields(
        connection, connection.opportunities, "opportunities", [*_OPPORTUNITY, "currency"], _PULLED_OPPORTUNITY
    )
    for number, one in enumerate(connection.leads):
        yield from _about_values(one, f"leads[{number}].values", _words(one.field, context), context)
    for number, one in enumerate(connection.opportunities):
        words = context.opportunity_stages if one.field == "stage" else ()
        yield from _about_values(one, f"opportunities[{number}].values", words, None)
    if connection.converted_stage is not None:
        yield from _about_word(connection.converted_stage, context.stages, "converted_stage")
    if connection.criteria is not None:
        _, found = check_criteria(connection.criteria, context.schema)
        yield from (one.at("criteria") for one in errors_in(found))


def _about_role(connection: Connection) -> Iterator[Problem]:
    is_partners = connection.role is SystemRole.PARTNER_CRM
    if is_partners and not connection.partner_id:
        yield _wrong("partner_missing", "partner_id", "the CRM of a partner needs the partner; name it")
    if not is_partners and connection.partner_id is not None:
        yield _wrong("partner_unexpected", "partner_id", f"a {connection.role.value} has no partner; leave it out")
    if connection.role is SystemRole.LEAD_SOURCE and connection.direction.pushes:
        message = "nothing is pushed to a source of leads; set the direction to 'pull'"
        yield _wrong("direction_impossible", "direction", message)


def _about_fields(
    connection: Connection,
    shared: Iterable[SharedField],
    place: str,
    pushed: Collection[str],
    pulled: Collection[str],
) -> Iterator[Problem]:
    shared = tuple(shared)
    for number, one in enumerate(shared):
        wanted = _direction(one, connection)
        known = pulled if wanted is SyncDirection.PULL else pushed
        if one.field not in known:
            close = near(one.field, known)
            hint = f"did you mean {or_list(close)}?" if close else "declare it in the schema first"
            yield Problem(
                code="field_unknown",
                path=f"{place}[{number}].field",
                message=f"there is no field '{one.field}' to be shared; {hint}",
                suggestions=close,
            )
        elif wanted is SyncDirection.BOTH and one.field not in pulled:
            message = f"'{one.field}' cannot be changed from outside; set the direction to 'push'"
            yield _wrong("direction_impossible", f"{place}[{number}].direction", message)
    for attribute in ("field", "remote"):
        times = Counter(getattr(one, attribute) for one in shared)
        for number, one in enumerate(shared):
            name = getattr(one, attribute)
            if times[name] > 1:
                times[name] = 0
                message = f"'{name}' is shared twice; name it once"
                yield _wrong("field_repeated", f"{place}[{number}].{attribute}", message)


def _direction(one: SharedField, connection: Connection) -> SyncDirection:
    """
    Return which way a field really goes.
    """
    pulls = one.direction.pulls and connection.direction.pulls
    pushes = one.direction.pushes and connection.direction.pushes
    if pulls and pushes:
        return SyncDirection.BOTH
    return SyncDirection.PULL if pulls else SyncDirection.PUSH


def _words(name: str, context: ConnectionContext) -> tuple[str, ...]:
    """
    Return the only values that a field of a lead can have; empty if there are others.
    """
    if name == "stage":
        return context.stages
    if name == "rejection_reason":
        return context.reasons
    if name == "status":
        return tuple(one.value for one in DistributionStatus)
    declared = context.schema.leads.get(name)
    return tuple(one.name for one in declared.choices) if declared is not None else ()


def _about_values(
    one: SharedField, place: str, words: Collection[str], context: ConnectionContext | None
) -> Iterator[Problem]:
    declared = context.schema.leads.get(one.field) if context is not None else None
    for name, theirs in one.values.items():
        if words:
            yield from _about_word(name, words, f"{place}.{name}")
        elif declared is not None:
            try:
                declared.take(name)
            except Unreadable as error:
                yield error.problem(f"{place}.{name}")
        if not theirs.strip():
            yield _wrong("text_missing", f"{place}.{name}", "the other system's name is empty; give it")


def _about_word(word: str, words: Collection[str], place: str) -> Iterator[Problem]:
    if text_key(word) in map(text_key, words):
        return
    close = near(word, words)
    message = f"'{word}' is not known here; use {or_list(close or words)}"
    yield Problem(code="word_unknown", path=place, message=message, suggestions=close)


def _wrong(code: str, place: str, message: str) -> Problem:
    return Problem(code=code, path=place, message=message)
