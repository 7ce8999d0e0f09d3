"""
What headers say in Portuguese.
"""

from __future__ import annotations

from typing import Final

__all__ = ["PORTUGUESE"]

PORTUGUESE: Final = """\
email: endereço de e mail, correio eletrônico, correio electrónico, e mail comercial, endereço e mail
email: e mail profissional, endereço eletrônico, e mail do contato, e mail de trabalho
email: endereço de correio eletrónico, e mail de contato, email do contacto
first_name: primeiro nome, nome próprio primeiro, nome primeiro, nome de batismo, prenome, primeiro nome contato
first_name: nome(s) próprio(s)
last_name: sobrenome, último nome, apelido, nome de família, apelidos família, sobrenomes, apelido último nome
last_name: sobrenome contato, apelidos nome
full_name: nome do contato, nome do contacto, nome e sobrenome, pessoa de contato, nome contato, nome contacto
full_name: pessoa de contacto, nome sobrenome, nome de exibição, nome e apelido, contato principal
full_name: nome do participante, nome para exibição, nome do contato principal, contacto principal nome
?customer: nome do cliente
salutation: tratamento, saudação, forma de tratamento, pronome de tratamento, título de cortesia tratamento
salutation: saudações
title: cargo função, título do cargo, cargo na empresa, cargo ocupado, cargo profissional, título profissional cargo
title: cargo atual, nome do cargo, título do trabalho, função cargo, título de trabalho, posição de trabalho
title: posto de trabalho, cargo do contato
~title: função, posição, ocupação, profissão cargo
department: setor departamento, depto departamento, departamento setor
mobile_phone: telefone celular, celular comercial, telemóvel, número do celular, celular whatsapp
mobile_phone: tel celular comercial, número de telemóvel, telefone móvel, nº telemóvel, número celular comercial
mobile_phone: número de celular comercial, celular com ddd, número do telemóvel, telefone telemóvel
mobile_phone: número de telefone celular, telefone celular com ddd
work_phone: telefone comercial, telefone do trabalho, telefone profissional, telefone trabalho
work_phone: telefone da empresa direto, telefone do escritório, telefone escritório, telefone de trabalho
work_phone: número de telefone comercial, tel comercial, telefone corporativo
~work_phone: telefone, número de telefone, telefone fixo, telefone principal, telefone de contato, telefones
~work_phone: número do telefone, telefone contato, telefone com ddd, telefone de contacto, fone, nº de telefone
~work_phone: telefone 1, numero telefone
home_phone: telefone residencial, telefone de casa, telefone casa, telefone particular, telefone pessoal
home_phone: telefone da residência, tel residencial
fax: fax comercial, número de fax comercial, número do fax, fax profissional, fax do trabalho
company: nome da empresa, nome empresa, organização, razão social, nome da organização, companhia
company: empresa organização, empregador, nome da companhia, nome da conta, instituição empresa, empresa instituição
company: organização empresa, nome organização, nome da instituição
~company: instituição, entidade patronal, nome fantasia
industry: ramo de atividade, segmento, setor, setor de atividade, sector de actividade, segmento de mercado, ramo
industry: área de atuação, ramo de atuação, segmento de atuação, setor da empresa, segmento da empresa
industry: atividade econômica, sector atividade
website: site da empresa, página da web, endereço do site, web site da empresa, página na web, url do site
website: página da internet, sítio da web, página pessoal da web
linkedin_url: perfil do linkedin, perfil no linkedin, url do linkedin, link do linkedin, url do perfil do linkedin
linkedin_url: linkedin do contato
employee_count: número de funcionários, funcionários, nº de funcionários, tamanho da empresa
employee_count: quantidade de funcionários, número de colaboradores, número de empregados, empregados, colaboradores
employee_count: total de funcionários, porte da empresa, qtd de funcionários, porte
annual_revenue: receita anual, faturamento anual, faturamento, facturação anual empresa, faturação anual
annual_revenue: volume de negócios anual, receita, volume de negócios, receitas anuais, vendas anuais
annual_revenue: rendimento anual empresa, receita anual da empresa
address1: rua, logradouro, endereço 1, rua do endereço comercial, linha de endereço 1, endereço linha 1
address1: rua endereço, morada 1, endereço rua, rua e número, rua comercial, rua número, endereço comercial rua
address1: linha de morada 1, morada linha 1, morada rua, avenida rua, rua do trabalho
~address1: endereço completo, morada completa, endereço postal, morada postal
address2: complemento, endereço 2, linha de endereço 2, endereço linha 2, rua 2, rua 2 do endereço comercial
address2: morada 2, rua do endereço comercial 2, complemento endereço, endereço complemento, morada linha 2
address2: linha de morada 2, complemento do endereço
city: cidade, cidade do endereço comercial, localidade cidade, cidade município, endereço cidade, cidade endereço
city: cidade comercial, cidade localidade, concelho
state: estado do endereço comercial, uf, estado uf, distrito, província distrito, uf estado, endereço estado
state: estado distrito, unidade federativa, estado endereço, estado comercial, estado ou província, distrito região
postal_code: cep, código postal morada, cep do endereço comercial, código de endereçamento postal, endereço cep
postal_code: cep código postal, código postal cep, código postal do endereço comercial, endereço código postal
country: país do endereço comercial, país região do endereço comercial, endereço país, país endereço, nome do país
country: país comercial
~country: código do país
language: idioma preferido contato, línguas, língua preferida, idioma do contato, idioma de preferência do contato
notes: anotação, notas e observações, observação, obs, anotações gerais, anotações, observações
~notes: descrição, mensagem, comentário contato, sua mensagem, comentários gerais, dúvida, dúvidas, a sua mensagem
~notes: deixe sua mensagem
rating: classificação, avaliação
campaign: campanha, nome da campanha, campanha de marketing, campanhas, nome campanha
source: origem, fonte do contato, origem do contato, origem lead, como nos conheceu…, como soube de nós…
source: origem do contacto, como ficou sabendo…, como conheceu…, como ouviu falar…, origem da lead
source: fonte original do contato, origem do cliente potencial, canal de origem, fonte da lead, fonte de lead
source: origem do prospecto, fonte do prospecto
created_at: criado em, data de criação, criado, data criação, criada em, criado a, data da criação
created_at: data e hora de criação, hora de criação, data hora criação, data de cadastramento
~created_at: data de cadastro, carimbo de data hora, data de registro, data de registo, data de inscrição
~created_at: data do cadastro, cadastrado em, registrado em, data de envio, data cadastro, data da conversão lead
~created_at: enviado em, adicionado em, data inscrição, registado em, inscrito em
status: situação, status do lead, estado da lead, status da lead, situação do lead, status do contato
status: estado do contacto
external_id: id externo contato, identificador do lead, código do lead, id do contato, código externo
external_id: id do contacto
~external_id: código do cliente, número do cliente
partner_name: parceiro, revenda, nome do parceiro, parceiro de negócios, revendedor autorizado, nome da revenda
partner_name: distribuidora, parceiro comercial, parceiro atribuído, canal parceiro, parceiro de canal
partner_name: nome parceiro, parceiro de vendas, nome do revendedor parceiro, concessionária
partner_id: código do parceiro, id do parceiro, código da revenda, id parceiro, código parceiro, número do parceiro
partner_id: código do revendedor, id da revenda, identificador do parceiro
lead_score: pontuação, pontuação do lead, pontuação da lead, pontuação de lead, pontuação lead
do_not_contact: não contatar, descadastrado, não contactar, não enviar e mail, não enviar e mails
do_not_contact: cancelou inscrição, não entrar em contato, descadastrado e mail, não deseja contato, recusar e mail
~do_not_contact: não ligar, não telefonar, não perturbe
!do_not_contact: aceita receber e mails, aceita marketing contato, consentimento de marketing email, inscrito
!do_not_contact: aceita contato, aceita receber comunicações, aceita comunicações
+me: contato, participantes, inscritos, cliente contato, contactos principais, prospect contato
+work: comercial, profissional, escritório, corporativa, trabalho comercial
+home: residencial, pessoal, casa residencial
+firm: da matriz
+bill: cobrança, faturamento endereço, endereço de cobrança
+other: outro, outra, outros, entrega, segundo telefone, adicionais, endereço de entrega
-: último contato, última modificação, modificado em, alterado em, atualizado em, criado por, vendedor responsável
-: responsável, usuário, segundo nome meio, nome do meio, sufixo, iniciais, data de nascimento, cônjuge, filhos
-: tipo de, quantidade, oportunidade, valor, moeda, produto interesse, estágio, cnpj, cpf, nif empresa, caixa postal
-: bairro, atribuído a, consentimento lgpd, lgpd, inscrição estadual, inscrição municipal, ramal, tags contato
-: atualizado, prioridade, probabilidade, receita esperada, funil, comercial vendedor, equipa
"""
"""
Portuguese phrases, a meaning a line.
"""
