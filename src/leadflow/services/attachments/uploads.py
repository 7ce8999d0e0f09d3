"""
Uploads and attachments of the desk for attachments.
"""

from __future__ import annotations

from attrs import frozen

from leadflow.core.arguments import checked
from leadflow.core.attachments import ByteStream
from leadflow.core.leads import Attachment, Lead
from leadflow.core.problems import Problem

__all__ = ["AttachResult", "Upload"]


@checked
@frozen(kw_only=True)
class Upload:
    """
    A file that is to be attached.

    Attributes:
        stream: Its bytes, in binary mode; read once, to its end.
        name: As the client sent it.
        declared_size: Bytes, as the client says; None if it does not.
        declared_type: Media type, as the client says; None or empty if it does not.
    """

    stream: ByteStream
    name: str
    declared_size: int | None = None
    declared_type: str | None = None


@frozen(kw_only=True)
class AttachResult:
    """
    Files that were attached to a lead.

    Attributes:
        lead: The lead with them.
        attachments: One for each upload, in their order; of bytes that the lead had already, the attachment it had.
        warnings: What a person may want to know though the files were accepted; their places begin with ``files[0]``.
    """

    lead: Lead
    attachments: tuple[Attachment, ...]
    warnings: tuple[Problem, ...] = ()
