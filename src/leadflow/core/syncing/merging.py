"""
Merges what another system says of a lead into the lead, field by field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Final

from attrs import field, frozen

from leadflow.core.connectors import (
    RemoteRecord,
    RemoteValue,
    SharedField,
    SharedValue,
    SyncLink,
    Verdict,
    compare_pulled,
    incoming,
    outgoing,
    value_digest,
)
from leadflow.core.facts import Actor, ConflictFound, ConflictingValue
from leadflow.core.problems import Problem, Unreadable
from leadflow.core.timeline import LeadChange

__all__ = ["Pulled", "PulledValue", "compare_record", "with_conflicts"]

ReadField = Callable[[str, RemoteValue], object]
"""
Reads a value of another system as the field with a name does.

Raises:
    Unreadable: It cannot.
"""


@frozen
class PulledValue:
    """
    A field of a record of another system beside ours.

    Attributes:
        shared: How it is shared.
        verdict: What becomes of it.
        value: Theirs, as the field reads it; None for a missing one.
        ours: The digest of ours.
        agreed: What both sides agree on, once the verdict is carried out.
        before: What both sides agreed on before; None if it was never exchanged.
    """

    shared: SharedField
    verdict: Verdict
    value: object = field(repr=False)
    ours: str
    agreed: SharedValue
    before: SharedValue | None

    @property
    def unread(self) -> SharedValue:
        """
        What is remembered if theirs cannot be taken: that it was seen.
        """
        ours = self.before.ours if self.before is not None else ""
        return SharedValue(self.shared.field, ours, self.agreed.theirs)


@frozen
class Pulled:
    """
    A record of another system beside ours.

    Attributes:
        values: Each field that the record says something about.
        problems: What cannot be read, by the names of the other system.
        conflicts: What both sides have changed, by the side that is kept.
    """

    values: tuple[PulledValue, ...]
    problems: tuple[Problem, ...] = ()
    conflicts: Mapping[str, tuple[ConflictingValue, ...]] = field(factory=dict)

    @property
    def taken(self) -> Mapping[str, object]:
        """
        What is to become ours, by the names of fields.
        """
        return {one.shared.field: one.value for one in self.values if one.verdict is Verdict.TAKE}

    def seen(self) -> tuple[SharedValue, ...]:
        """
        Return what both sides say, as what they agree on: a new lead differs only in what it could not take.
        """
        return tuple(SharedValue(one.shared.field, one.ours, one.agreed.theirs) for one in self.values)

    def agreed(self, refused: Iterable[str] = ()) -> tuple[SharedValue, ...]:
        """
        Return what both sides agree on, if all was taken but the fields that were *refused*.
        """
        without = frozenset(refused)
        return tuple(one.unread if one.shared.field in without else one.agreed for one in self.values)


def compare_record(
    shared: Iterable[SharedField],
    record: RemoteRecord,
    link: SyncLink,
    says: Mapping[str, object],
    read: ReadField,
    ours_at: Callable[[str], datetime],
) -> Pulled:
    """
    Compare a record with what we say and with what both sides last agreed on.

    Args:
        shared: The fields that are shared.
        record: As a pull shows it.
        link: Which record it is.
        says: What we say now, by the names of fields.
        read: Reads a value as the field does.
        ours_at: When we last changed a field; asked for where the sides differ.
    """
    key, values, problems = link.key, list[PulledValue](), list[Problem]()
    conflicts: dict[str, list[ConflictingValue]] = {}
    for one in shared:
        if not one.direction.pulls or one.remote not in record.values:
            continue
        raw, known = record.values[one.remote], link.by_field.get(one.field)
        try:
            value = read(one.field, incoming(one, raw))
        except Unreadable as error:
            seen = value_digest(raw, key)
            if known is None or known.theirs != seen:
                problems.append(error.problem(one.remote))
            agreed = SharedValue(one.field, known.ours if known is not None else "", seen)
            kept = value_digest(outgoing(one, says[one.field]), key)
            values.append(PulledValue(one, Verdict.KEEP, None, kept, agreed, known))
            continue
        ours, theirs = outgoing(one, says[one.field]), outgoing(one, value)
        digest, said = value_digest(ours, key), value_digest(theirs, key)
        same = digest == said
        newer = same or record.modified_at is None or record.modified_at >= ours_at(one.field)
        outcome = compare_pulled(one, known, digest, said, theirs_newer=newer)
        values.append(PulledValue(one, outcome.verdict, value, digest, outcome.agreed, known))
        if outcome.conflict:
            kept = _KEPT[outcome.verdict]
            conflicts.setdefault(kept, []).append(ConflictingValue(one.field, _text(says[one.field]), _text(value)))
    return Pulled(tuple(values), tuple(problems), {kept: tuple(found) for kept, found in conflicts.items()})


_KEPT: Final = {Verdict.KEEP: "ours", Verdict.TAKE: "theirs", Verdict.SEND: "ours", Verdict.ASK: "ask"}


def with_conflicts(
    change: LeadChange,
    pulled: Pulled,
    connection: str,
    *,
    now: datetime,
    actor: Actor,
    opportunity_id: str | None = None,
) -> LeadChange:
    """
    Return the change with what both sides had changed on the timeline.
    """
    for kept, found in pulled.conflicts.items():
        fact = ConflictFound(connection=connection, kept=kept, opportunity_id=opportunity_id, changes=found)
        change = change.then(fact, at=now, actor=actor)
    return change


def _text(value: object) -> str | None:
    if value is None or value in ("", ()):
        return None
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
