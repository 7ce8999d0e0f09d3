"""
The parts of a schema on which stored keys depend.
"""

from __future__ import annotations

from leadflow.core.fields import AnyField
from leadflow.core.records import Subject
from leadflow.core.schema import Schema

__all__ = ["Declared", "changed_fields", "declared_by"]

Declared = dict[str, dict[str, str]]
"""
By subject, the kind of each field that people fill in.
"""


def declared_by(schema: Schema) -> Declared:
    """
    Return what *schema* declares: keys that were made by it are right for every schema that declares the same.
    """
    return {
        subject.value: {name: _kind(field) for name, field in schema.of(subject).items() if not field.record}
        for subject in Subject
    }


def _kind(field: AnyField) -> str:
    # A value that is not a choice any more does not fit, and so has another key.
    choices = ",".join(one.name for one in field.choices)
    return f"{field.kind.name}:{choices}" if choices else field.kind.name


def changed_fields(before: Declared, after: Declared) -> Declared:
    """
    Return the fields that were added, taken away or changed, by subject; the kind is the later one, or empty.
    """
    changed: Declared = {}
    for subject in Subject:
        had, has = before.get(subject, {}), after.get(subject, {})
        names = [name for name in (had | has) if had.get(name) != has.get(name)]
        if names:
            changed[subject.value] = {name: has.get(name, "") for name in names}
    return changed
