// Gives rules to jQuery QueryBuilder in a real browser: reads {chromium, arguments, filters, rules}.
// Prints for each what its inputs show, and the rules that it gives back.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(process.argv[2]);
const { chromium } = require('playwright-core');
const given = JSON.parse(readFileSync(0, 'utf8'));

const browser = await chromium.launch({ executablePath: given.chromium, args: given.arguments });
const page = await browser.newPage();
await page.setContent('<div id="builder"></div>');
for (const name of ['jquery/dist/jquery.js', 'jQuery-QueryBuilder/dist/js/query-builder.standalone.js'])
  await page.addScriptTag({ path: require.resolve(name) });
await page.evaluate(filters => jQuery('#builder').queryBuilder({ filters }), given.filters);

const back = [];
for (const rules of given.rules)
  back.push(await page.evaluate(rules => {
    const builder = jQuery('#builder');
    builder.queryBuilder('setRules', rules);
    const value = input => input.type === 'select-multiple' ? [...input.selectedOptions].map(one => one.value) : input.value;
    return {
      shown: [...document.querySelectorAll('.rule-value-container')].map(container =>
        [...container.querySelectorAll('input, select, textarea')].filter(one => one.type !== 'radio' || one.checked).map(value)),
      rules: JSON.parse(JSON.stringify(builder.queryBuilder('getRules'))),
    };
  }, rules));
await browser.close();
console.log(JSON.stringify(back));
