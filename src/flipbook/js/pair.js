// @ts-check
/* A pair: two hands on one scale, from … to, which cannot cross. */

/**
 * Where the two hands stand at each stop of a pair, in Python's order: the high one moves fastest.
 * @param {number} count how many places the scale has
 */
function pairsOf(count) {
  /** @type {[low: number, high: number][]} */
  const pairs = [];
  for (let low = 0; low < count; low++) {
    for (let high = low; high < count; high++) pairs.push([low, high]);
  }
  return pairs;
}

/**
 * The stop of a pair once a hand has gone to a place; at the other hand it goes no further.
 * @param {[low: number, high: number][]} pairs
 * @param {number} stop where the pair stands
 * @param {number} hand 0 the low one, 1 the high one
 * @param {number} place
 */
function stopWith(pairs, stop, hand, place) {
  let [low, high] = pairs[stop];
  if (hand) high = Math.max(place, low);
  else low = Math.min(place, high);
  return pairs.findIndex((pair) => pair[0] === low && pair[1] === high);
}
