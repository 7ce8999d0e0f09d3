"""
The default configuration for one supplier: a SQLite file, folders for mail and files, the clock, and ids.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from attrs import frozen

from leadflow.adapters.attachments import FsspecAttachments
from leadflow.adapters.files import MailFolder
from leadflow.adapters.ids import TimeOrderedIds
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.adapters.tables import read_workbook
from leadflow.core.access import PartnerParty, Party, ProgramParty, SupplierParty
from leadflow.core.arguments import checked
from leadflow.core.attachments import AttachmentPolicy
from leadflow.core.facts import Channel
from leadflow.core.notifications import ActionLinks
from leadflow.core.programme import Programme
from leadflow.core.tables import TableLimits
from leadflow.core.taking import aware
from leadflow.errors import ConfigurationError
from leadflow.ports import AttachmentStore, Clock, IsOurs, Mailer, Observe, Scanner, TemplateEngine
from leadflow.services import (
    AssessmentDesk,
    AttachmentDesk,
    ConflictDesk,
    DeadlineDesk,
    DeliveryDesk,
    ExportDesk,
    ImportDesk,
    LinkDesk,
    ListDesk,
    OpportunityDesk,
    OutboxRelay,
    PartnerDesk,
    PeopleDesk,
    PrivacyDesk,
    RegistrationDesk,
    RoutingDesk,
    Setting,
    SettingsDesk,
    SubscriptionDesk,
    SupplierDesk,
)
from leadflow.services.operations.setting import COUNT_WITHIN, check_links

__all__ = ["Embedded", "open_embedded"]


@frozen(kw_only=True)
class Embedded:
    """
    leadflow, ready to use for one supplier.

    Attributes:
        programme: The supplier's settings.
        store: The database.
        setting: What every desk works with; use it to open other desks.
        desk: The supplier's desk for the program itself: single leads, partners and campaigns.
        routing: Publishes and tests routing modules.
        imports: Imports files of leads.
        relay: Sends the messages in the outbox.
        attachments: Attaches files to leads.
        people: Adds and deactivates users of partners, and sets default recipients.
        deliveries: Saves reports about mail, and retries messages that were given up.
        deadlines: Finds what is due of the deadlines of leads, and does it.
        privacy: Tells and erases what is stored about a person, and erases leads whose time is over.
        assessments: Learns from past leads, and assesses leads by them.
        files: Where the bytes of attachments and exports are.
        answers: Handles the buttons of mail; None if there are no links.
        links: Creates the buttons of mail, and links to exports; None for none.
    """

    programme: Programme
    store: SqlStore
    setting: Setting
    desk: SupplierDesk
    routing: RoutingDesk
    imports: ImportDesk
    relay: OutboxRelay
    attachments: AttachmentDesk
    people: PeopleDesk
    deliveries: DeliveryDesk
    deadlines: DeadlineDesk
    assessments: AssessmentDesk
    privacy: PrivacyDesk
    files: AttachmentStore
    answers: LinkDesk | None = None
    links: ActionLinks | None = None

    def supplier(self, party: SupplierParty | ProgramParty, *, channel: Channel | None = None) -> SupplierDesk:
        """
        Open the supplier's desk for *party*.

        If *channel* is omitted, it is the portal for a person and the API for a program.
        """
        return SupplierDesk(self.setting, party, channel=channel)

    def partner(self, party: PartnerParty, *, channel: Channel = Channel.PORTAL) -> PartnerDesk:
        """
        Open a partner's desk for one of its users.
        """
        return PartnerDesk(self.setting, party, channel=channel)

    def settings(self, party: Party, *, channel: Channel | None = None) -> SettingsDesk:
        """
        Open the desk for settings of partners, for *party* of either side.

        If *channel* is omitted, it is the portal for a person and the API for a program.
        """
        return SettingsDesk(self.setting, party, channel=channel)

    def lists(self, party: Party, *, channel: Channel | None = None) -> ListDesk:
        """
        Open the desk for the columns and views that *party*, of either side, keeps of lists.

        If *channel* is omitted, it is the portal for a person and the API for a program.
        """
        return ListDesk(self.setting, party, channel=channel)

    def conflicts(self, party: SupplierParty | ProgramParty, *, channel: Channel | None = None) -> ConflictDesk:
        """
        Open the desk for conflicts and duplicates, for *party* of the supplier.

        If *channel* is omitted, it is the portal for a person and the API for a program.
        """
        return ConflictDesk(self.setting, party, channel=channel)

    def opportunities(self, party: Party, *, channel: Channel | None = None) -> OpportunityDesk:
        """
        Open the desk for opportunities, for *party* of either side.

        If *channel* is omitted, it is the portal for a person and the API for a program.
        """
        return OpportunityDesk(self.setting, party, channel=channel)

    def subscriptions(self, party: SupplierParty | ProgramParty, *, channel: Channel | None = None) -> SubscriptionDesk:
        """
        Open the desk for subscriptions and daily digests, for *party*.

        If *channel* is omitted, it is the portal for a person and the API for a program.
        """
        return SubscriptionDesk(self.setting, party, channel=channel)

    def registrations(self, party: Party, *, channel: Channel | None = None) -> RegistrationDesk:
        """
        Open the desk for registrations, for *party* of either side.

        If *channel* is omitted, it is the portal for a person and the API for a program.
        """
        return RegistrationDesk(self.setting, party, channel=channel)

    def exports(self, party: Party, *, channel: Channel | None = None) -> ExportDesk:
        """
        Open the desk for exports that are stored, for *party* of either side.

        If *channel* is omitted, it is the portal for a person and the API for a program.
        """
        return ExportDesk(self.setting, party, self.files, channel=channel, links=self.links)

    def close(self) -> None:
        """
        Close the database; the next call opens it again.
        """
        self.store.close()

    def __enter__(self) -> Embedded:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@checked
def open_embedded(
    path: str | os.PathLike[str],
    programme: Programme,
    *,
    mail: str | os.PathLike[str] | Mailer | None = None,
    clock: Clock | None = None,
    files: str | os.PathLike[str] | AttachmentStore | None = None,
    attachment_policy: AttachmentPolicy = AttachmentPolicy(),
    scanner: Scanner | None = None,
    file_limits: TableLimits = TableLimits(),
    links: ActionLinks | None = None,
    templates: TemplateEngine | None = None,
    program: ProgramParty = ProgramParty(name="host"),
    is_ours: IsOurs | None = None,
    count_within: timedelta | None = COUNT_WITHIN,
    observe: Observe | None = None,
) -> Embedded:
    """
    Set leadflow up on a SQLite file, which is created if it does not exist.

    To use your own parts, connect them as in `docs/how-to/wire-by-hand.md`.

    Args:
        path: The SQLite file.
        programme: The supplier's settings.
        mail: A folder for ``.eml`` files, or a mailer; if omitted, the folder ``mail`` beside the database.
        clock: if omitted, the computer's.
        files: A folder or a URL for attachments, or a store; if omitted, the folder ``files`` beside the database.
            Folders and URLs need the extra ``files`` once the first file is attached.
        attachment_policy: What may be attached.
        scanner: Scans attachments for malware; if omitted, nothing is scanned.
        file_limits: Bounds on files of leads, such as the number of columns.
        links: Creates the buttons of mail; if omitted, mail has no buttons.
        templates: Renders the supplier's templates; if omitted, mail has the default wording.
        program: The actor in the events of the desks that are opened here.
        is_ours: Says which companies the supplier serves itself; if omitted, it serves none.
        count_within: How long a list is counted before its `Count` is an estimate; None counts each lead.
        observe: Is called with what happens: an `Observation`; if omitted, it is only logged.

    Raises:
        InvalidInput: The clock gives moments without a zone (``moment_naive``). The file was not opened.
        PortError: The file cannot be opened.
        ConfigurationError: The links are another supplier's, or the path is a URL and *mail* or *files* is omitted.
            The file was not opened.
        MissingExtra: SQLAlchemy is not installed.
    """
    if clock is not None:
        aware(clock(), "open_embedded(clock)")
    check_links(links, programme, "open_embedded(links)")
    if "://" in os.fspath(path) and (mail is None or files is None):
        raise ConfigurationError(
            "open_embedded(path): a URL has no folder beside it; write mail= and files= too. Nothing was written"
        )
    store = SqlStore(path, observe=observe)
    mailer, bytes_store = _mailer(mail, Path(path).parent), _attachments(files, Path(path).parent)
    setting = Setting(
        open_unit=store.open_unit,
        programme=programme,
        clock=clock or _now,
        new_id=TimeOrderedIds(),
        is_ours=is_ours,
        count_within=count_within,
        observe=observe,
    )
    return Embedded(
        programme=programme,
        store=store,
        setting=setting,
        desk=SupplierDesk(setting, program),
        routing=RoutingDesk(setting, program),
        imports=ImportDesk(setting, program, workbooks=read_workbook, limits=file_limits),
        relay=OutboxRelay(setting, store, mailer, links=links, templates=templates, files=bytes_store),
        people=PeopleDesk(setting, program),
        deliveries=DeliveryDesk(setting, program),
        deadlines=DeadlineDesk(setting, program),
        assessments=AssessmentDesk(setting, program),
        privacy=PrivacyDesk(setting, program, bytes_store),
        files=bytes_store,
        answers=LinkDesk(setting, links) if links else None,
        links=links,
        attachments=AttachmentDesk(setting, program, bytes_store, policy=attachment_policy, scanner=scanner),
    )


def _mailer(mail: str | os.PathLike[str] | Mailer | None, beside: Path) -> Mailer:
    folder = beside / "mail" if mail is None else mail
    return MailFolder(folder) if isinstance(folder, str | os.PathLike) else folder


def _attachments(files: str | os.PathLike[str] | AttachmentStore | None, beside: Path) -> AttachmentStore:
    place = beside / "files" if files is None else files
    return FsspecAttachments(place) if isinstance(place, str | os.PathLike) else place


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251  # the one line where time comes from
