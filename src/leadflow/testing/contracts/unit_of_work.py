"""
The contract of a unit of work.
"""

from __future__ import annotations

from leadflow.testing.contracts.absent import AbsentKeysContract
from leadflow.testing.contracts.atomicity import AtomicityContract
from leadflow.testing.contracts.erasing import ErasingContract
from leadflow.testing.contracts.leads import LeadsContract
from leadflow.testing.contracts.loads import LoadsContract
from leadflow.testing.contracts.openings import OpeningsContract
from leadflow.testing.contracts.races import RacesContract
from leadflow.testing.contracts.records import RecordsContract
from leadflow.testing.contracts.schemas import SchemaContract
from leadflow.testing.contracts.tenancy import TenancyContract
from leadflow.testing.contracts.timeline import TimelineContract
from leadflow.testing.contracts.turns import TurnsContract
from leadflow.testing.contracts.unstorable import UnstorableIdsContract
from leadflow.testing.contracts.versions import VersionsContract

__all__ = ["UnitOfWorkContract"]


class UnitOfWorkContract(
    LeadsContract,
    TimelineContract,
    ErasingContract,
    RecordsContract,
    TurnsContract,
    VersionsContract,
    LoadsContract,
    OpeningsContract,
    AbsentKeysContract,
    UnstorableIdsContract,
    TenancyContract,
    SchemaContract,
    AtomicityContract,
    RacesContract,
):
    """
    What every `UnitOfWork` must do. Inherit it and override the fixture `open_unit`.
    """
