"""
The settings of an import.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from attrs import Attribute, field, frozen

from leadflow.core.arguments import checked
from leadflow.core.bounds import refused
from leadflow.core.intake import OnDuplicate

__all__ = ["CHUNK", "ImportSettings", "OwnImportSettings", "UnknownCampaigns"]

CHUNK: Final = 5_000
"""
Rows that are written at once.
"""


class UnknownCampaigns(StrEnum):
    """
    What happens to a campaign that a row names and nobody knows.

    `SET_ASIDE` follows `IntakePolicy.on_unreadable`; `CREATE` adds the campaign with the chunk of the row.
    """

    SET_ASIDE = "set_aside"
    CREATE = "create"


@checked
@frozen(kw_only=True)
class ImportSettings:
    """
    How a file is to be imported.

    Attributes:
        module: Name of the routing module for rows that name no partner; if omitted, the programme's, if it has one.
        default_partner: Id or name of who gets the rows for which the module finds nobody; None leaves them unassigned.
        campaign: Id or name, for rows that name none; None for no campaign.
        source: For rows that name none.
        on_duplicate: What happens to a row whose lead is there already.
        campaigns: What happens to campaigns that nobody knows.
        notify: False sends no mail about the new leads; their e-mail status is `EmailStatus.NOT_DUE`.
        import_id: None makes one from the bytes of the file and these settings.
    """

    module: str | None = None
    default_partner: str | None = None
    campaign: str | None = None
    source: str = "csv_upload"
    on_duplicate: OnDuplicate = OnDuplicate.SKIP
    campaigns: UnknownCampaigns = UnknownCampaigns.SET_ASIDE
    notify: bool = True
    import_id: str | None = None


def _not_twice(instance: object, attribute: Attribute[OnDuplicate], value: OnDuplicate) -> None:
    if value is OnDuplicate.CREATE:
        raise refused(
            "duplicates_not_created",
            instance,
            attribute,
            "cannot be 'create', since there is one lead for each contact and campaign; use another",
        )


@checked
@frozen(kw_only=True)
class OwnImportSettings:
    """
    How a partner's file of leads of its own is to be imported.

    Attributes:
        register: True registers each new lead; rows that lack what the supplier requires are refused.
        campaign: Id or name, for rows that name none; None for no campaign.
        source: For rows that name none.
        on_duplicate: What happens to a row whose contact has a lead in the campaign already.
        notify: True mails both sides about each registration.
        import_id: None makes one from the bytes of the file and these settings.

    Raises:
        InvalidInput: Duplicates would be created (``duplicates_not_created``).
    """

    register: bool = False
    campaign: str | None = None
    source: str = "csv_upload"
    on_duplicate: OnDuplicate = field(default=OnDuplicate.SKIP, validator=_not_twice)
    notify: bool = False
    import_id: str | None = None

    @property
    def shared(self) -> ImportSettings:
        """
        What of these every import has.
        """
        return ImportSettings(
            campaign=self.campaign,
            source=self.source,
            on_duplicate=self.on_duplicate,
            notify=self.notify,
            import_id=self.import_id,
        )
