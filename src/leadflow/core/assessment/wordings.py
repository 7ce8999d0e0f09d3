"""
The words of an explanation, in four languages.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import frozen

from leadflow.core.templates import nearest_language

__all__ = ["WORDINGS", "Wording", "wording_in"]


@frozen(kw_only=True)
class Wording:
    """
    The sentences of an explanation in one language.

    Attributes:
        language: Such as ``en``.
        summary: Filled in: ``{strength}``, ``{confidence}`` and ``{leads}``.
        nothing_learnt: Said instead where there are no past leads.
        base: Filled in: ``{base}``.
        answered, not_answered, never_seen: What a lead says of a field; ``{field}`` and ``{answer}``.
        stronger, weaker: By how much that moves it; ``{said}`` and ``{points}``, which is above 0.
        unmoved: ``{said}``, which moves it by less than half a point.
        yes, no: Answers.
        fields: What fields of the record are called.
    """

    language: str
    summary: str
    nothing_learnt: str
    base: str
    answered: str
    not_answered: str
    never_seen: str
    stronger: str
    weaker: str
    unmoved: str
    yes: str
    no: str
    fields: Mapping[str, str]


_ENGLISH: Final = Wording(
    language="en",
    summary="Strength {strength} of 100, confidence {confidence} of 100, learnt from {leads} past leads.",
    nothing_learnt="There are no past leads to compare with yet.",
    base="A lead of which nothing is special has {base}.",
    answered="{field} is “{answer}”",
    not_answered="{field} is not answered",
    never_seen="{field} is “{answer}”, which past leads did not say",
    stronger="{said}: {points} stronger",
    weaker="{said}: {points} weaker",
    unmoved="{said}: no difference",
    yes="yes",
    no="no",
    fields={"source": "Source", "campaign_id": "Campaign", "amount": "Amount"},
)
_GERMAN: Final = Wording(
    language="de",
    summary="Stärke {strength} von 100, Sicherheit {confidence} von 100, gelernt aus {leads} früheren Leads.",
    nothing_learnt="Es gibt noch keine früheren Leads zum Vergleichen.",
    base="Ein Lead ohne Besonderheiten hat {base}.",
    answered="{field} ist „{answer}“",
    not_answered="{field} ist nicht angegeben",
    never_seen="{field} ist „{answer}“, was frühere Leads nicht angaben",
    stronger="{said}: {points} stärker",
    weaker="{said}: {points} schwächer",
    unmoved="{said}: kein Unterschied",
    yes="ja",
    no="nein",
    fields={"source": "Quelle", "campaign_id": "Kampagne", "amount": "Betrag"},
)
_FRENCH: Final = Wording(
    language="fr",
    summary="Force {strength} sur 100, certitude {confidence} sur 100, apprise de {leads} leads passés.",
    nothing_learnt="Il n’y a pas encore de leads passés pour comparer.",
    base="Un lead sans particularité a {base}.",
    answered="{field} : « {answer} »",
    not_answered="{field} : pas de réponse",
    never_seen="{field} : « {answer} », absent des leads passés",
    stronger="{said}, {points} de plus",
    weaker="{said}, {points} de moins",
    unmoved="{said}, aucune différence",
    yes="oui",
    no="non",
    fields={"source": "Source", "campaign_id": "Campagne", "amount": "Montant"},
)
_SPANISH: Final = Wording(
    language="es",
    summary="Fuerza {strength} de 100, certeza {confidence} de 100, aprendida de {leads} leads anteriores.",
    nothing_learnt="Todavía no hay leads anteriores con los que comparar.",
    base="Un lead sin nada especial tiene {base}.",
    answered="{field} es «{answer}»",
    not_answered="{field} no tiene respuesta",
    never_seen="{field} es «{answer}», que los leads anteriores no decían",
    stronger="{said}: {points} más",
    weaker="{said}: {points} menos",
    unmoved="{said}: ninguna diferencia",
    yes="sí",
    no="no",
    fields={"source": "Origen", "campaign_id": "Campaña", "amount": "Importe"},
)

WORDINGS: Final = {one.language: one for one in (_ENGLISH, _GERMAN, _FRENCH, _SPANISH)}
"""
The words of an explanation, by language.
"""


def wording_in(*languages: str) -> Wording:
    """
    Return the words in the first of *languages* that there is, else in English; ``de-AT`` falls back to ``de``.
    """
    return WORDINGS[nearest_language(WORDINGS, languages) or "en"]
