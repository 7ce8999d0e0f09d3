"""
Typical words of values: yes and no, salutations, legal forms, regions.
"""

from __future__ import annotations

from typing import Final

from leadflow.core.columns.word_set import word_set
from leadflow.core.text import text_key

__all__ = ["COMPANY", "CONSENT", "DEGREES", "REGIONS", "SALUTATIONS", "STATUSES", "YES_NO"]

YES_NO: Final = word_set(
    """
    yes no y n true false t f 1 0 ja nein j oui non si sí sì verdadero falso vero sim não nao nee waar onwaar wahr
    falsch vrai faux はい いいえ x on off
    """
)
"""
Answers to a question of yes or no.
"""

SALUTATIONS: Final = word_set(
    """
    mr mrs ms miss mx mister madam sir herr frau fr hr hrn m mme mlle monsieur madame mademoiselle sr sra srta señor
    señora señorita sig sig.ra sigra signor signora signorina dott dottoressa dhr mevr mw mevrouw meneer de heer
    senhor senhora dr dr. prof prof. 様 さん 氏 殿 dra doctor professor dna
    """
)
"""
How people are addressed, without full stops.
"""

DEGREES: Final = word_set(
    """
    dr prof phd mba msc dipl ing mag dott drs ir bsc ma ba
    """
)
"""
Academic degrees, without full stops.
"""

COMPANY: Final = word_set(
    """
    inc llc ltd gmbh ag kg ohg ug se sa sas sarl srl spa bv nv corp corporation company co plc pty ab as oy aps kk
    limited group holding gruppe groupe solutions systems technologies consulting partners services industries labs
    lda ltda eireli sl slu vof 株式会社 有限会社 合同会社
    """
)
"""
Legal forms and other words that are in names of companies.
"""

STATUSES: Final = word_set(
    """
    new open contacted working qualified unqualified nurture nurturing converted recycled pending accepted rejected
    assigned unassigned closed in process dead won lost attempted connected inactive active neu offen kontaktiert
    qualifiziert nouveau ouvert contacté qualifié nuevo abierto contactado calificado cualificado nuovo aperto
    contattato qualificato nieuw gecontacteerd gekwalificeerd novo aberto convertido convertito converti konvertiert
    en proceso asignado assegnato zugewiesen attribué toegewezen atribuído reciclado recyclé perdido perso
    """
)
"""
How far work on a lead is.
"""

CONSENT: Final = word_set(
    """
    subscribed unsubscribed cleaned bounced complained unconfirmed nonsubscribed
    """
)
"""
What newsletter tools say of a subscriber.
"""

_LONG_REGIONS: Final = """
alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|hawaii|idaho|illinois|indiana
iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana
nebraska|nevada|new hampshire|new jersey|new mexico|new york|north carolina|north dakota|ohio|oklahoma|oregon
pennsylvania|rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia|washington
west virginia|wisconsin|wyoming|ontario|quebec|québec|british columbia|alberta|manitoba|new south wales|queensland
victoria|west yorkshire|greater london|surrey|kent|essex|hampshire|bayern|bavaria|hessen|sachsen|berlin|hamburg
bremen|brandenburg|thüringen|saarland|niedersachsen|baden-württemberg|nordrhein-westfalen|nrw|rheinland-pfalz
schleswig-holstein|sachsen-anhalt|mecklenburg-vorpommern|wien|tirol|salzburg|steiermark|kärnten|oberösterreich
zürich|aargau|genève|vaud|île-de-france|ile-de-france|bretagne|normandie|occitanie|provence|grand est
hauts-de-france|madrid|cataluña|catalunya|barcelona|andalucía|valencia|galicia|sevilla|vizcaya|zaragoza|málaga
jalisco|nuevo león|cdmx|estado de méxico|puebla|buenos aires|antioquia|cundinamarca|lombardia|lazio|toscana|veneto
piemonte|sicilia|campania|emilia-romagna|milano|roma|torino|noord-holland|zuid-holland|utrecht|noord-brabant
gelderland|são paulo|rio de janeiro|minas gerais|paraná|bahia|santa catarina|rio grande do sul|lisboa|porto|braga
東京都|大阪府|京都府|北海道|神奈川県|愛知県|福岡県|千葉県|埼玉県|兵庫県
"""
_SHORT_REGIONS: Final = word_set(
    """
    al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or
    pa ri sc sd tn tx ut vt va wa wv wi wy dc ab bc mb nb nl ns on pe qc sk nsw qld vic tas sp rj mg rs pr ba
    """
)

REGIONS: Final = _SHORT_REGIONS | {text_key(name) for name in _LONG_REGIONS.replace("\n", "|").split("|") if name}
"""
States, provinces and regions that leads often come from, as keys; far from all of them.
"""
