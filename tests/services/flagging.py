"""
What a process does with the people of a partner beside others that do the same.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

from tests.reliability.databases import a_setting
from tests.services.builders import HOST, a_partner_admin

from leadflow.core.partners import PartnerUser, SalesRep
from leadflow.errors import Conflict
from leadflow.services import PeopleDesk, SettingsDesk

__all__ = ["ADDED", "change_people"]

ADDED: Final = 8
"""
How many users each process adds.
"""


def change_people(url: str, process: int) -> None:
    """
    Add users and sales reps, end some of them, and set and remove the flag, in an order of the process's own.
    """
    dice = Random(process)
    with a_setting(url) as setting:
        host, admin = PeopleDesk(setting, HOST), PeopleDesk(setting, a_partner_admin("p", f"admin-{process}"))
        settings = SettingsDesk(setting, a_partner_admin("p", f"admin-{process}"))
        for number in range(ADDED):
            name = f"u{process}-{number}"
            desk = dice.choice([host, admin])
            _again(lambda: desk.add_user("p", PartnerUser(id=name, email=f"{name}@p.example")))  # noqa: B023  # called at once
            match dice.randrange(4):
                case 0:
                    _again(lambda: desk.deactivate_user("p", name))  # noqa: B023  # called at once
                case 1:
                    _again(lambda: admin.set_default_recipient("p", name, False))  # noqa: B023  # called at once
                case 2:
                    rep = SalesRep(id=f"r{name}", email=f"r{name}@p.example")
                    _again(lambda: desk.add_sales_rep("p", rep))  # noqa: B023  # called at once
                case _:
                    _again(lambda: settings.ignore_company("p", f"Company {name}"))  # noqa: B023  # called at once


def _again(call: Callable[[], object]) -> None:
    """
    Call until it was not slower than others twelve times in a row.
    """
    while True:
        try:
            call()
        except Conflict:
            continue
        return
