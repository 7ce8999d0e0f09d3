"""
Scans office files for suspicious macros with oletools; needs the extra ``oletools``.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any, Final

from leadflow.core.arguments import checked
from leadflow.core.attachments import Clean, MalwareFound, SeekableStream, Unavailable
from leadflow.core.bounds import check_whole
from leadflow.errors import MissingExtra

__all__ = ["MacroScanner"]

_OFFICE: Final = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04")


class MacroScanner:
    """
    Finds macros that run automatically and write or start something; harmless macros and other files are clean.

    Meant for suppliers whose policy lets macros through. It is not a virus scanner: put one beside it in a
    `ScannerChain`. A file is held in memory as a whole; one above *most* bytes is not looked at.
    """

    @checked
    def __init__(self, *, most: int = 50 * 1024 * 1024) -> None:
        """
        Look at files of up to *most* bytes.

        Raises:
            MissingExtra: oletools is not installed.
            InvalidInput: *most* is less than 1 (``number_out_of_range``).
        """
        try:
            self._parse: Any = import_module("oletools.olevba").VBA_Parser
            self._raptor: Any = import_module("oletools.mraptor").MacroRaptor
        except ImportError as error:
            raise MissingExtra("oletools", "oletools") from error
        check_whole(most, "MacroScanner(most)", 1)
        self._most = most

    def scan(self, stream: SeekableStream, /) -> Clean | MalwareFound | Unavailable:
        """
        Return what the macros do; see `leadflow.ports.Scanner`.
        """
        head = stream.read(8)
        if not head.startswith(_OFFICE):
            return Clean()
        data = head + b"".join(_up_to(stream, self._most))
        if len(data) > self._most:
            return Unavailable("the file is too large to look for macros")
        return self._look(data)

    def _look(self, data: bytes) -> Clean | MalwareFound | Unavailable:
        parser = self._parse("upload", data=data)
        try:
            if not parser.detect_vba_macros():
                return Clean()
            code = "\n".join(_text(part[3]) for part in parser.extract_macros())
        finally:
            parser.close()
        if not code.strip():
            return Unavailable("the macros cannot be read")
        raptor = self._raptor(code)
        raptor.scan()
        return MalwareFound(f"a suspicious macro ({raptor.get_flags()})") if raptor.suspicious else Clean()


def _up_to(stream: SeekableStream, most: int) -> Iterable[bytes]:
    left = most
    while left >= 0 and (piece := stream.read(1 << 20)):
        left -= len(piece)
        yield piece


def _text(code: str | bytes) -> str:
    return code.decode("utf-8", "replace") if isinstance(code, bytes) else code
