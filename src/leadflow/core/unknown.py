"""
Members that a newer version wrote and this one does not know.
"""

from __future__ import annotations

from attrs import field, frozen

__all__ = ["KeepsUnknown", "MembersKept", "UnknownFact"]


class MembersKept(str):
    """
    Members as a document had them, a JSON object; only reading makes it, so nobody else can write what no build reads.
    """

    __slots__ = ()


def _kept(given: object, name: str) -> object:
    if given == "" or isinstance(given, MembersKept):
        return given
    raise TypeError(f"{name}: is set by what reads a value from a store; leave it out")


@frozen(kw_only=True)
class KeepsUnknown:
    """
    A value that is stored automatically, and so may have been written by a newer build.

    Attributes:
        unknown: The members that this build does not know, as a JSON object; empty if there are none. They are written
            back as they were read, so that two builds can work on one database.
    """

    unknown: str = field(default="", repr=False, metadata={"take": _kept})


@frozen(kw_only=True)
class UnknownFact:
    """
    Something that a newer build wrote, and this one does not know.

    Attributes:
        name: Of the fact.
        body: What it says, as a JSON object; it is written back as it was read.
    """

    name: str
    body: str = field(repr=False)
