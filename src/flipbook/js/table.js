/* Reading the table: from packed characters to the frames of a picture. */

const GAP = "\ue000";
const COORDINATE = "c", FINE = "m", WORDS = "s";
const STRIDES = [0, 1, 2, 3];
const SHORT = "~", LONG = "}";
const ALPHABET = Array.from({ length: 93 }, (_, i) => String.fromCharCode(32 + i))
  .filter((c) => !'"\\<>&|'.includes(c)).join("");
const BASE = ALPHABET.length;
const DIGIT = new Map([...ALPHABET].map((c, i) => [c, i]));
const SVG = "http://www.w3.org/2000/svg";
const EASE_MS = 160;


function numbers(text) {
  const read = [];
  for (let at = 0; at < text.length; at++) {
    const length = text[at] === SHORT ? 3 : text[at] === LONG ? 7 : 0;
    let folded = 0;
    if (length === 0) folded = DIGIT.get(text[at]);
    else for (let place = length; place > 0; place--) {
      folded = folded * BASE + DIGIT.get(text[at + place]);
    }
    at += length;
    read.push(folded % 2 ? -(folded + 1) / 2 : folded / 2);
  }
  return read;
}

const scaleOf = (kind) => kind === COORDINATE ? 10 : kind === FINE ? 1000 : 10 ** Number(kind);

/** The frames of one structure: columns of numbers over a lattice of stops. */
class Group {
  constructor(packed) {
    this.skeleton = packed.skeleton;
    this.kinds = packed.kinds;
    this.packed = packed;
  }

  columns() {
    if (this.read) return this.read;
    const { shape, kinds, words } = this.packed;
    const count = shape.reduce((product, size) => product * size, 1);
    const strides = shape.map((_, axis) =>
      shape.slice(axis + 1).reduce((product, size) => product * size, 1));
    const at = (index, axis) => Math.floor(index / strides[axis]) % shape[axis];
    const masks = Array.from({ length: 2 ** shape.length }, (_, number) =>
      shape.map((_, axis) => axis).filter((axis) => (number >> axis) & 1));
    const corners = masks.map((mask) => {
      const inside = [];
      for (let i = 0; i < count; i++) if (mask.every((axis) => at(i, axis) === 0)) inside.push(i);
      return inside;
    });
    const left = numbers(this.packed.data);
    const whole = [];
    numbers(this.packed.modes).forEach((mode, number) => {
      const which = Math.floor(mode / STRIDES.length);
      const mask = masks[which], corner = corners[which];
      const column = left.slice(number * count, (number + 1) * count);
      const stride = STRIDES[mode % STRIDES.length];
      if (stride) {
        const guide = whole[number - stride];
        const rest = guide.slice();
        for (const axis of mask) {
          for (let i = count - 1; i >= 0; i--) if (at(i, axis)) rest[i] -= rest[i - strides[axis]];
        }
        corner.forEach((i, k) => { rest[i] = guide[i] - (k ? guide[corner[k - 1]] : 0); });
        for (let i = 0; i < count; i++) column[i] += rest[i];
      }
      for (let k = 1; k < corner.length; k++) column[corner[k]] += column[corner[k - 1]];
      for (const axis of mask) {
        for (let i = 0; i < count; i++) if (at(i, axis)) column[i] += column[i - strides[axis]];
      }
      whole.push(column);
    });
    let said = 0;
    this.read = whole.map((column, number) => {
      if (kinds[number] === WORDS) {
        const offered = words[said++];
        return column.map((index) => offered[index]);
      }
      const scale = scaleOf(kinds[number]);
      return column.map((value) => value / scale);
    });
    this.packed = null;
    return this.read;
  }

  slots(rank) {
    return this.columns().map((column) => column[rank]);
  }
}

/** All frames of a picture, or all of its sentences. */
class Frames {
  constructor(packed) {
    this.groups = packed.groups.map((group) => new Group(group));
    if (!packed.member) return;
    const seen = this.groups.map(() => 0);
    let group = 0;
    this.places = numbers(packed.member).map((step) => {
      group += step;
      return [group, seen[group]++];
    });
  }

  at(index) {
    const [number, rank] = this.places ? this.places[index] : [0, index];
    const group = this.groups[number];
    return { skeleton: group.skeleton, kinds: group.kinds, slots: group.slots(rank) };
  }
}

function write(slot, kind) {
  if (typeof slot === "string") return slot;
  if (kind === COORDINATE) return String(Math.round(slot * 10) / 10);
  if (kind === FINE) return String(Math.round(slot * 1000) / 1000);
  return slot.toFixed(Number(kind));
}

function fill(frame) {
  const pieces = frame.skeleton.split(GAP);
  return pieces[0] + frame.slots
    .map((slot, i) => write(slot, frame.kinds[i]) + pieces[i + 1]).join("");
}

const ENTITIES = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'", "&amp;": "&" };
const plain = (text) => text.replace(/&(?:lt|gt|quot|#x27|amp);/g, (entity) => ENTITIES[entity]);
