/* Questions that a form answers by one of its labels. Who asks what becomes of the data of somebody who left does not know
   that the form says 消去方法; a table of what people ask does, and items carry the number of the question they answer. */

/** How much it counts that a label answers the whole question. */
const ANSWERS = 0.5;
/** A question of which so much is in the words of the table is that one. */
const CERTAIN = 0.9;
/** So much of a question must be in the words of the table, and so much of what the best has. */
const LIKELY = 0.5;
const AS_LIKELY = 0.8;
const MOST_ANSWERS = 3;

/** What asks, beside the words that name something. */
const ASKING = {
  ja: [/いつまで/, /いつ(?!まで)/, /どこ/, /誰|だれ/, /何人/, /何年/, /いくら/, /なぜ|どうして/, /これまで|今まで/],
  en: [
    /\bhow long\b/, /\bwhen\b/, /\bwhere\b/, /\bwho\b/, /\bhow many\b/, /\bhow much\b|\bhave to pay\b/, /\bwhy\b/, /\bhow often\b/,
    /\bever\b|\b(?:has|have) there been\b/,
  ],
};

/** @typedef {{term: string, text: string, words: Set<string>, labels: Set<string>}} Question one of the table */

/** @param {string} lines of the table @param {string} language @returns {Question[]} */
function questionsFrom(lines, language) {
  return lines.split('\n').filter(Boolean).map((line) => {
    const [number, text, ...labels] = line.split('\t').map(form);
    return { term: `?${number}`, text, words: new Set(termsOf(text, language)), labels: new Set(labels) };
  });
}

/** Adds to what was asked for the labels that may answer it as a whole. @returns {Promise<Set<number>>} the items that have them */
async function addAnswers(query, index, groups, entries) {
  const likely = await answersTo(query, index, groups, entries);
  const answering = new Set();
  if (likely.length === 0) return answering;
  for (const { term, labels, worth } of likely) {
    // What a question asks for beside what it names tells labels apart, where its words alone do not.
    const told = groups.filter(({ hint, asked }) => !hint || (asked && worth >= CERTAIN));
    for (const group of told) group.ways.push({ phrase: '', labels, terms: [term], weight: ANSWERS * worth });
  }
  await readMore(index, groups, entries);
  for (const { term } of likely) if (entries.has(term)) eachPosting(entries.get(term), (unit) => answering.add(unit));
  return answering;
}

/** What may be a question: it asks, or has something like a sentence, and more than one word. */
const SENTENCE = /[\u3041-\u3096]{2}|[a-z]+ +[a-z]+ +[a-z]/i;

/** The questions of the table that are nearest, with how much of what was asked each has. */
async function answersTo(query, index, groups, entries) {
  const named = groups.filter((group) => !group.hint);
  const asking = (ASKING[index.language.split('-')[0]] ?? []).filter((words) => words.test(query.toLowerCase()));
  if (named.length + asking.length < 2 || (asking.length === 0 && !SENTENCE.test(query))) return [];
  const table = await index.questions();
  const features = [
    ...named.map((group) => ({ has: (question) => saysAny(question, group), most: worthOf(index, group, entries) || Infinity })),
    ...asking.map((words) => ({ has: ({ text }) => words.test(text), most: Infinity })),
  ].map(({ has, most }) => {
    const having = new Set(table.filter(has));
    // What every item says tells as little as what every question has; what none says is known from the questions alone.
    return { having, tells: Math.min(most, Math.log(1 + table.length / (having.size + 0.5))) };
  });
  const all = features.reduce((sum, { tells }) => sum + tells, 0);
  const known = table.map((question) => {
    const had = features.filter(({ having }) => having.has(question));
    return { ...question, had: had.length, worth: had.reduce((sum, { tells }) => sum + tells, 0) / all };
  }).filter(({ had, worth }) => had > 1 && worth >= LIKELY).sort((one, other) => other.worth - one.worth);
  return known.filter(({ worth }) => worth >= AS_LIKELY * known[0].worth).slice(0, MOST_ANSWERS);
}

/** True where a question of the table has a word, or one that means the same. */
function saysAny(question, { ways }) {
  return ways.some(({ phrase, terms, weight, verb }) => phrase !== '' && weight >= STEM && (isDense(phrase.at(-1))
    ? (verb ? standsIn(question.text, phrase) : question.text.includes(phrase)) : terms.length > 0 && terms.every((term) => question.words.has(term))));
}

/** True where the kanji of a verb stands with what inflects it, and is no part of another word. */
function standsIn(text, phrase) {
  return new RegExp(`(?<![^\\u3041-\\u30ff、。・])${phrase}(?=[\\u3041-\\u3096])`, 'u').test(text);
}
