"""
Checks an upload: first its claims, then its size, then its content.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeGuard

from leadflow.core.arguments import checked
from leadflow.core.attachments.content import ByteStream, Content, Measured, SeekableStream, SpoolStream, measure
from leadflow.core.attachments.images import check_bmp, check_gif, check_png
from leadflow.core.attachments.jpeg import check_jpeg
from leadflow.core.attachments.media import agrees, file_type
from leadflow.core.attachments.mp4 import check_mp4
from leadflow.core.attachments.names import extension_of, keepable_name, safe_name
from leadflow.core.attachments.odf import check_odf
from leadflow.core.attachments.office97 import check_office97, refuse_encrypted_package
from leadflow.core.attachments.ole import OLE_SIGNATURE, open_compound
from leadflow.core.attachments.ooxml import check_ooxml
from leadflow.core.attachments.pdf import check_pdf
from leadflow.core.attachments.policy import MEBIBYTE, AttachmentPolicy
from leadflow.core.attachments.refusals import Unacceptable, mismatch
from leadflow.core.attachments.rtf import check_rtf, is_rtf
from leadflow.core.attachments.signatures import describe
from leadflow.core.attachments.texts import check_text, refuse_binary
from leadflow.core.attachments.verdicts import UploadAccepted, UploadRefused
from leadflow.core.problems import Problem, or_list

__all__ = ["check_upload"]

Check = Callable[[Content, str, AttachmentPolicy], tuple[Problem, ...]]

_ZIP: Final = b"PK\x03\x04"
_DEFAULT: Final = AttachmentPolicy()


@checked
def check_upload(
    stream: ByteStream,
    *,
    name: str,
    declared_size: int | None = None,
    declared_type: str | None = None,
    policy: AttachmentPolicy = _DEFAULT,
    existing: int = 0,
    spool: SpoolStream | None = None,
) -> UploadAccepted | UploadRefused:
    """
    Check whether an upload can be attached to a lead.

    False claims are refused before a byte is read; at most one byte more than the limit is read, and memory stays below
    64 MB. Nothing in the bytes makes it raise; what reading the stream raises is passed on.

    Args:
        stream: The upload, in binary mode. Without a *spool* it must be able to seek; it is read from its beginning,
            and is there again when the file is accepted.
        name: As the client sent it.
        declared_size: Bytes, as the client says; None if it does not.
        declared_type: Media type, as the client says; None or empty if it does not.
        existing: Files that the lead has already.
        spool: An empty private place, such as a temporary file, for a stream that can be read only once: all bytes are
            copied and checked there, and it holds them afterwards, also when they are refused.

    Raises:
        TypeError: *stream* cannot seek and there is no *spool*, or *name* is not a text.
    """
    try:
        usable, extension = _check_name(name, policy)
        _check_claims(extension, declared_size, declared_type, existing, policy)
        content, measured = _arrive(stream, spool, policy)
        _check_size(measured, declared_size, policy)
        warnings = _check_for(extension, content, policy)(content, extension, policy)
    except Unacceptable as no:
        return UploadRefused(problems=(no.problem(),))
    content.stream.seek(0)
    return UploadAccepted(
        name=usable,
        original_name=keepable_name(name),
        extension=extension,
        media_type=file_type(extension).media_type,
        size=measured.size,
        sha256=measured.sha256,
        warnings=warnings,
    )


def _check_name(name: str, policy: AttachmentPolicy) -> tuple[str, str]:
    usable = safe_name(name)
    if usable is None:
        raise Unacceptable("name_invalid", "the file has no usable name; rename it", where="name")
    extension = extension_of(usable)
    if extension not in policy.extensions:
        allowed = or_list(f".{known}" for known in sorted(policy.extensions))
        raise Unacceptable(
            "extension_not_allowed",
            f"files of this type cannot be attached; attach one that ends in {allowed}",
            where="name",
        )
    return usable, extension


def _check_claims(
    extension: str, size: int | None, media_type: str | None, existing: int, policy: AttachmentPolicy
) -> None:
    if size is not None and size > policy.max_bytes:
        raise _too_large(policy)
    if existing >= policy.max_files:
        message = f"a lead can have at most {policy.max_files} files; remove one first"
        raise Unacceptable("too_many_files", message, where="files")
    if media_type is None or agrees(media_type, extension):
        return
    if policy.html_as_xls and extension == "xls" and media_type.strip().lower().startswith("text/"):
        return
    message = (
        f"the name says {file_type(extension).label}, but the upload was declared as another type; rename the file"
    )
    raise Unacceptable("content_mismatch", message, where="type")


def _arrive(stream: ByteStream, spool: SpoolStream | None, policy: AttachmentPolicy) -> tuple[Content, Measured]:
    if spool is not None:
        measured = measure(stream, limit=policy.max_bytes, spool=spool)
        return Content(spool, measured.size), measured
    if not _can_seek(stream):
        raise TypeError("the stream cannot be rewound; also pass a spool, such as a temporary file")
    stream.seek(0)
    measured = measure(stream, limit=policy.max_bytes)
    return Content(stream, measured.size), measured


def _can_seek(stream: ByteStream) -> TypeGuard[SeekableStream]:
    # To ask whether it is an instance of the protocol takes as long as to check a small file.
    seekable = getattr(stream, "seekable", None)
    return callable(getattr(stream, "seek", None)) and (bool(seekable()) if callable(seekable) else True)


def _check_size(measured: Measured, declared: int | None, policy: AttachmentPolicy) -> None:
    if measured.size == 0:
        raise Unacceptable("empty_file", "the file is empty; send the right one", where="size")
    if measured.size > policy.max_bytes:
        raise _too_large(policy)
    if declared is not None and declared != measured.size:
        message = f"{declared} bytes were announced, but {measured.size} arrived; the upload was cut off, try again"
        raise Unacceptable("size_mismatch", message, where="size")


def _too_large(policy: AttachmentPolicy) -> Unacceptable:
    whole, rest = divmod(policy.max_bytes, MEBIBYTE)
    limit = f"{policy.max_bytes} bytes" if rest else f"{whole} MB"
    message = f"the file is larger than {limit}, the limit for attachments; make it smaller"
    return Unacceptable("file_too_large", message, where="size")


def _check_for(extension: str, content: Content, policy: AttachmentPolicy) -> Check:
    """
    Return the check for a name's ending, after a glance at the first bytes where one ending has several forms.
    """
    head = content.head(64)
    if extension in _OFFICE_97 and not head.startswith(OLE_SIGNATURE):
        if extension == "doc" and is_rtf(head):
            return check_rtf
        if extension == "xls" and policy.html_as_xls:
            return _check_html_workbook
        return _refuse_other
    if extension in _IN_ZIP and not head.startswith(_ZIP):
        return _refuse_other
    return _CHECKS[extension]


def _check_html_workbook(content: Content, extension: str, policy: AttachmentPolicy) -> tuple[Problem, ...]:
    refuse_binary(content, extension)
    return ()


def _refuse_other(content: Content, extension: str, policy: AttachmentPolicy) -> tuple[Problem, ...]:
    head = content.head()
    if extension in _IN_ZIP and head.startswith(OLE_SIGNATURE):
        refuse_encrypted_package(open_compound(content))
    raise mismatch(file_type(extension).label, describe(head))


_OFFICE_97: Final = frozenset({"doc", "xls", "ppt"})
_OOXML: Final = frozenset({"docx", "xlsx", "pptx"})
_ODF: Final = frozenset({"odt", "ods", "odp", "odg"})
_IN_ZIP: Final = _OOXML | _ODF
_TEXTS: Final = frozenset({"txt", "csv", "ics"})
_CHECKS: Final[Mapping[str, Check]] = {
    **dict.fromkeys(_OFFICE_97, check_office97),
    **dict.fromkeys(_OOXML, check_ooxml),
    **dict.fromkeys(_ODF, check_odf),
    **dict.fromkeys(_TEXTS, check_text),
    "bmp": check_bmp,
    "gif": check_gif,
    "jpeg": check_jpeg,
    "jpg": check_jpeg,
    "mp4": check_mp4,
    "pdf": check_pdf,
    "png": check_png,
    "rtf": check_rtf,
}
