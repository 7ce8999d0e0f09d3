"""
Words that go through several languages: little words, words with a rule, and words that tell whose it is.
"""

from __future__ import annotations

from typing import Final

__all__ = ["SHARED"]

SHARED: Final = """\
.: the, a, an, of, for, your, you, my, our, please, enter, what, what's, which, is, are, s, at, to, do, does, did
.: in, and, or, on, this, that, provide, select, choose, tell, us, live, located, reside, currently, best, describes
.: pflichtfeld, pflichtangabe, erforderlich, freiwillig, obligatoire, facultatif, facultative, obligatorio, opcional
.: obbligatorio, facoltativo, opzionale, verplicht, verplicht veld, optioneel, obrigatório, mandatory, 必須入力
.: with, based, who, utc, required, optional, e g, field, value, input, answer, per, where, we, can, reach, welchem
.: welcher, welches, welche, sind, sie, uns, tätig, rückfragen, der, die, das, des, dem, den, ihr, ihre, ihren
.: ihrer, bitte, und, oder, für, im, zur, zum, wie, lautet, ist, le, la, les, l, du, d, votre, vos, et, ou, est
.: quel, quels, au, aux, pour, sur, en, une, el, los, las, del, su, y, cual, es, un, una, al, para, tu, de, il, lo
.: gli, di, della, dello, dell, delle, degli, dei, suo, tuo, tua, il tuo, per il, het, een, van, uw, je, wat, naar
.: o, os, as, da, dos, seu, sua, qual, em
?title: タイトル
~company: relatie naam, conta, cuenta, アカウント名, アカウント, nome da conta cliente
salutation: 挨拶
do_not_contact: メールアドレスはオプトアウトされています, e mails unerwünscht, werbung unerwünscht, kontakt unerwünscht
do_not_contact: e mail adresse ist opted out gesetzt
~do_not_contact: 電話しないでください, anrufe unerwünscht, appels non souhaités, llamadas no deseadas, no llame
~do_not_contact: non disturbare
industry: setor de atuação
?last: last
?name: nom, nome, nombre, naam
?home: privat
?home: home, particular, abitazione, thuis, zuhause
?work: work, ufficio
+home: maison, home, domicile, abitazione, wohnort
+firm: company, account, organization, organisation, employer, firm, org, company name, entity, institution, firma
+firm: unternehmen, organisation name, société, entreprise, compagnie, empresa, compañía, organización, azienda
+firm: società, ditta, bedrijf, organisatie, organização, 会社, 勤務先, 企業, impresa, companhia, betrieb
+me: contact, customer, client, kunde, cliente, klant, leads contact, profile owner, primary contact
+me: customer client, ansprechpartner, contactpersoon, interessent, interlocuteur, job
+name: name, names, naam, nom, nome, nombre, 名前, 名
+url: url, link, links, profile url, profile, profile link, web, webseite, website, site
+address: address 1, address, addr, adresse, direccion, indirizzo, endereco, adres, location, anschrift, 住所
+address: dirección postal, domicilio, postal address, mailing address, physical address, endereço comercial, morada
+address: address formatted, location address
+number: number, numbers, no, nr, numero, nummer, 番号, n
"""
"""
Phrases of no single language, a meaning a line.
"""
