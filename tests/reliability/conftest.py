"""
Databases that several processes share.
"""

from __future__ import annotations

import pytest
from tests.stores import emptied, sqlite_database


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """
    An empty database.
    """
    if request.param == "sqlite":
        return sqlite_database(tmp_path_factory.mktemp("database"))
    return emptied(request.getfixturevalue("postgres_url"))
