// What the site's scripts and styles do, in a real Chromium, case by case.
//
//     KOHYO_OUT=OUT node --test behaviour.mjs        or        node behaviour.mjs OUT
//
// The cases are in `behaviour/`, one file for each thing a reader does.

import { after } from 'node:test';
import { openStage } from './lib/stage.mjs';
import { home } from './behaviour/home.mjs';
import { items } from './behaviour/items.mjs';
import { languages } from './behaviour/languages.mjs';
import { keyboard } from './behaviour/keyboard.mjs';
import { print } from './behaviour/print.mjs';
import { folder } from './behaviour/folder.mjs';
import { missing } from './behaviour/missing.mjs';
import { search } from './behaviour/search.mjs';
import { changes } from './behaviour/changes.mjs';
import { differences } from './behaviour/differences.mjs';

const output = process.env.KOHYO_OUT ?? process.argv[2];
if (!output) {
  console.error('usage: KOHYO_OUT=OUT node --test behaviour.mjs');
  process.exit(2);
}

const stage = await openStage(output);
after(() => stage.close());
// One after another: the clipboard and the focus are one for the whole browser.
for (const cases of [home, items, languages, keyboard, print, folder, missing, search, changes, differences]) cases(stage);
