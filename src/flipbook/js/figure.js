// @ts-check
/* One figure: its controls, its sentence, its buttons. */

class Figure {
  /**
   * @param {HTMLElement} figure
   * @param {Live | null} live  asks Python; none on a page, which has all states
   */
  constructor(figure, live) {
    /** @param {string} name */
    const part = (name) => /** @type {HTMLElement} */ (figure.querySelector(`.flipbook-${name}`));
    this.part = part;
    this.figure = figure;
    this.name = figure.dataset.flipbook ?? "";
    this.told = wordsOf(figure);
    this.form = part("controls");
    this.fold = /** @type {HTMLDetailsElement} */ (part("more"));
    this.picture = new Picture(/** @type {SVGSVGElement} */ (figure.querySelector("svg")));
    this.sentence = part("sentence");
    this.settings = /** @type {HTMLElement[]} */ (
      [...figure.querySelectorAll(".flipbook-settings li")]);
    this.further = part("further");
    this.said = part("said");
    this.voice = new Voice(part("voice"));
    /** @type {Control[]} */
    this.controls = JSON.parse(part("stops").textContent ?? "[]");
    this.controls.forEach((control, axis) => {
      control.pairs = control.hand ? pairsOf(control.hand.values.length) : [];
      control.inputs = this.inputsOf(control);
      control.setting = this.settings[axis];
    });
    /** @type {Stops} */
    this.start = Object.fromEntries(this.controls.map((control) => [control.name, control.start]));
    this.stops = { ...this.start };
    this.live = live;
    /** Said once the picture that Python was asked for is there. */
    this.onArrival = "";
    /** @type {Book | null} */
    this.frames = null;
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("input", (event) => this.moved(event, false));
    this.form.addEventListener("change", (event) => this.moved(event, true));
    this.form.addEventListener("keydown", (event) => this.stepped(event));
    figure.addEventListener("click", (event) => {
      const button = event.target instanceof Element && event.target.closest("[data-flipbook-do]");
      if (button instanceof HTMLElement) this.press(button.dataset.flipbookDo);
    });
    this.fold.addEventListener("toggle", () => this.writeSettings());
    let open = false;
    addEventListener("beforeprint", () => {
      this.picture.settle();
      open = this.fold.open;
      this.fold.open = true;
      this.writeSettings();
    });
    addEventListener("afterprint", () => { this.fold.open = open; });
    this.writeControls();
    /** @type {BetBox | null} */
    this.bet = null;
    const asked = figure.querySelector(".flipbook-bet");
    if (asked instanceof HTMLFormElement) {
      const bet = new BetBox(asked, part("verdict"), this.told, (words) => this.voice.decide(words));
      asked.addEventListener("change", () => bet.place(this.stops));
      this.bet = bet;
    }
    letPlay(this);
    figure.flipbook = this;
    figure.classList.add("flipbook-ready");
    keepInView(figure);
  }

  /** All states, read when they are first needed. */
  get book() {
    if (!this.frames) {
      const book = JSON.parse(this.part("book").textContent ?? "");
      this.frames = {
        shape: book.shape, picture: new Frames(book.picture),
        sentence: new Frames(book.sentence), more: new Frames(book.more),
        idle: readIdle(book.idle ?? {}),
      };
    }
    return this.frames;
  }

  /** Decode ahead of the first touch, so that it answers at once. */
  prepare() {
    if (this.live || !this.controls.length) return;
    try {
      this.show(false);
      const states = this.book.shape.reduce((product, size) => product * size, 1);
      const some = Array.from({ length: Math.min(states, 500) }, (_, i) =>
        fill(this.book.sentence.at(Math.floor(i * states / Math.min(states, 500)))));
      keepRoom(this.sentence, some);
    } catch (error) {
      breakDown(this.figure, error);
    }
  }

  /** A control was moved. @param {Event} event @param {boolean} done not while a hand still moves */
  moved(event, done) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const control = this.controls.find(({ inputs }) =>
      inputs.numbers.includes(input) || inputs.named.includes(input));
    if (!control) return;
    const typing = control.inputs.numbers.includes(input);
    const hand = (typing ? control.inputs.numbers : control.inputs.named).indexOf(input);
    const [stop, message] = typing ? this.typed(control, hand, input.value, done)
      : [this.read(control, hand, input), ""];
    if (stop === null) return;
    this.move(control, stop, typing && !done ? input : null);
    if (message) this.say(message);
  }

  /**
   * @param {Control} control @param {number} stop
   * @param {HTMLInputElement | null} typing  a field that is left alone
   */
  move(control, stop, typing = null) {
    const same = stop === this.stops[control.name];
    this.stops[control.name] = stop;
    this.writeControls(typing, [control]);
    if (!same) this.changed();
  }

  /**
   * The stop that an input asks for.
   * @param {Control} control @param {number} hand @param {HTMLInputElement} input
   */
  read(control, hand, input) {
    if (control.kind === "switch") return Number(input.checked);
    const scale = control.hand ?? control;
    return this.stopAt(control, hand,
      control.numeric ? nearest(scale.values, Number(input.value)) : Number(input.value));
  }

  /**
   * The stop of a control whose hand is at a place of its scale; one hand alone is the control.
   * @param {Control} control @param {number} hand @param {number} place
   */
  stopAt(control, hand, place) {
    return control.hand ? stopWith(control.pairs, this.stops[control.name], hand, place) : place;
  }

  /** Where a hand is on the scale. @param {Control} control @param {number} hand */
  placeOf(control, hand) {
    const stop = this.stops[control.name];
    return control.hand ? control.pairs[stop][hand] : stop;
  }

  /**
   * The stop that a typed number asks for, and what to say; no stop while it may go on.
   * @param {Control} control @param {number} hand @param {string} text @param {boolean} done
   * @returns {[stop: number | null, message: string]}
   */
  typed(control, hand, text, done) {
    const { keys, values } = control.hand ?? control;
    const wanted = typedNumber(text, values[values.length - 1]);
    if (Number.isNaN(wanted)) {
      if (!done) return [null, ""];
      return [this.stops[control.name],
        text.trim() ? phrase(this.told.no_number, { text: text.trim() }) : ""];
    }
    const stop = this.stopAt(control, hand, nearest(values, wanted));
    const place = control.hand ? control.pairs[stop][hand] : stop;
    const step = Math.abs(values[1] - values[0]) || 1;
    if (Math.abs(values[place] - wanted) < step * 1e-6) return [stop, ""];
    if (!done) return [null, ""];
    return [stop, phrase(this.told.nearest, { stop: keys[place] })];
  }

  /**
   * Up and down in a number's field are the next stop, as in any field of numbers.
   * @param {KeyboardEvent} event
   */
  stepped(event) {
    const field = /** @type {HTMLInputElement} */ (event.target);
    const control = this.controls.find(({ inputs }) => inputs.numbers.includes(field));
    const by = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    if (!control || !by || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const hand = control.inputs.numbers.indexOf(field), place = this.placeOf(control, hand) + by;
    const { length } = (control.hand ?? control).values;
    if (place >= 0 && place < length) this.move(control, this.stopAt(control, hand, place));
  }

  /** @param {Control} control @returns {Inputs} */
  inputsOf(control) {
    const named = /** @type {HTMLInputElement[]} */ (
      [...this.form.querySelectorAll(`[name="${CSS.escape(control.name)}"]`)]);
    const box = /** @type {HTMLElement} */ (named[0].closest(".flipbook-control"));
    /** @type {NodeListOf<HTMLInputElement>} */
    const numbers = box.querySelectorAll(".flipbook-number");
    /** @type {NodeListOf<HTMLElement>} */
    const words = box.querySelectorAll(".flipbook-word");
    return { box, named, numbers: [...numbers], words: [...words] };
  }

  /** Let the controls show where they stand. @param {Element | null} typing a field left alone */
  writeControls(typing = null, controls = this.controls) {
    for (const control of controls) {
      const stop = this.stops[control.name];
      const { named, numbers, words } = control.inputs;
      if (control.kind === "switch") named[0].checked = stop === 1;
      else if (control.kind === "radio") named.forEach((radio, i) => { radio.checked = i === stop; });
      else if (control.kind === "choice") named[0].value = String(stop);
      else named.forEach((range, hand) => {
        const place = this.placeOf(control, hand);
        const { keys, spoken } = control.hand ?? control;
        const value = control.numeric ? keys[place] : String(place);
        if (range.value !== value) range.value = value;
        range.setAttribute("aria-valuetext", spoken[place]);
        const number = numbers[hand], word = words[hand];
        if (number && number !== typing) number.value = keys[place];
        const said = number && spoken[place] === keys[place] ? "" : spoken[place];
        if (word && word.textContent !== said) word.textContent = said;
      });
    }
    if (this.fold.open) this.writeSettings();
  }

  /** Write where the controls stand, once somebody looks. */
  writeSettings() {
    for (const control of this.controls) {
      control.setting.textContent = phrase(this.told.setting,
        { label: control.label, value: control.spoken[this.stops[control.name]] });
    }
  }

  changed() {
    this.say("");
    if (this.live) this.live.ask(this.stops);
    else this.show(true);
  }

  /** Show the state at which the controls stand. @param {boolean} ease */
  show(ease) {
    const index = this.controls.reduce(
      (flat, control, axis) => flat * this.book.shape[axis] + this.stops[control.name], 0);
    this.picture.show(this.book.picture.at(index), ease && !this.calm.matches);
    this.tell(fill(this.book.sentence.at(index)), fill(this.book.more.at(index)));
    for (const control of this.controls) {
      this.idle(control, this.book.idle[control.name]?.[index] ?? AWAKE);
    }
  }

  /**
   * Show whether a control makes a difference here: see idle.js for the codes.
   * @param {Control} control @param {number} code
   */
  idle(control, code) {
    const cause = this.controls[code - 2];
    writeIdle(control, code === AWAKE ? "" : cause ? phrase(this.told.idle_while, {
      label: cause.label, value: cause.spoken[this.stops[cause.name]],
    }) : this.told.idle);
  }

  /**
   * Write what the picture now shows; it is spoken when the hand has come to rest.
   * @param {string} sentence
   */
  tell(sentence, more = "") {
    if (this.further.textContent !== more) this.further.textContent = more;
    if (this.sentence.textContent !== sentence) {
      this.sentence.textContent = sentence;
      this.voice.tell(sentence);
    }
    if (this.onArrival) this.say(this.onArrival);
    this.onArrival = "";
    this.bet?.look(this.stops);
  }

  /** Say what happened, to all and to those who do not see. @param {string} message */
  say(message) {
    this.part("copy")?.remove();
    if (this.said.textContent === message) return;
    this.said.textContent = message;
    this.voice.say(message);
  }

  /**
   * Go to a state; what is to be said of it is said once the picture is there.
   * @param {Stops} stops
   */
  set(stops, ease = true, message = "") {
    halt(this);
    Object.assign(this.stops, stops);
    this.writeControls();
    this.say("");
    if (this.live) {
      this.onArrival = message;
      this.live.ask(this.stops);
    } else {
      this.show(ease);
      this.say(message);
    }
  }

  /**
   * Come here by a link: controls that it does not name stand at their start.
   * @param {[string, string][]} wanted
   * @param {boolean} fromText  there is a way back to the words that led here
   */
  arrive(wanted, fromText) {
    const { stops, unknown } = readWanted(this.controls, wanted, this.told);
    this.set({ ...this.start, ...stops }, fromText, unknown);
    this.part("return").hidden = !fromText;
    this.bring();
    if (fromText) this.part("return").querySelector("button")?.focus({ preventScroll: true });
  }

  /** Bring the picture into sight, from where it lies and not from where it sticks. */
  bring() {
    this.figure.classList.add("flipbook-loose");
    this.part("view").scrollIntoView({ block: "start", behavior: "instant" });
    this.figure.classList.remove("flipbook-loose");
  }

  // The buttons

  /** @param {string | undefined} button */
  press(button) {
    if (button === "reset") this.reset();
    else if (button === "there") this.there();
    else if (button === "back") goBack(this);
    else if (button === "link") linkToState(this);
    else if (button === "save") savePicture(this);
  }

  reset() {
    this.bet?.forget();
    this.set(this.start, true, this.told.start);
  }

  there() {
    if (this.bet) this.set(this.bet.at);
    this.bring();
  }
}
