/* One form for what is written in many ways, and the tokens of a text: the same as src/lexicon/analysis/ of the
   generator. A test compares the two on every text of built sites. */

const KANJI = /[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7a3\u{20000}-\u{3ffff}]/u;
const KANA = /[\u3041-\u3096\u309d\u309e\u30a1-\u30fa\u30fc-\u30fe]/;
const KATAKANA = /[\u30a1-\u30fa\u30fc]/;
const LETTER = /\p{Alphabetic}/u;
const IGNORABLE = /[\u00ad\u180e\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/u;
const DASH = /[-\u2010-\u2015\u2212]/;
const CLUSTER = /[\u2460-\u2473]|\P{M}[\p{M}\uff9e\uff9f]*|\p{M}+/gu;
const NUMERALS = '〇一二三四五六七八九';
const COUNTERS = '年月日人件回条項号章節';
/** Kana that end the first half of a compound, which some leave out. */
const OKURIGANA = 'いえきぎけげしせちびべみめりれわ';
const ERAS = { 令和: 2018, 平成: 1988, 昭和: 1925, 大正: 1911, r: 2018, h: 1988, s: 1925, t: 1911 };

const variants = new Map();
for (const [form, ...others] of tables.variants.split(' ').map((line) => [...line])) {
  for (const other of others) variants.set(other, form);
}

function kindOf(c) {
  if (c === undefined) return '';
  if (c >= '0' && c <= '9') return 'digit';
  if (c >= 'a' && c <= 'z') return 'letter';
  if (c < '\x80') return '';
  if (c >= '\u2460' && c <= '\u2473') return 'circled';
  if (KANJI.test(c)) return 'kanji';
  if (KANA.test(c)) return 'kana';
  return LETTER.test(c) ? 'letter' : '';
}

const isDense = (c) => { const kind = kindOf(c); return kind === 'kanji' || kind === 'kana'; };
const isDigit = (c) => c >= '0' && c <= '9';
const isKatakana = (c) => c !== undefined && KATAKANA.test(c);
const isSpace = (c) => c !== '\n' && c !== '\t' && /^\p{White_Space}$/u.test(c ?? '');

/** The characters of a text in their one form, and where each comes from. */
function normalise(text) {
  const { chars, from } = folded(text);
  const out = { chars: [], at: [] };
  for (let at = 0; at < chars.length;) at += step(chars, from, at, out);
  return out;
}

/** Width, case and variants: what depends on no neighbour. */
function folded(text) {
  const chars = [];
  const from = [];
  for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
    const composed = cluster >= '\u2460' && cluster <= '\u2473' ? cluster : cluster.normalize('NFKC');
    for (const c of composed) {
      for (const small of c.toLowerCase()) {
        if (IGNORABLE.test(small)) continue;
        chars.push(variants.get(small) ?? small);
        from.push(index);
      }
    }
  }
  return { chars, from };
}

/** Writes the form of the character at `at` among its neighbours; gives how many characters were read. */
function step(text, from, at, out) {
  const c = text[at];
  const next = text[at + 1] ?? '\n';
  const before = out.chars.at(-1) ?? '\n';
  const push = (written) => { for (const each of written) { out.chars.push(each); out.at.push(from[at]); } };
  if (c === 'ヴ') {
    const kana = { ァ: 'バ', ィ: 'ビ', ェ: 'ベ', ォ: 'ボ' }[next];
    push(kana ?? 'ブ');
    return kana ? 2 : 1;
  }
  if ('ァィゥェォッャュョ'.includes(c)) push(String.fromCharCode(c.charCodeAt(0) + 1));
  else if (c === 'ー' || (DASH.test(c) && isKatakana(before) && (isDense(next) || next === '\n'))) {
    let run = 1;
    while (isKatakana(out.chars[out.chars.length - run])) run += 1;
    const ends = !isKatakana(next) && !DASH.test(next);
    if (!(ends && run >= 4)) push('ー');
  } else if (isSpace(c) && isDense(before) && isDense(afterSpaces(text, at))) return 1;
  else if (c === ',' && isThousands(text, at)) return 1;
  else if (c === '元' && next === '年' && ERAS[out.chars.slice(-2).join('')]) push('1');
  else if (numeral(c) !== null && !isDigit(before)) return number(text, at, push);
  else push(c);
  return 1;
}

function afterSpaces(text, at) {
  while (isSpace(text[at])) at += 1;
  return text[at] ?? '\n';
}

function isThousands(text, at) {
  const digit = (n) => isDigit(text[n] ?? '');
  return digit(at - 1) && digit(at + 1) && digit(at + 2) && digit(at + 3) && !digit(at + 4);
}

function numeral(c) {
  const digit = NUMERALS.indexOf(c);
  return digit >= 0 ? digit : { 十: 10, 百: 100 }[c] ?? null;
}

function number(text, at, push) {
  let end = at;
  while (end < text.length && numeral(text[end]) !== null) end += 1;
  const run = text.slice(at, end);
  const counted = end < text.length && COUNTERS.includes(text[end]) && run.length <= 5;
  push(counted ? [...String(valueOf(run))] : run);
  return run.length;
}

function valueOf(run) {
  let total = 0;
  let last = null;
  for (const value of run.map(numeral)) {
    if (value >= 10) {
      total += (last ?? 1) * value;
      last = null;
    } else last = last === null ? value : last * 10 + value;
  }
  return total + (last ?? 0);
}

/** The date whose year is the digits from `start` to `end`: its tokens, and from where to where it is written. */
function dateAt(text, start, end) {
  const digits = text.slice(start, end).join('');
  const value = Number(digits);
  let year = null;
  let from = start;
  if (digits.length === 4) year = value >= 1868 && value <= 2100 ? value : null;
  else if (digits.length <= 2 && value > 0) {
    const era = ERAS[text.slice(Math.max(0, start - 2), start).join('')];
    const alone = !['letter', 'digit'].includes(kindOf(text[start - 2]));
    const letter = alone && ['.', '/', '年'].includes(text[end]) ? ERAS[text[start - 1]] : undefined;
    if (era && start >= 2) [year, from] = [era + value, start - 2];
    else if (letter) [year, from] = [letter + value, start - 1];
  }
  if (year === null) return null;
  const { parts, to } = restOfDate(text, end);
  const tokens = [`y${year}`];
  for (const part of parts) tokens.push(`${tokens.at(-1)}-${part}`);
  return { tokens, from, to };
}

/** Month and day behind a year. */
function restOfDate(text, end) {
  const separator = text[end];
  const spelled = separator === '年';
  const to = spelled ? end + 1 + (text[end + 1] === '度' ? 1 : 0) : end;
  if (!spelled && !['/', '-', '.'].includes(separator)) return { parts: [], to };
  const month = small(text, end + 1, 12);
  if (!month || (spelled && text[month.end] !== '月')) return { parts: [], to };
  const afterMonth = spelled ? '月' : separator;
  if (text[month.end] !== afterMonth) return { parts: [month.value], to: month.end };
  const day = small(text, month.end + 1, 31);
  if (!day || (spelled && text[day.end] !== '日')) return { parts: [month.value], to: month.end + (spelled ? 1 : 0) };
  return { parts: [month.value, day.value], to: day.end + (spelled ? 1 : 0) };
}

function small(text, start, most) {
  let end = start;
  while (isDigit(text[end] ?? '')) end += 1;
  const value = Number(text.slice(start, end).join(''));
  return end > start && end - start <= 2 && value >= 1 && value <= most ? { value, end } : null;
}

/** Calls `see` with every token of normalised characters: its kind, its text, and where it ends. */
function eachToken(text, see) {
  for (let at = 0; at < text.length;) {
    const kind = kindOf(text[at]);
    if (kind === 'kanji' || kind === 'kana') {
      let parted = '';
      for (let before = ''; isDense(text[at]); before = text[at], at += 1) {
        if (before !== '') see('two', before + text[at]);
        if (kindOf(text[at]) === 'kanji') {
          if (parted !== '') see('two', parted + text[at]);
          see('one', text[at]);
        }
        parted = kindOf(before || undefined) === 'kanji' && OKURIGANA.includes(text[at]) ? before : '';
      }
    } else if (kind === 'letter') {
      const word = wordAt(text, at);
      see('word', word.text);
      at = word.end;
    } else if (kind === 'digit') {
      let end = at;
      while (isDigit(text[end] ?? '')) end += 1;
      see('mark', text.slice(at, end).join(''));
      for (const token of dateAt(text, at, end)?.tokens ?? []) see('mark', token);
      at = end;
    } else {
      if (kind === 'circled') see('mark', text[at]);
      at += 1;
    }
  }
}

/** A word. `person's` is person, `don’t` is dont. */
function wordAt(text, at) {
  const letter = (n) => kindOf(text[n]) === 'letter';
  let word = '';
  for (;; at += 1) {
    if (letter(at)) word += text[at];
    else if (!((text[at] === '\'' || text[at] === '\u2019') && letter(at + 1))) break;
    else if (text[at + 1] === 's' && !letter(at + 2)) {
      at += 2;
      break;
    }
  }
  return { text: word, end: at };
}

/** A word as the index of a language has it; nothing for a stop word. */
function indexed(word, language) {
  if (language.split('-')[0] !== 'en' || !/^[a-z]+$/.test(word)) return word;
  return stops.has(word) ? null : stem(word);
}

/** The tokens of a text as the index of a language has them. */
function analyse(text, language) {
  const found = [];
  eachToken(normalise(text).chars, (kind, token) => {
    const form = kind === 'word' ? indexed(token, language) : token;
    if (form) found.push(form);
  });
  return found;
}
