// @ts-check
/* A bet: the reader says what a picture will show, then makes it show it. */

/** Nothing is kept or counted; a picture reached without a bet says nothing of it. */
class BetBox {
  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement} verdict where the answer is told, in sight of the picture
   * @param {Record<string, string>} told the words of its figure
   * @param {(words: string) => void} speak
   */
  constructor(form, verdict, told, speak) {
    this.form = form;
    this.verdict = verdict;
    this.told = told;
    this.speak = speak;
    this.set = /** @type {HTMLFieldSetElement} */ (form.querySelector("fieldset"));
    this.placed = /** @type {HTMLElement} */ (form.querySelector(".flipbook-placed"));
    this.answers = [...form.querySelectorAll(".flipbook-radio")].map((label) => ({
      label,
      radio: /** @type {HTMLInputElement} */ (label.querySelector("input")),
      mark: /** @type {HTMLElement} */ (label.querySelector(".flipbook-mark")),
      words: label.querySelector(".flipbook-answer")?.textContent ?? "",
    }));
    /** @type {Stops} */
    this.at = JSON.parse(form.dataset.at ?? "{}");
    this.decided = false;
    this.right = Number(form.dataset.right);
    form.addEventListener("submit", (event) => event.preventDefault());
    this.forget();
  }

  get chosen() {
    return this.answers.findIndex(({ radio }) => radio.checked);
  }

  /** A tap on an answer. @param {Stops} stops where the picture stands */
  place(stops) {
    const words = phrase(this.told.placed, { answer: this.answers[this.chosen].words });
    /** @type {HTMLElement} */ (this.placed.querySelector("span")).textContent = words;
    this.placed.hidden = false;
    this.look(stops);
  }

  /** Tell the answer if the picture has got there. @param {Stops} stops */
  look(stops) {
    if (this.decided || this.chosen < 0) return;
    if (Object.entries(this.at).some(([name, stop]) => stops[name] !== stop)) return;
    this.decided = true;
    const { chosen, right } = this;
    const words = phrase(chosen === right ? this.told.bet_held : this.told.bet_lost,
      { answer: this.answers[chosen].words, right: this.answers[right].words });
    this.verdict.textContent = words;
    if (this.placed.contains(document.activeElement)) this.verdict.focus({ preventScroll: true });
    else this.speak(words);
    this.placed.hidden = true;
    this.set.disabled = true;
    this.answers.forEach(({ label, mark }, place) => {
      label.classList.toggle("flipbook-right", place === right);
      mark.textContent = [place === right && this.told.right_answer, place === chosen && this.told.your_answer]
        .filter(Boolean).join(", ");
    });
  }

  /** As if nothing had been said. */
  forget() {
    this.decided = false;
    this.set.disabled = false;
    this.placed.hidden = true;
    this.verdict.textContent = "";
    for (const { label, radio, mark } of this.answers) {
      radio.checked = false;
      mark.textContent = "";
      label.classList.remove("flipbook-right");
    }
  }
}
