"""
Adds to a commit the note of what it changes.
"""

from __future__ import annotations

from attrs import evolve

from leadflow.core.changes import ANY, Changes, Put
from leadflow.core.feed import FeedHead, FeedNote, stream_key, stream_of
from leadflow.core.noted_changes import noted_changes
from leadflow.ports import UnitOfWork
from leadflow.services.operations.setting import Setting

__all__ = ["with_feed"]


def with_feed(changes: Changes, unit: UnitOfWork, setting: Setting) -> Changes:
    """
    Return *changes* with their note; a programme without a feed reads and writes nothing for it.
    """
    if not setting.programme.feed:
        return changes
    noted = noted_changes(changes)
    if not noted:
        return changes
    stream = stream_of(noted)
    head = unit.records.one(FeedHead, stream_key(stream))
    number = (head.last if head is not None else 0) + 1
    note = FeedNote(stream=stream, number=number, at=setting.clock(), changes=noted)
    moved = evolve(head, last=number) if head is not None else FeedHead(stream=stream, last=number)
    return evolve(changes, puts=(*changes.puts, Put(moved, before=head), Put(note, before=ANY)))
