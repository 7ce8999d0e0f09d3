"""
What a claim costs beside many settled messages, and a day's work beside many suppliers in one database.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from attrs import evolve, frozen
from benchmarks.receive import HOST, compare
from benchmarks.relay_house import House, a_house

from leadflow.core.intake import Distribution, read_draft
from leadflow.core.partners import Partner, PartnerPeople, PartnerUser
from leadflow.core.programme import Programme
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.services import Setting, SupplierDesk

__all__ = ["claim_settled", "suppliers"]

_CLAIMED = 10
_SETTLE = "UPDATE leadflow_outbox SET due_at = NULL, state = 'sent' WHERE num = (SELECT min(num) FROM leadflow_outbox)"
_COPY = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})"
    " INSERT INTO leadflow_outbox ({names}) SELECT {values} FROM leadflow_outbox, n WHERE state = 'sent'"
)


def claim_settled(folder: Path, settled: int, times: int) -> float:
    """
    Return the ratio of a claim with so many settled messages, beside none.
    """
    waiting = _CLAIMED * (times + 1)
    empty, full = (_Claims(a_house(str(folder / name), waiting + 1, 1)) for name in ("empty.db", "full.db"))
    _settle(folder / "empty.db", 0)
    _settle(folder / "full.db", settled)
    return compare("claim", empty.claim, full.claim, times)


@frozen
class _Claims:
    """
    Claims of the messages of a house, a few at a time.
    """

    house: House

    def claim(self) -> None:
        now = datetime.now(UTC)
        assert len(self.house.store.claim("acme", "lease", now, now + timedelta(hours=9), _CLAIMED)) == _CLAIMED


def _settle(path: Path, copies: int) -> None:
    """
    Settle the first message, and write so many more that are like it, each about its lead and to somebody else.
    """
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(_SETTLE)
        if copies:
            names = [name for _, name, *_ in connection.execute("PRAGMA table_info(leadflow_outbox)")]
            made = {"num": "num + 1000000 + i", "key": "CAST(key || i AS BLOB)", "recipient_id": "recipient_id || i"}
            values = ", ".join(made.get(name, name) for name in names)
            connection.execute(_COPY.format(count=copies, names=", ".join(names), values=values))
            connection.execute("ANALYZE")


def suppliers(folder: Path, many: int, times: int) -> float:
    """
    Return the worse ratio of receiving a form and claiming its mail for one of *many* suppliers, beside one alone.
    """
    houses = [_Suppliers(a_house(str(folder / f"{others}.db"), 1, 1), others) for others in (0, many - 1)]
    alone, among = houses
    for house in houses:
        house.receive()
    ratio = compare("receive, one supplier of many", alone.receive, among.receive, times)
    return max(ratio, compare("claim, one supplier of many", alone.claim, among.claim, times))


class _Suppliers:
    """
    A house in whose database others are, each with a partner, its people and a lead that waits to be mailed.
    """

    def __init__(self, house: House, others: int) -> None:
        self._house = house
        self._numbers: Iterator[int] = count()
        for number in range(others):
            setting = evolve(house.setting, programme=Programme(supplier_id=f"other{number:05}", name="Other"))
            users = (PartnerUser(id="u", email="u@partner.example", default_recipient=True),)
            SupplierDesk(setting, HOST).save_partners(
                [Partner(id="p", name="Partner")], people=[PartnerPeople(partner_id="p", users=users)]
            )
            self._receive(setting)

    def receive(self) -> None:
        self._receive(self._house.setting)

    def claim(self) -> None:
        now = datetime.now(UTC)
        assert self._house.store.claim("acme", "lease", now, now + timedelta(hours=9), 1)

    def _receive(self, setting: Setting) -> None:
        said = {"email": f"ann{next(self._numbers)}@prospect.example"}
        assert isinstance(
            SupplierDesk(setting, HOST).receive(read_draft(STANDARD_SCHEMA, said, partner="p")), Distribution
        )
