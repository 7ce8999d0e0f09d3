"""
The scanner, which looks for malware in files.
"""

from __future__ import annotations

from typing import Protocol

from leadflow.core.attachments import Clean, MalwareFound, SeekableStream, Unavailable

__all__ = ["Scanner"]


class Scanner(Protocol):
    """
    Looks for malware in a file.

    Used by: `AttachmentDesk`, once for each file that passed the upload check. Checked by:
    `leadflow.testing.ScannerContract`.
    """

    def scan(self, stream: SeekableStream, /) -> Clean | MalwareFound | Unavailable:
        """
        Scan a file; *stream* is at its beginning and may be left anywhere.

        Must not answer `Clean` unless the whole file was looked at: a scanner that is not there, breaks off or gives
        up on a large file is `Unavailable`. What it raises counts as that too, and so does an answer that comes after
        the desk's time-out; by then *stream* raises ``ValueError``.
        """
