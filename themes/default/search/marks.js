/* Where in a text the words stand that were asked for: marked, and the stretch that shows most of them. */

/** Signs of a stretch; of a text in letters twice as many. */
const SNIPPET = 110;

/** Where the phrases stand in a text, or their parts where no phrase does: from, to, in the text as it is written. */
function hitsIn(text, groups, parts = true) {
  const { chars, at } = normalise(text);
  const all = chars.join('');
  // Characters outside the basic plane are two units of a string, one here.
  const simple = all.length === chars.length;
  const hits = [];
  for (const { ways, hint } of groups) {
    const before = hits.length;
    for (const { phrase, verb } of ways) if (phrase) add(phrase, 1, verb);
    if (!parts || hint || hits.length > before) continue;
    // Parts of what was typed, but no pairs of kana, which stand in every other word, and none of words that mean the same.
    for (const term of ways[0].terms) if (isTelling(term)) add(term, 0);
    for (const way of ways) for (const term of way.terms) if (/^y\d/.test(term)) addDates(term);
  }
  return merged(hits);

  function add(phrase, weight, verb = false) {
    const letters = kindOf(phrase[0]) === 'letter';
    for (let found = all.indexOf(phrase); simple && found >= 0; found = all.indexOf(phrase, found + phrase.length)) {
      if (letters && kindOf(chars[found - 1]) === 'letter') continue;
      if (verb && !standsIn(chars.slice(Math.max(0, found - 1), found + 2).join(''), phrase)) continue;
      let end = found + phrase.length;
      while (letters && kindOf(chars[end]) === 'letter') end += 1;
      hits.push({ from: at[found], to: at[end] ?? text.length, weight });
    }
  }

  function addDates(term) {
    for (let start = 0; start < chars.length; start += 1) {
      if (kindOf(chars[start]) !== 'digit' || kindOf(chars[start - 1]) === 'digit') continue;
      let end = start;
      while (kindOf(chars[end]) === 'digit') end += 1;
      const date = dateAt(chars, start, end);
      if (date?.tokens.includes(term)) hits.push({ from: at[date.from], to: at[date.to] ?? text.length, weight: 1 });
    }
  }
}

/** A token by which a word is recognised: a word of letters or a number, or two signs with a kanji. */
const isTelling = (term) => !/^[?y]\d/.test(term) && (!isDense(term[0]) || (term.length > 1 && /[^\u3041-\u30ff]/.test(term)));

function merged(hits) {
  const out = [];
  for (const hit of hits.sort((a, b) => a.from - b.from || b.to - a.to)) {
    const last = out.at(-1);
    if (last && hit.from <= last.to) {
      last.to = Math.max(last.to, hit.to);
      last.weight = Math.max(last.weight, hit.weight);
    } else out.push({ ...hit });
  }
  return out;
}

/** A whole text with its hits marked. */
function marked(text, groups, hits = hitsIn(text, groups), start = 0, end = text.length) {
  const nodes = [];
  const words = [];
  let at = start;
  for (const { from, to } of hits.filter((hit) => hit.from >= start && hit.to <= end)) {
    if (from > at) nodes.push(text.slice(at, from).replace(/\s+/g, ' '));
    nodes.push(element('mark', {}, text.slice(from, to)));
    words.push(text.slice(from, to));
    at = to;
  }
  if (at < end) nodes.push(text.slice(at, end).replace(/\s+/g, ' '));
  return { nodes, words };
}

/** The stretch of a text with the most hits, from the beginning of a sentence where one is near. */
function snippetOf(text, groups) {
  if (text === '') return { nodes: [], words: [] };
  const hits = hitsIn(text, groups);
  const room = /[\u3040-\u9fff]/.test(text) ? SNIPPET : 2 * SNIPPET;
  const weigh = ({ from }) => hits.reduce((sum, hit) => sum + (hit.from >= from && hit.to <= from + room ? 1 + 4 * hit.weight : 0), 0);
  const best = hits.reduce((one, other) => (weigh(other) > weigh(one) ? other : one), hits[0] ?? { from: 0 });
  const lead = Math.max(0, best.from - room / 3);
  const sentence = Math.max(text.lastIndexOf('。', best.from), text.lastIndexOf('\n', best.from), text.lastIndexOf('. ', best.from)) + 1;
  let start = sentence >= lead ? sentence : Math.round(lead);
  if (start > 0 && /[\udc00-\udfff]/.test(text[start])) start -= 1;
  start = wordStart(text, start);
  let end = wordEnd(text, Math.min(text.length, start + room));
  for (const hit of hits) if (hit.from < end && hit.to > end) end = hit.to;
  if (/[\ud800-\udbff]/.test(text[end - 1])) end += 1;
  const { nodes, words } = marked(text, groups, hits, start, end);
  return { nodes: [...(start > 0 ? ['…'] : []), ...nodes, ...(end < text.length ? ['…'] : [])], words };
}

/** Where the word begins that a place lies in; the place itself in a text without spaces. */
function wordStart(text, at) {
  const begun = /[A-Za-z0-9'’-]*$/.exec(text.slice(Math.max(0, at - 30), at))[0].length;
  return at > 0 && /[A-Za-z0-9]/.test(text[at] ?? '') ? at - begun : at;
}

function wordEnd(text, at) {
  return at < text.length && /[A-Za-z0-9]/.test(text[at - 1] ?? '') ? at + /^[A-Za-z0-9'’-]*/.exec(text.slice(at, at + 30))[0].length : at;
}
