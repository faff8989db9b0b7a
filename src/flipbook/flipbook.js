/* flipbook: moves the pictures. One plain script for the built page (a classic script, so that it
   works by double click) and for JupyterLab (the last line, added there, makes it a module). */
(function () {
  "use strict";
  if (globalThis.flipbook) return;

  const GAP = "\ue000";
  const COORDINATE = "c", FINE = "m", WORDS = "s";
  const STRIDES = [0, 1, 2, 3];
  const SHORT = "~", LONG = "}";
  const ALPHABET = Array.from({ length: 93 }, (_, i) => String.fromCharCode(32 + i))
    .filter((c) => !'"\\<>&|'.includes(c)).join("");
  const BASE = ALPHABET.length;
  const DIGIT = new Map([...ALPHABET].map((c, i) => [c, i]));
  const SVG = "http://www.w3.org/2000/svg";
  const EASE_MS = 160;

  // Reading the table -----------------------------------------------------------------------

  function numbers(text) {
    const read = [];
    for (let at = 0; at < text.length; at++) {
      const length = text[at] === SHORT ? 3 : text[at] === LONG ? 7 : 0;
      let folded = 0;
      if (length === 0) folded = DIGIT.get(text[at]);
      else for (let place = length; place > 0; place--) {
        folded = folded * BASE + DIGIT.get(text[at + place]);
      }
      at += length;
      read.push(folded % 2 ? -(folded + 1) / 2 : folded / 2);
    }
    return read;
  }

  const scaleOf = (kind) => kind === COORDINATE ? 10 : kind === FINE ? 1000 : 10 ** Number(kind);

  /** The frames of one structure: columns of numbers over a lattice of stops. */
  class Group {
    constructor(packed) {
      this.skeleton = packed.skeleton;
      this.kinds = packed.kinds;
      this.packed = packed;
    }

    columns() {
      if (this.read) return this.read;
      const { shape, kinds, words } = this.packed;
      const count = shape.reduce((product, size) => product * size, 1);
      const strides = shape.map((_, axis) =>
        shape.slice(axis + 1).reduce((product, size) => product * size, 1));
      const at = (index, axis) => Math.floor(index / strides[axis]) % shape[axis];
      const masks = Array.from({ length: 2 ** shape.length }, (_, number) =>
        shape.map((_, axis) => axis).filter((axis) => (number >> axis) & 1));
      const corners = masks.map((mask) => {
        const inside = [];
        for (let i = 0; i < count; i++) if (mask.every((axis) => at(i, axis) === 0)) inside.push(i);
        return inside;
      });
      const left = numbers(this.packed.data);
      const whole = [];
      numbers(this.packed.modes).forEach((mode, number) => {
        const which = Math.floor(mode / STRIDES.length);
        const mask = masks[which], corner = corners[which];
        const column = left.slice(number * count, (number + 1) * count);
        const stride = STRIDES[mode % STRIDES.length];
        if (stride) {
          const guide = whole[number - stride];
          const rest = guide.slice();
          for (const axis of mask) {
            for (let i = count - 1; i >= 0; i--) if (at(i, axis)) rest[i] -= rest[i - strides[axis]];
          }
          corner.forEach((i, k) => { rest[i] = guide[i] - (k ? guide[corner[k - 1]] : 0); });
          for (let i = 0; i < count; i++) column[i] += rest[i];
        }
        for (let k = 1; k < corner.length; k++) column[corner[k]] += column[corner[k - 1]];
        for (const axis of mask) {
          for (let i = 0; i < count; i++) if (at(i, axis)) column[i] += column[i - strides[axis]];
        }
        whole.push(column);
      });
      let said = 0;
      this.read = whole.map((column, number) => {
        if (kinds[number] === WORDS) {
          const offered = words[said++];
          return column.map((index) => offered[index]);
        }
        const scale = scaleOf(kinds[number]);
        return column.map((value) => value / scale);
      });
      this.packed = null;
      return this.read;
    }

    slots(rank) {
      return this.columns().map((column) => column[rank]);
    }
  }

  /** All frames of a picture, or all of its sentences. */
  class Frames {
    constructor(packed) {
      this.groups = packed.groups.map((group) => new Group(group));
      if (!packed.member) return;
      const seen = this.groups.map(() => 0);
      let group = 0;
      this.places = numbers(packed.member).map((step) => {
        group += step;
        return [group, seen[group]++];
      });
    }

    at(index) {
      const [number, rank] = this.places ? this.places[index] : [0, index];
      const group = this.groups[number];
      return { skeleton: group.skeleton, kinds: group.kinds, slots: group.slots(rank) };
    }
  }

  function write(slot, kind) {
    if (typeof slot === "string") return slot;
    if (kind === COORDINATE) return String(Math.round(slot * 10) / 10);
    if (kind === FINE) return String(Math.round(slot * 1000) / 1000);
    return slot.toFixed(Number(kind));
  }

  function fill(frame) {
    const pieces = frame.skeleton.split(GAP);
    return pieces[0] + frame.slots
      .map((slot, i) => write(slot, frame.kinds[i]) + pieces[i + 1]).join("");
  }

  const ENTITIES = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'", "&amp;": "&" };
  const plain = (text) => text.replace(/&(?:lt|gt|quot|#x27|amp);/g, (entity) => ENTITIES[entity]);

  // Drawing ---------------------------------------------------------------------------------

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

  // One figure ------------------------------------------------------------------------------

  class Figure {
    constructor(figure, live) {
      this.figure = figure;
      this.form = figure.querySelector(".flipbook-controls");
      this.picture = new Picture(figure.querySelector("svg"));
      this.output = figure.querySelector(".flipbook-sentence");
      this.said = figure.querySelector(".flipbook-said");
      this.description = figure.querySelector("desc");
      this.controls = JSON.parse(figure.querySelector(".flipbook-stops").textContent);
      this.start = Object.fromEntries(this.controls.map((control) => [control.name, control.start]));
      this.stops = { ...this.start };
      this.live = live;
      this.calm = matchMedia("(prefers-reduced-motion: reduce)");
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.form.addEventListener("input", (event) => this.moved(event, false));
      this.form.addEventListener("change", (event) => this.moved(event, true));
      this.form.addEventListener("click", (event) => {
        const button = event.target.closest("[data-flipbook-do]");
        if (button) this[button.dataset.flipbookDo]();
      });
      addEventListener("beforeprint", () => this.picture.settle());
      this.writeControls();
    }

    get book() {
      if (!this.frames) {
        const book = JSON.parse(this.figure.querySelector(".flipbook-book").textContent);
        this.frames = {
          shape: book.shape, picture: new Frames(book.picture), sentence: new Frames(book.sentence),
        };
      }
      return this.frames;
    }

    /** Decode ahead of the first touch, so that it answers at once. */
    prepare() {
      if (this.live || !this.controls.length) return;
      this.show(false);
    }

    moved(event, done) {
      const input = event.target;
      const control = input.type === "number"
        ? this.controls.find((known) => this.inputsOf(known).number === input)
        : this.controls.find((known) => known.name === input.name);
      if (!control) return;
      const stop = this.stopOf(control, input, done);
      if (stop === null) return;
      const same = stop === this.stops[control.name];
      this.stops[control.name] = stop;
      this.writeControls(input.type === "number" && !done ? input : null, [control]);
      if (!same) this.changed();
    }

    /** The stop that an input asks for; null while a number is still being typed. */
    stopOf(control, input, done) {
      if (control.kind === "switch") return input.checked ? 1 : 0;
      if (!control.numeric) return Number(input.value);
      const wanted = Number(input.value);
      if (input.value.trim() === "" || Number.isNaN(wanted)) {
        return done ? this.stops[control.name] : null;
      }
      let nearest = 0;
      control.values.forEach((value, stop) => {
        if (Math.abs(value - wanted) < Math.abs(control.values[nearest] - wanted)) nearest = stop;
      });
      const exact = Math.abs(control.values[nearest] - wanted) < 1e-9;
      if (input.type === "number" && !done && !exact) return null;
      if (input.type === "number" && done && !exact) {
        this.say(`The nearest stop is ${control.keys[nearest]}.`);
      }
      return nearest;
    }

    inputsOf(control) {
      const named = [...this.form.querySelectorAll(`[name="${CSS.escape(control.name)}"]`)];
      const box = named[0].closest(".flipbook-control");
      return {
        named, number: box.querySelector(".flipbook-number"), word: box.querySelector(".flipbook-word"),
      };
    }

    writeControls(typing = null, controls = this.controls) {
      for (const control of controls) {
        const stop = this.stops[control.name];
        const { named, number, word } = this.inputsOf(control);
        if (control.kind === "switch") named[0].checked = stop === 1;
        else if (control.kind === "radio") named.forEach((radio, i) => { radio.checked = i === stop; });
        else if (control.kind === "choice") named[0].value = String(stop);
        else {
          named[0].value = control.numeric ? control.keys[stop] : String(stop);
          named[0].setAttribute("aria-valuetext", control.spoken[stop]);
          if (number && number !== typing) number.value = control.keys[stop];
          word.textContent = number && control.spoken[stop] === control.keys[stop]
            ? "" : control.spoken[stop];
        }
      }
    }

    changed() {
      this.say("");
      if (this.live) this.live.ask(this.stops);
      else this.show(true);
    }

    show(ease) {
      const index = this.controls.reduce(
        (flat, control, axis) => flat * this.book.shape[axis] + this.stops[control.name], 0);
      this.picture.show(this.book.picture.at(index), ease && !this.calm.matches);
      this.tell(fill(this.book.sentence.at(index)));
    }

    tell(sentence) {
      if (this.output.textContent === sentence) return;
      this.output.textContent = sentence;
      this.description.textContent = sentence;
    }

    say(message) {
      if (this.said.textContent !== message) this.said.textContent = message;
    }

    set(stops, ease = true) {
      Object.assign(this.stops, stops);
      this.writeControls();
      if (this.live) this.live.ask(this.stops);
      else this.show(ease);
    }

    // The buttons

    reset() {
      this.set(this.start);
      this.say("Back to the start.");
    }

    link() {
      const address = new URL(location.href);
      const state = this.controls.map((control) =>
        `${encodeURIComponent(control.name)}=${encodeURIComponent(control.keys[this.stops[control.name]])}`);
      address.hash = `${this.figure.id}?${state.join("&")}`;
      history.replaceState(history.state, "", address);
      const byHand = () => this.say("The address of this page now leads to this state: copy it.");
      if (!navigator.clipboard) byHand();
      else {
        navigator.clipboard.writeText(address.href)
          .then(() => this.say("Link copied: it opens the page at this state."), byHand);
      }
    }

    save() {
      this.picture.settle();
      const svg = this.picture.svg.cloneNode(true);
      const [, , width, height] = svg.getAttribute("viewBox").split(" ");
      svg.setAttribute("xmlns", SVG);
      svg.setAttribute("width", width);
      svg.setAttribute("height", height);
      svg.setAttribute("style",
        "font-family: sans-serif; stroke-linejoin: round; stroke-linecap: butt");
      const paper = document.createElementNS(SVG, "rect");
      for (const [name, value] of Object.entries({ width: "100%", height: "100%", fill: "#ffffff" })) {
        paper.setAttribute(name, value);
      }
      svg.querySelector("desc").after(paper);
      const text = new XMLSerializer().serializeToString(svg)
        .replace(/var\(--flipbook-[a-z]+, (#[0-9a-fA-F]{6})\)/g, "$1");
      const anchor = document.createElement("a");
      anchor.href = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
      anchor.download = `${this.figure.id}.svg`;
      anchor.click();
      setTimeout(() => URL.revokeObjectURL(anchor.href), 10000);
      this.say("Picture saved.");
    }

    /** Go to the state that the page's address asks for, if it asks for this picture. */
    restore() {
      const [id, query] = location.hash.slice(1).split("?");
      if (id !== this.figure.id || query === undefined) return; // ids need no decoding
      const wanted = new URLSearchParams(query);
      const stops = {};
      const unknown = [];
      for (const control of this.controls) {
        if (!wanted.has(control.name)) continue;
        const stop = control.keys.indexOf(wanted.get(control.name));
        if (stop < 0) unknown.push(`${control.name}=${wanted.get(control.name)}`);
        else stops[control.name] = stop;
      }
      this.set(stops, false);
      if (unknown.length) this.say(`This link asks for ${unknown.join(", ")}, which is no stop here.`);
      this.figure.scrollIntoView({ block: "start" });
    }
  }

  // On the page -----------------------------------------------------------------------------

  function mountPage() {
    const waiting = [];
    for (const element of document.querySelectorAll("figure.flipbook")) {
      if (element.flipbook || !element.querySelector(".flipbook-book")) continue;
      element.flipbook = new Figure(element, null);
      element.flipbook.restore();
      addEventListener("hashchange", () => element.flipbook.restore());
      waiting.push(element.flipbook);
    }
    const idle = globalThis.requestIdleCallback || ((work) => setTimeout(work, 200));
    const next = () => {
      const figure = waiting.shift();
      if (!figure) return;
      figure.prepare();
      idle(next);
    };
    idle(next);
  }

  // In JupyterLab ---------------------------------------------------------------------------

  /** Asks Python for a state: one question at a time, and always the newest. */
  class Live {
    constructor(model) {
      this.model = model;
      this.waiting = false;
      this.next = null;
    }

    ask(stops) {
      this.next = { ...stops };
      if (!this.waiting) this.send();
    }

    send() {
      if (!this.next) return;
      this.waiting = true;
      this.model.send({ stops: this.next });
      this.next = null;
    }

    answered() {
      this.waiting = false;
      this.send();
    }
  }

  function render({ model, el }) {
    el.innerHTML = model.get("_html");
    const live = new Live(model);
    const figure = new Figure(el.querySelector("figure"), live);
    el.querySelector('[data-flipbook-do="link"]')?.remove(); // a link leads to a page, not here
    for (const focusable of el.querySelectorAll("input, select, button")) {
      focusable.dataset.lmSuppressShortcuts = "true"; // else JupyterLab takes the arrow keys
    }
    let frame = null;
    const receive = (message) => {
      if (message.skeleton !== undefined) {
        frame = { skeleton: message.skeleton, kinds: message.kinds, slots: message.slots };
      } else if (message.changed && frame) {
        frame = { ...frame, slots: frame.slots.slice() };
        for (const [index, slot] of message.changed) frame.slots[index] = slot;
      }
      if (!live.next && message.stops) {
        figure.stops = { ...message.stops };
        figure.writeControls(document.activeElement?.type === "number" ? document.activeElement : null);
      }
      if (message.error) figure.say(message.error);
      else if (frame) {
        figure.picture.show(frame, !figure.calm.matches);
        figure.tell(message.sentence);
      }
      live.answered();
    };
    model.on("msg:custom", receive);
    model.send({ ask: "picture" });
    return () => model.off("msg:custom", receive);
  }

  globalThis.flipbook = { render, mountPage };
  if (typeof document !== "undefined" && !document.querySelector("body[data-jp-theme-light]")) {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", mountPage);
    else mountPage();
  }
})();
