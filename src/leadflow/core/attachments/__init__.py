"""
The check of uploads: valid files pass, dangerous ones are refused.

`check_upload` reads a stream that the caller opened and answers with a value, `UploadAccepted` or `UploadRefused`. It
opens nothing, stores nothing, and does not raise on anything that a person can upload.
"""

from __future__ import annotations

from leadflow.core.attachments.checking import check_upload
from leadflow.core.attachments.content import ByteStream, SeekableStream, SpoolStream
from leadflow.core.attachments.media import EXTENSIONS, media_type_of
from leadflow.core.attachments.names import extension_of, safe_name
from leadflow.core.attachments.policy import MEBIBYTE, ActiveContent, AttachmentPolicy, Unscanned
from leadflow.core.attachments.scanning import Clean, MalwareFound, Scanned, Unavailable, judge_scan
from leadflow.core.attachments.serving import content_disposition, serving_headers
from leadflow.core.attachments.verdicts import UploadAccepted, UploadRefused, UploadVerdict

__all__ = [
    "EXTENSIONS",
    "MEBIBYTE",
    "ActiveContent",
    "AttachmentPolicy",
    "ByteStream",
    "Clean",
    "MalwareFound",
    "Scanned",
    "SeekableStream",
    "SpoolStream",
    "Unavailable",
    "Unscanned",
    "UploadAccepted",
    "UploadRefused",
    "UploadVerdict",
    "check_upload",
    "content_disposition",
    "extension_of",
    "judge_scan",
    "media_type_of",
    "safe_name",
    "serving_headers",
]
