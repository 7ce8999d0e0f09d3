"""
Recognizes fields about personal traits by their names and labels, in eight languages.
"""

from __future__ import annotations

import re
from typing import Final

from leadflow.core.fields import AnyField
from leadflow.core.text import text_key

__all__ = ["is_personal", "names_a_trait"]

_WORDS: Final = frozenset(
    word
    for words in (
        # English
        "age ages birth birthday birthdate birthplace dob born gender sex marital married maritalstatus spouse children kids",
        "pregnant pregnancy religion religious faith ethnicity ethnic race nationality citizenship immigration disability",
        "disabled health medical illness political politics union orientation surname firstname lastname",
        "fullname middlename nickname salutation ssn",
        # German
        "alter geburt geburtstag geburtsdatum geburtsort geschlecht familienstand verheiratet ehepartner kinder schwanger",
        "religion konfession ethnie nationalitat staatsangehorigkeit behinderung gesundheit gewerkschaft partei",
        "vorname nachname anrede",
        # French
        "naissance sexe genre matrimonial matrimoniale marie mariee conjoint enfants enceinte ethnique nationalite",
        "handicap sante syndicat prenom civilite",
        # Spanish and Portuguese
        "edad nacimiento sexo genero civil casado casada conyuge hijos embarazada etnia raza nacionalidad discapacidad salud",
        "sindicato apellido apellidos tratamiento idade nascimento casada filhos gravida raca nacionalidade deficiencia",
        "saude sobrenome religiao",
        # Italian and Dutch
        "eta nascita sesso genere coniugato coniuge figli incinta religione nazionalita disabilita salute cognome",
        "leeftijd geboorte geboortedatum geslacht gehuwd burgerlijke kinderen zwanger godsdienst afkomst",
        "nationaliteit handicap gezondheid vakbond voornaam achternaam",
    )
    for word in words.split()
)
_JAPANESE: Final = (
    "年齢",
    "年代",
    "生年月日",
    "性別",
    "婚姻",
    "既婚",
    "宗教",
    "国籍",
    "人種",
    "民族",
    "障害",
    "健康",
    "信条",
    "氏名",
)
_TOKEN: Final = re.compile(r"[^\W\d_]+")
_CASES: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MARKS: Final = str.maketrans("áàâäãåéèêëíìîïóòôöõúùûüçñ", "aaaaaaeeeeiiiiooooouuuucn")


def names_a_trait(name: str) -> bool:
    """
    Return whether *name*, such as ``age_group`` or ``Marital status``, means a personal trait.

    Each word is examined alone: ``page`` and ``sexton_branch`` are none.
    """
    parted = text_key(_CASES.sub(" ", name)).translate(_MARKS)
    return not _WORDS.isdisjoint(_TOKEN.findall(parted)) or any(word in parted for word in _JAPANESE)


def is_personal(field: AnyField) -> bool:
    """
    Return whether *field* is about a personal trait, by its name, its label or one of its aliases.
    """
    return any(names_a_trait(one) for one in (field.name, field.label, *field.aliases))
