/** What Sphinx's scripts bring, and what the pages' own first script says to the others. */
interface CourseWords {
  colours: Record<string, string>;
  scrolling: Record<"code" | "table" | "other", string>;
  search: Record<"found_one" | "found" | "too_common" | "nothing", string>;
}
declare function courseWords(): CourseWords;
declare const splitQuery: (query: string) => string[];
declare const stopwords: string[];
declare class Stemmer {
  stemWord(word: string): string;
}
/** One result: the page's name, its title as HTML, and the place on it ("" or "#…"). */
type SearchResult = [name: string, title: string, anchor: string, ...rest: unknown[]];
declare const Search: {
  performSearch(query: string): void;
  _performSearch(
    query: string,
    terms: Set<string>,
    excluded: Set<string>,
    highlight: Set<string>,
    objects: Set<string>,
  ): SearchResult[];
};
