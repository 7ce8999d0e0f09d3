"""
Reads records that must exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import field, frozen

from leadflow.core.access import Scope
from leadflow.core.importing.progress import ImportProgress, RefusedRow, RefusedRows
from leadflow.core.partners import (
    Account,
    KnownAccounts,
    Partner,
    PartnerDirectory,
    PartnerPause,
    PartnerPeople,
    PartnerSettings,
)
from leadflow.core.problems import near, or_list
from leadflow.core.routing import CurrentModule, RoutingModule
from leadflow.core.stored import numbered_key
from leadflow.core.text import name_key
from leadflow.errors import NotFound
from leadflow.ports import UnitOfWork

__all__ = [
    "ReadAccounts",
    "account_of",
    "all_accounts",
    "current_module",
    "known_partner",
    "module_version",
    "partner_missing",
    "people_of",
    "read_directory",
    "refused_rows",
]

_FEW: Final = 6
"""
So many names of modules are all listed.
"""


def known_partner(unit: UnitOfWork, partner_id: str) -> Partner:
    """
    Return the partner with this id.

    Raises:
        NotFound: This supplier has no such partner.
    """
    partner = unit.records.one(Partner, partner_id)
    if partner is None:
        raise partner_missing(unit, partner_id)
    return partner


def partner_missing(unit: UnitOfWork, partner_id: str, scope: Scope | None = None) -> NotFound:
    """
    Return what says that there is no such partner, with near ids of those that *scope* covers, or of all.

    Where a name was given for an id, the id of that name is near.
    """
    seen = [one for one in unit.records.all(Partner) if scope is None or scope.covers(one)]
    named = [one.id for one in seen if name_key(one.name) == name_key(partner_id)]
    close = tuple(named) or near(partner_id, [one.id for one in seen])
    hint = f"did you mean {or_list(close)}?" if close else "correct the id"
    return NotFound("partner", partner_id, f"not found; {hint}", suggestions=close)


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


def read_directory(unit: UnitOfWork) -> PartnerDirectory:
    """
    Read all partners, with those that are paused.
    """
    paused = frozenset(one.partner_id for one in unit.records.all(PartnerPause) if one.paused)
    return PartnerDirectory(unit.records.all(Partner), paused)


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
        raise _module_missing(unit, name)
    return module_version(unit, name, current.version)


def _module_missing(unit: UnitOfWork, name: str) -> NotFound:
    published = sorted(one.name for one in unit.records.all(CurrentModule))
    close = near(name, published)
    hint = "publish it with RoutingDesk.publish, or correct the name"
    if close:
        hint = f"did you mean {or_list(close)}?"
    elif 0 < len(published) <= _FEW:
        hint = f"use {or_list(published)}, or publish it with RoutingDesk.publish"
    return NotFound("module", name, f"none with this name is published; {hint}", suggestions=close)


def module_version(unit: UnitOfWork, name: str, version: int) -> RoutingModule:
    """
    Return one version of a module.

    Raises:
        NotFound: There is no module of this name, or it has no such version.
    """
    module = unit.records.one(RoutingModule, numbered_key(name, version))
    if module is not None:
        return module
    current = unit.records.one(CurrentModule, name)
    if current is None:
        raise _module_missing(unit, name)
    versions = f"a version from 1 to {current.version}" if current.version > 1 else "version 1, its only one"
    raise NotFound("module", name, f"has no version {version}; use {versions}")


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
