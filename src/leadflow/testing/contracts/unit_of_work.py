"""
The contract of a unit of work.
"""

from __future__ import annotations

from leadflow.testing.contracts.atomicity import AtomicityContract, RacesContract
from leadflow.testing.contracts.imports import ImportsContract
from leadflow.testing.contracts.leads import LeadsContract
from leadflow.testing.contracts.records import ModulesContract, PartnersContract, TurnsContract
from leadflow.testing.contracts.tenancy import TenancyContract
from leadflow.testing.contracts.timeline import TimelineContract

__all__ = ["UnitOfWorkContract"]


class UnitOfWorkContract(
    LeadsContract,
    TimelineContract,
    PartnersContract,
    ModulesContract,
    TurnsContract,
    ImportsContract,
    TenancyContract,
    AtomicityContract,
    RacesContract,
):
    """
    What every `UnitOfWork` must do. Inherit it and override the fixture `open_unit`.
    """
