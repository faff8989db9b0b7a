// @ts-check
/* Words: what is said to all, and what is said once more to those who do not see. */

/** How long the hand rests before a new state is spoken, and how long its words then stand. */
const REST_MS = 700, HEARD_MS = 3000;

/**
 * A pattern of the table of words with its places filled.
 * @param {string} pattern
 * @param {Record<string, string>} places
 */
const phrase = (pattern, places) =>
  pattern.replace(/\{(\w+)\}/g, (place, name) => places[name] ?? place);

/**
 * The words of a figure: those of the page, unless it has its own.
 * @param {Element} figure
 * @returns {Record<string, string>}
 */
function wordsOf(figure) {
  const own = figure.querySelector(".flipbook-words");
  return own ? { ...SAID, ...JSON.parse(own.textContent ?? "{}") } : SAID;
}

/**
 * Speaks to a screen reader: once, when the hand has come to rest.
 *
 * The words that all see stand in ordinary paragraphs, which are read where they stand; those
 * spoken here are put into a region of its own and taken away again, so that nothing is met twice.
 */
class Voice {
  /** @param {HTMLElement} region */
  constructor(region) {
    this.region = region;
    /** @type {string[]} */
    this.waiting = ["", "", ""];
    this.held = false;
  }

  /** Say nothing for now: a picture that plays speaks at its end. */
  hold() {
    this.held = true;
    clearTimeout(this.timer);
  }

  release() {
    this.held = false;
    this.rest();
  }

  /** A message, said before the sentence. @param {string} message */
  say(message) {
    this.waiting[0] = message;
    this.rest();
  }

  /** What the picture now shows. @param {string} sentence */
  tell(sentence) {
    this.waiting[1] = sentence;
    this.rest();
  }

  /** How a bet came out, said last. @param {string} verdict */
  decide(verdict) {
    this.waiting[2] = verdict;
    this.rest();
  }

  rest() {
    if (this.held) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.speak(), REST_MS);
  }

  speak() {
    const words = this.waiting.filter(Boolean).join(" ");
    this.waiting = ["", "", ""];
    if (!words) return;
    const heard = document.createElement("p"); // bare text in a region is "blank" to Orca
    heard.textContent = words;
    this.region.replaceChildren(heard);
    this.timer = setTimeout(() => this.region.replaceChildren(), HEARD_MS);
  }
}
