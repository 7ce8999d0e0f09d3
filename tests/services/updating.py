"""
What a process does with private leads beside others that do the same.
"""

from __future__ import annotations

from tests.reliability.databases import a_setting
from tests.services.builders import a_partner_admin

from leadflow.services import PartnerDesk

__all__ = ["update_lead"]


def update_lead(url: str, names: list[str], score: int) -> None:
    """
    Give each lead a score.
    """
    with a_setting(url) as setting:
        desk = PartnerDesk(setting, a_partner_admin("north", "anna"))
        for name in names:
            desk.edit(name, score=score)
