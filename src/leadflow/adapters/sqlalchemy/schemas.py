"""
The schemas by which stored keys were made, and rebuilding keys when a schema changes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache, partial
from typing import Final

from attrs import evolve, frozen
from sqlalchemy import Connection, Engine, bindparam, func, insert, select, update

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.damaged_rows import readable
from leadflow.adapters.sqlalchemy.driver_errors import port_errors
from leadflow.adapters.sqlalchemy.engine import writing
from leadflow.adapters.sqlalchemy.noticing import LATEST, check_latest
from leadflow.adapters.sqlalchemy.numbered_names import Names
from leadflow.adapters.sqlalchemy.rekeying import leads_to_rekey, rekey_leads, rekey_records
from leadflow.adapters.sqlalchemy.statements import run
from leadflow.adapters.sqlalchemy.value_indexes import create_index, drop_index, index_names
from leadflow.core.changes import Changes
from leadflow.core.fields import AnyField
from leadflow.core.partners import Campaign, Partner
from leadflow.core.records import Subject
from leadflow.core.schema import Schema
from leadflow.core.text import FOLD_VERSION
from leadflow.errors import ConfigurationError
from leadflow.wire.declared import Declared, changed_fields, declared_by
from leadflow.wire.pieces import PieceWire

__all__ = ["Schemas", "counted_by"]

_LOCK: Final = 0x1EADF1E
_row = tables.schemas.c
# One statement for both, since each unit that writes asks it.
_READ: Final = select(
    select(_row.body).where(_row.supplier_id == bindparam("mine")).scalar_subquery().label("body"),
    LATEST.scalar_subquery().label("latest"),
)
_REPLACE: Final = update(tables.schemas).where(_row.supplier_id == bindparam("mine")).values(body=bindparam("body"))


@frozen(kw_only=True)
class _Stored:
    """
    The content of a supplier's row.

    Attributes:
        fold: The version of the fold that made the keys.
        declared: By which they were made.
        indexes: Names of the supplier's indexes.
        after: The id of the lead up to which keys are rebuilt, empty before the first; None if none have to be.
        fields: Fields of leads that were changed: leads that say none of them stay. None takes all leads.
        counted: The closing stages by which a lift has counted loads; None if services did.
    """

    fold: int
    declared: Declared
    indexes: tuple[str, ...] = ()
    after: str | None = None
    fields: tuple[str, ...] | None = ()
    counted: frozenset[str] | None = None

    def dumps(self) -> str:
        members = {"fold": self.fold, "declared": self.declared, "indexes": self.indexes}
        pending = {} if self.after is None else {"after": self.after, "fields": self.fields}
        counted = {} if self.counted is None else {"counted": sorted(self.counted)}
        return json.dumps({**members, **pending, **counted}, ensure_ascii=False, sort_keys=True)

    @classmethod
    def loads(cls, body: str) -> _Stored:
        data = json.loads(body)
        fields, counted, after = data.get("fields", ()), data.get("counted"), data.get("after")
        return cls(
            fold=data["fold"],
            declared=data["declared"],
            indexes=tuple(data["indexes"]),
            # Once it was a number, and then all begins again.
            after=after if after is None or isinstance(after, str) else "",
            fields=None if fields is None else tuple(fields),
            counted=None if counted is None else frozenset(counted),
        )

    def pending(self, fields: Collection[str] | None) -> _Stored:
        """
        Return this with the keys of leads that say one of *fields* to be rebuilt, in addition to those that have to be;
        None takes all leads.
        """
        both = None if fields is None or self.fields is None else tuple(sorted({*self.fields, *fields}))
        return evolve(self, after="", fields=both)


class Schemas:
    """
    Sees to it that keys and indexes of a supplier are by the schema that its units come with; one serves all threads.

    Keys are rebuilt in chunks of a transaction each, which processes may share: none does again what another has done,
    and one that ends in the middle leaves the rest to the next.
    """

    def __init__(self, engine: Engine, names: Names, wire_of: Callable[[Schema], PieceWire]) -> None:
        self._engine = engine
        self._names = names
        self._wire_of = wire_of
        self._ready: dict[str, Schema] = {}

    def make_ready(self, supplier_id: str, schema: Schema) -> None:
        """
        Make keys and indexes of a supplier by *schema*; most often there is nothing to do.

        Raises:
            ConfigurationError: A newer leadflow made the keys.
            PortError: The database failed.
        """
        ready = self._ready.get(supplier_id)
        if ready is schema or ready == schema:
            return
        with port_errors("making keys by another schema"):
            while not self._step(supplier_id, schema):
                pass
        self._ready[supplier_id] = schema

    def heal(self, connection: Connection, supplier_id: str, schema: Schema) -> None:
        """
        Make keys again that somebody with another schema has written since, before they are asked on *connection*.
        """
        stored = _read(connection, supplier_id)
        if stored is not None and stored.after is not None and stored.declared == _declared(schema):
            self._ready.pop(supplier_id, None)
            connection.rollback()
            self.make_ready(supplier_id, schema)

    def note(self, connection: Connection, supplier_id: str, schema: Schema, changes: Changes) -> None:
        """
        Note in a transaction that *changes* are written by *schema*, whose fields may be of other kinds than those by
        which keys are made; called before anything else is written.

        Raises:
            TablesDiffer: A newer leadflow has lifted the database since it was opened.
        """
        if changes.recount is not None and counted_by(connection, supplier_id) is not None:
            # Before anything that others wait for who keep the schema as it is.
            _write(connection, supplier_id, evolve(_locked(connection, supplier_id), counted=None))
        if not changes.leads and not any(isinstance(put.record, Partner | Campaign) for put in changes.puts):
            check_latest(run(connection, LATEST, {}).scalar(), connection.execute)
            return
        _share(connection, supplier_id)
        stored, mine = _read(connection, supplier_id), _declared(schema)
        if stored is None or stored.declared == mine:
            return
        changed = changed_fields(mine, stored.declared)
        leads = changed.get(Subject.LEAD, {})
        said = {name for change in changes.leads for name in change.after.values if name in leads}
        beside = any(
            (isinstance(put.record, Partner) and Subject.PARTNER in changed)
            or (isinstance(put.record, Campaign) and Subject.CAMPAIGN in changed)
            for put in changes.puts
        )
        if said or beside:
            _write(connection, supplier_id, stored.pending(said))

    def _step(self, supplier_id: str, schema: Schema) -> bool:
        """
        Do what one transaction does; True if nothing is left.
        """
        mine, wire = _declared(schema), self._wire_of(schema)
        with self._engine.connect() as connection:
            supplier = self._names.supplier(connection, supplier_id)
            seen = _read(connection, supplier_id)
            if seen is not None and _is_ready(seen, mine, index_names(schema, supplier)):
                return True
            pending = seen is not None and seen.after is not None
            found = leads_to_rekey(connection, supplier, seen.after or "", seen.fields) if seen and pending else ()
            connection.rollback()
            with writing(connection):
                stored = _locked(connection, supplier_id)
                if stored.fold > FOLD_VERSION:
                    raise _newer()
                if stored.declared != mine or stored.fold < FOLD_VERSION:
                    stored = _begun(stored, mine)
                    _write(connection, supplier_id, stored)
                    # A supplier that is new has no keys yet, and no second transaction is needed to see that.
                    if seen is not None or leads_to_rekey(connection, supplier, "", None):
                        return False
                elif stored != seen:
                    return False  # another process was faster, and its work is not done again
                if stored.after == "":
                    rekey_records(connection, supplier_id, wire)
                if found:
                    nums = sorted(num for _, num in found)
                    rekey_leads(connection, supplier_id, self._names, wire, stored.fields, nums)
                    _write(connection, supplier_id, evolve(stored, after=found[-1][0]))
                    return False
                indexes = self._set_indexes(connection, supplier_id, schema, stored.indexes)
                _write(connection, supplier_id, evolve(stored, indexes=indexes, after=None, fields=()))
        return True

    def _set_indexes(
        self, connection: Connection, supplier_id: str, schema: Schema, there: tuple[str, ...]
    ) -> tuple[str, ...]:
        wanted: Mapping[str, AnyField] = {}
        if any(one.indexed for one in schema.leads.values()):
            supplier, _ = self._names.numbers(connection, supplier_id, ())
            wanted = index_names(schema, supplier)
            for name, field in wanted.items():
                connection.exec_driver_sql(create_index(name, field, supplier, connection.dialect))
        for name in there:
            if name not in wanted:
                connection.exec_driver_sql(drop_index(name))
        return tuple(wanted)


_declared = lru_cache(maxsize=256)(declared_by)


def counted_by(connection: Connection, supplier_id: str) -> frozenset[str] | None:
    """
    Return the closing stages by which a lift has counted the loads of a supplier; None if services did.
    """
    stored = _read(connection, supplier_id)
    return None if stored is None else stored.counted


def _locked(connection: Connection, supplier_id: str) -> _Stored:
    """
    Return what is stored, and keep others from writing by a schema until the transaction ends.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK, func.hashtext(supplier_id))))
    stored = _read(connection, supplier_id)
    if stored is not None:
        return stored
    # Nobody knows by which schema leads were written that may be there already.
    fresh = _Stored(fold=FOLD_VERSION, declared={})
    connection.execute(insert(tables.schemas), {"supplier_id": supplier_id, "body": fresh.dumps()})
    return fresh


def _is_ready(stored: _Stored, mine: Declared, indexes: Mapping[str, AnyField]) -> bool:
    same = stored.declared == mine and stored.fold == FOLD_VERSION and set(stored.indexes) == indexes.keys()
    return same and stored.after is None


def _newer() -> ConfigurationError:
    return ConfigurationError("a newer leadflow made the keys of this database; upgrade leadflow. Nothing was written")


def _begun(stored: _Stored, mine: Declared) -> _Stored:
    """
    Return what is stored once keys begin to be made by what is declared now.
    """
    if stored.fold != FOLD_VERSION or not stored.declared:
        return evolve(stored.pending(None), fold=FOLD_VERSION, declared=mine)
    leads = changed_fields(stored.declared, mine).get(Subject.LEAD, {})
    return evolve(stored.pending(leads), declared=mine)


def _share(connection: Connection, supplier_id: str) -> None:
    """
    Keep the schema as it is until the transaction ends, beside others that do so; on SQLite writers queue up anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock_shared(_LOCK, func.hashtext(supplier_id))))


_loads = lru_cache(maxsize=256)(_Stored.loads)


def _read(connection: Connection, supplier_id: str) -> _Stored | None:
    ((body, latest),) = run(connection, _READ, {"mine": supplier_id})
    check_latest(latest, connection.execute)
    return None if body is None else readable(supplier_id, partial(_loads, body), "the schema of supplier")


def _write(connection: Connection, supplier_id: str, stored: _Stored) -> None:
    run(connection, _REPLACE, {"mine": supplier_id, "body": stored.dumps()})
