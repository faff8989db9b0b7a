/* On a page without a kernel: every figure is brought to life. */

function mountPage() {
  const waiting = [];
  for (const element of document.querySelectorAll("figure.flipbook")) {
    if (element.flipbook || !element.querySelector(".flipbook-book")) continue;
    element.flipbook = new Figure(element, null);
    element.flipbook.restore();
    addEventListener("hashchange", () => element.flipbook.restore());
    waiting.push(element.flipbook);
  }
  const idle = globalThis.requestIdleCallback || ((work) => setTimeout(work, 200));
  const next = () => {
    const figure = waiting.shift();
    if (!figure) return;
    figure.prepare();
    idle(next);
  };
  idle(next);
}
