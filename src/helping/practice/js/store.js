// @ts-check
/* What a reader chose to keep: reading, keeping, removing, in this browser alone.
 *
 * A store may be refused (blocked cookies, a frame, some private windows) or full. Only keeping
 * needs room: reading and removing are never made to hang on it. Every answer given here has been
 * looked up after the deed.
 */

/**
 * @typedef {{prompt: string, text: string, date: string}} Kept  a reflection, as it lies in the store
 * @typedef {"kept" | "full" | "refused"} Outcome
 */

const PREFIX = "helping:"; // of every key that the course keeps
const REFLECTION = PREFIX + "reflection:";

/**
 * The browser's own store; null where it is refused. It is asked, never tried by writing. What a
 * page puts in its place, so that other scripts live on, keeps nothing: it is no `Storage`.
 */
function storage() {
  try {
    const store = globalThis.localStorage;
    return store instanceof Storage ? store : null;
  } catch {
    return null;
  }
}

/**
 * The keys that begin so; null if nobody may look.
 * @param {string} prefix
 */
function keys(prefix) {
  try {
    const store = storage();
    return store && Object.keys(store).filter((key) => key.startsWith(prefix)).sort();
  } catch {
    return null;
  }
}

/**
 * What lies under a key, as written; null if nothing does or nobody may look.
 * @param {string} key
 */
function read(key) {
  try {
    return storage()?.getItem(key) ?? null;
  } catch {
    return null;
  }
}

/**
 * The reflection in what was read. What cannot be understood is somebody's words all the same.
 * @param {string} raw
 * @returns {Kept}
 */
function understand(raw) {
  try {
    const kept = JSON.parse(raw);
    if (typeof kept.text === "string") return { prompt: "", date: "", ...kept };
  } catch {
    // Not ours, or damaged.
  }
  return { prompt: "", text: raw, date: "" };
}

/**
 * @param {string} key
 * @param {string} raw
 * @returns {Outcome}
 */
function keepAs(key, raw) {
  const store = storage();
  if (!store) return "refused";
  try {
    store.setItem(key, raw);
  } catch (error) {
    // Some browsers refuse by a store that has no room at all.
    const full = error instanceof DOMException && /quota/i.test(error.name);
    return full && store.length ? "full" : "refused";
  }
  if (read(key) !== raw) return "refused";
  changed();
  return "kept";
}

/**
 * Remove a key, and look: is it gone?
 * @param {string} key
 */
function remove(key) {
  try {
    storage()?.removeItem(key);
  } catch {
    // Looked at below.
  }
  changed();
  return storage() !== null && read(key) === null;
}

/** All that shows kept words looks again, here and, by the browser's own event, in other windows. */
function changed() {
  for (const root of document.querySelectorAll("[data-practice][data-mounted]")) {
    root.dispatchEvent(new CustomEvent("practice-look"));
  }
}

/**
 * Copies of a page learn of each other: at once by `storage`; a page come back to by Back, or
 * woken up, by looking. Called once a document.
 */
function watchStore() {
  addEventListener("storage", (event) => {
    if (event.key === null || event.key.startsWith(PREFIX)) changed();
  });
  for (const moment of ["pageshow", "focus"]) addEventListener(moment, changed);
  document.addEventListener("visibilitychange", changed);
}
