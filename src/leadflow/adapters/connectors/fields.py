"""
Which fields of another system are read, and of which types they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from re import Pattern

from attrs import define, field, frozen

from leadflow.core.argument_messages import wrong_value
from leadflow.core.connectors import RemoteField, RemoteKind
from leadflow.errors import clipped

__all__ = ["FieldTypes", "ReadFields", "read_fields"]


@frozen
class ReadFields:
    """
    The fields that are read of each kind.

    Attributes:
        by_kind: Their names, each once; a kind that is absent is not read.
        key: The field of ours, with the key that leadflow gives.
    """

    by_kind: Mapping[RemoteKind, tuple[str, ...]]
    key: str

    @property
    def kinds(self) -> tuple[RemoteKind, ...]:
        """
        The kinds that are read, leads first.
        """
        return tuple(kind for kind in RemoteKind if kind in self.by_kind)

    def after(self, kind: RemoteKind) -> RemoteKind | None:
        """
        Return the kind that is read after another one; None after the last.
        """
        later = self.kinds[self.kinds.index(kind) + 1 :]
        return later[0] if later else None

    def of(self, kind: RemoteKind) -> tuple[str, ...]:
        """
        Return the names of a kind; none if it is not read, though single records are asked for that leadflow has made.
        """
        return self.by_kind.get(kind, ())

    def names(self, kind: RemoteKind, own: Iterable[str]) -> list[str]:
        """
        Return the names that are asked for: those that the connector needs itself, our key, and the others.
        """
        return list(dict.fromkeys([*own, self.key, *self.of(kind)]))


def read_fields(given: Mapping[RemoteKind, Sequence[str]], key: str, allowed: Pattern[str], what: str) -> ReadFields:
    """
    Return the fields that are read, once their names were checked.

    Args:
        given: The names by kind.
        key: The name of the field of ours.
        allowed: What a name looks like.
        what: What the system calls a field, such as ``a field of Salesforce``.

    Raises:
        InvalidInput: A name cannot be that of a field (``name_malformed``).
    """
    names = [key, *(name for some in given.values() for name in some)]
    if wrong := [name for name in names if not allowed.fullmatch(name)]:
        raise wrong_value("name_malformed", f"'{clipped(wrong[0])}' cannot be the name of {what}; correct it", "fields")
    return ReadFields({kind: tuple(dict.fromkeys(some)) for kind, some in given.items()}, key)


@define
class FieldTypes:
    """
    The fields as the system describes them; asked for once a kind, when a type is needed first.

    Attributes:
        describe: Asks the system for the fields of a kind; takes the seconds that a call may last.
    """

    describe: Callable[[RemoteKind, float], Iterable[RemoteField]]
    _known: dict[RemoteKind, dict[str, str]] = field(factory=dict, init=False)

    def described(self, kind: RemoteKind, timeout: float) -> tuple[RemoteField, ...]:
        """
        Return the fields of a kind as they are now.
        """
        found = tuple(self.describe(kind, timeout))
        self._known[kind] = {one.name: one.type for one in found}
        return found

    def of(self, kind: RemoteKind, timeout: float) -> Mapping[str, str]:
        """
        Return the types of the fields of a kind by name.
        """
        if kind not in self._known:
            self.described(kind, timeout)
        return self._known[kind]
