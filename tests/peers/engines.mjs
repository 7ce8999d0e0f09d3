// What two engines of JsonLogic say: reads [rules, leads], prints {engine: [[answer of each lead] of each rule]}.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(process.argv[2]);
const jsonLogic = require('json-logic-js');
const { LogicEngine } = require('json-logic-engine');
const [rules, leads] = JSON.parse(readFileSync(0, 'utf8'));
const startsWith = (text, piece) => typeof text === 'string' && text.startsWith(piece);
const endsWith = (text, piece) => typeof text === 'string' && text.endsWith(piece);

jsonLogic.add_operation('startsWith', startsWith);
jsonLogic.add_operation('endsWith', endsWith);
const engine = new LogicEngine();
engine.addMethod('startsWith', ([text, piece]) => startsWith(text, piece));
engine.addMethod('endsWith', ([text, piece]) => endsWith(text, piece));

const answers = apply => rules.map(rule => leads.map(lead => {
  try { return Boolean(apply(rule, lead)); } catch (error) { return `raises ${error.message ?? error}`; }
}));
console.log(JSON.stringify({
  'json-logic-js': answers((rule, lead) => jsonLogic.apply(rule, lead)),
  'json-logic-engine': answers((rule, lead) => engine.run(rule, lead)),
}));
