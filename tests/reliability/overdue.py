"""
A process that does what deadlines are due for and may be killed at any moment.
"""

from __future__ import annotations

from datetime import UTC, timedelta
from multiprocessing.connection import Connection

from attrs import evolve
from tests.reliability.databases import a_setting

from leadflow.core.access import ProgramParty
from leadflow.core.deadlines import (
    BusinessCalendar,
    DeadlineAction,
    DeadlinePolicy,
    DeadlineRules,
    DeadlineStep,
    opening_hours,
)
from leadflow.core.importing.settings import ImportSettings
from leadflow.core.partners import Partner, PartnerPeople, PartnerUser
from leadflow.core.routing import RoutingModule, TieBreak
from leadflow.services import DeadlineDesk, ImportDesk, RoutingDesk, Setting, SupplierDesk

__all__ = ["desk_at", "fill", "meet", "with_deadlines"]

_HOST = ProgramParty(name="host")
_RULES = DeadlineRules(
    policies=(
        DeadlinePolicy(
            name="answer",
            steps=(
                DeadlineStep(action=DeadlineAction.REMIND, after=timedelta(hours=1)),
                DeadlineStep(action=DeadlineAction.REROUTE, after=timedelta(hours=10)),
            ),
        ),
    ),
    calendar=BusinessCalendar(zone=UTC, week=(opening_hours("00:00-24:00"),) * 7),
)


def with_deadlines(setting: Setting, later: timedelta = timedelta()) -> Setting:
    """
    Return a setting whose programme has deadlines, so much later.
    """
    clock, programme = setting.clock, evolve(setting.programme, deadlines=_RULES, module="m")
    return evolve(setting, programme=programme, clock=lambda: clock() + later)


def desk_at(setting: Setting, later: timedelta) -> DeadlineDesk:
    """
    Return the desk for deadlines, so much later.
    """
    return DeadlineDesk(with_deadlines(setting, later), _HOST)


def fill(setting: Setting, leads: int, path: str) -> None:
    """
    Import *leads* leads of the partner *here*, and add the partner *there* and a module; nobody is mailed.
    """
    setting = with_deadlines(setting)
    people = [
        PartnerPeople(
            partner_id=one, users=(PartnerUser(id=f"{one}-user", email=f"{one}@x.de", default_recipient=True),)
        )
        for one in ("here", "there")
    ]
    SupplierDesk(setting, _HOST).save_partners([Partner(id=one, name=one) for one in ("here", "there")], people=people)
    RoutingDesk(setting, _HOST).publish(RoutingModule(name="m", tie_break=TieBreak.ROUND_ROBIN))
    with open(path, "w") as file:
        file.write("\n".join(["Email,Partner Name", *(f"p{one}@x.de,here" for one in range(leads)), ""]))
    imports = ImportDesk(setting, _HOST)
    with imports.open(path) as file_of_leads:
        imports.run(file_of_leads, settings=ImportSettings(notify=False))


def meet(url: str, supplier: str, later: timedelta, told: Connection) -> None:
    """
    Do what is due, in small runs, and tell of each.
    """
    with a_setting(url, supplier) as setting:
        desk = desk_at(setting, later)
        told.send("ready")
        while done := desk.run(most=10).outcomes:
            told.send(len(done))
