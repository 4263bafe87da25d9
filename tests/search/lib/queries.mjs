// Judged queries: what was asked, and which items answer it.

import { readFile } from 'node:fs/promises';

const FOLDER = new URL('../queries/', import.meta.url);
const ENTRY = /^- \{query: (?<query>"[^"]*"|[^,]*), language: (?<language>[\w-]+), kind: (?<kind>[\w-]+), relevant: \{(?<relevant>[^}]*)\}\}/gmsu;

/** @typedef {{query: string, language: string, kind: string, relevant: Map<string, number>}} Judged */

/** @param {string} set the name of a file of queries @returns {Promise<Judged[]>} */
export async function readQueries(set) {
  const source = await readFile(new URL(`${set}.yaml`, FOLDER), 'utf8');
  const queries = [...source.matchAll(ENTRY)].map(({ groups }) => ({
    query: groups.query.replace(/^"|"$/g, ''),
    language: groups.language,
    kind: groups.kind,
    relevant: new Map([...groups.relevant.matchAll(/"([^"]+)":\s*(\d)/g)].map(([, item, grade]) => [item, Number(grade)])),
  }));
  const written = source.match(/^- \{/gm)?.length ?? 0;
  if (queries.length !== written || queries.some(({ relevant }) => relevant.size === 0)) {
    throw new Error(`${set}.yaml: ${written} queries, ${queries.length} understood`);
  }
  return queries;
}
