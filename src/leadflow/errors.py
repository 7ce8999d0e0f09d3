"""
The exceptions of leadflow.

Wrong data is returned as problems; these are raised for conflicts, unknown ids, wrong configuration and ports that
fail. There is one class for each reaction that a caller can have, and each says whether anything was written and
whether the same call may be tried again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Final

if TYPE_CHECKING:
    from datetime import datetime

    from leadflow.core.problems import Problem

__all__ = [
    "AddressNotAllowed",
    "AddressRefused",
    "AlreadyDecided",
    "AlreadyExists",
    "ConfigurationError",
    "Conflict",
    "InvalidInput",
    "LeadInactive",
    "LeadflowError",
    "LinkExpired",
    "LinkInvalid",
    "LinkOutdated",
    "LinkUnusable",
    "MailBlocked",
    "MailDeferred",
    "MailNotBuilt",
    "MailRefused",
    "MailerBroken",
    "MissingExtra",
    "NotAllowed",
    "NotFound",
    "OutcomeUnknown",
    "PortError",
    "StaleLead",
    "StoreUnusable",
    "TablesDiffer",
    "TemplateFailed",
    "WebhookRefused",
    "clipped",
]


_LONGEST_TEXT: Final = 1_000
_LONGEST_WORD: Final = 200
_LONG_WORDS: Final = re.compile(rf"\S{{{_LONGEST_WORD + 1},}}")
_MOST_PROBLEMS: Final = 20
_NOTHING_WRITTEN: Final = re.compile("([Nn])othing was written")


def clipped(text: str, most: int = _LONGEST_TEXT) -> str:
    """
    Return *text* for a person: long words without their middle, and then the text, if it has more than *most*
    characters. Nobody reads a name of a megabyte.
    """
    if len(text) <= _LONGEST_WORD:
        return text
    text = _LONG_WORDS.sub(_shortened, text)
    return text if len(text) <= most else f"{text[: most * 2 // 3]}…{text[-most // 3 :]}"


def _shortened(word: re.Match[str]) -> str:
    return f"{word[0][: _LONGEST_WORD * 2 // 3]}…{word[0][-_LONGEST_WORD // 3 :]}"


class LeadflowError(Exception):
    """
    The base class of leadflow's exceptions. Their texts are `clipped`; their attributes are whole.

    Attributes:
        wrote: True if the call may have written something before it failed. False is a promise.
        retry_safe: True if the same call may be made again as it is.
    """

    wrote: bool = False
    retry_safe: ClassVar[bool] = False

    def __str__(self) -> str:
        return clipped(self._truly(self._text()))

    def note_earlier_steps(self) -> None:
        """
        Say from now on that the call failed behind steps that are written.
        """
        self.wrote = True

    def _truly(self, text: str) -> str:
        """
        Return *text* without the promise that nothing was written, if that is not true of this error.
        """
        if self.wrote and not type(self).wrote:
            return _NOTHING_WRITTEN.sub(_only_this_step, text)
        return text

    def _text(self) -> str:
        return super().__str__()


def _only_this_step(found: re.Match[str]) -> str:
    return f"{'This' if found[1] == 'N' else 'this'} step wrote nothing, and what the call wrote before stays"


class NotFound(LeadflowError, LookupError):
    """
    The supplier has no such record, or the caller may not see it.

    Nothing was written. Trying again gives the same answer.

    Attributes:
        what: What was looked for, such as ``lead``.
        key: Its id or name.
        suggestions: Ids or names that exist and look like it, nearest first. Empty if there are none.
    """

    def __init__(self, what: str, key: str, hint: str = "", *, suggestions: tuple[str, ...] = ()) -> None:
        """
        Take what was looked for; *hint* says what was found instead, and what to do.
        """
        super().__init__(what, key)
        self.what = what
        self.key = key
        self.suggestions = suggestions
        self._hint = hint or "not found; correct the id"

    def _text(self) -> str:
        end = "" if self._hint.endswith("?") else "."
        return f"{self.what} {clipped(self.key)!r}: {self._hint}{end} Nothing was written"


class NotAllowed(LeadflowError):
    """
    None of the caller's roles allows the act. Nothing was written.

    Nothing was written. Trying again gives the same answer, until the caller has a role with the act.

    Attributes:
        act: What is not allowed: the value of a `leadflow.core.access.Act`.
    """

    def __init__(self, act: str) -> None:
        super().__init__(act)
        self.act = act

    def _text(self) -> str:
        return f"the caller is not allowed to '{self.act}'; give them a role that allows it. Nothing was written"


class Conflict(LeadflowError):
    """
    Somebody else changed the same records first, so nothing was written.

    Nothing was written. Read again, plan again, commit again.
    """

    retry_safe = True

    def __init__(self, what: str, key: str = "") -> None:
        super().__init__(what, key)
        self.what = what
        self.key = key

    @property
    def taken(self) -> bool:
        """
        Whether something was to be created under an id that is taken: the same call fails again.
        """
        return False

    def _text(self) -> str:
        return f"{self.what} {self.key}".strip() + " changed since it was read; nothing was written"


class AlreadyExists(Conflict):
    """
    A record was to be created under an id that is taken.

    Nothing was written. The same call fails again: choose another id, or leave it out to get a new one.
    """

    retry_safe = False

    @property
    def taken(self) -> bool:
        """
        True: that is what it says.
        """
        return True

    def _text(self) -> str:
        return (
            f"{self.what} '{clipped(self.key)}' exists already; choose another id, or leave it out. Nothing was written"
        )


class StaleLead(Conflict):
    """
    Somebody else changed the lead first, so nothing was written.
    """

    def __init__(self, lead_id: str, seq: int) -> None:
        super().__init__("lead", lead_id)
        self.lead_id = lead_id
        self.seq = seq

    @property
    def taken(self) -> bool:
        """
        Whether the lead was to be created, and there is one with its id.
        """
        return self.seq == 1

    def _text(self) -> str:
        if self.taken:
            return f"lead '{self.lead_id}' exists already; choose another id, or leave it out. Nothing was written"
        return f"somebody else wrote event {self.seq} of lead {self.lead_id} first; call again. Nothing was written"

    def __reduce__(self) -> tuple[type[StaleLead], tuple[str, int]]:
        return StaleLead, (self.lead_id, self.seq)


class InvalidInput(LeadflowError, ValueError):
    """
    Data is wrong; `problems` lists all mistakes. Nothing was written.

    Raised only where a caller asked for a value or nothing, as in ``load_module``. Nothing was written. Correct
    the input before you try again.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        # Each is clipped already.
        more = len(self.problems) - _MOST_PROBLEMS
        told = [self._truly(str(problem)) for problem in self.problems[:_MOST_PROBLEMS]]
        return "\n".join([*told, f"and {more:,} more problems"] if more > 0 else told)


class ConfigurationError(LeadflowError):
    """
    A declaration or configuration cannot work.

    Nothing was written. The message names the setting and the remedy.
    """


class MissingExtra(ConfigurationError, ImportError):
    """
    A part of leadflow needs a package that is not installed.

    Nothing was written. The message names the extra that brings the package.
    """

    def __init__(self, extra: str, package: str) -> None:
        super().__init__(f"{package} is not installed; run: pip install 'leadflow[{extra}]'. Nothing was written")
        self.extra = extra
        self.package = package


class MailerBroken(ConfigurationError):
    """
    The mailer has a bug or cannot work, so the relay stopped.

    What was sent before is saved, and nothing is lost: the message at hand is due again in five minutes, the others at
    once, and none of that counts as an attempt. Correct the mailer and run the relay again.

    Attributes:
        mailer: The class of the mailer.
        error: The class of what it raised, and where: a file and a line.
        key: Of the message that it was given.
    """

    wrote = True
    retry_safe = True

    def __init__(self, mailer: str, error: str, key: str) -> None:
        super().__init__(mailer, error, key)
        self.mailer = mailer
        self.error = error
        self.key = key

    def _text(self) -> str:
        return (
            f"the mailer {self.mailer} raised {self.error} for message {self.key}; correct the mailer and run the "
            "relay again. No message is lost, and none has used an attempt"
        )


class PortError(LeadflowError):
    """
    A port that the host or an adapter implements failed; the cause is chained.

    The step that failed wrote nothing. A call of several commits, such as an import, may have written earlier ones;
    calling it again continues behind them.
    """

    wrote = True
    retry_safe = True


class OutcomeUnknown(PortError):
    """
    The answer to a commit was lost, so it may have been written and may not.

    Making the same call again, by the same `leadflow.Setting`, does not write it twice: if it was written, the call
    returns the first result.
    """


class StoreUnusable(PortError):
    """
    A store cannot be used as it is: somebody has to do something first, and the message says what.

    A missing folder, a read-only file, a wrong password, a constraint that the host has added. The same call fails
    again until it is done. Nothing was written, unless `wrote` and the text say that earlier steps of the call were.
    """

    wrote = False
    retry_safe = False


class TablesDiffer(PortError):
    """
    The tables of a database changed after it was opened.

    A newer version has lifted it meanwhile, or somebody has changed its tables by hand. Nothing was written, and trying
    again fails in the same way until the tables or the version are others.
    """

    wrote = False
    retry_safe = False


class MailDeferred(LeadflowError):
    """
    The mailer could not deliver now; try later.

    No recipient was reached as far as the mailer knows.
    """

    retry_safe = True


class MailBlocked(MailDeferred):
    """
    No mail goes out until somebody corrects a setting of the host, such as a login, a sender or a permission to relay.

    The relay keeps such mail until then, and logs an error.
    """


class MailRefused(LeadflowError):
    """
    The mailer will never deliver this mail to this address; do not try again.
    """


class AddressRefused(MailRefused):
    """
    Nobody has this address: the relay marks it, as a hard bounce does, and sends nothing to it any more.
    """


class MailNotBuilt(MailRefused):
    """
    A mail would have had other headers than were planned, so it was not made; do not try again.
    """


class TemplateFailed(LeadflowError):
    """
    A supplier's template cannot be rendered within its limits, so the default wording is sent.
    """


class LinkUnusable(LeadflowError):
    """
    The base class for links that no longer work; its text is safe to show.

    Nothing was written, and nothing of the lead is revealed.
    """


class LinkInvalid(LinkUnusable):
    """
    This supplier has not sent the link; every mistake in it gives the same error.
    """

    def _text(self) -> str:
        return "this link is not valid; use the one in the mail"


class LinkExpired(LinkUnusable):
    """
    The link has expired.
    """

    def _text(self) -> str:
        return "this link has expired; ask for the lead to be sent again"


class LinkOutdated(LinkUnusable):
    """
    The lead was reassigned after the link was sent.
    """

    def _text(self) -> str:
        return "the lead was reassigned after this link was sent; use the link in the latest mail"


class LeadInactive(LinkUnusable):
    """
    The lead was deactivated after the link was sent.
    """

    def _text(self) -> str:
        return "the lead is no longer active"


class AlreadyDecided(LeadflowError):
    """
    The lead was already decided differently. Nothing was written.

    Attributes:
        decision: What was decided: ``accepted`` or ``rejected``.
        by: Who did, by id; empty where nobody is named.
        at: When, in UTC.
    """

    def __init__(self, decision: str, by: str, at: datetime) -> None:
        super().__init__(decision, by, at)
        self.decision = decision
        self.by = by
        self.at = at

    def _text(self) -> str:
        return f"the lead was {self.decision} on {self.at:%Y-%m-%d at %H:%M} UTC"


class WebhookRefused(LeadflowError):
    """
    A webhook is not from who it says, or cannot be read; every reason has the same text, which is safe to show.

    Nothing was written. The same webhook is refused again.

    Attributes:
        reason: A code for the log of the host: ``body``, ``headers``, ``signature`` or ``timestamp``.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return "the webhook is not verified; sign it with the current secret. Nothing was written"


class AddressNotAllowed(LeadflowError):
    """
    An address is not called: it is malformed, is not https, or leads into a network that nobody allowed.

    Attributes:
        reason: ``address_malformed``, ``not_https``, ``host_unknown`` or ``network_not_allowed``.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"the address is not called ({self.reason}); correct it, or allow its network. Nothing was sent"
