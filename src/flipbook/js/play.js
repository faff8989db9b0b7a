// @ts-check
/* Play: a button that walks a slider through its stops, until anybody touches anything. */

/**
 * No stop is left sooner, in milliseconds: a flash takes two steps, and more than three flashes a
 * second can do harm (WCAG 2.3.1).
 */
const QUICKEST_MS = 170;

/** Nor sooner than this where a reader has asked for less motion. */
const CALM_MS = 1000;

/** How soon Python is looked after again that has not yet answered for the last stop. */
const AGAIN_MS = 50;

/** One picture of a document moves at a time. @type {Player | null} */
let playing = null;

/** Walks once from where the slider stands to its end; from the end, it begins anew. */
class Player {
  /** @param {Figure} shown @param {Control} control @param {HTMLElement} button */
  constructor(shown, control, button) {
    this.shown = shown;
    this.control = control;
    this.button = button;
    this.timer = 0;
    this.sight = new IntersectionObserver((seen) => {
      if (!seen[seen.length - 1].isIntersecting) this.stop();
    });
    button.addEventListener("click", () => (playing === this ? this.stop() : this.start()));
  }

  start() {
    playing?.stop();
    playing = this;
    this.button.setAttribute("aria-pressed", "true");
    this.shown.voice.hold();
    const picture = this.shown.part("picture"), { top, bottom } = picture.getBoundingClientRect();
    if (bottom <= 0 || top >= innerHeight) this.shown.bring(); // nothing moves unseen
    this.sight.observe(picture);
    const last = this.control.keys.length - 1;
    if (this.shown.stops[this.control.name] === last) this.goTo(0);
    else this.step();
  }

  step() {
    const { shown } = this;
    if (!shown.figure.isConnected) this.stop();
    else if (shown.live?.busy) this.timer = setTimeout(() => this.step(), AGAIN_MS);
    else this.goTo(shown.stops[this.control.name] + 1);
  }

  /** @param {number} stop */
  goTo(stop) {
    this.shown.move(this.control, stop);
    if (stop >= this.control.keys.length - 1) {
      this.stop();
      return;
    }
    const least = this.shown.calm.matches ? CALM_MS : QUICKEST_MS;
    const wait = Math.max(1000 * (this.control.play ?? 0), least);
    this.timer = setTimeout(() => this.step(), wait);
  }

  /** Stand still; what the picture shows now is spoken. */
  stop() {
    if (playing !== this) return;
    playing = null;
    clearTimeout(this.timer);
    this.sight.disconnect();
    this.button.setAttribute("aria-pressed", "false");
    this.shown.voice.release();
  }
}

/** Stop what plays in a figure. @param {Figure} shown */
function halt(shown) {
  if (playing?.shown === shown) playing.stop();
}

/**
 * Let a figure's buttons play, and whatever else is touched in it stop that.
 * @param {Figure} shown
 */
function letPlay(shown) {
  const { figure } = shown;
  for (const control of shown.controls) {
    const button = control.inputs.box.querySelector(".flipbook-play");
    if (button instanceof HTMLElement) new Player(shown, control, button);
  }
  /** @param {Event} event */
  const touched = (event) => {
    const on = event.target;
    if (playing?.shown !== shown || !(on instanceof Element)) return;
    const leaving = event instanceof KeyboardEvent && event.key === "Escape";
    const passing = event instanceof KeyboardEvent && /^(Tab|Shift)$/.test(event.key);
    const own = playing.button.contains(on);
    const control = on.closest("input, select, button, label, summary, textarea");
    if (leaving || (control && !own && !passing)) playing.stop();
  };
  for (const kind of ["pointerdown", "click", "input", "keydown"]) {
    figure.addEventListener(kind, touched, true);
  }
}

document.addEventListener("visibilitychange", () => { if (document.hidden) playing?.stop(); });
addEventListener("beforeprint", () => playing?.stop());
