"""
Lists what a supplier keeps beside leads: partners, campaigns, and imports.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from leadflow.core.bounds import check_whole
from leadflow.core.criteria import EvaluationTime
from leadflow.core.importing.packed_refused_rows import PackedRows
from leadflow.core.importing.progress import ImportProgress, RefusedRow
from leadflow.core.page import Page
from leadflow.core.partners import Campaign, Partner
from leadflow.core.stored import Record, key_of
from leadflow.core.text import name_key
from leadflow.core.views import PartnerQuery
from leadflow.errors import NotFound
from leadflow.ports import UnitOfWork
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.required_records import refused_rows

__all__ = ["campaigns_of", "imports_of", "partners_of", "refused_in_import"]

_MOST: Final = 1_000
_READ: Final = 500
_R = TypeVar("_R", bound=Record)


def partners_of(caller: Caller, query: PartnerQuery) -> Page[Partner]:
    """
    Return a page of the partners that the caller sees and *query* asks for.

    Raises:
        InvalidInput: The criteria do not fit the fields of partners.
    """
    setting = caller.setting
    query = query.checked(setting.programme.schema)
    moment = EvaluationTime(setting.clock(), setting.programme.zone)
    with setting.unit() as unit:
        return _page(
            unit, Partner, lambda one: caller.scope.covers(one) and query.holds(one, moment), query.after, query.most
        )


def campaigns_of(caller: Caller, text: str | None, after: str | None, most: int) -> Page[Campaign]:
    """
    Return a page of the campaigns in whose name or id *text* occurs.

    Raises:
        InvalidInput: *most* is out of its range (``number_out_of_range``).
    """
    check_whole(most, "SupplierDesk.campaigns(most)", 1, _MOST)
    said = name_key(text or "")
    with caller.setting.unit() as unit:
        return _page(unit, Campaign, lambda one: said in name_key(one.name) or said in name_key(one.id), after, most)


def imports_of(caller: Caller, place: str, after: str | None, most: int) -> Page[ImportProgress]:
    """
    Return a page of the imports of the caller's own side.

    Raises:
        InvalidInput: *most* is out of its range (``number_out_of_range``); its place is *place*.
    """
    check_whole(most, place, 1, _MOST)
    with caller.setting.unit() as unit:
        return _page(unit, ImportProgress, lambda one: one.partner_id == caller.scope.partner_id, after, most)


def refused_in_import(caller: Caller, import_id: str) -> Sequence[RefusedRow]:
    """
    Return the rows that an import of the caller's own side has refused so far, in the order of the file.

    Raises:
        NotFound: There is no such import.
    """
    with caller.setting.unit() as unit:
        progress = unit.records.one(ImportProgress, import_id)
        if progress is None or progress.partner_id != caller.scope.partner_id:
            raise NotFound("import", import_id)
        return PackedRows(refused_rows(unit, progress))


def _page(unit: UnitOfWork, cls: type[_R], asked: Callable[[_R], bool], after: str | None, most: int) -> Page[_R]:
    """
    Read on behind the key *after* until there are *most* records that are *asked* for, and know whether more follow.
    """
    rows = list[_R]()
    while read := unit.records.page(cls, after, _READ):
        for one in filter(asked, read):
            if len(rows) == most:
                return Page(tuple(rows), key_of(rows[-1]))
            rows.append(one)
        after = key_of(read[-1])
    return Page(tuple(rows))
