"""
Several processes do what deadlines are due for, and some are killed: each step is done once, and one mail is written.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

from tests.processes import CONTEXT, SIZE, sized, start
from tests.reliability.databases import a_setting, kind_of
from tests.reliability.figures import record
from tests.reliability.overdue import desk_at, fill, meet

from leadflow.core.facts import DeadlinePassed
from leadflow.core.leads import Lead
from leadflow.core.notifications import MessageKind
from leadflow.services import ActionOutcome, Setting

LEADS = sized(60, 2_000)
PROCESSES = 3
REMINDED, MOVED = timedelta(hours=2), timedelta(hours=12)


def test_racing_and_killed_processes_do_each_step_once(url: str, tmp_path: Path) -> None:
    """
    After any number of kills each lead was reminded of once, then moved on once, with one mail for either.
    """
    dice, killed, began = random.Random(url), 0, time.monotonic()
    with a_setting(url, "late") as setting:
        fill(setting, LEADS, str(tmp_path / "leads.csv"))
        figures = []
        for later, kind in ((REMINDED, MessageKind.PENDING_REMINDER), (MOVED, MessageKind.NEW_LEAD)):
            killed += race(url, later, dice)
            left = desk_at(setting, later).run(most=2 * LEADS).outcomes
            assert left.keys() <= {ActionOutcome.DONE}
            assert desk_at(setting, later).due_actions() == ()
            figures.append(found(setting, kind))
        moved = Counter(lead.duplicated_from for lead in leads_of(setting) if lead.duplicated_from is not None)
    seconds = round(time.monotonic() - began, 1)
    doubled = sum(number > 1 for counted in (*figures, moved) for number in counted.values())
    record(f"deadlines {kind_of(url)}", size=SIZE, kills=killed, leads=LEADS, seconds=seconds, doubled=doubled)

    assert killed > 0
    assert doubled == 0
    assert [len(one) for one in figures] == [LEADS, LEADS]
    assert len(moved) == LEADS


def race(url: str, later: timedelta, dice: random.Random) -> int:
    """
    Let several processes do what is due, and kill one of them at a random moment; says how many were killed at work.
    """
    pipes = [CONTEXT.Pipe(duplex=False) for _ in range(PROCESSES)]
    processes = [start(meet, url, "late", later, telling) for _, telling in pipes]
    for _, telling in pipes:
        telling.close()
    victim = dice.randrange(PROCESSES)
    try:
        for _ in range(1 + dice.randrange(2)):
            pipes[victim][0].recv()
    except EOFError:
        pass
    time.sleep(dice.uniform(0, 0.03))
    processes[victim].kill()
    for process in processes:
        process.join()
    for told, _ in pipes:
        told.close()
    assert all(one.exitcode == 0 for number, one in enumerate(processes) if number != victim)
    return int(processes[victim].exitcode != 0)


def leads_of(setting: Setting) -> list[Lead]:
    """
    Return all leads.
    """
    with setting.unit() as unit:
        return list(unit.leads.page(None, 4 * LEADS))


def found(setting: Setting, kind: MessageKind) -> Counter[str]:
    """
    Return how many messages of a kind there are about each lead; each passed step stands once on its timeline.
    """
    counted = Counter[str]()
    with setting.unit() as unit:
        for lead in unit.leads.page(None, 4 * LEADS):
            steps = [event.fact.step for event in unit.timeline.of(lead.id) if isinstance(event.fact, DeadlinePassed)]
            assert len(steps) == len(set(steps))
            counted[lead.id] += sum(post.message.kind is kind for post in unit.posts.of_lead(lead.id))
    return +counted
