"""
A process that imports a file and may be killed at any moment.
"""

from __future__ import annotations

from multiprocessing.connection import Connection

from tests.reliability.databases import a_setting

import leadflow.services.importing.run as import_run
from leadflow.adapters.tables import read_workbook
from leadflow.core.access import ProgramParty
from leadflow.core.importing.report import ImportReport
from leadflow.core.importing.settings import ImportSettings
from leadflow.core.partners import Partner, PartnerPeople, PartnerUser
from leadflow.core.routing import Match, RoutingModule, TieBreak
from leadflow.services import ImportDesk, RoutingDesk, Setting, SupplierDesk

__all__ = ["import_file", "imported", "prepare"]

_HOST = ProgramParty(name="host")
_SETTINGS = ImportSettings(module="emea", import_id="fair")


def prepare(setting: Setting) -> None:
    """
    Save two partners who take turns.
    """
    users = [PartnerUser(id=f"u{one}", email=f"u{one}@x.de", default_recipient=True) for one in "ab"]
    named = [Partner(id=one.id, name=one.id, territories=("DE",)) for one in users]
    people = [PartnerPeople(partner_id=one.id, users=(one,)) for one in users]
    SupplierDesk(setting, _HOST).save_partners(named, people=people)
    step = Match(lead_field="country", partner_field="territories")
    RoutingDesk(setting, _HOST).publish(RoutingModule(name="emea", steps=(step,), tie_break=TieBreak.ROUND_ROBIN))


def import_file(url: str, supplier: str, path: str, chunk: int, told: Connection) -> None:
    """
    Import the file at *path*, and tell of each chunk once it is durable.
    """
    with a_setting(url, supplier) as setting:
        told.send("ready")
        imported(setting, path, chunk, told)


def imported(setting: Setting, path: str, chunk: int, told: Connection | None = None) -> ImportReport:
    """
    Import the file at *path* to its end.
    """
    # Many commits, so that there are many moments to be killed in.
    setattr(import_run, "CHUNK", chunk)  # noqa: B010
    desk = ImportDesk(setting, _HOST, workbooks=read_workbook)
    with desk.open(path) as file:
        return desk.run(file, settings=_SETTINGS, on_progress=lambda now: told.send(now.chunk) if told else None)
