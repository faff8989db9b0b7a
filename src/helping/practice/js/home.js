// @ts-check
/* Where practice stands: on the course's page, or as an output in a notebook. */

/** @type {Record<string, (root: HTMLElement) => void>} */
const MOUNTS = {
  question: mountQuestion,
  reflection: mountReflection,
  writing: mountReflection, // the same box; what others wrote opens by itself
  exchange: mountExchange,
  gathered: mountGathered,
  "wipe-all": mountWipeAll,
};

/**
 * Bring to life what stands in an element and is not alive yet; one that fails leaves the rest.
 * @param {ParentNode} within
 * @param {(root: HTMLElement) => void} [prepare]
 */
function mount(within, prepare) {
  for (const root of within.querySelectorAll("[data-practice], .practice-wipe-all")) {
    if (!(root instanceof HTMLElement) || "mounted" in root.dataset) continue;
    root.dataset.practice ??= "wipe-all";
    root.dataset.mounted = "";
    try {
      prepare?.(root);
      MOUNTS[root.dataset.practice](root);
    } catch (error) {
      delete root.dataset.mounted; // it shows itself as it does without scripts
      console.error(error);
    }
  }
}

/* In a notebook ----------------------------------------------------------------------------- */

/**
 * Bring to life the outputs of a notebook.
 * @param {ParentNode} within
 */
function live(within) {
  document.addEventListener("click", toHeading, true); // the same listener is added once
  mount(within, (root) => {
    ownIds(root);
    keepKeys(root);
    for (const link of root.querySelectorAll('a[href^="https:"]')) {
      link.setAttribute("target", "_blank"); // or the link would leave the running notebook
      link.setAttribute("rel", "noopener");
    }
  });
}

/**
 * A document may show the same output twice, so each view gets ids of its own. One keeps the name
 * by which a chapter links to it.
 * @param {HTMLElement} root
 */
function ownIds(root) {
  const named = root.id;
  const mark = "-" + Math.random().toString(36).slice(2, 8);
  for (const each of [root, ...root.querySelectorAll("*")]) {
    for (const name of ["id", "for", "name"]) {
      const id = each.getAttribute(name);
      if (id) each.setAttribute(name, id + mark);
    }
    const ids = each.getAttribute("aria-describedby");
    if (ids) each.setAttribute("aria-describedby", ids.replace(/\S+/g, (id) => id + mark));
  }
  if (named && !document.getElementById(named)) root.id = named;
}

/**
 * Keys pressed in here stay in here. JupyterLab listens at the document: it would take the arrow
 * keys to move between cells, Shift+Enter to run one, and forbid a new line or an undo in a text
 * field. Saving the notebook is the one key it is left.
 * @param {HTMLElement} root
 */
function keepKeys(root) {
  for (const kind of ["keydown", "keypress", "keyup"]) {
    root.addEventListener(kind, (event) => {
      if (!(event instanceof KeyboardEvent)) return;
      const saves = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s";
      if (!saves) event.stopPropagation();
    });
  }
}

/* On paper ---------------------------------------------------------------------------------- */

/* Paper neither scrolls nor opens: give texts their room and answers their place. */
function beforePrint() {
  for (const area of document.querySelectorAll("textarea")) {
    if (area.closest(".practice")) area.style.minHeight = area.scrollHeight + 4 + "px";
  }
  for (const answers of document.querySelectorAll("details")) {
    if (answers.open || !answers.matches(".practice-answers")) continue;
    answers.open = true;
    answers.dataset.forPrint = "";
  }
}

function afterPrint() {
  for (const answers of document.querySelectorAll("details")) {
    if (!("forPrint" in answers.dataset)) continue;
    answers.open = false;
    delete answers.dataset.forPrint;
  }
}

addEventListener("beforeprint", beforePrint);
addEventListener("afterprint", afterPrint);
watchStore();

/** The course's page calls `mount` by itself; each output of a notebook calls `live`. */
globalThis.coursePractice = {
  live,
  page() {
    if (document.readyState === "loading") {
      document.addEventListener("DOMContentLoaded", () => mount(document));
    } else {
      mount(document);
    }
  },
};
