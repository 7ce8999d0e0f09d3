// Looks at charts in a real browser: reads {chromium, arguments, pages, charts, shots}, charts by name.
// Prints for each chart what its texts and marks measure, its name and description for screen readers, and for each way
// of showing it the contrast of every text with what is behind it, from the pixels. With shots, pictures are kept there.
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';

const require = createRequire(process.argv[2]);
const { chromium } = require('playwright-core');
const given = JSON.parse(readFileSync(0, 'utf8'));

const browser = await chromium.launch({ executablePath: given.chromium, args: given.arguments });
const page = await browser.newPage({ viewport: { width: 640, height: 640 } });
const eye = await browser.newPage(); // decodes screenshots

const address = svg => `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
const light = '<body style="margin:0;background:#fff;color:#111">';
const dark = '<body style="margin:0;background:#111;color:#eee">';
const schemes = '<meta name="color-scheme" content="light dark">';
const ways = {
  page: { in: svg => light + svg },
  'dark page': { scheme: 'dark', in: svg => dark + svg },
  'page of either scheme': { in: svg => `${schemes}<body style="margin:0">${svg}` },
  'page of either scheme, dark': { scheme: 'dark', in: svg => `${schemes}<body style="margin:0">${svg}` },
  'picture in a page': { in: svg => `${light}<img src="${address(svg)}">` },
  'picture in a light page of a reader in the dark': { scheme: 'dark', in: svg => `${light}<img src="${address(svg)}">` },
  'picture in a dark page': { scheme: 'dark', in: svg => `${dark}<img src="${address(svg)}">` },
  'picture in a page of either scheme, dark': { scheme: 'dark', in: svg => `${schemes}<body style="margin:0"><img src="${address(svg)}">` },
  file: { file: true },
  'file, dark': { scheme: 'dark', file: true },
  'page, printed': { media: 'print', in: svg => light + svg },
  'dark page, printed': { media: 'print', scheme: 'dark', in: svg => `<style>@media print{body{background:#fff!important}}</style>${dark}${svg}` },
  'page of either scheme, dark, printed': { media: 'print', scheme: 'dark', in: svg => `${schemes}<body style="margin:0">${svg}` },
  'file, dark, printed': { media: 'print', scheme: 'dark', file: true },
  'file, own colours': { forced: 'active', scheme: 'dark', file: true },
};

const show = async html => {
  await page.goto('about:blank'); // a file of its own cannot be given other contents
  await page.setContent(html);
};

const measured = () => {
  const box = element => (({ x, y, width, height }) => ({ x, y, width, height }))(element.getBBox());
  const svg = document.querySelector('svg');
  return {
    room: [svg.viewBox.baseVal.width, svg.viewBox.baseVal.height],
    texts: [...svg.querySelectorAll('text')].map(text => ({ said: text.textContent, ...box(text) })),
    marks: [...svg.querySelectorAll('rect')].map(box),
  };
};

// How much the colours of each box differ at most from the one behind it: of texts the most frequent colour of the box,
// of bars the colour of the picture's corner.
const contrasts = async ([png, texts, marks]) => {
  const image = await createImageBitmap(await (await fetch(png)).blob());
  const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const light = ([r, g, b]) => {
    const [R, G, B] = [r, g, b].map(one => one / 255).map(one => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
    return 0.2126 * R + 0.7152 * G + 0.0722 * B;
  };
  const colours = ({ x, y, width, height }) => {
    const { data } = context.getImageData(Math.max(x, 0), Math.max(y, 0), Math.ceil(width), Math.ceil(height));
    const counts = new Map();
    for (let at = 0; at < data.length; at += 4) {
      const key = data.slice(at, at + 3).join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return [...counts].sort((one, other) => other[1] - one[1]).map(([key]) => light(key.split(',').map(Number)));
  };
  const ratio = (one, other) => Math.round((Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05) * 10) / 10;
  const [corner] = colours({ x: 1, y: 1, width: 1, height: 1 });
  const most = (seen, behind) => Math.max(...seen.map(one => ratio(one, behind)));
  return {
    texts: texts.map(colours).map(seen => most(seen, seen[0])),
    marks: marks.map(colours).map(seen => most(seen, corner)),
  };
};
const visible = boxes => boxes.filter(one => one.width >= 1 && one.height >= 1);

const found = {};
for (const [name, svg] of Object.entries(given.charts)) {
  await page.emulateMedia({ colorScheme: 'light', media: 'screen', forcedColors: 'none' });
  await show(light + svg);
  const chart = await page.evaluate(measured);
  const devtools = await page.context().newCDPSession(page);
  const { nodes } = await devtools.send('Accessibility.getFullAXTree');
  await devtools.detach(); // while it is there, nothing is printed or dark
  const node = nodes.find(one => !one.ignored && /^(img|image|graphics)/i.test(one.role?.value ?? ''));
  chart.name = node?.name?.value;
  chart.description = node?.description?.value;
  chart.contrasts = {};
  const file = `${process.argv[2]}chart.svg`;
  for (const [way, { scheme = 'light', media = 'screen', forced = 'none', file: alone, in: around }] of Object.entries(ways)) {
    await page.emulateMedia({ colorScheme: scheme, media, forcedColors: forced });
    if (alone) {
      writeFileSync(file, svg);
      await page.goto(`file://${file}`);
    } else await show(around(svg));
    const asked = [media === 'print', scheme === 'dark', forced === 'active'];
    const answered = await page.evaluate(() => ['print', '(prefers-color-scheme: dark)', '(forced-colors: active)'].map(one => matchMedia(one).matches));
    if (asked.join() !== answered.join()) throw new Error(`${way}: the page is shown otherwise`);
    const clip = { x: 0, y: 0, width: chart.room[0], height: Math.max(chart.room[1], 1) };
    const png = await page.screenshot({ clip });
    if (given.shots) writeFileSync(`${given.shots}/${name} - ${way}.png`, png);
    const address = `data:image/png;base64,${png.toString('base64')}`;
    chart.contrasts[way] = await eye.evaluate(contrasts, [address, visible(chart.texts), visible(chart.marks)]);
  }
  found[name] = chart;
}
await browser.close();
console.log(JSON.stringify(found));
