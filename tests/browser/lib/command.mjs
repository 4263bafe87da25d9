// What the scripts share as commands: how they end. 0 fine, 1 the site has faults, 2 could not run.

/**
 * Runs a script's body, which returns the exit code; `usage()` ends it with the way to call it.
 * @param {string} usageLine
 * @param {(usage: () => never) => Promise<0 | 1>} body
 */
export async function runAsCommand(usageLine, body) {
  try {
    process.exitCode = await body(() => {
      throw new Error(usageLine);
    });
  } catch (error) {
    console.error(error.message);
    process.exitCode = 2;
  }
}
