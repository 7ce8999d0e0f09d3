"""
What one form and one click cost with many leads, many partners, and many rules.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.receive import Office, an_office, compare, in_hand

from leadflow.core.routing import TieBreak

__all__ = ["receive_leads", "receive_partners", "receive_rules"]


def receive_leads(folder: Path, leads: int, times: int) -> float:
    """
    Return the worse ratio of a form with capacities and by load, with *leads* beside a thousand.
    """
    small, large = an_office(folder, 20, 1_000), an_office(folder, 20, leads)
    return max(_received(small, large, one, times) for one in (TieBreak.ROUND_ROBIN, TieBreak.LEAST_LOADED))


def receive_partners(folder: Path, partners: int, times: int) -> float:
    """
    Return the worst ratio of forms, a reassignment and a click, with *partners* beside twenty.
    """
    small, large = an_office(folder, 20, 1_000), an_office(folder, partners, 1_000)
    ratios = [_received(small, large, one, times) for one in TieBreak if one is not TieBreak.REVIEW]
    for name, few, many in (("reassign", small.reassign, large.reassign), ("click", small.click, large.click)):
        ratios.append(compare(name, in_hand(few, small, times), in_hand(many, large, times), times))
    return max(ratios)


def receive_rules(folder: Path, rules: int, times: int) -> float:
    """
    Return the ratio of a form by a module of so many rules, beside fifty.
    """
    tie_breaks = (TieBreak.ROUND_ROBIN,)
    small, large = (an_office(folder, 20, 0, rules=count, tie_breaks=tie_breaks) for count in (50, rules))
    return _received(small, large, TieBreak.ROUND_ROBIN, times)


def _received(small: Office, large: Office, tie_break: TieBreak, times: int) -> float:
    for office in (small, large):
        office.receive(tie_break.value)  # the first form after a change reads the partners
    return compare(
        f"receive, {tie_break.value}",
        lambda: small.receive(tie_break.value),
        lambda: large.receive(tie_break.value),
        times,
    )
