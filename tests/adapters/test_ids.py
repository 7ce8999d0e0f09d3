"""
Time-ordered ids keep the contract of an id factory, and sort as time does.
"""

from __future__ import annotations

from uuid import UUID

import pytest

from leadflow.adapters.ids import TimeOrderedIds
from leadflow.ports import NewId
from leadflow.testing import NewIdContract


class TestTimeOrderedIds(NewIdContract):
    """
    The contract kit on time-ordered ids.
    """

    @pytest.fixture
    def new_id(self) -> NewId:
        """
        A factory of its own.
        """
        return TimeOrderedIds()


def test_ids_ascend() -> None:
    """
    Each id is larger than the one before, within a millisecond too.
    """
    new_id = TimeOrderedIds()
    given = [new_id() for _ in range(5_000)]

    assert given == sorted(given)


def test_ids_are_uuids_of_version_seven() -> None:
    """
    An id is a UUID that says its version.
    """
    assert UUID(TimeOrderedIds()()).version == 7
