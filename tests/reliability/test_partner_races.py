"""
Several processes that save the same new partners at once lose none of them, and none of the processes fails.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import partial

from tests.core.builders import a_partner
from tests.processes import CONTEXT
from tests.reliability.figures import record

from leadflow.adapters.ids import TimeOrderedIds
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import ProgramParty
from leadflow.core.partners import Partner
from leadflow.core.programme import Programme
from leadflow.services import Setting, SupplierDesk

_PROCESSES = 6
_ROUNDS, _SHARED = 5, 20


def test_processes_that_save_the_same_new_partners_lose_nothing(url: str) -> None:
    """
    What all save is there once, and so is what each saves beside it.
    """
    SqlStore(url).close()
    with ProcessPoolExecutor(_PROCESSES, mp_context=CONTEXT) as pool:
        list(pool.map(partial(save, url), range(_PROCESSES)))

    store = SqlStore(url)
    with store.open_unit("acme", Programme(supplier_id="acme").schema) as unit:
        found = {one.id for one in unit.records.all(Partner)}
    store.close()
    wanted = {f"all-{round_}-{number}" for round_ in range(_ROUNDS) for number in range(_SHARED)}
    wanted |= {f"own-{round_}-{process}" for round_ in range(_ROUNDS) for process in range(_PROCESSES)}
    kind = "postgresql" if "://" in url else "sqlite"
    record(f"Same new partners, {kind}", processes=_PROCESSES, calls=_PROCESSES * _ROUNDS, lost=len(wanted - found))
    assert found == wanted


def save(url: str, process: int) -> None:
    """
    Save what all processes save, and one partner beside it, again and again.
    """
    store = SqlStore(url)
    setting = Setting(
        open_unit=store.open_unit,
        programme=Programme(supplier_id="acme"),
        clock=lambda: datetime.now(UTC),
        new_id=TimeOrderedIds(),
    )
    desk = SupplierDesk(setting, ProgramParty(name=f"process {process}"))
    for round_ in range(_ROUNDS):
        shared = [a_partner(f"all-{round_}-{number}", name=f"All {round_} {number}") for number in range(_SHARED)]
        desk.save_partners([*shared, a_partner(f"own-{round_}-{process}", name=f"Own {round_} {process}")])
    store.close()
