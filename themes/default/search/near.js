/* What nobody wrote as it was typed: the words that are nearest, and what they mean. */

/** A token that nobody wrote is replaced by the nearest of its shard, or by those it is the beginning of. */
const NEAR = 0.6;
const MOST_NEAR = 4;
/** How much the kanji of an unknown word count one by one. */
const PIECES = 0.4;

/** Words of letters that are nowhere, or still being typed: adds the nearest that are. Gives what was corrected. */
async function nearWords(index, groups, entries) {
  const corrected = [];
  for (const group of groups) {
    const typed = group.ways[0].terms.at(-1);
    if (!typed || !/^\p{Alphabetic}{3,}$/u.test(typed) || isDense(typed[0])) continue;
    // A word of the tables is written right, whether or not anybody says it.
    const missing = !entries.has(typed);
    if (missing ? hasOthers(index.others(group.said)) : !group.open) continue;
    const shard = await index.shard(index.shardOf(typed));
    const near = nearIn(shard, typed, missing);
    for (const term of near) {
      entries.set(term, shard.get(term));
      group.ways.push({ phrase: term, terms: [...group.ways[0].terms.slice(0, -1), term], weight: NEAR });
    }
    if (!missing || near.length === 0) continue;
    corrected.push([typed, near[0]]);
    const meant = groupOf({ said: near[0], tail: '' }, index);
    group.more.push(...meant.ways.slice(1), ...meant.more);
  }
  return corrected;
}

/** What was typed as it stands in items, by the stem that was found for it; nothing where it stands in none of these. */
async function spelledOut(query, typed, word, units, index) {
  if (!/^[a-z]+$/.test(word)) return word;
  const whole = lettersOf(query).find((each) => stem(each) === typed) ?? typed;
  const items = await Promise.all(units.map((unit) => index.item(unit)));
  const said = items.flatMap(({ l, t, w, title }) => lettersOf([l, t, ...w, title].join(' ')));
  const forms = [...new Set(said)].filter((each) => stem(each) === word);
  return forms.sort((one, other) => distance(whole, one) - distance(whole, other))[0];
}

const lettersOf = (text) => text.toLowerCase().match(/[a-z]+/g) ?? [];

function nearIn(shard, typed, missing) {
  const found = [];
  for (const [term, { count }] of shard) {
    if (term === typed || !/^\p{Alphabetic}+$/u.test(term) || isDense(term[0])) continue;
    const longer = term.startsWith(typed) || (missing && typed.length > 4 && typed.startsWith(term) && typed.length - term.length < 4);
    const away = longer ? 0.5 : missing && typed.length > 4 ? distance(typed, term) : 9;
    if (away <= (typed.length > 7 ? 2 : 1)) found.push({ term, away, count });
  }
  return found.sort((a, b) => a.away - b.away || b.count - a.count).slice(0, MOST_NEAR).map(({ term }) => term);
}

/** How many letters are to be put in, left out, changed or exchanged. */
function distance(one, other) {
  if (Math.abs(one.length - other.length) > 2) return 9;
  let [before, last] = [[], Array.from({ length: other.length + 1 }, (_, n) => n)];
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last.at(-1);
}

/**
 * Words without spaces that are nowhere: adds what they are if one sign is wrong, or else their kanji one by one. Gives
 * what was corrected.
 */
async function nearSigns(index, groups, entries) {
  const corrected = [];
  const unknown = groups.filter((group) => !group.hint && isDense(group.said.at(-1)) && [...group.said].length > 1
    && !hasOthers(index.words.get(group.said)) && isUnknown(index, group, entries));
  for (const group of unknown) {
    const whole = groups.find((other) => other.hint && other.said.includes(group.said))?.said ?? group.said;
    // A word of the tables is written right, whether or not anybody says it.
    const typed = index.words.has(group.said) ? [] : [whole, group.said];
    const near = typed.map((said) => [said, nearWord(said, index.words)]).find(([, word]) => word);
    if (near) corrected.push([near[0], index.written.get(near[1]) ?? near[1]]);
    const kanji = [...new Set(group.said)].filter((c) => kindOf(c) === 'kanji');
    const meant = near ? groupOf({ said: near[1], tail: '' }, index) : { ways: [], more: [] };
    for (const way of [...meant.ways, ...meant.more]) group.ways.push({ ...way, weight: NEAR * way.weight });
    if (near) continue;
    if (kanji.length > 2) group.ways.push({ phrase: '', terms: kanji, weight: PIECES });
  }
  if (unknown.length > 0) await readMore(index, groups, entries);
  return corrected;
}

/** True where no item has nearly all of it. */
function isUnknown(index, group, entries) {
  if (group.ways[0].terms.some((term) => !entries.has(term))) return true;
  return bestWay(index, group, entries).share.every((share) => share < 0.8);
}

/** What it is if one sign is wrong: a word of the tables, or one with a last sign that is a word of its own (介護保険課). */
function nearWord(said, words) {
  const signs = [...said];
  const [whole, last] = [wordNear(signs, words), signs.pop()];
  const inner = whole ? undefined : wordNear(signs, words);
  return whole ?? (inner && inner + last);
}

/** The word of the tables that differs by one sign; only long words tell. */
function wordNear(signs, words) {
  if (signs.length < 4) return undefined;
  const said = signs.join('');
  return [...words.keys()].find((word) => Math.abs(word.length - said.length) < 2 && isDense(word.at(-1)) && distance(said, word) === 1);
}
