"""
A process that receives leads by several modules.
"""

from __future__ import annotations

import random

from tests.reliability.databases import a_setting

from leadflow.core.access import ProgramParty
from leadflow.core.intake import read_draft
from leadflow.services import SupplierDesk

__all__ = ["MODULES", "receive"]

MODULES = {"rotation": "NO", "weights": "SE", "capacity": "DE"}
"""
The modules, each with a country of its own.
"""


def receive(url: str, supplier: str, number: int, leads: int) -> None:
    """
    Receive so many leads by each module, in a mixed order.
    """
    todo = [module for module in MODULES for _ in range(leads)]
    random.Random(number).shuffle(todo)
    with a_setting(url, supplier) as setting:
        desk = SupplierDesk(setting, ProgramParty(name=f"form-{number}"))
        for place, module in enumerate(todo):
            said = {"email": f"lead.{number}.{place}@example.com", "country": MODULES[module]}
            desk.receive(read_draft(setting.programme.schema, said), module=module)
