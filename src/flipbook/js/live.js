// @ts-check
/* Live, in JupyterLab and its kin: a figure that asks Python for its states. */

/** After so many milliseconds without an answer the reader is told, and the controls go back. */
const PATIENCE_MS = 4000;

/** Asks Python for a state: one question at a time, and always the newest. */
class Live {
  /**
   * @param {{ send: (message: object) => void }} model
   * @param {() => void} unanswered
   */
  constructor(model, unanswered) {
    this.model = model;
    this.unanswered = unanswered;
    this.waiting = false;
    /** @type {Record<string, number> | null} */
    this.next = null;
    this.clock = 0;
  }

  /** Whether an answer is still to come. */
  get busy() {
    return this.waiting || this.next !== null;
  }

  /** @param {Record<string, number>} stops */
  ask(stops) {
    this.next = { ...stops };
    if (!this.waiting) this.send();
  }

  send() {
    if (!this.next) return;
    this.waiting = true;
    const asked = { stops: this.next };
    this.next = null;
    clearTimeout(this.clock);
    this.clock = setTimeout(() => this.give(), PATIENCE_MS);
    try {
      this.model.send(asked);
    } catch { /* a channel that is shut answers no more than a kernel that has gone */ }
  }

  /** Wait no longer; a late answer is welcome all the same. */
  give() {
    this.waiting = false;
    this.next = null;
    this.unanswered();
  }

  answered() {
    clearTimeout(this.clock);
    this.waiting = false;
    this.send();
  }
}

/** Views of pictures in this document, each of which has ids of its own. */
let views = 0;

/**
 * Give a view ids that nothing else in the document has: another view of the same picture, another
 * notebook in the same window.
 * @param {HTMLElement} el @param {string} mark
 */
function markIds(el, mark) {
  const names = ["id", "for", "aria-labelledby", "aria-describedby", "aria-controls", "href",
    "xlink:href", "clip-path", "mask", "fill", "stroke", "style", "filter"];
  const own = new Set([...el.querySelectorAll("[id]")].map((part) => part.id));
  const marked = (/** @type {string} */ id) => (own.has(id) ? `${mark}${id}` : id);
  for (const part of el.querySelectorAll("*")) {
    for (const name of names) {
      const value = part.getAttribute(name);
      if (!value) continue;
      if (/^(id|for|aria-)/.test(name)) {
        part.setAttribute(name, value.split(" ").map(marked).join(" "));
      } else if (value.includes("#")) {
        part.setAttribute(name, value.replace(/(^#|url\(["']?#)([^)"']+)/g,
          (_, before, id) => before + marked(id)));
      }
    }
  }
}

/**
 * Keys pressed in a picture stay there: JupyterLab would take an arrow key to go to another cell.
 * Saving the notebook is the one key it is left.
 * @param {HTMLElement} el
 */
function keepKeys(el) {
  for (const kind of ["keydown", "keypress", "keyup"]) {
    el.addEventListener(kind, (event) => {
      if (!(event instanceof KeyboardEvent)) return;
      const saves = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s";
      if (!saves) event.stopPropagation();
    });
  }
}

/** @param {{ model: any, el: HTMLElement }} view */
function render({ model, el }) {
  el.innerHTML = model.get("_html");
  if (!views) followLinks({ capture: true, remember: false }); // before JupyterLab looks for a heading
  const mark = `v${++views}-`;
  markIds(el, mark);
  const unanswered = () => {
    halt(figure);
    figure.onArrival = "";
    figure.stops = { ...shown };
    figure.writeControls();
    figure.say(figure.told.no_answer);
  };
  const live = new Live(model, unanswered);
  const figure = new Figure(/** @type {HTMLElement} */ (el.querySelector("figure")), live);
  figure.picture.prefix = mark;
  let shown = { ...figure.stops };
  el.querySelector('[data-flipbook-do="link"]')?.remove(); // a link leads to a page, not here
  keepKeys(el);
  /** @type {Frame | null} */
  let frame = null;
  /** @param {Record<string, number>} idle  a code for each control that makes no difference */
  const markIdle = (idle) => {
    for (const control of figure.controls) figure.idle(control, idle[control.name] ?? AWAKE);
  };
  /** @param {Answer} message */
  const receive = (message) => {
    if (message.looked) { // no answer: Python has had time to look round
      const { looked, stops } = message;
      const still = figure.controls.every(({ name }) => figure.stops[name] === stops?.[name]);
      if (still) markIdle(looked);
      return;
    }
    if (message.skeleton !== undefined) {
      frame = { skeleton: message.skeleton, kinds: message.kinds, slots: message.slots };
    } else if (message.changed && frame) {
      frame = { ...frame, slots: frame.slots.slice() };
      for (const [index, slot] of message.changed) frame.slots[index] = slot;
    }
    if (message.stops) shown = { ...message.stops };
    if (!live.next && message.stops) {
      figure.stops = { ...message.stops };
      figure.writeControls(document.activeElement?.matches(".flipbook-number") ? document.activeElement : null);
      if (message.idle) markIdle(message.idle);
    }
    if (message.error) {
      halt(figure);
      figure.say(message.error);
    } else if (frame) {
      if (figure.said.textContent === figure.told.no_answer) figure.say("");
      figure.picture.show(frame, !figure.calm.matches);
      figure.tell(message.sentence, message.more);
    }
    live.answered();
  };
  model.on("msg:custom", receive);
  model.send({ ask: "picture" });
  return () => {
    halt(figure);
    model.off("msg:custom", receive);
    clearTimeout(live.clock);
  };
}

/** On a page: bring to life what stands there, now or as soon as it does. */
function start() {
  if (document.readyState !== "loading") mountPage();
  else if (!starting) addEventListener("DOMContentLoaded", mountPage);
  starting = true;
}
let starting = false;

globalThis.flipbook = { render, mountPage, start };
