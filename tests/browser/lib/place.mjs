// Where a link leads: to an element that is in view and looks pointed at.

import assert from 'node:assert/strict';
import { groupBy } from './group.mjs';
import { eventually } from './stage.mjs';

/** On `pointed`, whose address names `id`, the element stands out from how it looks on `plain` and is in view. */
export function assertPointedAt(plain, pointed, id) {
  return eventually(async () => {
    assert.notEqual(await look(pointed, id), await look(plain, id), `#${id} looks as if nothing pointed at it`);
    assert.equal(await placeOf(pointed, id), 'in view', `#${id}`);
  });
}

/** Of the links found, at least one, the addresses that do not answer, or lack the element that they name. */
export async function deadLinks(links) {
  const addresses = await links.evaluateAll((all) => [...new Set(all.map((link) => link.href))]);
  assert.ok(addresses.length > 0, 'there are no links');
  const pages = groupBy(addresses, (address) => address.split('#')[0]);
  const dead = [...pages].map(async ([page, same]) => {
    const answer = await links.page().request.get(page);
    const body = answer.ok() ? await answer.text() : '';
    return same.filter((address) => !answer.ok() || !body.includes(fragment(address)));
  });
  return (await Promise.all(dead)).flat();
}

function fragment(address) {
  const id = decodeURIComponent(new URL(address).hash.slice(1));
  return id && `id="${id}"`;
}

/** What a highlight may change, on the element and on what is directly in it. */
function look(page, path) {
  return page.evaluate((id) => {
    const item = document.getElementById(id);
    return [item, ...item.children]
      .flatMap((element) => ['', '::before', '::after'].map((pseudo) => getComputedStyle(element, pseudo || null)))
      .map(({ backgroundColor, outline, boxShadow, border, content }) =>
        [backgroundColor, outline, boxShadow, border, content].join())
      .join('\n');
  }, path);
}

function placeOf(page, path) {
  return page.evaluate((id) => {
    const item = document.getElementById(id);
    const { left, top, width, height } = item.getBoundingClientRect();
    if (top < 0 || top > innerHeight) return `outside the window (${top})`;
    const over = document.elementFromPoint(left + width / 2, top + Math.min(4, height / 2));
    return over && (item.contains(over) || over.contains(item)) ? 'in view' : `under ${over?.outerHTML.slice(0, 80)}`;
  }, path);
}
