"""
Reads records that must exist.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen

from leadflow.core.importing.progress import ImportProgress, RefusedRow, RefusedRows
from leadflow.core.partners import Account, KnownAccounts, Partner, PartnerPeople, PartnerSettings
from leadflow.core.routing import CurrentModule, RoutingModule
from leadflow.core.stored import numbered_key
from leadflow.errors import NotFound
from leadflow.ports import UnitOfWork

__all__ = [
    "ReadAccounts",
    "account_of",
    "all_accounts",
    "current_module",
    "known_partner",
    "module_version",
    "people_of",
    "refused_rows",
]


def known_partner(unit: UnitOfWork, partner_id: str) -> Partner:
    """
    Return the partner with this id.

    Raises:
        NotFound: This supplier has no such partner.
    """
    partner = unit.records.one(Partner, partner_id)
    if partner is None:
        raise NotFound("partner", partner_id)
    return partner


def account_of(unit: UnitOfWork, partner: Partner) -> Account:
    """
    Read the account of one partner; the partners beside it are not read.
    """
    return Account.of(
        partner, unit.records.one(PartnerSettings, partner.id), unit.records.one(PartnerPeople, partner.id)
    )


def all_accounts(unit: UnitOfWork) -> KnownAccounts:
    """
    Read the accounts of all partners at once, for many leads.
    """
    return KnownAccounts(unit.records.all(PartnerSettings), unit.records.all(PartnerPeople))


@frozen(eq=False)
class ReadAccounts:
    """
    Reads the account of a partner when it is first asked for, as long as the unit lasts; for one lead.
    """

    _unit: UnitOfWork
    _known: dict[str, Account] = field(factory=dict, init=False)

    def of(self, partner: Partner, /) -> Account:
        """
        Return the account of *partner*.
        """
        if partner.id not in self._known:
            self._known[partner.id] = account_of(self._unit, partner)
        return self._known[partner.id]


def people_of(unit: UnitOfWork, partner_id: str) -> PartnerPeople:
    """
    Return a partner's people; nobody if none were ever written.
    """
    return unit.records.one(PartnerPeople, partner_id) or PartnerPeople(partner_id=partner_id)


def current_module(unit: UnitOfWork, name: str) -> RoutingModule:
    """
    Return the version of a module that is in force.

    Raises:
        NotFound: There is no module of this name.
    """
    current = unit.records.one(CurrentModule, name)
    if current is None:
        raise NotFound("module", name)
    return module_version(unit, name, current.version)


def module_version(unit: UnitOfWork, name: str, version: int) -> RoutingModule:
    """
    Return one version of a module.

    Raises:
        NotFound: There is no such version.
    """
    module = unit.records.one(RoutingModule, numbered_key(name, version))
    if module is None:
        raise NotFound("module", f"{name}, version {version}")
    return module


def refused_rows(unit: UnitOfWork, progress: ImportProgress) -> Iterator[RefusedRow]:
    """
    Read the refused rows of all chunks of this run of an import, by ascending number, without their cells.

    They are read chunk by chunk, so that those of a large file are never there all at once.
    """
    yield from _refused_between(unit, progress, progress.begun, progress.chunk)
    if progress.again_from is not None:
        left = _refused_between(unit, progress, progress.again_from, progress.begun)
        yield from (row for row in left if row.number > progress.last_row)


def _refused_between(unit: UnitOfWork, progress: ImportProgress, after: int, last: int) -> Iterator[RefusedRow]:
    for number in range(after + 1, last + 1):
        chunk = unit.records.one(RefusedRows, numbered_key(progress.import_id, number))
        if chunk is not None:
            yield from chunk.rows
