"""
The relay: it claims messages, sends them as mail, and saves the results.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime, timedelta
from threading import Event, Semaphore
from typing import Final

from leadflow.core.access import ProgramParty, actor_of
from leadflow.core.actors import Channel
from leadflow.core.argument_messages import wrong_value
from leadflow.core.arguments import checked
from leadflow.core.bounds import check_whole
from leadflow.core.notifications import ActionLinks
from leadflow.core.observations import SenderMissing, StoreFailed
from leadflow.errors import ConfigurationError, Conflict, PortError
from leadflow.ports import AttachmentStore, Claim, Mailer, Outbox, SteadyOutbox, TemplateEngine, describe
from leadflow.services.mail.rendering import MailRoom
from leadflow.services.operations.setting import Setting, check_links
from leadflow.services.operations.steps import in_steps
from leadflow.services.relay.delivery_loop import Carrier, is_unhurried
from leadflow.services.relay.handovers import Handover
from leadflow.services.relay.results import RelayResult, StopSignal
from leadflow.services.relay.worker_threads import Budget, all_at_once

__all__ = ["OutboxRelay", "RelayResult", "StopSignal"]

_LEASE: Final = timedelta(minutes=5)
_LONGEST_LEASE: Final = timedelta(days=1)
_PIECE: Final = 20
_PIECE_OF_MANY: Final = 2
_LONGEST_PAUSE: Final = timedelta(minutes=1)
_MOST_DOUBLED: Final = 16
# The answer to a whole mail is one of four, and some more let nobody wait.
_HANDOVERS_OF_EIGHT: Final = 3


@checked
class OutboxRelay:
    """
    Sends the messages of one supplier, each at least once, with the same ``Message-ID`` in every attempt.

    Several relays may run at once, in any processes, and each over several connections. If a relay dies, others send
    its messages once the lease has ended; a message that was just sent is sent again. A mail that a mailer cannot
    deliver stops no other mail. A mailer with a bug ends the run with `MailerBroken`, and no message is lost.
    """

    def __init__(
        self,
        setting: Setting,
        outbox: Outbox,
        mailer: Mailer,
        *,
        links: ActionLinks | None = None,
        templates: TemplateEngine | None = None,
        dice: Callable[[], float] = random.random,
        lease: timedelta = _LEASE,
        connections: int = 1,
        unsettled: int | None = None,
        files: AttachmentStore | None = None,
        program: ProgramParty = ProgramParty(name="relay"),
    ) -> None:
        """
        Deliver what *outbox* hands out by *mailer*.

        Args:
            setting: What services work with; leases are new ids.
            outbox, mailer: The ports.
            links: Creates the buttons of mail; if omitted, mail has no buttons.
            templates: Renders the supplier's templates; if omitted, mail has the default wording.
            dice: A number from 0 to 1, for the jitter of retries.
            lease: How long a message is held. A relay starts no mail in the second half of that time, so
                a mail that takes less than half the lease is never sent by two relays at once.
            connections: How many mails are sent at once, each from a thread of its own, the caller's among them; with
                more than one the mailer has to be thread-safe.
            unsettled: How many mails may be handed over whose results are not saved yet. That many are sent twice at
                most if the relay is killed, and more make it faster where a server takes its time to answer a whole
                mail. If omitted, three for every eight connections, at least one; as many as *connections* for a
                mailer that does not say when it hands over (`UnhurriedMailer`), because its mails would wait for
                each other as a whole.
            files: Where files are that are attached to mail: those of exports. Without it such mail has a link alone,
                or is given up as ``attachment_store_missing``.
            program: Who is named on the messages' trails.

        Raises:
            ConfigurationError: The links are another supplier's, the programme names no sender and the mailer delivers
                mail, or the mailer says that a mail may take longer than half of the lease.
            InvalidInput: *connections* or *unsettled* is less than 1, or the lease is zero or more than a day
                (``number_out_of_range``).
        """
        check_links(links, setting.programme, "OutboxRelay(links)")
        _check_sender(setting, mailer)
        check_whole(connections, "OutboxRelay(connections)", 1)
        if unsettled is not None:
            check_whole(unsettled, "OutboxRelay(unsettled)", 1)
        if not timedelta() < lease <= _LONGEST_LEASE:
            message = "must be longer than no time and at most a day; use minutes"
            raise wrong_value("number_out_of_range", message, "OutboxRelay(lease)")
        longest = timedelta(seconds=getattr(mailer, "longest", 0))
        if longest > lease / 2:
            raise ConfigurationError(
                f"OutboxRelay(lease): the mailer may take {longest.total_seconds():g} s per mail, but the limit is half the lease "
                f"({lease.total_seconds() / 2:g} s); lower its `longest`, or raise lease=. Nothing was sent"
            )
        self._lease, self._connections = lease, connections
        self._unsettled = unsettled or _handovers(mailer, connections)
        self._setting = setting
        self._outbox = outbox
        self._mailer = mailer
        self._links = links
        self._templates = templates
        self._files = files
        self._dice = dice
        self._program = program

    def run_once(self, *, most: int = 100) -> RelayResult:
        """
        Handle up to *most* messages that are due, the oldest first.

        Each is settled before the same connection sends the next; those about one lead to one person go in their order.

        Raises:
            PortError: The store failed. Messages claimed and not settled come back when their lease ends.
            MailerBroken: The mailer has a bug. What was not sent is due again, and no attempt is counted.
        """
        check_whole(most, "OutboxRelay.run_once(most)", 0, 2**63 - 1)
        budget = Budget(most)

        def work(carrier: Carrier, over: Event) -> RelayResult:
            done = RelayResult()
            while not over.is_set() and (piece := budget.take(self._piece)):
                count, handled = self._batch(carrier, piece)
                done += handled
                if count < piece:
                    break
            return done

        return self._crew(work)

    def run_until_idle(self) -> RelayResult:
        """
        Handle messages until none is due.

        Raises:
            PortError: The store failed. Messages claimed and not settled come back when their lease ends.
            MailerBroken: The mailer has a bug. What was not sent is due again, and no attempt is counted.
        """

        def work(carrier: Carrier, over: Event) -> RelayResult:
            done = RelayResult()
            while not over.is_set() and (handled := self._batch(carrier, self._piece)[1]).total:
                done += handled
            return done

        return self._crew(work)

    def run(self, stop: StopSignal, *, pause: timedelta = timedelta(seconds=1)) -> RelayResult:
        """
        Handle messages until *stop* is set, and wait for *pause* whenever none is due.

        While the store fails it waits longer each time, up to a minute, and says so in the log; it never ends because
        of that.

        Returns:
            What was done until then; the messages at hand are settled first.

        Raises:
            MailerBroken: The mailer has a bug. What was not sent is due again, and no attempt is counted.
        """

        def work(carrier: Carrier, over: Event) -> RelayResult:
            done, failed = RelayResult(), 0
            while not (stop.is_set() or over.is_set()):
                handled, wait = RelayResult(), pause
                try:
                    handled, failed = self._batch(carrier, self._piece)[1], 0
                except (PortError, Conflict) as error:
                    failed += 1
                    wait = max(pause, min(pause * 2 ** min(failed - 1, _MOST_DOUBLED), _LONGEST_PAUSE))
                    self._report_failure(error, wait)
                done += handled
                if not handled.total:
                    stop.wait(wait.total_seconds())
            return done

        return self._crew(work)

    def _report_failure(self, error: Exception, wait: timedelta) -> None:
        failed = StoreFailed(supplier_id=self._setting.supplier_id, error=describe(error), wait=wait)
        self._setting.report(failed)

    def _crew(self, work: Callable[[Carrier, Event], RelayResult]) -> RelayResult:
        free = Semaphore(self._unsettled)
        noted = in_steps()(work)
        return all_at_once(lambda over: noted(self._carrier(Handover(free)), over), self._connections)

    def _carrier(self, handover: Handover) -> Carrier:
        room = MailRoom(self._setting, links=self._links, engine=self._templates, files=self._files)
        return Carrier(
            self._setting,
            actor_of(self._program, Channel.SYSTEM),
            self._mailer,
            dice=self._dice,
            room=room,
            handover=handover,
        )

    @property
    def _piece(self) -> int:
        # Few at once where many share them, so that nobody sits on the last ones.
        return _PIECE_OF_MANY if self._connections > 1 else _PIECE

    def _batch(self, carrier: Carrier, piece: int) -> tuple[int, RelayResult]:
        """
        Claim up to so many messages and handle them; return how many were claimed, and what was done.
        """
        with self._outbox.steady() if isinstance(self._outbox, SteadyOutbox) else nullcontext():
            claims, until = self._claim(piece)
            return len(claims), carrier.carry(claims, until)

    def _claim(self, piece: int) -> tuple[tuple[Claim, ...], datetime]:
        """
        Claim up to so many messages, and say until when one of them may be begun.
        """
        now, setting = self._setting.clock(), self._setting
        claims = self._outbox.claim(setting.supplier_id, setting.new_id(), now, now + self._lease, piece)
        return claims, now + self._lease / 2


def _handovers(mailer: Mailer, connections: int) -> int:
    return max(1, connections * _HANDOVERS_OF_EIGHT // 8) if is_unhurried(mailer) else connections


def _check_sender(setting: Setting, mailer: Mailer) -> None:
    """
    Make sure that mail comes from somebody; of a mailer that does not say whether it delivers, only report it.
    """
    if not setting.programme.mail.sender.missing:
        return
    delivers = getattr(mailer, "delivers", None)
    if delivers:
        raise ConfigurationError(
            f"OutboxRelay(setting): the programme of '{setting.supplier_id}' names no sender, so mail would come from an "
            "address that belongs to nobody; set Programme(mail=MailPolicy(sender='…')). Nothing was written"
        )
    if delivers is None:
        setting.report(SenderMissing(supplier_id=setting.supplier_id))
