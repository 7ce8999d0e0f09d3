"""
Checks uploads, and lets a scanner look at them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from attrs import frozen

from leadflow.core.attachments import (
    AttachmentPolicy,
    SpoolStream,
    Unavailable,
    UploadAccepted,
    UploadRefused,
    check_upload,
    judge_scan,
)
from leadflow.core.observations import ScanFailed
from leadflow.core.problems import Problem, errors_in
from leadflow.ports import Scanner
from leadflow.services.attachments.scanning import scan_within
from leadflow.services.attachments.uploads import Upload
from leadflow.services.operations.setting import Setting

__all__ = ["CheckedUploads", "UploadChecks"]


@frozen(kw_only=True)
class CheckedUploads:
    """
    Uploads that were all accepted.

    Attributes:
        files: One for each, in order.
        problems: What a person may want to know of them.
    """

    files: tuple[UploadAccepted, ...]
    problems: tuple[Problem, ...]


@frozen(kw_only=True)
class UploadChecks:
    """
    What every upload of a desk goes through.

    Attributes:
        setting: What services work with.
        policy: What may be attached.
        scanner: Looks for malware; None scans nothing.
        timeout: Of the scanner, for one file.
    """

    setting: Setting
    policy: AttachmentPolicy
    scanner: Scanner | None
    timeout: timedelta

    def check(
        self, lead_id: str, uploads: Sequence[Upload], spools: Sequence[SpoolStream]
    ) -> CheckedUploads | UploadRefused:
        """
        Read each of *uploads* into the spool at its place, and accept all of them or none.
        """
        accepted: list[UploadAccepted] = []
        problems: list[Problem] = []
        for number, (upload, spool) in enumerate(zip(uploads, spools, strict=True)):
            verdict = self._check(lead_id, upload, spool)
            said = verdict.problems if isinstance(verdict, UploadRefused) else verdict.warnings
            problems += [problem.at(f"files[{number}]") for problem in said]
            if isinstance(verdict, UploadAccepted):
                accepted.append(verdict)
        if errors := errors_in(problems):
            return UploadRefused(problems=errors)
        return CheckedUploads(files=tuple(accepted), problems=tuple(problems))

    def _check(self, lead_id: str, upload: Upload, spool: SpoolStream) -> UploadAccepted | UploadRefused:
        verdict = check_upload(
            upload.stream,
            name=upload.name,
            declared_size=upload.declared_size,
            declared_type=upload.declared_type,
            policy=self.policy,
            spool=spool,
        )
        if isinstance(verdict, UploadRefused) or self.scanner is None:
            return verdict
        scanned = scan_within(self.scanner, spool, self.timeout)
        if isinstance(scanned, Unavailable):
            failed = ScanFailed(
                supplier_id=self.setting.supplier_id,
                lead_id=lead_id,
                scanner=type(self.scanner).__name__,
                reason=scanned.reason,
            )
            self.setting.report(failed)
        return judge_scan(verdict, scanned, self.policy)
