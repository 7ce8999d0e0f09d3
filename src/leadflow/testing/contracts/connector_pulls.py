"""
What a connector must show.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from leadflow.core.connectors import (
    CursorExpired,
    IdentityChanged,
    QuotaUsedUp,
    RecordGone,
    RemoteKind,
    RemoteRecord,
    RemoteRef,
    SyncState,
    TryLater,
)
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.errors import PortError
from leadflow.ports import Connector
from leadflow.testing.contracts.kit_system import TIMEOUT, ConnectorFixtures, KitSystem, ids_of, pulled
from leadflow.wire import Wire

__all__ = ["PullContract"]


class PullContract(ConnectorFixtures):
    """
    What every connector that pulls must do; a part of `ConnectorContract`.
    """

    @pytest.mark.parametrize("most", [1, 2, 100])
    def test_every_record_is_shown(self, connector: Connector, system: KitSystem, most: int) -> None:
        """
        All records are shown, also many with one stamp on short pages.
        """
        made = [system.create({system.email: f"{number}@granit.example"}) for number in range(5)]

        shown, _ = pulled(connector, None, most)

        assert sorted(ids_of(shown)) == sorted(made)

    def test_change_is_shown_with_its_values(self, connector: Connector, system: KitSystem) -> None:
        """
        A later change is shown by a later pull, with what the record says now.
        """
        made = system.create({system.email: "ann@granit.example", system.text: "Kiruna"})
        _, cursor = pulled(connector, None)
        system.advance(timedelta(hours=1))
        system.update(made, {system.text: "Oslo"})

        shown, _ = pulled(connector, cursor)

        (record,) = [one for one in shown if isinstance(one, RemoteRecord)]
        assert record.ref == RemoteRef(RemoteKind.LEAD, made)
        assert record.values[system.text] == "Oslo"

    def test_change_within_the_same_second_is_shown(self, connector: Connector, system: KitSystem) -> None:
        """
        What changes just after a pull, with the same stamp, is shown by the next one.
        """
        made = system.create({system.email: "ann@granit.example", system.text: "Kiruna"})
        _, cursor = pulled(connector, None)
        system.update(made, {system.text: "Oslo"})

        shown, _ = pulled(connector, cursor)

        assert [one.values[system.text] for one in shown if isinstance(one, RemoteRecord)] == ["Oslo"]

    @pytest.mark.parametrize("hours", [1, 48])
    def test_late_commit_is_shown(self, connector: Connector, system: KitSystem, hours: int) -> None:
        """
        What a long transaction wrote before a pull and commits after it is shown by a later pull.
        """
        with system.transaction():
            late = system.create({system.email: "late@granit.example"})
            system.advance(timedelta(hours=hours))
            shown, cursor = pulled(connector, None)
            assert ids_of(shown) == []
        system.advance(timedelta(hours=1))

        shown, _ = pulled(connector, cursor)

        assert ids_of(shown) == [late]

    def test_deletion_is_shown(self, connector: Connector, system: KitSystem) -> None:
        """
        A record that was deleted is gone for the next pull.
        """
        made = system.create({system.email: "ann@granit.example"})
        _, cursor = pulled(connector, None)
        system.advance(timedelta(hours=1))
        system.delete(made)

        shown, _ = pulled(connector, cursor)

        assert shown == [RecordGone(RemoteRef(RemoteKind.LEAD, made))]

    def test_merge_is_shown(self, connector: Connector, system: KitSystem) -> None:
        """
        A record that was merged has the id of what is left, and is not gone.
        """
        loser = system.create({system.email: "a@granit.example"})
        winner = system.create({system.email: "b@granit.example"})
        _, cursor = pulled(connector, None)
        system.advance(timedelta(hours=1))
        left = system.merge(loser, winner)

        shown, _ = pulled(connector, cursor)

        moved = {one.ref.id: [into.id for into in one.into] for one in shown if isinstance(one, IdentityChanged)}
        assert moved[loser] == [left]
        assert RecordGone(RemoteRef(RemoteKind.LEAD, loser)) not in shown
        assert left in {winner, *ids_of(shown)}

    def test_cursor_that_is_too_old_says_so(self, connector: Connector, system: KitSystem) -> None:
        """
        A cursor that the system cannot continue from is expired, and a full pull shows everything.
        """
        made = system.create({system.email: "ann@granit.example"})
        _, cursor = pulled(connector, None)
        system.expire_cursors()

        assert isinstance(connector.pull(cursor, 100, TIMEOUT), CursorExpired)
        shown, _ = pulled(connector, None)
        assert ids_of(shown) == [made]

    def test_cursor_can_be_stored(self, connector: Connector, system: KitSystem) -> None:
        """
        A cursor that was written to a store and read again continues at the same place.
        """
        system.create({system.email: "ann@granit.example"})
        _, cursor = pulled(connector, None)
        wire = Wire(STANDARD_SCHEMA)
        read = wire.loads(SyncState, wire.dumps(SyncState(connection="kit", cursor=cursor))).cursor
        system.advance(timedelta(hours=1))
        later = system.create({system.email: "bo@granit.example"})

        assert read == cursor
        assert later in ids_of(pulled(connector, read)[0])

    def test_pull_that_fails_is_an_error_of_the_port(self, connector: Connector, system: KitSystem) -> None:
        """
        A system that answers nonsense is a `PortError`, and the same cursor works afterwards.
        """
        made = system.create({system.email: "ann@granit.example"})
        system.go_down()

        with pytest.raises(PortError):
            connector.pull(None, 100, TIMEOUT)
        assert ids_of(pulled(connector, None)[0]) == [made]

    def test_used_up_quota_of_a_pull_is_told(self, connector: Connector, system: KitSystem) -> None:
        """
        A pull that may not be made for now is reported as that, and not as an error.
        """
        system.use_up_quota()

        assert isinstance(connector.pull(None, 100, TIMEOUT), QuotaUsedUp | TryLater)
