// Pages opened from a folder cannot fetch other pages, so search lists titles without excerpts.
if (location.protocol === "file:" && typeof DOCUMENTATION_OPTIONS !== "undefined") {
  DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
}

// The theme's dialogs have no names, and its scripts blur the button that opened one, so that the
// keyboard's place would be lost when it closes.
document.addEventListener("DOMContentLoaded", () => {
  const names = { "pst-primary-sidebar-modal": "Chapters", "pst-secondary-sidebar-modal": "On this page" };
  let opener = null;
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".sidebar-toggle, .search-button__button");
    if (button && !button.closest("dialog")) opener = button;
  }, true);
  for (const dialog of document.querySelectorAll("dialog")) {
    if (names[dialog.id]) dialog.setAttribute("aria-label", names[dialog.id]);
    dialog.addEventListener("close", () => setTimeout(() => opener?.focus()));
  }
});

// A searched word stands behind the "#" of the address, the part that no server is sent.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form.bd-search");
  if (!form) return;
  event.preventDefault();
  form.closest("dialog")?.close();
  const to = new URL(form.action);
  to.search = "";
  to.hash = new URLSearchParams(new FormData(form));
  location.assign(to);
});
const searchForTheWord = () => {
  const word = new URLSearchParams(location.hash.slice(1)).get("q");
  if (!word || typeof Search === "undefined") return;
  document.querySelectorAll('input[name="q"]').forEach((field) => { field.value = word; });
  document.getElementById("search-results").replaceChildren(); // those of the word before
  Search.performSearch(word);
};
addEventListener("load", searchForTheWord); // after Sphinx has set up its own
addEventListener("hashchange", searchForTheWord);
