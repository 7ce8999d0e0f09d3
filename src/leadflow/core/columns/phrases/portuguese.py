"""
What headers say in Portuguese.
"""

from __future__ import annotations

from typing import Final

__all__ = ["PORTUGUESE"]

PORTUGUESE: Final = """\
~email: {email|e mail|mail} geral
email: endereço de e mail, correio eletrônico, correio electrónico, e mail comercial, endereço e mail
email: e mail profissional, endereço eletrônico, e mail do contato, e mail de trabalho, endereço de correio eletrónico
email: e mail de contato, email do contacto
email: {e mail|email|correio|endereço de e mail|endereço de email|mail} {comercial|corporativo|profissional|principal}
email: {e mail|email|correio|endereço de e mail|endereço de email|mail} {contato|do contato|contacto|do contacto}
email: {e mail|email|correio} {de trabalho|do trabalho|empresarial|de contato}
email: {endereço de e mail|endereço de email|mail} {de trabalho|do trabalho|empresarial|de contato}
email: {e mail|email|correio} {de contacto|eletrônico|eletrónico|1|da empresa contato}
email: {endereço de e mail|endereço de email|mail} {de contacto|eletrônico|eletrónico|1|da empresa contato}
email: endereço {eletrônico|eletrónico|de correio eletrônico|de mail}
email: correio {eletrónico|eletrônico|electrónico} {|profissional|principal}
first_name: primeiro nome, nome próprio primeiro, nome primeiro, nome de batismo, prenome, primeiro nome contato
first_name: nome(s) próprio(s)
first_name: {primeiro nome|nome próprio|prenome|nome de batismo} {|contato|do contato|contacto|cliente}
first_name: primeiro nome do contato, nomes
last_name: sobrenome, último nome, apelido, nome de família, apelidos família, sobrenomes, apelido último nome
last_name: sobrenome contato, apelidos nome
last_name: {sobrenome|apelido|último nome} {|contato|do contato|contacto|do contacto|cliente|participante}
last_name: {nome de família|sobrenomes|apelidos} {|contato|do contato|contacto|do contacto|cliente|participante}
last_name: ultimo nome
full_name: nome do contato, nome do contacto, nome e sobrenome, pessoa de contato, nome contato, nome contacto
full_name: pessoa de contacto, nome sobrenome, nome de exibição, nome e apelido, contato principal
full_name: nome do participante, nome para exibição, nome do contato principal, contacto principal nome
full_name: {nome|nomes} {e|} {sobrenome|apelido|apelidos|sobrenomes|último nome}
full_name: {nome completo|nome} {|do|da|de} {contato|contacto|participante|responsável contato|visitante}
full_name: {nome completo|nome} {|do|da|de} {lead|pessoa|pessoa de contato|cliente contato|interessado}
full_name: {pessoa|contato|contacto} {de contato|de contacto|para contato|principal|responsável contato}
full_name: nome completo {contato|participante|do participante|cliente|contacto}
?customer: nome do cliente
salutation: tratamento, saudação, forma de tratamento, pronome de tratamento, título de cortesia tratamento, saudações
salutation: {tratamento|saudação|pronome|forma} {|de} {tratamento|cortesia|contato|pessoal|saudação}, sr sra
title: cargo função, título do cargo, cargo na empresa, cargo ocupado, cargo profissional, título profissional cargo
title: cargo atual, nome do cargo, título do trabalho, função cargo, título de trabalho, posição de trabalho
title: posto de trabalho, cargo do contato
title: {cargo|função|posição|título} {|do|da|na|no|que|de} {cargo|empresa|contato|contacto}
title: {cargo|função|posição|título} {|do|da|na|no|que|de} {trabalho|atual|função|profissional}
title: {cargo|função|posição|título} {|do|da|na|no|que|de} {ocupa|na empresa|do contato|exercido}
title: {cargo|função|posição|título} {|do|da|na|no|que|de} {ocupação|exercida|organização|desempenhado}
title: cargo {ou|e} função, {nome|título} da função, cargo profissão
~title: função, posição, ocupação, profissão cargo, {profissão|ocupação} {|atual}, posto, job, papel na empresa
department: setor departamento, depto departamento, departamento setor
department: {departamento|divisão|depto} {|de|da} {trabalho|empresa|atuação interna|contato}
department: {departamento|divisão|depto} {|de|da} {divisão|área|setor interno|departamento|seção}
department: área {de trabalho|na empresa}, divisão, nome do departamento, setor área
mobile_phone: telefone celular, celular comercial, telemóvel, número do celular, celular whatsapp
mobile_phone: tel celular comercial, número de telemóvel, telefone móvel, nº telemóvel, número celular comercial
mobile_phone: número de celular comercial, celular com ddd, número do telemóvel, telefone telemóvel
mobile_phone: número de telefone celular, telefone celular com ddd
mobile_phone: {celular|telefone celular} {|comercial|corporativo|contato|do contato|profissional|contacto}
mobile_phone: {telemóvel|tel celular|número de celular} {|comercial|corporativo}
mobile_phone: {telemóvel|tel celular|número de celular} {contato|do contato|profissional|contacto}
mobile_phone: {número do celular|cel|whatsapp|telefone móvel|tlm|móvel} {|comercial|corporativo}
mobile_phone: {número do celular|cel|whatsapp|telefone móvel|tlm|móvel} {contato|do contato|profissional|contacto}
mobile_phone: {celular|telefone celular|telemóvel|tel celular|número de celular} {com whatsapp|com ddd|1|empresa}
mobile_phone: {celular|telefone celular} {do contacto|principal|número|trabalho}
mobile_phone: {telemóvel|tel celular|número de celular} {do contacto|principal|número|trabalho}
mobile_phone: {número do celular|cel|whatsapp|telefone móvel|tlm|móvel} {com whatsapp|com ddd|1|empresa}
mobile_phone: {número do celular|cel|whatsapp|telefone móvel|tlm|móvel} {do contacto|principal|número|trabalho}
mobile_phone: {n|nº|número|num} {|de|do} {celular|telemóvel|whatsapp|telefone celular|telefone móvel}
mobile_phone: celular {whatsapp|e whatsapp}, cel
work_phone: telefone comercial, telefone do trabalho, telefone profissional, telefone trabalho
work_phone: telefone da empresa direto, telefone do escritório, telefone escritório, telefone de trabalho
work_phone: número de telefone comercial, tel comercial, telefone corporativo
work_phone: {telefone|tel|fone|número|telef} {comercial|trabalho|do trabalho|de trabalho|corporativo}
work_phone: {telefone|tel|fone|número|telef} {escritório|do escritório|profissional|direto|empresarial|directo}
work_phone: linha {direta|directa}
~work_phone: telefone, número de telefone, telefone fixo, telefone principal, telefone de contato, telefones
~work_phone: número do telefone, telefone contato, telefone com ddd, telefone de contacto, fone, nº de telefone
~work_phone: telefone 1, numero telefone
~work_phone: {telefone|tel|fone|telef} {fixo|contato|de contato|contacto|de contacto|principal}
~work_phone: {telefone|tel|fone|telef} {1|com ddd|ddd|convencional|do contato|número}
~work_phone: {n|nº|número|num} {|de|do} {telefone|tel|fone|telefone fixo|contato telefônico}
~work_phone: {contato|contacto} {telefônico|telefónico}, ddd telefone, telef, telefones {de contato|contato}
home_phone: telefone residencial, telefone de casa, telefone casa, telefone particular, telefone pessoal
home_phone: telefone da residência, tel residencial, {telefone|tel|fone|número} {residencial|casa|pessoal|particular}
home_phone: {telefone|tel|fone|número} {de casa|da residência|residência|domicílio}
fax: fax comercial, número de fax comercial, número do fax, fax profissional, fax do trabalho
fax: {fax|telefax} {comercial|trabalho|profissional|número|contato|do trabalho|corporativo|1}
fax: {n|nº|número} {|de|do} fax
company: nome da empresa, nome empresa, organização, razão social, nome da organização, companhia, empresa organização
company: empregador, nome da companhia, nome da conta, instituição empresa, empresa instituição, organização empresa
company: nome organização, nome da instituição
company: {nome|razão|denominação} {|da|do|de} {empresa|organização|companhia|instituição|social}
company: {nome|razão|denominação} {|da|do|de} {conta|empregador|firma|negócio|entidade}
company: {empresa|organização|instituição} {instituição|organização|nome|cliente|razão social}
company: {empresa|organização|instituição} {onde trabalha|empresa|em que trabalha|ou instituição|entidade}
~company: instituição, entidade patronal, nome fantasia
~company: {instituição|entidade|firma|escritório empresa|negócio|estabelecimento|órgão|loja empresa}
~company: nome {fantasia|comercial}
industry: ramo de atividade, segmento, setor, setor de atividade, sector de actividade, segmento de mercado, ramo
industry: área de atuação, ramo de atuação, segmento de atuação, setor da empresa, segmento da empresa
industry: atividade econômica, sector atividade
industry: {segmento|setor|ramo|sector|área|atividade|indústria} {|de|da|do|em que} {atividade|atuação|empresa}
industry: {segmento|setor|ramo|sector|área|atividade|indústria} {|de|da|do|em que} {mercado|actividade|negócio}
industry: {segmento|setor|ramo|sector|área|atividade|indústria} {|de|da|do|em que} {econômico|econômica|da empresa}
industry: {segmento|setor|ramo} {|de|da|do|em que} {atua|industrial|empresarial|principal}
industry: {sector|área|atividade|indústria} {|de|da|do|em que} {atua|industrial|empresarial|principal}, indústria
industry: nicho de mercado, sectores
website: site da empresa, página da web, endereço do site, web site da empresa, página na web, url do site
website: página da internet, sítio da web, página pessoal da web
website: {site|página|url|website|sítio} {|da|do|de|na} {web|internet|empresa|site} {|da empresa|empresa|url}
website: {site|página|url|website|sítio} {|da|do|de|na} {website|corporativo} {|da empresa|empresa|url}
website: {site|página|url|website|sítio} {|da|do|de|na} {institucional|online|organização} {|da empresa|empresa|url}
website: www, web, website, home page
linkedin_url: perfil do linkedin, perfil no linkedin, url do linkedin, link do linkedin, url do perfil do linkedin
linkedin_url: linkedin do contato, {perfil|url|link|página|conta|endereço} {|do|no|de} {linkedin|perfil linkedin}
linkedin_url: {perfil|url|link|página|conta|endereço} {|do|no|de} {perfil do linkedin|linkedin do contato}
linkedin_url: linkedin {perfil|url|link|contato|pessoal}
employee_count: número de funcionários, funcionários, nº de funcionários, tamanho da empresa
employee_count: quantidade de funcionários, número de colaboradores, número de empregados, empregados, colaboradores
employee_count: total de funcionários, porte da empresa, qtd de funcionários, porte
employee_count: {número|nº|n|num|quantidade|qtd|qtde|total|quant} {|de} {funcionários|colaboradores|empregados}
employee_count: {número|nº|n|num|quantidade|qtd|qtde|total|quant} {|de} {trabalhadores|pessoas|colaboradores empresa}
employee_count: {tamanho|porte|dimensão} {|da|de} {empresa|organização|equipe empresa|companhia}
employee_count: {funcionários|colaboradores} {total|quantidade|empresa}, faixa {de funcionários|funcionários}
annual_revenue: receita anual, faturamento anual, faturamento, facturação anual empresa, faturação anual
annual_revenue: volume de negócios anual, receita, volume de negócios, receitas anuais, vendas anuais
annual_revenue: rendimento anual empresa, receita anual da empresa
annual_revenue: {faturamento|receita|facturação|faturação|vendas|rendimento} {|anual|anuais}
annual_revenue: {faturamento|receita|facturação} {anual da empresa|bruta anual|empresa|médio anual}
annual_revenue: {faturação|vendas|rendimento} {anual da empresa|bruta anual|empresa|médio anual}
annual_revenue: {faturamento|receita|facturação} {brl|usd|eur|r|anual estimado|bruto|bruto anual}
annual_revenue: {faturação|vendas|rendimento} {brl|usd|eur|r|anual estimado|bruto|bruto anual}
annual_revenue: volume {|de} {negócios|vendas|faturamento|facturação} {|anual}, receita {da empresa|bruta|líquida}
address1: rua, logradouro, endereço 1, rua do endereço comercial, linha de endereço 1, endereço linha 1, rua endereço
address1: morada 1, endereço rua, rua e número, rua comercial, rua número, endereço comercial rua, linha de morada 1
address1: morada linha 1, morada rua, avenida rua, rua do trabalho
address1: {rua|endereço|logradouro|morada|avenida|linha de endereço} {1|e número|número|nº|linha 1|com número}
address1: {rua|endereço|logradouro} {e nº|comercial|empresa|rua|da empresa|n|completa rua}
address1: {morada|avenida|linha de endereço} {e nº|comercial|empresa|rua|da empresa|n|completa rua}
address1: {rua|avenida} {avenida|av|e n}, endereço {logradouro|rua e número}
~address1: endereço completo, morada completa, endereço postal, morada postal
address2: complemento, endereço 2, linha de endereço 2, endereço linha 2, rua 2, rua 2 do endereço comercial, morada 2
address2: rua do endereço comercial 2, complemento endereço, endereço complemento, morada linha 2, linha de morada 2
address2: complemento do endereço
address2: {rua|endereço|logradouro|morada|linha de endereço} {2|linha 2|complemento|adicional|complementar}
address2: {andar|sala|bloco|apto|conjunto} {|sala|andar|bloco}, complemento {|do|de} endereço, complemento morada
city: cidade, cidade do endereço comercial, localidade cidade, cidade município, endereço cidade, cidade endereço
city: cidade comercial, cidade localidade, concelho
city: {cidade|município|localidade|concelho} {|da|do|de|ou} {empresa|contato|contacto|município}
city: {cidade|município|localidade|concelho} {|da|do|de|ou} {cidade|localidade|1|trabalho}, nome da cidade, municipio
city: localidade, município
state: estado do endereço comercial, uf, estado uf, distrito, província distrito, uf estado, endereço estado
state: estado distrito, unidade federativa, estado endereço, estado comercial, estado ou província, distrito região
state: {estado|província|uf|distrito|região} {|ou|e|da|do} {província|uf|estado|distrito|região}
state: {estado|província|uf|distrito|região} {|ou|e|da|do} {empresa|federação}
state: {estado|província|uf|distrito|região} {|ou|e|da|do} {unidade federativa|endereço estado|sigla}
state: unidade {da federação|federativa|de federação}, sigla {do estado|estado|uf}
postal_code: cep, código postal morada, cep do endereço comercial, código de endereçamento postal, endereço cep
postal_code: cep código postal, código postal cep, código postal do endereço comercial, endereço código postal
postal_code: {código|cód|cod|c} {postal|de endereçamento postal|p|post} {|empresa|contato|cep|morada|1}
postal_code: cep {empresa|comercial|contato|código postal|1|do endereço|da empresa}, cod postal
country: país do endereço comercial, país região do endereço comercial, endereço país, país endereço, nome do país
country: país comercial, {país|pais} {|da|do|de|ou} {empresa|contato|contacto|residência|origem}
country: {país|pais} {|da|do|de|ou} {região|nome|1|domicílio|território|trabalho}, nome país
~country: código do país, {código|cód|iso|sigla|cod} {|do|de|iso} {país|pais}, país {iso|código|sigla}
language: idioma preferido contato, línguas, língua preferida, idioma do contato, idioma de preferência do contato
language: {idioma|língua|línguas|idiomas} {|de|do|da} {preferido|preferência|preferida|contato|comunicação|materna}
language: {idioma|língua|línguas|idiomas} {|de|do|da} {nativo|correspondência|principal|falado|cliente|contacto}
language: idioma, código idioma
notes: anotação, notas e observações, observação, obs, anotações gerais, anotações, observações
notes: {notas|observações|observação} {internas|interna|internos|adicionais|gerais|contato|do contato}
notes: {anotações|comentários|obs|apontamentos} {internas|interna|internos|adicionais|gerais|contato|do contato}
notes: {notas|observações|observação|anotações|comentários|obs|apontamentos} {cliente|comerciais|do lead}
notes: {notas|observações|observação} {e comentários|da visita|sobre o contato|extras}
notes: {anotações|comentários|obs|apontamentos} {e comentários|da visita|sobre o contato|extras}, apontamentos, memo
notes: anotações {e observações|do vendedor}
~notes: descrição, mensagem, comentário contato, sua mensagem, comentários gerais, dúvida, dúvidas, a sua mensagem
~notes: deixe sua mensagem, {informações|detalhes|dados} {adicionais|complementares|extras}, {texto|campo} livre
~notes: {mensagem|comentário} {do cliente|cliente|do contato|ou comentário|adicional}
~notes: {descrição|detalhes} {da necessidade|do projeto|da solicitação|do pedido}, comentários, comentário, detalhes
~notes: dúvidas ou comentários, solicitação
rating: classificação, avaliação
rating: {classificação|avaliação|qualidade|temperatura|nota} {|do|da|de} {lead|contato|prospect}
rating: {classificação|avaliação|qualidade|temperatura|nota} {|do|da|de} {cliente potencial|interesse|contacto}
rating: {nível|grau} {|de} interesse, temperatura
campaign: campanha, nome da campanha, campanha de marketing, campanhas, nome campanha
campaign: {campanha|campanhas} {|de} {marketing|origem|publicitária|fonte|nome|comercial|mailing|publicidade}
campaign: {nome|título|fonte} {|da|de} campanha
source: origem, fonte do contato, origem do contato, origem lead, como nos conheceu…, como soube de nós…
source: origem do contacto, como ficou sabendo…, como conheceu…, como ouviu falar…, origem da lead
source: fonte original do contato, origem do cliente potencial, canal de origem, fonte da lead, fonte de lead
source: origem do prospecto, fonte do prospecto
source: {origem|fonte|procedência|canal|mídia} {|do|da|de|dos} {lead|contato|cliente|prospect|leads|contacto|captação}
source: {origem|fonte|procedência|canal|mídia} {|do|da|de|dos} {registro|dados|aquisição}
source: {origem|fonte|procedência|canal|mídia} {|do|da|de|dos} {cadastro|original|negócio contato|inscrição}, fonte
source: {meio|canal} {de contato origem|de captação|de aquisição|de divulgação}, origem {original|inicial|primária}
created_at: criado em, data de criação, criado, data criação, criada em, criado a, data da criação
created_at: data e hora de criação, hora de criação, data hora criação, data de cadastramento
~created_at: data de cadastro, carimbo de data hora, data de registro, data de registo, data de inscrição
~created_at: data do cadastro, cadastrado em, registrado em, data de envio, data cadastro, data da conversão lead
~created_at: enviado em, adicionado em, data inscrição, registado em, inscrito em
status: situação, status do lead, estado da lead, status da lead, situação do lead, status do contato
status: estado do contacto, {status|situação|estado|estágio|fase} {|do|da|de} {lead|contato lead|prospect}
status: {status|situação|estado|estágio|fase} {|do|da|de} {leads|cliente potencial|qualificação|atendimento}
external_id: id externo contato, identificador do lead, código do lead, id do contato, código externo, id do contacto
external_id: {id|identificador|código|chave|número|nº} {|do|da|de} {lead|contato|prospect|registro|externo}
external_id: {id|identificador|código|chave|número|nº} {|do|da|de} {externa|único|pessoa}
external_id: {id|identificador|código|chave|número|nº} {|do|da|de} {contacto|cliente potencial|registo}
external_id: id {interno|sistema|crm|original}
~external_id: código do cliente, número do cliente
~external_id: {id|código|número|nº|chave|n|cód|matrícula} {|do|da|de} {cliente|participante}
~external_id: {id|código|número|nº|chave|n|cód|matrícula} {|do|da|de} {assinante|inscrição|credencial}
~external_id: {id|código|número|nº|chave|n|cód|matrícula} {|do|da|de} {crachá|visitante|associado}
~external_id: {id|código|número|nº|chave|n|cód|matrícula} {|do|da|de} {inscrito|cadastro|membro}, referência, ref
partner_name: parceiro, revenda, nome do parceiro, parceiro de negócios, revendedor autorizado, nome da revenda
partner_name: distribuidora, parceiro comercial, parceiro atribuído, canal parceiro, parceiro de canal, nome parceiro
partner_name: parceiro de vendas, nome do revendedor parceiro, concessionária
partner_name: {parceiro|revenda|revendedor|distribuidor|concessionária} {|comercial|atribuído}
partner_name: {parceiro|revenda} {autorizado|local|responsável revenda|de vendas}
partner_name: {revendedor|distribuidor|concessionária} {autorizado|local|responsável revenda|de vendas}
partner_name: {integrador|franquia|dealer} {|comercial|atribuído}
partner_name: {integrador|canal|franquia|dealer} {autorizado|local|responsável revenda|de vendas}
partner_name: {parceiro|revenda|revendedor|distribuidor|concessionária} {de canal|nome|oficial|recomendado}
partner_name: {parceiro|revenda|revendedor|distribuidor|concessionária} {empresa|escolhido|designado|indicado}
partner_name: {integrador|canal|franquia|dealer} {de canal|nome|oficial|recomendado}
partner_name: {integrador|canal|franquia|dealer} {empresa|escolhido|designado|indicado}
partner_name: {nome|empresa|razão social} {|do|da|de} {parceiro|revenda|revendedor|distribuidor}
partner_name: {nome|empresa|razão social} {|do|da|de} {concessionária|integrador|canal|franquia}
partner_id: código do parceiro, id do parceiro, código da revenda, id parceiro, código parceiro, número do parceiro
partner_id: código do revendedor, id da revenda, identificador do parceiro
partner_id: {id|código|número|nº|identificador|cód|cod} {|do|da|de} {parceiro|revenda|revendedor|distribuidor}
partner_id: {id|código|número|nº|identificador|cód|cod} {|do|da|de} {concessionária|integrador}
partner_id: {id|código|número|nº|identificador|cód|cod} {|do|da|de} {representante|franquia}
partner_id: {parceiro|revenda|distribuidor} {id|código|número|nº}
lead_score: pontuação, pontuação do lead, pontuação da lead, pontuação de lead, pontuação lead
lead_score: {pontuação|score|scoring|pontos} {|do|da|de|dos} {lead|leads|contato}
lead_score: {pontuação|score|scoring|pontos} {|do|da|de|dos} {prospect|total|contacto|cliente potencial}
do_not_contact: não contatar, descadastrado, não contactar, não enviar e mail, não enviar e mails, cancelou inscrição
do_not_contact: não entrar em contato, descadastrado e mail, não deseja contato, recusar e mail
~do_not_contact: não ligar, não telefonar, não perturbe
!do_not_contact: aceita receber e mails, aceita marketing contato, consentimento de marketing email, inscrito
!do_not_contact: aceita contato, aceita receber comunicações, aceita comunicações
+me: contato, participantes, inscritos, cliente contato, contactos principais, prospect contato, possível cliente
+me: cliente potencial, clientes potenciais, interessado, participante, inscrito, visitante
+work: comercial, profissional, escritório, corporativa, trabalho comercial
+home: residencial, residência, pessoal, casa residencial
+firm: da matriz
+bill: cobrança, faturamento endereço, endereço de cobrança
+other: outro, outra, outros, entrega, segundo telefone, adicionais, endereço de entrega
-: último contato, última modificação, modificado em, alterado em, atualizado em, criado por, vendedor responsável
-: responsável, usuário, segundo nome meio, nome do meio, sufixo, iniciais, data de nascimento, cônjuge, filhos
-: tipo de, quantidade, oportunidade, valor, moeda, produto interesse, estágio, cnpj, cpf, nif empresa, caixa postal
-: bairro, atribuído a, consentimento lgpd, lgpd, inscrição estadual, inscrição municipal, ramal, tags contato
-: atualizado, prioridade, probabilidade, receita esperada, funil, comercial vendedor, equipa
-: {último|última|próximo|próxima|anterior} {contato|contacto|atividade|modificação|visita}
-: {último|última|próximo|próxima|anterior} {ligação|ação|compra|conversão|atualização|alteração}
-: {criado|modificado|capturado|cadastrado|atualizado|registrado|alterado|atribuído} por
-: {nome|email|e mail|telefone} {do vendedor|do proprietário|do responsável|do consultor|do assistente|do dono}, dono
-: consultor, proprietário, executivo de contas, dono do contato, data de descadastro, data de cancelamento
-: indicado por, recomendado por, tipo de contato, tipo de cliente, naturalidade, nacionalidade, idade
-: produto de interesse, orçamento, nome para exibição do email, tipo de email
~state: {região|província}
?contact: contato, contacto comercial
"""
"""
Portuguese phrases, a meaning a line.
"""
