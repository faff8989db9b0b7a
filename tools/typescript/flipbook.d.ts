/** The words that page.py puts before the rooms: patterns with named places. */
declare const SAID: Record<string, string>;

/** A control, as page.py writes it into the page, and what the figure adds of its own. */
interface Control {
  name: string;
  label: string;
  kind: "range" | "pair" | "choice" | "radio" | "switch";
  numeric: boolean;
  /** The stop at which it starts; a stop is a place in the lists that follow. */
  start: number;
  keys: string[];
  spoken: string[];
  values: number[];
  /** Of a pair: what each of its two hands may say, and where they are at each stop. */
  hand?: { keys: string[]; spoken: string[]; values: number[] };
  pairs: [low: number, high: number][];
  /** Of a slider that plays: seconds at each stop. */
  play?: number;
  inputs: Inputs;
  /** Its line among the settings. */
  setting: HTMLElement;
  /** Why it makes no difference just now. */
  idle?: HTMLElement;
}

/**
 * The parts of a control on the page. Of a choice, `named` holds the list, read like a field. Of a
 * slider, the number's field and the word belong to the range of the same place; of a pair there
 * are two of each.
 */
interface Inputs {
  box: HTMLElement;
  named: HTMLInputElement[];
  numbers: HTMLInputElement[];
  words: HTMLElement[];
}

/** All states of a picture. */
interface Book {
  shape: number[];
  picture: Frames;
  sentence: Frames;
  more: Frames;
  idle: Record<string, number[]>;
}

/** For each control named, the stop at which it stands. */
type Stops = Record<string, number>;

interface HTMLElement {
  flipbook?: Figure;
}

declare var flipbook: object;

/**
 * What Python answers: where the controls stand and what is said; of the picture, what changed; the
 * controls known to be idle. Later, by itself, which ones are.
 */
interface Answer {
  error?: string;
  idle?: Record<string, number>;
  looked?: Record<string, number>;
  stops?: Stops;
  sentence: string;
  more: string;
  skeleton?: string;
  kinds: string;
  slots: (number | string)[];
  changed?: [index: number, slot: number | string][];
}
