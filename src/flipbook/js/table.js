// @ts-check
/* Reading the table: from packed characters to the frames of a picture. src/flipbook/table.py
   writes it and tells why it is made so. */

const GAP = "\ue000";
const WORDS = "s";
const STRIDES = 4; // a column may be foretold from the one before it, or from that 2 or 3 before
const SHORT = "~", LONG = "}";
const ALPHABET = Array.from({ length: 93 }, (_, i) => String.fromCharCode(32 + i))
  .filter((c) => !'"\\<>&|'.includes(c)).join("");
const BASE = ALPHABET.length;
const DIGIT = Array.from({ length: 128 }, (_, code) => ALPHABET.indexOf(String.fromCharCode(code)));
/** A number of this kind is stored as so many times itself. @type {Record<string, number>} */
const SCALES = { c: 10, h: 100, m: 1000 };

/**
 * One state of a picture or a sentence: a text with gaps, and what fills them.
 * @typedef {{ skeleton: string, kinds: string, slots: (number | string)[] }} Frame
 * @typedef {{ skeleton: string, kinds: string, shape: number[], modes: string, data: string,
 *   words: string[][] }} PackedGroup
 */

/** Read whole numbers: one character each where they are small.
 * @param {string} text */
function numbers(text) {
  const read = new Float64Array(text.length);
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const length = text[at] === SHORT ? 3 : text[at] === LONG ? 7 : 0;
    let folded = 0;
    if (length === 0) folded = DIGIT[text.charCodeAt(at)];
    else for (let place = length; place > 0; place--) {
      folded = folded * BASE + DIGIT[text.charCodeAt(at + place)];
    }
    at += length;
    read[count++] = folded % 2 ? -(folded + 1) / 2 : folded / 2;
  }
  return read.subarray(0, count);
}

/** The stops of a group's controls as a grid; the last control moves fastest. */
class Lattice {
  /** @param {number[]} shape */
  constructor(shape) {
    this.count = shape.reduce((product, size) => product * size, 1);
    this.shape = shape;
    this.strides = shape.map((_, axis) =>
      shape.slice(axis + 1).reduce((product, size) => product * size, 1));
    /** @type {Map<number, { axes: number[], corner: number[] }>} */
    this.known = new Map();
  }

  /** Call `work` for every place that has a neighbour before it along an axis.
   * @param {number} axis @param {(place: number, before: number) => void} work */
  along(axis, work) {
    const stride = this.strides[axis], size = this.shape[axis] * stride;
    for (let block = 0; block < this.count; block += size) {
      for (let at = block + stride; at < block + size; at++) work(at, at - stride);
    }
  }

  /** The axes of a set, and the places where all of them stand at their first stop.
   * @param {number} bits */
  set(bits) {
    let found = this.known.get(bits);
    if (!found) {
      const all = this.shape.map((_, axis) => axis);
      const axes = all.filter((axis) => (bits >> axis) & 1);
      let corner = [0];
      for (const axis of all) {
        if (axes.includes(axis)) continue;
        const steps = Array.from({ length: this.shape[axis] }, (_, k) => k * this.strides[axis]);
        corner = corner.flatMap((place) => steps.map((step) => place + step));
      }
      found = { axes, corner };
      this.known.set(bits, found);
    }
    return found;
  }

  /** How far each number lies from what its neighbours lead one to expect.
   * @param {Float64Array} column @param {number} bits */
  residual(column, bits) {
    const { axes, corner } = this.set(bits);
    let rest = column;
    for (const axis of axes) {
      const before = rest;
      rest = before.slice();
      this.along(axis, (at, back) => { rest[at] = before[at] - before[back]; });
    }
    if (rest === column) rest = column.slice();
    corner.forEach((place, k) => { rest[place] = column[place] - (k ? column[corner[k - 1]] : 0); });
    return rest;
  }

  /** Undo `residual`, in place.
   * @param {Float64Array} column @param {number} bits */
  restore(column, bits) {
    const { axes, corner } = this.set(bits);
    for (let k = 1; k < corner.length; k++) column[corner[k]] += column[corner[k - 1]];
    for (const axis of axes) this.along(axis, (at, back) => { column[at] += column[back]; });
  }
}

/** The frames of one structure: columns of numbers over a lattice of stops, read when first asked. */
class Group {
  /** @param {PackedGroup} packed */
  constructor(packed) {
    this.skeleton = packed.skeleton;
    this.kinds = packed.kinds;
    /** @type {PackedGroup | null} */
    this.packed = packed;
    /** @type {Float64Array[]} */
    this.columns = [];
    /** What the numbers of a column stand for: so many times themselves, or words by their place.
     * @type {(number | string[])[]} */
    this.meant = [];
  }

  /** Read the table, once. */
  unpack() {
    if (!this.packed) return;
    const { shape, kinds, words, modes, data } = this.packed;
    const lattice = new Lattice(shape);
    const left = numbers(data);
    numbers(modes).forEach((mode, number) => {
      const bits = Math.floor(mode / STRIDES), stride = mode % STRIDES;
      const column = left.subarray(number * lattice.count, (number + 1) * lattice.count);
      if (stride) {
        const guide = lattice.residual(this.columns[number - stride], bits);
        for (let i = 0; i < column.length; i++) column[i] += guide[i];
      }
      lattice.restore(column, bits);
      this.columns.push(column);
    });
    let said = 0;
    this.meant = [...kinds].map((kind) =>
      kind === WORDS ? words[said++] : SCALES[kind] || 10 ** Number(kind));
    this.packed = null;
  }

  /** @param {number} rank */
  slots(rank) {
    this.unpack();
    return this.columns.map((column, number) => {
      const meant = this.meant[number];
      return typeof meant === "number" ? column[rank] / meant : meant[column[rank]];
    });
  }
}

/** All frames of a picture, or all of its sentences. */
class Frames {
  /** @param {{ groups: PackedGroup[], member?: string }} packed */
  constructor(packed) {
    this.groups = packed.groups.map((group) => new Group(group));
    /** @type {[number, number][] | null} */
    this.places = null;
    if (!packed.member) return;
    const seen = this.groups.map(() => 0);
    let group = 0;
    this.places = Array.from(numbers(packed.member), (step) => {
      group += step;
      return [group, seen[group]++];
    });
  }

  /** @param {number} index @returns {Frame} */
  at(index) {
    const [number, rank] = this.places ? this.places[index] : [0, index];
    const group = this.groups[number];
    return { skeleton: group.skeleton, kinds: group.kinds, slots: group.slots(rank) };
  }
}

/** @param {number | string} slot @param {string} kind */
function write(slot, kind) {
  if (typeof slot === "string") return slot;
  const scale = SCALES[kind];
  return scale ? String(Math.round(slot * scale) / scale) : slot.toFixed(Number(kind));
}

/** A frame's whole text.
 * @param {Frame} frame */
function fill(frame) {
  const pieces = frame.skeleton.split(GAP);
  return pieces[0] + frame.slots
    .map((slot, i) => write(slot, frame.kinds[i]) + pieces[i + 1]).join("");
}

/** @type {Record<string, string>} */
const ENTITIES = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'", "&amp;": "&" };
/** @param {string} text */
const plain = (text) => text.replace(/&(?:lt|gt|quot|#x27|amp);/g, (entity) => ENTITIES[entity]);
