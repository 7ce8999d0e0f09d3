"""
Combines several scanners.
"""

from __future__ import annotations

from leadflow.core.argument_messages import wrong_value
from leadflow.core.arguments import checked
from leadflow.core.attachments import Clean, MalwareFound, SeekableStream, Unavailable
from leadflow.ports import Scanner

__all__ = ["ScannerChain"]


class ScannerChain:
    """
    Asks scanners one after the other, and believes the first that finds something.
    """

    @checked
    def __init__(self, *scanners: Scanner) -> None:
        """
        Ask *scanners* in their order; put the fastest first.

        Raises:
            InvalidInput: There is none, and everything would be clean (``scanners_missing``).
        """
        if not scanners:
            message = "no scanner is given; give at least one. Nothing was written"
            raise wrong_value("scanners_missing", message, "ScannerChain(scanners)")
        self._scanners = scanners

    def scan(self, stream: SeekableStream, /) -> Clean | MalwareFound | Unavailable:
        """
        Return what is in the file: clean only if every scanner says so; see `leadflow.ports.Scanner`.
        """
        missing: Unavailable | None = None
        for scanner in self._scanners:
            stream.seek(0)
            try:
                said = scanner.scan(stream)
            except Exception as error:
                said = Unavailable(f"it failed ({type(error).__name__})")
            if isinstance(said, MalwareFound):
                return said
            if not isinstance(said, Clean):
                missing = missing or said
        return missing or Clean()
