"""
Stores for tests that run on each of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.stores import an_empty_store

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore


@pytest.fixture(params=["memory", "sqlite"])
def local_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MemoryStore | SqlStore]:
    """
    An empty store of each kind that needs no server.
    """
    with an_empty_store(request.param, tmp_path, request) as store:
        yield store


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MemoryStore | SqlStore]:
    """
    An empty store of each kind.
    """
    with an_empty_store(request.param, tmp_path, request) as store:
        yield store
