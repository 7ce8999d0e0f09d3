"""
What the contracts of a store share: the fixtures to override, and ways to write and read in one line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Thread
from typing import ClassVar, Final, Literal, TypeVar

import pytest

from leadflow.core.changes import Changes
from leadflow.core.leads import Lead
from leadflow.core.partners import Partner
from leadflow.errors import Conflict, NotFound
from leadflow.ports import OpenUnit
from leadflow.testing.builders import KIT_SCHEMA, SUPPLIER

__all__ = ["THREADS", "StoreContract", "committed", "find", "not_found", "run_all"]

T = TypeVar("T")

THREADS: Final = 4
"""
How many threads race in a test.
"""


class StoreContract:
    """
    The fixtures that a store's test class overrides, and what its store can do.

    Attributes:
        interleaves: False for a store with one connection, on which two units cannot be open at once; tests that
            need it are skipped then.
        partners: ``kept`` for a store that writes partners, ``read_only`` for one whose partners are the host's own
            tables: such a store refuses a `Put` of one with a `ConfigurationError`, and tests that put partners are
            skipped. Override `partners_there` then.
    """

    interleaves: ClassVar[bool] = True
    partners: ClassVar[Literal["kept", "read_only"]] = "kept"

    @pytest.fixture
    def open_unit(self) -> OpenUnit:
        """
        Override this: open units on an empty store.
        """
        raise NotImplementedError("override the fixture open_unit: units on an empty store")

    @pytest.fixture(autouse=True)
    def _class_is_written(self, request: pytest.FixtureRequest) -> None:
        """
        Skip a test that puts records of a class, if they are partners that the store does not write.
        """
        params = getattr(getattr(request.node, "callspec", None), "params", {})
        if params.get("cls") is Partner:
            request.getfixturevalue("kept_partners")

    @pytest.fixture
    def partners_there(self) -> tuple[Partner, ...]:
        """
        Override this for a store whose partners are read-only: fill the host's tables with two partners or more of
        `SUPPLIER`, and return them as the store has to read them.
        """
        if self.partners == "kept":
            pytest.skip("this store writes partners")
        raise NotImplementedError("override the fixture partners_there: partners in the host's own tables")

    @pytest.fixture
    def kept_partners(self) -> None:
        """
        Skip a test that puts partners on a store that does not write them.
        """
        if self.partners == "read_only":
            pytest.skip("the partners of this store are the host's own tables")

    @pytest.fixture
    def interleaved(self) -> None:
        """
        Skip a test that opens two units at once on a store that cannot.
        """
        if not self.interleaves:
            pytest.skip("this store opens one unit at a time")


def committed(open_unit: OpenUnit, *changes: Changes, supplier_id: str = SUPPLIER) -> None:
    """
    Commit each of *changes* in a unit of its own.
    """
    for one in changes:
        with open_unit(supplier_id, KIT_SCHEMA) as unit:
            unit.commit(one)


def find(open_unit: OpenUnit, lead_id: str, *, supplier_id: str = SUPPLIER) -> Lead | None:
    """
    Return a lead in a unit of its own; None if the supplier has none of this id.
    """
    with open_unit(supplier_id, KIT_SCHEMA) as unit:
        try:
            return unit.leads.get(lead_id)
        except NotFound:
            return None


def not_found(ask: Callable[[], object], asked: str) -> str:
    """
    Return how *ask* fails, as type and text, with the id *asked* for left out.
    """
    with pytest.raises(NotFound) as caught:
        ask()
    return f"{type(caught.value).__name__}: {caught.value}".replace(asked, "...")


def run_all(jobs: Sequence[Callable[[], T]]) -> list[T | Conflict]:
    """
    Run *jobs* at once, each in a thread of its own, and return what each gave or the conflict that it lost by.

    Raises:
        Exception: What a job raised, unless it was a `Conflict`.
    """
    done: dict[int, T | Exception] = {}

    def run(number: int, job: Callable[[], T]) -> None:
        try:
            done[number] = job()
        except Exception as error:
            done[number] = error

    threads = [Thread(target=run, args=(number, job)) for number, job in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answers: list[T | Conflict] = []
    for number in range(len(jobs)):
        answer = done[number]
        if isinstance(answer, Exception) and not isinstance(answer, Conflict):
            raise answer
        answers.append(answer)
    return answers
