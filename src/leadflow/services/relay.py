"""
The relay: claims messages, renders them, sends them, and settles what became of them.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Final

from leadflow.core.access import ProgramParty, actor_of
from leadflow.core.actors import Channel
from leadflow.core.notifications import ActionLinks
from leadflow.errors import ConfigurationError, Conflict, PortError
from leadflow.ports import Mailer, Outbox, TemplateEngine
from leadflow.services.carrying import Carrier, next_try
from leadflow.services.relayed import Attempt, Relayed, StopSignal
from leadflow.services.rendering import MailRoom
from leadflow.services.setting import Setting

__all__ = ["Attempt", "OutboxRelay", "Relayed", "StopSignal", "next_try"]

_LEASE: Final = timedelta(minutes=5)
_PIECE: Final = 10
_RUN: Final = 100


class OutboxRelay:
    """
    Delivers the messages of one supplier: at least once each, with the same ``Message-ID`` at every try.

    Several relays may run at once, in any processes. A relay that dies leaves its messages to the others once their
    lease has ended; a message that was sent in that moment is sent again. Whatever a mailer raises, the messages
    behind are sent all the same.
    """

    def __init__(
        self,
        setting: Setting,
        outbox: Outbox,
        mailer: Mailer,
        *,
        links: ActionLinks | None = None,
        templates: TemplateEngine | None = None,
        observe: Callable[[Attempt], None] | None = None,
        dice: Callable[[], float] = random.random,
        lease: timedelta = _LEASE,
        program: ProgramParty = ProgramParty(name="relay"),
    ) -> None:
        """
        Deliver what *outbox* hands out by *mailer*.

        Args:
            setting: What services work with; leases are new ids.
            outbox, mailer: The ports.
            links: Makes the buttons of mail; None sends mail without.
            templates: Renders the supplier's templates; None sends the default wording.
            observe: Told of every message that was handled, for metrics; what it raises is ignored.
            dice: A number from 0 to 1, for the jitter of retries.
            lease: How long a message is held. None is begun after half of that, so a mail that takes less than the
                other half is never sent by two relays at once.
            program: Who stands on the messages' trails.

        Raises:
            ConfigurationError: The mailer says that a mail may take longer than half of the lease.
        """
        longest = timedelta(seconds=getattr(mailer, "longest", 0))
        if longest > lease / 2:
            raise ConfigurationError(f"a mail may take {longest}, and a lease of {lease} has only half of it for one")
        self._lease = lease
        self._setting = setting
        self._outbox = outbox
        self._mailer = mailer
        self._links = links
        self._templates = templates
        self._observe = observe
        self._dice = dice
        self._program = program

    def run_once(self, *, most: int = 100) -> Relayed:
        """
        Handle up to *most* messages that are due, the oldest first; each is settled before the next is sent.

        Raises:
            PortError: The store failed. Messages claimed and not settled come back when their lease ends.
        """
        return self._run(most, self._carrier())

    def run_until_idle(self) -> Relayed:
        """
        Handle messages until none is due.
        """
        done, carrier = Relayed(), self._carrier()
        while (one := self._run(_RUN, carrier)).total:
            done += one
        return done

    def run(self, stop: StopSignal, *, pause: timedelta = timedelta(seconds=1)) -> Relayed:
        """
        Handle messages until *stop* is set, and wait for *pause* whenever none is due or the store fails.

        Returns:
            What was done until then; the message at hand is settled first.
        """
        done, carrier = Relayed(), self._carrier()
        while not stop.is_set():
            handled = Relayed()
            with suppress(PortError, Conflict):
                handled = self._run(_PIECE, carrier)
            done += handled
            if not handled.total:
                stop.wait(pause.total_seconds())
        return done

    def _carrier(self) -> Carrier:
        room = MailRoom(self._setting, links=self._links, engine=self._templates)
        return Carrier(
            self._setting,
            actor_of(self._program, Channel.SYSTEM),
            self._mailer,
            dice=self._dice,
            observe=self._observe,
            room=room,
        )

    def _run(self, most: int, carrier: Carrier) -> Relayed:
        done = Relayed()
        while most > 0:
            piece = min(most, _PIECE)
            now = self._setting.clock()
            claims = self._outbox.claim(
                self._setting.supplier_id, self._setting.new_id(), now, now + self._lease, piece
            )
            done, most = done + carrier.carry(claims, now + self._lease / 2), most - piece
            if len(claims) < piece:
                break
        return done
