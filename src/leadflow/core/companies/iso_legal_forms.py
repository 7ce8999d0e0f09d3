"""
Legal forms as ISO 20275 names them, written out; from the list that GLEIF publishes under CC0 (28 September 2023).

Branches, banks, funds, insurers, public bodies and what is a name as often as a form are left out, and so is what stands in
the other tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["ISO_FORMS"]

ISO_FORMS: Final[Mapping[str, str]] = {
    "AE": "private joint stock company",
    "AE AU BB CA CH GB GG GI HK IE JE KN KY MH MT MU NZ SC SG VG": "limited partnership",
    "AE BS BZ CA GG HK IN JM KY PK SC": "company limited by guarantee",
    "AE BS CA GG GU JE MU MY PK PR": "limited liability partnership",
    "AE BZ IN JM KY PK SC": "unlimited company",
    "AE CH IE KH": "general partnership",
    "AE GG": "incorporated cell|incorporated cell company",
    "AG": "international business corporation",
    "AR": "scpa|sociedad anonima unipersonal|sociedad de responsalided limitada|sociedad del estado",
    "AR BO BR MC": "scs",
    "AR BO CO DO GT HN MX PA PE PY": "sociedad comandita por acciones|sociedad comandita simple",
    "AR ES": "sgr|sociedad de garantia reciproca",
    "AR MX": "sociedad cooperativa",
    "AT": "erwerbs wirtschaftsgenossenschaft|gesbr|gesellschaft des burgerlichen rechts|kommandit erwerbsgesellschaft|korperschaft offentlichen rechts|offene erwerbsgesellschaft|offene gesellschaft"
    "|stille gesellschaft",
    "AT BE": "offene handelsgesellschaft|ohg",
    "AT BE CH LI": "genossenschaft",
    "AT BE DE LI": "europaische genossenschaft",
    "AT BE LI": "europaische gesellschaft|kommanditgesellschaft",
    "AT LI": "verein",
    "AU": "cooperative limited|indigenous corporation|limited proprietary company|unlimited proprietary company",
    "AW": "aruba vrijgestelde vennootschap|vennootschap buitenlands recht|vennootschap met beperkte aansprakelijkheid",
    "AW BE BQ": "vennootschap onder firma",
    "AW BE CW ID SX": "commanditaire vennootschap",
    "AW BQ": "maatschap",
    "AW BQ CW SR SX": "eenmanszaak|naamloze vennootschap|stichting",
    "AW BQ CW SX": "besloten vennootschap",
    "AW SR": "cooperatieve vereniging|vof",
    "AW SR SX": "nv",
    "AW SX": "bv",
    "AZ": "kooperativlər",
    "BB CA ES PE": "srl",
    "BE": "agmsz|aktiengesellschaft|aktiengesellschaft mit sozialer zielsetzung|auslandische gesellschaft|besloten vennootschap van publiek recht"
    "|burgerlijke vennootschap onder vorm van gewone commanditaire vennootschap|burgerlijke vennootschap onder vorm van landbouwvennootschap|burgerlijke vennootschap onder vorm van naamloze vennootschap"
    "|burgerlijke vennootschap onder vorm van vennootschap onder firma|commanditaire vennootschap op aandelen met een sociaal oogmerk|cooperatieve vennootschap met beperkte aansprakelijkheid"
    "|cooperatieve vennootschap met beperkte aansprakelijkheid van publiek recht|cooperatieve vennootschap met onbeperkte aansprakelijkheid|cooperatieve vennootschap van publiek recht"
    "|eenpersoons besloten vennootschap met beperkte aansprakelijkheid|einfache kommanditgesellschaft|einfache kommanditgesellschaft mit sozialer zielsetzung|entreprise personne physiqu|epp"
    "|europese cooperatieve vennootschap|europese vennootschap|gbhsz|genmbh|genossenschaft mit beschrankter haftung|genossenschaft mit beschrankter haftung mit sozialer zielsetzung"
    "|genossenschaft mit unbeschrankter haftung|genossenschaft mit unbeschrankter haftung mit sozialer zielsetzung|gesellschaft des allgemeinen rechts|gesellschaft mit beschrankter haftung"
    "|gesellschaften oder vereinigungen ohne rechtspersonlichkeit|gewone commanditaire vennootschap met een sociaal oogmerk|gmbh|ivog|kgaa|kgaamsz|kommanditgesellschaft auf aktien"
    "|kommanditgesellschaft auf aktien mit sozialer zielsetzung|landbouwvennootschap|landwirtschaftliche gesellschaft|naamloze vennootschap met een sociaal oogmerk|naamloze vennootschap van publiek recht"
    "|offene handelsgesellschaft mit sozialer zielsetzung|offentlich rechtliche aktiengesellschaft|offentlich rechtliche genossenschaft|offentlich rechtliche genossenschaft mit beschrankter haftung"
    "|offentlich rechtliche gesellschaft mit beschrankter haftung|ohgmsz|pmbhsz|privatgesellschaft mit beschrankter haftung|privatgesellschaft mit beschrankter haftung mit einem alleingesellschafter"
    "|privatgesellschaft mit beschrankter haftung mit sozialer zielsetzung|scomm|societe civile sous forme de societe agricole|societe civile sous forme de societe anonyme"
    "|societe civile sous forme de societe commandite simple|societe civile sous forme de societe nom collectif|societe cooperative europeenne|societe de droit commun"
    "|vennootschap onder firma met een sociaal oogmerk",
    "BE BQ SX": "commanditaire vennootschap op aandelen",
    "BE BR MC MX RO": "snc",
    "BE CH": "societe commandite",
    "BE CH LU MC": "societe nom collectif",
    "BE CH LU MC TN": "societe a responsabilite limitee",
    "BE CL": "ag",
    "BE DE LI": "ewiv",
    "BE FR IT LU RO": "geie",
    "BE FR LU": "societe commandite par actions|societe europeenne",
    "BE LT LV": "ps",
    "BE LU": "societe cooperative",
    "BE NL": "eesv",
    "BG": "ad|aktsionerno druzhestvo|aktsionerno druzhestvo sas spetsialna investitsionna tsel|chuzhdestranno druzhestvo fizichesko litse|chuzhdestranno druzhestvo yuridichesko litse"
    "|druzhestvo s ogranichena otgovornost|druzhestvo uchredeno po zakona za zadalzheniyata dogovorite|ednolichno aktsionerno druzhestvo|ednolichno aktsionerno druzhestvo sas spetsialna investitsionna tsel"
    "|ednolichno druzhestvo s ogranichena otgovornost|evropeysko druzhestvo|evropeysko kooperativno druzhestvo|evropeysko kooperativno druzhestvo s ogranichena otgovornost|eвропеиско дружество"
    "|eвропеиско кооперативно дружество|kd|komanditno druzhestvo|komanditno druzhestvo s aktsii|kooperatsia|sabiratelno druzhestvo|акционерно дружество със специална инвестиционна цел"
    "|дружество учредено по закона за задълженията договорите|европеиско кооперативно дружество с ограничена отговорност|еднолично aкционерно дружество със специалнa инвестиционна цел"
    "|еднолично акционерно дружество|еднолично дружество с ограничена отговорност|командитно дружество|командитно дружество с акции|сдружение в обществена полза|събирателно дружество"
    "|чуждестранно дружество физическо лице|чуждестранно дружество юридическо лице",
    "BG FI GB GI IE LT LV MT SE": "eeig",
    "BG MK": "kda",
    "BH": "الشركة غير هادفة للربح|شركة التوصية البسيطة للشراكة|وصية الشراكة من قبل شركة الاسهم",
    "BH JO KW QA": "الشركة ذات المسوولية المحدودة",
    "BH KW": "شركة تضامن",
    "BM": "exempted partnership|exempted unlimited company|local unlimited company",
    "BM BS KY": "exempted limited partnership",
    "BN": "bhd|sdn bhd",
    "BN GG KN LS SB SC TV VC": "public company",
    "BN GI JE WS": "private limited company",
    "BO": "empresa estatal intergubernamental|empresa estatal mixta|sociedad anonima mixta",
    "BO GT PY RO": "sca",
    "BO PY": "empresa unipersonal|sociedad anonima",
    "BQ": "aandeelhouder bestuurde besloten vennootschap|besloten vennootschap naar nederlands recht|commanditaire vennootschap met een beherend vennoot|commanditaire vennootschap met meerdere beherende vennoten",
    "BQ CW SX": "cooperatie",
    "BR": "empresa individual de responsabilidade limitada|sociedade cooperativa|sociedade em comandita por acos|sociedade em comdandita simples|sociedade em conta de participacao",
    "BR ES MC": "scp",
    "BR GT": "cia",
    "BR PT": "sociedade em nome coletivo",
    "BS GG NZ": "unlimited liability company",
    "BW": "private limited liability companies",
    "BY": "zat|зат",
    "CA": "alberta business corporation|alberta cooperative|alberta limited liability partnership|alberta limited partnership|alberta loan corporation|alberta professional corporation"
    "|alberta unlimited liability corporation|appellation commerciale proprietaire uniqu|business corporations|cic|co op ltd|co operative corporation|co operative ltd|community interest company|compagnie"
    "|compagnie de fiducie|compagnie de pret|corporation constitue par une loi du parlement|corporation professionnelle|extra territorial corporation|extraprovincial limited liability partnership"
    "|limited liabilty partnerships|new brunswick limited liability partnership|private act corporation|private limited corporation|private unlimited liability corporation|rural utility cooperative|sarf"
    "|societe de caisse de retraite|societe par actions|societe participation|syndicat cooperatif",
    "CA CH LU TN": "entreprise individulle",
    "CA GI": "limited liability partnerships",
    "CA IM": "limited by guarantee",
    "CA PR": "professional corporation",
    "CA US": "business corporation",
    "CH": "einfache gesellschaft|entreprise publiqu cantonale|entreprise publiqu communale|entreprise publiqu de district|entreprise publiqu dune corpororation|entreprise publiqu etrangere"
    "|entreprise publiqu federale|investmentgesellschaft mit festem kapital|investmentgesellschaft mit variablem kapital|kommanditgesellschaft fur kollektive kapitalanlagen|societa anonima"
    "|societa in nome collettivo|societa semplice|societe commandite de placements collectifs|societe commandite par action|societe simple",
    "CH CK GU IM KN KY MH NZ PR": "limited liability company",
    "CH LI": "kommanditaktiengesellschaft",
    "CL": "sociedad colectiva civil|sociedad colectiva comercial|sociedad comandita civil|sociedad comandita comercial|sociedad contractual minera|sociedad legal minera",
    "CO": "empresa asociativa de trabajo|sociedad de economia mixta|sociedades agrarias de transformacion|sucursal de sociedad extranjera",
    "CO CR ES GT HN PE": "sociedad colectiva",
    "CO PY": "eu",
    "CR": "asociacion cooperativa|sociedad comandita|sociedad de responsabilidad limitada o sociedad limitada|sociedad de usuarios de aguas|sociedad profesional",
    "CR DO PE": "empresa individual de responsabilidad limitada",
    "CR PA PE": "sociedad civil",
    "CW": "stille vennootschap",
    "CW SX": "openbare vennootschap",
    "CY": "allodapi etaireia|dimosia etaireia|dimosia etaireia periorismenis efthynis me metoches|etaireia periorismenis efthynis me engyisi choris metochiko kefalaio"
    "|evropaiki dimosia etaireia periorismenis efthynis|idiotiki etaireia|idiotiki etaireia periorismenis efthynis me metoches|synetairismos|αλλοδαπη εταιρεια|δημοσια εταιρεια"
    "|δημοσια εταιρεια περιορισμενησ ευθυνησ με μετοχεσ|εταιρεια περιορισμενησ ευθυνησ με εγγυηση χωρισ μετοχικο κεφαλαιο|ευρωπαικη δημοσια εταιρεια περιορισμενησ ευθυνησ|ιδιωτικη εταιρεια"
    "|ιδιωτικη εταιρεια περιορισμενησ ευθυνησ με μετοχεσ",
    "CY GR": "συνεταιρισμοσ",
    "CZ": "evropska druzstevni spolecnost|evropska spolecnost|obecne prospesna spolecnost|spolecnost komanditni|spolecnost komanditni na akcie",
    "DE": "europaische aktiengesellschaft|gemeinnutzige aktiengesellschaft|gemeinnutzige gesellschaft mit beschrankter haftung|investmentaktiengesellschaft"
    "|partnerschaftsgesellschaft mit beschrankter berufshaftung|reit aktiengesellschaft",
    "DK": "andelsselskab med begranset ansvar|europaisk andelsselskab|europaisk selskab|forening med begranset ansvar|frivillig forening|ivarksatterselskab|medarbejderinvesteringsselskab"
    "|selskab med begranset ansvar",
    "DO": "sociedad anonima simplificada|sociedad de responsaibilidad limitada|sociedad participacion",
    "DO LU MX": "sas",
    "DO MX": "sociedad nombre colectivo",
    "EC": "compania comandita simple dividida por acciones|compania de economia mixta|compania nombre colectivo",
    "EC PR": "compania de responsabilidad limitada",
    "EE": "ametiuhing|emhu|euroopa ariuhing|euroopa majandushuviuhing",
    "ES": "cooperativa de credito|emprendedor de responsabilidad limitada|empresario individual|scoopp|sociedad agraria de trasformacion|sociedad anonima europea|sociedad anonima laboral"
    "|sociedad anonima profesional|sociedad civil profesional|sociedad colectiva profesional|sociedad comanditaria por acciones|sociedad comanditaria por acciones profesional|sociedad comanditaria simple"
    "|sociedad comanditaria simple profesional|sociedad cooperativa europea|sociedad cooperativa profesional|sociedad limitada de nuva empresa|spa|srll|srlp",
    "ES GR": "sp",
    "FI": "aktiebolag|andelsbank|andelslag|annan ekonomisk forening|annat fastighetsaktiebolag|asunto osakeyhtio|bonderattsforening|bostadsaktiebolag|eurooppaosuuskunta|eurooppayhtio|europaandelsbank"
    "|europaandelslag|forening som grundar sig pa speciallagstiftning|ideell forening|julkinen keskinainen vakuutusyhtio|julkinen vakuutusosakeyhtio|keskinainen kiinteistoosakeyhtio"
    "|keskinainen vakuutusyhtio|kommanditbolag|laivanisannistoyhtio|muu kiinteistoosakeyhtio|omsesidigt fastighetsaktiebolag|omsesidigt skadeforsakringsforening|oppet bolag|publikt aktiebolag"
    "|publikt forsakringsaktiebolag|publikt omsesidigt forsakringsaktiebolag|rederibolag|skogsvardsforening|vakuutusosakeyhtio",
    "FI LT XK": "kb",
    "FI SE": "europabolag|forsakringsaktiebolag|forsakringsforening|omsesidigt forsakringsbolag",
    "FR": "associe gerant de societe|autre sarl cooperative|autre societe civile|autre societe civile cooperative|autre societe civile professionnelle|comite social economiqu dentreprise"
    "|cooperative dutilisation de materiel agricole commun|sarl cooperative artisanale|sarl cooperative de consommation|sarl cooperative de construction|sarl cooperative de production"
    "|sarl cooperative de transport|sarl cooperative dinteret maritime|societe civile cooperative de consommation|societe civile cooperative de construction|societe civile cooperative dinteret maritime"
    "|societe civile cooperative entre medecins|societe civile dattribution|societe civile de moyens|societe civile de placement collectif immobilier|societe civile dexploitation agricole"
    "|societe civile dinteret collectif agricole|societe civile fonciere|societe civile immobiliere de construction vente|societe civile laitiere|societe commandite par actions cooperative"
    "|societe commandite simple cooperative|societe commerciale etrangere immatriculee au rcs|societe cooperative agricole|societe cooperative de banqu populaire|societe creee de fait avec personne morale"
    "|societe creee de fait entre personnes physiqus|societe de caution mutulle|societe dexercice liberal commandite par actions|societe dexercice liberal par action simplifiee|societe libre partenariat"
    "|societe nom collectif cooperative|societe participation avec personne morale|societe participation de professions liberales|societe participation entre personnes physiqus"
    "|societes interprofessionnelles de soins ambulatoires",
    "FR GR JE": "slp",
    "FR LU MC": "societe commandite simple",
    "GB": "partneriath atebolrwydd cyfyngedig|private limited|private unlimited|united kingdom societas",
    "GG KN LS SB": "private company",
    "GI": "limited partnerships|societe europeas",
    "GI IE": "private unlimited company",
    "GI JE WS": "public limited company",
    "GR": "sinetairismos|ανωνυμη εταιρια|αστικη εταιρια|αφανησ εταιρια|εterorrythmi kata metoches etaireia|εταιρια περιορισμενησ ευθυνησ|ετερορρυθμη εταιρια|ετερορρυθμη κατα μετοχεσ εταιρεια|ευρωπαικη εταιρεια"
    "|ιδιωτικη κεφαλαιουχικη εταιρια|ναυτικη εταιρια|ομορρυθμη εταιρια",
    "HK": "有股本的公眾無限公司|有股本的私人無限公司",
    "HK NZ PK": "ultd",
    "HK NZ PK VC VG": "unltd",
    "HN": "de cv",
    "HR": "europska zadruga|europsko drustvo",
    "HU": "europai reszvenytarsasag|kozhasznu tarsasag|tksz",
    "ID": "perseroan publik|perseroan terbatas penanaman modal asing|perseroan terbatas penanaman modal dalam negeri",
    "IE": "pulc|ulc",
    "IN": "one person company|partnership firm",
    "IS": "slhf",
    "IT": "societa consortile cooperativa|societa consortile per azioni|societa cooperativa consortile|societa cooperativa europea|societa di mutuo soccorso|societa europea|societa per azioni socio unico"
    "|societa tra professionisti",
    "JE": "arl|incorporated limited partnerships|separate limited partnerships",
    "JO": "الشركة التي لا تهدف لتحقيق الربح|الشركة المساهمة الخاصة|الشركة المساهمة العامة|شركة راس المال المغامر",
    "JO KW QA": "شركة التوصية البسيطة|شركة التوصية بالاسهم",
    "JO QA SA": "شركة التضامن",
    "KN": "exempt limited partnership|lc",
    "KW": "الشركة المھنیة|شركة المساھمة المقفلة",
    "KW QA": "شركة المساهمة العامة",
    "KY": "exempted limited duration company",
    "KY VG": "spc",
    "LI": "eg|einzelfirma|ev|kg|kollektivgesellschaft|kollektivgesellschaft mit beschrankter haftung|personengesellschaft",
    "LT": "akcines bendroves|etbg|europos bendroves|europos kooperatines bendroves|kooperatines bendroves|lpra|na|uzdarosios akcines bendroves|zemes ukio bendroves",
    "LU": "asbl|ei|sci|sepcav|societe civile|societe cooperative organisee sous forme de societe anonyme|societe par actions simplifiee",
    "LU NL PT SI": "societas cooperativa europaa",
    "LV": "eiropas komercsabiedriba|komanditsabiedriba|pilnsabiedriba",
    "LV NO": "ks",
    "MC": "entreprise nom personnel|sarl|societe anonyme monegasqu|societe civile particuliere",
    "MK": "akcionersko drustvo|drustvo so ogranicena odgvornost|komanditno drustvo so akcii|акционерско друштво|друштво со ограничена одговрност|командитно друштво со акции|јавно трговско друштво",
    "MK RS": "командитно друштво",
    "MT": "partnership nom collectif|private limited liability company",
    "MU": "ltee|pt",
    "MX": "empresa productiva del estado|epe|sociedad anonima bolsa de valores|sociedad anonima bursatil|sociedad anonima casa de cambio|sociedad anonima centro cambiario|sociedad anonima financiera comunitaria"
    "|sociedad anonima financiera popular|sociedad anonima institucion de fianzas|sociedad anonima sociedad de informacion crediticia|sociedad cooperativa de ahorro prestamo"
    "|sociedad cooperativa de consumidores de bienes|sociedad cooperativa de productores de bienes|sociedad cooperativa limitada|sociedad de produccion rural de responsabilidad ilimitada"
    "|sociedad de produccion rural de responsabilidad limitada|sociedad de produccion rural de responsabilidad suplementada|sociedad de responsabilidad limitada microindustrial"
    "|sociedad de solidaridad social|sociedad mutualista|sociedad nacional de credito|sociedad por acciones simplificada|sociedad propietaria de tierras agricolas ganaderas o forestales|spr",
    "MY": "labuan islamic limited liability partnership|labuan islamic limited partnership|labuan islamic recognized limited liability partnership|labuan limited liability partnerships|labuan limited partnership"
    "|labuan pre incorporated company|labuan recognized limited liability partnership|pte ltd",
    "NL": "europese naamloze vennootschap",
    "NO": "ansvarlig selskap delt ansvar|europeisk selskap|gjensidig forsikringsselskap|interkommunalt selskap|selskap med begrenset ansvar",
    "NZ": "cooperative company",
    "PA": "micro empresa de responsabilidad limitada",
    "PE": "empresas de derecho publico|empresas multicomunales|socieda anonima|socieda anonima abierta|sociedad civil de responsabilidad limitada|sociedad legal|sociedad por acciones cerrada simplificada",
    "PH PR US": "close corporation",
    "PH US": "nonstock corporation",
    "PK": "unlimited",
    "PL": "spj|spolka europejska",
    "PR": "compania de responsabilidad limitada fin social|cooperativa de ahorro credito|cooperativa de consumo|cooperativa de juvenil|cooperativa de trabajadores|cooperative de ahorro credito"
    "|cooperative de consumo|cooperative de juvenil|cooperative de trabajadores|public benefit corporation|sociedad de responsabilidad limitada",
    "PT": "agrupamento complementar de empresas|aie|cooperativa de o grau|empresa intermunicipal|empresario em nome individual|entidade empresarial intermunicipal|entidade empresarial metropolitana"
    "|entidade empresarial municipal|entidade publica empresarial|estabelecimento individual de responsabilidade limitada|sociedade anonima desportiva|sociedade anonima europeia|sociedade em comandita",
    "PY": "empresa unipersonal de responsabilidad limitada",
    "QA": "شركة المحاصة|شركة المساهمة الخاصة",
    "RO": "cooperativa de consum|cooperativa mestesugareasca|societate cooperativa|societate cooperativa europeana|societate europeana",
    "RS": "akcionarsko drustvo|drustveno preduzece|drustvo sa ogranicenom odgovornoscu|preduzetnik|дп|друштвено предузеће|ортачко друштво",
    "RU": "garazhnyye garazhno stroitelnyye kooperativy|gosudarstvennyye kompanii|khozyaystvennyye partnerstva|kooperativnyye khozyaystva|kreditnyye kooperativy vtorogo urovnya"
    "|kreditnyye potrebitelskiye kooperativy|kreditnyye potrebitelskiye kooperativy grazhdan|nekommercheskiye partnerstva|potrebitelskiye kooperativy|proizvodstvennyye kooperativy"
    "|publichno pravovyye kompanii|sadovodcheskiye ogorodnicheskiye ili dachnyye nekommercheskiye partnerstva|sadovodcheskiye ogorodnicheskiye ili dachnyye potrebitelskiye kooperativy"
    "|selskokhozyaystvennyye potrebitelskiye obsluzhivayushchiye kooperativy|selskokhozyaystvennyye potrebitelskiye ogorodnicheskiye kooperativy"
    "|selskokhozyaystvennyye potrebitelskiye pererabatyvayushchiye kooperativy|selskokhozyaystvennyye potrebitelskiye sadovodcheskiye kooperativy|selskokhozyaystvennyye potrebitelskiye sbytovyye kooperativy"
    "|selskokhozyaystvennyye potrebitelskiye snabzhencheskiye kooperativy|selskokhozyaystvennyye potrebitelskiye zhivotnovodcheskiye kooperativy|selskokhozyaystvennyye proizvodstvennyye kooperativy"
    "|soyuzy kreditnykh kooperativov|zhilishchnyye ili zhilishchno stroitelnyye kooperativy|zhilishchnyye nakopitelnyye kooperativy|акционерные общества|непубличные акционерные общества"
    "|общества взаимного страхования|общества с ограниченнои ответственностью|потребительские общества|публичные акционерные общества|союзы потребительских обществ",
    "SA": "شركة توصية بالاسهم|شركة محاصة|شركة مساهمة",
    "SC": "international business company limited life company",
    "SE": "bankaktiebolag|bostadsforening|enkelt bolag|europakooperativ|kooperativ hyresrattsforening|mb|sambruksforening|samfallighetsforening",
    "SI": "civilna odvetniska druzba|drustvo zveza drustev|druzba z neomejeno odgovornostjo|druzba za vzajemno zavarovanje|druzbeno podjetje|evropska delniska druzba|kdd|kmetijska zadruga"
    "|komanditna delniska druzba|komanditna druzba|obrtna zadruga|samostojni podjetnik posameznik|stanovanjska zadruga|zadruga brez odgovornosti|zadruga v zasebni lasti|zadruga z omejeno odgovornostjo",
    "SK": "europska spolocnost|poistovna akciova spolocnost|spolocnost komanditna na akcie",
    "SR": "commanditaire vennootschap met een beherende vennoot|commanditaire vennootschap met meer dan een beherende vennoot|vennootschap onder een firma",
    "SR SX": "cv",
    "SX": "aandeelhouder bestuurde vennootschap",
    "TR": "kollektif sirket|komandit sirket|kooperatif",
    "TV": "pty",
    "US": "benefit professional corporation|congressional chartered corporation|cooperative corporation|cooperative grazing associations|corporation sole|domestic benefit corporation|domestic business corporation"
    "|domestic corporation professional corporation|domestic general partnership|domestic partnership|domestic professional limited liability company|domestic registered limited liability partnership"
    "|edge act corporation|employee cooperative corporation|general business corporation|limited cooperative assocation|limited liability limited partership|limited liablity partnership|ltd co"
    "|master limited liability company|mbe|nebraska benefit corporation|pllp|professional benefit corporation|professional close corporation|professional limited liability limited partnership"
    "|professional limited liabity partnership|professional series limited liability company|professional services corporation|publicly traded corporation|ranch limited liability company"
    "|registered limited liability limited partnership|rlllp|rllp|series limited liability company|spbllc|statutory close corporation|sustainable business corporation",
    "US VI": "domestic limited liability company|domestic limited liability partnership|domestic limited partnership|limited liability limited partnership",
    "VC": "international business company limited duration company",
    "VI": "domestic trade labor corporation",
    "XK": "dega shoqerise se huaj tregtare ne kosove|kooperativa bujqesore|ndermarrjet shoqerore nen administrimin agjencise kosovare te privatizimit|shoqeri aksionare",
}
"""
Forms by the countries in which there are companies of them, as in `leadflow.core.companies.legal_forms`.
"""
