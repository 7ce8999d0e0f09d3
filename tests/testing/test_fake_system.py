"""
The fake system keeps the rules that real systems document.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from leadflow.core.connectors import (
    CursorExpired,
    IdentityChanged,
    PullPage,
    Pushed,
    PushUnclear,
    PushUpdate,
    RecordGone,
    RemoteChange,
    RemoteKind,
    RemoteRecord,
    RemoteRef,
    SyncCursor,
)
from leadflow.errors import PortError
from leadflow.ports import Connector
from leadflow.testing import FakeConnector, FakeSystem, FrozenClock


@pytest.fixture
def clock() -> FrozenClock:
    """
    The clock of the system.
    """
    return FrozenClock()


@pytest.fixture
def system(clock: FrozenClock) -> FakeSystem:
    """
    A system without records.
    """
    return FakeSystem(clock)


def page(system: FakeSystem, cursor: SyncCursor | None = None, most: int = 100) -> PullPage:
    """
    Pull a page that has to be there.
    """
    answer = system.pull(cursor, most)
    assert isinstance(answer, PullPage)
    return answer


def everything(system: FakeSystem, most: int) -> list[RemoteChange]:
    """
    Pull all pages.
    """
    found, cursor = list[RemoteChange](), None
    while True:
        answer = page(system, cursor, most)
        found += answer.changes
        cursor = answer.cursor
        if not answer.more:
            return found


def test_connector_keeps_the_port(system: FakeSystem) -> None:
    """
    The fake connector is a connector for type checkers and at run time.
    """
    connector: Connector = FakeConnector(system)

    assert isinstance(connector, Connector)


@pytest.mark.parametrize("most", [1, 2, 100])
def test_pages_joined_are_everything(system: FakeSystem, most: int) -> None:
    """
    Pages show each record once, however short they are.
    """
    ids = [system.create({"email": f"{number}@granit.example"}) for number in range(5)]

    assert [one.ref.id for one in everything(system, most)] == ids


def test_late_change_is_shown_by_the_next_pull(system: FakeSystem, clock: FrozenClock) -> None:
    """
    What a transaction wrote before a pull and commits after it is shown by the next pull.
    """
    with system.transaction():
        late = system.create({"email": "late@granit.example"})
        clock.advance(timedelta(hours=1))
        before = page(system)
    clock.advance(timedelta(hours=1))

    assert before.changes == ()
    assert [one.ref.id for one in page(system, before.cursor).changes] == [late]


def test_nothing_is_shown_twice_with_one_content(system: FakeSystem) -> None:
    """
    What a pull has shown is not shown again though the next one asks from before it.
    """
    system.create({"email": "ann@granit.example"})

    assert page(system, page(system).cursor).changes == ()


def test_deletions_merges_and_conversions_are_shown(system: FakeSystem) -> None:
    """
    A pull shows what became of records under the ids that they had.
    """
    one, two, three, four = (system.create({"email": f"{number}@granit.example"}) for number in range(4))
    system.delete(one)
    left = system.merge(two, three, new_id=True)
    deal = system.convert(four, {"name": "Deal"})

    found = everything(system, 100)

    assert RecordGone(RemoteRef(RemoteKind.LEAD, one)) in found
    moved = {change.ref.id: [ref.id for ref in change.into] for change in found if isinstance(change, IdentityChanged)}
    assert moved == {two: [left], three: [left], four: [deal]}
    assert {change.ref.id for change in found if isinstance(change, RemoteRecord)} == {left, deal}


def test_old_cursor_expires(system: FakeSystem, clock: FrozenClock) -> None:
    """
    A cursor that is older than what the system keeps says so.
    """
    cursor = page(system).cursor
    clock.advance(timedelta(days=8))

    assert isinstance(system.pull(cursor, 10), CursorExpired)


def test_lost_answer_wrote_and_the_key_finds_it(system: FakeSystem) -> None:
    """
    A record whose answer was lost is there, and the same update again makes no second one.
    """
    update = PushUpdate(key="lead-1", kind=RemoteKind.LEAD, values={"email": "ann@granit.example"})
    system.lose_answers()

    assert isinstance(system.push(update, "leadflow"), PushUnclear)
    again = system.push(update, "leadflow")

    assert isinstance(again, Pushed)
    assert not again.created
    assert system.ids() == (again.ref.id,)


def test_connector_fails_when_told(system: FakeSystem) -> None:
    """
    The call that is named raises, and the next one answers.
    """
    connector = FakeConnector(system)
    connector.fail(1)

    with pytest.raises(PortError):
        connector.pull(None, 10, 1.0)
    assert isinstance(connector.pull(None, 10, 1.0), PullPage)
