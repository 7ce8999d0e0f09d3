"""
Attachments in memory keep the contract.
"""

from __future__ import annotations

import pytest

from leadflow.adapters.attachments import MemoryAttachments
from leadflow.ports import AttachmentStore
from leadflow.testing import AttachmentStoreContract


class TestMemoryAttachments(AttachmentStoreContract):
    """
    The contract kit on memory.
    """

    @pytest.fixture
    def files(self) -> AttachmentStore:
        """
        An empty store.
        """
        return MemoryAttachments()
