"""
Services: they read, let the core decide, commit and return. Only they call ports.
"""

from __future__ import annotations

from leadflow.services.attachments import AttachmentDesk
from leadflow.services.deliveries import DeliveryDesk
from leadflow.services.desk import LeadDesk
from leadflow.services.import_run import ImportRun
from leadflow.services.importing import ImportDesk
from leadflow.services.lead_files import LeadFile
from leadflow.services.links import LinkDesk
from leadflow.services.people import PeopleDesk, PeopleKept
from leadflow.services.relay import Attempt, OutboxRelay, Relayed
from leadflow.services.setting import Setting
from leadflow.services.templates import check_template, preview_template
from leadflow.services.undoing import UndoReport
from leadflow.services.uploads import Attached, Upload

__all__ = [
    "Attached",
    "AttachmentDesk",
    "Attempt",
    "DeliveryDesk",
    "ImportDesk",
    "ImportRun",
    "LeadDesk",
    "LeadFile",
    "LinkDesk",
    "OutboxRelay",
    "PeopleDesk",
    "PeopleKept",
    "Relayed",
    "Setting",
    "UndoReport",
    "Upload",
    "check_template",
    "preview_template",
]
