"""
Chains of scanners, and the look at macros.
"""

from __future__ import annotations

import io
import struct
import sys
from itertools import permutations

import pytest
from attrs import define, field
from tests.core.attachments.ole_writer import compound_file

from leadflow.adapters.attachments import MacroScanner, ScannerChain
from leadflow.core.attachments import Clean, MalwareFound, Scanned, SeekableStream, Unavailable
from leadflow.errors import InvalidInput, MissingExtra
from leadflow.ports import Scanner
from leadflow.testing import ScannerContract

# oletools uses old names of pyparsing, which is its own affair.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

ALARM = b"alarm"


@define
class Says:
    """
    A scanner that reads the file and always says the same, or raises.
    """

    answer: Scanned | Exception
    read: list[bytes] = field(factory=list)

    def scan(self, stream: SeekableStream, /) -> Scanned:
        """
        Read the file and answer.
        """
        self.read.append(stream.read(100))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


class Looks:
    """
    A scanner that finds one word.
    """

    def scan(self, stream: SeekableStream, /) -> Scanned:
        """
        Look for the word.
        """
        return MalwareFound("Alarm") if ALARM in stream.read(1 << 20) else Clean()


class TestScannerChain(ScannerContract):
    """
    The contract kit on a chain.
    """

    @pytest.fixture
    def scanner(self) -> Scanner:
        """
        Three scanners, of which one finds something.
        """
        return ScannerChain(Says(Clean()), Looks(), Says(Clean()))

    @pytest.fixture
    def infected(self) -> bytes:
        """
        A file with the word.
        """
        return ALARM


SAYS: list[Scanned | Exception] = [Clean(), Unavailable("gone"), OSError("broken"), MalwareFound("Alarm")]


@pytest.mark.parametrize("said", list(permutations(SAYS)), ids=str)
def test_finding_wins_over_everything(said: tuple[Scanned | Exception, ...]) -> None:
    """
    What one scanner finds counts, whatever others say and in whatever order they are asked.
    """
    assert ScannerChain(*map(Says, said)).scan(io.BytesIO(b"x")) == MalwareFound("Alarm")


@pytest.mark.parametrize("broken", [Unavailable("gone"), OSError("broken")], ids=str)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_file_is_clean_only_if_every_scanner_says_so(broken: Scanned | Exception, place: int) -> None:
    """
    One that is not there, or fails, leaves the file unscanned.
    """
    said: list[Scanned | Exception] = [Clean(), Clean()]
    said.insert(place, broken)

    assert isinstance(ScannerChain(*map(Says, said)).scan(io.BytesIO(b"x")), Unavailable)


def test_every_scanner_sees_the_whole_file() -> None:
    """
    Each begins at the beginning, wherever the one before it stopped.
    """
    scanners = [Says(Clean()) for _ in range(3)]
    ScannerChain(*scanners).scan(io.BytesIO(b"abc"))

    assert [one.read for one in scanners] == [[b"abc"]] * 3


def test_chain_of_none_is_refused() -> None:
    """
    It would find everything clean.
    """
    with pytest.raises(InvalidInput, match="at least one"):
        ScannerChain()


def with_macro(code: bytes) -> bytes:
    """
    Return an office file of the old kind with a macro in it, packed as MS-OVBA says, without saving any byte.
    """
    code = (b'Attribute VB_Name = "Module1"\r\n' + code).ljust(4_000, b"\n")
    module = b"\x01" + b"".join(packed(code[start : start + 2_000]) for start in (0, 2_000))
    return compound_file({"WordDocument": b"x" * 4_096}, storages={"VBA": {"Module1": module}})


def packed(code: bytes) -> bytes:
    """
    Return a chunk of MS-OVBA's packing.
    """
    body = b"".join(b"\0" + code[start : start + 8] for start in range(0, len(code), 8))
    return struct.pack("<H", (len(body) - 1) | 0xB000) + body


HARMLESS = b'Sub Greet()\r\nMsgBox "Hello"\r\nEnd Sub\r\n'
HARMFUL = b'Sub AutoOpen()\r\nShell "calc.exe"\r\nEnd Sub\r\n'


class TestMacroScanner(ScannerContract):
    """
    The contract kit on the look at macros.
    """

    @pytest.fixture
    def scanner(self) -> Scanner:
        """
        The scanner.
        """
        return MacroScanner()

    @pytest.fixture
    def infected(self) -> bytes:
        """
        A document whose macro starts a program when it is opened.
        """
        return with_macro(HARMFUL)


def test_harmless_macro_is_clean() -> None:
    """
    A macro that does not run by itself, or does nothing but talk, is left to the policy.
    """
    assert MacroScanner().scan(io.BytesIO(with_macro(HARMLESS))) == Clean()


def test_macros_that_cannot_be_read_are_not_clean() -> None:
    """
    A file that has macros of which nothing can be read was not looked at.
    """
    data = compound_file({"WordDocument": b"x" * 4_096 + b"Attribut\0" + b"x" * 4_096})

    assert isinstance(MacroScanner().scan(io.BytesIO(data)), Unavailable)


@pytest.mark.parametrize("data", [b"", b"PK", b"%PDF-1.7", b"plain words " * 100_000])
def test_macro_scanner_leaves_other_files_alone(data: bytes) -> None:
    """
    What is no office file has no macros.
    """
    assert MacroScanner().scan(io.BytesIO(data)) == Clean()


def test_macro_scanner_does_not_look_at_part_of_a_file() -> None:
    """
    A file above its limit is not scanned.
    """
    data = b"PK\x03\x04" + bytes(2_000_000)

    assert isinstance(MacroScanner(most=1_000_000).scan(io.BytesIO(data)), Unavailable)


def test_missing_oletools_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Without oletools the scanner cannot be made, and says what to install.
    """
    monkeypatch.setitem(sys.modules, "oletools.olevba", None)

    with pytest.raises(MissingExtra, match=r"leadflow\[oletools\]"):
        MacroScanner()
