"""
The database of the build at commit 055b762, and what that build read of it. `make.py` made both.

It holds two suppliers, some 300 leads with events of every kind, messages in every state, imports with refused rows,
turns of modules with several versions, files, what prospects did before, and partners with people of every kind.
"""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import Any, Final

__all__ = ["ON_TRAILS", "differences", "expected", "parted", "placed", "postgresql_script", "sqlite_database"]

_FOLDER = Path(__file__).parent

ON_TRAILS = {
    "MessageSent": (),
    "MessageFailed": ("reason",),
    "MessageCancelled": ("reason",),
    "MessageRequeued": (),
    "DeliveryReported": ("kind", "at", "code"),
}
"""
The facts that stood on the timelines of leads and stand on the trails of messages now, with what they say there.
"""


def sqlite_database(folder: Path) -> Path:
    """
    Put the SQLite database into *folder*, and return its path.
    """
    path = folder / "earlier.db"
    path.write_bytes(_unpacked("055b762.sqlite.xz"))
    return path


def postgresql_script() -> str:
    """
    Return the statements that make the same tables and rows in PostgreSQL.
    """
    return _unpacked("055b762.postgresql.sql.xz").decode("utf-8")


def expected() -> list[dict[str, Any]]:
    """
    Return what the build read: for each lead, partner, campaign, module, rotation, import and message of each supplier
    an object that says in ``what`` what it is and in ``of`` whose; values of classes are as `plain` writes them.
    """
    return [json.loads(line) for line in _unpacked("055b762.expected.jsonl.xz").decode("utf-8").splitlines()]


def placed(event: dict[str, Any]) -> dict[str, Any]:
    """
    Return an *event* that the build read as it is read now: what became of a message keeps only its place.
    """
    fact = event["fact"]
    return {**event, "fact": {"is": "Mailed", "key": fact["key"]}} if fact["is"] in ON_TRAILS else event


def _unpacked(name: str) -> bytes:
    return lzma.decompress((_FOLDER / name).read_bytes())


_TOLD: Final = {"reminders", "bounced"}
_MOVED: Final = {
    "Partner": {"users", "sales_reps", "auto_accept_since"},
    "PartnerUser": _TOLD,
    "SalesRep": _TOLD,
    "SupplierContact": _TOLD,
}


def parted(was: Any) -> Any:
    """
    Return what was read, as `plain` writes it, without what stands in a partner's settings and people now.
    """
    if isinstance(was, list):
        return [parted(one) for one in was]
    if not isinstance(was, dict):
        return was
    moved = _MOVED.get(was.get("is", ""), set())
    return {name: parted(value) for name, value in was.items() if name not in moved}


_RENAMED: Final = {"RoutingDecision": "RoutingTrace", "Choose": "AssignByRules"}
"""
What classes of the build are called today.
"""

_OPERATORS: Final = {"begins_with": "starts_with", "greater": "greater_than", "less": "less_than"}
"""
What operators are called today.
"""

_MEMBERS: Final = {"trail": "packed_steps", "or_empty": "if_missing", "where": "path", "near": "suggestions"}
"""
What members of those classes are called today.
"""


def differences(was: Any, now: Any, at: str = "") -> list[str]:
    """
    Return the places at which what is read *now* is not what *was* read, both as `plain` writes them.

    Members that the build did not have are new and no difference, and neither is the new name of a class.
    """
    if isinstance(was, dict) and isinstance(now, dict):
        pairs = ((name, value, now.get(name, now.get(_MEMBERS.get(name)))) for name, value in was.items())
        found = [differences(value, here, f"{at}.{name}".strip(".")) for name, value, here in pairs]
    elif at.endswith("operator") and now in ("starts_with", "greater_than", "less_than"):
        return [] if _OPERATORS.get(was, was) == now else [f"{at}: {was!r} is {now!r} now"]
    elif at.endswith("subject") and (was, now) == ("lead", None):
        return []  # A condition that named no subject asked the lead, and still does where leads are asked.
    elif isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        found = [differences(*pair, f"{at}[{place}]") for place, pair in enumerate(zip(was, now, strict=True))]
    else:
        return [] if was == now or _RENAMED.get(str(was)) == now else [f"{at}: {was!r} is {now!r} now"]
    return [difference for differences_of_one in found for difference in differences_of_one]
