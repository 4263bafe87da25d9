// A few workers over one list, because the machines that run the tests have two cores.

/**
 * Runs `work(item, worker)` for every item; results keep the order of the items.
 * @template T, W, R
 * @param {T[]} items
 * @param {W[]} workers   what each worker owns, such as a browser context
 * @param {(item: T, worker: W) => Promise<R>} work
 * @returns {Promise<R[]>}
 */
export async function pool(items, workers, work) {
  const results = new Array(items.length);
  let next = 0;
  const drain = async (worker) => {
    while (next < items.length) {
      const at = next++;
      results[at] = await work(items[at], worker);
    }
  };
  await Promise.all(workers.map(drain));
  return results;
}
