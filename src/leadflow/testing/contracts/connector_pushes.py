"""
What a connector must write, and what it must say of it.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from leadflow.core.connectors import (
    IdentityChanged,
    Pushed,
    PushRefused,
    PushUnclear,
    PushUpdate,
    QuotaUsedUp,
    RecordGone,
    RemoteKind,
    RemoteRef,
    TryLater,
)
from leadflow.ports import Connector
from leadflow.testing.contracts.kit_system import TIMEOUT, ConnectorFixtures, KitSystem, an_update

__all__ = ["PushContract"]


class PushContract(ConnectorFixtures):
    """
    What every connector that pushes must do; a part of `ConnectorContract`.
    """

    def test_new_record_is_created(self, connector: Connector, system: KitSystem) -> None:
        """
        An update without an id creates the record, and returns its id.
        """
        (result,) = connector.push([an_update("lead-1", system, text="Kiruna")], TIMEOUT)

        assert isinstance(result, Pushed)
        assert list(system.ids()) == [result.ref.id]
        assert system.values(result.ref.id)[system.text] == "Kiruna"

    @pytest.mark.parametrize("minutes", [0, 10, 3_000])
    def test_same_key_is_the_same_record(self, connector: Connector, system: KitSystem, minutes: int) -> None:
        """
        The same update again changes the record and creates no second one, however much later.
        """
        (first,) = connector.push([an_update("lead-1", system)], TIMEOUT)
        system.advance(timedelta(minutes=minutes))
        (again,) = connector.push([an_update("lead-1", system)], TIMEOUT)

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

        (result,) = connector.push([an_update("lead-1", system)], TIMEOUT)
        assert isinstance(result, PushUnclear) or (
            isinstance(result, Pushed) and written and [result.ref.id] == list(system.ids())
        )
        assert len(system.ids()) == int(written)
        (again,) = connector.push([an_update("lead-1", system)], TIMEOUT)

        assert isinstance(again, Pushed)
        assert len(system.ids()) == 1

    def test_update_changes_only_what_it_names(self, connector: Connector, system: KitSystem) -> None:
        """
        Values that an update does not name stay, and None clears one.
        """
        made = system.create({system.email: "ann@granit.example", system.text: "Kiruna"})
        ref = RemoteRef(RemoteKind.LEAD, made)

        update = PushUpdate(key="lead-1", kind=RemoteKind.LEAD, ref=ref, values={system.text: None})
        (result,) = connector.push([update], TIMEOUT)

        assert isinstance(result, Pushed)
        assert dict(system.values(made)) == {system.email: "ann@granit.example"}

    def test_update_creates_nothing(self, connector: Connector, system: KitSystem) -> None:
        """
        An update of a record that was deleted says so, and creates no new one.
        """
        made = system.create({system.email: "ann@granit.example"})
        system.delete(made)
        ref = RemoteRef(RemoteKind.LEAD, made)

        (result,) = connector.push([an_update("lead-1", system, ref=ref)], TIMEOUT)

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

        (result,) = connector.push([update], TIMEOUT)

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
            an_update("lead-1", system),
            an_update("lead-2", system, text="Kiruna"),
            an_update("lead-3", system),
        ]

        first, second, third = connector.push(updates, TIMEOUT)

        assert isinstance(second, PushRefused)
        assert second.problems
        for number, result in ((1, first), (3, third)):
            assert isinstance(result, Pushed)
            assert system.values(result.ref.id)[system.email] == f"lead-{number}@granit.example"
        assert len(system.ids()) == 2

    def test_duplicate_is_refused_and_not_put_off(self, connector: Connector, system: KitSystem) -> None:
        """
        A record that the system takes for a duplicate is refused, whatever the status of the answer: it would be refused
        again.
        """
        system.create({system.email: "lead-1@granit.example"})

        (result,) = connector.push([an_update("lead-1", system)], TIMEOUT)

        assert isinstance(result, PushRefused)
        assert len(system.ids()) == 1

    def test_locked_record_is_put_off(self, connector: Connector, system: KitSystem) -> None:
        """
        A record that is locked is tried later, and nothing of it was written.
        """
        system.lock(1)

        (result,) = connector.push([an_update("lead-1", system)], TIMEOUT)

        assert isinstance(result, TryLater)
        assert list(system.ids()) == []

    def test_used_up_quota_of_a_push_is_told(self, connector: Connector, system: KitSystem) -> None:
        """
        A push that may not be made for now is not a refusal of its records.
        """
        system.use_up_quota()

        results = connector.push([an_update("lead-1", system), an_update("lead-2", system)], TIMEOUT)

        assert all(isinstance(one, QuotaUsedUp | TryLater) for one in results)
        assert list(system.ids()) == []
