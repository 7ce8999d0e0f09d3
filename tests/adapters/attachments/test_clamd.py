"""
ClamAV by its socket: what it says is believed, and everything else is no scan.
"""

from __future__ import annotations

import io
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.adapters.attachments.clamd_server import EICAR, Daemon, Mood, serving

from leadflow.adapters.attachments import ClamdScanner
from leadflow.core.attachments import Clean, MalwareFound, Unavailable
from leadflow.ports import Scanner
from leadflow.testing import ScannerContract


@pytest.fixture(params=["tcp", "unix"])
def daemon(request: pytest.FixtureRequest) -> Iterator[Daemon]:
    """
    A daemon at a port, and one at a Unix socket.
    """
    if request.param == "tcp":
        with serving() as daemon:
            yield daemon
        return
    # The path of a Unix socket has about a hundred characters at most.
    folder = Path(tempfile.mkdtemp(prefix="clam", dir="/tmp"))
    with serving(folder / "socket") as daemon:
        yield daemon
    shutil.rmtree(folder)


class TestClamdScanner(ScannerContract):
    """
    The contract kit on the daemon.
    """

    @pytest.fixture
    def scanner(self, daemon: Daemon) -> Scanner:
        """
        A scanner that asks the daemon.
        """
        return ClamdScanner(daemon.address)

    @pytest.fixture
    def infected(self) -> bytes:
        """
        The test file that every scanner finds.
        """
        return EICAR


def scan(daemon: Daemon, data: bytes = b"x", *, timeout: float = 5.0) -> Clean | MalwareFound | Unavailable:
    """
    Scan *data* with the daemon.
    """
    return ClamdScanner(daemon.address, timeout=timeout).scan(io.BytesIO(data))


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 3_000_000])
def test_whole_file_is_sent(daemon: Daemon, size: int) -> None:
    """
    Byte by byte, whatever the size of its pieces.
    """
    data = bytes(number % 251 for number in range(size))

    assert scan(daemon, data) == Clean()
    assert daemon.seen == [data]


def test_finding_has_its_name(daemon: Daemon) -> None:
    """
    The signature's name is what the daemon calls it.
    """
    assert scan(daemon, EICAR) == MalwareFound("Eicar-Test-Signature")


def test_file_above_the_daemons_limit_is_not_scanned(daemon: Daemon) -> None:
    """
    A daemon that stops reading has not looked at the file, though it says so in the middle of the sending.
    """
    daemon.most = 100_000

    assert isinstance(scan(daemon, b"x" * 5_000_000), Unavailable)


@pytest.mark.parametrize(
    "name",
    [
        "Heuristics.Limits.Exceeded.MaxFileSize",
        "Heuristics.Limits.Exceeded.MaxScanSize",
        "Heuristics.Limits.Exceeded",
        "Heuristics.Encrypted.Zip",
        "Heuristics.Encrypted.PDF",
    ],
)
def test_what_the_daemon_did_not_look_at_is_not_scanned(daemon: Daemon, name: str) -> None:
    """
    ClamAV 1.4.3 calls that a finding, with AlertExceedsMax and AlertEncrypted; and OK without them.
    """
    daemon.says = f"{name} FOUND"
    said = scan(daemon)

    assert isinstance(said, Unavailable)
    assert name in said.reason


def test_file_above_the_size_that_is_looked_at_is_not_scanned(daemon: Daemon) -> None:
    """
    Of a larger file than MaxFileSize the daemon says OK, so it is not asked.
    """
    scanner = ClamdScanner(daemon.address, timeout=5, max_file_size=100_000)

    assert scanner.scan(io.BytesIO(b"x" * 100_000)) == Clean()
    assert isinstance(scanner.scan(io.BytesIO(b"x" * 100_001)), Unavailable)


@pytest.mark.parametrize(
    ("says", "missing"),
    [
        ("", ("AlertEncrypted yes", "AlertExceedsMax yes")),
        ("Heuristics.Limits.Exceeded.MaxRecursion FOUND", ()),
    ],
)
def test_settings_that_the_daemon_lacks_are_named(daemon: Daemon, says: str, missing: tuple[str, ...]) -> None:
    """
    A daemon that finds nothing in what it cannot look into would not say so of an upload either.
    """
    daemon.says = says

    assert ClamdScanner(daemon.address, timeout=5).missing_settings() == missing


def test_settings_of_a_daemon_that_is_not_there_are_unknown() -> None:
    """
    That is no answer about its settings.
    """
    assert isinstance(ClamdScanner(("127.0.0.1", 1), timeout=2).missing_settings(), Unavailable)


@pytest.mark.parametrize("mood", [Mood.HANG_UP, Mood.HANG_UP_UNREAD, Mood.BABBLE, Mood.CUT_SHORT])
def test_strange_answer_is_no_scan(daemon: Daemon, mood: Mood) -> None:
    """
    A daemon that hangs up, says something else or half of something has not said that the file is clean.
    """
    daemon.mood = mood

    assert isinstance(scan(daemon), Unavailable)


@pytest.mark.parametrize("mood", [Mood.SILENT, Mood.TRICKLE])
def test_slow_answer_is_no_scan(daemon: Daemon, mood: Mood) -> None:
    """
    The time-out is for the whole scan, so a daemon that says a letter now and then does not draw it out.
    """
    daemon.mood = mood
    begun = time.monotonic()

    assert isinstance(scan(daemon, timeout=0.3), Unavailable)
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize("address", ["/nonexistent/clamd.sock", ("127.0.0.1", 1)])
def test_daemon_that_is_not_there_is_no_scan(address: str | tuple[str, int]) -> None:
    """
    A missing socket or a closed port means that the file was not scanned.
    """
    assert isinstance(ClamdScanner(address, timeout=2).scan(io.BytesIO(b"x")), Unavailable)


def test_connections_are_closed(daemon: Daemon) -> None:
    """
    A scan leaves no open socket behind, which would be a ResourceWarning here.
    """
    for _ in range(20):
        scan(daemon)

    assert len(daemon.seen) == 20
    assert isinstance(daemon.listening, socket.socket)
