"""
An import written by hand: ``csv.reader`` and ``executemany`` into exactly the tables, indexes, ids and chunks of this
library. The rows that it writes are modelled on what the library wrote of one row of the same file.
"""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from benchmarks.import_sqlite import generate, module, partners, people

import leadflow as lf
from leadflow.adapters.ids import TimeOrderedIds
from leadflow.adapters.sqlalchemy.engine import PAGE_SIZE

EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
CHUNK = 5_000
TABLES = ("leads", "events", "outbox", "records")
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Model:
    """
    What the library wrote of one row: the statements that made its tables, and a row of each table to copy.
    """

    def __init__(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path, database = Path(folder) / "one.csv", Path(folder) / "one.db"
            generate(path, 3)
            schema = lf.STANDARD_SCHEMA.extend(lf.Field("booth", lf.TEXT))
            desk = lf.open_embedded(database, lf.Programme(supplier_id="bench", schema=schema))
            named = partners(1_000)
            desk.desk.save_partners(named, people=people(1_000))
            desk.routing.publish(module(named))
            with desk.imports.open(path) as file:
                desk.imports.run(file, settings=lf.ImportSettings(module="bench"))
            desk.close()
            with sqlite3.connect(database) as connection:
                self._read(connection)
            connection.close()

    def _read(self, connection: sqlite3.Connection) -> None:
        self.statements = [row[0] for row in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")]
        self.names = connection.execute("SELECT * FROM leadflow_names").fetchall()
        self.columns, self.rows = {}, {}
        for name in TABLES:
            which = " WHERE kind = 'import_progress'" if name == "records" else ""
            cursor = connection.execute(f"SELECT * FROM leadflow_{name}{which} ORDER BY 1, 2, 3 LIMIT 2")
            self.columns[name] = [one[0] for one in cursor.description]
            self.rows[name] = cursor.fetchall()

    def insert(self, name: str) -> str:
        """
        Return the statement that adds rows to a table.
        """
        marks = ",".join("?" * len(self.columns[name]))
        columns = ",".join(f'"{column}"' for column in self.columns[name])
        return f"INSERT INTO leadflow_{name} ({columns}) VALUES ({marks})"

    def row(self, name: str, at: int = 0) -> dict[str, object]:
        """
        Return a row of a table by column.
        """
        return dict(zip(self.columns[name], self.rows[name][at], strict=True))


def import_by_hand(path: Path, database: Path, begin: Callable[[], None], end: Callable[[], None]) -> tuple[int, int]:
    """
    Import *path*; *begin* and *end* start and stop the clock. Returns how many rows became leads, and how many did not.
    """
    model = Model()
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute(f"PRAGMA page_size={PAGE_SIZE}")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    for statement in model.statements:
        connection.execute(statement)
    connection.executemany("INSERT INTO leadflow_names VALUES (?, ?, ?)", model.names)
    begin()
    writer = Writer(connection, model)
    with path.open(newline="", encoding="utf-8-sig") as stream:
        rows = enumerate(islice(csv.reader(stream), 1, None), 2)
        while chunk := list(islice(rows, CHUNK)):
            writer.write(chunk)
    end()
    connection.close()
    return writer.right, writer.wrong


class Writer:
    """
    Writes chunks: for each row a lead with its values and keys, two events and a message; progress with each chunk.
    """

    def __init__(self, connection: sqlite3.Connection, model: Model) -> None:
        self._connection, self._model = connection, model
        self._new_id = TimeOrderedIds()
        self._lead, self._progress = model.row("leads"), model.row("records")
        self._events = [model.row("events", at) for at in (0, 1)]
        self._message = model.row("outbox")
        self._supplier = self._lead["supplier"]
        self._bodies = [json.loads(str(one["body"])) for one in self._events]
        self.right = self.wrong = self._chunk = 0
        self._partners = {one.name.casefold(): one.id for one in partners(1_000)}

    def write(self, chunk: list[tuple[int, list[str]]]) -> None:
        """
        Write a chunk in one transaction.
        """
        leads: list[list[object]] = []
        events: list[list[object]] = []
        messages: list[list[object]] = []
        refused: list[dict[str, object]] = []
        for number, cells in chunk:
            values = [cell.strip() for cell in cells]
            if not EMAIL.fullmatch(values[0]):
                refused.append(self._refusal(number))
                continue
            num = self.right + len(leads) + 1
            leads.append(self._lead_row(num, self._new_id(), values))
            events += self._event_rows(num, number)
            messages.append(self._message_row(num))
        self._chunk += 1
        connection = self._connection
        connection.execute("BEGIN IMMEDIATE")
        keys = [row[self._model.columns["leads"].index("duplicate_key")] for row in leads]
        for part in (keys[at : at + 500] for at in range(0, len(keys), 500)):
            marks = ",".join("?" * len(part))
            query = f"SELECT id FROM leadflow_leads WHERE supplier = ? AND duplicate_key IN ({marks})"
            connection.execute(query, [self._supplier, *part]).fetchall()
        for name, rows in (("leads", leads), ("events", events), ("outbox", messages)):
            connection.executemany(self._model.insert(name), rows)
        if refused:
            body = _encode({"v": 1, "import_id": "i", "chunk": self._chunk, "rows": refused})
            kept = {**self._progress, "kind": "refused_rows", "key": f"i@{self._chunk}", "body": body}
            connection.execute(self._model.insert("records"), list(kept.values()))
        if self._chunk == 1:
            connection.execute(self._model.insert("records"), list(self._progress.values()))
        else:
            progress = "UPDATE leadflow_records SET body = ? WHERE kind = 'import_progress'"
            connection.execute(progress, (self._progress["body"],))
        connection.execute("COMMIT")
        self.right += len(leads)
        self.wrong += len(refused)

    def _refusal(self, number: int) -> dict[str, object]:
        return {"number": number, "line": number, "problems": [{"code": "email_invalid", "row": number}]}

    def _lead_row(self, num: int, lead_id: str, values: list[str]) -> list[object]:
        said = {name: value for name, value in zip(self._said, values, strict=True) if value}
        folded = {name: key for name, value in said.items() if (key := " ".join(value.lower().split())) != value}
        row = {**self._lead, "num": num, "id": lead_id, "duplicate_key": f"\x1f{values[0].lower()}"}
        row["values"] = _encode(said)
        row["keys"] = _encode({name: key for name, key in folded.items() if not key.isascii()})
        return list(row.values())

    @property
    def _said(self) -> list[str]:
        return [
            "email",
            "first_name",
            "last_name",
            "partner_name",
            "mobile_phone",
            "work_phone",
            "title",
            "company",
            "sic_code",
            "industry",
            "website",
            "address1",
            "address2",
            "city",
            "state",
            "postal_code",
            "country",
            "notes",
        ]

    def _event_rows(self, num: int, number: int) -> Iterator[list[object]]:
        for row, body in zip(self._events, self._bodies, strict=True):
            yield list({**row, "lead": num, "body": _encode([*body[:-1], number])}.values())

    def _message_row(self, num: int) -> list[object]:
        key = num.to_bytes(16, "big")
        return list({**self._message, "num": num, "lead": num, "key": key}.values())
