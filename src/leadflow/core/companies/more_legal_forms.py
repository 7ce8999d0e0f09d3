"""
More legal forms of companies, country by country.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["MORE_FORMS"]

_ENGLISH: Final = (
    "GB IE IN CA NZ AU CY IL MT HK KE NG ZA BD PK GH LK JM ET TZ UG ZM ZW BW NA MW RW SD SG MY CN TW JP KR VN TH TR"
    " RU UA BG GE AM AZ KZ UZ AE SA QA KW BH OM JO LB EG IR IQ MM KH NP PH TT BB MU FJ PG SL GM"
)
"""
Where companies write English forms, among their own or instead of them.
"""

MORE_FORMS: Final[Mapping[str, str]] = {
    "": "in administration|in receivership|in liquidation|under liquidation|i likvidation|u stecaju|u likvidaciji"
    "|en liquidacion|em liquidacao|en liquidation|in liquidazione|single member pc|single member sa|single member ltd|one member|sole proprietorship llc|sole proprietorship|single owner llc|llc sole proprietorship|llc single owner",
    _ENGLISH: "ltd|limited|plc|private limited company|public limited company|company limited|co ltd|corp ltd|jsc"
    "|joint stock company|closed joint stock company|open joint stock company|public joint stock company|ltd co|co limited"
    "|private company limited|public company|private company|registered company",
    "AE SA QA KW BH OM JO LB EG IQ": "bsc closed|bsc c|ksc closed|llc soc|llc spc|llc|establishment|wll|fze|fz llc|llc fz|sole establishment"
    "|one person company|spc|cjsc|pjsc|psc|holding company|sal|sarl|offshore sal|limited liability company",
    "US CA GB": "llp|lp|unlimited company|unltd|general partnership|registered limited liability partnership",
    "US": "pbc|l3c|psc|chtd|chartered|fsb|professional corporation|professional association|professional limited liability company"
    "|public benefit corporation|a professional corporation|company corp|company ltd|company llc",
    "CA": "incorporee|societe en commandite|societe en nom collectif|cooperative limited|limitee|ltee inc",
    "GB": "cyf|ccc|cyfyngedig|community interest company|limited by guarantee|co op ltd|co operative ltd|royal charter",
    "IE": "designated activity company|company limited by guarantee|clg|cuideachta phoibli theoranta|cpt",
    "AU NZ": "pty|no liability|nl|incorporated association|co operative ltd|proprietary",
    "ZA": "edms beperk|bk|bpk|edms bpk|eiendoms beperk|beperk|pty ltd|soc ltd|pty ltd rf|rf npc|rf pty ltd|npc rf|incorporated|inc"
    "|close corporation|beslote korporasie|maatskappy zonder winsoogmerk",
    "NG": "ltd gte|gte",
    "ET": "share company|pvt ltd co",
    "IN PK BD LK NP": "opc|opc private limited|opc pvt ltd|smc pvt ltd|smc private limited|smc|pvt co ltd|p limited"
    "|private limited company|co pvt ltd|company private limited|llp",
    "SG MY BN": "sendirian berhad|pte limited|plt|perkongsian liabiliti terhad|private limited",
    "ID": "pt|tbk|persero|perum|perumda|perseroda|firma|perseroan komanditer|perusahaan perseroan|yayasan"
    "|perseroan terbuka",
    "PH": "opc|one person corporation|incorporated",
    "TH LA KH MM": "ltd part|limited partnership|plc|sole co ltd|public ltd|pub co ltd|หจก|ห้างหุ้นส่วนจำกัด",
    "VN": "cong ty co phan|co phan|cong ty cp|ctcp|cong ty tnhh mot thanh vien|tnhh mot thanh vien|cong ty tnhh mtv"
    "|cong ty tnhh 1tv|cong ty tnhh hai thanh vien|cong ty trach nhiem huu han|trach nhiem huu han|cong ty hop danh"
    "|doanh nghiep tu nhan|dntn|tong cong ty|tong cong ty cp|tong cong ty co phan|tap doan|cong ty|joint stock company|mtv",
    "TR": "kooperatifi|koop|kooperatif|sanayi as|san as|sanayi anonim sirketi|sanayi ltd sti|san ltd sti|sanayi limited sirketi|tasfiye halinde|"
    "anonim sirketi|anonim sirket|limited sirketi|limited sirket|ltd sirketi|sanayi ticaret|sanayi ticaret as|san tic"
    "|ticaret sanayi|tic san|ic dis ticaret|ic dis tic|dis ticaret|dis tic|ithalat ihracat|ith ihr|kollektif sirketi"
    "|komandit sirketi|sti|ticaret as|ticaret ltd sti|tic ltd|pazarlama as",
    "AZ": "mmc|qsc|mehdud mesuliyyetli cemiyyeti",
    "AM": "փբը|սպը|բբը|սահմանափակ պատասխանատվությամբ ընկերություն",
    "GE": "შპს|სს|ი მ|shps|ss jsc",
    "KZ UZ KG TJ TM": "тоо|жшс|ао|мчж|мчҗ|ооо|осоо|mchj|xk|qk|llp|too|ojsc|osoo|oao",
    "RU BY UA KZ": "чп|уп|тд|нао|ано|гуп|муп|фгуп|одо|чуп|чтуп|руп|спк|кфх|нпо|нпк|нпп|зао|odo|nao|ano|fgup|mup"
    "|закрытое акционерное общество|открытое акционерное общество|непубличное акционерное общество"
    "|общество с дополнительной ответственностью|частное предприятие|унитарное предприятие"
    "|товарищество с ограниченной ответственностью|потребительский кооператив",
    "UA": "пп|дп|ат|кп|зат|ват|тдв|zat|tdv|товариство з додатковою відповідальністю|акціонерне товариство"
    "|приватне акціонерне товариство|публічне акціонерне товариство|приватне підприємство|дочірнє підприємство",
    "BG": "еад|еоод|ет|сд|дзд|eood|ead|et|dzzd|дружество с ограничена отговорност|акционерно дружество",
    "GR CY": "μον ικε|μον αε|mon ike|mon epe|οε|εε|αβεε|αεβε|αβετε|ανε|abee|aebe|μον επε|μονοπροσωπη επε|μονοπροσωπη αε|μονοπροσωπη ανωνυμη εταιρεια"
    "|ιδιωτικη κεφαλαιουχικη εταιρεια|ομορρυθμη εταιρεια|ετερορρυθμη εταιρεια|anonimi etairia|monoprosopi epe|mepe|μεπε",
    "RS HR SI BA MK ME": "zadruga|szr|sztr|ortacko drustvo|komanditno drustvo|javno preduzece|javno poduzece|kd|dd"
    "|javno trgovacko drustvo|samostojni podjetnik|druzba z omejeno odgovornostjo|jednostavno drustvo s ogranicenom odgovornoscu"
    "|друштво са ограниченом одговорношћу|акционарско друштво|ад|доо|доoел|дооел|аo",
    "AL XK": "shpk|sh p k|sha|sh a|shoqeri me pergjegjesi te kufizuar",
    "HU": "kft fa|bt fa|zrt fa|kht|kozhasznu nonprofit kft|nonprofit zrt|egyeni vallalkozo|egyeni ceg|szovetkezet|szov|korlatolt felelossegu"
    "|nyilvanosan mukodo reszvenytarsasag|zartkoru reszvenytarsasag",
    "RO MD": "srl d|srl|sa|societate cu raspundere limitata|societate pe actiuni|regia autonoma|scs|ifn sa|ifn",
    "CZ SK": "společnost s ro|spolocnost s ro|v likvidaci|v likvidacii|verejna obchodni spolecnost|verejna obchodna spolocnost|komanditni spolecnost|komanditna spolocnost|akc spol"
    "|zapsany spolek|zapsany ustav|statni podnik|jednoducha spolocnost na akcie|jsa|spol sro|se",
    "PL": "spz oo|spz oo sp k|firma handlowa|firma handlowo uslugowa|przedsiebiorstwo handlowo uslugowe|przedsiebiorstwo handlowe|fh"
    "|przedsiebiorstwo produkcyjno handlowo uslugowe|przedsiebiorstwo wielobranzowe|zaklad uslugowy|w likwidacji|w upadlosci|spolka z oo|spolka zoo|sp jawna|sp komandytowa|spolka komandytowo akcyjna|prosta spolka akcyjna|sc|spoldzielnia"
    "|sp z oo ska|sp zoo ska|sp z oo sp j|sp zoo spolka komandytowa|sp z oo spolka komandytowa|spolka z oo sp k"
    "|spolka z ograniczona odpowiedzialnoscia sp k|spolka z ograniczona odpowiedzialnoscia spolka komandytowa|ppu|zpch|phup|sp zo o",
    "LT": "uzdaroji akcine bendrove|akcine bendrove|mazoji bendrija|viesoji istaiga|individuali imone|ab|tub|kub|zub",
    "LV": "as|sabiedriba ar ierobezotu atbildibu|akciju sabiedriba|individualais komersants|zemnieku saimnieciba",
    "EE": "as|mtu|taisuhing|usaldusuhing|mittetulundusuhing|tulundusuhistu",
    "DK": "interessentskab|kommanditselskab|enkeltmandsvirksomhed|fmba|smba|amba|partnerselskab|andelsselskab",
    "SE": "aktiebolaget|enskild firma|ek for|ideell forening|bostadsrattsforening|brf|publikt aktiebolag|kommanditbolag",
    "NO": "allmennaksjeselskap|enkeltpersonforetak|samvirkeforetak|ansvarlig selskap|nuf|iks|kommandittselskap",
    "FI": "julkinen osakeyhtio|kommandiittiyhtio|avoin yhtio|ay|osuuskunta|osk|toiminimi|ry|yksityinen osakeyhtio|oy ltd",
    "IS": "hlutafelag|einkahlutafelag|slf|opinbert hlutafelag",
    "DE": "aor|kdor|adoer|anstalt offentlichen rechts|korperschaft offentlichen rechts|vvag|wag|egmbh|eingetr verein"
    "|gesellschaft burgerlichen rechts|investment ag|gmbh co kgaa|se co kg|gug|stiftung co kg|kg mbh|gemeinnutzige ug|partg",
    "AT": "reg genmbh|genmbh|eingetragener unternehmer|eingetragene unternehmerin|og|kg|gesmbh co kg|gesellschaft mbh co kg|gen mbh|reg gen mbh",
    "LI": "est|anstalt|etablissement|trust reg|establishment",
    "CH": "kollektivgesellschaft|kommanditgesellschaft|einzelfirma|in liq|societe cooperative|societa cooperativa|sarl in liquidation",
    "NL": "vennootschap onder firma|commanditaire vennootschap|eenmanszaak|cooperatie|cooperatieve vereniging|in oprichting|bv io"
    "|cooperatief ua|cooperatief|cooperatie wa|maatschap|besloten vennootschap met beperkte aansprakelijkheid",
    "BE": "ebvba|sprlu|sc|sca|commva|comm v|gewone commanditaire vennootschap|societe en commandite simple|aisbl|ivzw|vof"
    "|societe privee a responsabilite limitee|besloten vennootschap|cooperatieve vennootschap|srl|scrl fs|cvba so",
    "FR": "compagnie|eirl|scic|gie|selarl|selafa|selca|spfpl|sarl unipersonnelle|entreprise individuelle|micro entreprise"
    "|auto entrepreneur|societe en nom collectif|societe civile|societe cooperative|societe par actions simplifiee unipersonnelle"
    "|sa a directoire|sa a conseil d administration|sc",
    "LU": "sarl s|secs|secsp|sca|soparfi|societe en commandite speciale|senc",
    "MA TN DZ SN CI CM ML BF": "sarl d'associé unique|suarl|sarlu|sasu|sau|spa|eurl|sarl unipersonnelle|societe a responsabilite limitee d associe unique",
    "IT": "spa con socio unico|spa a socio unico|srl con socio unico|spa unipersonale|srl societa unipersonale|soc coop agricola|soc coop agr|soc coop sociale|soc cooperativa|societa cooperativa agricola|srl a socio unico|srl cr|srl in liquidazione|srl benefit|srl sb|spa sb|spa societa benefit|srl societa benefit|scpa"
    "|ss agricola|soc agr|societa agricola semplice|srl semplificata|consorzio stabile|cooperativa sociale|coop sociale"
    "|impresa individuale",
    "ES": "s coop and|s coop v|s coop ltda|s coop mad|s coop galega|sociedad cooperativa|sociedad cooperativa andaluza|sca"
    "|sociedad limitada unipersonal|sociedad limitada laboral|sociedad limitada profesional|sociedad anonima unipersonal"
    "|comunidad de bienes|sociedad civil|sociedad civil particular|aie|slne|sociedad limitada nueva empresa|koop elk|s coop pequena",
    "PT": "sociedade unipessoal por quotas|sociedade por quotas|unipessoal|crl|sgps sa|sociedade anonima|sociedade unipessoal lda|soc unipessoal lda",
    "BR": "sociedade limitada|sociedade empresaria limitada|eireli me|eireli epp|slu|ss ltda|sociedade simples|sociedade simples limitada"
    "|me epp|ltda mei|sociedade individual de advocacia|cia ltda|em recuperacao judicial|sociedade limitada unipessoal",
    "MX": "sofom|sofom enr|sofom er|sc|spr de rl|spr de rl de cv|sc de rl|sc de rl de cv|sas de cv|sociedad civil|s en nc"
    "|sociedad de responsabilidad limitada de capital variable|sociedad anonima promotora de inversion de capital variable"
    "|sociedad anonima promotora de inversion|sapib de cv|sab|sapi|de cv|s de rl mi|sc de ap",
    "AR UY PY BO CL": "saci|sacifi|sacifia|saicf|saica|sacia|sau|sas|eas|saeca|sociedad colectiva|coop ltda|cooperativa ltda|limitada|ltda|srl"
    "|sociedad por acciones|sociedad por acciones simplificada|sociedad de responsabilidad limitada|empresa individual de responsabilidad limitada|eirl|scm",
    "PE BO": "saa|scrl|sociedad anonima cerrada|sociedad anonima abierta|sociedad comercial de responsabilidad limitada",
    "CO": "sa esp|sas esp|sca|s en c|sas bic|sociedad por acciones simplificada|limitada|empresa unipersonal",
    "VE EC": "compania anonima|cia anonima|compania limitada|c ltda|cltda|firma personal|sociedad anonima|cia",
    "CR GT HN SV NI PA DO CU": "srl|limitada|ltda|sa|sociedad anonima|eirl|cxa|c por a|compania limitada|sa de cv|s de rl|sociedad de responsabilidad limitada|cia ltda",
    "AO MZ CV ST GW TL": "lda|limitada|su lda|su|sociedade unipessoal|sarl|sociedade anonima",
    "AD ES": "societat limitada|societat anonima|slu|societat cooperativa",
    "FO": "pf|spf|lutafelag|smapartafelag|virki",
    "UA KZ UZ": "prjsc|pjsc|pubjsc|jsc",
    "KW QA BH": "kscp|kscc|qpsc|bsc p|qscc",
    "IL": "חל צ|חברה בע מ|ע ר",
    "IR": "pjs|pjsc|co pjs|private joint stock|private joint stock company|pvt js",
    "EG SY LB": "sae|sal|sarl",
    "JP": "kabushikigaisha|kabushiki kaisya|yugen kaisha|yugen gaisha|godo gaisha|goudou kaisha|gomei kaisha|goshi kaisha|llc",
    "KR": "co ltd|inc|corp|jusik hoesa|jusikhoesa|chusik hoesa|chusik hoisa|yuhan hoesa|yuhan chaegim hoesa",
    "CN TW HK": "group co ltd|holding co ltd|holdings ltd|corp ltd|inc ltd|youxian gongsi|gufen youxian gongsi",
}
"""
Forms by the countries in which there are companies of them, as in `leadflow.core.companies.legal_forms`.
"""
