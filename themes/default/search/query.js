/* What somebody typed, as groups of tokens: every group is one thing that was asked for, said in one or more ways. */

/** Hiragana between two words that only joins them. */
const JOINS = /^(?:の|を|に|が|は|と|や|で|へ|も|か|から|まで|より|への|での|との|からの|までの|における|に関する|に関しての|に係る|に対する|による|について|についての|として|としての|という|など|などの|する|した|して|される|された|されて|している|していた|できる|な|には|では|とは)$/;
/** What a question asks for, in the words of labels. It orders what is found, but finds nothing by itself. */
const ASKED = {
  ja: { どこ: '場所', いつまで: '期間', いつから: '時期', いつ: '時期', だれに: '提供先', 誰に: '提供先', なぜ: '理由', どうやって: '方法', どのように: '方法', 何人: '人数', 何のため: '目的', },
  en: { where: 'place', when: 'date', why: 'reason', 'how long': 'period', 'how many': 'number', how: 'method' },
};
/** How much that counts. */
const HINT = 0.5;

/** What a question begins with. */
const ASKS = /^(?:どこ|だれ|いつ|なに|なん|なぜ|どう|どの|どんな|どれ|いくら)(?:に|で|が|を|は|の|から|まで|へ|と|も|くらい|ぐらい)*$/;
/** Kanji that ask. */
const ASKING = new Set(['誰', '何']);
const HIRAGANA = /[\u3041-\u3096]/;

/** How much the other words for a thing count, and readings of what was typed. */
const OTHER = 0.75;
const INSIDE = 0.6;
const READ = 0.9;
const MOST_WAYS = 8;

/**
 * @typedef {{phrase: string, terms: string[], weight: number}} Way
 * @typedef {{said: string, ways: Way[], open: boolean, hint?: boolean}} Group `open`: its last word may still be typed
 *   on; `hint`: it was not asked for by name
 */

/** @param {Index} index @returns {Promise<Group[]>} */
async function groupsOf(query, index) {
  const pieces = query.split(/[\p{White_Space}、。，．,;；!！?？"「」『』()（）]+/u).filter(Boolean);
  const ends = /[\p{White_Space}]$/u.test(query);
  const groups = [];
  for (let at = 0; at < pieces.length;) {
    const phrase = phraseAt(pieces, at, index);
    if (phrase) groups.push(phrase.group);
    else groups.push(...await groupsOfPiece(pieces[at], index));
    at += phrase?.read ?? 1;
  }
  const some = groups.filter((group) => group.ways.some((way) => way.terms.length > 0));
  if (some.length > 0) some.at(-1).open = !ends;
  const named = some.length > 1 ? some.filter((group) => !ASKING.has(group.said)) : some;
  return named.length > 0 ? [...named, ...hintsOf(query, index)] : named;
}

/** The first thing that a question asks for. */
function hintsOf(query, index) {
  const language = index.language.split('-')[0];
  const asked = Object.entries(ASKED[language] ?? {})
    .find(([words]) => (language === 'en' ? new RegExp(`\\b${words}\\b`, 'iu').test(query) : query.includes(words)));
  return asked ? [{ ...grouped(asked[1], [{ phrase: asked[1], weight: HINT }], index), hint: true }] : [];
}

/** Several words that have synonyms together: `my number`. */
function phraseAt(pieces, at, index) {
  for (let read = Math.min(4, pieces.length - at); read > 1; read -= 1) {
    const said = form(pieces.slice(at, at + read).join(' '));
    if (index.synonyms.has(said)) return { read, group: grouped(said, waysOf(said, index), index) };
  }
  return null;
}

const form = (words) => normalise(words).chars.join('');

async function groupsOfPiece(piece, index) {
  const { chars } = normalise(piece);
  const groups = [];
  for (const chunk of withoutDates(chars, groups)) {
    for (const said of chunksOf(chunk)) {
      const ways = waysOf(said, index);
      if (/^[\u3041-\u3096ー]{2,}$/.test(said)) ways.push(...await readingsOf(said, index));
      groups.push(grouped(said, ways, index));
    }
  }
  return groups;
}

function grouped(said, ways, index) {
  const seen = new Set();
  const fresh = ways.filter(({ phrase }) => !seen.has(phrase) && seen.add(phrase)).slice(0, MOST_WAYS);
  return { said, open: false, ways: fresh.map((way) => ({ ...way, terms: way.terms ?? termsOf(way.phrase, index.language) })) };
}

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
      groups.push({ said, open: false, ways: [{ phrase: '', terms: [date.tokens.at(-1)], weight: 1 }] });
      rest.push(chars.slice(start, date.from));
      start = date.to;
    }
    at = end - 1;
  }
  return [...rest, chars.slice(start)].filter((part) => part.some((c) => kindOf(c)));
}

/** Divides what was typed without spaces where hiragana only joins words, and leaves out how a question ends. */
function chunksOf(chars) {
  const runs = [];
  for (const c of chars) {
    const kind = HIRAGANA.test(c) ? 'kana' : kindOf(c) ? 'word' : '';
    if (runs.at(-1)?.kind === kind) runs.at(-1).said += c;
    else runs.push({ kind, said: c });
  }
  const chunks = [''];
  runs.forEach(({ kind, said }, n) => {
    const [before, after] = [runs[n - 1], runs[n + 1]];
    if (kind === '' ) chunks.push('');
    else if (kind === 'word' || runs.length === 1) chunks[chunks.length - 1] += said;
    else if (!after) chunks[chunks.length - 1] += before && (said.length > 2 || JOINS.test(said)) ? '' : said;
    else if (!before) chunks[0] += ASKS.test(said) ? '' : said;
    else if ((JOINS.test(said) && !/\d$/.test(before.said) && !/^\d/.test(after.said)) || said.length > 2) chunks.push('');
    else chunks[chunks.length - 1] += said;
  });
  return chunks.filter((chunk) => [...chunk].some((c) => kindOf(c)));
}

/** The words themselves, other words for them, and other words for a part of them. */
function waysOf(said, index) {
  const ways = [{ phrase: said, weight: 1 }];
  for (const other of index.synonyms.get(said) ?? []) ways.push({ phrase: other, weight: OTHER });
  if (ways.length > 1 || !isDense(said.at(-1))) return ways;
  for (const inside of allInside(said, index.synonyms)) {
    for (const other of index.synonyms.get(inside)) ways.push({ phrase: said.replace(inside, other), weight: INSIDE });
  }
  return ways;
}

/** The words with synonyms that stand in what was typed, the longest first, none inside another. */
function allInside(said, synonyms) {
  const found = [];
  for (let length = said.length - 1; length >= 2; length -= 1) {
    for (let at = 0; at + length <= said.length; at += 1) {
      const part = said.slice(at, at + length);
      if (!synonyms.has(part) || cutsWord(said, at, at + length) || found.some((longer) => longer.includes(part))) continue;
      found.push(part);
    }
  }
  return found;
}

/** True where a border lies inside a word of letters or of katakana. */
function cutsWord(said, start, end) {
  const joined = (one, other) => (isKatakana(one) && isKatakana(other)) || (kindOf(one) === 'letter' && kindOf(other) === 'letter');
  return joined(said[start - 1], said[start]) || joined(said[end - 1], said[end]);
}

/** What was typed in kana, in kanji: put together from known readings, the longest first. */
async function readingsOf(kana, index) {
  const words = await index.readings();
  const known = spelled(kana, words).map((phrase) => ({ phrase: form(phrase), weight: READ }));
  const katakana = kana.replace(/[\u3041-\u3096]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0x60));
  return [...known, { phrase: form(katakana), weight: READ }];
}

function spelled(kana, words) {
  if (words.has(kana)) return words.get(kana);
  for (let length = kana.length - 1; length >= 2; length -= 1) {
    const first = words.get(kana.slice(0, length));
    const rest = first && kana.length - length >= 2 ? spelled(kana.slice(length), words) : [];
    if (rest.length > 0) return first.flatMap((one) => rest.map((other) => one + other));
  }
  return [];
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
    } else if (kind === 'two') (/^[\u3041-\u3096]{2}$/.test(token) ? weak : found).push(token);
    else if (kind === 'mark') found.push(token);
  });
  chars.forEach((c, at) => {
    if (kindOf(c) === 'kanji' && !isDense(chars[at - 1]) && !isDense(chars[at + 1])) found.push(c);
  });
  return [...new Set(found.length > 0 ? found : weak)];
}
