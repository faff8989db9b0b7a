// @ts-check
/* Drawing: an inline SVG whose numbers and words are changed in place. */

const SVG = "http://www.w3.org/2000/svg";
const EASE_MS = 160;

/**
 * Make the names of a picture's definitions one view's own: the same picture may stand in a
 * document twice.
 * @param {string} text @param {string} prefix
 */
const ownNames = (text, prefix) =>
  prefix ? text.replace(/(\bid="|\bhref="#|^#|url\(#)(?=[\w-]+--\d)/g, `$1${prefix}`) : text;

/**
 * Where something changes: an attribute or a text, the pieces between its gaps, its first slot.
 * @typedef {{ node: Node, pieces: string[], first: number }} Site
 */

/** An inline SVG whose numbers and words are changed in place. */
class Picture {
  /** @param {SVGSVGElement} svg */
  constructor(svg) {
    this.svg = svg;
    /** Put before the ids of definitions; set it before the first frame is shown. */
    this.prefix = "";
    this.skeleton = "";
    this.kinds = "";
    /** What is shown just now, in the middle of easing too. @type {(number | string)[]} */
    this.slots = [];
    /** @type {Site[]} */
    this.sites = [];
    /** @type {number[]} */
    this.siteOf = [];
    this.turn = 0;
    /** @type {(() => void) | null} */
    this.finish = null;
  }

  /** Show a state: only what differs from the last is touched.
   * @param {Frame} frame @param {boolean} ease */
  show(frame, ease) {
    if (frame.skeleton !== this.skeleton || frame.kinds !== this.kinds) {
      this.mount(frame);
      return;
    }
    cancelAnimationFrame(this.turn);
    this.finish = null;
    const { slots, siteOf } = this, to = frame.slots;
    /** @type {number[]} */
    const changed = [];
    /** @type {number[]} */
    const sites = [];
    /** @type {(number | string)[]} */
    const from = [];
    for (let i = 0; i < to.length; i++) {
      if (to[i] === slots[i]) continue;
      changed.push(i);
      from.push(slots[i]);
      if (sites[sites.length - 1] !== siteOf[i]) sites.push(siteOf[i]);
    }
    if (!changed.length) return;
    /** @param {number} share */
    const moveTo = (share) => {
      for (let k = 0; k < changed.length; k++) {
        const goal = to[changed[k]], origin = from[k];
        slots[changed[k]] = share < 1 && typeof goal === "number" && typeof origin === "number"
          ? origin + (goal - origin) * share : goal;
      }
      for (const site of sites) this.write(this.sites[site]);
    };
    if (!ease) {
      moveTo(1);
      return;
    }
    const start = performance.now();
    this.finish = () => moveTo(1);
    /** @param {number} now */
    const step = (now) => {
      const time = Math.min(1, (now - start) / EASE_MS);
      moveTo(time < 1 ? 1 - (1 - time) ** 3 : 1);
      if (time < 1) this.turn = requestAnimationFrame(step);
      else this.finish = null;
    };
    moveTo(0.3); // seen in the very next frame; the easing goes on from the one after it
    this.turn = requestAnimationFrame(() => { this.turn = requestAnimationFrame(step); });
  }

  /** End the easing at once. */
  settle() {
    cancelAnimationFrame(this.turn);
    if (this.finish) this.finish();
    this.finish = null;
  }

  /** Put up a frame of a new structure, and find the place of each of its slots.
   * @param {Frame} frame */
  mount(frame) {
    this.settle();
    const skeleton = ownNames(frame.skeleton, this.prefix);
    const whole = fill({ ...frame, skeleton });
    const drawing = document.createElementNS(SVG, "g");
    drawing.setAttribute("aria-hidden", "true"); // the picture's name and description are read
    drawing.innerHTML = whole.slice(whole.indexOf(">") + 1, whole.lastIndexOf("</svg>"));
    this.sites = [];
    this.siteOf = [];
    this.find(skeleton, [null, ...drawing.querySelectorAll("*")]);
    this.skeleton = frame.skeleton;
    this.kinds = frame.kinds;
    this.slots = frame.slots.slice();
    if (this.prefix) this.sites.forEach((site) => this.write(site)); // names that are slots
    this.svg.setAttribute("viewBox", (/viewBox="([^"]*)"/.exec(skeleton) || ["", ""])[1]);
    const named = [...this.svg.children].filter((child) => /^(title|desc)$/.test(child.tagName));
    this.svg.replaceChildren(...named, drawing);
  }

  /** Walk a skeleton beside the elements made from it.
   * @param {string} skeleton @param {(Element | null)[]} elements */
  find(skeleton, elements) {
    let number = -1;
    /** @type {number[]} */
    const open = [];
    for (const [, closing, , rest, text] of
      skeleton.matchAll(/<(\/?)([\w-]+)([^>]*)>|([^<]+)/g)) {
      if (text !== undefined) {
        const element = elements[open[open.length - 1]];
        if (element && text.includes(GAP)) {
          this.site(element.firstChild || element.appendChild(new Text()), text);
        }
      } else if (closing) {
        open.pop();
      } else {
        open.push(++number);
        const element = elements[number];
        if (!element || !rest.includes(GAP)) continue;
        for (const [, name, value] of rest.matchAll(/([\w:-]+)="([^"]*)"/g)) {
          const node = value.includes(GAP) && element.getAttributeNode(name);
          if (node) this.site(node, value);
        }
      }
    }
  }

  /** @param {Node} node @param {string} text */
  site(node, text) {
    const pieces = text.split(GAP).map(plain);
    const first = this.siteOf.length;
    for (let i = 1; i < pieces.length; i++) this.siteOf.push(this.sites.length);
    this.sites.push({ node, pieces, first });
  }

  /** @param {Site} site */
  write({ node, pieces, first }) {
    let text = pieces[0];
    for (let i = 1; i < pieces.length; i++) {
      const slot = this.slots[first + i - 1];
      text += (typeof slot === "string" ? plain(slot) : write(slot, this.kinds[first + i - 1]))
        + pieces[i];
    }
    node.nodeValue = node.nodeType === Node.ATTRIBUTE_NODE ? ownNames(text, this.prefix) : text;
  }
}
