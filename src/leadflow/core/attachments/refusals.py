"""
The exceptions of a check, and the problems made of them.
"""

from __future__ import annotations

from typing import assert_never

from leadflow.core.attachments.policy import ActiveContent
from leadflow.core.problems import Problem, Severity

__all__ = ["Unacceptable", "corrupt", "found_active", "mismatch", "unsafe"]


class Unacceptable(Exception):
    """
    A file cannot be accepted.

    It never leaves the library: `check_upload` turns it into a `Problem`.
    """

    def __init__(self, code: str, message: str, *, where: str = "content") -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.path = where

    def problem(self) -> Problem:
        """
        Return it as a value.
        """
        return Problem(code=self.code, path=self.path, message=self.message)


def corrupt(what: str) -> Unacceptable:
    """
    The type is right, but the file is damaged: *what* completes the sentence.
    """
    return Unacceptable("corrupt", f"the file is damaged: {what}; save or export it again, then upload it")


def mismatch(expected: str, found: str) -> Unacceptable:
    """
    The bytes are not of the type that the name says; both are given with their article ("a PDF document").
    """
    return Unacceptable("content_mismatch", f"the name says {expected}, but the content is {found}; rename the file")


def unsafe(what: str) -> Unacceptable:
    """
    The ZIP container inside is dangerous to open: *what* completes the sentence.
    """
    return Unacceptable(
        "archive_unsafe", f"the container inside the file is not safe to open: {what}; save the document again"
    )


def found_active(what: str, setting: ActiveContent) -> tuple[Problem, ...]:
    """
    Judge active content by *setting*: a warning, nothing, or an exception.

    Raises:
        Unacceptable: The setting is to refuse.
    """
    message = f"the file contains {what}"
    match setting:
        case ActiveContent.ALLOW:
            return ()
        case ActiveContent.REFUSE:
            raise Unacceptable("active_content", f"{message}; save it without, then upload it")
        case ActiveContent.WARN:
            return (Problem(code="active_content", path="content", message=message, severity=Severity.WARNING),)
        case _:
            assert_never(setting)
