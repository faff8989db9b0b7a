// @ts-check
/* A link to a folded box opens its fold first: not every browser does so by itself. */
(function () {
  "use strict";
  if ("courseUnfolds" in globalThis) return;
  Object.assign(globalThis, { courseUnfolds: true });

  /** @param {string} hash */
  function unfold(hash) {
    const id = hash.replace(/^#/, ""); // the name of a box has nothing to decode
    const target = id ? document.getElementById(id) : null;
    const fold = target?.closest("details.evidence-more");
    if (!target || !(fold instanceof HTMLDetailsElement) || fold.open) return;
    fold.open = true;
    target.scrollIntoView();
  }

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[href]");
    const hash = link && (link.getAttribute("href") ?? "").match(/#evidence-[\w-]+$/);
    if (hash) unfold(hash[0]);
  }, true);
  addEventListener("hashchange", () => unfold(location.hash));
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", () => unfold(location.hash));
  } else {
    unfold(location.hash);
  }
  addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll("details.evidence-more:not([open])")) {
      fold.toggleAttribute("open", true);
      fold.toggleAttribute("data-for-print", true);
    }
  });
  addEventListener("afterprint", () => {
    for (const fold of document.querySelectorAll("details.evidence-more[data-for-print]")) {
      fold.toggleAttribute("open", false);
      fold.toggleAttribute("data-for-print", false);
    }
  });
})();
