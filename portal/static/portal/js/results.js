// Keys on the page of results: ↑ ↓ go through the hits, Enter opens (it is a link), f leads to the
// filters. Nothing is taken from somebody who types, and from the arrows only what moves among hits.
(() => {
  "use strict";
  const { all } = window.portal;
  const hits = all(".hits h2 a");
  const sheet = document.querySelector(".facets.sheet");
  const search = document.querySelector("[data-search]");
  const keys = document.querySelector("[data-keys]");
  if (keys) keys.hidden = false;

  const isFree = (element) => element === document.body || element.id === "main";
  const isTyping = (element) => element.closest("input, textarea, select, [contenteditable]");
  // With nothing focused the walk begins at what the person looks at.
  const firstInView = () => hits.find((hit) => hit.getBoundingClientRect().top >= 0);
  const after = (from) => {
    // Ideas on offer belong to the arrows first.
    if (from === search) return search.list && search.list.options.length ? null : hits[0];
    if (isFree(from)) return firstInView();
    return hits.includes(from) ? hits[hits.indexOf(from) + 1] : null;
  };
  const before = (from) => {
    const place = hits.indexOf(from);
    return place === 0 ? search : hits[place - 1];
  };
  const firstFilter = () => {
    sheet.open = true;
    // On a wide screen the button that unfolds is not there.
    return all("summary, a, input", sheet).find((element) =>
      element.type !== "hidden" && element.checkVisibility());
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing) return;
    const from = event.target;
    let to = null;
    if (event.key === "ArrowDown") to = after(from);
    else if (event.key === "ArrowUp") to = before(from);
    else if (event.key === "f" && sheet && !isTyping(from)) to = firstFilter();
    if (!to) return;
    event.preventDefault();
    to.focus();
  });
})();
