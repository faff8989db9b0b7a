/* Live, in JupyterLab and its kin: a figure that asks Python for its states. */

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
  for (const focusable of el.querySelectorAll("input, select, button, summary")) {
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
      figure.writeControls(document.activeElement?.matches(".flipbook-number") ? document.activeElement : null);
    }
    if (message.error) figure.say(message.error);
    else if (frame) {
      figure.picture.show(frame, !figure.calm.matches);
      figure.tell(message.sentence, message.more);
    }
    live.answered();
  };
  model.on("msg:custom", receive);
  model.send({ ask: "picture" });
  return () => model.off("msg:custom", receive);
}

globalThis.flipbook = { render, mountPage };
if (typeof document === "undefined") { /* not in a browser */
} else if (document.querySelector("body[data-jp-theme-light]")) {
  followLinks({ capture: true, remember: false }); // before JupyterLab looks for a heading
} else {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", mountPage);
  else mountPage();
}
