"""
Databases that several processes share.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.reliability.databases import empty


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """
    An empty database.
    """
    if request.param == "sqlite":
        yield str(tmp_path_factory.mktemp("database") / "leads.db")
        return
    plain: str = request.getfixturevalue("postgres_url")
    empty(plain)
    yield plain
    empty(plain)
