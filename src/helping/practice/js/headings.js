// @ts-check
/* In a notebook a link to a heading leads there: JupyterLab names headings otherwise than the
 * course's pages do, which a chapter's links follow. */

/**
 * The name of a heading as the built pages have it.
 * @param {Element} heading
 */
function pageName(heading) {
  const text = (heading.textContent ?? "").trim().toLowerCase();
  return text.replace(/[^\p{L}\p{N}_\- ]/gu, "").trim().replaceAll(" ", "-");
}

/** @param {Event} event */
function toHeading(event) {
  const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
  const name = (link?.getAttribute("href") ?? "").slice(1);
  if (!link || !name || document.getElementById(name)) return;
  const notebook = link.closest(".jp-Notebook") ?? document;
  for (const heading of notebook.querySelectorAll("h2, h3, h4")) {
    if (!(heading instanceof HTMLElement) || pageName(heading) !== name) continue;
    event.preventDefault();
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true }); // a screen reader goes on from here
    heading.scrollIntoView();
    return;
  }
}
