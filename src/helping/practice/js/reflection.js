// @ts-check
/* A reflection: a box to write in, kept on this device only if the reader says so.
 *
 * The same box may stand in two windows, or in a page that Back brings up again as it was left. So
 * each copy remembers what it last saw in the store (`seen`), and compares before it writes:
 *
 *   the store says   what this copy does
 *   the same         writes
 *   nothing          empties the box if its words had been kept: what is wiped, is wiped everywhere
 *   something newer  takes it in, if nothing was written here since; or else shows both texts, keeps
 *                    neither over the other, and asks
 */

/** @param {HTMLElement} root */
function mountReflection(root) {
  const area = part(root, "textarea", HTMLTextAreaElement);
  const keep = part(root, 'input[type="checkbox"]', HTMLInputElement);
  const note = part(root, ".practice-note", HTMLElement);
  const prompt = (part(root, ".practice-prompt", HTMLElement).textContent ?? "").trim();
  const key = REFLECTION + root.dataset.key;
  /** @type {string | null} */
  let seen = null; // what lay in the store when this copy last looked or wrote
  /** @type {HTMLElement | null} */
  let other = null; // the other text and its two buttons, while a choice is open

  /** Has the store another text than this copy last saw? */
  const moved = () => storage() !== null && read(key) !== seen;

  const settle = () => {
    other?.remove();
    other = null;
    keep.disabled = storage() === null;
  };

  /** @param {string} raw */
  const take = (raw) => {
    settle();
    seen = raw;
    area.value = understand(raw).text;
    keep.checked = true;
    takeBack(root);
  };

  /** @param {string} raw */
  const ask = (raw) => {
    settle();
    other = make("div", { class: "practice-other", role: "group" });
    other.setAttribute("aria-label", words("other_label"));
    const theirs = make("button", { type: "button" }, words("other_take"));
    const mine = make("button", { type: "button" }, words("other_mine"));
    theirs.addEventListener("click", () => {
      take(raw);
      area.focus();
      announce(note, words("kept"));
    });
    mine.addEventListener("click", () => {
      settle();
      seen = raw;
      keep.checked = true;
      area.focus();
      if (write()) announce(note, words("kept"));
    });
    const choices = make("div", { class: "practice-actions" });
    choices.append(theirs, mine);
    other.append(
      make("p", { class: "practice-other-label" }, words("other_label")),
      make("p", { class: "practice-text", dir: "auto" }, understand(raw).text),
      choices,
    );
    note.after(other);
    other.dataset.raw = raw;
    keep.checked = false;
    keep.disabled = true;
    announceOnce(note, words("other"));
  };

  /** Bring this copy into line with the store; say so if anything moved. */
  const look = () => {
    if (storage() === null) return; // no answer is not the answer "nothing"
    const now = read(key);
    if (other ? now === other.dataset.raw : now === seen) return;
    if (now === null) {
      settle();
      const wasKept = seen !== null;
      seen = null;
      keep.checked = false;
      takeBack(root);
      rest();
      if (!wasKept) hush(note);
      else {
        area.value = "";
        announce(note, words("removed_elsewhere"));
      }
      return;
    }
    const untouched = area.value === (seen === null ? "" : understand(seen).text);
    if (understand(now).text === area.value) {
      take(now);
    } else if (untouched) {
      take(now);
      announceOnce(note, words("newer"));
    } else {
      ask(now);
    }
  };

  /** Keep the box as it stands; true if it is kept. */
  const write = () => {
    if (moved()) {
      look();
      return false;
    }
    const raw = JSON.stringify({ prompt, text: area.value, date: today() });
    const before = seen;
    seen = raw; // before the others are told, this copy's own view among them
    const outcome = keepAs(key, raw);
    if (outcome === "kept") return true;
    seen = before;
    keep.checked = seen !== null;
    announceOnce(note, words(outcome === "full" && seen !== null ? "full_older" : outcome));
    return false;
  };

  /** Remove the kept copy; true if it is gone, as far as one can look. */
  const drop = () => {
    seen = null;
    const gone = remove(key);
    if (!gone && storage() !== null) {
      seen = read(key);
      keep.checked = seen !== null;
      announce(note, words("not_removed"));
    }
    return gone;
  };

  const rest = twoPresses(
    part(root, '[data-act="wipe"]', HTMLButtonElement),
    note,
    words("wipe_question"),
    () => {
      if (!other && moved()) { // with both texts in view, the reader knows what is wiped
        look();
        announce(note, words("unsure"));
        return;
      }
      const wasKept = read(key) !== null;
      settle();
      area.value = "";
      keep.checked = false;
      takeBack(root);
      if (drop()) announce(note, words(wasKept ? "wiped_kept" : "wiped_box"));
      else if (storage() === null) announce(note, words("wiped_unseen"));
    },
  );

  keep.addEventListener("change", () => {
    if (moved()) look();
    else if (keep.checked) {
      if (write()) announce(note, words("kept"));
    } else if (drop()) {
      announce(note, words("no_longer_kept"));
    }
  });
  part(root, '[data-act="save"]', HTMLButtonElement).addEventListener("click", () => {
    if (!area.value.trim()) {
      announce(note, words("nothing_to_save"));
      return;
    }
    const name = (root.dataset.key ?? "").replace("/", "-") + ".txt";
    giveOut(root, note, name, `${prompt}\n\n${area.value.trim()}\n\n${today()}\n`);
  });
  area.addEventListener("input", () => {
    rest();
    takeBack(root);
    if (keep.checked) {
      if (write() && note.dataset.says !== words("kept")) hush(note);
    } else if (!keep.disabled) {
      hush(note);
    }
  });
  root.addEventListener("practice-look", look);

  const raw = read(key);
  if (raw !== null) take(raw);
  if (storage() === null) {
    keep.disabled = true;
    note.dataset.says = words("refused");
    note.replaceChildren(make("p", {}, words("refused")));
  }
  part(root, ".practice-actions", HTMLElement).hidden = false;
}

/**
 * All reflections that are kept, to read and to save as one file.
 * @param {HTMLElement} root
 */
function mountGathered(root) {
  const place = part(root, ".practice-kept", HTMLElement);
  const note = part(root, ".practice-note", HTMLElement);
  const actions = part(root, ".practice-actions", HTMLElement);
  let shown = "";

  const found = () => {
    const all = keys(REFLECTION);
    return all && all.map((key) => understand(read(key) ?? "")).filter((kept) => kept.text.trim());
  };
  const fill = () => {
    const all = found();
    if (JSON.stringify(all) === shown) return;
    shown = JSON.stringify(all);
    takeBack(root);
    place.replaceChildren();
    for (const kept of all ?? []) {
      place.append(
        make("p", { class: "practice-prompt", dir: "auto" }, kept.prompt),
        make("p", { class: "practice-text", dir: "auto" }, kept.text),
      );
    }
    if (!all?.length) place.append(make("p", {}, words(all ? "none_kept" : "cannot_look")));
    actions.hidden = !all?.length;
  };
  fill();
  part(root, '[data-act="save-all"]', HTMLButtonElement).addEventListener("click", () => {
    fill();
    const all = found() ?? [];
    const parts = all.map((kept) => `${kept.prompt}\n\n${kept.text.trim()}\n\n${kept.date}\n`);
    giveOut(root, note, "my-reflections.txt", parts.join("\n---\n\n"));
  });
  root.addEventListener("practice-look", fill);
}

/**
 * The button that wipes all that the course keeps in this browser.
 * @param {HTMLElement} root
 */
function mountWipeAll(root) {
  const button = make("button", { type: "button" }, words("wipe_all"));
  const note = makeNote();
  root.classList.add("practice");
  root.replaceChildren(button, note);
  twoPresses(button, note, words("wipe_all_question"), () => {
    const before = keys(PREFIX);
    if (!before) {
      announce(note, words("cannot_look"));
      return;
    }
    before.forEach(remove);
    const left = keys(PREFIX)?.length ?? 0;
    const count = before.length;
    if (left) announce(note, words("left_over", { count: left }));
    else if (count > 1) announce(note, words("wiped_many", { count }));
    else announce(note, words(count ? "wiped_one" : "wiped_nothing"));
  });
}
