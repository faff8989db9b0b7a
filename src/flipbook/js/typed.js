// @ts-check
/* Numbers as people type them. */

/**
 * The number that somebody typed; NaN where it is none.
 *
 * A comma is a decimal one ("0,7"), unless it parts thousands ("1,000") of a control that has them.
 * @param {string} text
 * @param {number} most the largest number that is offered
 */
function typedNumber(text, most) {
  let plainly = text.replace(/[\s\u00a0\u202f']/g, "").replace(/[\u2212\u2013]/g, "-");
  if (most >= 1000 && /^-?\d{1,3}([.,]\d{3})+$/.test(plainly)) plainly = plainly.replace(/[.,]/g, "");
  const number = /^[^\d.,-]*(-?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[-+]?\d+)?)[^\d.,]*$/i.exec(plainly);
  return number ? Number(number[1].replace(",", ".")) : NaN;
}

/**
 * The place of the value nearest to the one that is wanted.
 * @param {number[]} values @param {number} wanted
 */
function nearest(values, wanted) {
  let found = 0;
  values.forEach((value, place) => {
    if (Math.abs(value - wanted) < Math.abs(values[found] - wanted)) found = place;
  });
  return found;
}
