"""
Stores for tests that run on each of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.reliability.databases import empty

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MemoryStore | SqlStore]:
    """
    An empty store of each kind.
    """
    if request.param == "memory":
        yield MemoryStore()
        return
    url = str(tmp_path / "leads.db")
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url")
        empty(url)
    store = SqlStore(url)
    yield store
    store.close()
