"""
Uploads in several parts that nobody ended: given up at once, or found later and aborted.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from attrs import frozen

__all__ = ["UnfinishedUpload", "abort_upload", "give_up", "unfinished_uploads"]


@frozen
class UnfinishedUpload:
    """
    An upload that was begun, perhaps by a process that was killed.

    Attributes:
        id: What the storage calls it.
        begun: When, in UTC.
    """

    id: str
    begun: datetime


def give_up(target: Any) -> None:
    """
    End a file that is being written without keeping it, if its file system can; else it is closed as it is.
    """
    discard = getattr(target, "discard", None)
    if discard is not None:
        with suppress(Exception):
            discard()
            target.closed = True
            return
    with suppress(Exception):
        target.close()


def unfinished_uploads(fs: Any, folder: str) -> Mapping[str, UnfinishedUpload]:
    """
    Return the unfinished uploads under *folder* by their paths, where the file system is that of S3 and may be asked;
    Google and Azure remove theirs after a week.
    """
    if not hasattr(fs, "call_s3"):
        return {}
    bucket, _, prefix = folder.partition("/")
    found: dict[str, UnfinishedUpload] = {}
    marks: dict[str, str] = {}
    with suppress(Exception):
        while True:
            page = fs.call_s3("list_multipart_uploads", Bucket=bucket, Prefix=f"{prefix}/", **marks)
            for one in page.get("Uploads", ()):
                found[f"{bucket}/{one['Key']}"] = UnfinishedUpload(one["UploadId"], one["Initiated"].astimezone(UTC))
            if not page.get("IsTruncated"):
                break
            marks = {"KeyMarker": page["NextKeyMarker"], "UploadIdMarker": page["NextUploadIdMarker"]}
    return found


def abort_upload(fs: Any, path: str, upload: UnfinishedUpload) -> None:
    """
    Remove the parts of an unfinished upload.
    """
    bucket, _, key = path.partition("/")
    fs.call_s3("abort_multipart_upload", Bucket=bucket, Key=key, UploadId=upload.id)
