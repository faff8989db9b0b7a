// @ts-check
/* Words to the reader, text handed out, and the button that must be pressed twice. */

/**
 * The words of this language: patterns with named places.
 * @typedef {Record<string, string>} Words
 */

/**
 * Fill the places of a pattern.
 * @param {string} name
 * @param {Record<string, string | number>} [places]
 */
function words(name, places = {}) {
  return WORDS[name].replace(/\{(\w+)\}/g, (whole, place) => String(places[place] ?? whole));
}

/**
 * The one element of a kind in a piece of practice.
 * @template {Element} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} kind
 * @returns {T}
 */
function part(root, selector, kind) {
  const found = root.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`practice: there is no ${selector}`);
  return found;
}

/**
 * Make an element.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string>} [attributes]
 * @param {string} [text]
 * @returns {HTMLElementTagNameMap[T]}
 */
function make(tag, attributes = {}, text = "") {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.textContent = text;
  return made;
}

/**
 * A place for messages. It has no role: an empty region with one is met and read as "status bar,
 * blank". Its words stand in a paragraph, which is read whole by those who pass it.
 */
function makeNote() {
  return make("div", { class: "practice-note", "aria-live": "polite", "aria-atomic": "true" });
}

/**
 * Say it in a note. Empty first: a screen reader speaks a change, and the same words twice are none.
 * @param {HTMLElement} note
 * @param {string} message
 */
function announce(note, message) {
  note.replaceChildren();
  note.dataset.says = message;
  setTimeout(() => {
    if (note.dataset.says === message) note.replaceChildren(make("p", {}, message));
  }, 50);
}

/**
 * Say it unless it stands there already: for what would come with every key.
 * @param {HTMLElement} note
 * @param {string} message
 */
function announceOnce(note, message) {
  if (note.dataset.says !== message) announce(note, message);
}

/** @param {HTMLElement} note */
function hush(note) {
  note.dataset.says = "";
  note.replaceChildren();
}

function today() {
  return new Date().toLocaleDateString(undefined, { dateStyle: "long" });
}

/**
 * Ask the browser to save a text. It never says whether it did, and inside a frame it often
 * refuses without a word: there the text also stands in a field, selected, to copy.
 * @param {HTMLElement} root
 * @param {HTMLElement} note
 * @param {string} name
 * @param {string} text
 */
function giveOut(root, note, name, text) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = make("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
  const framed = globalThis.self !== globalThis.top;
  announce(note, words(framed ? "saving_framed" : "saving", { name }));
  takeBack(root);
  if (!framed) return;
  const field = make("textarea", { readonly: "", rows: "6", dir: "auto", spellcheck: "false" });
  field.value = text;
  const label = make("label", { class: "practice-copy" }, words("copy_label", { name }));
  label.append(field);
  note.after(label);
  field.focus();
  field.select();
}

/**
 * Remove the field to copy from: its words were wiped, or are no longer the newest.
 * @param {HTMLElement} root
 */
function takeBack(root) {
  root.querySelector(".practice-copy")?.remove();
}

/**
 * A button that acts on its second press, and is quiet again when the reader moves on: by focus,
 * by a touch elsewhere (Safari does not focus a button that is clicked), by Escape, or by waiting.
 * @param {HTMLButtonElement} button
 * @param {HTMLElement} note
 * @param {string} question  what is said after the first press
 * @param {() => void} act
 * @returns {() => void} brings the button to rest without a word
 */
function twoPresses(button, note, question, act) {
  const PATIENCE = 10000; // milliseconds
  const label = button.textContent ?? "";
  /** @type {AbortController | null} */
  let armed = null;
  const rest = () => {
    armed?.abort();
    armed = null;
    button.textContent = label;
  };
  const leave = () => {
    rest();
    announce(note, words("nothing_wiped"));
  };
  const arm = () => {
    armed = new AbortController();
    const { signal } = armed;
    button.focus();
    button.addEventListener("blur", leave, { signal });
    button.addEventListener("keydown", (event) => {
      if (event.key === "Escape") leave();
    }, { signal });
    document.addEventListener("pointerdown", (event) => {
      if (event.target instanceof Node && !button.contains(event.target)) leave();
    }, { signal, capture: true });
    const waiting = setTimeout(leave, PATIENCE);
    signal.addEventListener("abort", () => clearTimeout(waiting));
    button.textContent = words("press_again");
    announce(note, question);
  };
  button.addEventListener("click", (event) => {
    if (event.detail > 1) return; // the second half of a double click is not a second thought
    if (!armed) {
      arm();
    } else {
      rest();
      act();
    }
  });
  return rest;
}
