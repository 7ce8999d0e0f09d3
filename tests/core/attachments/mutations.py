"""
Breaks files in the ways that transmission, careless programs and attackers do.
"""

from __future__ import annotations

import random
from collections.abc import Mapping

from tests.core.attachments.zip_writer import members_of, zip_file

__all__ = ["mutated", "mutated_parts"]

_EDGES = (
    b"\x00",
    b"\xff",
    b"\x7f",
    b"\x80",
    b"\xff\xff\xff\xff",
    b"\x00\x00\x00\x00",
    b"\xfe\xff\xff\xff",
    b"\x01\x00\x00\x00",
)


def mutated(data: bytes, other: bytes, dice: random.Random) -> bytes:
    """
    Return *data* after one to six accidents; some of them bring in pieces of *other*.
    """
    broken = bytearray(data)
    for _ in range(dice.randint(1, 6)):
        if not broken:
            return b""
        # Headers and directories stand at the two ends, so these are hit more often.
        reach = dice.choice((64, 1024, len(broken)))
        place = min(dice.randrange(reach), len(broken) - 1)
        if dice.random() < 0.3:
            place = len(broken) - 1 - place
        _accident(broken, place, other, dice)
    return bytes(broken)


def _accident(broken: bytearray, place: int, other: bytes, dice: random.Random) -> None:
    length = dice.choice((1, 2, 4, 16, 200))
    match dice.randrange(7):
        case 0:
            broken[place] ^= 1 << dice.randrange(8)
        case 1:
            broken[place] = dice.randrange(256)
        case 2:
            edge = dice.choice(_EDGES)
            broken[place : place + len(edge)] = edge
        case 3:
            del broken[place : place + length]
        case 4:
            start = dice.randrange(max(len(other), 1))
            broken[place:place] = other[start : start + length]
        case 5:
            del broken[place:]
        case _:
            target = dice.randrange(len(broken))
            broken[target : target + length] = broken[place : place + length]


def mutated_parts(parts: Mapping[str, bytes | str], dice: random.Random) -> bytes:
    """
    Return a sound container with one broken part, so that what lies behind the container's check is reached too.
    """
    members = members_of(parts)
    chosen = dice.choice(members).name
    changed = {member.name: member.data for member in members}
    changed[chosen] = mutated(changed[chosen], b"<!DOCTYPE a><x:y z='1'/>&a;", dice)
    return zip_file(members_of(changed))
