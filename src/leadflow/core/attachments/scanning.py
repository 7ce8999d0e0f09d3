"""
The results of scanners, and their consequences.
"""

from __future__ import annotations

from typing import assert_never

from attrs import evolve, frozen

from leadflow.core.attachments.policy import AttachmentPolicy, Unscanned
from leadflow.core.attachments.verdicts import UploadAccepted, UploadRefused
from leadflow.core.problems import Problem, Severity

__all__ = ["Clean", "MalwareFound", "Scanned", "Unavailable", "judge_scan"]


@frozen
class Clean:
    """
    The whole file was looked at, and nothing was found.
    """


@frozen
class MalwareFound:
    """
    Something was found; *name* is the scanner's word for it.
    """

    name: str


@frozen
class Unavailable:
    """
    The file was not looked at, or not wholly; *reason* is for operators and holds nothing of the file.
    """

    reason: str


Scanned = Clean | MalwareFound | Unavailable
"""
One of the three.
"""


def judge_scan(file: UploadAccepted, scanned: Scanned, policy: AttachmentPolicy) -> UploadAccepted | UploadRefused:
    """
    Return whether *file* is still accepted after the scan; with a warning where *policy* accepts unscanned files.
    """
    match scanned:
        case Clean():
            return file
        case MalwareFound(name=name):
            message = f"the scanner found {name}; do not open the file, and warn whoever sent it"
            return UploadRefused(problems=(Problem(code="malware", path="content", message=message),))
        case Unavailable():
            message = "the file could not be scanned for malware; try again later"
            problem = Problem(code="scanner_unavailable", path="content", message=message)
            match policy.unscanned:
                case Unscanned.REFUSE:
                    return UploadRefused(problems=(problem,))
                case Unscanned.WARN:
                    message = "the file was accepted without a scan for malware"
                    warning = evolve(problem, message=message, severity=Severity.WARNING)
                    return evolve(file, warnings=(*file.warnings, warning))
                case _:
                    assert_never(policy.unscanned)
    assert_never(scanned)
