/** What the Python around the script puts before its rooms. */
declare const WORDS: Record<string, string>;
declare var coursePractice: { live(within: ParentNode): void; page(): void };
