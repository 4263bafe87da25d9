// What goes wrong around a page while it is open: refused by the policy, failed, foreign, thrown.
//
// The page itself (contrast, overflow, …) is `inspect.mjs`.

/**
 * Listens to a page. `found()` gives what went wrong so far.
 * @param {import('playwright-core').Page} page
 * @param {string} origin   the only one a page may talk to
 */
export function listen(page, origin) {
  const found = [];
  const add = (rule, target, help) => found.push({ rule, target, help });
  const listeners = {
    console: (message) => heard(message, add),
    pageerror: (error) => add('script-error', '', error.message),
    request: (request) => leaves(request.url(), origin) && add('foreign-request', request.url(), 'leaves the origin'),
    requestfailed: (request) => add('failed-request', request.url(), request.failure()?.errorText ?? 'failed'),
    response: (response) => response.status() >= 400
      && add('failed-request', response.url(), `status ${response.status()}`),
  };
  for (const [event, listener] of Object.entries(listeners)) page.on(event, listener);
  return {
    found: () => found,
    /** Closing a page breaks off what it is still loading; that is not the page's fault. */
    stop: () => Object.entries(listeners).forEach(([event, listener]) => page.off(event, listener)),
  };
}

function heard(message, add) {
  if (message.type() !== 'error') return;
  const text = message.text();
  // The same failure arrives as a response, with its address.
  if (text.startsWith('Failed to load resource')) return;
  const { url, lineNumber } = message.location();
  add(/Content Security Policy/.test(text) ? 'policy' : 'console-error', `${url}:${lineNumber + 1}`, text);
}

function leaves(url, origin) {
  const { protocol, origin: target } = new URL(url);
  return !['data:', 'blob:', 'about:'].includes(protocol) && target !== origin;
}
