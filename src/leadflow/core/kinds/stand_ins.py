"""
What people and programs write where there is nothing to say.
"""

from __future__ import annotations

from typing import Final

from leadflow.core.text import text_key

__all__ = ["STAND_INS", "says_nothing"]

STAND_INS: Final = frozenset(
    [
        *("-", "--", "---", "–", "—", ".", "?", "/", "n/a", "n.a.", "n.a", "na", "n/d", "n.d.", "nd", "null", "none"),
        *("nil", "nan", "nat", "<na>", "undefined", "unknown", "not available", "not provided", "#n/a", "(none)"),
        *("k.a.", "k. a.", "keine angabe", "keine angaben", "unbekannt", "entfällt", "inconnu", "non renseigné"),
        *("desconocido", "no disponible", "sconosciuto", "non disponibile", "onbekend", "n.v.t.", "nvt"),
        *("desconhecido", "não informado", "不明", "なし", "未設定"),
    ]
)
"""
Keys of texts that are absent values in every kind that cannot read them.
"""


def says_nothing(text: str) -> bool:
    """
    Return whether *text* stands for nothing.
    """
    return text_key(text) in STAND_INS
