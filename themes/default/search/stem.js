/* English stems after Porter, step by step as elasticlunr-rs makes them for the index. */

const stops = new Set(tables.stops.split(' '));

const isConsonant = (word, at) => {
  if ('aeiou'.includes(word[at])) return false;
  return word[at] === 'y' ? at === 0 || !isConsonant(word, at - 1) : true;
};

/** How often vowels are followed by consonants. */
function measure(word) {
  let count = 0;
  let vowel = false;
  for (let at = 0; at < word.length; at += 1) {
    const consonant = isConsonant(word, at);
    if (consonant && vowel) count += 1;
    vowel = !consonant;
  }
  return count;
}

const hasVowel = (word) => [...word].some((_, at) => !isConsonant(word, at));
const endsDouble = (word) => word.length > 1 && word.at(-1) === word.at(-2) && isConsonant(word, word.length - 1);

/** Consonant, vowel, consonant other than w, x, y. */
function endsShort(word) {
  const at = word.length - 1;
  return at >= 2 && isConsonant(word, at) && !isConsonant(word, at - 1) && isConsonant(word, at - 2)
    && !'wxy'.includes(word[at]);
}

const STEP_2 = { ational: 'ate', tional: 'tion', enci: 'ence', anci: 'ance', izer: 'ize', bli: 'ble', alli: 'al', entli: 'ent', eli: 'e', ousli: 'ous', ization: 'ize', ation: 'ate', ator: 'ate', alism: 'al', iveness: 'ive', fulness: 'ful', ousness: 'ous', aliti: 'al', iviti: 'ive', biliti: 'ble', logi: 'log' };
const STEP_3 = { icate: 'ic', ative: '', alize: 'al', iciti: 'ic', ical: 'ic', ful: '', ness: '' };
const STEP_4 = ['al', 'ance', 'ence', 'er', 'ic', 'able', 'ible', 'ant', 'ement', 'ment', 'ent', 'ou', 'ism', 'ate', 'iti', 'ous', 'ive', 'ize'];

function stem(word) {
  if (word.length <= 2) return word;
  return withoutE(withoutEnding(exchanged(exchanged(yToI(withoutPlural(word)), STEP_2, 2), STEP_3, 1)));
}

function withoutPlural(word) {
  if (word.endsWith('s')) {
    if (word.endsWith('sses')) word = word.slice(0, -2);
    else if (word.endsWith('ies')) word = `${word.slice(0, -3)}i`;
    else if (word.at(-2) !== 's') word = word.slice(0, -1);
  }
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const base = word.endsWith('ed') ? word.slice(0, -2) : word.endsWith('ing') ? word.slice(0, -3) : null;
  if (base === null || !hasVowel(base)) return word;
  if (/(?:at|bl|iz)$/.test(base)) return `${base}e`;
  if (endsDouble(base)) return 'lsz'.includes(base.at(-1)) ? base : base.slice(0, -1);
  return measure(base) === 1 && endsShort(base) ? `${base}e` : base;
}

function yToI(word) {
  return word.length > 2 && word.endsWith('y') && !'aeiou'.includes(word.at(-2)) ? `${word.slice(0, -1)}i` : word;
}

/** The first ending of the list that the word has is exchanged, if enough of the word stays. */
function exchanged(word, endings, least) {
  if (word.length < least) return word;
  const ending = Object.keys(endings).find((each) => word.endsWith(each));
  if (!ending) return word;
  const base = word.slice(0, -ending.length);
  return measure(base) > 0 ? base + endings[ending] : word;
}

function withoutEnding(word) {
  const ion = /[st]ion$/.test(word) ? 'ion' : null;
  const ending = ion ?? STEP_4.find((each) => word.endsWith(each));
  if (!ending) return word;
  const base = word.slice(0, -ending.length);
  return measure(base) > 1 ? base : word;
}

function withoutE(word) {
  if (word.endsWith('e')) {
    const base = word.slice(0, -1);
    const long = measure(word);
    if (long > 1 || (long === 1 && !endsShort(base))) word = base;
  }
  return word.endsWith('l') && endsDouble(word) && measure(word) > 1 ? word.slice(0, -1) : word;
}
