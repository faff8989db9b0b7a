/* Drawing: an inline SVG whose numbers and words are changed in place. */

/** An inline SVG whose numbers and words are changed in place. */
class Picture {
  constructor(svg) {
    this.svg = svg;
    this.skeleton = null;
  }

  show(frame, ease) {
    if (frame.skeleton !== this.skeleton || frame.kinds !== this.kinds) {
      this.mount(frame);
      return;
    }
    const from = this.slots.slice();
    const changed = [];
    frame.slots.forEach((slot, i) => { if (slot !== this.slots[i]) changed.push(i); });
    this.finish = null;
    cancelAnimationFrame(this.turn);
    if (!changed.length) return;
    const sites = [...new Set(changed.map((i) => this.siteOf[i]))];
    const moveTo = (share) => {
      for (const i of changed) {
        const to = frame.slots[i];
        this.slots[i] = share < 1 && typeof to === "number"
          ? from[i] + (to - from[i]) * share : to;
      }
      sites.forEach((site) => this.write(site));
    };
    if (!ease) {
      moveTo(1);
      return;
    }
    const start = performance.now();
    this.finish = () => moveTo(1);
    const step = (now) => {
      const time = Math.min(1, (now - start) / EASE_MS);
      moveTo(time < 1 ? 1 - (1 - time) ** 3 : 1);
      if (time < 1) this.turn = requestAnimationFrame(step);
      else this.finish = null;
    };
    moveTo(0.3); // seen in the very next frame; the easing goes on from the one after it
    this.turn = requestAnimationFrame(() => { this.turn = requestAnimationFrame(step); });
  }

  settle() {
    cancelAnimationFrame(this.turn);
    if (this.finish) this.finish();
    this.finish = null;
  }

  mount(frame) {
    this.settle();
    const whole = fill(frame);
    const inner = document.createElementNS(SVG, "svg");
    inner.innerHTML = whole.slice(whole.indexOf(">") + 1, whole.lastIndexOf("</svg>"));
    const elements = [null, ...inner.querySelectorAll("*")];
    this.sites = [];
    this.siteOf = [];
    let number = -1;
    const open = [];
    for (const [, closing, , rest, text] of
      frame.skeleton.matchAll(/<(\/?)([\w-]+)([^>]*)>|([^<]+)/g)) {
      if (text !== undefined) {
        if (text.includes(GAP)) this.site(elements[open[open.length - 1]], null, text);
      } else if (closing) {
        open.pop();
      } else {
        open.push(++number);
        if (!rest.includes(GAP)) continue;
        for (const [, name, value] of rest.matchAll(/([\w:-]+)="([^"]*)"/g)) {
          if (value.includes(GAP)) this.site(elements[number], name, value);
        }
      }
    }
    this.svg.setAttribute("viewBox", /viewBox="([^"]*)"/.exec(frame.skeleton)[1]);
    const named = [...this.svg.children].filter((child) => /^(title|desc)$/.test(child.tagName));
    this.svg.replaceChildren(...named, ...inner.childNodes);
    this.skeleton = frame.skeleton;
    this.kinds = frame.kinds;
    this.slots = frame.slots.slice();
  }

  site(element, attribute, text) {
    const pieces = text.split(GAP).map(plain);
    const first = this.siteOf.length;
    for (let i = 1; i < pieces.length; i++) this.siteOf.push(this.sites.length);
    this.sites.push({ element, attribute, pieces, first });
  }

  write(number) {
    const { element, attribute, pieces, first } = this.sites[number];
    let text = pieces[0];
    for (let i = 1; i < pieces.length; i++) {
      const slot = this.slots[first + i - 1];
      const said = write(slot, this.kinds[first + i - 1]);
      text += (typeof slot === "string" ? plain(said) : said) + pieces[i];
    }
    if (attribute) element.setAttribute(attribute, text);
    else element.textContent = text;
  }
}
