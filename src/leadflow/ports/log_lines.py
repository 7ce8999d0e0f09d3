"""
The lines of the log: one for each observation, with its logger, its level and its text.
"""

from __future__ import annotations

import logging
from typing import Final, assert_never

from attrs import frozen

from leadflow.core.notifications import Settled
from leadflow.core.observations import (
    ActRefused,
    ClaimLost,
    CommitRetried,
    DatabaseMigrated,
    ErrandDied,
    ImportFinished,
    ImportUndone,
    LeadUnreadable,
    MailerFailed,
    MailRelayed,
    MessageUnreadable,
    Observation,
    RowsImported,
    ScanFailed,
    SenderMissing,
    StoreFailed,
    SystemWaits,
    TemplateUnusable,
)

__all__ = ["HOOK_RAISED", "LINES", "LogLine", "line_of"]


@frozen
class LogLine:
    """
    A line of the log.

    Attributes:
        logger: The name of the logger.
        level: As `logging` counts.
        text: With the names of attributes, as in ``%(supplier_id)s``.
    """

    logger: str
    level: int
    text: str


_COUNTS: Final = (
    "%(read)d rows: %(imported)d imported, %(updated)d updated, %(duplicates)d duplicates, %(refused)d refused"
)
_MAIL: Final = "%(kind)s message %(key)s of lead %(lead_id)s"

_RETRIED: Final = LogLine(
    "leadflow.commits",
    logging.INFO,
    "%(supplier_id)s: try %(attempt)d lost to another writer of %(what)s (%(lead_id)s)",
)
_SENT: Final = LogLine("leadflow.mail", logging.DEBUG, f"%(supplier_id)s: {_MAIL} is sent (attempt %(attempt)d)")
_DEFERRED: Final = LogLine(
    "leadflow.mail", logging.INFO, f"%(supplier_id)s: {_MAIL} is tried again later (%(reason)s, attempt %(attempt)d)"
)
_BLOCKED: Final = LogLine(
    "leadflow.mail",
    logging.ERROR,
    f"%(supplier_id)s: {_MAIL} waits until a setting of the mailer or its server is corrected (%(reason)s)",
)
_PUT_OFF: Final = LogLine(
    "leadflow.mail", logging.ERROR, f"%(supplier_id)s: {_MAIL} is put off (%(reason)s); no attempt is counted"
)
_DEAD: Final = LogLine(
    "leadflow.mail", logging.WARNING, f"%(supplier_id)s: {_MAIL} is given up (%(reason)s, attempt %(attempt)d)"
)
_CANCELLED: Final = LogLine("leadflow.mail", logging.INFO, f"%(supplier_id)s: {_MAIL} is cancelled (%(reason)s)")
_LOST: Final = LogLine(
    "leadflow.mail",
    logging.WARNING,
    "%(supplier_id)s: message %(key)s of lead %(lead_id)s is held by another relay; its result (%(outcome)s) is not saved",
)
_MESSAGE: Final = LogLine(
    "leadflow.mail", logging.ERROR, "%(supplier_id)s: message %(key)s cannot be read and is put off: %(error)s"
)
_LEAD: Final = LogLine(
    "leadflow.mail", logging.ERROR, "%(supplier_id)s: lead %(lead_id)s of message %(key)s cannot be read: %(error)s"
)
_MAILER: Final = LogLine(
    "leadflow.mail", logging.ERROR, "%(supplier_id)s: mailer_broken: %(mailer)s raised %(error)s; the relay stops"
)
_STORE: Final = LogLine(
    "leadflow.mail", logging.ERROR, "%(supplier_id)s: the store failed (%(error)s); the relay tries again in %(wait)s"
)
_SENDER: Final = LogLine(
    "leadflow.mail",
    logging.WARNING,
    "%(supplier_id)s: the programme names no sender, so mail comes from an address that belongs to nobody; set MailPolicy(sender=)",
)
_TEMPLATE: Final = LogLine(
    "leadflow.mail",
    logging.WARNING,
    "%(supplier_id)s: template %(template)s is not used for message %(key)s: %(error)s; the default wording is sent",
)
_ROWS: Final = LogLine(
    "leadflow.imports", logging.INFO, f"%(supplier_id)s: import %(import_id)s saved chunk %(chunk)d, {_COUNTS}"
)
_FINISHED: Final = LogLine(
    "leadflow.imports", logging.INFO, f"%(supplier_id)s: import %(import_id)s is finished, {_COUNTS}"
)
_UNDONE: Final = LogLine(
    "leadflow.imports",
    logging.INFO,
    "%(supplier_id)s: import %(import_id)s is undone: "
    "%(deactivated)d leads deactivated, %(gone)d gone before, %(kept)d kept",
)
_REFUSED: Final = LogLine(
    "leadflow.refusals", logging.INFO, "%(supplier_id)s: %(act)s was refused (%(code)s, lead %(lead_id)s)"
)
_SCAN: Final = LogLine(
    "leadflow.scans",
    logging.WARNING,
    "%(supplier_id)s: a file for lead %(lead_id)s was not scanned by %(scanner)s: %(reason)s",
)
_WAITS: Final = LogLine(
    "leadflow.syncing", logging.INFO, "%(supplier_id)s: %(connection)s is not asked for %(seconds)d s (%(code)s)"
)
_STOPPED: Final = LogLine(
    "leadflow.syncing",
    logging.ERROR,
    "%(supplier_id)s: %(connection)s waits until its credentials or its settings are corrected (%(code)s)",
)
_ERRAND: Final = LogLine(
    "leadflow.syncing",
    logging.WARNING,
    "%(supplier_id)s: lead %(lead_id)s was not brought to %(connection)s (%(codes)s); change it, or requeue it",
)
_MIGRATED: Final = LogLine(
    "leadflow.migrations", logging.INFO, "migration %(number)d (%(name)s) has brought the database up to date"
)

HOOK_RAISED: Final = LogLine(
    "leadflow.hooks", logging.ERROR, "the function given as observe= raised %(error)s about a %(observation)s"
)
"""
About a hook that raises; it belongs to no observation.
"""

LINES: Final[dict[type[Observation], tuple[LogLine, ...]]] = {
    CommitRetried: (_RETRIED,),
    MailRelayed: (_SENT, _DEFERRED, _BLOCKED, _PUT_OFF, _DEAD, _CANCELLED),
    ClaimLost: (_LOST,),
    MessageUnreadable: (_MESSAGE,),
    LeadUnreadable: (_LEAD,),
    MailerFailed: (_MAILER,),
    SenderMissing: (_SENDER,),
    StoreFailed: (_STORE,),
    TemplateUnusable: (_TEMPLATE,),
    RowsImported: (_ROWS,),
    ImportFinished: (_FINISHED,),
    ImportUndone: (_UNDONE,),
    ActRefused: (_REFUSED,),
    ScanFailed: (_SCAN,),
    SystemWaits: (_WAITS, _STOPPED),
    ErrandDied: (_ERRAND,),
    DatabaseMigrated: (_MIGRATED,),
}
"""
Every line, by what it reports.
"""


def line_of(observation: Observation) -> LogLine:
    """
    Return the log line of *observation*.
    """
    if isinstance(observation, MailRelayed):
        return _line_of_mail(observation)
    if isinstance(observation, SystemWaits):
        return _STOPPED if observation.blocked else _WAITS
    (line,) = LINES[type(observation)]
    return line


def _line_of_mail(mail: MailRelayed) -> LogLine:
    match mail.outcome:
        case Settled.SENT:
            return _SENT
        case Settled.RETRY:
            if mail.blocked:
                return _BLOCKED
            return _DEFERRED if mail.tried else _PUT_OFF
        case Settled.DEAD:
            return _DEAD
        case Settled.CANCELLED:
            return _CANCELLED
    assert_never(mail.outcome)
