"""
Scanners at the desk: what they find is refused, and what they did not look at is never accepted in silence.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from threading import Event

import pytest
from attrs import define, field
from tests.services.attachments import Cabinet, text, texts

from leadflow.core.attachments import (
    AttachmentPolicy,
    Clean,
    MalwareFound,
    Scanned,
    SeekableStream,
    Unavailable,
    Unscanned,
    UploadRefused,
)
from leadflow.core.problems import Severity
from leadflow.errors import InvalidInput
from leadflow.services import AttachResult

Scan = Callable[[SeekableStream], Scanned]


@define
class Scanner:
    """
    A scanner that does what the test says, and keeps what it was given.
    """

    does: Scan
    given: list[bytes] = field(factory=list)

    def scan(self, stream: SeekableStream, /) -> Scanned:
        """
        Read the file, then do what the test says.
        """
        self.given.append(stream.read(1_000))
        return self.does(stream)


def _raises(_: SeekableStream) -> Scanned:
    raise RuntimeError("secret.txt is broken")


def _exits(_: SeekableStream) -> Scanned:
    raise SystemExit


def _sleeps(_: SeekableStream) -> Scanned:
    time.sleep(3)
    return Clean()


def _says_nothing(_: SeekableStream) -> Scanned:
    return None  # type: ignore[return-value]  # that is the point


ABSENT: dict[str, Scan] = {
    "says so": lambda _: Unavailable("gone"),
    "raises": _raises,
    "exits": _exits,
    "takes too long": _sleeps,
    "says nothing": _says_nothing,
}


def test_clean_file_is_attached() -> None:
    """
    The scanner is given every file, whole and from its beginning.
    """
    scanner = Scanner(lambda _: Clean())
    cabinet = Cabinet(scanner=scanner)
    done = cabinet.desk.attach("lead-1", text("one\n"), text("two\n"))

    assert isinstance(done, AttachResult)
    assert scanner.given == [b"one\n", b"two\n"]
    assert (done.warnings, cabinet.exact()) == ((), True)


def test_finding_is_refused() -> None:
    """
    A file with a finding is refused together with the other files of the call.
    """
    scanner = Scanner(
        lambda stream: MalwareFound("Eicar") if stream.seek(0) == 0 and b"bad" in stream.read(9) else Clean()
    )
    cabinet = Cabinet(scanner=scanner)
    done = cabinet.desk.attach("lead-1", text("good\n"), text("bad\n"))

    assert isinstance(done, UploadRefused)
    assert [(one.code, one.path) for one in done.problems] == [("malware", "files[1].content")]
    assert "Eicar" in done.problems[0].message
    assert (cabinet.keys, cabinet.lead.seq) == ([], 1)


def test_refused_file_is_not_scanned() -> None:
    """
    What the check refuses is not worth a scan.
    """
    scanner = Scanner(lambda _: Clean())
    Cabinet(scanner=scanner).desk.attach("lead-1", text("MZ", "a.pdf"))

    assert scanner.given == []


@pytest.mark.parametrize("how", sorted(ABSENT))
def test_file_that_was_not_scanned_is_refused(how: str) -> None:
    """
    A file that was not scanned is refused, without its content in the message.
    """
    cabinet = Cabinet(scanner=Scanner(ABSENT[how]), scan_timeout=timedelta(seconds=0.3))
    done = cabinet.desk.attach("lead-1", text("x\n"))

    assert isinstance(done, UploadRefused)
    assert [(one.code, one.path) for one in done.problems] == [("scanner_unavailable", "files[0].content")]
    assert "secret" not in done.problems[0].message
    assert (cabinet.keys, cabinet.lead.seq) == ([], 1)


@pytest.mark.parametrize("how", sorted(ABSENT))
def test_policy_accepts_it_with_a_warning(how: str) -> None:
    """
    Never in silence.
    """
    policy = AttachmentPolicy(unscanned=Unscanned.WARN)
    cabinet = Cabinet(policy=policy, scanner=Scanner(ABSENT[how]), scan_timeout=timedelta(seconds=0.3))
    done = cabinet.desk.attach("lead-1", text("x\n"))

    assert isinstance(done, AttachResult)
    assert [(one.code, one.severity) for one in done.warnings] == [("scanner_unavailable", Severity.WARNING)]
    assert cabinet.exact()


def test_policy_does_not_accept_findings() -> None:
    """
    The warning is for files that were not scanned.
    """
    cabinet = Cabinet(
        policy=AttachmentPolicy(unscanned=Unscanned.WARN), scanner=Scanner(lambda _: MalwareFound("Eicar"))
    )

    assert isinstance(cabinet.desk.attach("lead-1", text("x\n")), UploadRefused)


def test_late_scanner_does_not_disturb_the_file() -> None:
    """
    A scanner whose time is over gets no byte any more, so that it cannot move the place from which the file is kept.
    """
    go_on, ended = Event(), Event()
    raised: list[Exception] = []

    def linger(stream: SeekableStream) -> Scanned:
        go_on.wait(20)
        try:
            stream.seek(3)
        except ValueError as error:
            raised.append(error)
        ended.set()
        return Clean()

    policy = AttachmentPolicy(unscanned=Unscanned.WARN)
    cabinet = Cabinet(policy=policy, scanner=Scanner(linger), scan_timeout=timedelta(seconds=0.1))
    done = cabinet.desk.attach("lead-1", *texts(1))
    go_on.set()

    assert ended.wait(20)
    assert isinstance(done, AttachResult)
    with cabinet.desk.open("lead-1", done.attachments[0].id) as stream:
        assert stream.read() == b"file 0\n"

    assert len(raised) == 1


def test_unknown_setting_is_a_wrong_configuration() -> None:
    """
    A misspelt policy is told when it is made, with the words that are known.
    """
    with pytest.raises(InvalidInput, match="did you mean 'warn'"):
        AttachmentPolicy(unscanned="wran")
