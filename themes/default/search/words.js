/* What was typed without spaces, as words: those the tables know, and between them what the kinds of signs tell. Of all
   ways to divide it the cheapest is taken: a known word costs less than an unknown one, a long one less than two. */

/** Hiragana between two words that only joins them. */
const JOINS = new Set([
  'の を に が は と や で へ も か な から まで より への での との からの までの にて において における',
  'に関する に関しての に関して に係る に対する に対して による によって によれば について についての として',
  'としての という といった とは では には にも でも など などの などは のための のために のとき のときの',
  'したときの したら する した して される された されて している していた すること できる または および もしくは',
  'ならびに そして って に基づく に基づいて に基づき に応じて に応じた に伴う に伴って に伴い に当たって に当たり にあたって にあたり に際して',
  'をめぐる に向けて のうち をもって を通じて を通じた を通して を含む を含めて とか だけ のみ ばかり くらい ぐらい ほど まま ながら たり',
].join(' ').split(' '));
/** The longest of these; some have kanji in them. */
const LONGEST_JOIN = 6;
/** What a question begins with, and words that are in every text. */
const EMPTY = new Set([
  'どこ だれ いつ いつまで いつから なに なん なぜ どう どうして どうやって どのように どのような どの どんな',
  'どれ どれくらい どのくらい いくら いくつ 誰 何か 及び 又は 若しくは 並びに 場合 人 方 者 等 私の 教えて',
  '知りたい ください こと もの とき ため ところ ある あり なる なり いる おり できる でき される され',
  'much many often ever please tell does did',
].join(' ').split(' '));
const HOW_MANY = /^何[人件回年日時]?分?$/;
const isEmpty = (word) => EMPTY.has(word) || HOW_MANY.test(word);
const saysNothing = (word) => isEmpty(word) || JOINS.has(word);
const HIRAGANA = /[\u3041-\u3096]/;
const NUMBER = /第?\d+[年月日時分秒条項号件人回章節階歳割点]?(?:の\d+)*/y;
const RUNS = { katakana: /[\u30a1-\u30fa\u30fc]+/y, hiragana: /[\u3041-\u3096\u30fc]+/y, kanji: /[^\u3041-\u30ff]+/y };
/** Kanji of verbs that only say that something is done: 行われる. */
const DOES = '行為致';
/** Kanji behind a word that change little in what it says. */
const SUFFIXES = '後時等中用分';
/** The longest word that is looked for in the tables. */
const LONGEST = 16;
/** What an unknown word of so many kanji costs; a known one costs about 1. */
const COSTS = [0, 2.4, 2, 2.6];

/** @typedef {{said: string, tail: string, glued: boolean}} Word its inflection, and whether it follows the last without a break */

/** @param {string[]} chars normalised  @param {{has(word: string): boolean}} known @returns {Word[]} */
function wordsOf(chars, known) {
  // Characters outside the basic plane are two units of a string; here each is one.
  const text = chars.map((c) => (c.length > 1 ? '\u3005' : c)).join('');
  const best = [{ cost: 0 }];
  for (let at = 0; at < text.length; at += 1) {
    if (!best[at]) continue;
    const inflects = best[at].kind === 'word' && known.has(text.slice(best[at].from, at));
    for (const { end, cost, kind } of stepsAt(text, at, known, inflects)) {
      const whole = best[at].cost + cost;
      if (!best[end] || whole < best[end].cost) best[end] = { cost: whole, from: at, kind };
    }
  }
  const steps = [];
  for (let at = text.length; at > 0; at = best[at].from) steps.unshift({ kind: best[at].kind, said: chars.slice(best[at].from, at).join('') });
  return joined(steps);
}

/** What may begin at a place: how far it goes, what it costs. Behind a known word there may be what inflects it. */
function stepsAt(text, at, known, inflects) {
  const sign = signOf(text[at]);
  if (sign === '') return [{ end: at + 1, cost: 0, kind: 'gap' }];
  const steps = [];
  const add = (length, cost, kind = 'word') => steps.push({ end: at + length, cost, kind });
  for (let length = Math.min(LONGEST, text.length - at); length > 0; length -= 1) {
    const part = text.slice(at, at + length);
    if (isEmpty(part)) add(length, 0.5, 'gap');
    if (known.has(part) && !cutsWord(text, at, at + length)) add(length, length > 1 ? 1 - length / 100 : 1.5);
  }
  const number = sign === 'digit' || text[at] === '第' ? runAt(NUMBER, text, at) : 0;
  if (number > 0) add(number, 1);
  if (sign === 'katakana') add(runAt(RUNS.katakana, text, at), 0.9 + 0.25 * runAt(RUNS.katakana, text, at));
  else if (sign === 'hiragana') addHiragana(text, at, add, inflects);
  else if (sign === 'kanji') addKanji(text, at, add, inflects);
  else if (number === 0) {
    let end = at + 1;
    while (signOf(text[end]) === sign) end += 1;
    add(end - at, 1);
  }
  return steps;
}

function addKanji(text, at, add, behindKnown) {
  for (let length = 1; length < COSTS.length && signOf(text[at + length - 1]) === 'kanji'; length += 1) add(length, COSTS[length]);
  // A kanji alone, and one that is inflected, is a word of its own, behind a known word as well.
  const alone = signOf(text[at - 1]) !== 'kanji' && signOf(text[at + 1]) !== 'kanji';
  const inflected = signOf(text[at + 1]) === 'hiragana' && (alone || behindKnown);
  if (inflected && DOES.includes(text[at])) add(1, 0.5, 'gap');
  if (alone || inflected) add(1, 1.6);
  if (SUFFIXES.includes(text[at]) && signOf(text[at - 1]) === 'kanji' && signOf(text[at + 1]) !== 'kanji') add(1, 0.5, 'gap');
}

/** What joins, what inflects the word before, or a word that is written in hiragana. */
function addHiragana(text, at, add, behindKnown) {
  const run = runAt(RUNS.hiragana, text, at);
  const inflects = behindKnown || (at > 0 && !['', 'hiragana'].includes(signOf(text[at - 1])));
  for (let length = 1; at > 0 && length <= LONGEST_JOIN; length += 1) {
    if (JOINS.has(text.slice(at, at + length))) add(length, 0.15 + 0.01 * length, 'join');
  }
  for (let length = 1; length <= run; length += 1) {
    if (inflects) add(length, 0.4 + 0.2 * length, 'tail');
    add(length, 1.3 + 0.5 * length);
  }
}

function signOf(c) {
  if (c === undefined) return '';
  if (HIRAGANA.test(c)) return 'hiragana';
  return isKatakana(c) ? 'katakana' : kindOf(c);
}

function runAt(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

/** Steps put together to words. */
function joined(steps) {
  const words = [];
  let glued = false;
  for (const { kind, said } of steps) {
    if (kind === 'word') {
      words.push({ said, tail: '', glued });
      glued = true;
    } else if (kind === 'tail') {
      if (!glued) continue;
      words.at(-1).tail = said;
      // 差し替え is one word; behind a longer inflection a new one begins.
      glued = said.length === 1;
    } else glued = false;
  }
  return words;
}

/** True where a border lies inside a word of letters or of katakana. */
function cutsWord(said, start, end) {
  const inside = (one, other) => kindOf(one) === 'letter' && kindOf(other) === 'letter';
  return inside(said[start - 1], said[start]) || inside(said[end - 1], said[end]);
}
