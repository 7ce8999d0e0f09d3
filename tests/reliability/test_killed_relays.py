"""
R6: of eight relays with four connections each, some are killed: no message is lost, few go twice, and all in order.
"""

from __future__ import annotations

import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from itertools import pairwise
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from tests.processes import SIZE, SOAK, sized, start
from tests.reliability.databases import a_setting, kind_of
from tests.reliability.figures import record
from tests.reliability.sending import CONNECTIONS, send_by_log, send_by_smtp, server

from leadflow.core.access import ProgramParty
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.notifications import Message
from leadflow.core.partners import Partner, PartnerPeople, PartnerUser
from leadflow.services import SupplierDesk

PEOPLE, REMINDERS = 10, 2
# How many relays run beside each other, where some are killed and where none is.
RELAYS, UNDISTURBED = 8, 8 if SOAK else 3
# Ten kills in all when it is small, a thousand when it is long.
LEADS, KILLS = sized(8, 1_000), sized(5, 500)


@pytest.mark.parametrize("kills", [0, KILLS])
def test_killed_relays_lose_nothing(url: str, kills: int, tmp_path: Path) -> None:
    """
    Every message is sent, those about one lead to one person in their order, and a kill doubles at most one, although a
    relay has four connections. Without kills nothing is sent twice.
    """
    log, messages = tmp_path / "sent.log", fill(url)
    with server(str(log)) as port:
        killed, sent = kill_and_wait(lambda: start(send_by_smtp, url, port), log, messages, kills)
    lost, doubled, out_of_order = seen(kind_of(url), killed, sent, messages)

    assert lost == 0
    assert killed == kills
    assert doubled <= kills
    assert max(Counter(sent).values()) <= 1 + kills
    assert out_of_order == 0


def test_a_mailer_that_does_not_say_when_it_hands_over(url: str, tmp_path: Path) -> None:
    """
    Any of its connections may have handed a mail over at the moment of a kill, so that each doubles one at most.
    """
    log, messages = tmp_path / "sent.log", fill(url)
    log.touch()
    killed, sent = kill_and_wait(lambda: start(send_by_log, url, str(log)), log, messages, KILLS)
    lost, doubled, out_of_order = seen(f"whole mails, {kind_of(url)}", killed, sent, messages)

    assert lost == 0
    assert doubled <= KILLS * CONNECTIONS
    assert out_of_order == 0


def kill_and_wait(
    begin: Callable[[], BaseProcess], log: Path, messages: Mapping[str, Message], kills: int
) -> tuple[int, list[str]]:
    """
    Let relays send everything, and kill some on the way; returns how many were killed and what was sent.
    """
    dice = random.Random(kills)
    moments = sorted(dice.sample(range(1, len(messages) * 9 // 10), kills))
    relays = [begin() for _ in range(RELAYS if kills else UNDISTURBED)]
    deadline = time.monotonic() + (3_000 if SOAK else 300)
    killed = 0
    try:
        while len(set(lines(log))) < len(messages) and time.monotonic() < deadline:
            time.sleep(0.02)
            while killed < kills and len(lines(log)) >= moments[killed]:
                number = dice.randrange(RELAYS)
                relays[number].kill()
                relays[number].join()
                relays[number] = begin()
                killed += 1
        time.sleep(0.5)
    finally:
        for relay in relays:
            relay.kill()
            relay.join()
    return killed, lines(log)


def seen(what: str, killed: int, sent: list[str], messages: Mapping[str, Message]) -> tuple[int, int, int]:
    """
    Record and return how many mails were lost, doubled and out of order.
    """
    lost, doubled = len(messages.keys() - set(sent)), len(sent) - len(set(sent))
    record(
        f"R6 {what}" if killed else f"R6 {what} undisturbed",
        size=SIZE,
        kills=killed,
        ended=killed * CONNECTIONS,
        messages=len(messages),
        lost=lost,
        doubled=doubled,
        disordered=disordered(sent, messages),
    )
    return lost, doubled, disordered(sent, messages)


def fill(url: str) -> dict[str, Message]:
    """
    Make leads whose people are to be told several times; returns the messages by key.
    """
    with a_setting(url) as setting:
        desk = SupplierDesk(setting, ProgramParty(name="host"))
        users = tuple(PartnerUser(id=f"u{n}", email=f"u{n}@p.example", default_recipient=True) for n in range(PEOPLE))
        desk.save_partners([Partner(id="p", name="P")], people=[PartnerPeople(partner_id="p", users=users)])
        messages = dict[str, Message]()
        for number in range(LEADS):
            draft = read_draft(setting.programme.schema, {"email": f"a{number}@x.de"}, partner="p")
            done = desk.receive(draft)
            assert isinstance(done, Distribution)
            for _ in range(REMINDERS):
                desk.remind(done.lead.id)
            messages |= {post.message.key: post.message for post in desk.messages(done.lead.id)}
    assert len(messages) == LEADS * PEOPLE * (1 + REMINDERS)
    return messages


def disordered(sent: list[str], messages: Mapping[str, Message]) -> int:
    """
    Return how many mails came after a later one about the same lead to the same person.
    """
    seqs = defaultdict[tuple[str | None, str], list[int]](list)
    for key in sent:
        message = messages[key]
        seqs[message.lead_id, message.recipient_id].append(message.seq)
    return sum(before > after for one in seqs.values() for before, after in pairwise(one))


def lines(log: Path) -> list[str]:
    """
    Return the keys of what was sent so far.
    """
    return log.read_text().split()
