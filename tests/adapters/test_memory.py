"""
The store in memory keeps the contract.
"""

from __future__ import annotations

import pytest

from leadflow.adapters.memory import MemoryStore
from leadflow.ports import OpenUnit, Outbox
from leadflow.testing import (
    AttachmentReaderContract,
    DueRecordsContract,
    EventListerContract,
    ExportPostsContract,
    HeldLeadContract,
    LeadListerContract,
    MailCounterContract,
    OpportunityListerContract,
    OutboxContract,
    PostsContract,
    RegistrationListerContract,
    ScopesContract,
    StatusRecordsContract,
    UnitOfWorkContract,
)


class TestMemoryStore(
    UnitOfWorkContract,
    ScopesContract,
    OutboxContract,
    PostsContract,
    AttachmentReaderContract,
    DueRecordsContract,
    StatusRecordsContract,
    OpportunityListerContract,
    RegistrationListerContract,
    HeldLeadContract,
    EventListerContract,
    ExportPostsContract,
    LeadListerContract,
    MailCounterContract,
):
    """
    The contract kit on memory.
    """

    @pytest.fixture
    def store(self) -> MemoryStore:
        """
        An empty store.
        """
        return MemoryStore()

    @pytest.fixture
    def open_unit(self, store: MemoryStore) -> OpenUnit:
        """
        Units of the store.
        """
        return store.open_unit

    @pytest.fixture
    def outbox(self, store: MemoryStore) -> Outbox:
        """
        The store's outbox.
        """
        return store
