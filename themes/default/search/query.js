/* What somebody typed, as groups of tokens: every group is one thing that was asked for, said in one or more ways. */

/** How much other words for a thing count, what documents call it, what another language calls it, words inside it, and
    the kanji of a verb alone. */
const OTHER = 0.75;
const CALLED = 0.6;
const ABROAD = 0.4;
const INSIDE = 0.65;
const STEM = 0.6;
/** How much it counts that words stand beside each other as they were typed. */
const WHOLE = 0.4;
/** So many ways of saying a thing are looked for at once, and so many more where hardly anybody says it so. */
const MOST_WAYS = 6;
const MOST_MORE = 6;

/**
 * @typedef {{phrase: string, terms: string[], weight: number, verb?: boolean}} Way `verb`: the kanji of one, no part of another word
 * @typedef {{said: string, ways: Way[], more: Way[], open: boolean, hint?: boolean, asked?: boolean}} Group
 *   `more`: ways for when the others find little; `open`: its last word may still be typed on; `hint`: it was not asked
 *   for by name; `asked`: it is what a question asks for
 */

/** @param {Index} index @returns {Promise<Group[]>} */
async function groupsOf(query, index) {
  const all = query.replace(/(\p{L})['’]s?(?!\p{L})/gu, '$1').split(/[\p{White_Space}、。，．,;；:：!！?？"“”「」『』()（）［］【】〈〉]+/u).filter(Boolean);
  const telling = all.filter((piece) => !saysNothing(form(piece)));
  const pieces = telling.length > 0 ? telling : all;
  const ends = /[\p{White_Space}]$/u.test(query);
  const groups = [];
  for (let at = 0; at < pieces.length;) {
    const phrase = phraseAt(pieces, at, index);
    if (phrase) groups.push(phrase.group);
    else groups.push(...await groupsOfPiece(pieces[at], index));
    at += phrase?.read ?? 1;
  }
  // A stop word that other words are known for says nothing beside what was asked for: it, IT.
  const said = groups.filter((group) => group.ways[0].terms.length > 0);
  const some = said.length > 0 ? said : groups.filter((group) => group.ways.some((way) => way.terms.length > 0));
  const named = some.filter((group) => !group.hint);
  if (named.length === 0) return named;
  named.at(-1).open = !ends;
  return [...some, ...hintsOf(query, named, index)];
}

/** Several words that have synonyms together: `my number`. */
function phraseAt(pieces, at, index) {
  for (let read = Math.min(4, pieces.length - at); read > 1; read -= 1) {
    const said = form(pieces.slice(at, at + read).join(' '));
    if (index.others(said)) return { read, group: groupOf({ said, tail: '' }, index) };
  }
  return null;
}

const form = (words) => normalise(words).chars.join('');

async function groupsOfPiece(piece, index) {
  const { chars } = normalise(piece);
  const groups = [];
  for (const chunk of withoutDates(chars, groups)) {
    const said = chunk.join('');
    if (/^[\u3041-\u3096ー]{2,}$/.test(said) && !index.words.has(said)) groups.push(...await groupsOfKana(said, index));
    else groups.push(...groupsOfWords(wordsIn(chunk, index), index));
  }
  return groups;
}

/** The words of what was typed without spaces; the whole where all of it seems to say nothing. */
function wordsIn(chunk, index) {
  const words = wordsOf(chunk, index.words);
  return words.length > 0 ? words : [{ said: chunk.join(''), tail: '', glued: false }];
}

/** Each word by itself; those beside each other together as well, for items that have them so. */
function groupsOfWords(words, index) {
  const groups = words.map((word) => groupOf(word, index));
  for (let from = 0; from < words.length;) {
    let to = from + 1;
    while (words[to]?.glued) to += 1;
    if (to - from > 1) {
      const said = words.slice(from, to).map((word, n) => word.said + (from + n + 1 < to ? word.tail : '')).join('');
      groups.push({ ...grouped(said, [{ phrase: said, weight: WHOLE }], [], index), hint: true });
    }
    from = to;
  }
  return groups;
}

function groupOf(word, index) {
  const { ways, more } = waysOf(word, index);
  return grouped(word.said, ways, more, index);
}

/** A kanji with what inflects it. */
const isVerb = ({ said, tail }) => tail !== '' && [...said].length === 1 && kindOf(said) === 'kanji';

function grouped(said, ways, more, index, most = MOST_WAYS) {
  const seen = new Set();
  const fresh = (list, most) => list.filter(({ phrase }) => !seen.has(phrase) && seen.add(phrase)).slice(0, most)
    .map((way) => ({ ...way, terms: way.terms ?? termsOf(way.phrase, index.language) })).filter((way) => way.phrase === said || isSaid(way));
  return { said, open: false, ways: fresh(ways, most), more: fresh(more, MOST_MORE) };
}

/** Other words of which stop words leave just one say something else: `how long` is no `long`. */
const isSaid = ({ phrase, terms }) => terms.length > 1 || !/^[a-z]+ /.test(phrase);

/** Takes dates out: they are found however the year is counted. Gives what is left between them. */
function withoutDates(chars, groups) {
  const rest = [];
  let start = 0;
  for (let at = 0; at < chars.length; at += 1) {
    if (kindOf(chars[at]) !== 'digit') continue;
    let end = at;
    while (kindOf(chars[end]) === 'digit') end += 1;
    const date = dateAt(chars, at, end);
    if (date) {
      const said = chars.slice(date.from, date.to).join('');
      groups.push({ said, open: false, ways: [{ phrase: '', terms: [date.tokens.at(-1)], weight: 1 }], more: [] });
      rest.push(chars.slice(start, date.from));
      start = date.to;
    }
    at = end - 1;
  }
  return [...rest, chars.slice(start)].filter((part) => part.some((c) => kindOf(c)));
}

/** The word itself and words that mean the same; and what the documents may call it, which is looked for later. */
function waysOf({ said, tail }, index) {
  const inflected = tail !== '' && kindOf(said.at(-1)) === 'kanji';
  const verb = isVerb({ said, tail });
  const ways = [{ phrase: verb ? said + tail[0] : said, weight: 1 }];
  const more = [];
  const add = (others, same, called) => {
    for (const other of others?.same ?? []) ways.push({ phrase: other, weight: same });
    for (const other of others?.called ?? []) more.push({ phrase: other, weight: called });
    for (const other of others?.abroad ?? []) {
      more.push({ phrase: other, weight: ABROAD });
      for (const alike of index.words.get(other)?.same ?? []) more.push({ phrase: alike, weight: ABROAD * OTHER });
    }
  };
  add(index.others(said), OTHER, CALLED);
  if (inflected) add(index.words.get(said + tail) ?? index.words.get(said + tail[0]), OTHER, CALLED);
  const spelled = tail === '' ? undefined : withSecondVerb(said + tail);
  if (spelled) {
    ways.push({ phrase: spelled, weight: READ });
    add(index.others(spelled), OTHER, CALLED);
  } else if (verb) {
    for (const other of index.verbs.get(said)?.called ?? []) ways.push({ phrase: other, weight: OTHER });
    ways.splice(MOST_WAYS - 1, 0, { phrase: said, weight: STEM, verb: true });
  }
  if (ways.length === 1 && isDense(said.at(-1))) {
    for (const inside of allInside(said, index.words)) {
      for (const other of index.words.get(inside).same) ways.push({ phrase: said.replace(inside, other), weight: INSIDE });
      for (const other of index.words.get(inside).called) more.push({ phrase: said.replace(inside, other), weight: INSIDE * CALLED });
    }
  }
  return { ways, more };
}

/** The words with synonyms that stand in what was typed, the longest first, none inside another. */
function allInside(said, words) {
  const found = [];
  for (let length = said.length - 1; length >= 2; length -= 1) {
    for (let at = 0; at + length <= said.length; at += 1) {
      const part = said.slice(at, at + length);
      if (!words.has(part) || cutsWord(said, at, at + length) || found.some((longer) => longer.includes(part))) continue;
      found.push(part);
    }
  }
  return found;
}

/** The tokens to look for. Signs alone only where they stand alone; pairs of hiragana only where there is nothing else. */
function termsOf(phrase, language) {
  const chars = [...phrase];
  const found = [];
  const weak = [];
  eachToken(chars, (kind, token) => {
    if (kind === 'word') {
      const word = indexed(token, language);
      if (word) found.push(word);
    } else if (kind === 'two') (/[\u3041-\u3096]$/.test(token) || /^[\u3041-\u3096]/.test(token) ? weak : found).push(token);
    else if (kind === 'mark') found.push(token);
  });
  chars.forEach((c, at) => {
    if (kindOf(c) === 'kanji' && !isDense(chars[at - 1]) && !isDense(chars[at + 1])) found.push(c);
  });
  return [...new Set(found.length > 0 ? found : weak)];
}
