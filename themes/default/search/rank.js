/* From groups of tokens to items: by the impacts of the index, then the best verified on their texts. */

const IMPACTS = 15;
/** Files read to verify, at most, before the first page of results is shown, and items in them. */
const VERIFIED = 12;
const MOST_VERIFIED = 30;
/** How much it counts that a label is just what was asked for, and that words stand in one sentence. */
const NAMED = 1.3;
const TOGETHER = 0.6;
/** From this length on it counts that what was typed stands in an item as it was typed. */
const LITERAL = 5;
/** An item that has so much of what was asked for has it all, in words that mean the same. */
const AKIN = 0.85;
/** A page of results is filled, while an item has at least this share of what the best has. */
const PAGEFUL = 10;
const WORTH = 0.2;
const NEARLY = 0.3;
const LEAST = 0.02;
/** Where fewer items have a word, what the documents may call it is looked for as well. */
const FEW = 10;
/** What nobody says so is only guessed at; an item that has what a thing may be called has so much of it. */
const GUESSED = 0.7;
const SOFT = 0.9;
/** An item without some of the words keeps this of its score, and more as it has more of them. */
const COVER = 0.05;
const POWER = 3;

/**
 * @typedef {{units: number[], exact: number, spelling: [string, string][], groups: Group[], answered: boolean, akin: boolean}} Found
 *   `answered`: one of the first has a label that may answer what was asked; `akin`: the first has all of it in other words
 * @param {(unit: number) => boolean} fits what the filters let through
 * @returns {Promise<Found>}
 */
async function search(index, query, fits = () => true) {
  const groups = await groupsOf(query, index);
  const entries = await index.terms(termsIn(groups));
  const spelling = await nearWords(index, groups, entries);
  await moreWays(index, groups, entries);
  spelling.push(...await nearSigns(index, groups, entries));
  const answering = await addAnswers(query, index, groups, entries);
  const scored = score(index, groups, entries);
  const order = [];
  for (let unit = 0; unit < index.size; unit += 1) if (scored.score[unit] > 0) order.push(unit);
  order.sort((a, b) => scored.score[b] - scored.score[a] || a - b);
  const whole = (unit) => scored.share[unit] > 0.995;
  const worth = worthwhile(order, scored.score, whole);
  // A filter that leaves nothing of these may leave what has the words in passing.
  const units = (worth.some(fits) ? worth : order).filter(fits);
  const exact = scored.unsaid ? 0 : units.filter(whole).length;
  const ordered = await verified(index, form(query), groups, units, scored.score);
  const first = ordered.slice(0, PAGEFUL);
  for (const group of groups) group.count = Math.max(...group.ways.filter(({ weight }) => weight > CALLED).map((way) => countOf(way, entries)));
  const spelled = await Promise.all(spelling.map(async ([typed, better]) => [typed, await spelledOut(query, typed, better, first, index)]));
  return {
    units: ordered, exact, groups,
    spelling: spelled.filter(([, better]) => better),
    answered: first.some((unit) => answering.has(unit)),
    akin: !scored.unsaid && first.length > 0 && scored.share[first[0]] > AKIN,
  };
}

const termsIn = (groups) => [...new Set(groups.flatMap((group) => group.ways.flatMap((way) => way.terms)))];

/** What has everything that was asked for more than in passing, what nearly has it, and more until a page is full. */
function worthwhile(order, score, whole) {
  const best = score[order[0]];
  return order.filter((unit, n) => {
    const share = score[unit] / best;
    return share > (n < PAGEFUL ? LEAST : whole(unit) ? WORTH : NEARLY);
  });
}

/** Where hardly anybody says it so, other ways of saying it are looked for. */
async function moreWays(index, groups, entries) {
  for (const group of groups) {
    if (group.more.length > 0 && Math.max(...group.ways.map((way) => countOf(way, entries))) < FEW) group.ways.push(...group.more);
  }
  await readMore(index, groups, entries);
}

async function readMore(index, groups, entries) {
  const wanted = termsIn(groups).filter((term) => !entries.has(term));
  for (const [term, entry] of await index.terms(wanted)) entries.set(term, entry);
}

/** How many items may have all of a way. */
function countOf({ terms }, entries) {
  return terms.length === 0 ? 0 : Math.min(...terms.map((term) => entries.get(term)?.count ?? 0));
}

/** The best items read, and ordered by what really stands in them. */
async function verified(index, query, groups, units, score) {
  const first = units.slice(0, withinFiles(index, units));
  const head = await Promise.all(first.map((unit) => index.item(unit)));
  const value = new Map(head.map((item) => [item.unit, score[item.unit] * (1 + standing(item, query, groups))]));
  return [...first.sort((a, b) => value.get(b) - value.get(a)), ...units.slice(first.length)];
}

/** How many items can be read without reading too many files: some lie in one. */
function withinFiles(index, units) {
  const files = new Set();
  let read = 0;
  for (; read < Math.min(units.length, MOST_VERIFIED); read += 1) {
    files.add(index.fileOf(units[read]));
    if (files.size > VERIFIED) break;
  }
  return read;
}

/** How well the words stand in an item, 0 to 1 and somewhat more: each by itself, and together in one sentence. */
function standing(item, query, groups) {
  const label = form(item.l);
  const above = form(item.w.at(-1) ?? '');
  const body = form(item.t);
  const place = form([item.title, ...item.w].join('\n'));
  const of = ({ phrase, labels, weight, verb }) => {
    if (labels?.has(label) || labels?.has(above)) return NAMED * weight;
    if (phrase === '') return 0;
    if (verb) return weight * (standsIn(label, phrase) ? 0.8 : standsIn(body, phrase) ? 0.5 : 0);
    if (label === phrase) return NAMED * weight;
    if (label.includes(phrase)) return 0.8 * weight;
    if (above === phrase) return 0.7 * weight;
    return weight * (body.includes(phrase) ? 0.5 : place.includes(phrase) ? 0.2 : 0);
  };
  const values = groups.map(({ ways }) => Math.max(...ways.map(of)));
  const each = values.reduce((sum, value) => sum + value, 0) / Math.max(1, groups.length);
  const literal = query.length >= LITERAL && (label.includes(query) || body.includes(query)) ? 1 : 0;
  return each + literal + TOGETHER * together(label, body, groups);
}

/** The most of several things that one sentence has. */
function together(label, body, groups) {
  const named = groups.filter((group) => !group.hint);
  if (named.length < 2) return 0;
  const has = (text) => named.filter(({ ways }) => ways.some(({ phrase }) => phrase !== '' && text.includes(phrase))).length;
  return Math.max(...[label, ...body.split(/[。\n\t]/)].map(has)) / named.length;
}

/** For every item its score, and its share of what was asked for by name; and whether nothing says some of that. */
function score(index, groups, entries) {
  const worths = groups.map((group) => worthOf(index, group, entries));
  const sum = (fits) => groups.reduce((whole, group, n) => whole + (fits(group) ? worths[n] : 0), 0) || 1;
  const named = (group) => !group.hint;
  // What a question asks for is as much a condition as what it names.
  const meant = (group) => !group.hint || group.asked;
  const [all, most] = [sum(named), sum(meant)];
  const [total, share, cover] = [1, 2, 3].map(() => new Float32Array(index.size));
  groups.forEach((group, n) => {
    const best = bestWay(index, group, entries);
    for (let unit = 0; unit < index.size; unit += 1) {
      total[unit] += worths[n] * best.value[unit];
      if (named(group)) share[unit] += best.share[unit] * worths[n] / all;
      if (meant(group)) cover[unit] += best.share[unit] * worths[n] / most;
    }
  });
  for (let unit = 0; unit < index.size; unit += 1) total[unit] *= COVER + (1 - COVER) * cover[unit] ** POWER;
  return { score: total, share, unsaid: groups.some((group, n) => named(group) && worths[n] === 0) };
}

const rarity = (index, count) => Math.log(1 + (index.size - count + 0.5) / (count + 0.5));

/**
 * How much a thing that was asked for tells: the more, the fewer items have it in any of its ways. What nobody says so is
 * only guessed at, and tells less.
 */
function worthOf(index, { ways }, entries) {
  const same = ways.filter(({ weight }) => weight > CALLED);
  const count = same.reduce((sum, way) => sum + way.weight * countOf(way, entries), 0);
  if (count > 0) return rarity(index, Math.min(index.size, count));
  const known = ways.flatMap(({ terms }) => terms).filter((term) => entries.has(term));
  return GUESSED * Math.max(0, ...known.map((term) => rarity(index, entries.get(term).count)));
}

/**
 * Other words of which some tokens are nowhere stand nowhere themselves: what is left of them tells little. What was typed
 * is another matter: it may be written otherwise, and so are words that a question was put together from.
 */
function standsSomewhere({ phrase, terms, weight }, found) {
  return phrase === '' || weight === 1 ? 1 : (found.length / terms.length) ** 2;
}

/** The way of saying it that an item says best: how well, and how much of it. */
function bestWay(index, group, entries) {
  const best = { value: new Float32Array(index.size), share: new Float32Array(index.size) };
  for (const way of group.ways) {
    const found = way.terms.filter((term) => entries.has(term));
    if (found.length === 0) continue;
    const value = new Float32Array(index.size);
    const share = new Float32Array(index.size);
    const whole = found.reduce((sum, term) => sum + rarity(index, entries.get(term).count), 0);
    for (const term of found) {
      const weight = rarity(index, entries.get(term).count) / whole;
      eachPosting(entries.get(term), (unit, impact) => {
        value[unit] += weight * impact / IMPACTS;
        share[unit] += weight;
      });
    }
    const known = (found.length < way.terms.length ? 0.9 : 1) * (way.weight < OTHER ? SOFT : 1);
    const stands = group.hint ? 1 : standsSomewhere(way, found);
    for (let unit = 0; unit < index.size; unit += 1) {
      if (share[unit] === 0) continue;
      const worth = value[unit] * way.weight * stands * share[unit] ** 1.5;
      if (worth > best.value[unit]) [best.value[unit], best.share[unit]] = [worth, share[unit] * known];
    }
  }
  return best;
}
