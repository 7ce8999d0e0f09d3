"""
Rebuilds stored keys inside a transaction.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, bindparam, or_, select, update

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.dialects import DIALECTS
from leadflow.adapters.sqlalchemy.held_connections import HeldConnections
from leadflow.adapters.sqlalchemy.lead_reader import Leads
from leadflow.adapters.sqlalchemy.lead_rows import COLUMNS
from leadflow.adapters.sqlalchemy.lines import Line
from leadflow.adapters.sqlalchemy.numbered_names import Names
from leadflow.adapters.sqlalchemy.readers import UnitSource
from leadflow.adapters.sqlalchemy.statements import run_all
from leadflow.core.intake import lead_duplicate_key
from leadflow.core.opportunities import Opportunity
from leadflow.core.partners import Campaign, Partner
from leadflow.wire.forms import form_of
from leadflow.wire.json import to_json
from leadflow.wire.keys import keys_of_values, keys_text
from leadflow.wire.pieces import PieceWire
from leadflow.wire.value_keys import odd_keys

__all__ = ["leads_to_rekey", "rekey_leads", "rekey_records"]

_CHUNK: Final = 1_000
_KEYED: Final[Mapping[str, type[Partner | Campaign | Opportunity]]] = {
    form_of(one).name: one for one in (Partner, Campaign, Opportunity)
}
_lead, _record = tables.leads.c, tables.records.c
_SET_LEAD: Final = (
    update(tables.leads)
    .where(_lead.num == bindparam("which"))
    .values(keys=bindparam("keys"), duplicate_key=bindparam("duplicate_key"))
)
_SET_KEYS: Final = update(tables.leads).where(_lead.num == bindparam("which")).values(keys=bindparam("keys"))
_SET_RECORD: Final = (
    update(tables.records)
    .where(_record.supplier_id == bindparam("mine"), _record.kind == bindparam("of"), _record.key == bindparam("which"))
    .values(keys=bindparam("keys"))
)


def leads_to_rekey(
    connection: Connection, supplier: int, after: str, fields: Collection[str] | None
) -> Sequence[tuple[str, int]]:
    """
    Return the id and the number of the next leads that say one of *fields*, by id and after one; None takes all leads.
    """
    if fields is not None and not fields:
        return ()
    # By id, since there is an index of a supplier's ids: by number, each chunk would look at all leads of the supplier.
    query = select(_lead.id, _lead.num).where(_lead.supplier == supplier, _lead.id > after)
    if fields is not None:
        sql = DIALECTS[connection.dialect.name]
        query = query.where(or_(*(sql.text(_lead["values"], name).is_not(None) for name in sorted(fields))))
    return [(lead_id, num) for lead_id, num in connection.execute(query.order_by(_lead.id).limit(_CHUNK))]


def rekey_leads(
    connection: Connection,
    supplier_id: str,
    names: Names,
    wire: PieceWire,
    fields: Collection[str] | None,
    nums: Sequence[int],
) -> None:
    """
    Make the keys of *fields* of the leads with these numbers, in their current state now; None is all fields.
    """
    # Duplicates are found by the key of the e-mail address.
    if fields is None or "email" in fields:
        _rekey_all(connection, supplier_id, names, wire, nums)
    else:
        _rekey_fields(connection, wire, fields, nums)


def _rekey_all(connection: Connection, supplier_id: str, names: Names, wire: PieceWire, nums: Sequence[int]) -> None:
    query = select(*(_lead[name] for name in COLUMNS)).where(_lead.num.in_(bindparam("nums", expanding=True)))
    rows = connection.execute(query.order_by(_lead.num).with_for_update(), {"nums": list(nums)}).all()
    leads = Leads(UnitSource(Line(HeldConnections(connection.engine), connection), supplier_id, wire, names)).of_rows(
        rows
    )
    made = []
    for row, lead, text in zip(rows, leads, wire.dump_keys_of(leads), strict=True):
        stands, written = row._mapping["values"], wire.dump_values(lead.values)
        keys, duplicate_key, before = text, lead_duplicate_key(lead), row._mapping["keys"]
        # Most texts are as they would be written, and then nobody has to read them.
        if stands != written and (odd := odd_keys(lead.values, json.loads(written), _as_json(stands))):
            keys = to_json(json.loads(text) | odd)
        if duplicate_key != row.duplicate_key or (keys != before and json.loads(keys) != _as_json(before)):
            made.append({"which": row.num, "keys": keys, "duplicate_key": duplicate_key})
    run_all(connection, _SET_LEAD, made)


def _rekey_fields(connection: Connection, wire: PieceWire, fields: Collection[str], nums: Sequence[int]) -> None:
    query = select(_lead.num, _lead["values"], _lead["keys"]).where(_lead.num.in_(bindparam("nums", expanding=True)))
    rows = connection.execute(query.order_by(_lead.num).with_for_update(), {"nums": list(nums)}).all()
    stand = [{name: said[name] for name in fields if name in said} for said in (_as_json(row[1]) for row in rows)]
    values = [wire.load_values(said) for said in stand]
    found, made = keys_of_values(values), []
    for at, ((num, _, before), said, one) in enumerate(zip(rows, stand, values, strict=True)):
        kept = _as_json(before)
        others = {name: key for name, key in kept.items() if name not in said}
        keys = others | found.get(at, {}) | odd_keys(one, json.loads(wire.dump_values(one)), said)
        if keys != kept:
            made.append({"which": num, "keys": keys_text(keys)})
    run_all(connection, _SET_KEYS, made)


def _as_json(stored: Any) -> Any:
    """
    Return what is stored as JSON; drivers of PostgreSQL have read it already.
    """
    return json.loads(stored) if isinstance(stored, str) else stored


def rekey_records(connection: Connection, supplier_id: str, wire: PieceWire) -> None:
    """
    Make the keys of a supplier's partners, campaigns and opportunities.
    """
    query = (
        select(_record.kind, _record.key, _record.body)
        .where(_record.supplier_id == supplier_id, _record.kind.in_(list(_KEYED)))
        .order_by(_record.kind, _record.key)
    )
    rows = connection.execute(query.with_for_update()).all()
    made = [
        {"mine": supplier_id, "of": kind, "which": key, "keys": wire.dump_keys(wire.loads(_KEYED[kind], body))}
        for kind, key, body in rows
    ]
    run_all(connection, _SET_RECORD, made)
