"""
Watches the whole run: no log line and no exception of leadflow has an e-mail address in it.

Tests give leads addresses by the thousand, so that whatever quotes a value sooner or later quotes one of them.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from leadflow.errors import LeadflowError, MailDeferred, MailRefused

__all__ = ["watched"]

_ADVICE: Final = "name@example.com"
"""
How an address is written, as errors say; it is nobody's.
"""

# One character before the sign is enough, and reads a megabyte of letters once.
_ADDRESS: Final = re.compile(r"[\w.+-]@[\w-]+\.[\w-]")


class _Lines(logging.Handler):
    def __init__(self, found: list[str]) -> None:
        super().__init__(logging.DEBUG)
        self._found = found

    def emit(self, record: logging.LogRecord) -> None:
        told = record.getMessage().replace(_ADVICE, "")
        if record.exc_info is not None:
            told += logging.Formatter().formatException(record.exc_info).rpartition("\n")[2]
        self._found += [f"log line: {told}"] if _ADDRESS.search(told) else []


@contextmanager
def watched() -> Iterator[list[str]]:
    """
    Give the list to which texts with addresses are added meanwhile.
    """
    found = list[str]()
    made = LeadflowError.__init__
    handler, logger = _Lines(found), logging.getLogger("leadflow")

    def noting(self: LeadflowError, *args: Any) -> None:
        made(self, *args)
        # What a mailer says is the server's, and is cut to its code before it is stored or logged.
        told = (
            "" if isinstance(self, MailDeferred | MailRefused) else " ".join(map(str, self.args)).replace(_ADVICE, "")
        )
        found.extend([f"{type(self).__name__}: {told}"] if _ADDRESS.search(told) else [])

    LeadflowError.__init__ = noting  # type: ignore[assignment,method-assign]  # every error of leadflow comes by here
    logger.addHandler(handler)
    try:
        yield found
    finally:
        logger.removeHandler(handler)
        LeadflowError.__init__ = made  # type: ignore[method-assign]  # as it was
