"""
The store that hosts copy from keeps the contract.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from examples.host_store import HostStore

from leadflow.ports import OpenUnit, Outbox
from leadflow.testing import (
    AttachmentReaderContract,
    OutboxContract,
    PostsContract,
    UnitOfWorkContract,
)


class TestHostStore(UnitOfWorkContract, OutboxContract, PostsContract, AttachmentReaderContract):
    """
    The contract kit on the example of a host's own store.
    """

    @pytest.fixture
    def store(self, tmp_path: Path) -> HostStore:
        """
        A store in an empty file.
        """
        return HostStore(str(tmp_path / "host.db"))

    @pytest.fixture
    def open_unit(self, store: HostStore) -> OpenUnit:
        """
        Units of the store.
        """
        return store.open_unit

    @pytest.fixture
    def outbox(self, store: HostStore) -> Outbox:
        """
        The store's outbox.
        """
        return store
