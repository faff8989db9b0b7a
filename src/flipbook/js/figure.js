/* One figure: its controls, its sentence, its buttons. */

class Figure {
  constructor(figure, live) {
    const part = (name) => figure.querySelector(`.flipbook-${name}`);
    this.figure = figure;
    this.form = part("controls");
    this.picture = new Picture(figure.querySelector("svg"));
    this.sentence = part("sentence");
    this.settings = [...figure.querySelectorAll(".flipbook-settings li")];
    this.further = part("further");
    this.said = part("said");
    this.voice = new Voice(part("voice"));
    this.controls = JSON.parse(part("stops").textContent);
    this.controls.forEach((control, axis) => {
      control.inputs = this.inputsOf(control);
      control.setting = this.settings[axis];
    });
    this.start = Object.fromEntries(this.controls.map((control) => [control.name, control.start]));
    this.stops = { ...this.start };
    this.live = live;
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("input", (event) => this.moved(event, false));
    this.form.addEventListener("change", (event) => this.moved(event, true));
    this.form.addEventListener("keydown", (event) => this.stepped(event));
    this.form.addEventListener("click", (event) => {
      const button = event.target.closest("[data-flipbook-do]");
      if (button) this[button.dataset.flipbookDo]();
    });
    addEventListener("beforeprint", () => this.picture.settle());
    this.writeControls();
    figure.classList.add("flipbook-ready");
  }

  get book() {
    if (!this.frames) {
      const book = JSON.parse(this.figure.querySelector(".flipbook-book").textContent);
      this.frames = {
        shape: book.shape, picture: new Frames(book.picture),
        sentence: new Frames(book.sentence), more: new Frames(book.more),
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
    const control = this.controls.find(({ inputs }) =>
      inputs.number === input || inputs.named.includes(input));
    if (!control) return;
    const typing = input === control.inputs.number;
    const [stop, message] = typing ? this.typed(control, input.value, done)
      : [control.kind === "switch" ? Number(input.checked) : this.stopOf(control, input.value), ""];
    if (stop === null) return;
    this.move(control, stop, typing && !done ? input : null);
    if (message) this.say(message);
  }

  move(control, stop, typing = null) {
    const same = stop === this.stops[control.name];
    this.stops[control.name] = stop;
    this.writeControls(typing, [control]);
    if (!same) this.changed();
  }

  stopOf(control, value) {
    return control.numeric ? nearest(control.values, Number(value)) : Number(value);
  }

  /** The stop that a typed number asks for, and what to say; no stop while it may go on. */
  typed(control, text, done) {
    const wanted = typedNumber(text, control.values[control.values.length - 1]);
    const now = this.stops[control.name];
    if (Number.isNaN(wanted)) {
      if (!done) return [null, ""];
      return [now, text.trim() ? phrase(SAID.no_number, { text: text.trim() }) : ""];
    }
    const stop = nearest(control.values, wanted);
    const step = Math.abs(control.values[1] - control.values[0]) || 1;
    if (Math.abs(control.values[stop] - wanted) < step * 1e-6) return [stop, ""];
    if (!done) return [null, ""];
    return [stop, phrase(SAID.nearest, { stop: control.keys[stop] })];
  }

  /** Up and down in a number's field are the next stop, as in any field of numbers. */
  stepped(event) {
    const control = this.controls.find(({ inputs }) => inputs.number === event.target);
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!control || !by || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const stop = this.stops[control.name] + by;
    if (stop >= 0 && stop < control.values.length) this.move(control, stop);
  }

  inputsOf(control) {
    const named = [...this.form.querySelectorAll(`[name="${CSS.escape(control.name)}"]`)];
    const box = named[0].closest(".flipbook-control");
    return {
      box, named, number: box.querySelector(".flipbook-number"),
      word: box.querySelector(".flipbook-word"),
    };
  }

  writeControls(typing = null, controls = this.controls) {
    for (const control of controls) {
      const stop = this.stops[control.name];
      const { named, number, word } = control.inputs;
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
      control.setting.textContent =
        phrase(SAID.setting, { label: control.label, value: control.spoken[stop] });
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
    this.tell(fill(this.book.sentence.at(index)), fill(this.book.more.at(index)));
  }

  /** Write what the picture now shows; it is spoken when the hand has come to rest. */
  tell(sentence, more = "") {
    if (this.further.textContent !== more) this.further.textContent = more;
    if (this.sentence.textContent === sentence) return;
    this.sentence.textContent = sentence;
    this.voice.tell(sentence);
  }

  say(message) {
    if (this.said.textContent === message) return;
    this.said.textContent = message;
    this.voice.say(message);
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
    this.say(SAID.start);
  }

  link() {
    const address = new URL(location.href);
    const state = this.controls.map((control) =>
      `${encodeURIComponent(control.name)}=${encodeURIComponent(control.keys[this.stops[control.name]])}`);
    address.hash = `${this.figure.id}?${state.join("&")}`;
    history.replaceState(history.state, "", address);
    const byHand = () => this.say(SAID.by_hand);
    if (!navigator.clipboard) byHand();
    else {
      navigator.clipboard.writeText(address.href)
        .then(() => this.say(SAID.copied), byHand);
    }
  }

  save() {
    this.picture.settle();
    const svg = this.picture.svg.cloneNode(true);
    const [, , width, height] = svg.getAttribute("viewBox").split(" ");
    const write = (element, attributes) => {
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    };
    svg.removeAttribute("aria-hidden");
    write(svg, {
      xmlns: SVG, width, height, "font-family": "sans-serif", "stroke-linejoin": "round",
      "stroke-linecap": "butt",
    });
    const [title, desc, paper] = ["title", "desc", "rect"]
      .map((tag) => document.createElementNS(SVG, tag));
    title.textContent = this.figure.getAttribute("aria-label");
    desc.textContent = this.sentence.textContent;
    write(paper, { width: "100%", height: "100%", fill: "#ffffff" });
    svg.prepend(title, desc, paper);
    const text = new XMLSerializer().serializeToString(svg)
      .replace(/var\(--flipbook-[a-z]+, (#[0-9a-fA-F]{6})\)/g, "$1");
    const anchor = document.createElement("a");
    anchor.href = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
    anchor.download = `${this.figure.id}.svg`;
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(anchor.href), 10000);
    this.say(SAID.saved);
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
    if (unknown.length) this.say(phrase(SAID.no_stop, { asked: unknown.join(", ") }));
    this.figure.scrollIntoView({ block: "start" });
  }
}
