"""
Legal forms of companies, as they are written, and where there are such companies.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from leadflow.core.companies.iso_legal_forms import ISO_FORMS
from leadflow.core.companies.more_legal_forms import MORE_FORMS
from leadflow.core.companies.own_script_forms import OWN_SCRIPT_FORMS

__all__ = ["INNER", "LEADING", "NAMES_TOO", "WRITTEN_FORMS"]

WRITTEN_FORMS: Final[tuple[Mapping[str, str], ...]] = (
    {
        "DE AT CH LI": "gmbh|gesmbh|mbh|gesellschaft mbh|gesellschaft mit beschrankter haftung|gmbh co kg|gmbh cokg|gmbh co"
        "|gmbh co ohg|gmbh ig|ag|aktiengesellschaft",
        "DE": "gesellschaft burgerlichen rechts|offene handelsgesellschaft|eingetragene genossenschaft|eingetragener verein"
        "|eingetragener kaufmann|kommanditgesellschaft auf aktien|ug|ug haftungsbeschrankt|unternehmergesellschaft|ohg|kg|co kg|kommanditgesellschaft|kgaa|kg aa|ag co kgaa"
        "|ag co kg|se co kg|se co kgaa|ltd co kg|ug co kg|eg|ev|gbr|ggmbh|gemeinnutzige gmbh|ek|ekfm|genossenschaft"
        "|partg|partgmbb|partg mbb",
        "DE AT CH LI LU": "il|igr|i gr|in grundung|in liquidation|gmbh il|gmbh igr|kdor|ador|ekfr|eingetragene kauffrau"
        "|partnerschaft mbb|partnerschaft|partnerschaftsgesellschaft|partnerschaftsgesellschaft mbb",
        "AT": "keg|oeg|gesnbr",
        "AT DE": "og|eu",
        "CH": "klg|verein",
        "FR LU CH BE MA TN DZ SN CI": "sarl|sa rl|sarlau|sarl au|sarls",
        "FR BE LU": "en liquidation|scea|earl|selas|scm|scp|sccv|scs|commv|gcv|maatschap",
        "FR": "societe par actions simplifiee|societe a responsabilite limitee|societe civile immobiliere|sasu|eurl|sci|snc|scop|sca|selarl|gaec|ei",
        "FR IT CO": "sas",
        "BE NL": "besloten vennootschap met beperkte aansprakelijkheid|bv|besloten vennootschap|nv|naamloze vennootschap|vof|cv",
        "NL": "cooperatie ua|ua|stichting",
        "BE": "bvba|sprl|cvba|scrl|sa nv|nv sa|asbl|vzw",
        "ES": "cb|slp|sal|slne|sccl|en liquidacion",
        "AR UY PY BO": "saic|sacif|sacifia|scrl",
        "ES AR CO CL PE MX": "sl|slu|sll|sociedad limitada|sau|sociedad anonima|s coop|sociedad de responsabilidad limitada",
        "CL IT": "spa",
        "MX": "sociedad anonima de capital variable|sa de cv|sa decv|sadecv|sab de cv|s de rl de cv|s derl decv|srl de cv|sapi de cv|s de rl|ac",
        "PE": "sac|saa|eirl",
        "VE EC": "ca|cia ltda",
        "CL PE EC CO": "cia",
        "PT BR": "sociedade anonima|sgps|mei|em liquidacao",
        "PT BR CO EC": "lda|limitada|ltda|ltda me|ltda epp|me|epp|eireli|unipessoal lda",
        "CH IT": "sagl|in liquidazione",
        "IT": "arl|a rl|scrl|soc coop arl|soc coop a rl|societa cooperativa a rl|onlus|societa semplice|srl unipersonale|societa in nome collettivo|societa in accomandita semplice|societa cooperativa|societa per azioni|societa a responsabilita limitata|srls|snc|sapa|scarl|soc coop",
        "IT RO MD AR PY": "srl",
        "SE FI": "ab",
        "SE": "aktiebolag|ab publ|hb|handelsbolag|kb|kommanditbolag",
        "NO": "asa|ans|da|aksjeselskap",
        "NO TR CZ SK DK EE": "as",
        "DK": "aps|ivs|ks|is|ps|aktieselskab|anpartsselskab",
        "FI NO SE DK": "enk|ekonomisk forening|kf|amba",
        "FI": "oy|oyj|osakeyhtio|oy ab|abp|ky|tmi",
        "IS": "ehf|hf|ohf",
        "PL": "sj|spp|sp p|spolka partnerska|spolka cywilna|psa|pphu|ppuh|phu|fhu|sp zoo sp j|sp zoo|sp z oo|spolka z ograniczona odpowiedzialnoscia|spolka akcyjna|spolka komandytowa|sp k|spk|sp j|sp zoo sp k"
        "|sp z oo sp k|sp zoo spk|ska|spolka jawna",
        "CZ SK": "ks|ops|druzstvo|spolocnost s rucenim obmedzenym|sro|spol sro|spol s ro|akciova spolecnost|akciova spolocnost|vos|spolecnost s rucenim omezenym",
        "HU": "ev|nonprofit kft|kozkereseti tarsasag|beteti tarsasag|reszvenytarsasag|kft|zrt|nyrt|rt|bt|kkt|korlatolt felelossegu tarsasag|zartkoruen mukodo reszvenytarsasag",
        "RO MD": "pfa",
        "HR SI RS BA MK ME": "obrt|sp|jtd|szr|stolarija obrt|drustvo s ogranicenom odgovornoscu|drustvo z omejeno odgovornostjo|dionicko drustvo|delniska druzba|доо|ад|doo|dooel|jdoo|dd|ad|dno",
        "AL XK": "shpk|sha",
        "BG": "ет|eood|ood|ead|еоод|оод|ад|еад",
        "GR CY": "οε|εε|μονοπροσωπη ικε|monoprosopi ike|μικε|εταιρεια περιορισμενης ευθυνης|ανωνυμη εταιρεια|ae|epe|ike|αε|επε|ικε",
        "LT": "uab|mb|vsi",
        "LV": "sia|ik",
        "EE": "ou|osauhing|fie|aktsiaselts",
        "TR": "anonim sirketi|ltd sti|limited sirketi|san ve tic as|san tic as|san tic ltd sti|sanayi ticaret as|tic as|tic ltd sti",
        "RU BY KZ UA": "индивидуальный предприниматель|фоп|fop|прат|пат|prat|pat|общество с ограниченной ответственностью|акционерное общество|публичное акционерное общество"
        "|товариство з обмеженою відповідальністю|ooo|oao|zao|pao|ао|оао|пао|ооо|зао|tov|тов|too|jsc|ojsc|cjsc|pjsc|ojsco|ип",
        "GB IE IN CA NZ AU CY IL MT HK KE NG ZA BD PK GH LK JM": "ltd|limited",
        "GB IE": "plc|public limited company|cic|unlimited|clg",
        "GB US IN SG": "llp|limited liability partnership",
        "IE": "dac|teoranta|teo|uc",
        "US CA PH JP TW": "inc|incorporated|corp|corporation",
        "US RU AE UA QA": "llc|limited liability company",
        "US": "lp|lllp|limited partnership|pc|pllc|pa|lc|na|co inc|co llc",
        "CA": "senc|sencrl|ltee|limitee|inc ltee|ulc|enr",
        "AU ZA": "pty|pty ltd|pty limited|proprietary limited|ptyltd",
        "ZA": "cc|rf|npc",
        "IN PK BD LK": "pvt ltd|pvt|p ltd|pvt limited|opc pvt ltd",
        "IN SG": "private limited|private ltd",
        "SG": "pte ltd|pte|pte limited",
        "MY": "sdn bhd|berhad|bhd|sdnbhd",
        "TH": "pcl|public company limited",
        "ID": "pt|tbk|pt tbk|cv|koperasi|perseroan terbatas",
        "VN": "tnhh mtv|cong ty cp|cong ty tnhh mtv|jsc|ctcp|cong ty tnhh|tnhh",
        "JP CN TW KR TH HK VN IN MM": "co ltd|company limited|coltd|company ltd",
        "JP": "kk|kabushiki kaisha|kabushiki gaisha|gk|godo kaisha|yk",
        "EG": "sae",
        "AE OM BH KW QA SA": "fze|fz llc|fzco|fzllc|fzc|dmcc|est|wll|spc|saoc|saog|bsc|ksc|qsc|psc|pjsc|kscc",
        "IL": "bm|בעמ",
        "": "cie|cie gmbh|cie kg|cie ag|gmbh cie|gmbh cie kg|sa|se|societas europaea|sce|co|company|gie|societe anonyme|lp",
    },
    MORE_FORMS,
    OWN_SCRIPT_FORMS,
    ISO_FORMS,
)
"""
Forms by the countries in which there are companies of them, each as people write it; no country is anywhere.
"""


LEADING: Final = frozenset(
    {
        "pt",
        "ooo",
        "oao",
        "zao",
        "uab",
        "sia",
        "ou",
        "ab",
        "oy",
        "sarl",
        "eurl",
        "sas",
        "ооо",
        "зао",
        "ао",
        "пао",
        "тов",
        "genossenschaft",
    }
    | {"tmi", "ип", "pphu", "ppuh", "phu", "fhu", "фоп", "ет", "obrt"}
    | {
        "bv",
        "nv",
        "ltd",
        "llc",
        "jsc",
        "ojsc",
        "pjsc",
        "too",
        "stichting",
        "cv",
        "ctcp",
        "tnhh",
        "sci",
        "тоо",
        "жшс",
        "შპს",
        "perum",
        "dntn",
        "as",
        "fh",
        "cooperatie",
        "пп",
        "дп",
        "ат",
        "кп",
        "чп",
        "уп",
    }
)
"""
Forms that are also written before the name, and say where a company is.
"""

NAMES_TOO: Final = frozenset(
    "spa est earl sal mei eas ike corp inc plc cia cie coop psa cic scop pat fob one trust bank persero firma ltee".split()  # noqa: SIM905
)
"""
Short forms with which names begin as well.
"""

INNER: Final = frozenset(
    [
        "gmbh",
        "doo",
        "dooel",
        "jdoo",
        "sro",
        "kft",
        "zrt",
        "nyrt",
        "srl",
        "sarl",
        "ltda",
        "llc",
        "aps",
        "oyj",
        "bvba",
        "sprl",
        "ооо",
        "оод",
        "еоод",
        "eood",
        "ood",
    ]
)
"""
Forms that no name has in its midst, where they are followed by the place of the company.
"""
