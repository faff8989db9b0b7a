// @ts-check
/* An exchange: its notes stand in the margin; who wants to think first hides them. */

/** @param {HTMLElement} root */
function mountExchange(root) {
  const bare = part(root, ".practice-bare", HTMLElement);
  const hides = part(bare, "input", HTMLInputElement);
  hides.addEventListener("change", () => {
    for (const note of root.querySelectorAll(".practice-margin")) {
      note.toggleAttribute("hidden", hides.checked);
    }
  });
  bare.hidden = false;
}
