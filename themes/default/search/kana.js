/* What was typed in kana, as the words that are read so. */

/** How much a word counts that is read as was typed. */
const READ = 0.9;

/** What was typed in kana: as it is, in katakana, and in the words that are read so. */
async function groupsOfKana(kana, index) {
  const readings = await index.readings();
  const groups = [];
  const words = readings.has(kana) ? [kana] : spelled(kana, readings);
  for (const said of words) {
    const read = readings.get(said) ?? [];
    const parts = read.length === 1 ? wordsOf([...read[0]], index.words) : [];
    if (parts.length > 1) {
      groups.push(...groupsOfWords(parts, index));
      continue;
    }
    const itself = { phrase: said, weight: 1 };
    const ways = read.map((phrase) => ({ phrase, weight: READ }));
    // Pairs of kana stand everywhere: where it is known what is meant, only words that are written in kana as well are asked for.
    const more = read.length > 0 && index.words.has(said) ? [itself] : [];
    if (read.length === 0) ways.push(itself, { phrase: katakana(said), weight: READ });
    for (const word of read) {
      const others = index.words.get(word);
      for (const other of others?.same ?? []) ways.push({ phrase: other, weight: OTHER * READ });
      for (const other of others?.called ?? []) more.push({ phrase: other, weight: CALLED * READ });
    }
    groups.push(grouped(said, ways, more, index));
  }
  if (words.length > 1) {
    const phrase = words.map((word) => readings.get(word)?.[0] ?? word).join('');
    groups.push({ ...grouped(phrase, [{ phrase, weight: WHOLE }], [], index), hint: true });
  }
  return groups;
}

const katakana = (kana) => form(kana.replace(/[\u3041-\u3096]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0x60)));

/** Kana divided into known readings with as little between them as can be; what only joins is left out. */
function spelled(kana, readings) {
  const best = [{ cost: 0 }];
  for (let at = 0; at < kana.length; at += 1) {
    for (let end = at + 1; best[at] && end <= kana.length; end += 1) {
      const part = kana.slice(at, end);
      const known = end - at > 1 && readings.has(part);
      const joins = at > 0 && end < kana.length && JOINS.has(part);
      const cost = best[at].cost + (known ? 1 : joins ? 1.2 : 3 + 0.5 * part.length);
      if (!best[end] || cost < best[end].cost) best[end] = { cost, from: at, word: known || !joins ? part : null };
    }
  }
  const words = [];
  for (let at = kana.length; at > 0; at = best[at].from) if (best[at].word) words.unshift(best[at].word);
  return words.some((word) => readings.has(word)) ? words : [kana];
}
