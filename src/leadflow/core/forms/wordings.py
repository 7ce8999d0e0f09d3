"""
What forms say in each language, in addition to the labels of fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import frozen

from leadflow.core.forms.description import SectionName

__all__ = ["FormWords", "form_words"]


@frozen(kw_only=True)
class FormWords:
    """
    The wording of forms in one language.

    Attributes:
        sections: The heading of each section.
        routing: The labels of what is not a value of the lead, by name.
        hints: What helps with a kind, by the kind's name.
        files: What can be attached; ``{most}``, ``{size}`` and ``{types}`` are filled in.
        sometimes: Of a field that may be required.
    """

    sections: Mapping[SectionName, str]
    routing: Mapping[str, str]
    hints: Mapping[str, str]
    files: str
    sometimes: str


def _words(
    sections: tuple[str, ...], routing: tuple[str, ...], hints: tuple[str, ...], files: str, sometimes: str
) -> FormWords:
    return FormWords(
        sections=dict(zip(SectionName, sections, strict=True)),
        routing=dict(zip(_ROUTING, routing, strict=True)),
        hints=dict(zip(_HINTED, hints, strict=True)),
        files=files,
        sometimes=sometimes,
    )


_ROUTING: Final = (
    "partner",
    "partner_name",
    "assignee_id",
    "campaign",
    "source",
    "status",
    "created_at",
    "lead_score",
    "external_id",
    "files",
)
_HINTED: Final = ("date", "datetime", "money", "phone", "url", "multi_choice")

_ENGLISH: Final = _words(
    ("Routing", "Lead details", "Company", "Attachments", "More details"),
    (
        "Partner",
        "Partner",
        "Assignee",
        "Campaign",
        "Source",
        "Stage",
        "Created",
        "Score",
        "ID in another system",
        "Files",
    ),
    (
        "For example 2026-03-05",
        "For example 2026-03-05 14:30",
        "For example EUR 1500",
        "With the country code, for example +46 70 123 45 67",
        "For example https://www.granit.example",
        "Several are possible",
    ),
    "Up to {most} files of {size} MB each: {types}",
    "May be required",
)
_GERMAN: Final = _words(
    ("Verteilung", "Angaben zum Lead", "Unternehmen", "Anhänge", "Weitere Angaben"),
    (
        "Partner",
        "Partner",
        "Zuständig",
        "Kampagne",
        "Quelle",
        "Phase",
        "Erstellt",
        "Bewertung",
        "Kennung in einem anderen System",
        "Dateien",
    ),
    (
        "Zum Beispiel 05.03.2026",
        "Zum Beispiel 05.03.2026 14:30",
        "Zum Beispiel EUR 1500",
        "Mit Landesvorwahl, zum Beispiel +46 70 123 45 67",
        "Zum Beispiel https://www.granit.example",
        "Mehrere sind möglich",
    ),
    "Bis zu {most} Dateien mit je {size} MB: {types}",
    "Kann erforderlich sein",
)
_FRENCH: Final = _words(
    ("Attribution", "Détails du lead", "Entreprise", "Pièces jointes", "Autres informations"),
    (
        "Partenaire",
        "Partenaire",
        "Responsable",
        "Campagne",
        "Source",
        "Étape",
        "Créé le",
        "Score",
        "Identifiant dans un autre système",
        "Fichiers",
    ),
    (
        "Par exemple 05/03/2026",
        "Par exemple 05/03/2026 14:30",
        "Par exemple EUR 1500",
        "Avec l'indicatif du pays, par exemple +46 70 123 45 67",
        "Par exemple https://www.granit.example",
        "Plusieurs réponses sont possibles",
    ),
    "Jusqu'à {most} fichiers de {size} Mo chacun : {types}",
    "Peut être obligatoire",
)
_SPANISH: Final = _words(
    ("Asignación", "Datos del lead", "Empresa", "Archivos adjuntos", "Otros datos"),
    (
        "Socio",
        "Socio",
        "Responsable",
        "Campaña",
        "Origen",
        "Etapa",
        "Creado",
        "Puntuación",
        "Identificador en otro sistema",
        "Archivos",
    ),
    (
        "Por ejemplo 2026-03-05",
        "Por ejemplo 2026-03-05 14:30",
        "Por ejemplo EUR 1500",
        "Con el prefijo del país, por ejemplo +46 70 123 45 67",
        "Por ejemplo https://www.granit.example",
        "Se pueden elegir varias",
    ),
    "Hasta {most} archivos de {size} MB cada uno: {types}",
    "Puede ser obligatorio",
)
_WORDS: Final[Mapping[str, FormWords]] = {"en": _ENGLISH, "de": _GERMAN, "fr": _FRENCH, "es": _SPANISH}


def form_words(language: str) -> FormWords:
    """
    Return the wording in a language that `leadflow.core.notifications.wordings.words_in` found.
    """
    return _WORDS[language]
