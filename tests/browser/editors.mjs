// Does in a real browser what people do: reads {chromium, arguments, pages, fields, tries}; a try is {query, acts}.
// An act is [what, number of the rule or group, name or values]. Prints for each try which rules the page shows, with the types
// of their inputs and the values in them, and the query that the page holds.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(process.argv[2]);
const { chromium } = require('playwright-core');
const given = JSON.parse(readFileSync(0, 'utf8'));

const browser = await chromium.launch({ executablePath: given.chromium, args: given.arguments });
const page = await browser.newPage();
const mistakes = [];
page.on('pageerror', error => mistakes.push(String(error)));
page.on('console', said => said.type() === 'error' && mistakes.push(said.text()));
await page.goto(`${given.pages}/react.html`);
page.setDefaultTimeout(5000);

const rule = number => page.locator('.rule').nth(number);
const inputs = number => rule(number).locator('.rule-value:not(span), .rule-value input');

const put = async (input, value) => {
  switch (await input.evaluate(element => element.type)) {
    case 'checkbox': return input.setChecked(value);
    case 'select-one': return input.selectOption({ label: value });
    case 'select-multiple': return input.selectOption(value.map(label => ({ label })));
    default: return input.fill(value);
  }
};
const acts = {
  add: group => page.locator('.ruleGroup-addRule').nth(group).press('Enter'),
  addGroup: group => page.locator('.ruleGroup-addGroup').nth(group).press('Enter'),
  combinator: (number, name) => page.locator('.ruleGroup-combinators').nth(number).selectOption(name),
  not: number => page.locator('.ruleGroup-notToggle input').nth(number).check(),
  field: (number, name) => rule(number).locator('.rule-fields').selectOption(name),
  operator: (number, name) => rule(number).locator('.rule-operators').selectOption(name),
  async value(number, values) {
    for (const [at, value] of values.entries()) await put(inputs(number).nth(at), value);
  },
  async append(number, text) {
    await inputs(number).first().press('Control+End');
    await inputs(number).first().pressSequentially(text);
  },
};

const tried = [];
for (const { query, acts: wanted } of given.tries) {
  await page.evaluate(([fields, query]) => window.show(fields, query), [given.fields, query]);
  await page.waitForFunction(() => window.query);
  for (const [what, ...about] of wanted) await acts[what](...about);
  // What the page itself changes after it was drawn counts too.
  await page.evaluate(() => new Promise(done => setTimeout(() => requestAnimationFrame(done), 30)));
  tried.push(await page.evaluate(() => ({
    rules: [...document.querySelectorAll('.rule')].map(rule => {
      const inputs = [...rule.querySelectorAll('.rule-value, .rule-value input')].filter(one => one.matches('input, select, textarea'));
      return {
        field: rule.querySelector('.rule-fields').value,
        operator: rule.querySelector('.rule-operators').value,
        types: inputs.map(one => one.type),
        values: inputs.map(one => one.type === 'checkbox' ? one.checked
          : one.type === 'select-multiple' ? [...one.selectedOptions].map(option => option.value) : one.value),
      };
    }),
    query: JSON.parse(JSON.stringify(window.query, (key, value) => key === 'id' ? undefined : value)),
  })));
}
await browser.close();
console.log(JSON.stringify({ tried, mistakes }));
