/* Questions and private reflections, on the built page and in JupyterLab.
 *
 * A classic script, because browsers refuse modules and fetch on file://. It sends nothing
 * anywhere. `coursePractice.mount(element)` brings the markup below an element to life; on a
 * page this happens by itself. In JupyterLab the widget calls `coursePractice.live`.
 */
(function () {
  "use strict";

  const PREFIX = "helping:"; // of every key that the course keeps in localStorage
  const REFLECTION = PREFIX + "reflection:";
  const NO_STORE =
    "This browser does not let the page keep anything, so save what you write as a file instead.";

  /* Storage may be missing or refuse to work: private windows, blocked cookies, file://. */
  function storage() {
    try {
      const probe = PREFIX + "probe";
      globalThis.localStorage.setItem(probe, "1");
      globalThis.localStorage.removeItem(probe);
      return globalThis.localStorage;
    } catch {
      return null;
    }
  }

  function keys(prefix) {
    const store = storage();
    return store ? Object.keys(store).filter((key) => key.startsWith(prefix)).sort() : [];
  }

  function recall(key) {
    try {
      const kept = JSON.parse(storage().getItem(key));
      return kept && typeof kept.text === "string" ? kept : null;
    } catch {
      return null;
    }
  }

  function changed() {
    document.dispatchEvent(new CustomEvent("course-changed"));
  }

  /* Empty first: a screen reader speaks a change, and the same words twice are no change. */
  function announce(note, words) {
    note.textContent = "";
    setTimeout(() => (note.textContent = words), 50);
  }

  function saveFile(name, text) {
    const url = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  function today() {
    return new Date().toLocaleDateString(undefined, { dateStyle: "long" });
  }

  /* A button that acts on its second press, and is quiet again when the reader moves on. */
  function twoPresses(button, note, question, act) {
    const label = button.textContent;
    let armed = false;
    const rest = () => {
      armed = false;
      button.textContent = label;
    };
    button.addEventListener("click", (event) => {
      if (event.detail > 1) return; // the second half of a double click is not a second thought
      if (armed) {
        rest();
        act();
      } else {
        armed = true;
        button.textContent = "Press again to wipe";
        announce(note, question);
      }
    });
    const leave = (words) => {
      if (!armed) return;
      rest();
      announce(note, words);
    };
    button.addEventListener("blur", () => leave("Nothing was wiped."));
    button.addEventListener("keydown", (event) => {
      if (event.key === "Escape") leave("Nothing was wiped.");
    });
    return rest;
  }

  function mountQuestion(root) {
    const feedback = root.querySelector(".practice-feedback");
    root.querySelector(".practice-hint").hidden = false;
    root.addEventListener("change", (event) => {
      if (!event.target.matches('input[type="radio"]')) return;
      const answer = root.querySelector(`[data-answer="${event.target.value}"]`);
      const reason = answer.querySelector(".practice-reason").cloneNode(true);
      feedback.dataset.verdict = answer.dataset.verdict;
      feedback.replaceChildren(...reason.childNodes);
    });
  }

  function mountReflection(root) {
    const area = root.querySelector("textarea");
    const keep = root.querySelector('input[type="checkbox"]');
    const note = root.querySelector(".practice-note");
    const wipe = root.querySelector('[data-act="wipe"]');
    const prompt = root.querySelector(".practice-prompt").textContent.trim();
    const key = REFLECTION + root.dataset.key;

    const store = () => {
      try {
        const kept = { prompt, text: area.value, date: today() };
        storage().setItem(key, JSON.stringify(kept));
        changed();
        return true;
      } catch {
        keep.checked = false;
        announce(note, NO_STORE);
        return false;
      }
    };
    const drop = () => {
      const held = storage();
      if (held) held.removeItem(key);
      changed();
    };

    root.querySelector(".practice-actions").hidden = false;
    const kept = recall(key);
    if (kept) {
      area.value = kept.text;
      keep.checked = true;
    }
    if (!storage()) {
      keep.disabled = true;
      note.textContent = NO_STORE;
    }
    keep.addEventListener("change", () => {
      if (!keep.checked) {
        drop();
        announce(note, "No longer kept. The text stays here until you leave the page.");
      } else if (store()) {
        announce(note, "Kept on this device, in this browser, until you wipe it.");
      }
    });
    root.querySelector('[data-act="save"]').addEventListener("click", () => {
      if (!area.value.trim()) {
        announce(note, "There is nothing to save yet.");
        return;
      }
      const name = root.dataset.key.replace("/", "-") + ".txt";
      saveFile(name, `${prompt}\n\n${area.value.trim()}\n\n${today()}\n`);
      announce(note, `Handed to your browser as the file ${name}.`);
    });
    const rest = twoPresses(
      wipe,
      note,
      "This empties the box and removes any kept copy. Press again to wipe, or Escape to leave it.",
      () => {
        area.value = "";
        keep.checked = false;
        drop();
        announce(note, "Wiped.");
      },
    );
    area.addEventListener("input", () => {
      rest();
      if (keep.checked) store();
    });
    document.addEventListener("course-wiped", () => {
      area.value = "";
      keep.checked = false;
    });
  }

  function mountGathered(root) {
    const place = root.querySelector(".practice-kept");
    const note = root.querySelector(".practice-note");
    const actions = root.querySelector(".practice-actions");
    const fill = () => {
      const found = keys(REFLECTION).map(recall).filter((kept) => kept && kept.text.trim());
      place.replaceChildren();
      for (const kept of found) {
        const prompt = document.createElement("p");
        prompt.className = "practice-prompt";
        prompt.textContent = kept.prompt;
        const text = document.createElement("p");
        text.className = "practice-text";
        text.textContent = kept.text;
        place.append(prompt, text);
      }
      if (!found.length) {
        const none = document.createElement("p");
        none.textContent = storage() ? "Nothing is kept on this device." : NO_STORE;
        place.append(none);
      }
      actions.hidden = !found.length;
      return found;
    };
    fill();
    root.querySelector('[data-act="save-all"]').addEventListener("click", () => {
      const parts = fill().map((kept) => `${kept.prompt}\n\n${kept.text.trim()}\n\n${kept.date}\n`);
      saveFile("my-reflections.txt", parts.join("\n---\n\n"));
      announce(note, "Handed to your browser as the file my-reflections.txt.");
    });
    document.addEventListener("course-changed", fill);
  }

  /* Removes all that the course keeps in this browser; returns how many things there were. */
  function wipeAll() {
    const found = keys(PREFIX);
    for (const key of found) storage().removeItem(key);
    document.dispatchEvent(new CustomEvent("course-wiped"));
    changed();
    return found.length;
  }

  function mountWipeAll(root) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Wipe everything kept by this course on this device";
    const note = document.createElement("p");
    note.className = "practice-note";
    note.setAttribute("role", "status");
    root.classList.add("practice");
    root.replaceChildren(button, note);
    twoPresses(
      button,
      note,
      "This cannot be undone. Press again to wipe, or Escape to leave everything as it is.",
      () => {
        const count = wipeAll();
        const things = count === 1 ? "one thing" : `${count} things`;
        announce(note, count ? `Wiped: ${things}.` : "Nothing was kept on this device.");
      },
    );
  }

  const mounts = {
    question: mountQuestion,
    reflection: mountReflection,
    gathered: mountGathered,
    "wipe-all": mountWipeAll,
  };

  function mount(element) {
    const within = [element, ...element.querySelectorAll("[data-practice], .practice-wipe-all")];
    for (const root of within) {
      if (!(root instanceof HTMLElement) || "mounted" in root.dataset) continue;
      if (root.matches(".practice-wipe-all")) root.dataset.practice = "wipe-all";
      const bring = mounts[root.dataset.practice];
      if (!bring) continue;
      root.dataset.mounted = "";
      bring(root);
    }
  }

  /* Paper neither scrolls nor opens: give texts their room and answers their place. */
  function beforePrint() {
    for (const area of document.querySelectorAll(".practice textarea")) {
      area.style.minHeight = area.scrollHeight + 4 + "px";
    }
    for (const answers of document.querySelectorAll(".practice-answers:not([open])")) {
      answers.open = true;
      answers.dataset.forPrint = "";
    }
  }

  function afterPrint() {
    for (const answers of document.querySelectorAll(".practice-answers[data-for-print]")) {
      answers.open = false;
      delete answers.dataset.forPrint;
    }
  }

  /* One view in JupyterLab; a notebook may show several, so each gets ids of its own. */
  function live(element, markup) {
    element.innerHTML = markup;
    const mark = "-" + Math.random().toString(36).slice(2, 8);
    for (const each of element.querySelectorAll("[id], [for], [name], [aria-describedby]")) {
      for (const name of ["id", "for", "name"]) {
        if (each.hasAttribute(name)) each.setAttribute(name, each.getAttribute(name) + mark);
      }
      const ids = each.getAttribute("aria-describedby");
      if (ids) each.setAttribute("aria-describedby", ids.replace(/\S+/g, (id) => id + mark));
    }
    for (const link of element.querySelectorAll('a[href^="https:"]')) {
      link.target = "_blank"; // or the link would leave the running notebook
      link.rel = "noopener";
    }
    // JupyterLab would take the arrow keys from the radio buttons to move between cells, and
    // Shift+Enter from the text. It looks for this mark on the focused element itself.
    for (const each of element.querySelectorAll("input, textarea, button, summary, a")) {
      each.dataset.lmSuppressShortcuts = "true";
    }
    mount(element);
  }

  // The script runs once for every view in JupyterLab; listeners of the window are set once.
  if (!globalThis.coursePractice) {
    globalThis.addEventListener("beforeprint", beforePrint);
    globalThis.addEventListener("afterprint", afterPrint);
  }
  globalThis.coursePractice = { mount, live, wipeAll };

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", () => mount(document));
  } else {
    mount(document);
  }
})();
