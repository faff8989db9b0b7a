// @ts-check
/* A control that makes no difference in the present state is shown so, and says why. */

const AWAKE = 0;

/**
 * For each control what it makes in each state: 0 a difference, 1 none without a reason, and
 * 2 + n none while control n stands where it does.
 * @param {Record<string, number[]>} packed runs: code, how many states, code, how many …
 */
function readIdle(packed) {
  return Object.fromEntries(Object.entries(packed).map(([name, runs]) => {
    const codes = [];
    for (let at = 0; at < runs.length; at += 2) {
      for (let times = runs[at + 1]; times > 0; times--) codes.push(runs[at]);
    }
    return [name, codes];
  }));
}

/**
 * Show a control as idle, or as awake again; it keeps its place in the order of focus.
 * @param {Control} control as the figure knows it
 * @param {string} why empty where it makes a difference
 */
function writeIdle(control, why) {
  const { box, named, numbers } = control.inputs;
  if (!control.idle) {
    if (!why) return;
    control.idle = document.createElement("p");
    control.idle.className = "flipbook-idle";
    control.idle.id = `${named[0].closest("figure")?.id}--${control.name}--idle`;
    box.append(control.idle);
  }
  if (why) control.idle.textContent = why;
  const was = box.classList.contains("flipbook-inert");
  if (was === Boolean(why)) return;
  box.classList.toggle("flipbook-inert", !was);
  for (const input of [...named, ...numbers]) {
    if (why) input.setAttribute("aria-describedby", control.idle.id);
    else input.removeAttribute("aria-describedby");
  }
}
