"""
Who may be written to and who may not, in eight languages.
"""

from __future__ import annotations

from typing import Final

__all__ = ["CONSENT"]

CONSENT: Final = """\
do_not_contact: {do not|dont|don t|never|not} {contact|email|market to}
do_not_contact: {do not|dont|don t|never|not} {send emails|send email|send marketing|bulk email}
do_not_contact: {do not|dont|don t|not} allow {|bulk} {email|emails|contact|marketing|mailings|bulk mails}
do_not_contact: {email|emails|marketing|marketing email|marketing emails} {opt out|opted out}
do_not_contact: {bulk email|all email|all emails|mailing|mailings} {opt out|opted out}
do_not_contact: {email|emails|marketing} {unsubscribed|unsubscribe|suppressed|blocked|optout}
do_not_contact: {marketing email|all emails|mailing} {unsubscribed|unsubscribe|suppressed|blocked|optout}
do_not_contact: {opt out|opted out|unsubscribed|unsubscribe} {|from|of} {email|emails|all}
do_not_contact: {suppressed|has opted out|is opted out|optout} {|from|of} {email|emails|all}
do_not_contact: {opt out|opted out} {|from} {all emails|marketing|marketing emails|mailings|all marketing}
do_not_contact: {unsubscribed|has unsubscribed|has opted out} {|from} {all emails|marketing}
do_not_contact: {unsubscribed|has unsubscribed|has opted out} {|from} {marketing emails|mailings|all marketing}
do_not_contact: {is|has|globally|global|hard} {unsubscribed|opted out|opt out|suppressed|blacklisted}
do_not_contact: {opt out|unsubscribed|suppression} {flag|status flag}
do_not_contact: {von|aus} {allen|sämtlichen} {e mails|mailings|marketing e mails} {abgemeldet|ausgetragen}
do_not_contact: aus allen verteilern abgemeldet
do_not_contact: {e mail|e mails|mailing|marketing|newsletter|werbung|verteiler} {abgemeldet|abmeldung|abbestellt}
do_not_contact: {e mail|e mails|mailing} {gesperrt|widerrufen|unerwünscht|sperre}
do_not_contact: {marketing|newsletter|werbung|verteiler} {gesperrt|widerrufen|unerwünscht|sperre}
do_not_contact: {keine|kein} {e mail|e mails|mailings|mailing|werbung} {|zulassen|erlaubt|gewünscht|erwünscht}
do_not_contact: {keine|kein} {werbe e mails|massen e mails|kontaktaufnahme} {|zulassen|erlaubt|gewünscht|erwünscht}
do_not_contact: {keine|kein} {kontakt|werbemails|post} {|zulassen|erlaubt|gewünscht|erwünscht}
do_not_contact: {werbe|kontakt|mailing|e mail|mail}{widerspruch|sperre|verbot}
do_not_contact: {abgemeldet|ausgetragen} {von|aus} {verteiler|newsletter|e mails}
do_not_contact: {désabonné|désinscrit|désabonnée|désinscrite} {|de|des} {tous les e mails|e mails|e mail}
do_not_contact: {désabonné|désinscrit|désabonnée|désinscrite} {|de|des} {emails|mailings|communications|liste}
do_not_contact: {ne pas|ne plus|jamais} {contacter|solliciter|envoyer|démarcher} {|par mail|par email}
do_not_contact: {ne pas|ne plus|jamais} {mailer|envoyer d'e mails} {|par mail|par email}
do_not_contact: {ne pas|ne plus|jamais} {envoyer de mail|envoyer d'emails} {|par mail|par email}
do_not_contact: {refus|refuse|opposition|opposé} {|de|au|aux|à la} {e mail|e mails|emails|prospection}
do_not_contact: {refus|refuse|opposition|opposé} {|de|au|aux|à la} {marketing|mailing}
do_not_contact: {refus|refuse|opposition|opposé} {|de|au|aux|à la} {démarchage|contact|communications}
do_not_contact: {e mail|emails|e mails|marketing|mailing} {désinscrit|désabonné|refusé|bloqué|opposition}
do_not_contact: opt out {e mail|email|marketing|mailing}
do_not_contact: {canceló|cancelada|cancelado} {|la} suscripción {|a todos los correos}
do_not_contact: {canceló|cancelada|cancelado} {|la} {de todos los correos|de correos} {|a todos los correos}
do_not_contact: {canceló|cancelada|cancelado} {|la} suscripción {a los correos|de correo}
do_not_contact: {canceló|cancelada|cancelado} {|la} {de todos los correos|de correos} {a los correos|de correo}
do_not_contact: {dado de baja|dada de baja|baja|desuscrito} {|la} suscripción {|a todos los correos}
do_not_contact: {dado de baja|dada de baja} {|la} {de todos los correos|de correos} {|a todos los correos}
do_not_contact: {baja|desuscrito} {|la} {de todos los correos|de correos} {|a todos los correos}
do_not_contact: {dado de baja|dada de baja|baja|desuscrito} {|la} suscripción {a los correos|de correo}
do_not_contact: {dado de baja|dada de baja} {|la} {de todos los correos|de correos} {a los correos|de correo}
do_not_contact: {baja|desuscrito} {|la} {de todos los correos|de correos} {a los correos|de correo}
do_not_contact: {canceló|cancelada|cancelado} {|la} {correo|de emails|de mailing|email} {|a todos los correos}
do_not_contact: {canceló|cancelada|cancelado} {|la} {correo|de emails|de mailing|email} {a los correos|de correo}
do_not_contact: {dado de baja|dada de baja} {|la} {correo|de emails|de mailing|email} {|a todos los correos}
do_not_contact: {baja|desuscrito} {|la} {correo|de emails|de mailing|email} {|a todos los correos}
do_not_contact: {dado de baja|dada de baja} {|la} {correo|de emails|de mailing|email} {a los correos|de correo}
do_not_contact: {baja|desuscrito} {|la} {correo|de emails|de mailing|email} {a los correos|de correo}
do_not_contact: canceló la suscripción {|a correos|a todos los correos|de correo|de correo electrónico|de todo}
do_not_contact: no {enviar|recibir|mandar|desea recibir} {correo|correos|emails}
do_not_contact: no {enviar|recibir|mandar|desea recibir} {publicidad|email|comunicaciones|información}
do_not_contact: {rechaza|rechazo|excluir|exclusión} {|de} {correo|correos|emails}
do_not_contact: {rechaza|rechazo|excluir|exclusión} {|de} {publicidad|mailing|comunicaciones|marketing}
do_not_contact: no {permitir|autoriza} {correo|correos|correos electrónicos|emails|mailing|contacto}
do_not_contact: {disiscritto|disiscritta} {|da|dalle|dalla} {tutte le email|email|mailing list}
do_not_contact: {cancellato|cancellata|rimosso} {|da|dalle|dalla} {tutte le email|email|mailing list}
do_not_contact: {disiscritto|disiscritta} {|da|dalle|dalla} {mailing|comunicazioni|iscrizione|newsletter}
do_not_contact: {cancellato|cancellata|rimosso} {|da|dalle|dalla} {mailing|comunicazioni|iscrizione|newsletter}
do_not_contact: non {inviare|desidera|vuole|ricevere} {email|mail|comunicazioni|pubblicità|contatti|e mail}
do_not_contact: {rifiuta|rifiuto|opposizione|negato} {|il|al|consenso} {marketing|email|mailing}
do_not_contact: {rifiuta|rifiuto|opposizione|negato} {|il|al|consenso} {contatto|comunicazioni|e mail}
do_not_contact: {email|marketing|mailing} {disiscritto|rifiutato|negato|opt out}
do_not_contact: {afgemeld|uitgeschreven} {|voor|van|uit} {alle e mails|e mail|e mails|mailing}
do_not_contact: {afgemeld|uitgeschreven} {|voor|van|uit} {mailings|nieuwsbrief|mailinglijst|marketing}
do_not_contact: {geen|niet} {e mail|e mails|mailings|mailing|reclame} {|toestaan|sturen|gewenst|versturen}
do_not_contact: {geen|niet} {contact|marketing|bulkmail} {|toestaan|sturen|gewenst|versturen}
do_not_contact: {geen|niet} {benaderen|mailen|contacteren} {|toestaan|sturen|gewenst|versturen}
do_not_contact: {descadastrado|cancelou|cancelado} {|de|a|da} {todos os e mails|e mails|e mail|emails}
do_not_contact: {removido|descadastrou|desinscrito} {|de|a|da} {todos os e mails|e mails|e mail|emails}
do_not_contact: {descadastrado|cancelou|cancelado} {|de|a|da} {lista|inscrição|assinatura|mailing}
do_not_contact: {removido|descadastrou|desinscrito} {|de|a|da} {lista|inscrição|assinatura|mailing}
do_not_contact: não {enviar|receber|deseja receber|quer receber|permitir|aceita} {e mail|e mails|email|emails}
do_not_contact: não {enviar|receber|deseja receber} {comunicações|marketing|publicidade|contato|contacto}
do_not_contact: não {quer receber|permitir|aceita} {comunicações|marketing|publicidade|contato|contacto}
do_not_contact: {recusa|recusou|recusar|bloqueado|oposição} {|a|ao|para} {e mail|e mails|email}
do_not_contact: {recusa|recusou|recusar|bloqueado|oposição} {|a|ao|para} {emails|marketing|contato|comunicações}
do_not_contact: {opt out|optout} {e mail|email|marketing|de e mail}
do_not_contact: {メール|eメール|電子メール|メルマガ|dm|一括メール}{配信|送信|}{停止|拒否|除外|不可|禁止|解除|不要|希望しない}, {連絡|案内|勧誘}{不可|拒否|不要|禁止}
do_not_contact: {購読|登録}{解除|停止}, 全メール{配信停止|購読解除}
~do_not_contact: {do not|dont|don t|not} {call|phone|telephone|ring|allow phone calls|allow calls|allow phone}
~do_not_contact: no phone calls, {opted out|opt out} {calls|of calls|phone calls|from calls}
~do_not_contact: {phone|call|calls} opted out
~do_not_contact: {keine|kein} {anruf|anrufe|telefonanrufe} {|zulassen|erlaubt|gewünscht|erwünscht}
~do_not_contact: {keine|kein} {telefonanruf|telefonate|telefonwerbung} {|zulassen|erlaubt|gewünscht|erwünscht}
~do_not_contact: ne pas {appeler|téléphoner|démarcher par téléphone}
~do_not_contact: {appels|téléphone} {refusés|interdit|non autorisés}
~do_not_contact: no {llamar|permitir llamadas|permitir llamadas telefónicas|desea llamadas|recibir llamadas}
~do_not_contact: non {chiamare|telefonare|consentire telefonate|vuole telefonate}
~do_not_contact: {geen|niet} {telefoontjes|bellen|telefoon|telefonisch benaderen} {|toestaan|gewenst}
~do_not_contact: não {ligar|telefonar|permitir ligações|deseja ligações|receber ligações|permitir chamadas}
~do_not_contact: {電話|架電|電話連絡}{不可|拒否|禁止|不要|ng}
!do_not_contact: {email|emails|marketing} {opt in|optin|opted in|consent|permission|allowed}
!do_not_contact: {marketing email|marketing emails|contact|mailing} {opt in|optin|opted in|consent|permission|allowed}
!do_not_contact: {opt in|optin|opted in|consent|permission|consents|agrees} {|to|for} {email|emails|marketing}
!do_not_contact: {opt in|optin|opted in} {|to|for} {marketing emails|contact|be contacted}
!do_not_contact: {consent|permission|consents|agrees} {|to|for} {marketing emails|contact|be contacted}
!do_not_contact: {accepts|accept|agree|agrees} {|to} {|receive|get} {marketing|marketing emails}
!do_not_contact: {accepts|accept|agree|agrees} {|to} {|receive|get} {email marketing|emails}
!do_not_contact: {agreed|would like|wants|wish} {|to} {|receive|get} {marketing|marketing emails}
!do_not_contact: {agreed|would like|wants|wish} {|to} {|receive|get} {email marketing|emails}
!do_not_contact: {agree|agrees|consent|happy|ok|okay|allow} {to be contacted|to contact|being contacted|us to contact}
!do_not_contact: may we contact
!do_not_contact: {einwilligung|zustimmung} {|zu|zur|für|zum|per} {werbung|marketing|e mail|e mail werbung}
!do_not_contact: {erlaubnis|genehmigung|freigabe} {|zu|zur|für|zum|per} {werbung|marketing|e mail|e mail werbung}
!do_not_contact: {einwilligung|zustimmung} {|zu|zur|für|zum|per} {e mail marketing|kontaktaufnahme}
!do_not_contact: {erlaubnis|genehmigung|freigabe} {|zu|zur|für|zum|per} {e mail marketing|kontaktaufnahme}
!do_not_contact: {einwilligung|zustimmung} {|zu|zur|für|zum|per} {e mail kontakt|kontakt}
!do_not_contact: {erlaubnis|genehmigung|freigabe} {|zu|zur|für|zum|per} {e mail kontakt|kontakt}
!do_not_contact: {werbe|marketing|e mail|mail|kontakt|mailing}{einwilligung|zustimmung|erlaubnis|freigabe|einverständnis}
!do_not_contact: {opt in|optin} {e mail|marketing|werbung|mailing}
!do_not_contact: {darf|dürfen} {kontaktiert|angeschrieben|per e mail kontaktiert|wir sie kontaktieren} {|werden}
!do_not_contact: {e mail|kontakt|werbung} {erlaubt|erwünscht|gestattet|ok}
!do_not_contact: {accepte|accord|consent} {|de|à|pour|les|le|la|des} recevoir {|commerciales|marketing}
!do_not_contact: {accepte|accord|consent} {|de|à|pour|les|le|la|des} recevoir e mails {|commerciales|marketing}
!do_not_contact: {accepte|accord|consent} {|de|à|pour|les|le|la|des} marketing {|commerciales|marketing}
!do_not_contact: {accepte|accord|consent} {|de|à|pour|les|le|la|des} prospection {|commerciales|marketing}
!do_not_contact: {accepte|accord|consent} {|de|à|pour|les|le|la|des} communications {|commerciales|marketing}
!do_not_contact: {autorise|consentement} {|de|à|pour|les|le|la|des} recevoir {|commerciales|marketing}
!do_not_contact: {autorise|consentement} {|de|à|pour|les|le|la|des} recevoir e mails {|commerciales|marketing}
!do_not_contact: {autorisation|souhaite} {|de|à|pour|les|le|la|des} recevoir {|commerciales|marketing}
!do_not_contact: {autorisation|souhaite} {|de|à|pour|les|le|la|des} recevoir e mails {|commerciales|marketing}
!do_not_contact: {autorise|consentement} {|de|à|pour|les|le|la|des} marketing {|commerciales|marketing}
!do_not_contact: {autorise|consentement} {|de|à|pour|les|le|la|des} prospection {|commerciales|marketing}
!do_not_contact: {autorise|consentement} {|de|à|pour|les|le|la|des} communications {|commerciales|marketing}
!do_not_contact: {autorisation|souhaite} {|de|à|pour|les|le|la|des} marketing {|commerciales|marketing}
!do_not_contact: {autorisation|souhaite} {|de|à|pour|les|le|la|des} prospection {|commerciales|marketing}
!do_not_contact: {autorisation|souhaite} {|de|à|pour|les|le|la|des} communications {|commerciales|marketing}
!do_not_contact: {accepte|accord|consent} {|de|à|pour} {e mails|emails|contact} {|commerciales|marketing}
!do_not_contact: {accepte|accord|consent} {les|le|la|des} {e mails|emails|contact} {|commerciales|marketing}
!do_not_contact: {autorise|consentement} {|de|à|pour|les|le|la|des} {e mails|emails|contact} {|commerciales|marketing}
!do_not_contact: {autorisation|souhaite} {|de|à|pour|les|le|la|des} {e mails|emails|contact} {|commerciales|marketing}
!do_not_contact: {accepte|accord|consent} {|de|à|pour|les|le|la|des} être contacté {|commerciales|marketing}
!do_not_contact: {accepte|accord|consent} {|de|à|pour|les|le|la|des} être recontacté {|commerciales|marketing}
!do_not_contact: {accepte|accord|consent} {|de|à|pour|les|le|la|des} sollicitations {|commerciales|marketing}
!do_not_contact: {autorise|consentement} {|de|à|pour|les|le|la|des} être contacté {|commerciales|marketing}
!do_not_contact: {autorisation|souhaite} {|de|à|pour|les|le|la|des} être contacté {|commerciales|marketing}
!do_not_contact: {autorise|consentement} {|de|à|pour|les|le|la|des} être recontacté {|commerciales|marketing}
!do_not_contact: {autorise|consentement} {|de|à|pour|les|le|la|des} sollicitations {|commerciales|marketing}
!do_not_contact: {autorisation|souhaite} {|de|à|pour|les|le|la|des} être recontacté {|commerciales|marketing}
!do_not_contact: {autorisation|souhaite} {|de|à|pour|les|le|la|des} sollicitations {|commerciales|marketing}
!do_not_contact: accepte de recevoir {offres|vos offres|nos offres} {|commerciales|par e mail|par email}
!do_not_contact: accepte de recevoir {des offres|informations} {|commerciales|par e mail|par email}
!do_not_contact: accepte de recevoir {des informations|communications} {|commerciales|par e mail|par email}
!do_not_contact: opt in {e mail|email|marketing|mailing|commercial}
!do_not_contact: {acepta|acepto|autoriza|autorizo} {|para|de} marketing {|comerciales|comercial}
!do_not_contact: {acepta|acepto|autoriza|autorizo} {|para|de} recibir marketing {|comerciales|comercial}
!do_not_contact: {acepta|acepto|autoriza|autorizo} {|para|de} recibir publicidad {|comerciales|comercial}
!do_not_contact: {consiente|permite|consentimiento|desea|deseo} {|para|de} marketing {|comerciales|comercial}
!do_not_contact: {consiente|permite} {|para|de} {recibir marketing|recibir publicidad} {|comerciales|comercial}
!do_not_contact: {consentimiento|desea|deseo} {|para|de} recibir marketing {|comerciales|comercial}
!do_not_contact: {consentimiento|desea|deseo} {|para|de} recibir publicidad {|comerciales|comercial}
!do_not_contact: {acepta|acepto|autoriza|autorizo} {|para|de} comunicaciones {|comerciales|comercial}
!do_not_contact: {acepta|acepto} {|para|de} {recibir comunicaciones|correos} {|comerciales|comercial}
!do_not_contact: {autoriza|autorizo} {|para|de} {recibir comunicaciones|correos} {|comerciales|comercial}
!do_not_contact: {consiente|permite|consentimiento|desea|deseo} {|para|de} comunicaciones {|comerciales|comercial}
!do_not_contact: {consiente|permite} {|para|de} {recibir comunicaciones|correos} {|comerciales|comercial}
!do_not_contact: {consentimiento|desea|deseo} {|para|de} {recibir comunicaciones|correos} {|comerciales|comercial}
!do_not_contact: {acepta|acepto|autoriza|autorizo} {|para|de} recibir correos {|comerciales|comercial}
!do_not_contact: {acepta|acepto|autoriza|autorizo} {|para|de} {contacto|recibir información} {|comerciales|comercial}
!do_not_contact: {consiente|permite} {|para|de} recibir correos {|comerciales|comercial}
!do_not_contact: {consiente|permite} {|para|de} {contacto|recibir información} {|comerciales|comercial}
!do_not_contact: {consentimiento|desea|deseo} {|para|de} recibir correos {|comerciales|comercial}
!do_not_contact: {consentimiento|desea|deseo} {|para|de} {contacto|recibir información} {|comerciales|comercial}
!do_not_contact: {acepta|acepto|autoriza|autorizo} {|para|de} publicidad {|comerciales|comercial}
!do_not_contact: {acepta|acepto|autoriza|autorizo} {|para|de} {ser contactado|emails} {|comerciales|comercial}
!do_not_contact: {consiente|permite} {|para|de} {publicidad|ser contactado|emails} {|comerciales|comercial}
!do_not_contact: {consentimiento|desea|deseo} {|para|de} {publicidad|ser contactado|emails} {|comerciales|comercial}
!do_not_contact: {consenso|consenso al|consenso per|autorizza} {|il|al|per|a|di|all'} {marketing|email|e mail}
!do_not_contact: {consenso|consenso al|consenso per|autorizza} {|il|al|per|a|di|all'} contatto
!do_not_contact: {consenso|consenso al} {|il|al|per|a|di|all'} {essere contattato|ricevere comunicazioni}
!do_not_contact: {consenso per|autorizza} {|il|al|per|a|di|all'} {essere contattato|ricevere comunicazioni}
!do_not_contact: {autorizzo|accetta|accetto|acconsente|acconsento} {|il|al|per|a|di|all'} {marketing|email|e mail}
!do_not_contact: {autorizzo|accetta|accetto|acconsente|acconsento} {|il|al|per|a|di|all'} contatto
!do_not_contact: {autorizzo|accetta} {|il|al|per|a|di|all'} {essere contattato|ricevere comunicazioni}
!do_not_contact: {accetto|acconsente|acconsento} {|il|al|per|a|di|all'} {essere contattato|ricevere comunicazioni}
!do_not_contact: {consenso|consenso al|consenso per|autorizza} {|il|al|per|a|di|all'} comunicazioni commerciali
!do_not_contact: {consenso|consenso al} {|il|al|per|a|di|all'} {invio comunicazioni|ricevere email}
!do_not_contact: {consenso per|autorizza} {|il|al|per|a|di|all'} {invio comunicazioni|ricevere email}
!do_not_contact: {autorizzo|accetta|accetto|acconsente|acconsento} {|il|al|per|a|di|all'} comunicazioni commerciali
!do_not_contact: {autorizzo|accetta} {|il|al|per|a|di|all'} {invio comunicazioni|ricevere email}
!do_not_contact: {accetto|acconsente|acconsento} {|il|al|per|a|di|all'} {invio comunicazioni|ricevere email}
!do_not_contact: {consenso|consenso al|consenso per|autorizza} {|il|al|per|a|di|all'} finalità marketing
!do_not_contact: {consenso|consenso al} {|il|al|per|a|di|all'} {invio email|attività di marketing}
!do_not_contact: {consenso per|autorizza} {|il|al|per|a|di|all'} {invio email|attività di marketing}
!do_not_contact: {autorizzo|accetta|accetto|acconsente|acconsento} {|il|al|per|a|di|all'} finalità marketing
!do_not_contact: {autorizzo|accetta} {|il|al|per|a|di|all'} {invio email|attività di marketing}
!do_not_contact: {accetto|acconsente|acconsento} {|il|al|per|a|di|all'} {invio email|attività di marketing}
!do_not_contact: {toestemming|akkoord} {|voor|met|om|tot} {e mail|e mails|marketing|mailing|mailings}
!do_not_contact: {opt in|permissie|optin} {|voor|met|om|tot} {e mail|e mails|marketing|mailing|mailings}
!do_not_contact: {toestemming|akkoord} {|voor|met|om|tot} {marketingmails|contact|e mailmarketing}
!do_not_contact: {opt in|permissie|optin} {|voor|met|om|tot} {marketingmails|contact|e mailmarketing}
!do_not_contact: {toestemming|akkoord|opt in|permissie|optin} {|voor|met|om|tot} commerciële e mails
!do_not_contact: {toestemming|akkoord|opt in|permissie|optin} {|voor|met|om|tot} {contact op te nemen|benaderen}
!do_not_contact: {mag|mogen|wil|wilt|wenst} {|wij|we|u|je} {gemaild|benaderd|gecontacteerd} {|worden}
!do_not_contact: {mag|mogen|wil|wilt|wenst} {|wij|we|u|je} {e mails ontvangen|contact opnemen} {|worden}
!do_not_contact: {mag|mogen|wil|wilt|wenst} {|wij|we|u|je} {mailings ontvangen|mailen} {|worden}
!do_not_contact: {aceita|aceito} {|para|de|em|o|com|receber} {receber contato|contato|contacto}
!do_not_contact: {autoriza|autorizo|deseja} {|para|de|em|o|com|receber} {receber contato|contato|contacto}
!do_not_contact: {aceita|aceito} {|para|de|em|o|com|receber} {marketing|e mail|e mails|emails}
!do_not_contact: {autoriza|autorizo|deseja} {|para|de|em|o|com|receber} {marketing|e mail|e mails|emails}
!do_not_contact: {concorda|consente} {|para|de|em|o|com|receber} {receber contato|contato|contacto}
!do_not_contact: {consentimento|permissão|quer} {|para|de|em|o|com|receber} {receber contato|contato|contacto}
!do_not_contact: {concorda|consente} {|para|de|em|o|com|receber} {marketing|e mail|e mails|emails}
!do_not_contact: {consentimento|permissão|quer} {|para|de|em|o|com|receber} {marketing|e mail|e mails|emails}
!do_not_contact: {aceita|aceito|autoriza|autorizo|deseja} {|para|de|em|o|com|receber} {comunicações|e mail marketing}
!do_not_contact: {aceita|aceito|autoriza|autorizo|deseja} {|para|de|em|o|com|receber} {novidades|ser contatado}
!do_not_contact: {concorda|consente} {|para|de|em|o|com|receber} {comunicações|e mail marketing}
!do_not_contact: {consentimento|permissão|quer} {|para|de|em|o|com|receber} {comunicações|e mail marketing}
!do_not_contact: {concorda|consente} {|para|de|em|o|com|receber} {novidades|ser contatado}
!do_not_contact: {consentimento|permissão|quer} {|para|de|em|o|com|receber} {novidades|ser contatado}
!do_not_contact: {aceita|aceito} {|para|de|em|o|com|receber} {ser contactado|receber novidades}
!do_not_contact: {autoriza|autorizo|deseja} {|para|de|em|o|com|receber} {ser contactado|receber novidades}
!do_not_contact: {aceita|aceito|autoriza|autorizo|deseja} {|para|de|em|o|com|receber} {materiais|receber e mails}
!do_not_contact: {concorda|consente} {|para|de|em|o|com|receber} {ser contactado|receber novidades}
!do_not_contact: {consentimento|permissão|quer} {|para|de|em|o|com|receber} {ser contactado|receber novidades}
!do_not_contact: {concorda|consente} {|para|de|em|o|com|receber} {materiais|receber e mails}
!do_not_contact: {consentimento|permissão|quer} {|para|de|em|o|com|receber} {materiais|receber e mails}
!do_not_contact: {メール|メルマガ|eメール|dm|案内|ご案内}{配信|送信|受信|}{許可|同意|希望|許諾|可|承諾}, 連絡{許可|可|同意|希望}
"""
"""
Consent and its opposite, a meaning a line.
"""
