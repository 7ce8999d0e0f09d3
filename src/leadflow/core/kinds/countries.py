"""
The countries of ISO 3166-1 and Kosovo, with their names from Unicode CLDR, and the country that a text means.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final
from unicodedata import normalize

from leadflow.core.text import text_key

__all__ = ["COUNTRIES", "country_code", "loose_key", "loose_names"]

# One country a line: alpha-2 | alpha-3 | English name | other names. The codes are those of ISO 3166-1; Kosovo has none
# there and goes by XK and XKX. The names are those of Unicode CLDR (copyright Unicode, Inc., Unicode License v3) in
# English, German, French, Spanish, Italian, Dutch, Portuguese (Brazil, Portugal) and Japanese, with straight
# apostrophes. After them come short, official and former names, names at home, abbreviations, and the parts of a country
# that people write for the whole. No line has two names with one loose key: `country_code` finds the other spellings.
#
# Where a name could mean two countries, this is what was decided:
# - Korea is South Korea; Congo is Brazzaville, as in ISO 3166-1; America is the United States.
# - Georgia, Jersey and Macedonia are the countries, not the state, the short form of New Jersey or the Greek region.
# - Republic of China is Taiwan; Saint Martin is the French part, Sint Maarten the Dutch one; Guyane is French Guiana.
# - Timor, the Virgin Islands without an owner, and countries that fell apart (Yugoslavia) are nobody's.
# - RU is Russia, though Spanish has it for the United Kingdom; R.-U. and É.-U., the French ways, are nobody's.
_TABLE: Final = """\
AD|AND|Andorra|Andorre|アンドラ|Principality of Andorra
AE|ARE|United Arab Emirates|Vereinigte Arabische Emirate|Émirats arabes unis|Emiratos Árabes Unidos|Emirati Arabi Uniti|Verenigde Arabische Emiraten|Emirados Árabes Unidos|アラブ首長国連邦|U.A.E.|Emirates|VAE|EAU|Émirats|Emiratos|Emirati Arabi|الإمارات العربية المتحدة
AF|AFG|Afghanistan|Afganistán|Afeganistão|アフガニスタン|Islamic Republic of Afghanistan
AG|ATG|Antigua & Barbuda|Antigua y Barbuda|Antigua e Barbuda|Antigua en Barbuda|アンティグア・バーブーダ|Antigua
AI|AIA|Anguilla|Anguila|アンギラ
AL|ALB|Albania|Albanien|Albanie|アルバニア|Republic of Albania|Shqipëria
AM|ARM|Armenia|Armenien|Arménie|アルメニア|Republic of Armenia
AO|AGO|Angola|アンゴラ|Republic of Angola
AQ|ATA|Antarctica|Antarktis|Antarctique|Antártida|Antartide|南極
AR|ARG|Argentina|Argentinien|Argentine|Argentinië|アルゼンチン|Argentine Republic|República Argentina
AS|ASM|American Samoa|Amerikanisch-Samoa|Samoa américaines|Samoa Americana|Samoa Americane|Amerikaans-Samoa|米領サモア|Samoa (American)
AT|AUT|Austria|Österreich|Autriche|Oostenrijk|オーストリア|Republic of Austria|Republik Österreich
AU|AUS|Australia|Australien|Australie|オーストラリア|Commonwealth of Australia|豪州
AW|ABW|Aruba|アルバ
AX|ALA|Åland Islands|Ålandinseln|Îles Åland|Islas Aland|Isole Åland|Åland|Ilhas Aland|Alanda|オーランド諸島|Aaland|Åland, Îles
AZ|AZE|Azerbaijan|Aserbaidschan|Azerbaïdjan|Azerbaiyán|Azerbaigian|Azerbeidzjan|Azerbaijão|アゼルバイジャン|Republic of Azerbaijan
BA|BIH|Bosnia & Herzegovina|Bosnien und Herzegowina|Bosnie-Herzégovine|Bosnia y Herzegovina|Bosnia ed Erzegovina|Bosnië en Herzegovina|Bósnia e Herzegovina|ボスニア・ヘルツェゴビナ|Republic of Bosnia and Herzegovina|Bosnia|Bosnien|Bosnie|Bosnia-Erzegovina|Bosnië-Herzegovina|Bosna i Hercegovina|Bosnia y Hercegovina|ボスニア
BB|BRB|Barbados|Barbade|バルバドス
BD|BGD|Bangladesh|Bangladesch|Bangladés|Bangladeche|バングラデシュ|People's Republic of Bangladesh
BE|BEL|Belgium|Belgien|Belgique|Bélgica|Belgio|België|ベルギー|Kingdom of Belgium|België/Belgique
BF|BFA|Burkina Faso|Burquina Faso|ブルキナファソ
BG|BGR|Bulgaria|Bulgarien|Bulgarie|Bulgarije|ブルガリア|Republic of Bulgaria|България
BH|BHR|Bahrain|Bahreïn|Baréin|Barém|バーレーン|Kingdom of Bahrain
BI|BDI|Burundi|ブルンジ|Republic of Burundi
BJ|BEN|Benin|Benim|ベナン|Republic of Benin
BL|BLM|St. Barthélemy|Saint Barthélemy|Sankt Barthélemy|San Bartolomé|São Bartolomeu|サン・バルテルミー|Saint Barth|St. Barts|St. Barths
BM|BMU|Bermuda|Bermudes|Bermudas|バミューダ|Bermuda Islands
BN|BRN|Brunei|Brunei Darussalam|ブルネイ|Negara Brunei Darussalam
BO|BOL|Bolivia|Bolivien|Bolivie|ボリビア|Bolivia, Plurinational State of|Plurinational State of Bolivia|Estado Plurinacional de Bolivia
BQ|BES|Caribbean Netherlands|Karibische Niederlande|Pays-Bas caribéens|Caribe neerlandés|Caraibi Olandesi|Caribisch Nederland|Países Baixos Caribenhos|オランダ領カリブ|Bonaire, Sint Eustatius and Saba|Bonaire|Sint Eustatius|Saba|BES Islands|Dutch Caribbean
BR|BRA|Brazil|Brasilien|Brésil|Brasil|Brasile|Brazilië|ブラジル|Federative Republic of Brazil|República Federativa do Brasil
BS|BHS|Bahamas|Baamas|バハマ|Commonwealth of the Bahamas
BT|BTN|Bhutan|Bhoutan|Bután|Butão|ブータン|Kingdom of Bhutan
BV|BVT|Bouvet Island|Bouvetinsel|Île Bouvet|Isla Bouvet|Isola Bouvet|Bouveteiland|Ilha Bouvet|ブーベ島
BW|BWA|Botswana|Botsuana|ボツワナ|Republic of Botswana
BY|BLR|Belarus|Biélorussie|Bielorrusia|Bielorussia|Bielorrússia|ベラルーシ|Republic of Belarus|Byelorussia|Belorussia|Weißrussland|Wit-Rusland|Беларусь|白ロシア
BZ|BLZ|Belize|Belice|ベリーズ
CA|CAN|Canada|Kanada|カナダ
CC|CCK|Cocos (Keeling) Islands|Kokosinseln|Îles Cocos|Islas Cocos|Isole Cocos (Keeling)|Cocoseilanden|Ilhas Cocos (Keeling)|Ilhas dos Cocos (Keeling)|ココス(キーリング)諸島|Cocos Islands|Keeling Islands|Cocos Keeling|Îles Cocos (Keeling)|Islas Cocos (Keeling)|Ilhas Cocos|Cocos-(Keeling-)Inseln
CD|COD|Congo - Kinshasa|Kongo-Kinshasa|República Democrática del Congo|コンゴ民主共和国(キンシャサ)|Congo, The Democratic Republic of the|Democratic Republic of the Congo|Congo, Democratic Republic|DR Congo|DRC|Congo (DRC)|Congo DR|Zaire|Demokratische Republik Kongo|DR Kongo|Kongo (Demokratische Republik)|République démocratique du Congo|RD Congo|RDC|Congo (RDC)|República Democrática do Congo|Congo (República Democrática del Congo)|Repubblica Democratica del Congo|Democratische Republiek Congo|Rep. Dem. Congo|コンゴ民主共和国|コンゴ・キンシャサ|ザイール
CF|CAF|Central African Republic|Zentralafrikanische Republik|République centrafricaine|República Centroafricana|Repubblica Centrafricana|Centraal-Afrikaanse Republiek|中央アフリカ共和国|Central Africa Republic|Centrafrique|中央アフリカ
CG|COG|Congo - Brazzaville|Kongo-Brazzaville|Congo|República do Congo|コンゴ共和国(ブラザビル)|Republic of the Congo|Kongo|Congo (Republic)|Congo, Republic of the|Kongo (Republik)|Republik Kongo|République du Congo|Congo (República)|República del Congo|Congo (Repubblica)|Repubblica del Congo|Congo (Republiek)|Republiek Congo|コンゴ共和国|コンゴ
CH|CHE|Switzerland|Schweiz|Suisse|Suiza|Svizzera|Zwitserland|Suíça|スイス|Swiss Confederation|Schweizerische Eidgenossenschaft|Confoederatio Helvetica|Confédération suisse|Svizra|Confederazione Svizzera|スイス連邦
CI|CIV|Côte d'Ivoire|Costa d'Avorio|Ivoorkust|Costa do Marfim|Côte d'Ivoire (Costa do Marfim)|コートジボワール|Republic of Côte d'Ivoire|Ivory Coast|Elfenbeinküste|Costa de Marfil|République de Côte d'Ivoire|象牙海岸
CK|COK|Cook Islands|Cookinseln|Îles Cook|Islas Cook|Isole Cook|Cookeilanden|Ilhas Cook|クック諸島
CL|CHL|Chile|Chili|Cile|チリ|Republic of Chile|República de Chile
CM|CMR|Cameroon|Kamerun|Cameroun|Camerún|Kameroen|Camarões|カメルーン|Republic of Cameroon
CN|CHN|China|Chine|Cina|中国|People's Republic of China|P.R.C.|P.R. China|China, People's Republic of|Mainland China|China PR|China (Mainland)|Volksrepublik China|VR China|République populaire de Chine|República Popular China|República Popular de China|Repubblica Popolare Cinese|Volksrepubliek China|República Popular da China|中華人民共和国|中國|中华人民共和国|中国大陆
CO|COL|Colombia|Kolumbien|Colombie|コロンビア|Republic of Colombia|República de Colombia
CR|CRI|Costa Rica|コスタリカ|Republic of Costa Rica|República de Costa Rica
CU|CUB|Cuba|Kuba|キューバ|Republic of Cuba|República de Cuba
CV|CPV|Cape Verde|Cabo Verde|Cap-Vert|Capo Verde|Kaapverdië|カーボベルデ|Republic of Cabo Verde|Republic of Cape Verde|Kap Verde|Kapverden|Kapverdische Inseln|Cape Verde Islands|Cabo Verde Islands
CW|CUW|Curaçao|Curazao|Curaçau|キュラソー
CX|CXR|Christmas Island|Weihnachtsinsel|Île Christmas|Isla de Navidad|Isola Christmas|Christmaseiland|Ilha Christmas|Ilha do Natal|クリスマス島|Isola di Natale
CY|CYP|Cyprus|Zypern|Chypre|Chipre|Cipro|キプロス|Republic of Cyprus|Κύπρος|Kypros
CZ|CZE|Czechia|Tschechien|Tchéquie|Chequia|Cechia|Tsjechië|Tchéquia|チェコ|Republic of Czechia|Czech Republic|Tschechische Republik|Tschechei|République tchèque|República Checa|Repubblica Ceca|Tsjechische Republiek|República Tcheca|Česko|Česká republika|チェコ共和国
DE|DEU|Germany|Deutschland|Allemagne|Alemania|Germania|Duitsland|Alemanha|ドイツ|Federal Republic of Germany|Germany, Federal Republic of|Bundesrepublik Deutschland|BRD|Bundesrepublik|FRG|République fédérale d'Allemagne|República Federal de Alemania|Repubblica Federale di Germania|Bondsrepubliek Duitsland|República Federal da Alemanha|ドイツ連邦共和国
DJ|DJI|Djibouti|Dschibuti|Yibuti|Gibuti|Djibuti|Jibuti|ジブチ|Republic of Djibouti
DK|DNK|Denmark|Dänemark|Dinamarca|Danimarca|Denemarken|デンマーク|Kingdom of Denmark|Danmark
DM|DMA|Dominica|Dominique|ドミニカ国|Commonwealth of Dominica
DO|DOM|Dominican Republic|Dominikanische Republik|République dominicaine|República Dominicana|Repubblica Dominicana|Dominicaanse Republiek|ドミニカ共和国|Dominican Rep.
DZ|DZA|Algeria|Algerien|Algérie|Argelia|Algerije|アルジェリア|People's Democratic Republic of Algeria
EC|ECU|Ecuador|Équateur|Equador|エクアドル|Republic of Ecuador|República del Ecuador
EE|EST|Estonia|Estland|Estonie|エストニア|Republic of Estonia|Eesti
EG|EGY|Egypt|Ägypten|Égypte|Egipto|Egitto|Egito|エジプト|Arab Republic of Egypt|Egypt, Arab Republic of
EH|ESH|Western Sahara|Westsahara|Sahara occidental|Sahara Occidentale|Westelijke Sahara|Saara Ocidental|Sara Ocidental|西サハラ
ER|ERI|Eritrea|Érythrée|Eritreia|エリトリア|State of Eritrea
ES|ESP|Spain|Spanien|Espagne|España|Spagna|Spanje|Espanha|スペイン|Kingdom of Spain|Reino de España
ET|ETH|Ethiopia|Äthiopien|Éthiopie|Etiopía|エチオピア|Federal Democratic Republic of Ethiopia
FI|FIN|Finland|Finnland|Finlande|Finlandia|フィンランド|Republic of Finland|Suomi
FJ|FJI|Fiji|Fidschi|Fidji|Fiyi|Figi|フィジー|Republic of Fiji|Fiji Islands
FK|FLK|Falkland Islands|Falklandinseln|Îles Malouines|Islas Malvinas|Isole Falkland|Falklandeilanden|Ilhas Malvinas|Ilhas Falkland|フォークランド諸島|Falkland Islands (Malvinas)|Falklands|Malvinas|Islas Malvinas (Islas Falkland)|Islas Falkland|Îles Falkland|Malouines|Isole Malvine|Falklandinseln (Malwinen)|Malwinen|フォークランド
FM|FSM|Micronesia|Mikronesien|Micronésie|ミクロネシア連邦|Micronesia, Federated States of|Federated States of Micronesia|Föderierte Staaten von Mikronesien|États fédérés de Micronésie|Estados Federados de Micronesia|Stati Federati di Micronesia|Estados Federados da Micronésia|ミクロネシア
FO|FRO|Faroe Islands|Färöer|Îles Féroé|Islas Feroe|Isole Fær Øer|Faeröer|Ilhas Faroé|フェロー諸島|Faroes|Faeroe Islands|Færøerne|Føroyar|Färöer-Inseln
FR|FRA|France|Frankreich|Francia|Frankrijk|França|フランス|French Republic|République française|Metropolitan France|France métropolitaine|フランス共和国
GA|GAB|Gabon|Gabun|Gabão|ガボン|Gabonese Republic
GB|GBR|United Kingdom|Vereinigtes Königreich|Royaume-Uni|Reino Unido|Regno Unito|Verenigd Koninkrijk|イギリス|U.K.|United Kingdom (UK)|United Kingdom of Great Britain and Northern Ireland|Great Britain|Britain|G.B.|England|Scotland|Wales|Northern Ireland|N. Ireland|Großbritannien|Vereinigtes Königreich Großbritannien und Nordirland|Schottland|Nordirland|Grande-Bretagne|Angleterre|Écosse|Pays de Galles|Irlande du Nord|Gran Bretaña|Inglaterra|Escocia|Gales|País de Gales|Irlanda del Norte|Gran Bretagna|Inghilterra|Scozia|Galles|Irlanda del Nord|Groot-Brittannië|Engeland|Schotland|Noord-Ierland|V.K.|Grã-Bretanha|Irlanda do Norte|英国|連合王国|グレートブリテン|イングランド|スコットランド|ウェールズ|北アイルランド
GD|GRD|Grenada|Grenade|Granada|グレナダ
GE|GEO|Georgia|Georgien|Géorgie|ジョージア|Republic of Georgia|Sakartvelo|საქართველო|Gruzia|グルジア
GF|GUF|French Guiana|Französisch-Guayana|Guyane française|Guayana Francesa|Guyana Francese|Frans-Guyana|Guiana Francesa|仏領ギアナ|Guyane|French Guyana|Französisch-Guyana
GG|GGY|Guernsey|Guernesey|ガーンジー
GH|GHA|Ghana|Gana|ガーナ|Republic of Ghana
GI|GIB|Gibraltar|Gibilterra|ジブラルタル
GL|GRL|Greenland|Grönland|Groenland|Groenlandia|Gronelândia|グリーンランド|Kalaallit Nunaat
GM|GMB|Gambia|Gambie|ガンビア|Republic of The Gambia
GN|GIN|Guinea|Guinée|Guiné|ギニア|Republic of Guinea
GP|GLP|Guadeloupe|Guadalupe|Guadalupa|グアドループ
GQ|GNQ|Equatorial Guinea|Äquatorialguinea|Guinée équatoriale|Guinea Ecuatorial|Guinea Equatoriale|Equatoriaal-Guinea|Guiné Equatorial|赤道ギニア|Republic of Equatorial Guinea|Guinea, Equatorial
GR|GRC|Greece|Griechenland|Grèce|Grecia|Griekenland|ギリシャ|Hellas|Hellenic Republic|EL|Ελλάδα|Ellada|Ellás|Hellenische Republik|ギリシア
GS|SGS|South Georgia & South Sandwich Islands|Südgeorgien und die Südlichen Sandwichinseln|Géorgie du Sud-et-les Îles Sandwich du Sud|Islas Georgia del Sur y Sandwich del Sur|Georgia del Sud e Sandwich Australi|Zuid-Georgia en Zuidelijke Sandwicheilanden|Ilhas Geórgia do Sul e Sandwich do Sul|サウスジョージア・サウスサンドウィッチ諸島|South Georgia
GT|GTM|Guatemala|グアテマラ|Republic of Guatemala|República de Guatemala
GU|GUM|Guam|Guame|グアム
GW|GNB|Guinea-Bissau|Guinée-Bissau|Guinea-Bisáu|Guiné-Bissau|ギニアビサウ|Republic of Guinea-Bissau
GY|GUY|Guyana|Guiana|ガイアナ|Co-operative Republic of Guyana|Republic of Guyana
HK|HKG|Hong Kong SAR China|Sonderverwaltungsregion Hongkong|R.A.S. chinoise de Hong Kong|RAE de Hong Kong (China)|RAS di Hong Kong|Hongkong SAR van China|Hong Kong, RAE da China|中華人民共和国香港特別行政区|Hong Kong|Hong Kong SAR|HKSAR|Hong Kong, China|China, Hong Kong SAR|Hong Kong Special Administrative Region of China|香港|中国香港|香港特別行政区
HM|HMD|Heard & McDonald Islands|Heard und McDonaldinseln|Îles Heard-et-MacDonald|Islas Heard y McDonald|Isole Heard e McDonald|Heard en McDonaldeilanden|Ilhas Heard e McDonald|ハード島・マクドナルド諸島|Heard Island and McDonald Islands
HN|HND|Honduras|ホンジュラス|Republic of Honduras|República de Honduras
HR|HRV|Croatia|Kroatien|Croatie|Croacia|Croazia|Kroatië|クロアチア|Republic of Croatia|Hrvatska
HT|HTI|Haiti|ハイチ|Republic of Haiti
HU|HUN|Hungary|Ungarn|Hongrie|Hungría|Ungheria|Hongarije|ハンガリー|Republic of Hungary|Magyarország
ID|IDN|Indonesia|Indonesien|Indonésie|インドネシア|Republic of Indonesia
IE|IRL|Ireland|Irland|Irlande|Irlanda|Ierland|アイルランド|Republic of Ireland|Ireland, Republic of|Irish Republic|Éire|République d'Irlande|Republik Irland|República de Irlanda|Repubblica d'Irlanda|Republiek Ierland|República da Irlanda|アイルランド共和国
IL|ISR|Israel|Israele|イスラエル|State of Israel|ישראל
IM|IMN|Isle of Man|Île de Man|Isla de Man|Isola di Man|Ilha de Man|マン島|Man, Isle of|Insel Man|Eiland Man|Man Island
IN|IND|India|Indien|Inde|インド|Republic of India|Bharat|भारत
IO|IOT|British Indian Ocean Territory|Britisches Territorium im Indischen Ozean|Territoire britannique de l'océan Indien|Territorio Británico del Océano Índico|Territorio Britannico dell'Oceano Indiano|Brits Indische Oceaanterritorium|Território Britânico do Oceano Índico|英領インド洋地域|BIOT|Chagos Archipelago|Chagos
IQ|IRQ|Iraq|Irak|Iraque|イラク|Republic of Iraq
IR|IRN|Iran|Irã|Irão|イラン|Iran, Islamic Republic of|Islamic Republic of Iran|Persia|イラン・イスラム共和国
IS|ISL|Iceland|Island|Islande|Islandia|Islanda|IJsland|アイスランド|Republic of Iceland
IT|ITA|Italy|Italien|Italie|Italia|イタリア|Italian Republic|Repubblica Italiana|イタリア共和国
JE|JEY|Jersey|ジャージー|Bailiwick of Jersey
JM|JAM|Jamaica|Jamaika|Jamaïque|Giamaica|ジャマイカ
JO|JOR|Jordan|Jordanien|Jordanie|Jordania|Giordania|ヨルダン|Hashemite Kingdom of Jordan
JP|JPN|Japan|Japon|Giappone|Japão|日本|Nippon|Nihon|日本国|State of Japan
KE|KEN|Kenya|Kenia|Quênia|ケニア|Republic of Kenya
KG|KGZ|Kyrgyzstan|Kirgisistan|Kirghizstan|Kirguistán|Kirghizistan|Kirgizië|Quirguistão|キルギス|Kyrgyz Republic|Kirghizia|Kirgistan|Kirgizistan|キルギスタン
KH|KHM|Cambodia|Kambodscha|Cambodge|Camboya|Cambogia|Cambodja|Camboja|カンボジア|Kingdom of Cambodia|Kampuchea|Kambodja
KI|KIR|Kiribati|Quiribati|キリバス|Republic of Kiribati
KM|COM|Comoros|Komoren|Comores|Comoras|Comore|Comoren|コモロ|Union of the Comoros|Comoro Islands
KN|KNA|St. Kitts & Nevis|Saint Kitts & Nevis|Sankt Kitts und Nevis|Saint-Christophe-et-Niévès|San Cristóbal y Nieves|Saint Kitts e Nevis|Saint Kitts en Nevis|São Cristóvão e Névis|São Cristóvão e Neves|セントクリストファー・ネーヴィス|Saint Kitts|St. Kitts|セントクリストファー・ネイビス
KP|PRK|North Korea|Nordkorea|Corée du Nord|Corea del Norte|Corea del Nord|Noord-Korea|Coreia do Norte|北朝鮮|Korea, Democratic People's Republic of|Democratic People's Republic of Korea|Korea, North|North Korea (DPRK)|DPRK|D.P.R. Korea|N. Korea|Demokratische Volksrepublik Korea|République populaire démocratique de Corée|República Popular Democrática de Corea|朝鮮民主主義人民共和国
KR|KOR|South Korea|Südkorea|Corée du Sud|Corea del Sur|Corea del Sud|Zuid-Korea|Coreia do Sul|韓国|Republic of Korea|Korea, Republic of|Korea|Korea, South|Korea (Republic)|S. Korea|Rep. of Korea|Korea Rep.|Republic of South Korea|ROK|Corée|Corea|Coreia|Republik Korea|République de Corée|República de Corea|Repubblica di Corea|Republiek Korea|República da Coreia|大韓民国|대한민국|한국|南韓
KW|KWT|Kuwait|Koweït|Koeweit|クウェート|State of Kuwait
KY|CYM|Cayman Islands|Kaimaninseln|Îles Caïmans|Islas Caimán|Isole Cayman|Kaaimaneilanden|Ilhas Cayman|Ilhas Caimão|ケイマン諸島
KZ|KAZ|Kazakhstan|Kasachstan|Kazajistán|Kazakistan|Kazachstan|Cazaquistão|カザフスタン|Republic of Kazakhstan
LA|LAO|Laos|ラオス|Lao People's Democratic Republic|Lao PDR|Lao|ラオス人民民主共和国
LB|LBN|Lebanon|Libanon|Liban|Líbano|レバノン|Lebanese Republic
LC|LCA|St. Lucia|Saint Lucia|Sankt Lucia|Sainte-Lucie|Santa Lucía|セントルシア
LI|LIE|Liechtenstein|Listenstaine|リヒテンシュタイン|Principality of Liechtenstein|Fürstentum Liechtenstein
LK|LKA|Sri Lanka|Sri Lanca|スリランカ|Democratic Socialist Republic of Sri Lanka|Ceylon
LR|LBR|Liberia|リベリア|Republic of Liberia
LS|LSO|Lesotho|Lesoto|レソト|Kingdom of Lesotho
LT|LTU|Lithuania|Litauen|Lituanie|Lituania|Litouwen|リトアニア|Republic of Lithuania|Lietuva
LU|LUX|Luxembourg|Luxemburg|Luxemburgo|Lussemburgo|ルクセンブルク|Grand Duchy of Luxembourg|Großherzogtum Luxemburg|Grand-Duché de Luxembourg|Lëtzebuerg
LV|LVA|Latvia|Lettland|Lettonie|Letonia|Lettonia|Letland|ラトビア|Republic of Latvia|Latvija
LY|LBY|Libya|Libyen|Libye|Libia|Libië|リビア|State of Libya|Libyan Arab Jamahiriya|Libyan Arab Jamahiriyah
MA|MAR|Morocco|Marokko|Maroc|Marruecos|Marocco|Marrocos|モロッコ|Kingdom of Morocco|المغرب
MC|MCO|Monaco|モナコ|Principality of Monaco|Principauté de Monaco
MD|MDA|Moldova|Republik Moldau|Moldavie|Moldavia|モルドバ|Republic of Moldova|Moldova, Republic of|Moldau|Moldawien|Republica Moldova|República da Moldova|モルドバ共和国
ME|MNE|Montenegro|モンテネグロ|Crna Gora
MF|MAF|St. Martin|Saint Martin|Sankt Martin|San Martín|São Martinho|São Martinho (Saint-Martin)|サン・マルタン|Saint Martin (French part)|St. Martin (French part)|Saint-Martin (partie française)|French Saint Martin|Collectivity of Saint Martin
MG|MDG|Madagascar|Madagaskar|マダガスカル|Republic of Madagascar
MH|MHL|Marshall Islands|Marshallinseln|Îles Marshall|Islas Marshall|Isole Marshall|Marshalleilanden|Ilhas Marshall|マーシャル諸島|Republic of the Marshall Islands|Marshalls
MK|MKD|North Macedonia|Nordmazedonien|Macédoine du Nord|Macedonia del Norte|Macedonia del Nord|Noord-Macedonië|Macedônia do Norte|北マケドニア|Republic of North Macedonia|Republic of Macedonia|Macedonia|FYROM|Former Yugoslav Republic of Macedonia|Macedonia, the former Yugoslav Republic of|Mazedonien|Macédoine|Macedonië|Северна Македонија|マケドニア
ML|MLI|Mali|マリ|Republic of Mali
MM|MMR|Myanmar (Burma)|Myanmar|Myanmar (Birmanie)|Myanmar (Birmania)|Myanmar (Birma)|Mianmar (Birmânia)|ミャンマー (ビルマ)|Republic of the Union of Myanmar|Republic of Myanmar|Burma|Birma|Birmanie|Birmania|Mianmar|Union of Myanmar|Union of Burma|ミャンマー|ビルマ
MN|MNG|Mongolia|Mongolei|Mongolie|モンゴル|モンゴル国
MO|MAC|Macao SAR China|Sonderverwaltungsregion Macau|R.A.S. chinoise de Macao|RAE de Macao (China)|RAS di Macao|Macau SAR van China|Macau, RAE da China|中華人民共和国マカオ特別行政区|Macao|Macau|Macao SAR|Macau SAR|Macau SAR China|Macao, China|Macau, China|China, Macao SAR|Macao Special Administrative Region of China|マカオ|澳門|澳门
MP|MNP|Northern Mariana Islands|Nördliche Marianen|Îles Mariannes du Nord|Islas Marianas del Norte|Isole Marianne Settentrionali|Noordelijke Marianen|Ilhas Marianas do Norte|北マリアナ諸島|Northern Marianas|CNMI|Commonwealth of the Northern Mariana Islands
MQ|MTQ|Martinique|Martinica|マルティニーク
MR|MRT|Mauritania|Mauretanien|Mauritanie|モーリタニア|Islamic Republic of Mauritania
MS|MSR|Montserrat|Monserrate|モントセラト
MT|MLT|Malta|Malte|マルタ|Republic of Malta
MU|MUS|Mauritius|Maurice|Mauricio|Maurícia|モーリシャス|Republic of Mauritius|Île Maurice|Isla Mauricio|Isola Maurizio|Maurizio|Ilha Maurício|Ilhas Maurício
MV|MDV|Maldives|Malediven|Maldivas|Maldive|Maldiven|モルディブ|Republic of Maldives
MW|MWI|Malawi|Malaui|マラウイ|Republic of Malawi
MX|MEX|Mexico|Mexiko|Mexique|Messico|メキシコ|United Mexican States|Estados Unidos Mexicanos|Méjico
MY|MYS|Malaysia|Malaisie|Malasia|Maleisië|マレーシア|Federation of Malaysia
MZ|MOZ|Mozambique|Mosambik|Mozambico|Moçambique|モザンビーク|Republic of Mozambique
NA|NAM|Namibia|Namibie|ナミビア|Republic of Namibia
NC|NCL|New Caledonia|Neukaledonien|Nouvelle-Calédonie|Nueva Caledonia|Nuova Caledonia|Nieuw-Caledonië|Nova Caledônia|ニューカレドニア
NE|NER|Niger|ニジェール|Republic of the Niger
NF|NFK|Norfolk Island|Norfolkinsel|Île Norfolk|Isla Norfolk|Isola Norfolk|Norfolk|Ilha Norfolk|ノーフォーク島
NG|NGA|Nigeria|ナイジェリア|Federal Republic of Nigeria
NI|NIC|Nicaragua|ニカラグア|Republic of Nicaragua|República de Nicaragua
NL|NLD|Netherlands|Niederlande|Pays-Bas|Países Bajos|Paesi Bassi|Nederland|Países Baixos|オランダ|Kingdom of the Netherlands|Holland|Hollande|Holanda|Olanda|Koninkrijk der Nederlanden|Niederlanden
NO|NOR|Norway|Norwegen|Norvège|Noruega|Norvegia|Noorwegen|ノルウェー|Kingdom of Norway|Norge|Noreg
NP|NPL|Nepal|ネパール|Federal Democratic Republic of Nepal
NR|NRU|Nauru|ナウル|Republic of Nauru
NU|NIU|Niue|ニウエ
NZ|NZL|New Zealand|Neuseeland|Nouvelle-Zélande|Nueva Zelanda|Nuova Zelanda|Nieuw-Zeeland|Nova Zelândia|ニュージーランド|N. Zealand|Aotearoa|Aotearoa New Zealand|N.Z.
OM|OMN|Oman|Omã|オマーン|Sultanate of Oman
PA|PAN|Panama|パナマ|Republic of Panama|República de Panamá
PE|PER|Peru|Pérou|ペルー|Republic of Peru|República del Perú
PF|PYF|French Polynesia|Französisch-Polynesien|Polynésie française|Polinesia Francesa|Polinesia Francese|Frans-Polynesië|仏領ポリネシア
PG|PNG|Papua New Guinea|Papua-Neuguinea|Papouasie-Nouvelle-Guinée|Papúa Nueva Guinea|Papua Nuova Guinea|Papoea-Nieuw-Guinea|Papua-Nova Guiné|パプアニューギニア|Independent State of Papua New Guinea|P.N.G.
PH|PHL|Philippines|Philippinen|Filipinas|Filippine|Filipijnen|フィリピン|Republic of the Philippines|Philippine Islands|Pilipinas
PK|PAK|Pakistan|Paquistão|パキスタン|Islamic Republic of Pakistan
PL|POL|Poland|Polen|Pologne|Polonia|ポーランド|Republic of Poland|Polska|Rzeczpospolita Polska
PM|SPM|St. Pierre & Miquelon|Saint Pierre & Miquelon|Sankt Pierre und Miquelon|San Pedro y Miquelón|Saint-Pierre e Miquelon|Saint-Pierre en Miquelon|São Pedro e Miquelão|サンピエール島・ミクロン島
PN|PCN|Pitcairn Islands|Pitcairninseln|Îles Pitcairn|Islas Pitcairn|Isole Pitcairn|Pitcairneilanden|Ilhas Pitcairn|ピトケアン諸島|Pitcairn|Pitcairn Island
PR|PRI|Puerto Rico|Porto Rico|プエルトリコ|Commonwealth of Puerto Rico
PS|PSE|Palestinian Territories|Palästinensische Autonomiegebiete|Territoires palestiniens|Territorios Palestinos|Territori Palestinesi|Palestijnse gebieden|Territórios palestinianos|パレスチナ自治区|Palestine, State of|State of Palestine|Palestine|Palästina|Palestina|Palestinian Authority|Palestinian Territory|Palestinian Territory, Occupied|Occupied Palestinian Territory|West Bank and Gaza|Staat Palästina|État de Palestine|Estado de Palestina|Estado da Palestina|パレスチナ
PT|PRT|Portugal|Portogallo|ポルトガル|Portuguese Republic|República Portuguesa
PW|PLW|Palau|Palaos|パラオ|Republic of Palau
PY|PRY|Paraguay|Paraguai|パラグアイ|Republic of Paraguay|República del Paraguay
QA|QAT|Qatar|Katar|Catar|カタール|State of Qatar
RE|REU|Réunion|La Réunion|Riunione|Reunião|レユニオン|Île de la Réunion|Reunion Island|Réunion, Île de la
RO|ROU|Romania|Rumänien|Roumanie|Rumanía|Roemenië|Romênia|ルーマニア|Roumania
RS|SRB|Serbia|Serbien|Serbie|Servië|Sérvia|セルビア|Republic of Serbia|Srbija|Србија
RU|RUS|Russia|Russland|Russie|Rusia|Rusland|ロシア|Russian Federation|Russian Fed.|Russische Föderation|Fédération de Russie|Federación Rusa|Federación de Rusia|Federazione Russa|Russische Federatie|Federação Russa|Federação da Rússia|Россия|Российская Федерация|ロシア連邦
RW|RWA|Rwanda|Ruanda|ルワンダ|Republic of Rwanda|Rwandese Republic
SA|SAU|Saudi Arabia|Saudi-Arabien|Arabie saoudite|Arabia Saudí|Arabia Saudita|Saoedi-Arabië|サウジアラビア|Kingdom of Saudi Arabia|K.S.A.|Saudi|السعودية
SB|SLB|Solomon Islands|Salomonen|Îles Salomon|Islas Salomón|Isole Salomone|Salomonseilanden|Ilhas Salomão|ソロモン諸島|Solomons|Salomon-Inseln
SC|SYC|Seychelles|Seychellen|Seicheles|セーシェル|Republic of Seychelles
SD|SDN|Sudan|Soudan|Soedan|Sudão|スーダン|Republic of the Sudan
SE|SWE|Sweden|Schweden|Suède|Suecia|Svezia|Zweden|スウェーデン|Kingdom of Sweden|Sverige
SG|SGP|Singapore|Singapur|Singapour|Singapura|シンガポール|Republic of Singapore|Cingapura
SH|SHN|St. Helena|Saint Helena|Sankt Helena|Sainte-Hélène|Santa Elena|Sant'Elena|Sint-Helena|Santa Helena|セントヘレナ|Saint Helena, Ascension and Tristan da Cunha|Ascension Island|Ascension|Tristan da Cunha
SI|SVN|Slovenia|Slowenien|Slovénie|Eslovenia|スロベニア|Republic of Slovenia|Slovenija
SJ|SJM|Svalbard & Jan Mayen|Spitzbergen und Jan Mayen|Svalbard y Jan Mayen|Svalbard e Jan Mayen|Spitsbergen en Jan Mayen|スバールバル諸島・ヤンマイエン島|Svalbard|Jan Mayen|Spitzbergen|Spitsbergen
SK|SVK|Slovakia|Slowakei|Slovaquie|Eslovaquia|Slovacchia|Slowakije|スロバキア|Republic of Slovakia|Slovak Republic|Slowakische Republik|Slovensko|Slovenská republika|République slovaque|República Eslovaca|Repubblica Slovacca|Slovaakse Republiek
SL|SLE|Sierra Leone|Sierra Leona|Serra Leoa|シエラレオネ|Republic of Sierra Leone
SM|SMR|San Marino|Saint-Marin|São Marinho|サンマリノ|Republic of San Marino|Repubblica di San Marino|São Marino
SN|SEN|Senegal|セネガル|Republic of Senegal
SO|SOM|Somalia|Somalie|ソマリア|Federal Republic of Somalia
SR|SUR|Suriname|Surinam|スリナム|Republic of Suriname
SS|SSD|South Sudan|Südsudan|Soudan du Sud|Sudán del Sur|Zuid-Soedan|Sudão do Sul|南スーダン|Republic of South Sudan
ST|STP|São Tomé & Príncipe|Santo Tomé y Príncipe|São Tomé e Príncipe|Sao Tomé en Principe|サントメ・プリンシペ|Democratic Republic of Sao Tome and Principe|São Tomé
SV|SLV|El Salvador|Salvador|エルサルバドル|Republic of El Salvador|República de El Salvador
SX|SXM|Sint Maarten|Saint-Martin (partie néerlandaise)|São Martinho (Sint Maarten)|シント・マールテン|Sint Maarten (Dutch part)|St. Maarten|Saint Maarten|Sint Maarten (Netherlands)|Sint Maarten (Nederlands deel)|San Martín (parte neerlandesa)|Dutch Sint Maarten
SY|SYR|Syria|Syrien|Syrie|Siria|シリア|Syrian Arab Republic|Arabische Republik Syrien|République arabe syrienne|República Árabe Siria|シリア・アラブ共和国
SZ|SWZ|Eswatini|Esuatini|Essuatíni|エスワティニ|Kingdom of Eswatini|Kingdom of Swaziland|Swaziland|Swasiland|Suazilandia|スワジランド
TC|TCA|Turks & Caicos Islands|Turks- und Caicosinseln|Îles Turques-et-Caïques|Islas Turcas y Caicos|Isole Turks e Caicos|Turks- en Caicoseilanden|Ilhas Turcas e Caicos|タークス・カイコス諸島|Turks and Caicos
TD|TCD|Chad|Tschad|Tchad|Ciad|Tsjaad|Chade|チャド|Republic of Chad
TF|ATF|French Southern Territories|Französische Süd- und Antarktisgebiete|Terres australes françaises|Territorios Australes Franceses|Terre Australi Francesi|Franse Gebieden in de zuidelijke Indische Oceaan|Territórios Franceses do Sul|Territórios Austrais Franceses|仏領極南諸島|French Southern and Antarctic Lands|French Southern Territories (TAAF)|TAAF|Terres australes et antarctiques françaises
TG|TGO|Togo|トーゴ|Togolese Republic
TH|THA|Thailand|Thaïlande|Tailandia|Thailandia|タイ|Kingdom of Thailand|Siam|タイ王国|ประเทศไทย
TJ|TJK|Tajikistan|Tadschikistan|Tadjikistan|Tayikistán|Tagikistan|Tadzjikistan|Tadjiquistão|Tajiquistão|タジキスタン|Republic of Tajikistan
TK|TKL|Tokelau|Toquelau|トケラウ
TL|TLS|Timor-Leste|Timor oriental|Timor Est|Oost-Timor|東ティモール|East Timor|Osttimor|Democratic Republic of Timor-Leste|東チモール
TM|TKM|Turkmenistan|Turcomenistão|Turquemenistão|トルクメニスタン
TN|TUN|Tunisia|Tunesien|Tunisie|Túnez|Tunesië|チュニジア|Republic of Tunisia
TO|TON|Tonga|トンガ|Kingdom of Tonga
TR|TUR|Türkiye|Türkei|Turquie|Turquía|Turchia|Turkije|トルコ|Republic of Türkiye|Republic of Turkey|Turkey|Türkiye Cumhuriyeti
TT|TTO|Trinidad & Tobago|Trinité-et-Tobago|Trinidad y Tobago|Trinidad e Tobago|Trinidad en Tobago|Trindade e Tobago|トリニダード・トバゴ|Republic of Trinidad and Tobago|Trinidad
TV|TUV|Tuvalu|ツバル
TW|TWN|Taiwan|台湾|Republic of China|Taiwan, Province of China|Taiwan, China|Taiwan (R.O.C.)|Taiwan, Republic of China|Republic of China (Taiwan)|R.O.C.|Chinese Taipei|台灣|臺灣|中華民国
TZ|TZA|Tanzania|Tansania|Tanzanie|タンザニア|Tanzania, United Republic of|United Republic of Tanzania|Vereinigte Republik Tansania|République-Unie de Tanzanie|República Unida de Tanzania|タンザニア連合共和国
UA|UKR|Ukraine|Ucrania|Ucraina|Oekraïne|ウクライナ|Україна|Украина
UG|UGA|Uganda|Ouganda|Oeganda|ウガンダ|Republic of Uganda
UM|UMI|U.S. Outlying Islands|Amerikanische Überseeinseln|Îles mineures éloignées des États-Unis|Islas menores alejadas de EE. UU.|Isole Minori Esterne degli Stati Uniti|Kleine afgelegen eilanden van de Verenigde Staten|Ilhas Menores Distantes dos EUA|Ilhas Menores Afastadas dos EUA|合衆国領有小離島|United States Minor Outlying Islands|US Minor Outlying Islands|Ilhas Menores Distantes dos Estados Unidos
US|USA|United States|Vereinigte Staaten|États-Unis|Estados Unidos|Stati Uniti|Verenigde Staten|アメリカ合衆国|U.S.|U.S.A.|United States (US)|United States (USA)|United States of America|United States of America (USA)|US of A|America|Vereinigte Staaten von Amerika|Amerika|États-Unis d'Amérique|Amérique|EE. UU.|EE. UU. de América|EUA|Estados Unidos de América|Estados Unidos de Norteamérica|Stati Uniti d'America|S.U.A.|Verenigde Staten van Amerika|VS|Estados Unidos da América|アメリカ|米国|合衆国|美国
UY|URY|Uruguay|Uruguai|ウルグアイ|Eastern Republic of Uruguay|Oriental Republic of Uruguay|República Oriental del Uruguay
UZ|UZB|Uzbekistan|Usbekistan|Ouzbékistan|Oezbekistan|Uzbequistão|Usbequistão|ウズベキスタン|Republic of Uzbekistan
VA|VAT|Vatican City|Vatikanstadt|État de la Cité du Vatican|Ciudad del Vaticano|Città del Vaticano|Vaticaanstad|Cidade do Vaticano|バチカン市国|Holy See|Holy See (Vatican City State)|Vatican|Vatican City State|Vatikan|Heiliger Stuhl|Saint-Siège|Cité du Vatican|Santa Sede|Vaticano|Vaticaan|Santa Sé|Heilige Stoel|バチカン|ヴァチカン
VC|VCT|St. Vincent & Grenadines|Saint Vincent & Grenadines|St. Vincent und die Grenadinen|Sankt Vincent und die Grenadinen|Saint-Vincent-et-les Grenadines|San Vicente y las Granadinas|Saint Vincent e Grenadine|Saint Vincent en de Grenadines|São Vicente e Granadinas|セントビンセント及びグレナディーン諸島|Saint Vincent|St. Vincent
VE|VEN|Venezuela|ベネズエラ|Venezuela, Bolivarian Republic of|Bolivarian Republic of Venezuela|República Bolivariana de Venezuela|ベネズエラ・ボリバル共和国
VG|VGB|British Virgin Islands|Britische Jungferninseln|Îles Vierges britanniques|Islas Vírgenes Británicas|Isole Vergini Britanniche|Britse Maagdeneilanden|Ilhas Virgens Britânicas|英領ヴァージン諸島|Virgin Islands, British|BVI|British Virgin Is.
VI|VIR|U.S. Virgin Islands|Amerikanische Jungferninseln|Îles Vierges des États-Unis|Islas Vírgenes de EE. UU.|Isole Vergini Americane|Amerikaanse Maagdeneilanden|Ilhas Virgens Americanas|Ilhas Virgens dos EUA|米領ヴァージン諸島|Virgin Islands, U.S.|Virgin Islands of the United States|United States Virgin Islands|USVI|American Virgin Islands|Îles Vierges américaines|Islas Vírgenes de los Estados Unidos|Islas Vírgenes Americanas
VN|VNM|Vietnam|Vietnã|Vietname|ベトナム|Socialist Republic of Viet Nam
VU|VUT|Vanuatu|バヌアツ|Republic of Vanuatu
WF|WLF|Wallis & Futuna|Wallis y Futuna|Wallis e Futuna|Wallis en Futuna|ウォリス・フツナ
WS|WSM|Samoa|サモア|Independent State of Samoa|Western Samoa|West-Samoa
XK|XKX|Kosovo|コソボ|Republic of Kosovo|Kosova|XKK
YE|YEM|Yemen|Jemen|Iêmen|イエメン|Republic of Yemen|Yemen, Republic of
YT|MYT|Mayotte|Maiote|マヨット|Mayotte Island
ZA|ZAF|South Africa|Südafrika|Afrique du Sud|Sudáfrica|Zuid-Afrika|África do Sul|南アフリカ|Republic of South Africa|R.S.A.|Rep. of South Africa|Suid-Afrika|S. Africa|Republik Südafrika|南アフリカ共和国
ZM|ZMB|Zambia|Sambia|Zambie|ザンビア|Republic of Zambia
ZW|ZWE|Zimbabwe|Simbabwe|Zimbabue|ジンバブエ|Republic of Zimbabwe
"""

COUNTRIES: Final[Mapping[str, str]] = MappingProxyType(
    {line[:2]: line.split("|", 3)[2] for line in _TABLE.splitlines()}
)
"""
The English short name of each country, by its alpha-2 code.
"""

# Accents and dots go without a trace (U.S.A. is USA); marks between words become blanks, so that "the" shows as a word.
_UNWRITTEN: Final = str.maketrans(
    dict.fromkeys(map(chr, range(0x300, 0x370)), "")
    | dict.fromkeys(".'`\u2018\u2019\u201b\u02bb\u02bc", "")
    | dict.fromkeys("-\u2010\u2011\u2012\u2013\u2014,&()[]\u30fb", " ")
)
# How German is written on a keyboard without umlauts: Oesterreich.
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_FILLERS: Final = frozenset({"the", "and", "und", "et"})


def country_code(text: str) -> str | None:
    """
    Return the alpha-2 code, in upper case, of the country that *text* means, or None if it means none.

    It knows the codes of ISO 3166-1 and the names in English, German, French, Spanish, Italian, Dutch, Portuguese and
    Japanese. Names may lack their accents, dots and hyphens; codes must be written as they are, so that ``n.a.`` is not
    Namibia.
    """
    key = text_key(text)
    return _by_key().get(key) or loose_names().get(loose_key(key))


@cache
def _by_key() -> dict[str, str]:
    return {text_key(name): line[:2] for line in _TABLE.splitlines() for name in line.split("|")}


@cache
def loose_names() -> dict[str, str]:
    """
    Return the code of each country by its names, as `loose_key` writes them.
    """
    found: dict[str, str] = {}
    for line in _TABLE.splitlines():
        for name in line.split("|")[2:]:
            key = text_key(name)
            found[loose_key(key)] = found[loose_key(key.translate(_UMLAUTS))] = line[:2]
    return found


def loose_key(key: str) -> str:
    """
    Return *key* without accents, punctuation, blanks and the words that join others.
    """
    words = normalize("NFKD", key).translate(_UNWRITTEN).split()
    return "".join(word for word in words if word not in _FILLERS)
