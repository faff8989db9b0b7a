// @ts-check
/* Picture and hand in one view: a control never comes into sight without its picture. */

/** Room between the picture and the control that is moved, in CSS pixels. */
const GAP_PX = 8;

/** So tall a strip is left for a hand under a picture that stays, in CSS pixels. */
const HAND_PX = 140;

/** The share of a window's height that a picture above its controls may take; as in the style. */
const SHARE = 0.46;

/**
 * Keep, around each thing that can be focused, room for the picture beside or above it.
 *
 * The picture sticks to the top of the window (see the style sheet). A browser that brings a
 * control into sight honours the margins written here, so that the picture comes with it and
 * never lies over it.
 * @param {HTMLElement} figure
 */
function keepInView(figure) {
  /** @param {string} name */
  const part = (name) => /** @type {HTMLElement} */ (figure.querySelector(`.flipbook-${name}`));
  /** @param {ParentNode} within @param {string} selector */
  const all = (within, selector) =>
    /** @type {HTMLElement[]} */ ([...within.querySelectorAll(selector)]);
  const stage = part("stage"), view = part("view"), form = part("controls"), picture = part("picture");
  const keyboard = { open: false };
  const measure = () => {
    const whole = stage.getBoundingClientRect();
    if (!whole.height) return;
    const beside = form.getBoundingClientRect().left >= picture.getBoundingClientRect().right;
    const top = parseFloat(getComputedStyle(view).top) || 0;
    // What the picture has to fit: the window, a notebook's pane, or what a keyboard leaves.
    const pane = scrollerOf(stage);
    if (!keyboard.open) {
      if (pane) figure.style.setProperty("--flipbook-room", `${pane.clientHeight}px`);
      else figure.style.removeProperty("--flipbook-room");
    }
    const high = parseFloat(figure.style.getPropertyValue("--flipbook-room")) || innerHeight;
    const shift = parseFloat(figure.style.getPropertyValue("--flipbook-shift")) || 0;
    const room = shift + high - top;
    const shown = Math.min(picture.offsetHeight, SHARE * high);
    const words = /** @type {HTMLElement[]} */ ([...view.children]).reduce(
      (tall, child) => tall + (child === picture ? 0 : child.offsetHeight + GAP_PX), 0);
    const hand = beside ? 0 : HAND_PX;
    const fits = (beside ? picture.offsetHeight : shown) + words + hand <= room;
    const none = !beside && shown + hand > room;
    figure.classList.toggle("flipbook-tight", !fits && !none);
    figure.classList.toggle("flipbook-free", none);
    if (none) {
      for (const each of all(form, "*")) each.style.removeProperty("scroll-margin");
      return;
    }
    const tall = (fits ? view : picture).offsetHeight;
    const from = stage.getBoundingClientRect();
    /** @type {[HTMLElement, string][]} */
    const margins = [];
    for (const box of all(form, ".flipbook-control, .flipbook-buttons")) {
      const above = box.getBoundingClientRect().top;
      for (const each of [box, ...all(box, "input, select, button, label")]) {
        const { top: own, height } = each.getBoundingClientRect();
        const label = Math.min(own - above, room - tall - height - 2 * GAP_PX); // seen as well
        const before = Math.max(tall - from.height + own - from.top, beside ? 0 : tall + label);
        const after = beside ? Math.max(0, tall - (own - from.top) - height) : 0;
        margins.push([each, `${before + GAP_PX}px 0 ${after + GAP_PX}px`]);
      }
    }
    for (const [each, margin] of margins) each.style.scrollMargin = margin;
  };
  let soon = 0;
  const later = () => {
    clearTimeout(soon);
    soon = setTimeout(measure, 150);
  };
  new ResizeObserver(later).observe(stage);
  addEventListener("resize", later);
  followKeyboard(figure, keyboard, later);
  measure();
}

/** What scrolls around a part; null where it is the page itself. @param {HTMLElement} part */
function scrollerOf(part) {
  for (let around = part.parentElement; around && around !== document.body;
    around = around.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(around).overflowY)) return around;
  }
  return null;
}

/**
 * A software keyboard takes from what is seen and leaves the window as it was: the picture moves
 * down into what is left, and becomes smaller.
 * @param {HTMLElement} figure
 * @param {{ open: boolean }} keyboard
 * @param {() => void} then
 */
function followKeyboard(figure, keyboard, then) {
  const seen = globalThis.visualViewport;
  if (!seen) return;
  const follow = () => {
    const open = seen.scale < 1.05 && seen.height < 0.8 * innerHeight &&
      figure.contains(document.activeElement);
    if (!open && !keyboard.open) return;
    keyboard.open = open;
    if (open) {
      figure.style.setProperty("--flipbook-room", `${seen.height}px`);
      figure.style.setProperty("--flipbook-shift", `${seen.offsetTop}px`);
    } else {
      figure.style.removeProperty("--flipbook-room");
      figure.style.removeProperty("--flipbook-shift");
    }
    then();
  };
  seen.addEventListener("resize", follow);
  seen.addEventListener("scroll", follow);
}

/**
 * Keep room for the longest sentence, so that no control moves under the hand.
 * @param {HTMLElement} sentence
 * @param {string[]} all what it may say
 */
function keepRoom(sentence, all) {
  const longest = all.reduce((most, each) => each.length > most.length ? each : most, "");
  let width = 0;
  new ResizeObserver(() => {
    if (sentence.offsetWidth === width) return;
    width = sentence.offsetWidth;
    const now = sentence.textContent;
    sentence.style.minHeight = "";
    sentence.textContent = longest;
    const tall = sentence.offsetHeight;
    sentence.textContent = now;
    sentence.style.minHeight = `${tall}px`;
  }).observe(sentence);
}
