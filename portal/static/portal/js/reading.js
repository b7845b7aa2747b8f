// Reading a regulation: copy a citation, contents that follow. The page works without.
(() => {
  "use strict";
  const { all, announce } = window.portal;

  // On a wide screen the contents stand open beside the text; on a phone they fold.
  const contents = document.querySelector("[data-contents]");
  if (contents) {
    const wide = matchMedia("(min-width: 60em)");
    const fit = () => { contents.open = wide.matches; };
    fit();
    wide.addEventListener("change", fit);
    const current = contents.querySelector("[aria-current]");
    if (current && wide.matches && current.offsetTop > contents.clientHeight * 0.8) {
      contents.scrollTop = current.offsetTop - contents.clientHeight / 3;
    }
  }

  // In a chapter the tree marks the article that is being read.
  const links = new Map(contents ? all("a", contents).map((a) => [a.pathname, a]) : []);
  const places = all("[data-law] section[id]").filter((place) => {
    const own = place.querySelector(":scope > :first-child a");
    place.address = own && own.pathname;
    return links.has(place.address);
  });
  if (places.length && "IntersectionObserver" in window) {
    const seen = new Set();
    const observer = new IntersectionObserver((entries) => {
      entries.forEach((e) => seen[e.isIntersecting ? "add" : "delete"](e.target));
      const first = places.find((place) => seen.has(place));
      if (!first) return;
      links.forEach((link) => {
        if (link.getAttribute("aria-current") === "location") link.removeAttribute("aria-current");
      });
      const link = links.get(first.address);
      if (!link.hasAttribute("aria-current")) link.setAttribute("aria-current", "location");
    }, { rootMargin: "-100px 0px -55% 0px" });
    places.forEach((place) => observer.observe(place));
  }

  // The citation names the paragraph that was chosen.
  const citation = document.querySelector("[data-citation]");
  if (citation) {
    const label = citation.querySelector("[data-label]");
    const address = citation.querySelector("[data-address]");
    const whole = label.textContent;
    const name = () => {
      const key = decodeURIComponent(location.hash.slice(1));
      const number = key && document.querySelector(`a.no[href="#${CSS.escape(key)}"], a.no[href="#${key}"]`);
      label.textContent = number ? number.dataset.label : whole;
      const base = citation.dataset.base;
      address.textContent = number ? base.replace(/[^/]+\/$/, `${key}/`) : base;
    };
    addEventListener("hashchange", name);
    name();
    all("[data-copy]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", async () => {
        const text = citation.textContent.replace(/\s+/g, " ").trim();
        try {
          await navigator.clipboard.writeText(text);
          announce(button.dataset.done);
          button.lastChild.textContent = ` ${button.dataset.done}`;
        } catch {
          getSelection().selectAllChildren(citation);
          announce(button.dataset.refused);
          button.lastChild.textContent = ` ${button.dataset.refused}`;
        }
      });
    });
  }

  all("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });
})();
