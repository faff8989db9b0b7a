// @ts-check
// Runs in the head of every page, before anything else: nothing flashes, nothing stops.

// Where cookies are blocked, in a learning platform's frame, or where the store is full, the
// theme's and Sphinx's scripts would end at their first use of a store, and with them the menu, the
// contents and the search. They say plain `localStorage`: these two names stand before the
// browser's and never fail; what cannot be kept lasts as long as the page. Whoever must know the
// truth (practice.js) asks `globalThis.localStorage`.
const [localStorage, sessionStorage] = /** @type {const} */ ([
  "localStorage",
  "sessionStorage",
]).map((name) => {
  /** @type {Map<string, string>} */
  const memory = new Map();
  /**
   * @template T
   * @param {(store: Storage) => T} use
   */
  const ask = (use) => {
    try {
      return use(globalThis[name]);
    } catch {
      return null; // refused, absent or full
    }
  };
  return {
    /** @param {string} key */
    getItem: (key) => memory.get(key) ?? ask((store) => store.getItem(key)),
    /** @param {string} key @param {string} value */
    setItem: (key, value) => {
      memory.set(key, String(value));
      ask((store) => store.setItem(key, value));
    },
    /** @param {string} key */
    removeItem: (key) => {
      memory.delete(key);
      ask((store) => store.removeItem(key));
    },
  };
});

// What was chosen before shows from the first paint. data-mode also says that scripts run: the
// style shows buttons only then, and what stands in for them only without.
{
  const chosen = localStorage.getItem("mode");
  const { dataset } = document.documentElement;
  dataset.mode = chosen === "light" || chosen === "dark" ? chosen : "auto";
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  dataset.theme = dataset.mode !== "auto" ? dataset.mode : dark ? "dark" : "light";
  dataset.code = localStorage.getItem("code") === "shown" ? "shown" : "hidden";
}
