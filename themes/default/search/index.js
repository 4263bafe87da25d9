/* The index of one language, read file by file as a search needs them. */

/** Letters of the names of shards. */
const NAME = 10;

class Index {
  /** @param {string} root address of the site's root  @param {string} head address of the file that leads to the others */
  constructor(root, head) {
    Object.assign(this, { root, address: head, files: new Map() });
  }

  /** Reads the head. It is asked for anew, because it alone keeps its name when the site changes. */
  async open() {
    const head = JSON.parse(text(await this.read(this.address, 'no-cache')));
    const starts = [0];
    for (const units of head.units) starts.push(starts.at(-1) + units);
    Object.assign(this, { head, starts, size: starts.at(-1), language: head.language });
    this.firsts = head.shards.split('\n');
    Object.assign(this, otherWords(head));
    // Words as they are written, where their one form looks otherwise.
    this.written = new Map(tables.written.map((word) => [form(word), word]));
    this.files.clear();
    return this;
  }

  async read(address, cache = 'default') {
    const response = await fetch(new URL(address, this.root), { cache });
    if (!response.ok) throw new Error(`${response.status} ${address}`);
    return unpacked(new Uint8Array(await response.arrayBuffer()));
  }

  /** A file of the index, read once. */
  file(name, read) {
    const address = `assets/search/${this.language}/${name}.bin`;
    if (!this.files.has(address)) this.files.set(address, this.read(address).then(read));
    return this.files.get(address);
  }

  /** Tokens with the items that have them. @returns {Promise<Map<string, Entry>>} */
  async terms(wanted) {
    const shards = await Promise.all([...new Set(wanted.map((term) => this.shardOf(term)))].map((n) => this.shard(n)));
    const found = new Map();
    for (const term of wanted) {
      for (const shard of shards) if (shard.has(term)) found.set(term, shard.get(term));
    }
    return found;
  }

  /** Other words for what was typed; English ones in whatever form, katakana with long vowels or without. */
  others(said) {
    const own = this.words.get(said);
    if (hasOthers(own)) return own;
    return (/^[a-z]/.test(said) ? this.stems.get(stemmed(said)) : this.loose.get(short(said))) ?? own;
  }

  shard(number) {
    return this.file(this.head.files.slice(number * NAME, number * NAME + NAME), shardFrom);
  }

  /** The last shard whose first token is not behind the term. */
  shardOf(term) {
    let [low, high] = [0, this.firsts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (inOrder(this.firsts[middle], term)) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** What is written about an item, by its number. */
  async item(unit) {
    const document = this.documentOf(unit);
    const [slug, title, titleLanguage, items] = await this.file(this.fileOf(unit), (bytes) => JSON.parse(text(bytes)));
    return { unit, document, slug, title, titleLanguage, ...items[(unit - this.starts[document]) % this.head.each[document]] };
  }

  /** The file that has what is written about an item. */
  fileOf(unit) {
    const document = this.documentOf(unit);
    const folder = this.head.folders.slice(document * 8, document * 8 + 8);
    return `${folder}/${Math.floor((unit - this.starts[document]) / this.head.each[document])}`;
  }

  documentOf(unit) {
    let [low, high] = [0, this.starts.length - 2];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle] <= unit) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Slug and title of every document. */
  documents() {
    return this.file(this.head.documents, (bytes) => JSON.parse(text(bytes)));
  }

  /** What people ask for that labels answer. @returns {Promise<Question[]>} */
  questions() {
    return this.file(this.head.questions, (bytes) => questionsFrom(text(bytes), this.language));
  }

  /** Words by how they are read. @returns {Promise<Map<string, string[]>>} */
  readings() {
    return this.file(this.head.readings, (bytes) => {
      const words = new Map();
      for (const [kana, word] of text(bytes).split('\n').map((line) => line.split(' '))) words.set(kana, [...(words.get(kana) ?? []), word]);
      return words;
    });
  }
}

const text = (bytes) => new TextDecoder().decode(bytes);

/** Some hosts unpack what they send, so only what is still packed is unpacked here. */
async function unpacked(bytes) {
  if (bytes[0] !== 0x78 || (bytes[0] * 256 + bytes[1]) % 31 !== 0) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Tokens lie in the order of their code points, which is not that of JavaScript outside the basic plane. */
function inOrder(first, term) {
  if (!/[\ud800-\udfff]/.test(first + term)) return first <= term;
  const [one, other] = [[...first], [...term]];
  const at = one.findIndex((c, n) => c !== other[n]);
  if (at < 0) return one.length <= other.length;
  return other[at] !== undefined && one[at].codePointAt(0) < other[at].codePointAt(0);
}

/** @typedef {{count: number, bytes: Uint8Array}} Entry how many items have a token, and which, packed */
function shardFrom(bytes) {
  const entries = new Map();
  let at = 0;
  const number = () => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = bytes[at++];
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  };
  for (let before = []; at < bytes.length;) {
    const shared = number();
    const rest = number();
    const term = [...before.slice(0, shared), ...text(bytes.subarray(at, at += rest))];
    const count = number();
    const length = number();
    entries.set(term.join(''), { count, bytes: bytes.subarray(at, at += length) });
    before = term;
  }
  return entries;
}

/** Calls `see` with every item of a token and its impact, 1 to 15. */
function eachPosting({ bytes }, see) {
  let unit = -1;
  for (let at = 0; at < bytes.length;) {
    let byte = bytes[at++];
    const impact = byte & 15;
    let step = (byte & 127) >> 4;
    for (let shift = 8; byte >= 128; shift *= 128) {
      byte = bytes[at++];
      step += (byte & 127) * shift;
    }
    unit += step;
    see(unit, impact);
  }
}

/**
 * Other words by normalised words: those that mean the same, and what the documents call it. Verbs by their kanji.
 * @typedef {{same: string[], called: string[], abroad: string[]}} Others
 * @returns {{words: Map<string, Others>, verbs: Map<string, Others>, stems: Map<string, Others>, loose: Map<string, Others>}}
 */
function otherWords({ language, source, synonyms }) {
  const { same, asked, across } = tables.synonyms;
  const words = new Map();
  const verbs = new Map();
  const at = (map, word) => map.get(word) ?? map.set(word, { same: [], called: [], abroad: [] }).get(word);
  const add = (list, others) => { for (const other of others) if (!list.includes(other)) list.push(other); };
  for (const group of [...synonyms.map((each) => each.map(form)), ...Object.values(same).flat()]) {
    for (const word of group) add(at(words, word).same, group.filter((other) => other !== word));
  }
  for (const [word, called] of Object.values(asked).flatMap(Object.entries)) {
    add(at(words, word).called, called);
    for (const { stem: stays, verb } of stemsOf(word)) add(at(verb ? verbs : words, stays).called, called);
  }
  // Readers of a language find what is not translated, and may ask in another language than the page has.
  for (const group of across) {
    for (const [from, said] of Object.entries(group)) {
      for (const [to, others] of Object.entries(group)) {
        if (from !== to && [language, source].includes(to)) for (const word of said) add(at(words, word).abroad, others);
      }
    }
  }
  for (const word of tables.words.split(' ')) at(words, word);
  const loose = new Map([...words].filter(([word, others]) => isLong(word) && hasOthers(others)).map(([word, others]) => [short(word), { ...others, same: [word, ...others.same] }]));
  const stems = new Map([...words].filter(([word]) => /^[a-z]/.test(word)).map(([word, others]) => [stemmed(word), others]));
  return { words, verbs, stems, loose };
}

/** The end of a verb, and of the noun that is made from it. */
const VERB = /[うくすつぬむるぐぶ]$/;
const NOUN = { う: 'い', く: 'き', す: 'し', つ: 'ち', ぬ: 'に', む: 'み', る: 'り', ぐ: 'ぎ', ぶ: 'び' };
const STEMMED = /[えけせてねへめれげぜでべいきしちにひみりぎじび]る$/;

/** By what else a word of the tables is known: a verb by its kanji, in kana by what stays the same, and by its noun. */
function stemsOf(word) {
  const [, kanji, middle, more] = /^([^\u3041-\u30ff]+)(?:([\u3041-\u3096]{1,2})([^\u3041-\u30ff]))?[\u3041-\u3096]+$/.exec(word) ?? [];
  const found = [];
  if (kanji) found.push(more ? { stem: kanji + middle + more, verb: false } : { stem: kanji, verb: true });
  if (!VERB.test(word)) return found;
  if (!kanji && /^[\u3041-\u3096]{3,}$/.test(word)) found.push({ stem: word.slice(0, -1), verb: false });
  if (kanji) found.push({ stem: STEMMED.test(word) ? word.slice(0, -1) : word.slice(0, -1) + NOUN[word.at(-1)], verb: false });
  return found;
}

/** Words of katakana without their long vowels, which some write and some leave out. */
const short = (word) => (isLong(word) ? word.replaceAll('ー', '') : word);
const isLong = (word) => /^[\u30a1-\u30fa\u30fc]{5,}$/.test(word);

/** True where the tables know what else to look for. */
const hasOthers = (others) => others !== undefined && others.same.length + others.called.length + others.abroad.length > 0;

const stemmed = (words) => words.replace(/[a-z]+/g, stem);
