/* One figure: its controls, its sentence, its buttons. */

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
