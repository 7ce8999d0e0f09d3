"""
How fast the relay delivers, beside a bare `smtplib` loop to the same server in the same run.

The server is aiosmtpd, in a process of its own, so that both loops have the same partner and none shares its
interpreter. The bare loop sends ready bytes over one connection and writes nothing down; the relay reads the lead,
renders, makes MIME, sends, and commits the outcome to a SQLite file with every commit on the disk.
"""

from __future__ import annotations

import argparse
import smtplib
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from datetime import UTC, datetime
from pathlib import Path

from leadflow.adapters.ids import TimeOrderedIds
from leadflow.adapters.mime import mime_bytes
from leadflow.adapters.smtp import Security, SmtpMailer
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.intake import read_draft
from leadflow.core.notifications import Mail
from leadflow.core.partners import Partner, PartnerUser
from leadflow.core.programme import Programme
from leadflow.services import LeadDesk, OutboxRelay

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
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", help="where the SQLite file stands; the disk decides how long a commit takes")
    asked = parser.parse_args()
    server = subprocess.Popen([sys.executable, "-c", _SERVER], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        port = int(server.stdout.readline())
        measured = [_once(port, asked.messages, asked.folder) for _ in range(asked.runs)]
    finally:
        server.kill()
    bare, fresh, relay = (sorted(rates)[len(rates) // 2] for rates in zip(*measured, strict=True))
    print(f"{'way':44}{'messages a second':>18}")
    print(f"{'smtplib, one connection, ready bytes':44}{bare:>18,.0f}")
    print(f"{'smtplib, a connection a mail, ready bytes':44}{fresh:>18,.0f}")
    print(f"{'leadflow relay, one connection, SQLite':44}{relay:>18,.0f}")
    print(f"relay against one connection: {relay / bare:.2f}; against a connection a mail: {relay / fresh:.2f}")


def _once(port: int, count: int, where: str | None) -> tuple[float, float, float]:
    with tempfile.TemporaryDirectory(dir=where) as folder:
        mails, relayed = _relay(port, count, Path(folder) / "bench.db")
    ready = [(mail.from_address, mail.to_address, mime_bytes(mail)) for mail in mails]
    return _bare(port, ready), _fresh(port, ready), relayed


def _relay(port: int, count: int, database: Path) -> tuple[list[Mail], float]:
    programme, store = Programme(supplier_id="acme", name="Acme"), SqlStore(str(database))
    desk = LeadDesk(store.open_unit, programme, clock=lambda: datetime.now(UTC), new_id=TimeOrderedIds())
    users = tuple(PartnerUser(id=f"u{n}", email=f"u{n}@partner.example", default_recipient=True) for n in range(10))
    desk.keep(partners=[Partner(id="p", name="Partner", users=users)])
    said = {"email": "ann@prospect.example", "first_name": "Ann", "company": "Prospect", "notes": "Call. " * 50}
    for _ in range(count // len(users)):
        desk.receive(read_draft(programme.schema, said, partner="p"))
    mails: list[Mail] = []

    class Keeping(SmtpMailer):
        def steps(self, mail: Mail, /) -> Generator[None, None, None]:
            yield from super().steps(mail)
            mails.append(mail)

    mailer = Keeping("127.0.0.1", port, security=Security.PLAIN, most=10**9)
    relay = OutboxRelay(
        store.open_unit, store, mailer, programme, clock=lambda: datetime.now(UTC), new_id=TimeOrderedIds()
    )
    start = time.perf_counter()
    done = relay.run_until_idle()
    took = time.perf_counter() - start
    mailer.close()
    store.close()
    return mails, done.sent / took


def _bare(port: int, ready: list[tuple[str, str, bytes]]) -> float:
    start = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as connection:
        for sender, recipient, content in ready:
            connection.sendmail(sender, [recipient], content)
    return len(ready) / (time.perf_counter() - start)


def _fresh(port: int, ready: list[tuple[str, str, bytes]]) -> float:
    start = time.perf_counter()
    for sender, recipient, content in ready:
        with smtplib.SMTP("127.0.0.1", port) as connection:
            connection.sendmail(sender, [recipient], content)
    return len(ready) / (time.perf_counter() - start)


if __name__ == "__main__":
    main()
