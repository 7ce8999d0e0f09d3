"""
What forms ask, in whole sentences.
"""

from __future__ import annotations

from typing import Final

__all__ = ["QUESTIONS"]

QUESTIONS: Final = """\
.: approx, approximately, incl, including, usd, eur, gbp, chf, inr, jpy, aud, cad, brl, mxn, circa, whats, am, i, i'd
.: hi, hello, kindly, specify, share, indicate, let, lastly, finally, great, thanks, thank, so, me, mir, mich, man
.: mein, meine, mit, bei, lauten, nennen, geben, angeben, eingeben, denn, welchen, einem, einer, quels, êtes, vous
.: dans, avec, ce, cet, cette, mon, indiquez, indiquer, veuillez, saisissez, saisir, renseigner, renseignez, merci
.: cuáles, ingrese, ingresa, indique, indica, escriba, escribe, favor, usted, tus, quale, quali, inserisci, inserire
.: indicare, vostra, vostro, tua, nel, nella, welke, welk, ben, bent, jouw, jullie, graag, vul, invullen, hier, waarin
.: quais, informe, digite, preencha, você, 必須, 任意, 必須項目, 記入, ご記入ください, 半角, 全角, ご入力ください, 教えてください, お聞かせください, アンケート, 質問
.: 設問, gmt, 0, ej, ejemplo, esempio, exemple, exemplo, beispiel, z, bsp, vives, encuentras, encuentra, scrivi, vivi
.: trovi
email: quelle adresse {e mail|mail|email|électronique}, {best|preferred|good} {email|email address}
email: email {contact|reach}, email address {contact|reach}
email: {email|email address|mail} {where|at which|can} we can {contact|reach}
full_name: who {filling|completing} form, introduce yourself
full_name: {name|names} {first and last|first last|vor und nachname}
full_name: {wie|und wie} heißen {|sie|sie denn}, wie heißt du
company: company work, company represent, company working, company name work, where work, who work, who you work for
company: {organization|organisation|business|employer} {work|represent}, name place work, represented company
company: welche firma {vertreten|arbeiten}, welches unternehmen {vertreten|arbeiten}, unternehmen {arbeiten|vertreten}
company: firma {arbeiten|vertreten}, wo arbeiten, in welchem unternehmen arbeiten, für wen arbeiten
company: quelle {société|entreprise|organisation} {|travaillez|représentez}
company: {entreprise|société} {travaillez|représentez|représentée}, où travaillez
company: {empresa|organización|compañía} {trabajas|trabaja|representas|representa}, dónde {trabajas|trabaja}
company: azienda {appartenenza|di appartenenza|rappresentata}, società di appartenenza, dove lavori, azienda lavori
company: {bedrijf|organisatie} {werkzaam|werkt|werk je|vertegenwoordigt}, waar werkt u, waar werk je, werkzaam bij
company: empresa {trabalha|representa|em que trabalha|onde trabalha|atual}, onde {trabalha|você trabalha}
company: what company called, what name company
title: role {company|organization|organisation|team|business}, role in company, what do for work
title: {position|job|job role|job title|function|title} {company|organization|organisation|hold}, describe role
title: {position|funktion|rolle|aufgabe|tätigkeit|stellung} {unternehmen|firma|organisation}
title: welche {position|funktion|rolle} {haben|bekleiden|üben} sie {|aus}, was machen sie beruflich
title: quelle {fonction|position|profession}
title: {fonction|poste|rôle} {entreprise|société|organisation|occupé|actuel|actuelle}, que faites
title: {cargo|puesto|rol|función} {empresa|organización|compañía|actual|que desempeñas|que desempeña|desempeñas}
title: {ruolo|posizione|mansione|qualifica} {azienda|società|ricoperto|ricoperta|attuale|attualmente}
title: {functie|rol|positie} {bedrijf|organisatie|bekleedt|huidige}
title: {cargo|função|posição} {empresa|que ocupa|que exerce|exerce|desempenha}
department: {department|team} work, department work in, what team on
~work_phone: {phone|phone number|telephone|tel|number} {|with|including|incl|and} {country code|area code}
~work_phone: {phone|phone number|telephone|tel|number} {|with|including|incl|and} {international code|extension}
~work_phone: {telefon|telefonnummer|tel} {|mit|inkl} {vorwahl|ländervorwahl|landesvorwahl}
~work_phone: {téléphone|tél|numéro} {avec|et} indicatif
~work_phone: {teléfono|número} {con|y} {lada|prefijo|código de país|clave lada}, telefono con prefijo
~work_phone: telefono con prefisso, best number {|contact|reach|call}, telefonnummer {rückfragen|erreichbar|erreichen}
mobile_phone: {mobile|mobile number|cell} {|with|including} {country code|area code}
mobile_phone: {handynummer|mobilnummer} mit vorwahl
work_phone: {phone|number|phone number} {contact|reach|call}, best {contact|telephone} number, best phone
work_phone: unter welcher {nummer|telefonnummer|rufnummer} {|dürfen|können wir|dürfen wir} {erreichen|anrufen} {|wir} {|sie|dich}
industry: industry {work|company in|company operate|operate|organization in|business in|belong|active}
industry: {industry|sector} company {|operate|operates|belongs|work}, what business company in, industry of company
industry: in welcher branche {ist|arbeitet} unternehmen {|tätig}, {branche|branche unternehmen} tätig
industry: branche unternehmen, {secteur|secteur d'activité} {exercez|entreprise|travaillez|évoluez}
industry: dans quel secteur {travaillez|exercez}
industry: {sector|rubro|giro|industria|ramo} {empresa|pertenece empresa|empresa pertenece|organización|negocio}
industry: settore {opera|opera azienda|lavori|in cui opera azienda|appartenenza|dell'azienda}
industry: {branche|sector} {bedrijf|organisatie|actief|werkzaam|bent u actief}
industry: {segmento|setor|ramo|área} {empresa|atua|empresa atua|de atuação empresa|negócio}
employee_count: how many {employees|people|staff} {|are|do you} {have|employ}
employee_count: how many {staff members|team members|workers|colleagues} {|are|do you} {have|employ}
employee_count: how many {employees|people} {does|do|are|work|are there|has} {|in|at|for} {company|organization}
employee_count: how many {staff|workers} {does|do|are|work|are there|has} {|in|at|for} {company|organization}
employee_count: how many {employees|people|staff|workers} {company|organisation} {have|has|employ}
employee_count: how many {employees|people|staff|workers} {organization|business} {have|has|employ}
employee_count: how many {people|employees|staff} {work|employed|are employed} {company|organization}
employee_count: how many {people|employees|staff} {work|employed|are employed} {organisation|business|firm}
employee_count: how many {people|employees} company {employ|employs}, how big {company|organization|business}
employee_count: how large {company|organization|organisation|business}, size of {organization|organisation|business}
employee_count: number of {employees|people|staff|workers} {company|organization|organisation|business|firm}
employee_count: number of people {employed|working}, {approximate|total|current} {number employees|headcount}
employee_count: wie viele {mitarbeiter|mitarbeitende|mitarbeiterinnen} {hat|beschäftigt} {unternehmen|firma}
employee_count: wie viele {beschäftigte|angestellte|personen} {hat|beschäftigt} {unternehmen|firma}
employee_count: wie viele {mitarbeiter|mitarbeitende|beschäftigte|angestellte} {haben|beschäftigen|sind|arbeiten|gibt}
employee_count: wie viele {mitarbeiter|mitarbeitende|personen|menschen} arbeiten {unternehmen|firma}
employee_count: wie viele mitarbeiter {sind|arbeiten} {unternehmen|firma} {|beschäftigt|tätig}
employee_count: wie viele mitarbeiterinnen und mitarbeiter {sind|arbeiten} {unternehmen|firma} {|beschäftigt|tätig}
employee_count: wie viele mitarbeitende {sind|arbeiten} {unternehmen|firma} {|beschäftigt|tätig}
employee_count: wie groß ist {unternehmen|firma}, wie viele mitarbeitende {unternehmen|firma} {hat|beschäftigt}
employee_count: combien {employés|salariés} {compte|emploie|comporte|a} {entreprise|société|organisation}
employee_count: combien collaborateurs {compte|emploie|comporte|a} {entreprise|société|organisation}
employee_count: combien {personnes|de salariés} {compte|emploie|comporte|a} {entreprise|société|organisation}
employee_count: combien {êtes|salariés avez|employés avez|collaborateurs avez}
employee_count: quelle taille {|entreprise|société|organisation}
employee_count: combien de {salariés|personnes|collaborateurs} travaillent {entreprise|société}
employee_count: cuántos empleados {tiene|tienen|hay|trabajan|tienes} {|empresa|organización|compañía}
employee_count: cuántos {trabajadores|colaboradores} {tiene|tienen} {|empresa|organización|compañía}
employee_count: cuántos {trabajadores|colaboradores} {hay|trabajan|tienes} {|empresa|organización|compañía}
employee_count: cuántas personas {trabajan|hay|tiene|emplea} {|empresa|organización}, qué tamaño tiene empresa
employee_count: quanti {dipendenti|addetti} {ha|avete|lavorano|conta|ci sono} {|azienda|società|impresa}
employee_count: quanti {collaboratori|impiegati} {ha|avete|lavorano|conta|ci sono} {|azienda|società|impresa}
employee_count: quante persone {lavorano|impiega} {|azienda|società}, quanto è grande azienda
employee_count: hoeveel {medewerkers|werknemers} {heeft|werken|telt|hebben|zijn er} {|bedrijf|organisatie|onderneming}
employee_count: hoeveel {mensen|personen|collega's} {heeft|werken} {|bedrijf|organisatie|onderneming}
employee_count: hoeveel {mensen|personen|collega's} {telt|hebben|zijn er} {|bedrijf|organisatie|onderneming}
employee_count: hoe groot is {bedrijf|organisatie|onderneming}
employee_count: quantos {funcionários|colaboradores} {tem|possui|há|trabalham|sua empresa tem} {|empresa}
employee_count: quantos {empregados|trabalhadores} {tem|possui|há|trabalham|sua empresa tem} {|empresa}
employee_count: quantos {funcionários|colaboradores|empregados} empresa {tem|possui}
employee_count: quantas pessoas trabalham {|empresa}, …従業員数, …社員数, …従業員は何名ですか, …社員は何名ですか, …従業員規模
annual_revenue: {annual|yearly} {revenue|turnover|sales} {company|organization|organisation|business}
annual_revenue: {approximate|estimated|current|last year} {annual turnover|turnover}, last year revenue
annual_revenue: how much revenue company {make|generate}, umsatz {unternehmen|firma}
annual_revenue: wie hoch ist jahresumsatz {|unternehmen|firma}, jahresumsatz {unternehmen|firma}
annual_revenue: chiffre d'affaires {entreprise|société|organisation}, cuánto factura {|empresa}
annual_revenue: facturación {empresa|anual empresa}, fatturato {azienda|annuo azienda|società}
annual_revenue: omzet {bedrijf|organisatie}, faturamento {empresa|mensal|médio mensal}
city: {city|town} {work|from|company|based company}, {stadt|ort} {wohnen|sitz|unternehmen|arbeiten|firmensitz}
city: quelle ville {|habitez|travaillez|êtes basé|basé|basée|basés}
city: ville {entreprise|habitez|travaillez|basé|basée|basés|situé|située|siège}
city: ciudad {vives|vive|ubicado|ubicada|resides|reside}, città {vivi|vive|sede azienda|abiti|risiedi|azienda}
city: woonplaats bedrijf, {plaats|stad} {bedrijf|vestiging|woont}, cidade {mora|reside|empresa|você mora|fica empresa}
city: in welcher stadt {wohnen|arbeiten|befindet}
country: country {from|company|based company|work|origin}
country: land {sitz|unternehmen|wohnen|sitzt|firmensitz|ansässig|befindet}
country: land {sitzt unternehmen|unternehmen sitzt|unternehmen ansässig|befindet unternehmen}, where from
country: pays {entreprise|habitez|résidez|travaillez|basé|basée|situé|siège|vivez}
country: país {vives|vive|reside|resides|ubicado|empresa}
country: {paese|nazione} {vivi|azienda|risiedi|provenienza|di provenienza|sede}
country: land {bedrijf|woont|gevestigd|vestiging}, país {mora|reside|onde mora|empresa|onde reside}
state: {state|province|region} {company|based company|work}, estado {donde vives|mora|empresa|onde mora|reside}
state: bundesland {unternehmen|wohnen|sitz|ansässig|sitzt}, provincia {azienda|sede|vives|empresa}
~notes: {anything|something|is there anything} else {|you'd like|want} {|to} {|add|share|say|tell|mention}
~notes: {anything|something|is there anything} else {would like|should|wish} {|to} {|add|share|say|tell|mention}
~notes: {any|other|further|additional|more} {comment|comments|question|questions|remarks|requests|information|details}
~notes: {any|other|further|additional} {comments|questions} {or|and} {questions|comments|remarks|suggestions}
~notes: how {can|may|could} we {help|assist|support}, what can we help with, what we help with, leave message
~notes: leave comment
~notes: tell us {more|about yourself|about project|more about project|about needs|about your company|about request}
~notes: {questions|comments|feedback} {for|to} us, describe {project|request|needs|inquiry|requirements|challenge}
~notes: {details|message} {request|inquiry|enquiry|project|requirements}
~notes: {project|request|inquiry|enquiry} {details|description}
~notes: {weitere|sonstige|zusätzliche} {anmerkungen|bemerkungen|informationen|hinweise}
~notes: {weitere|sonstige|zusätzliche} {fragen|angaben|kommentare|infos}, möchten sie uns noch etwas mitteilen
~notes: was möchten sie uns {noch|} {mitteilen|sagen|fragen}, wie können wir {|ihnen} helfen
~notes: {nachricht|mitteilung|fragen|kommentar} {an|für} uns, haben sie {noch|weitere} {fragen|anmerkungen}
~notes: {beschreiben sie ihr|ihr} anliegen, {anfrage|nachrichten|mitteilungs|kommentar}text
~notes: gesprächs{notiz|notizen|inhalt}, anliegen, projektbeschreibung, {comment|en quoi} pouvons nous {|vous} aider
~notes: {autres|d'autres} {commentaires|remarques|questions|informations|précisions}
~notes: {décrivez|parlez nous de} {votre|} {projet|besoin|demande}, {votre|vos} {besoin|besoins|questions}
~notes: {nature|objet} demande, {cómo|en qué} podemos ayudarte, {cómo|en qué} {te|le} podemos ayudar
~notes: {comentarios|preguntas} {adicionales|extra}, {cuéntanos|cuéntenos} {más|sobre tu proyecto|tu proyecto}
~notes: {otros|algún} {comentarios|comentario}, {dudas|preguntas|consultas}
~notes: {come|in cosa} possiamo {aiutarti|aiutarla|esserti utili}
~notes: {altre|ulteriori} {informazioni|richieste|note|osservazioni}, {waarmee|hoe} kunnen we {|u|je} helpen
~notes: {overige|aanvullende|andere} {opmerkingen|vragen|informatie}, {vragen|bericht} {aan|voor} ons
~notes: {como|em que} podemos {ajudar|ajudá lo|te ajudar}, {outros|outras|mais} {comentários|observações|informações}
~notes: {descreva|conte} {|mais} {|sobre} {necessidade|projeto}, ご{意見|要望|質問|相談}, {ご意見|ご質問|ご要望} {ご要望|ご質問|ご意見|ご感想}
~notes: {ご意見・ご要望|その他ご要望|その他ご質問|その他ご意見}, {お問い合わせ|お問合せ|ご相談|ご質問|問合せ|問い合わせ}{内容|詳細|事項}, 通信欄, 連絡事項
source: {how|where} {|did|do|have} {|you} {first|} {hear|find|learn|know} {|about}…
source: {how|where} {|did|do|have} {|you} {first|} {discover|come across|get to know|see|find out} {|about}…
source: who {told|recommended}…, what brought you…, where hear…, {where|how} did you {find|hear|see|learn}…
source: {wo|wodurch|woher} {haben|hast|sind|bist|wurden|kennen|kennst|kamen} {sie|du}…
source: wie {haben|hast|wurden|kennen|kamen} sie…
source: wie {sind|bist|wurdest} {sie|du} {aufmerksam|gekommen|zu uns gekommen|auf uns aufmerksam|an uns gekommen}…
source: {wodurch|wie} {sind|wurden} sie aufmerksam…, aufmerksam geworden {durch|auf uns}
source: comment {nous avez|avez vous} {|nous} {connu|connus|connue|découvert|trouvé|trouvés|entendu}…
source: comment {as tu|nous avez vous|vous nous avez} {|nous} {connu|connus|connue|découvert|trouvé|trouvés|entendu}…
source: {par quel|via quel} {biais|canal|moyen|média}…, où avez vous entendu…, d'où nous connaissez…
source: {cómo|dónde|por dónde} {nos|te|se|has|ha|supiste|supo|oyó|oíste|escuchaste|escuchó|llegaste|llegó|conociste}…
source: {por|a través de} {qué|cuál} {medio|canal}…, {qué|cuál} medio {nos|te|se}…
source: {come|dove|da chi} {ci|hai|ha|avete|sei|è} {hai|ha|avete|sentito|saputo}…
source: {come|dove|da chi} {ci|hai|ha|avete|sei|è} {conosciuto|trovato|venuto|venuta|scoperto|arrivato}…
source: {hoe|waar|waarvan|via wie|via welk kanaal} {heeft|heb|hebt|kent|ken|bent|ben|weet|kwam} {u|je|jij}…
source: {hoe|waar} hoorde…
source: {como|onde|por onde|de que forma} {nos|soube|ficou|você|conheceu|ouviu|chegou|descobriu|encontrou|tomou}…
source: por qual {canal|meio}…, …知りましたか, …お知りになりましたか, …知ったきっかけ, …お知りになったきっかけ, …来場のきっかけ, …知りになりましたでしょうか
"""
"""
Questions, a meaning a line; a sentence is known without its little words.
"""
