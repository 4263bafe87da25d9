// The one way the tests start Chromium: Debian's own, quiet, and unable to reach anything but this machine.

import { chromium } from 'playwright-core';

const ARGUMENTS = [
  '--no-sandbox', // containers run the tests as root
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  // A page that calls another host must fail the same way on every machine, online or not.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/** @returns {Promise<import('playwright-core').Browser>} */
export function launch() {
  const executablePath = process.env.KOHYO_CHROMIUM || '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: ARGUMENTS });
}
