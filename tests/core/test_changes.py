"""
What changes say about themselves.
"""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from attrs import evolve

from leadflow.core.changes import Changes, Settled, Settlement
from leadflow.core.facts import Accepted, MessageSent
from leadflow.core.notifications import MessageKind
from leadflow.testing import a_lead, a_message, change_to, changes_of

SETTLED = Settlement(key="k", lease="l", state=Settled.SENT)
TOLD = change_to(a_lead(), MessageSent(key="k", kind=MessageKind.NEW_LEAD, recipient_id="maja"))


def test_what_tells_of_messages_only_settles() -> None:
    """
    With an event or without; nothing at all does not.
    """
    answers = [
        changes.only_settles for changes in (Changes(settlements=(SETTLED,)), evolve(TOLD, settlements=(SETTLED,)))
    ]

    assert answers == [True, True]
    assert not Changes().only_settles
    assert not TOLD.only_settles


@pytest.mark.parametrize(
    "name", sorted(one.name for one in attrs.fields(Changes) if one.name not in ("leads", "settlements"))
)
def test_anything_besides_is_more_than_settling(name: str) -> None:
    """
    Whatever it is, it has to be on the disk.
    """
    something = frozenset({"key"}) if name == "absent" else object() if name == "progress" else (a_message(a_lead()),)
    given: dict[str, Any] = {name: something}

    assert not evolve(TOLD, settlements=(SETTLED,), **given).only_settles


def test_other_events_are_more_than_settling() -> None:
    """
    Such as somebody's answer.
    """
    assert not evolve(change_to(a_lead(), Accepted()), settlements=(SETTLED,)).only_settles
    assert not evolve(changes_of(a_lead()), settlements=(SETTLED,)).only_settles
