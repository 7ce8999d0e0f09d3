"""
What headers say in Spanish.
"""

from __future__ import annotations

from typing import Final

__all__ = ["SPANISH"]

SPANISH: Final = """\
~email: {email|e mail|correo|correo electrónico|mail} general
email: correo electrónico, correo, dirección de correo electrónico, dirección de correo, correo e, email trabajo
email: correo electrónico trabajo, dirección de email, correo electrónico principal, e mail de trabajo
email: correo electrónico del trabajo, dirección correo, mail de contacto, correo corporativo
email: correo electrónico corporativo, correo de contacto, dirección electrónica, correos electrónicos
email: correo principal, correo electrónico de contacto, dirección e mail, correo electrónico de trabajo
email: email de contacto, email corporativo
email: {correo|dirección de correo|mail|email|e mail|cuenta de correo} {electrónico|electrónica|e|trabajo}
email: {correo|dirección de correo|mail} {laboral|empresa contacto|corporativo|profesional}
email: {email|e mail|cuenta de correo} {laboral|empresa contacto|corporativo|profesional}
email: {correo|dirección de correo|mail|email|e mail|cuenta de correo} {principal|contacto|de contacto|de trabajo}
email: {correo|dirección de correo|mail} {del trabajo|personal de trabajo|1|del contacto|empresarial}
email: {email|e mail|cuenta de correo} {del trabajo|personal de trabajo|1|del contacto|empresarial}
email: {correo electrónico|email|e mail|mail} {laboral|corporativo|profesional|principal|contacto}
email: {correo electrónico|email|e mail|mail} {de contacto|de trabajo|empresarial|del contacto|1}
first_name: nombre de pila, primer nombre, nombres, nombre contacto pila, nombre de contacto pila
first_name: {nombre|nombres} {de pila|pila|propio|1|del contacto pila|s}
first_name: {primer nombre|nombre pila|nombres} {contacto|del contacto|cliente}, nombre s
last_name: apellido, apellidos, primer apellido, apellido paterno, apellidos contacto, apellido contacto
last_name: {apellido|apellidos|primer apellido} {contacto|del contacto|paterno|cliente}
last_name: {apellido|apellidos|primer apellido} {1|de familia|familiar|participante}, {primer|1er} apellido
last_name: ap paterno, apellido s, apellidos completos, apellido paterno contacto
full_name: nombre completo, nombre y apellidos, nombre del contacto, nombre de contacto, nombre y apellido
full_name: nombre contacto, persona de contacto, nombre para mostrar, nombre apellidos, nombre apellido
full_name: nombres y apellidos, persona contacto, nombre completo contacto, nombre mostrado, contacto principal
full_name: nombre persona contacto, {nombre|nombres} {y|e|} {apellido|apellidos|apellido s}
full_name: {nombre completo|nombre y apellidos} {contacto|del contacto|participante}
full_name: {nombre completo|nombre y apellidos} {del participante|asistente|cliente|prospecto}
full_name: {apellidos|apellido} {y|} {nombre|nombres}, nombre {del|de|} {participante|asistente|visitante|prospecto}
full_name: nombre {del|de|} {interesado|lead|responsable de contacto|la persona|persona de contacto}
full_name: {persona|contacto} {de contacto|principal|contacto|referencia}
?customer: nombre del cliente, nombre cliente, cliente
salutation: tratamiento, saludo, trato, título de cortesía, tratamiento cortesía, saludos
salutation: {tratamiento|saludo|trato|fórmula} {de cortesía|cortesía|personal|contacto|de tratamiento|sr sra}, sr sra
salutation: cortesía
title: cargo, puesto, puesto de trabajo, título profesional, cargo puesto, título del trabajo, cargo en la empresa
title: título del puesto, puesto trabajo, título de trabajo, nombre del puesto, cargo actual, denominación del puesto
title: puesto cargo, título laboral, cargo laboral
title: {cargo|puesto|posición} {|de|del|en|que} {laboral|actual|puesto|cargo|trabajo|empresa|la empresa}
title: {cargo|puesto|posición} {|de|del|en|que} {ocupa|contacto|del contacto|profesional}
title: {cargo|puesto|posición} {|de|del|en|que} {desempeña|en la empresa|ocupado|organización}
title: {cargo|puesto} {posición|función|rol|puesto|cargo|o cargo|área}, rol en la empresa
title: puesto que {ocupa|desempeña}
~title: posición, ocupación, función, rol, profesión cargo, {ocupación|profesión} {|actual}, rol laboral
~title: función laboral, profesión u ocupación
department: depto, área departamento, departamento área, departamento de empresa, dpto, departamentos
department: {departamento|área|depto|dpto|división|sección} {de trabajo|trabajo|contacto|laboral}
department: {departamento|área|depto|dpto|división|sección} {división|área|o área|funcional}
department: {nombre|área} {departamento|del departamento}, área de trabajo
mobile_phone: móvil, teléfono móvil, celular, número de móvil, teléfono celular, tel móvil, número móvil, nº móvil
mobile_phone: número de celular, tel celular, número de teléfono móvil, número celular, móvil trabajo
mobile_phone: telefono movil celular, número de teléfono celular, n de móvil, n móvil
mobile_phone: {teléfono|tel|telf|tfno|número} {móvil|celular|de móvil|de celular} {|contacto|trabajo}
mobile_phone: {teléfono|tel|telf|tfno|número} {móvil|celular|de móvil|de celular} {empresa|1|profesional}
mobile_phone: {nro|no|num|núm|número de teléfono} {móvil|celular|de móvil|de celular} {|contacto|trabajo}
mobile_phone: {nro|no|num|núm|número de teléfono} {móvil|celular|de móvil|de celular} {empresa|1|profesional}
mobile_phone: {teléfono|tel|telf|tfno|número} {del móvil|del celular|cel|whatsapp} {|contacto|trabajo}
mobile_phone: {teléfono|tel|telf|tfno|número} {del móvil|del celular|cel|whatsapp} {empresa|1|profesional}
mobile_phone: {nro|no|num|núm|número de teléfono} {del móvil|del celular|cel|whatsapp} {|contacto|trabajo}
mobile_phone: {nro|no|num|núm|número de teléfono} {del móvil|del celular|cel|whatsapp} {empresa|1|profesional}
mobile_phone: {móvil|celular|cel|whatsapp} {contacto|trabajo|empresa|corporativo|laboral}
mobile_phone: {móvil|celular|cel|whatsapp} {profesional|número|1|de contacto|con whatsapp}, tlf móvil
mobile_phone: telefono celular, whatsapp {de contacto|número}
work_phone: teléfono trabajo, teléfono del trabajo, teléfono oficina, teléfono de la oficina, teléfono de trabajo
work_phone: teléfono profesional, tel trabajo, teléfono directo, teléfono laboral, teléfono empresarial
work_phone: teléfono de oficina, tel oficina, telefono comercial
work_phone: {teléfono|tel|telf|tfno|tlf|número} {oficina|trabajo|laboral|empresarial|directo|de oficina}
work_phone: {teléfono|tel|telf|tfno|tlf|número} {de la oficina|de trabajo|del trabajo}
work_phone: {teléfono|tel|telf|tfno|tlf|número} {profesional|corporativo|de la empresa directo}, línea directa
work_phone: {teléfono|tel} {comercial|de trabajo directo|directo oficina}
~work_phone: teléfono, número de teléfono, teléfono fijo, nº de teléfono, teléfono principal, teléfono de contacto
~work_phone: tel fijo, teléfono contacto, teléfono 1, n de teléfono, teléfonos, fijo, número telefónico
~work_phone: número teléfono, num telefono
~work_phone: {teléfono|tel|telf|tfno|tlf|tlfno|telefono} {fijo|contacto|de contacto|principal}
~work_phone: {teléfono|tel|telf|tfno|tlf|tlfno|telefono} {1|convencional|fijo contacto|número|del contacto}
~work_phone: {número|nro|no|num|núm|nº|n} {|de} {teléfono|tel|telefónico|contacto telefónico|fijo}, telf, tfno, tlf
~work_phone: tlfno
home_phone: teléfono particular, teléfono casa, teléfono de casa, teléfono domicilio, teléfono personal, tel casa
home_phone: tel particular, teléfono privado, {teléfono|tel|telf|tfno} {casa|particular|personal|privado|domicilio}
home_phone: {teléfono|tel|telf|tfno} {de casa|residencia|del domicilio|domiciliario|hogar}
fax: fax del trabajo, fax trabajo, nº de fax, fax oficina, fax de trabajo, telefax trabajo
fax: {fax|telefax} {trabajo|oficina|empresa contacto|número|laboral|contacto|1}, {número|nro|no|nº|n} {|de} fax
company: empresa, compañía, nombre de la empresa, razón social, organización, nombre empresa, sociedad
company: nombre de la compañía, empresa organización, nombre de empresa, compañía empresa, nombre de la organización
company: nombre compañía, nombre organización, empresa compañía, nombre de compañía, nombre de cuenta
company: nombre de la cuenta, empresa nombre, nombre comercial empresa, empleador, nombre cuenta
company: {nombre|razón|denominación} {|de|de la|del} {empresa|compañía|organización|sociedad|negocio|institución}
company: {nombre|razón|denominación} {|de|de la|del} {social|comercial empresa|cuenta|firma|entidad|empleador}
company: {empresa|compañía|organización} {institución|organización|razón social|nombre|cliente}
company: {empresa|compañía|organización} {compañía|empresa|donde trabaja|en la que trabaja|entidad|o institución}
company: nomb emp, nom empresa, nombre emp
~company: institución, entidad, negocio, nombre comercial
~company: {institución|entidad|negocio|comercio|establecimiento|corporación|firma}
~company: {empresa|compañía} {cliente|contacto}, nombre fantasía, nombre de fantasía
industry: sector de actividad, sector industrial, giro, giro comercial, rubro, actividad económica, ramo de actividad
industry: sector empresarial, industria, sector empresa, sector económico
industry: {sector|giro|rubro} {|de|de la|del|al que pertenece} {actividad|empresa|industrial}
industry: {industria|ramo|actividad|segmento} {|de|de la|del|al que pertenece} {actividad|empresa|industrial}
industry: {sector|giro|rubro} {|de|de la|del|al que pertenece} {económico|económica|negocio}
industry: {industria|ramo|actividad|segmento} {|de|de la|del|al que pertenece} {económico|económica|negocio}
industry: {sector|giro|rubro} {|de|de la|del|al que pertenece} {empresarial|principal|compañía}
industry: {industria|ramo|actividad|segmento} {|de|de la|del|al que pertenece} {empresarial|principal|compañía}
industry: {sector|giro|rubro} {|de|de la|del|al que pertenece} {industria|la empresa|comercial}
industry: {industria|ramo|actividad|segmento} {|de|de la|del|al que pertenece} {industria|la empresa|comercial}
industry: {tipo|sector} de industria, sectores, rubro o sector
website: sitio web, página web, web empresa, dirección web, sitio de internet, url del sitio web, sitio web empresa
website: página de internet, url sitio web, página web empresa, sitio web de la empresa, web de la empresa
website: pagina internet, sitio web url, pagina inicio
website: {sitio|página|web|url|portal} {web|internet} {|empresa|url|de la empresa|corporativo}
website: {sitio|página|web|url|portal} {de internet|del sitio|de la empresa} {|empresa|url|de la empresa|corporativo}
website: {sitio|página|web|url|portal} {corporativa|empresa|corporativo} {|empresa|url|de la empresa|corporativo}
website: {sitio|página|web|url|portal} {electrónica web|del sitio web|www} {|empresa|url|de la empresa|corporativo}
website: web, www, pág web, sitio
linkedin_url: perfil de linkedin, perfil linkedin, url de linkedin, enlace linkedin, enlace de linkedin
linkedin_url: url del perfil de linkedin
linkedin_url: {perfil|url|enlace|link|página|cuenta|dirección} {de|del|en|} {linkedin|perfil linkedin}
linkedin_url: {perfil|url|enlace|link|página|cuenta|dirección} {de|del|en|} {perfil de linkedin|linkedin contacto}
linkedin_url: linkedin {perfil|url|enlace|contacto|del contacto|link}
employee_count: número de empleados, empleados, nº de empleados, cantidad de empleados, n empleados
employee_count: tamaño de la empresa, num empleados, tamaño empresa, plantilla, número empleados
employee_count: número de trabajadores, total de empleados, nro de empleados
employee_count: {número|nro|no|num|núm|nº|cantidad|total|n|cant} {|de} {empleados|trabajadores|colaboradores}
employee_count: {número|nro|no|num|núm|nº|cantidad|total|n|cant} {|de} {personal|personas|funcionarios}
employee_count: {tamaño|plantilla} {|de|de la|del} {empresa|compañía|organización|trabajadores|negocio}
employee_count: {empleados|trabajadores} {total|número|empresa}, rango {de empleados|empleados}
annual_revenue: ingresos anuales, facturación anual, volumen de negocio, ventas anuales, facturación anual eur
annual_revenue: ingreso anual, volumen negocio, volumen de negocios, ingresos anuales empresa, volumen de ventas
annual_revenue: {ingresos|ingreso|ventas|facturación|facturacion} {anuales|anual|al año|por año}
annual_revenue: {ingresos|ingreso|ventas|facturación|facturacion} {anuales empresa|anuales usd}
annual_revenue: {ingresos|ingreso|ventas|facturación|facturacion} {anual aproximada|anuales eur}
annual_revenue: {volumen|nivel} {|de} {negocio|facturación|ventas|negocios|ingresos} {|anual}, facturación
annual_revenue: {facturación|ingresos|ventas} {eur|usd|€|de la empresa|empresa|mxn}
annual_revenue: cifra de {negocio|negocios|ventas}
address1: calle, dirección 1, calle del trabajo, línea de dirección 1, calle y número, dirección línea 1, calle 1
address1: domicilio calle, calle número, calle trabajo, dirección calle, calle dirección, dirección de la calle
address1: calle y nº, dirección postal línea 1, línea dirección 1, nombre de la calle, dirección de calle
address1: {calle|domicilio|dirección|línea de dirección|avenida|vía} {1|y número|número|nº|línea 1|calle}
address1: {calle|domicilio|dirección} {y no|y nro|principal|empresa|trabajo|y número exterior}
address1: {línea de dirección|avenida|vía} {y no|y nro|principal|empresa|trabajo|y número exterior}
address1: {calle|avenida} {y|} {número|nro|no|altura}, {dirección|domicilio} {fiscal calle|línea 1|calle y número}
~address1: dirección postal, dirección completa
address2: calle 2, dirección 2, línea de dirección 2, calle 2 del trabajo, complemento de dirección, dirección línea 2
address2: calle del trabajo 2, línea dirección 2, dirección complementaria, dirección adicional
address2: {calle|dirección|línea de dirección|domicilio} {2|línea 2|complemento|adicional|complementaria}
address2: {piso|puerta|oficina|depto} {puerta|piso|oficina|departamento|interior}
address2: {complemento|información adicional} {|de} {dirección|domicilio}, número interior
city: ciudad, ciudad de trabajo, localidad, población, municipio, ciudad del trabajo, ciudad población
city: dirección ciudad, población ciudad, ciudad trabajo, ciudad localidad, ciudad dirección
city: {ciudad|localidad|población|municipio|comuna} {|de|del|o} {empresa|contacto|trabajo|localidad}
city: {ciudad|localidad|población|municipio|comuna} {|de|del|o} {población|municipio|ciudad|la empresa|1}, poblacion
city: cd, comuna, delegación municipio, alcaldía, nombre ciudad
state: provincia, estado provincia, provincia estado, provincia o estado del trabajo, estado o provincia
state: provincia o estado, comunidad autónoma, provincia región, dirección provincia, dirección estado
state: provincia trabajo, región provincia, región estado, estado región, estado o provincia de trabajo
state: estado departamento, entidad federativa, provincia comunidad
state: {provincia|estado|región} {|o|y|de} {provincia|estado|región|departamento}
state: {provincia|estado|región} {|o|y|de} {comunidad autónoma|entidad|entidad federativa}
state: {provincia|comunidad} {empresa|contacto|trabajo|autónoma}, edo, prov, estado {de la república|federativo}
postal_code: código postal, código postal del trabajo, cód postal, dirección código postal, código zip
postal_code: cp código postal, codigo de postal
postal_code: {código|cód|cod|c} {postal|p|post} {|empresa|contacto|trabajo|cp|zip|1}
postal_code: cp {empresa|postal|contacto|trabajo}, c postal, cpostal, codpostal, zip
country: país, país del trabajo, país o región del trabajo, país región, país trabajo, dirección país, país residencia
country: país o región, nombre del país, nombre país, país de residencia, país o región trabajo
country: {país|pais} {|de|del|o} {empresa|contacto|trabajo|residencia|origen|región}
country: {país|pais} {|de|del|o} {la empresa|procedencia|nombre|1|domicilio|territorio}, nación
~country: código de país, código país, cód país, {código|iso|cód|cod} {|de|del|iso} {país|pais}
~country: país {iso|código|iso2}
language: idioma, idioma preferido, lengua, idiomas, idioma de comunicación, idioma de preferencia, idioma contacto
language: {idioma|lengua|idiomas} {|de|del} {preferido|preferencia|contacto|comunicación|materna|preferente}
language: {idioma|lengua|idiomas} {|de|del} {principal|correspondencia|nativo|cliente|hablado|hablados}, código idioma
notes: notas, observaciones, nota, notas internas, anotaciones
notes: {notas|observaciones|anotaciones|comentarios|apuntes} {internas|internos|adicionales}
notes: {notas|observaciones|anotaciones|comentarios|apuntes} {generales|contacto|del contacto}
notes: {notas|observaciones|anotaciones|comentarios|apuntes} {cliente|del lead|y comentarios}
notes: {notas|observaciones|anotaciones|comentarios|apuntes} {comerciales|de la visita|sobre el contacto}, apuntes
notes: notas y observaciones, memo
~notes: comentarios, descripción, mensaje, comentario, su mensaje, consulta, tu mensaje, mensaje o comentario
~notes: {información|detalles|datos} {adicional|adicionales|extra}, {texto|campo} libre
~notes: {mensaje|consulta} {del cliente|contacto|del contacto|cliente|o consulta}
~notes: {descripción|detalle} {de la consulta|del proyecto|necesidad|solicitud}, detalles, requerimiento
~notes: consulta o comentario
rating: valoración, calificación, puntuación rating
rating: {valoración|calificación|clasificación} {|del|de} {lead|prospecto|contacto|cliente|cliente potencial|interés}
rating: {puntuación estrellas|calidad|temperatura} {|del|de} {lead|prospecto|contacto}
rating: {puntuación estrellas|calidad|temperatura} {|del|de} {cliente|cliente potencial|interés}
rating: {nivel|grado} {|de} interés, temperatura, valoración lead
campaign: campaña, nombre de la campaña, campaña de marketing, nombre campaña, nombre de campaña, campañas
campaign: {campaña|campañas} {|de} {marketing|origen|publicitaria|fuente|publicidad|nombre|comercial|mailing}
campaign: {nombre|título|fuente} {|de|de la} campaña
source: origen, fuente, origen del lead, fuente del lead, origen del contacto, procedencia, fuente de lead
source: origen cliente potencial, origen contacto, cómo nos conoció…, cómo se enteró de nosotros…, toma de contacto
source: fuente del contacto, fuente de contacto, fuente original, origen del prospecto, cómo supo de nosotros…
source: cómo conoció…, cómo se enteró…, cómo nos conociste…, fuente del cliente potencial
source: origen del cliente potencial, fuente del prospecto, origen lead, fuente lead, fuente de cliente potencial
source: origen prospecto, origen de iniciativa
source: {origen|fuente|procedencia|medio|canal} {|de|del|de la} {lead|contacto|prospecto}
source: {origen|fuente|procedencia|medio|canal} {|de|del|de la} {cliente|cliente potencial|captación|leads}
source: {origen|fuente|procedencia|medio|canal} {|de|del|de la} {registro|datos|oportunidad contacto}
source: {origen|fuente|procedencia|medio|canal} {|de|del|de la} {candidato|original|adquisición|consulta}
source: {medio|canal} {|por el que nos conoció|de contacto origen|de adquisición}, fuente de origen
created_at: creado, creado el, fecha de creación, fecha creación, creado en, fecha creado, fecha y hora de creación
created_at: fecha alta creación, hora de creación
~created_at: fecha de alta, fecha de registro, registrado el, marca temporal, fecha de inscripción, fecha de envío
~created_at: añadido el, fecha registro, fecha alta, fecha añadido, fecha inscripción, enviado el, fecha de ingreso
~created_at: fecha de solicitud, hora de registro, fecha envío
status: estatus, estado del lead, estado del prospecto, estado del cliente potencial, estado lead, estado del contacto
status: situación, estado cliente potencial, estatus lead, estado del candidato, estado de prospecto
status: {estado|estatus|status|situación|fase} {|del|de} {lead|prospecto|contacto|cliente potencial}
status: {estado|estatus|status|situación|fase} {|del|de} {seguimiento|candidato|posible cliente|leads|calificación}
external_id: id externo, identificador, identificador externo, id del lead, id de contacto, id de registro
external_id: id cliente potencial, id del contacto, id único, identificador único, clave externa, id de lead
external_id: id contacto, id de prospecto
external_id: {id|identificador|código|clave|nº|número|folio} {|de|del} {lead|contacto|prospecto|registro|externo}
external_id: {id|identificador|código|clave|nº|número|folio} {|de|del} {externa|único|persona}
external_id: {id|identificador|código|clave|nº|número|folio} {|de|del} {cliente potencial|posible cliente|candidato}
external_id: id {interno|sistema|crm|original}, {código|clave} única
~external_id: referencia, número de cliente, nº cliente, id de cliente, número de referencia, código de cliente
~external_id: código cliente, {id|código|número|nº|clave|referencia|n|nro|no} {|de|del} {cliente|participante}
~external_id: {id|código|número|nº|clave|referencia|n|nro|no} {|de|del} {suscriptor|asistente|acreditación}
~external_id: {id|código|número|nº|clave|referencia|n|nro|no} {|de|del} {gafete|inscripción|visitante}
~external_id: {id|código|número|nº|clave|referencia|n|nro|no} {|de|del} {expediente|abonado|miembro}, ref, folio
partner_name: socio, socio comercial, distribuidor, revendedor, nombre del socio, concesionario, mayorista
partner_name: partner asignado, socio de canal, nombre del distribuidor, nombre del partner, nombre socio
partner_name: socio asignado, empresa colaboradora, socio de negocio, canal distribuidor, nombre del revendedor
partner_name: distribuidor asignado, nombre distribuidor, nombre partner, integrador
partner_name: {socio|distribuidor|revendedor|partner} {|comercial|asignado|autorizado|local|responsable|de canal}
partner_name: {concesionario|integrador} {|comercial|asignado|autorizado|local|responsable|de canal}
partner_name: {mayorista|reseller} {|comercial|asignado|autorizado|local|responsable|de canal}
partner_name: {socio|distribuidor|revendedor|partner} {de negocio|de ventas|nombre}
partner_name: {socio|distribuidor|revendedor|partner} {oficial|recomendado|empresa|elegido}
partner_name: {concesionario|integrador|mayorista|reseller} {de negocio|de ventas|nombre}
partner_name: {concesionario|integrador|mayorista|reseller} {oficial|recomendado|empresa|elegido}
partner_name: {nombre|empresa|razón social} {|del|de} {socio|distribuidor|revendedor|partner}
partner_name: {nombre|empresa|razón social} {|del|de} {concesionario|integrador|mayorista|canal}
partner_id: id de socio, código de socio, código de distribuidor, id socio, código del distribuidor, número de socio
partner_id: id del socio, código partner, código distribuidor, id del partner, id partner, id distribuidor
partner_id: código socio, código del partner, número de partner
partner_id: {id|código|número|clave|nº|identificador|cód} {|del|de} {distribuidor|revendedor|partner}
partner_id: {id|código|número|clave|nº|identificador|cód} {|del|de} {concesionario|integrador}
partner_id: {id|código|número|clave|nº|identificador|cód} {|del|de} {mayorista|reseller}
partner_id: {partner|distribuidor|revendedor} {id|código|número|nº}
lead_score: puntuación, puntuación del lead, puntaje, puntuación lead, puntaje del lead
lead_score: puntuación de clientes potenciales, puntuación prospecto
lead_score: {puntuación|puntaje|score|scoring|puntos} {|del|de|de los} {lead|leads|prospecto|contacto}
lead_score: {puntuación|puntaje|score|scoring|puntos} {|del|de|de los} {cliente potencial|total}
lead_score: {puntuación|puntaje|score|scoring|puntos} {|del|de|de los} clientes potenciales
lead_score: {puntuación|puntaje|score|scoring|puntos} {|del|de|de los} {posible cliente|prospectos}
lead_score: calificación numérica
do_not_contact: no participar en correo electrónico, no contactar, dado de baja, no enviar correo, no desea contacto
do_not_contact: no enviar correos, baja publicidad, no enviar publicidad, no enviar emails, no enviar email
do_not_contact: baja de correo, baja newsletter email, desuscrito, rehusar e mail, rehusar correo
~do_not_contact: no llamar, no telefonear, no molestar
!do_not_contact: consentimiento marketing, acepta publicidad, acepta marketing, suscrito, consentimiento comercial
!do_not_contact: consentimiento de marketing, acepta ser contactado, permiso de contacto
!do_not_contact: acepta comunicaciones comerciales, acepta recibir publicidad
+me: participante, participantes, inscrito, visitante
+me: candidato, contacto, principales, asistente evento, prospecto, primario, primaria, cliente potencial, persona
+me: contactos, potencial, posible cliente, posibles clientes, clientes potenciales, interesado
+work: trabajo, oficina, profesional, laboral, corporativo
+home: casa, residencia, domiciliario, particular, privado, hogar
+firm: sede, sede central, matriz, centralita
+bill: facturación, fiscal, factura
+other: otro, otra, otros, alternativo, secundario, envío, secundaria, alternativa, segundo, segunda, adicional
+other: alterno
-: último, última, modificado, fecha de modificación, modificado por, creado por, propietario, responsable de
-: vendedor, asignado, asignado a, segundo nombre, sufijo, apodo, iniciales, fecha de nacimiento, cumpleaños
-: aniversario, cónyuge, hijos, sexo, género, comercial asignado, tipo, motivo, fecha, hora, categorías, categoría
-: grupo, oportunidad, importe, moneda, producto, productos, etapa, nif, cif, rfc, nit, rut, equipo, equipo de ventas
-: apartado postal, apartado de correos, segundo apellido, apellido materno, consentimiento, actualizado
-: ingresos esperados, ingresos estimados, probabilidad, prioridad, etiquetas, comercial responsable, iniciativa
-: asistente, usuario asignado
-: {último|última|próximo|próxima|anterior} {contacto|actividad|modificación|visita|llamada|acción|cita|compra}
-: {creado|modificado|capturado|registrado|escaneado|actualizado|asignado} por
-: {nombre|email|correo|teléfono} {del vendedor|del propietario|del comercial|del responsable}
-: {nombre|email|correo|teléfono} {del asesor|del ejecutivo|del ayudante|del jefe}, ejecutivo, asesor
-: ejecutivo de cuenta, gestor, ayudante, fecha de baja, baja el, tipo de contacto, tipo de cliente
-: lugar de nacimiento, nacionalidad, edad, interés en, producto de interés, presupuesto, fecha nacimiento
-: nombre de pantalla de correo electrónico, referido por, recomendado por
~state: región
?contact: contacto, contactos
"""
"""
Spanish phrases, a meaning a line.
"""
