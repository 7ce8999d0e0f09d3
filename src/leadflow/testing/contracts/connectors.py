"""
The contract of connectors, tried against a system that keeps the documented rules of the real one.
"""

from __future__ import annotations

from datetime import timedelta

from leadflow.core.connectors import (
    Pushed,
    RemoteKind,
    RemoteRecord,
)
from leadflow.ports import Connector
from leadflow.testing.contracts.connector_pulls import PullContract
from leadflow.testing.contracts.connector_pushes import PushContract
from leadflow.testing.contracts.kit_system import TIMEOUT, KitSystem, an_update, ids_of, pulled

__all__ = ["ConnectorContract", "KitSystem"]


class ConnectorContract(PullContract, PushContract):
    """
    What every `Connector` must do. Inherit it and override the fixtures `connector` and `system`.
    """

    def test_every_call_has_a_time_out(self, connector: Connector, system: KitSystem) -> None:
        """
        No call can wait longer than it may.
        """
        pulled(connector, None)
        connector.push([an_update("lead-1", system)], TIMEOUT)
        connector.describe(TIMEOUT)

        assert system.timeouts
        assert all(one is not None and one <= TIMEOUT for one in system.timeouts)

    def test_renewed_token_changes_nothing(self, connector: Connector, system: KitSystem) -> None:
        """
        A call whose token had expired is made once, with all that it would have said, the mark of the writer included.
        """
        (first,) = connector.push([an_update("lead-1", system)], TIMEOUT)
        system.expire_token()
        (second,) = connector.push([an_update("lead-2", system)], TIMEOUT)
        system.expire_token()
        shown, _ = pulled(connector, None)

        assert isinstance(first, Pushed)
        assert isinstance(second, Pushed)
        assert len(system.ids()) == 2
        assert {system.mark(one) for one in system.ids()} == {system.ours}
        assert len(ids_of(shown)) == 2

    def test_record_that_we_made_is_shown_with_our_key(self, connector: Connector, system: KitSystem) -> None:
        """
        A pull shows the key of a record that we have made, by which it is recognized if its creation was not answered.
        """
        connector.push([an_update("lead-1", system)], TIMEOUT)
        system.advance(timedelta(hours=1))

        shown, _ = pulled(connector, None)

        assert [one.key for one in shown if isinstance(one, RemoteRecord)] == ["lead-1"]

    def test_fields_are_described(self, connector: Connector, system: KitSystem) -> None:
        """
        The fields that are exchanged are among those that are described.
        """
        system.create({system.email: "ann@granit.example", system.text: "Kiruna"})

        names = {one.name for one in connector.describe(TIMEOUT) if one.kind is RemoteKind.LEAD}

        assert {system.email, system.text} <= names
