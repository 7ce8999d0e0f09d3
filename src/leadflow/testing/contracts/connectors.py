"""
The contract of connectors, tried against a system that keeps the documented rules of the real one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Protocol

import pytest

from leadflow.core.connectors import (
    CursorExpired,
    IdentityChanged,
    PullPage,
    Pushed,
    PushRefused,
    PushUnclear,
    PushUpdate,
    QuotaUsedUp,
    RecordGone,
    RemoteChange,
    RemoteKind,
    RemoteRecord,
    RemoteRef,
    RemoteValue,
    SyncCursor,
    SyncState,
    TryLater,
)
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.errors import PortError
from leadflow.ports import Connector
from leadflow.wire import Wire

__all__ = ["ConnectorContract", "KitSystem"]

_MOST_PAGES = 200
_TIMEOUT = 7.5


class KitSystem(Protocol):
    """
    The system that a connector is tried against, as its people and its operators see it.

    Attributes:
        email: What it calls the e-mail of a lead; no two leads share one.
        text: What it calls another text of a lead, which it may lack.
        timeouts: The time-outs of all calls that reached it, in seconds; None for a call without one.
        ours: The mark that the connector leaves on what it writes; None if the system keeps no marks.
    """

    email: str
    text: str
    timeouts: list[float | None]
    ours: str | None

    def create(self, values: Mapping[str, RemoteValue], /) -> str:
        """
        Create a lead, as a person does, and return its id.
        """

    def update(self, id: str, values: Mapping[str, RemoteValue], /) -> None:
        """
        Change a lead, as a person does.
        """

    def delete(self, id: str, /) -> None:
        """
        Delete a lead.
        """

    def merge(self, loser: str, into: str, /) -> str:
        """
        Merge two leads, and return the id of what is left.
        """

    def values(self, id: str, /) -> Mapping[str, RemoteValue]:
        """
        Return what a lead says, without what it lacks.
        """

    def ids(self) -> Sequence[str]:
        """
        Return the ids of all leads.
        """

    def mark(self, id: str, /) -> str | None:
        """
        Return the mark of who wrote a lead last; None for a person, and where the system keeps no marks.
        """

    def transaction(self) -> AbstractContextManager[None]:
        """
        Show what is written inside only at the end, with the stamps of when it was written.
        """

    def advance(self, by: timedelta, /) -> None:
        """
        Let time pass.
        """

    def expire_cursors(self) -> None:
        """
        Forget what changed, so that no cursor works any more.
        """

    def expire_token(self) -> None:
        """
        Refuse the current token from now on; a new one can be had.
        """

    def lose_answers(self, times: int, /, *, written: bool = True) -> None:
        """
        Break the connection in the next *times* writes, after they were carried out or before.
        """

    def lock(self, times: int, /) -> None:
        """
        Refuse the next *times* writes because the record is locked.
        """

    def use_up_quota(self) -> None:
        """
        Refuse the next call because the quota is used up.
        """

    def go_down(self) -> None:
        """
        Answer the next call with nonsense, or not at all.
        """

    def refuse(self, name: str, /) -> None:
        """
        Refuse records with a value of this name from now on, by a rule that an administrator has set.
        """


class ConnectorContract:
    """
    What every `Connector` must do. Inherit it and override the fixtures `connector` and `system`.
    """

    @pytest.fixture
    def system(self) -> KitSystem:
        """
        Override this: the system, without any records.
        """
        raise NotImplementedError("override the fixture system")

    @pytest.fixture
    def connector(self, system: KitSystem) -> Connector:
        """
        Override this: the connector to it.
        """
        raise NotImplementedError("override the fixture connector")

    @pytest.mark.parametrize("most", [1, 2, 100])
    def test_every_record_is_shown(self, connector: Connector, system: KitSystem, most: int) -> None:
        """
        All records are shown, also many with one stamp on short pages.
        """
        made = [system.create({system.email: f"{number}@granit.example"}) for number in range(5)]

        shown, _ = _pulled(connector, None, most)

        assert sorted(_ids(shown)) == sorted(made)

    def test_change_is_shown_with_its_values(self, connector: Connector, system: KitSystem) -> None:
        """
        A later change is shown by a later pull, with what the record says now.
        """
        made = system.create({system.email: "ann@granit.example", system.text: "Kiruna"})
        _, cursor = _pulled(connector, None)
        system.advance(timedelta(hours=1))
        system.update(made, {system.text: "Oslo"})

        shown, _ = _pulled(connector, cursor)

        (record,) = [one for one in shown if isinstance(one, RemoteRecord)]
        assert record.ref == RemoteRef(RemoteKind.LEAD, made)
        assert record.values[system.text] == "Oslo"

    def test_change_within_the_same_second_is_shown(self, connector: Connector, system: KitSystem) -> None:
        """
        What changes just after a pull, with the same stamp, is shown by the next one.
        """
        made = system.create({system.email: "ann@granit.example", system.text: "Kiruna"})
        _, cursor = _pulled(connector, None)
        system.update(made, {system.text: "Oslo"})

        shown, _ = _pulled(connector, cursor)

        assert [one.values[system.text] for one in shown if isinstance(one, RemoteRecord)] == ["Oslo"]

    @pytest.mark.parametrize("hours", [1, 48])
    def test_late_commit_is_shown(self, connector: Connector, system: KitSystem, hours: int) -> None:
        """
        What a long transaction wrote before a pull and commits after it is shown by a later pull.
        """
        with system.transaction():
            late = system.create({system.email: "late@granit.example"})
            system.advance(timedelta(hours=hours))
            shown, cursor = _pulled(connector, None)
            assert _ids(shown) == []
        system.advance(timedelta(hours=1))

        shown, _ = _pulled(connector, cursor)

        assert _ids(shown) == [late]

    def test_deletion_is_shown(self, connector: Connector, system: KitSystem) -> None:
        """
        A record that was deleted is gone for the next pull.
        """
        made = system.create({system.email: "ann@granit.example"})
        _, cursor = _pulled(connector, None)
        system.advance(timedelta(hours=1))
        system.delete(made)

        shown, _ = _pulled(connector, cursor)

        assert shown == [RecordGone(RemoteRef(RemoteKind.LEAD, made))]

    def test_merge_is_shown(self, connector: Connector, system: KitSystem) -> None:
        """
        A record that was merged has the id of what is left, and is not gone.
        """
        loser = system.create({system.email: "a@granit.example"})
        winner = system.create({system.email: "b@granit.example"})
        _, cursor = _pulled(connector, None)
        system.advance(timedelta(hours=1))
        left = system.merge(loser, winner)

        shown, _ = _pulled(connector, cursor)

        moved = {one.ref.id: [into.id for into in one.into] for one in shown if isinstance(one, IdentityChanged)}
        assert moved[loser] == [left]
        assert RecordGone(RemoteRef(RemoteKind.LEAD, loser)) not in shown
        assert left in {winner, *_ids(shown)}

    def test_cursor_that_is_too_old_says_so(self, connector: Connector, system: KitSystem) -> None:
        """
        A cursor that the system cannot continue from is expired, and a full pull shows everything.
        """
        made = system.create({system.email: "ann@granit.example"})
        _, cursor = _pulled(connector, None)
        system.expire_cursors()

        assert isinstance(connector.pull(cursor, 100, _TIMEOUT), CursorExpired)
        shown, _ = _pulled(connector, None)
        assert _ids(shown) == [made]

    def test_cursor_can_be_stored(self, connector: Connector, system: KitSystem) -> None:
        """
        A cursor that was written to a store and read again continues at the same place.
        """
        system.create({system.email: "ann@granit.example"})
        _, cursor = _pulled(connector, None)
        wire = Wire(STANDARD_SCHEMA)
        read = wire.loads(SyncState, wire.dumps(SyncState(connection="kit", cursor=cursor))).cursor
        system.advance(timedelta(hours=1))
        later = system.create({system.email: "bo@granit.example"})

        assert read == cursor
        assert later in _ids(_pulled(connector, read)[0])

    def test_pull_that_fails_is_an_error_of_the_port(self, connector: Connector, system: KitSystem) -> None:
        """
        A system that answers nonsense is a `PortError`, and the same cursor works afterwards.
        """
        made = system.create({system.email: "ann@granit.example"})
        system.go_down()

        with pytest.raises(PortError):
            connector.pull(None, 100, _TIMEOUT)
        assert _ids(_pulled(connector, None)[0]) == [made]

    def test_used_up_quota_of_a_pull_is_told(self, connector: Connector, system: KitSystem) -> None:
        """
        A pull that may not be made for now is reported as that, and not as an error.
        """
        system.use_up_quota()

        assert isinstance(connector.pull(None, 100, _TIMEOUT), QuotaUsedUp | TryLater)

    def test_every_call_has_a_time_out(self, connector: Connector, system: KitSystem) -> None:
        """
        No call can wait longer than it may.
        """
        _pulled(connector, None)
        connector.push([_update("lead-1", system)], _TIMEOUT)
        connector.describe(_TIMEOUT)

        assert system.timeouts
        assert all(one is not None and one <= _TIMEOUT for one in system.timeouts)

    def test_new_record_is_created(self, connector: Connector, system: KitSystem) -> None:
        """
        An update without an id creates the record, and returns its id.
        """
        (result,) = connector.push([_update("lead-1", system, text="Kiruna")], _TIMEOUT)

        assert isinstance(result, Pushed)
        assert list(system.ids()) == [result.ref.id]
        assert system.values(result.ref.id)[system.text] == "Kiruna"

    @pytest.mark.parametrize("minutes", [0, 10, 3_000])
    def test_same_key_is_the_same_record(self, connector: Connector, system: KitSystem, minutes: int) -> None:
        """
        The same update again changes the record and creates no second one, however much later.
        """
        (first,) = connector.push([_update("lead-1", system)], _TIMEOUT)
        system.advance(timedelta(minutes=minutes))
        (again,) = connector.push([_update("lead-1", system)], _TIMEOUT)

        assert isinstance(first, Pushed)
        assert isinstance(again, Pushed)
        assert again.ref == first.ref
        assert len(system.ids()) == 1

    @pytest.mark.parametrize("written", [True, False])
    def test_lost_answer_is_unclear(self, connector: Connector, system: KitSystem, written: bool) -> None:
        """
        A write whose answer was lost is neither done nor refused, and repeating it creates nothing twice.

        A connector that can ask the system afterwards may say what it answers.
        """
        system.lose_answers(1, written=written)

        (result,) = connector.push([_update("lead-1", system)], _TIMEOUT)
        assert isinstance(result, PushUnclear) or (
            isinstance(result, Pushed) and written and [result.ref.id] == list(system.ids())
        )
        assert len(system.ids()) == int(written)
        (again,) = connector.push([_update("lead-1", system)], _TIMEOUT)

        assert isinstance(again, Pushed)
        assert len(system.ids()) == 1

    def test_update_changes_only_what_it_names(self, connector: Connector, system: KitSystem) -> None:
        """
        Values that an update does not name stay, and None clears one.
        """
        made = system.create({system.email: "ann@granit.example", system.text: "Kiruna"})
        ref = RemoteRef(RemoteKind.LEAD, made)

        update = PushUpdate(key="lead-1", kind=RemoteKind.LEAD, ref=ref, values={system.text: None})
        (result,) = connector.push([update], _TIMEOUT)

        assert isinstance(result, Pushed)
        assert dict(system.values(made)) == {system.email: "ann@granit.example"}

    def test_update_creates_nothing(self, connector: Connector, system: KitSystem) -> None:
        """
        An update of a record that was deleted says so, and makes it not again.
        """
        made = system.create({system.email: "ann@granit.example"})
        system.delete(made)
        ref = RemoteRef(RemoteKind.LEAD, made)

        (result,) = connector.push([_update("lead-1", system, ref=ref)], _TIMEOUT)

        assert result == RecordGone(ref)
        assert list(system.ids()) == []

    def test_update_of_a_merged_record_tells_what_is_left(self, connector: Connector, system: KitSystem) -> None:
        """
        An update of a record that was merged returns the id of what is left, or that it is gone until a pull reports
        it.
        """
        loser = system.create({system.email: "a@granit.example"})
        left = system.merge(loser, system.create({system.email: "b@granit.example"}))
        update = PushUpdate(
            key="lead-1", kind=RemoteKind.LEAD, ref=RemoteRef(RemoteKind.LEAD, loser), values={system.text: "Oslo"}
        )

        (result,) = connector.push([update], _TIMEOUT)

        match result:
            case IdentityChanged(into=into):
                assert [one.id for one in into] == [left]
            case Pushed(ref=ref):
                assert ref.id == left
                assert system.values(left)[system.text] == "Oslo"
            case _:
                raise AssertionError(f"a merge is no {type(result).__name__}")

    def test_each_record_has_its_outcome(self, connector: Connector, system: KitSystem) -> None:
        """
        A record that is refused stops no other, and results are in the order of the updates.
        """
        system.refuse(system.text)
        updates = [
            _update("lead-1", system),
            _update("lead-2", system, text="Kiruna"),
            _update("lead-3", system),
        ]

        first, second, third = connector.push(updates, _TIMEOUT)

        assert isinstance(second, PushRefused)
        assert second.problems
        for number, result in ((1, first), (3, third)):
            assert isinstance(result, Pushed)
            assert system.values(result.ref.id)[system.email] == f"lead-{number}@granit.example"
        assert len(system.ids()) == 2

    def test_duplicate_is_refused_and_not_put_off(self, connector: Connector, system: KitSystem) -> None:
        """
        A record that the system takes for a duplicate is refused, regardless of the status of the answer: it would be
            again.
        """
        system.create({system.email: "lead-1@granit.example"})

        (result,) = connector.push([_update("lead-1", system)], _TIMEOUT)

        assert isinstance(result, PushRefused)
        assert len(system.ids()) == 1

    def test_locked_record_is_put_off(self, connector: Connector, system: KitSystem) -> None:
        """
        A record that is locked is tried later, and nothing of it was written.
        """
        system.lock(1)

        (result,) = connector.push([_update("lead-1", system)], _TIMEOUT)

        assert isinstance(result, TryLater)
        assert list(system.ids()) == []

    def test_used_up_quota_of_a_push_is_told(self, connector: Connector, system: KitSystem) -> None:
        """
        A push that may not be made for now is not a refusal of its records.
        """
        system.use_up_quota()

        results = connector.push([_update("lead-1", system), _update("lead-2", system)], _TIMEOUT)

        assert all(isinstance(one, QuotaUsedUp | TryLater) for one in results)
        assert list(system.ids()) == []

    def test_renewed_token_changes_nothing(self, connector: Connector, system: KitSystem) -> None:
        """
        A call whose token had expired is made once, with all that it would have said, the mark of the writer included.
        """
        (first,) = connector.push([_update("lead-1", system)], _TIMEOUT)
        system.expire_token()
        (second,) = connector.push([_update("lead-2", system)], _TIMEOUT)
        system.expire_token()
        shown, _ = _pulled(connector, None)

        assert isinstance(first, Pushed)
        assert isinstance(second, Pushed)
        assert len(system.ids()) == 2
        assert {system.mark(one) for one in system.ids()} == {system.ours}
        assert len(_ids(shown)) == 2

    def test_record_that_we_made_is_shown_with_our_key(self, connector: Connector, system: KitSystem) -> None:
        """
        A pull shows the key of a record that we have made, by which it is recognized if its creation was not answered.
        """
        connector.push([_update("lead-1", system)], _TIMEOUT)
        system.advance(timedelta(hours=1))

        shown, _ = _pulled(connector, None)

        assert [one.key for one in shown if isinstance(one, RemoteRecord)] == ["lead-1"]

    def test_fields_are_described(self, connector: Connector, system: KitSystem) -> None:
        """
        The fields that are exchanged are among those that are described.
        """
        system.create({system.email: "ann@granit.example", system.text: "Kiruna"})

        names = {one.name for one in connector.describe(_TIMEOUT) if one.kind is RemoteKind.LEAD}

        assert {system.email, system.text} <= names


def _pulled(connector: Connector, cursor: SyncCursor | None, most: int = 100) -> tuple[list[RemoteChange], SyncCursor]:
    """
    Pull until nothing is left; records that are shown again with the same content count once.
    """
    shown = list[RemoteChange]()
    for _ in range(_MOST_PAGES):
        page = connector.pull(cursor, most, _TIMEOUT)
        assert isinstance(page, PullPage), f"a page, and not {type(page).__name__}"
        shown += (one for one in page.changes if one not in shown)
        cursor = page.cursor
        if not page.more:
            return shown, cursor
    raise AssertionError(f"the pull did not end after {_MOST_PAGES} pages")


def _ids(shown: Sequence[RemoteChange]) -> list[str]:
    return [one.ref.id for one in shown if isinstance(one, RemoteRecord)]


def _update(key: str, system: KitSystem, *, text: str | None = None, ref: RemoteRef | None = None) -> PushUpdate:
    values: dict[str, RemoteValue] = {system.email: f"{key}@granit.example"}
    if text is not None:
        values[system.text] = text
    return PushUpdate(key=key, kind=RemoteKind.LEAD, ref=ref, values=values)
