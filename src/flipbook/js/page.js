// @ts-check
/* On a page without a kernel: every figure is brought to life. */

let following = false;

/** Safe to call again: what lives already is left alone. */
function mountPage() {
  /** @type {Figure[]} */
  const waiting = [];
  /** @type {NodeListOf<HTMLElement>} */
  const figures = document.querySelectorAll("figure.flipbook");
  for (const element of figures) {
    if (element.flipbook || !element.querySelector(".flipbook-controls")) continue;
    try {
      if (!element.querySelector(".flipbook-book")) throw new Error("the states are missing");
      waiting.push(new Figure(element, null));
    } catch (error) {
      breakDown(element, error); // the others live
    }
  }
  if (!following) {
    following = true;
    followLinks({ capture: false, remember: true });
    addEventListener("hashchange", () => { if (!landing) openAddress(); });
  }
  if (waiting.length) openAddress();
  const idle = globalThis.requestIdleCallback || ((/** @type {() => void} */ work) => setTimeout(work, 200));
  const next = () => {
    const figure = waiting.shift();
    if (!figure) return;
    figure.prepare();
    idle(next);
  };
  idle(next);
}

/** Go to the state that the page's address asks for. */
function openAddress() {
  document.querySelector(".flipbook-lost")?.remove();
  const asked = stateLink(location.hash);
  if (!asked) return;
  const shown = figureNamed(asked.name, null);
  if (shown) shown.arrive(asked.wanted, false);
  else if (asked.wanted.length) tellLost(phrase(SAID.no_picture, { name: asked.name }));
}

/** Say at the foot of the window what the page does not know. @param {string} message */
function tellLost(message) {
  const note = document.createElement("div"), words = document.createElement("p");
  const close = document.createElement("button");
  note.className = "flipbook-lost";
  note.setAttribute("role", "status");
  close.type = "button";
  close.textContent = SAID.close;
  close.addEventListener("click", () => note.remove());
  document.body.append(note);
  words.textContent = message;
  note.append(words, close);
}

/**
 * A picture that did not arrive whole stays as it is and says so.
 * @param {HTMLElement} element @param {unknown} error
 */
function breakDown(element, error) {
  element.classList.remove("flipbook-ready");
  if (element.querySelector(".flipbook-broken")) return;
  const note = document.createElement("p");
  note.className = "flipbook-broken";
  const told = wordsOf(element);
  note.textContent = told.broken;
  (element.querySelector(".flipbook-view") ?? element).after(note);
  console.warn(`flipbook: ${element.id}: ${error}`);
}
