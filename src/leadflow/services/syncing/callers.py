"""
Who acts for another system.
"""

from __future__ import annotations

from typing import Final

from leadflow.core.access import PARTNER_ADMIN, PartnerParty, ProgramParty
from leadflow.core.connectors import Connection, SystemRole
from leadflow.core.facts import Channel
from leadflow.services.operations.caller import Caller, calling
from leadflow.services.operations.setting import Setting

__all__ = ["caller_of"]

_CHANNELS: Final = {
    SystemRole.SUPPLIER_CRM: Channel.CRM,
    SystemRole.PARTNER_CRM: Channel.CRM,
    SystemRole.MARKETING_AUTOMATION: Channel.API,
    SystemRole.LEAD_SOURCE: Channel.API,
}


def caller_of(setting: Setting, connection: Connection) -> Caller:
    """
    Return who acts for another system: a person of the partner whose CRM it is, else a program of the supplier.

    The events name the system, and the channel that it came by.
    """
    channel = _CHANNELS[connection.role]
    if connection.partner_id is not None:
        party = PartnerParty(id=connection.name, partner_id=connection.partner_id, roles=(PARTNER_ADMIN,))
        return calling(setting, party, channel, connection.name)
    return calling(setting, ProgramParty(name=connection.name, system=connection.name), channel, connection.name)
