// @ts-check
// What the pages do beside pictures and practice: colours, code, menus, search field, wide tables.
/** @returns {CourseWords} */
const courseWords = () =>
  JSON.parse(document.getElementById("course-words")?.textContent ?? "{}");
const root = document.documentElement;

document.addEventListener("DOMContentLoaded", () => {
  const words = courseWords();
  sayColours(words.colours);
  switchCode();
  keepFocus();
  sayMenu();
  reachWhatScrolls(words.scrolling);
  document.querySelector(".print-button")?.addEventListener("click", () => print());
});

// The theme's button changes the colours; its name says which are on, and a change is spoken.
/** @param {Record<string, string>} words */
function sayColours(words) {
  const button = document.querySelector(".theme-switch-button");
  if (!button) return;
  const name = button.querySelector(".visually-hidden");
  const said = document.querySelector(".colours-said");
  if (!name || !said) return;
  const tell = () => {
    name.textContent = words[root.dataset.mode ?? "auto"] ?? words.auto;
  };
  tell();
  new MutationObserver(() => {
    tell();
    const paragraph = document.createElement("p"); // a screen reader reads it when it passes, too
    paragraph.textContent = name.textContent;
    said.replaceChildren(paragraph);
  }).observe(root, { attributeFilter: ["data-mode"] });
}

// One switch for all folds of code.
function switchCode() {
  const button = document.querySelector(".code-switch");
  /** @type {NodeListOf<HTMLDetailsElement>} */
  const folds = document.querySelectorAll("details.code-fold");
  /** @param {boolean} shown */
  const show = (shown) => {
    root.dataset.code = shown ? "shown" : "hidden";
    button?.setAttribute("aria-pressed", String(shown));
    for (const fold of folds) fold.open = shown;
  };
  show(root.dataset.code === "shown");
  button?.addEventListener("click", () => {
    show(root.dataset.code !== "shown");
    localStorage.setItem("code", root.dataset.code ?? "hidden");
  });
}

// The theme blurs a pressed button, so that the keyboard's place would be lost: its blur does
// nothing, and the dialogs that it opens, which have no names, get those of their buttons.
function keepFocus() {
  const opens = {
    ".primary-toggle": "pst-primary-sidebar-modal",
    ".secondary-toggle": "pst-secondary-sidebar-modal",
    ".search-button": "pst-search-dialog",
    ".theme-switch-button": null,
  };
  for (const [selector, dialog] of Object.entries(opens)) {
    const button = document.querySelector(selector);
    if (!(button instanceof HTMLElement)) continue;
    button.blur = () => {};
    // Safari gives a clicked button no focus, and the theme gives it back to what had it.
    button.addEventListener("click", () => button.focus(), true);
    const name = (button.textContent ?? "").trim();
    if (dialog) document.getElementById(dialog)?.setAttribute("aria-label", name);
  }
}

// Beside a wide page the menu's button hides and shows the chapters: it says which.
function sayMenu() {
  const button = document.querySelector(".primary-toggle");
  const chapters = document.getElementById("pst-primary-sidebar");
  if (!button || !chapters) return;
  const wide = matchMedia("(min-width: 992px)"); // as in the theme's script
  const tell = () => {
    if (!wide.matches) return button.removeAttribute("aria-expanded"); // it opens a dialog there
    button.setAttribute("aria-expanded", String(!chapters.classList.contains("pst-sidebar-hidden")));
  };
  tell();
  wide.addEventListener("change", tell);
  new MutationObserver(tell).observe(chapters, { attributeFilter: ["class"] });
}

// What is wider than its place scrolls sideways: then, and only then, the keyboard can stop there.
/** @param {CourseWords["scrolling"]} words */
function reachWhatScrolls(words) {
  /** @type {NodeListOf<HTMLElement>} */
  const all = document.querySelectorAll(
    ".pst-scrollable-table-container, .bd-article pre, .cell_output > .output",
  );
  /** @param {HTMLElement} box */
  const look = (box) => {
    const scrolls =
      box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX !== "visible";
    if (scrolls === (box.getAttribute("role") === "region")) return;
    if (scrolls) {
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", nameOfScrolling(box, words));
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
    }
  };
  const watch = new ResizeObserver((entries) => {
    for (const box of new Set(entries.map(({ target }) => target.closest("[data-scrolls]")))) {
      if (box instanceof HTMLElement) look(box);
    }
  });
  for (const box of all) {
    if (box.querySelector("figure, form, fieldset")) continue; // they fit and are reached by themselves
    box.dataset.scrolls = "";
    watch.observe(box);
    if (box.firstElementChild) watch.observe(box.firstElementChild);
  }
}

/**
 * @param {HTMLElement} box
 * @param {CourseWords["scrolling"]} words
 */
function nameOfScrolling(box, words) {
  if (box.matches("pre")) return words.code;
  const caption = box.querySelector("caption")?.textContent?.trim();
  const section = box.closest("section")?.querySelector("h1, h2, h3, h4")?.cloneNode(true);
  if (section instanceof Element) section.querySelector(".headerlink")?.remove();
  const heading = caption || section?.textContent?.trim() || document.title;
  return words[box.querySelector("table") ? "table" : "other"].replace("{heading}", heading);
}

// A searched word stands behind the "#" of the address, the part that no server is sent. Enter in
// the field presses the button too; a frame that forbids forms sends no "submit", but a click.
document.addEventListener("click", (event) => {
  const button = event.target instanceof Element && event.target.closest("form.bd-search button");
  const form = button instanceof HTMLButtonElement ? button.form : null;
  if (!form) return;
  event.preventDefault();
  form.closest("dialog")?.close();
  const to = new URL(form.action);
  to.search = "";
  const asked = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
  to.hash = new URLSearchParams(asked).toString();
  location.assign(to);
});
