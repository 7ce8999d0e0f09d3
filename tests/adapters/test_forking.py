"""
A store in a process that forks: the child works with connections of its own or refuses at once, and the parent goes on.
"""

from __future__ import annotations

import os
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.leads import Lead
from leadflow.errors import StoreUnusable
from leadflow.testing import KIT_SCHEMA, NOW, a_lead, changes_of

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlStore]:
    """
    A store that has been used, so that it has connections.
    """
    made = SqlStore(
        str(tmp_path / "leads.db") if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    )
    _write(made, f"before-{id(made)}")
    yield made
    made.close()


def _write(store: SqlStore, lead_id: str) -> None:
    with store.open_unit("forked", KIT_SCHEMA) as unit:
        unit.commit(changes_of(_lead(lead_id)))


def _lead(lead_id: str) -> Lead:
    return a_lead(lead_id, supplier_id="forked")


def _in_child(do: Callable[[], object]) -> int:
    with warnings.catch_warnings():
        # Python warns of threads that do not come along; none of them is waited for here.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        try:
            do()
        except BaseException:
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_child_and_parent_write_on(store: SqlStore) -> None:
    """
    Each by connections of its own: what both write is there.
    """
    ids = [f"{who}-{number}-{id(store)}" for who in ("child", "parent") for number in range(3)]

    def work() -> None:
        for lead_id in ids[:3]:
            _write(store, lead_id)
        assert store.claim("forked", "lease", NOW, NOW, 1) == ()
        store.close()

    assert _in_child(work) == 0
    for lead_id in ids[3:]:
        _write(store, lead_id)
    with store.open_unit("forked", KIT_SCHEMA) as unit:
        assert [unit.leads.get(lead_id).id for lead_id in ids] == ids


def test_unit_of_the_parent_is_refused_in_the_child(store: SqlStore) -> None:
    """
    And ends in the child without a word to the server, so the parent finishes it.
    """
    mine = f"open-{id(store)}"
    with store.open_unit("forked", KIT_SCHEMA) as unit:
        unit.leads.page(None, 1)

        def work() -> None:
            for call in (lambda: unit.leads.page(None, 1), lambda: unit.commit(changes_of(_lead("never")))):
                with pytest.raises(StoreUnusable, match="before the process forked"):
                    call()
            unit._source.line.close()

        assert _in_child(work) == 0
        unit.commit(changes_of(_lead(mine)))
    with store.open_unit("forked", KIT_SCHEMA) as unit:
        assert unit.leads.get(mine).id == mine


def test_store_that_was_in_use_is_refused_on_sqlite_alone(store: SqlStore) -> None:
    """
    SQLite's locks do not come along with a connection; PostgreSQL's are the server's, and new connections are safe.
    """
    sqlite = store._engine.dialect.name == "sqlite"

    def work() -> None:
        if sqlite:
            with pytest.raises(StoreUnusable, match="forked while this store was in use"):
                _write(store, "never")
        else:
            _write(store, f"beside-{id(store)}")

    with store.open_unit("forked", KIT_SCHEMA) as unit:
        unit.leads.page(None, 1)
        assert _in_child(work) == 0
    _write(store, f"after-{id(store)}")
