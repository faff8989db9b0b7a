// @ts-check
// The search page: Sphinx's index and ranking; our own way of asking, of counting and of showing.
// The word stands behind the "#" of the address. Nothing is kept, and no page is marked: a link
// leads to the words themselves (a text fragment) where the browser knows how.
{
  const words = courseWords().search;
  const said = /** @type {HTMLElement} */ (document.getElementById("search-said"));
  const list = /** @type {HTMLElement} */ (document.getElementById("search-results"));
  const stemmer = new Stemmer(); // it takes accents and spellings together: search_spelling.py
  const rootAddress = document.documentElement.dataset.content_root;
  // Pages opened from a folder, or in a frame of no origin, cannot fetch others: there, titles alone.
  const canFetch = location.protocol !== "file:" && globalThis.origin !== "null";

  /** @param {string} pattern @param {string} query @param {number} count */
  const fill = (pattern, query, count) =>
    pattern.replace("{query}", () => query).replace("{count}", String(count));

  /** @param {string} query */
  const termsOf = (query) => {
    const asked = splitQuery(query.toLowerCase());
    const telling = asked.filter((word) => !stopwords.includes(word));
    return new Set(telling.map((word) => stemmer.stemWord(word)).filter((term) => term.length > 1));
  };

  // What a reader would read: no scripts, no drawing, no names of buttons.
  const UNREAD = ".headerlink, script, style, svg, form, button, input, select, textarea, .code-fold";
  /** @param {string} html @param {string} anchor */
  const wordsOfPage = (html, anchor) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const article = page.querySelector("article");
    const part = (anchor && page.getElementById(anchor.slice(1))) || article;
    if (!part) return "";
    for (const each of part.querySelectorAll(UNREAD)) each.remove();
    for (const each of part.querySelectorAll("h1, h2, h3, p, li, td, th, dt, dd")) each.append(" ");
    return (part.textContent ?? "").replace(/\s+/g, " ").trim();
  };

  /** @param {string} text @param {Set<string>} terms */
  const firstFound = (text, terms) => {
    for (const found of text.matchAll(/[\p{Letter}\p{Number}_]+/gu)) {
      const stem = stemmer.stemWord(found[0].toLowerCase());
      if ([...terms].some((term) => stem === term || (term.length > 2 && stem.includes(term)))) {
        return { word: found[0], at: found.index };
      }
    }
    return null;
  };

  /** @param {string} text @param {{word: string, at: number}} found */
  const excerpt = (text, found) => {
    const from = found.at < 110 ? 0 : text.indexOf(" ", found.at - 100) + 1;
    const end = text.indexOf(" ", found.at + 150);
    const line = document.createElement("p");
    line.className = "context";
    const mark = document.createElement("mark");
    mark.textContent = found.word;
    line.append(
      (from ? "… " : "") + text.slice(from, found.at),
      mark,
      text.slice(found.at + found.word.length, end < 0 ? text.length : end) + (end < 0 ? "" : " …"),
    );
    return line;
  };

  /** @param {SearchResult} result @param {Set<string>} terms */
  const show = ([name, title, anchor], terms) => {
    const item = document.createElement("li");
    const link = item.appendChild(document.createElement("a"));
    const address = `${rootAddress}${name}.html`;
    link.href = address + anchor;
    link.innerHTML = title; // Sphinx has escaped it
    if (canFetch) {
      fetch(address)
        .then((answer) => answer.text())
        .then((html) => {
          const text = wordsOfPage(html, anchor);
          const found = firstFound(text, terms);
          if (!found) return;
          item.append(excerpt(text, found));
          link.href = `${address}${anchor || "#"}:~:text=${encodeURIComponent(found.word)}`;
        })
        .catch(() => {}); // the title stands
    }
    return item;
  };

  Search.performSearch = (query) => {
    list.replaceChildren();
    said.textContent = "";
    if (!query.trim()) return;
    const terms = termsOf(query);
    /** @type {Set<string>} */
    const none = new Set();
    const found = terms.size ? Search._performSearch(query, terms, none, none, none).reverse() : [];
    const one = found.length === 1 ? words.found_one : words.found;
    const pattern = !terms.size ? words.too_common : found.length ? one : words.nothing;
    said.textContent = fill(pattern, query.trim(), found.length);
    list.append(...found.map((result) => show(result, terms)));
  };

  const searchForTheWord = () => {
    const word = new URLSearchParams(location.hash.slice(1)).get("q");
    /** @type {NodeListOf<HTMLInputElement>} */
    const fields = document.querySelectorAll('input[name="q"]');
    for (const field of fields) field.value = word ?? "";
    Search.performSearch(word ?? "");
  };
  addEventListener("load", searchForTheWord); // after Sphinx has set up its own
  addEventListener("hashchange", searchForTheWord);
}
