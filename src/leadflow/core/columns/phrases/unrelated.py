"""
English headers that name no field, though words of them do: "Email Status", "Campaign ID", "Lead Owner".
"""

from __future__ import annotations

from typing import Final

__all__ = ["UNRELATED"]

UNRELATED: Final = """\
-: partner lead id, partner lead status, partner contact, partner email, partner contact email, partner tier, partner manager, partner type, partner level
-: partner status, reseller contact, reseller email, partner contact name, partner phone, partner country
-: partner owner, partner user, partner rep, owner, lead owner, contact owner, account owner, record owner
-: sales rep, rep, sales representative, salesperson, account manager, manager, assistant, spouse, emergency
-: referrer, referred by, supervisor, assigned, assigned to, agent, parent, assignee, assigned user, sales owner
-: account executive, executive, sponsor, exhibitor, host, organizer, organiser, speaker, recruiter, vendor
-: supplier, created by, modified by, last modified by, updated by, scanned by, captured by, submitted by, user
-: sender, author, creator, booked by, reports to, team, sales team, queue, purchaser, buyer, billing contact
-: technical contact, booth staff, type, label, reason, count, confidence, verified, verification, valid, invalid
-: bounced, bounce, bounces, previous, prior, former, past, old, next, recent, latest, modified, updated, changed
-: sync, synced, converted, birthday, birth, birthdate, date, time, range, level, growth, rank, accuracy, currency
-: latitude, longitude, lat, lon, lng, ip, ip address, timezone, tags, tag, list, lists, segment, segments, group
-: groups, category, categories, activity, activities, opens, clicks, visits, sessions, page, pages, sequence, stage
-: opportunity, opportunities, deal, deals, quote, order, orders, ticket, tickets, price, amount, paid, total
-: quantity, barcode, qr, qr code, technology, technologies, keywords, funding, subsidiary, ticker, founded, year
-: logo, photo, image, avatar, picture, facebook, twitter, instagram, youtube, xing, skype, telegram, tiktok
-: pinterest, extension, ext, format, hash, md5, catch all, suffix, middle, middle name, nickname, initials
-: phonetic, yomi, maiden, maiden name, mother s maiden name, gender, sex, age, children, hobby, hobbies, pager
-: telex, isdn, tty, callback, radio, car, car phone, po box, anniversary, wedding, domain type, email domain
-: email status, email type, email confidence, email format, campaign id, campaign type, campaign status
-: campaign member status, campaign date, campaign description, campaign member, medium, campaign content
-: campaign term, content, term, keyword, lead source description, lead source detail, source detail, source details
-: source description, lead source details, source url, source id, source type, status description, status date
-: status reason, status age, lead type, record type, marital status, job level, management level, seniority
-: seniority level, job level score, education, degree, school, university, major, skills, interests
-: lifecycle stage, lifecycle, mqa, mql, sql, ownership, business model, company description, company summary
-: company id, account id, organization id, company linkedin url, company linkedin, company facebook
-: linkedin company profile url, linkedin company url, company li profile url, linkedin company page
-: company linkedin profile, company twitter, company type, account type, account status, company status
-: company founded, company location count, number locations, budget, timeframe, timeline, authority, need, product
-: products, product interest, product name, service interest, project, event, event name, event date, event id
-: webinar, webinar name, session, session name, attended, attendance, duration, minutes, guest, join, leave
-: approval, approval status, approved, order number, invoice number, payment, vat, vat number, vat id, tax, tax id
-: tax number, passport, password, username, login, account number, bank, iban, duns, duns number, isin
-: hobbies interests, gdpr, privacy, terms, conditions, privacy policy, terms conditions, consent, newsletter
-: legal basis, double opt in, opt in date, opt in time, optin ip, confirm time, confirm ip, opt in source
-: opt out date, opt out time, opt out reason, unsubscribed date, unsubscribe date, unsub time, unsub reason
-: unsubscribe reason, do not call reason, do not mail, do not post, fax opt out, do not fax, has opted out of fax
-: has opted out fax, sms opt out, sms blacklisted, sms opt in, sms consent, text opt in, phone opt in
-: postal opt in, do not mail post, direct mail opt out, do not postal mail, sms opted out, call opt in
-: sms unsubscribed, e mail display name, email 2, email address 2, email address 3, email 3, e mail 2 address
-: e mail 3 address, member of, children names, lead currency, expected revenue, potential revenue, deal amount
-: probability, priority, sensitivity, weight, expected close, close date, score date, lead score date
-: lead score explanation, lead score reason, company score, account score, growth rate, number opportunities
-: industry id, sub industry, industry sub, sub sector, all industries, time session, country calling code
-: dial code, phone country code, phone code, calling code, phone extension, phone type, phone label, address type
-: address label, phone status, unread, read, archived, deleted, is deleted, active, inactive, locked, external
-: internal, custom, user 1, user 2, user 3, mileage, government id, location code, office location
-: directory server, internet free busy, private flag, referred, referral, referred person, signature, biography
-: bio, summary, about, specialties, website visits, first page seen, last page seen, referring site, landing page
-: conversion, first conversion, recent conversion, form, form name, form id, ad, ad id, ad name, adset, adset name
-: platform, is organic, browser, device, user agent, utm medium, utm content, utm term, gclid, fbclid, cookie
-: visitor count, credit limit, discount, salary, income, net worth, stock, exchange, fax extension
-: metropolitan area, metro, msa, time in session
-: {partner|reseller|distributor|dealer|channel partner|var} {contact|contact person|contact name|contact email|contact phone}
-: {partner|händler|fachhändler|vertriebspartner|reseller} {ansprechpartner|kontakt|kontaktperson|telefon|e mail|ort|plz}
-: {ansprechpartner|kontakt|kontaktperson|telefon|e mail} {partner|händler|fachhändler|vertriebspartner|reseller|beim händler}
-: {contact|interlocuteur|email|téléphone} {|du|de|chez le} {partenaire|revendeur|distributeur}
-: {contacto|email|correo|teléfono} {|del|de} {socio|distribuidor|revendedor|partner}
-: {contatto|referente|email|telefono} {|del} {partner|rivenditore|distributore}, {contato|contacto|telefone} {|do|da} {parceiro|revenda}
-: {contactpersoon|e mail|telefoon} {|van} {partner|dealer|reseller}
-: {代理店|販売店|パートナー|販売代理店}{担当者|担当者名|担当|電話番号|電話|メール|メールアドレス|住所|担当者メール}
-: job id, job number, requisition id, umsatz mit uns, revenue with us, chiffre d'affaires avec nous
"""
"""
English phrases that are about something else.
"""
