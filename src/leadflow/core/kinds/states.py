"""
States, provinces and regions of eleven countries, with names and abbreviations.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Final
from unicodedata import combining, normalize

from leadflow.core.text import text_key

__all__ = ["spellings_of_state"]

# One division a line: country | abbreviations | names in English and at home. With the country before them (AU-WA), all
# abbreviations are known. Alone they mean what `_spellings` says; one behind a hyphen is never alone.
_TABLE: Final = """\
US|AL|Alabama
US|AK|Alaska
US|AZ|Arizona
US|AR|Arkansas
US|CA|California
US|CO|Colorado
US|CT|Connecticut
US|DE|Delaware
US|DC|District of Columbia|Washington DC|Washington, DC|Washington D.C.|Washington, D.C.
US|FL|Florida
US|GA|Georgia
US|HI|Hawaii
US|ID|Idaho
US|IL|Illinois
US|IN|Indiana
US|IA|Iowa
US|KS|Kansas
US|KY|Kentucky
US|LA|Louisiana
US|ME|Maine
US|MD|Maryland
US|MA|Massachusetts
US|MI|Michigan
US|MN|Minnesota
US|MS|Mississippi
US|MO|Missouri
US|MT|Montana
US|NE|Nebraska
US|NV|Nevada
US|NH|New Hampshire
US|NJ|New Jersey
US|NM|New Mexico
US|NY|New York|New York State
US|NC|North Carolina
US|ND|North Dakota
US|OH|Ohio
US|OK|Oklahoma
US|OR|Oregon
US|PA|Pennsylvania
US|PR|Puerto Rico
US|RI|Rhode Island
US|SC|South Carolina
US|SD|South Dakota
US|TN|Tennessee
US|TX|Texas
US|UT|Utah
US|VT|Vermont
US|VA|Virginia
US|WA|Washington|Washington State
US|WV|West Virginia
US|WI|Wisconsin
US|WY|Wyoming
CA|AB|Alberta
CA|BC|British Columbia|Colombie-Britannique
CA|MB|Manitoba
CA|NB|New Brunswick|Nouveau-Brunswick
CA|NL|Newfoundland and Labrador|Newfoundland & Labrador|Newfoundland|Terre-Neuve-et-Labrador
CA|NS|Nova Scotia|Nouvelle-Écosse
CA|NT,NWT|Northwest Territories|Territoires du Nord-Ouest
CA|NU|Nunavut
CA|ON|Ontario
CA|PE,PEI|Prince Edward Island|Île-du-Prince-Édouard
CA|QC|Quebec|Québec
CA|SK|Saskatchewan
CA|YT|Yukon|Yukon Territory
AU|ACT|Australian Capital Territory
AU|NSW|New South Wales
AU|NT|Northern Territory
AU|QLD|Queensland
AU|SA|South Australia
AU|TAS|Tasmania
AU|VIC|Victoria
AU|WA|Western Australia
DE|BW|Baden-Württemberg
DE|BY|Bavaria|Bayern|Freistaat Bayern
DE|BE|Berlin
DE|BB|Brandenburg
DE|HB|Bremen
DE|HH|Hamburg
DE|HE|Hesse|Hessen
DE|MV|Mecklenburg-Western Pomerania|Mecklenburg-Vorpommern
DE|NI|Lower Saxony|Niedersachsen
DE|NW,NRW|North Rhine-Westphalia|Nordrhein-Westfalen
DE|RP,RLP|Rhineland-Palatinate|Rheinland-Pfalz
DE|SL|Saarland
DE|SN|Saxony|Sachsen|Freistaat Sachsen
DE|ST|Saxony-Anhalt|Sachsen-Anhalt
DE|SH|Schleswig-Holstein
DE|TH|Thuringia|Thüringen|Freistaat Thüringen
AT|BGLD|Burgenland
AT|KTN|Carinthia|Kärnten
AT|NÖ|Lower Austria|Niederösterreich
AT|OÖ|Upper Austria|Oberösterreich
AT|SBG|Salzburg
AT|STMK|Styria|Steiermark
AT||Tyrol|Tirol
AT|VBG|Vorarlberg
AT||Vienna|Wien
CH|AG|Aargau|Argovie|Argovia
CH|AI|Appenzell Innerrhoden
CH|AR|Appenzell Ausserrhoden
CH|BE|Bern|Berne|Berna
CH|BL|Basel-Landschaft|Basel-Country|Basel-Land|Baselland|Bâle-Campagne
CH|BS|Basel-Stadt|Basel-City|Bâle-Ville
CH|FR|Fribourg|Freiburg
CH|GE|Geneva|Genève|Genf|Ginevra
CH|GL|Glarus
CH|GR|Graubünden|Grisons|Grigioni
CH|JU|Jura
CH|LU|Lucerne|Luzern
CH|NE|Neuchâtel|Neuenburg
CH|NW|Nidwalden|Nidwald
CH|OW|Obwalden|Obwald
CH|SG|St. Gallen|St.Gallen|St Gallen|Sankt Gallen|Saint-Gall
CH|SH|Schaffhausen|Schaffhouse
CH|SO|Solothurn|Soleure
CH|SZ|Schwyz
CH|TG|Thurgau|Thurgovie
CH|TI|Ticino|Tessin
CH|UR|Uri
CH|VD|Vaud|Waadt
CH|VS|Valais|Wallis
CH|ZG|Zug|Zoug
CH|ZH|Zurich|Zürich
BR|AC|Acre
BR|AL|Alagoas
BR|AP|Amapá
BR|AM|Amazonas
BR|BA|Bahia
BR|CE|Ceará
BR|DF|Federal District|Distrito Federal
BR|ES|Espírito Santo
BR|GO|Goiás
BR|MA|Maranhão
BR|MT|Mato Grosso
BR|MS|Mato Grosso do Sul
BR|MG|Minas Gerais
BR|PA|Pará
BR|PB|Paraíba
BR|PR|Paraná
BR|PE|Pernambuco
BR|PI|Piauí
BR|RJ|Rio de Janeiro
BR|RN|Rio Grande do Norte
BR|RS|Rio Grande do Sul
BR|RO|Rondônia
BR|RR|Roraima
BR|SC|Santa Catarina
BR|SP|São Paulo
BR|SE|Sergipe
BR|TO|Tocantins
MX|AGS|Aguascalientes
MX|BCN|Baja California
MX|BCS|Baja California Sur
MX|CAMP|Campeche
MX|CHIS|Chiapas
MX|CHIH|Chihuahua
MX|COAH|Coahuila|Coahuila de Zaragoza
MX|COL|Colima
MX|CDMX|Mexico City|Ciudad de México
MX|DGO|Durango
MX|GTO|Guanajuato
MX|GRO|Guerrero
MX|HGO|Hidalgo
MX|JAL|Jalisco
MX|EDOMEX|State of Mexico|Estado de México
MX|-MICH|Michoacán|Michoacán de Ocampo
MX|MOR|Morelos
MX|NAY|Nayarit
MX|NLE|Nuevo León
MX|OAX|Oaxaca
MX|PUE|Puebla
MX|QRO|Querétaro
MX|QROO|Quintana Roo
MX|SLP|San Luis Potosí
MX|SIN|Sinaloa
MX|SON|Sonora
MX|TAB|Tabasco
MX|TAMPS|Tamaulipas
MX|TLAX|Tlaxcala
MX|VER|Veracruz|Veracruz de Ignacio de la Llave
MX|YUC|Yucatán
MX|ZAC|Zacatecas
IN|AN|Andaman and Nicobar Islands|Andaman & Nicobar Islands|अंडमान और निकोबार द्वीपसमूह
IN|AP|Andhra Pradesh|ఆంధ్ర ప్రదేశ్
IN|AR|Arunachal Pradesh|अरुणाचल प्रदेश
IN|AS|Assam|অসম
IN|BR|Bihar|बिहार
IN|-CH|Chandigarh|चंडीगढ़
IN|CG,CT|Chhattisgarh|छत्तीसगढ़
IN|DH,DN,DD|Dadra and Nagar Haveli and Daman and Diu
IN|DL|Delhi|National Capital Territory of Delhi|दिल्ली
IN|GA|Goa|गोवा
IN|GJ|Gujarat|ગુજરાત
IN|HR|Haryana|हरियाणा
IN|HP|Himachal Pradesh|हिमाचल प्रदेश
IN|JK|Jammu and Kashmir|Jammu & Kashmir
IN|JH|Jharkhand|झारखंड
IN|KA|Karnataka|ಕರ್ನಾಟಕ
IN|KL|Kerala|കേരളം
IN|LA|Ladakh
IN|LD|Lakshadweep
IN|MP|Madhya Pradesh|मध्य प्रदेश
IN|MH|Maharashtra|महाराष्ट्र
IN|MN|Manipur
IN|ML|Meghalaya
IN|MZ|Mizoram
IN|NL|Nagaland
IN|OD,OR|Odisha|Orissa|ଓଡ଼ିଶା
IN|PY|Puducherry|Pondicherry
IN|PB|Punjab|ਪੰਜਾਬ
IN|RJ|Rajasthan|राजस्थान
IN|SK|Sikkim
IN|TN|Tamil Nadu|தமிழ்நாடு
IN|TS,TG|Telangana|తెలంగాణ
IN|TR|Tripura
IN|UP|Uttar Pradesh|उत्तर प्रदेश
IN|-UK,UT|Uttarakhand|Uttaranchal|उत्तराखण्ड
IN|WB|West Bengal|পশ্চিমবঙ্গ
IT||Abruzzo
IT||Aosta Valley|Valle d'Aosta|Vallée d'Aoste
IT||Apulia|Puglia
IT||Basilicata
IT||Calabria
IT||Campania
IT||Emilia-Romagna
IT||Friuli-Venezia Giulia
IT||Lazio|Latium
IT||Liguria
IT||Lombardy|Lombardia
IT||Marche
IT||Molise
IT||Piedmont|Piemonte
IT||Sardinia|Sardegna
IT||Sicily|Sicilia
IT||Trentino-South Tyrol|Trentino-Alto Adige|Trentino-Südtirol|Trentino-Alto Adige/Südtirol
IT||Tuscany|Toscana
IT||Umbria
IT||Veneto
ES||Andalusia|Andalucía
ES||Aragon|Aragón
ES||Asturias|Principado de Asturias
ES||Balearic Islands|Illes Balears|Islas Baleares|Baleares
ES||Basque Country|País Vasco|Euskadi
ES||Canary Islands|Canarias|Islas Canarias
ES||Cantabria
ES||Castile and León|Castilla y León
ES||Castile-La Mancha|Castilla-La Mancha
ES||Catalonia|Cataluña|Catalunya
ES||Ceuta
ES||Extremadura
ES||Galicia
ES||La Rioja
ES||Madrid|Comunidad de Madrid|Community of Madrid
ES||Melilla
ES||Murcia|Región de Murcia|Region of Murcia
ES||Navarre|Navarra|Comunidad Foral de Navarra
ES||Valencian Community|Comunidad Valenciana|Comunitat Valenciana
"""

# Their postal abbreviations are on every form and never clash with one another.
_FIRST: Final = frozenset({"US", "CA"})
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def spellings_of_state(text: str) -> frozenset[str]:
    """
    Return the keys of all texts that mean the same state, province or region as *text*, its own among them.

    Names may lack their accents and hyphens. What is not known means only itself.
    """
    key = text_key(text)
    return _spellings().get(key) or frozenset({key})


@cache
def _spellings() -> dict[str, frozenset[str]]:
    """
    Return for each key all keys of its division.

    The country is not known when two states are compared. So an abbreviation that a state of the United States or a
    province of Canada has means that one; any other means its division if no second one has it, and else only itself:
    better that WA is not Western Australia than that two places are one.
    """
    lines = [line.split("|") for line in _TABLE.splitlines()]
    named = {key for _, _, *names in lines for name in names for key in _written(name)}
    first = {short for country, shorts, *_ in lines if country in _FIRST for short in _alone(shorts)}
    times = Counter(short for country, shorts, *_ in lines if country not in _FIRST for short in _alone(shorts))
    found: dict[str, frozenset[str]] = {}
    for country, shorts, *names in lines:
        own = country in _FIRST
        keys = {key for name in names for key in _written(name)}
        keys |= {text_key(f"{country}-{short.lstrip('-')}") for short in shorts.split(",") if short}
        for short in _alone(shorts):
            if own or (times[short] == 1 and short not in first and short not in named):
                keys |= _shortened(short)
        found.update(dict.fromkeys(keys, frozenset(keys)))
    return found


def _alone(shorts: str) -> list[str]:
    return [text_key(short) for short in shorts.split(",") if short and not shorts.startswith("-")]


def _shortened(short: str) -> set[str]:
    """
    Return the ways to write an abbreviation: ``ny``, ``n.y.``, ``jal.``.
    """
    return {short, f"{short}.", "".join(f"{letter}." for letter in short), short.translate(_UMLAUTS)}


def _written(name: str) -> set[str]:
    """
    Return the keys of a name as it is, without accents, with other apostrophes, and without hyphens.
    """
    key = text_key(name)
    bare = "".join(letter for letter in normalize("NFKD", key) if not combining(letter)) if _is_latin(key) else key
    keys = {key, normalize("NFKC", bare), key.translate(_UMLAUTS)}
    keys |= {one.replace("'", "\u2019") for one in keys}
    return keys | {one.replace("-", " ") for one in keys}


def _is_latin(key: str) -> bool:
    return all(letter < "\u0250" for letter in key)
