// @ts-check
/* A question: the reply chosen is answered with its reason, at once, and nothing is kept. */

/** @param {HTMLElement} root */
function mountQuestion(root) {
  const feedback = part(root, ".practice-feedback", HTMLElement);
  root.addEventListener("change", (event) => {
    const chosen = event.target;
    if (!(chosen instanceof HTMLInputElement) || chosen.type !== "radio") return;
    const answer = part(root, `[data-answer="${chosen.value}"]`, HTMLElement);
    const reason = part(answer, ".practice-reason", HTMLElement).cloneNode(true);
    const verdict = make("strong", {}, answer.dataset.spoken);
    part(/** @type {HTMLElement} */ (reason), ".practice-verdict", HTMLElement)
      .replaceChildren(verdict);
    feedback.dataset.verdict = answer.dataset.verdict;
    feedback.replaceChildren(...reason.childNodes);
  });
  part(root, ".practice-hint", HTMLElement).hidden = false;
}
