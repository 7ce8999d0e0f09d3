"""
What people and programs write where there is nothing to say.
"""

from __future__ import annotations

import re
from typing import Final

from leadflow.core.kinds.currencies import currency_of
from leadflow.core.text import text_key

__all__ = ["SAYS_SOMETHING", "STAND_INS", "says_nothing"]

STAND_INS: Final = frozenset(
    [
        *("-", "--", "---", "–", "—", ".", "?", "/", "n/a", "n.a.", "n.a", "na", "n/d", "n.d.", "nd", "null", "none"),
        *("nil", "nan", "nat", "<na>", "undefined", "unknown", "not available", "not provided", "#n/a", "(none)"),
        *(
            "k.a.",
            "k. a.",
            "k.a",
            "k/a",
            "keine angabe",
            "keine angaben",
            "unbekannt",
            "entfällt",
            "inconnu",
            "non renseigné",
        ),
        *("desconocido", "no disponible", "sconosciuto", "non disponibile", "onbekend", "n.v.t.", "nvt"),
        *("desconhecido", "não informado", "não disponível", "不明", "なし", "未設定"),
        # What pick lists, reports and databases write where nobody has chosen.
        *("--none--", "-none-", "- select -", "-- select --", "please select", "bitte wählen", "(not set)", "not set"),
        *("not specified", "nicht angegeben", "non spécifié", "no especificado", "non specificato", "niet opgegeven"),
        *(
            "(null)",
            "[null]",
            "<null>",
            "\\n",
            "(blank)",
            "(empty)",
            "no answer",
            "n/v",
            "n.v.",
            "tbd",
            "tba",
            "未回答",
            "未入力",
        ),
        *(
            "keine",
            "keiner",
            "aucun",
            "aucune",
            "ninguno",
            "ninguna",
            "nessuno",
            "nessuna",
            "geen",
            "nenhum",
            "nenhuma",
        ),
        *("not applicable", "nicht bekannt", "nicht verfügbar", "nicht zutreffend", "non applicable", "non disponible"),
        *("non communiqué", "sans objet", "nc", "n.c.", "n/c", "no aplica", "sin datos", "sin información", "s/d"),
        *(
            "non applicabile",
            "niet bekend",
            "niet beschikbaar",
            "niet van toepassing",
            "não se aplica",
            "não aplicável",
        ),
        *("sem informação", "não sei", "非公開", "該当なし", "無し", "…", "..."),
    ]
)
"""
Keys of texts that are absent values in every kind that cannot read them.
"""

_LONGER: Final = max(map(len, STAND_INS)) + 1

# Most lines are longer than all of them.
SAYS_SOMETHING: Final = rf"(?:[^\n]{{{_LONGER},}}+|(?!(?i:{'|'.join(map(re.escape, sorted(STAND_INS)))})$)[^\n]++)"
"""
A regular expression for lines that are none of these.
"""


def says_nothing(text: str) -> bool:
    """
    Return whether *text* stands for nothing, alone or beside a currency: workbooks show a zero as "- €".
    """
    first, _, rest = text.partition(" ")
    before, _, last = text.rpartition(" ")
    bare = rest if currency_of(first) else before if currency_of(last) else text
    return text_key(bare) in STAND_INS
