"""
A page of everything that is stored about a person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

__all__ = ["page_of"]

_NAMES: Final = (
    "title", "person", "supplier", "made_at", "leads", "people", "records", "messages",
    "values", "set_aside", "state", "history", "attachments", "external_ids", "events", "opportunities", "nothing",
)  # fmt: skip
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    language: dict(zip(_NAMES, words, strict=True))
    for language, words in {
        "en": (
            "What is stored about a person", "Person", "Supplier", "Made at", "Leads", "People", "Other records", "Mail",
            "Values", "Could not be read", "State", "History", "Files", "Ids in other systems", "Events",
            "Opportunities", "Nothing is stored about this person.",
        ),
        "de": (
            "Was über eine Person gespeichert ist", "Person", "Anbieter", "Erstellt am", "Leads", "Personen",
            "Weitere Angaben", "E-Mails", "Angaben", "Nicht lesbar", "Stand", "Vorgeschichte", "Dateien",
            "Nummern in anderen Systemen", "Ereignisse", "Verkaufschancen", "Über diese Person ist nichts gespeichert.",
        ),
        "fr": (
            "Données enregistrées sur une personne", "Personne", "Fournisseur", "Établi le", "Prospects", "Personnes",
            "Autres données", "E-mails", "Données", "Illisible", "État", "Historique", "Fichiers",
            "Identifiants dans d’autres systèmes", "Événements", "Opportunités",
            "Aucune donnée n’est enregistrée sur cette personne.",
        ),
        "es": (
            "Datos guardados sobre una persona", "Persona", "Proveedor", "Creado el", "Clientes potenciales", "Personas",
            "Otros datos", "Correos", "Datos", "Ilegible", "Estado", "Historial", "Archivos",
            "Identificadores en otros sistemas", "Eventos", "Oportunidades",
            "No hay datos guardados sobre esta persona.",
        ),
    }.items()
}  # fmt: skip
_STYLE: Final = (
    ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dt{font-weight:600}dd{margin:0;"
    "overflow-wrap:anywhere}section{border-top:1px solid;margin-top:1rem}pre,dd{white-space:pre-wrap}"
    "@media print{section{break-inside:avoid}}"
)


def page_of(data: Mapping[str, object], language: str) -> str:
    """
    Return *data* as a page; in English if there is no wording in *language*.
    """
    spoken = language.partition("-")[0].lower()
    spoken = spoken if spoken in _WORDS else "en"
    words = _WORDS[spoken]
    parts = "".join(_section(name, said, words) for name, said in data.items() if said)
    if not any(data.get(name) for name in ("leads", "people", "records", "messages")):
        parts += f"<p>{escape(words['nothing'])}</p>"
    title = escape(words["title"])
    return (
        f'<!doctype html>\n<html lang="{spoken}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{title}</h1>{parts}</body></html>\n"
    )


def _section(name: str, said: object, words: Mapping[str, str]) -> str:
    heading = f"<h2>{escape(words.get(name, name))}</h2>"
    if isinstance(said, Sequence) and not isinstance(said, str):
        return heading + "".join(f"<section>{_shown(one, words)}</section>" for one in said)
    return heading + _shown(said, words)


def _shown(said: object, words: Mapping[str, str]) -> str:
    if isinstance(said, Mapping):
        pairs = [(name, one) for name, one in said.items() if one not in (None, "", [], {}, ())]
        rows = (f"<dt>{escape(_label(name, words))}</dt><dd>{_shown(one, words)}</dd>" for name, one in pairs)
        return f"<dl>{''.join(rows)}</dl>"
    if isinstance(said, Sequence) and not isinstance(said, str):
        return f"<ul>{''.join(f'<li>{_shown(one, words)}</li>' for one in said)}</ul>"
    return escape("" if said is None else str(said))


def _label(name: object, words: Mapping[str, str]) -> str:
    return words.get(str(name), str(name).replace("_", " "))
