/* Picture and hand in one view: a control never comes into sight without its picture. */

/** Room between the picture and the control that is moved, in CSS pixels. */
const GAP_PX = 8;

/**
 * Keep, around each thing that can be focused, room for the picture beside or above it.
 *
 * The picture sticks to the top of the window (see the style sheet). A browser that brings a
 * control into sight honours the margins written here, so that the picture comes with it and
 * never lies over it.
 * @param {HTMLElement} figure
 */
function keepInView(figure) {
  const stage = figure.querySelector(".flipbook-stage"), view = figure.querySelector(".flipbook-view");
  const form = figure.querySelector(".flipbook-controls");
  const picture = figure.querySelector(".flipbook-picture");
  const measure = () => {
    const whole = stage.getBoundingClientRect();
    const beside = form.getBoundingClientRect().left >= picture.getBoundingClientRect().right;
    const sticks = (part) => {
      const { position, display } = getComputedStyle(part);
      return position === "sticky" && display !== "contents";
    };
    const stuck = sticks(view) ? view : sticks(picture) ? picture : null;
    const parts = [];
    for (const box of form.querySelectorAll(".flipbook-control, .flipbook-buttons")) {
      const top = box.getBoundingClientRect().top;
      for (const part of [box, ...box.querySelectorAll("input, select, button, label")]) {
        const { top: own, height } = part.getBoundingClientRect();
        parts.push({ part, top: own - whole.top, inside: own - top, height });
      }
    }
    if (!stuck || !whole.height) {
      for (const { part } of parts) part.style.removeProperty("scroll-margin");
      return;
    }
    const room = innerHeight - parseFloat(getComputedStyle(stuck).top);
    let tall = stuck.offsetHeight;
    if (tall > room && stuck === view) tall = picture.offsetHeight; // the sentence may wait
    const above = beside ? 0 : form.offsetTop - stage.offsetTop - tall; // where the bet stands
    for (const { part, top, inside, height } of parts) {
      const before = Math.max(tall - whole.height + top, beside ? 0 : tall + inside);
      const after = beside ? Math.max(0, tall - top - height) : 0;
      part.style.scrollMargin = `${before + GAP_PX}px 0 ${after + GAP_PX}px`;
    }
    void above;
  };
  let soon = 0;
  const later = () => {
    clearTimeout(soon);
    soon = setTimeout(measure, 150);
  };
  new ResizeObserver(later).observe(stage);
  addEventListener("resize", later);
  measure();
}

/**
 * Keep room for the longest sentence, so that no control moves under the hand.
 * @param {HTMLElement} sentence
 * @param {string[]} all what it may say
 */
function keepRoom(sentence, all) {
  const longest = all.reduce((most, each) => each.length > most.length ? each : most, "");
  let width = 0;
  new ResizeObserver(() => {
    if (sentence.offsetWidth === width) return;
    width = sentence.offsetWidth;
    const now = sentence.textContent;
    sentence.style.minHeight = "";
    sentence.textContent = longest;
    const tall = sentence.offsetHeight;
    sentence.textContent = now;
    sentence.style.minHeight = `${tall}px`;
  }).observe(sentence);
}
