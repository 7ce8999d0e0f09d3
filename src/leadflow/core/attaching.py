"""
Attaching files to a lead and removing them, with the facts for its timeline.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from attrs import frozen

from leadflow.core.attachments import AttachmentPolicy, UploadRefused
from leadflow.core.facts import Actor, FileAttached, FileOpened, FileRemoved
from leadflow.core.leads import Attachment, Lead
from leadflow.core.problems import Problem
from leadflow.core.timeline import LeadChange
from leadflow.errors import NotFound

__all__ = [
    "Attaching",
    "attach_files",
    "attachment_of",
    "carried_files",
    "detach_file",
    "file_opened",
    "refuse_too_many",
]


@frozen(kw_only=True)
class Attaching:
    """
    A lead with the files that were to be attached to it.

    Attributes:
        change: One event for each file that it did not carry before; none if it carried all of them.
        attachments: One for each file given, in their order; the one that the lead had already where the bytes are
            the same.
    """

    change: LeadChange
    attachments: tuple[Attachment, ...]

    @property
    def lead(self) -> Lead:
        """
        The lead in its current state with them.
        """
        return self.change.after

    @property
    def keys(self) -> frozenset[str]:
        """
        The keys that the lead refers to because of this, and has not referred to before.
        """
        return frozenset(
            event.fact.attachment.key for event in self.change.events if isinstance(event.fact, FileAttached)
        )


def attach_files(
    lead: Lead, files: Iterable[Attachment], *, policy: AttachmentPolicy, at: datetime, actor: Actor
) -> Attaching | UploadRefused:
    """
    Attach all of *files* to *lead*, or none.

    The same bytes are one attachment under any name: what the lead has already does not count again.

    Returns:
        The lead with them, or ``too_many_files`` if it would carry more than the policy lets it.
    """
    carried = {one.sha256: one for one in lead.attachments}
    change, attachments = LeadChange(lead), []
    for file in files:
        if file.sha256 not in carried:
            carried[file.sha256] = file
            change = change.then(FileAttached(file), at=at, actor=actor)
        attachments.append(carried[file.sha256])
    if change.events and len(change.after.attachments) > policy.max_files:
        return refuse_too_many(policy)
    return Attaching(change=change, attachments=tuple(attachments))


def refuse_too_many(policy: AttachmentPolicy) -> UploadRefused:
    """
    Say that a lead would carry more files than *policy* lets it.
    """
    message = f"a lead can have at most {policy.max_files} files; remove one first"
    return UploadRefused(problems=(Problem(code="too_many_files", path="files", message=message),))


def attachment_of(lead: Lead, attachment_id: str) -> Attachment:
    """
    Return an attachment of *lead* by its id.

    Raises:
        NotFound: The lead carries no such file.
    """
    for one in lead.attachments:
        if one.id == attachment_id:
            return one
    raise NotFound("attachment", attachment_id)


def detach_file(lead: Lead, attachment_id: str, *, at: datetime, actor: Actor) -> LeadChange:
    """
    Take a file off *lead*.

    Raises:
        NotFound: The lead carries no such file.
    """
    attachment_of(lead, attachment_id)
    return LeadChange(lead).then(FileRemoved(attachment_id), at=at, actor=actor)


def file_opened(lead: Lead, attachment_id: str, *, at: datetime, actor: Actor) -> LeadChange:
    """
    Note that somebody downloads a file of *lead*.

    Raises:
        NotFound: The lead carries no such file.
    """
    attachment_of(lead, attachment_id)
    return LeadChange(lead).then(FileOpened(attachment_id), at=at, actor=actor)


def carried_files(source: Lead) -> tuple[FileAttached, ...]:
    """
    Return the facts that give a duplicate of *source* its attachments, by reference: the bytes are shared.

    Whoever duplicates puts an event on *source* in the same commit, so that a file which is being removed from it at
    the same time is not carried on without its bytes.
    """
    return tuple(FileAttached(one) for one in source.attachments)
