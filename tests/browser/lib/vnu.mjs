// Running the Nu HTML Checker over many files and reading what it says.
//
// Which files, and what the findings mean for the exit code, is `validate.mjs`.

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { availableParallelism } from 'node:os';

const JAR = fileURLToPath(new URL('../node_modules/vnu-jar/build/dist/vnu.jar', import.meta.url));

// Deep tables need stack, the serial collector leaves the second core to the second process.
const JAVA = ['-Xss4m', '-Xmx768m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=4', '-jar', JAR];

/** A command line may hold about 2 MB; a thousand long paths stay well below it. */
const FILES_PER_RUN = 1000;

/** Starting Java and reading its schemas takes about as long as checking this many pages. */
const FILES_WORTH_A_PROCESS = 40;

/**
 * What this version of the checker does not know although browsers have shipped it for years:
 * counted and named, never an error.
 */
const NEWER_THAN_THE_CHECKER = [
  /^CSS: .(container|container-type|container-name|field-sizing|interpolate-size).: Property .* doesn't exist/,
  /^CSS: Unrecognized at-rule .@(container|property|view-transition|starting-style)./,
];

/**
 * @typedef {object} Message
 * @property {string} file
 * @property {number} line
 * @property {number} column
 * @property {string} text
 * @property {'error' | 'warning' | 'unknown'} level
 */

/** Checks HTML pages. @param {string[]} files @returns {Promise<Message[]>} */
export function checkHtml(files) {
  // Language detection judges the prose, slowly, and half-translated documents rightly confuse it.
  return checkAll(files, ['--no-langdetect']);
}

/** Checks stylesheets. @param {string[]} files @returns {Promise<Message[]>} */
export function checkCss(files) {
  return checkAll(files, ['--css']);
}

async function checkAll(files, options) {
  const processes = Math.min(availableParallelism(), 4, Math.ceil(files.length / FILES_WORTH_A_PROCESS));
  const size = Math.min(FILES_PER_RUN, Math.ceil(files.length / Math.max(processes, 1)));
  const batches = Array.from({ length: Math.ceil(files.length / (size || 1)) }, (_, at) =>
    files.slice(at * size, (at + 1) * size));
  const found = [];
  while (batches.length > 0) {
    found.push(...await Promise.all(batches.splice(0, processes).map((batch) => run(batch, options))));
  }
  return found.flat();
}

async function run(files, options) {
  const child = spawn('java', [...JAVA, '--stdout', '--exit-zero-always', '--format', 'json', ...options, ...files]);
  const [output, complaints, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((done, failed) => child.on('close', done).on('error', failed)),
  ]);
  if (code !== 0) throw new Error(`the checker could not run (${code}): ${complaints || output}`);
  return JSON.parse(output).messages.map(message);
}

async function text(stream) {
  let whole = '';
  stream.setEncoding('utf8');
  for await (const part of stream) whole += part;
  return whole;
}

function message(raw) {
  return {
    file: raw.url ? filePath(raw.url) : '(the checker)',
    line: raw.firstLine ?? raw.lastLine ?? 1,
    column: raw.firstColumn ?? raw.lastColumn ?? 1,
    text: raw.message,
    level: level(raw),
  };
}

function filePath(url) {
  return url.startsWith('file:') ? fileURLToPath(url) : url;
}

function level(raw) {
  if (raw.type === 'info') return 'warning';
  return NEWER_THAN_THE_CHECKER.some((pattern) => pattern.test(raw.message)) ? 'unknown' : 'error';
}
