// @ts-check
/* What a reader takes away: the picture as a file, a link to its state. */

/** In a frame a browser may refuse files and clipboard without a word: nothing is claimed there. */
const inFrame = () => {
  try {
    return window.top !== window;
  } catch {
    return true;
  }
};

/** Save the picture as it stands, in the colours of paper. @param {Figure} shown */
function savePicture(shown) {
  shown.picture.settle();
  const svg = /** @type {SVGSVGElement} */ (shown.picture.svg.cloneNode(true));
  const [, , width, height] = (svg.getAttribute("viewBox") ?? "").split(" ");
  /** @param {Element} element @param {Record<string, string>} attributes */
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
  title.textContent = shown.figure.getAttribute("aria-label");
  desc.textContent = shown.sentence.textContent;
  write(paper, { width: "100%", height: "100%", fill: "#ffffff" });
  svg.prepend(title, desc, paper);
  const text = new XMLSerializer().serializeToString(svg)
    .replace(/var\(--flipbook-[a-z]+, (#[0-9a-fA-F]{6})\)/g, "$1");
  const file = `${shown.name}.svg`;
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  anchor.download = file;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 10000);
  if (inFrame()) offerCopy(shown, phrase(shown.told.handed_in_frame, { file }), text);
  else shown.say(phrase(shown.told.handed, { file }));
}

/** Put a link to the present state on the clipboard, or into a field. @param {Figure} shown */
function linkToState(shown) {
  const address = new URL(location.href);
  const state = shown.controls.map((control) =>
    `${encodeURIComponent(control.name)}=${encodeURIComponent(control.keys[shown.stops[control.name]])}`);
  address.hash = `${shown.name}?${state.join("&")}`;
  if (!/^(https?|file):$/.test(address.protocol)) {
    shown.say(shown.told.no_link);
    return;
  }
  try {
    history.replaceState(history.state, "", address.href);
  } catch { /* the address stays; the link is right all the same */ }
  const byHand = () => offerCopy(shown, shown.told.copy_link, address.href);
  if (inFrame() || !navigator.clipboard) byHand();
  else navigator.clipboard.writeText(address.href).then(() => shown.say(shown.told.copied), byHand);
}

/**
 * A field to copy from, named by what is said.
 * @param {Figure} shown @param {string} message @param {string} text
 */
function offerCopy(shown, message, text) {
  shown.say(message);
  const long = text.length > 400;
  const field = document.createElement(long ? "textarea" : "input");
  field.className = "flipbook-copy";
  field.readOnly = true;
  field.value = text;
  field.setAttribute("aria-label", message);
  shown.said.after(field);
  field.focus({ preventScroll: true });
  field.select();
}
