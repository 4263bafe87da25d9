// Every page and stylesheet of built sites through the Nu HTML Checker.
//
//     node validate.mjs OUT…
//
// Exit 0 no errors, 1 errors (`file:line:column message`), 2 could not run. Warnings are counted.

import path from 'node:path';
import { parseArgs } from 'node:util';
import { listFiles } from './lib/pages.mjs';
import { checkCss, checkHtml } from './lib/vnu.mjs';
import { runAsCommand } from './lib/command.mjs';
import { groupBy } from './lib/group.mjs';

const SHOWN = 50;

await runAsCommand('usage: node validate.mjs OUT…', async (usage) => {
  const { positionals: folders } = parseArgs({ allowPositionals: true });
  if (folders.length === 0) usage();
  const [pages, sheets] = await Promise.all([filesOf(folders, '.html'), filesOf(folders, '.css')]);
  if (pages.length === 0) throw new Error(`no html pages under ${folders.join(', ')}`);
  const messages = [...await checkHtml(pages), ...(sheets.length > 0 ? await checkCss(sheets) : [])];
  return report(messages, `${pages.length} pages, ${sheets.length} stylesheets`);
});

async function filesOf(folders, extension) {
  const lists = await Promise.all(folders.map(async (folder) =>
    (await listFiles(folder, extension)).map((name) => path.resolve(folder, name))));
  return lists.flat();
}

function report(messages, checked) {
  const errors = messages.filter((message) => message.level === 'error');
  for (const error of errors.slice(0, SHOWN)) console.log(`${place(error)} ${error.text}`);
  if (errors.length > SHOWN) console.log(`… and ${errors.length - SHOWN} more errors`);
  count('warnings', messages.filter((message) => message.level === 'warning'));
  count('not known to the checker', messages.filter((message) => message.level === 'unknown'));
  console.log(`${checked}: ${errors.length} errors`);
  return errors.length > 0 ? 1 : 0;
}

function place({ file, line, column }) {
  const short = path.relative('', file);
  return `${short.startsWith('..') ? file : short}:${line}:${column}`;
}

/** Warnings repeat on every page, so each text is shown once, with how often and where first. */
function count(title, messages) {
  if (messages.length > 0) console.log(`${messages.length} ${title}:`);
  for (const [text, same] of groupBy(messages, (message) => message.text)) {
    console.log(`  ${same.length} × ${text} (first: ${place(same[0])})`);
  }
}
