// Small helps for every page. Everything works without them.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const announce = (text) => {
    const place = document.getElementById("announce");
    if (place) place.textContent = text;
  };

  // "/" leads to the search field, unless somebody is typing.
  const search = document.querySelector("[data-search]");
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") all("[data-menu][open]").forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !search) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    search.focus();
    search.select();
  });
  document.addEventListener("click", (event) => {
    all("[data-menu][open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  // Ideas while typing, from {"suggestions": ["…"]}; asked at most every 250 ms.
  if (search && search.dataset.suggestUrl) {
    let timer, asked = "";
    search.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        const text = search.value.trim();
        if (text.length < 2 || text === asked) return;
        asked = text;
        const answer = await fetch(`${search.dataset.suggestUrl}?q=${encodeURIComponent(text)}`,
          { headers: { Accept: "application/json" } }).catch(() => null);
        if (!answer || !answer.ok || asked !== text) return;
        const { suggestions = [] } = await answer.json().catch(() => ({}));
        search.list.replaceChildren(...suggestions.map((idea) => new Option(idea, idea)));
      }, 250);
    });
  }

  // A second click on a button that sends does nothing. Coming back by "Back" frees it.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    const buttons = all("button:not([type=button])", form);
    // After the event, so that the pressed button's own value is still sent.
    setTimeout(() => buttons.forEach((button) => button.setAttribute("aria-disabled", "true")));
    setTimeout(() => release(form), 8000);
  });
  const release = (form) => {
    delete form.dataset.sent;
    all("button[aria-disabled]", form).forEach((button) => button.removeAttribute("aria-disabled"));
  };
  addEventListener("pageshow", (event) => {
    if (event.persisted) all("form[data-sent]").forEach(release);
  });

  // Errors are heard and seen first.
  const errors = document.querySelector("[data-focus]");
  if (errors && !location.hash) errors.focus();

  // Characters left, counted as the server counts: code points, line ends as two.
  all("[data-count-limit]").forEach((field) => {
    const text = field.querySelector("textarea");
    const counter = field.querySelector(".counter");
    const count = () => {
      const left = field.dataset.countLimit - [...text.value.replace(/\r?\n/g, "\r\n")].length;
      counter.textContent = (left < 0 ? counter.dataset.over : counter.dataset.left)
        .replace("{n}", Math.abs(left));
      counter.classList.toggle("over", left < 0);
    };
    text.addEventListener("input", count);
    count();
  });

  // Rows that are not final ask again, ever more slowly, and only while somebody looks.
  const truth = (list, steps) => {
    list.replaceChildren(...steps.map((step) => {
      const item = document.createElement("li");
      const shape = document.createElement("span");
      const tone = step.tone || (step.done ? "good" : "");
      item.className = tone === "wait" ? "warn" : tone;
      shape.setAttribute("aria-hidden", "true");
      shape.textContent = step.tone && step.tone !== "good"
        ? { wait: "◐", info: "◐", warn: "▲", bad: "▲", open: "○" }[step.tone]
        : step.done ? "✓" : "○";
      item.append(shape, step.label, step.time ? ` ${step.time}` : "");
      return item;
    }));
  };
  const follow = (row, url, onStatus) => {
    let wait = 1000;
    let last = "";
    const ask = async () => {
      if (!row.isConnected) return;
      if (!document.hidden) {
        const answer = await fetch(url, { headers: { Accept: "application/json" } }).catch(() => null);
        if (answer && [401, 403, 404].includes(answer.status)) return;
        const status = answer && answer.ok ? await answer.json().catch(() => null) : null;
        if (status) {
          truth(row.querySelector("[data-truth]"), status.steps);
          const newest = status.steps.filter((step) => step.done || step.tone).pop();
          if (newest && newest.label !== last) {
            if (last) announce(`${row.dataset.name}: ${newest.label}`);
            last = newest.label;
            wait = 1000;
          }
          if (onStatus) onStatus(status);
          if (status.final) return;
        }
      }
      wait = Math.min(wait * 1.4, 15000);
      setTimeout(ask, wait);
    };
    setTimeout(ask, wait);
  };
  all("[data-status-url]").forEach((row) => follow(row, row.dataset.statusUrl));

  window.portal = { all, announce, truth, follow, release };
})();
