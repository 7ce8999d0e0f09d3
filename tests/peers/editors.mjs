// What two rule editors make of what they are given: reads {filters, rules, fields, queries}.
// Prints the SQL that jQuery QueryBuilder makes of its rules, the JsonLogic that react-querybuilder makes of its
// queries, and the elements that it shows for the value of each operator.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(process.argv[2]);
const { JSDOM } = require('jsdom');
const { createElement } = require('react');
const { renderToStaticMarkup } = require('react-dom/server');
const { QueryBuilder, formatQuery } = require('react-querybuilder');
const given = JSON.parse(readFileSync(0, 'utf8'));

const { window } = new JSDOM('<div id="builder"></div>', { runScripts: 'outside-only' });
for (const name of ['jquery/dist/jquery.js', 'jQuery-QueryBuilder/dist/js/query-builder.standalone.js'])
  window.eval(readFileSync(require.resolve(name), 'utf8'));
const builder = window.jQuery('#builder');
const there = value => window.JSON.parse(JSON.stringify(value)); // its "instanceof Array" knows its own window's only
builder.queryBuilder({ filters: there(given.filters) });
const sql = given.rules.map(rules => {
  const { sql, params } = builder.queryBuilder('getSQL', 'question_mark', false, there(rules));
  return { sql, params };
});

const logic = given.queries.map(query => formatQuery(query, 'jsonlogic'));

// Wired as the reference page says.
const ofOperator = (member) => (_name, operator, { fieldData }) =>
  fieldData.operators.find(one => one.name === operator)?.[member];
const shown = (field, operator) => {
  const html = renderToStaticMarkup(createElement(QueryBuilder, {
    fields: given.fields,
    query: { combinator: 'and', rules: [{ field, operator, value: '' }] },
    getInputType: ofOperator('inputType'),
    getValueEditorType: ofOperator('valueEditorType'),
  }));
  return [...html.matchAll(/<(input|select|textarea)([^>]*)>/g)]
    .filter(([, , rest]) => /rule-value|rule-value-list-item/.test(rest))
    .map(([, tag, rest]) => [tag, rest.match(/type="(\w+)"/)?.[1], / multiple/.test(rest) ? 'multiple' : ''].filter(Boolean).join(' '));
};
const editors = Object.fromEntries(given.fields.map(field =>
  [field.name, Object.fromEntries(field.operators.map(one => [one.name, shown(field.name, one.name).join(', ')]))]));
console.log(JSON.stringify({ sql, logic, editors }));
