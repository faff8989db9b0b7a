// @ts-check
/* Words that move a picture: links to a state, followed from the text and from elsewhere. */

/**
 * What an address asks for after its "#": a picture and what its controls say.
 *
 * Mail and learning platforms write "?" as "%3F", encode all of it, or write "&" as "&amp;".
 * @param {string} hash
 * @returns {{ name: string, wanted: [string, string][] } | null}
 */
function stateLink(hash) {
  let text = hash.replace(/^#/, "");
  for (let turn = 0; turn < 3; turn++) {
    const plain = /^([A-Za-z][\w-]*)\?([^?]*=.*)$/s.exec(text.replace(/&amp;|%26amp(;|%3B)/gi, "&"));
    if (plain) return { name: plain[1], wanted: [...new URLSearchParams(plain[2])] };
    const before = text;
    text = decoded(text);
    if (text === before) break;
  }
  const named = /^([A-Za-z][\w-]*)\?$/.exec(text);
  return named && { name: named[1], wanted: [] };
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Written into links on the way by those who count them. */
const COUNTED = /^(utm_|fbclid$|gclid$|mc_)/;

/**
 * The stops that a link asks for, and in words what the picture does not know.
 * @param {Control[]} controls
 * @param {[string, string][]} wanted
 * @param {Record<string, string>} told the words of the figure
 */
function readWanted(controls, wanted, told) {
  /** @type {Stops} */
  const stops = {};
  /** @type {string[]} */
  const strange = [], nowhere = [];
  for (const [name, value] of wanted) {
    if (COUNTED.test(name)) continue;
    const control = controls.find((known) => known.name === name);
    if (!control) {
      strange.push(name);
      continue;
    }
    const spelt = [value, decoded(value), value.replace(/[.,;:)\]>]+$/, "")];
    const stop = spelt.map((key) => control.keys.indexOf(key)).find((found) => found >= 0);
    if (stop === undefined) nowhere.push(`${name}=${value}`);
    else stops[name] = stop;
  }
  const unknown = [
    strange.length && phrase(told.no_control, { asked: strange.join(", ") }),
    nowhere.length && phrase(told.no_stop, { asked: nowhere.join(", ") }),
  ].filter(Boolean).join(" ");
  return { stops, unknown };
}

/**
 * The figure of a name that stands in the same notebook or page as something else on it.
 * @param {string} name @param {Element | null} beside
 */
function figureNamed(name, beside) {
  /** @type {NodeListOf<HTMLElement>} */
  const figures = document.querySelectorAll("figure.flipbook");
  const all = [...figures]
    .filter((figure) => figure.dataset.flipbook === name && figure.flipbook);
  const home = beside?.closest(".jp-Notebook");
  return (all.find((figure) => home?.contains(figure)) ?? all[0])?.flipbook;
}

/**
 * Where a reader has come from: the link, how far down the page it was, the picture it led to, and
 * the mark of the browser's history, where it has one.
 * @typedef {{ link: HTMLElement, down: number, shown: Figure, token: string | null }} Trip
 */

/** The latest last. @type {Trip[]} */
const trips = [];
let landing = false;

/** The link to a state that was clicked, if it was. @param {MouseEvent} event */
function clickedLink(event) {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey ||
    event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement)) return null;
  const [before, hash] = (link.getAttribute("href") ?? "").split(/#(.*)/s);
  if (!hash) return null;
  if (before && new URL(link.href).href.split("#")[0] !== location.href.split("#")[0]) return null;
  return { link, hash };
}

/**
 * Let links in the text set their pictures.
 * @param {{ capture: boolean, remember: boolean }} how whether others on the page handle links
 *   too, and whether the browser's Back leads back to the text
 */
function followLinks({ capture, remember }) {
  document.addEventListener("click", (event) => {
    const clicked = clickedLink(event);
    const asked = clicked && stateLink(clicked.hash);
    const shown = asked && figureNamed(asked.name, clicked.link);
    if (!shown) return;
    event.preventDefault();
    event.stopPropagation();
    /** @type {Trip} */
    const trip = { link: clicked.link, down: scrollY, shown, token: null };
    if (remember) {
      try {
        const token = `${Date.now()}-${trips.length}`;
        history.pushState({ flipbook: token }, "", `#${clicked.hash}`);
        trip.token = token;
      } catch { /* in a frame without an address: the button leads back all the same */ }
    }
    trips.push(trip);
    shown.arrive(asked.wanted, true);
  }, capture);
  if (remember) addEventListener("popstate", () => {
    const now = history.state?.flipbook;
    if (now && !trips.some(({ token }) => token === now)) {
      openAddress(); // Forward, into the picture again
      return;
    }
    /** @type {Trip | undefined} */
    let last;
    while (trips.length && trips[trips.length - 1].token !== now) last = trips.pop();
    if (last) land(last);
  });
}

/** Back to the words that led here: focus and place. @param {Trip} trip */
function land({ link, down, shown }) {
  landing = true;
  setTimeout(() => { landing = false; }, 100);
  shown.part("return").hidden = true;
  link.focus({ preventScroll: true });
  scrollTo({ top: down, behavior: "instant" });
  const { top, bottom } = link.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) link.scrollIntoView({ block: "center", behavior: "instant" });
}

/** The button of a figure: by the browser's own Back where that leads there. @param {Figure} shown */
function goBack(shown) {
  const last = trips[trips.length - 1];
  if (!last || last.shown !== shown) {
    shown.part("return").hidden = true;
    return;
  }
  if (last.token && history.state?.flipbook === last.token) history.back();
  else {
    trips.pop();
    land(last);
  }
}
