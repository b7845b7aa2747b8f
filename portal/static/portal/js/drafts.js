// What is typed into <form data-draft-key="…"> outlives a lost session or a closed tab, on this
// computer and for this person only; never on a shared computer. Passwords and files are not kept.
(() => {
  "use strict";
  const { user, sharedComputer } = document.body.dataset;
  const DAYS_KEPT = 7;
  const drafts = () => Object.keys(localStorage).filter((key) => key.startsWith("draft:"));
  const discard = (key) => localStorage.removeItem(key);
  try {
    localStorage.length;
  } catch {
    return; // The browser forbids storage.
  }

  document.querySelectorAll("[data-sign-out]").forEach((form) =>
    form.addEventListener("submit", () => drafts().forEach(discard)));
  if (sharedComputer !== undefined) return drafts().forEach(discard);
  if (!user) return;
  drafts().forEach((key) => {
    const draft = JSON.parse(localStorage.getItem(key));
    if (Date.now() - draft.at > DAYS_KEPT * 864e5) discard(key);
  });

  // The form that was sent is gone and the portal says "stored": its draft has done its work.
  const sent = sessionStorage.getItem("draft-sent");
  const here = [...document.querySelectorAll("form[data-draft-key]")];
  if (sent && !document.body.classList.contains("is-error")) {
    sessionStorage.removeItem("draft-sent");
    const back = here.some((form) => `draft:${user}:${form.dataset.draftKey}` === sent);
    if (!back && document.querySelector("[data-saved]")) discard(sent);
  }

  const kept = (form) => [...form.elements].filter((field) =>
    field.name && field.name !== "csrfmiddlewaretoken" &&
    !["password", "file", "hidden", "submit", "button", "fieldset"].includes(field.type));
  const read = (form) => {
    const values = {};
    kept(form).forEach((field) => {
      if (["checkbox", "radio"].includes(field.type) && !field.checked) return;
      const chosen = field.selectedOptions ? [...field.selectedOptions].map((o) => o.value) : [field.value];
      (values[field.name] ||= []).push(...chosen);
    });
    return values;
  };
  const write = (form, values) => {
    kept(form).forEach((field) => {
      const chosen = values[field.name] || [];
      if (["checkbox", "radio"].includes(field.type)) field.checked = chosen.includes(field.value);
      else if (field.selectedOptions) [...field.options].forEach((o) => (o.selected = chosen.includes(o.value)));
      else field.value = chosen[0] ?? "";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  };

  here.forEach((form) => {
    const key = `draft:${user}:${form.dataset.draftKey}`;
    const before = read(form);
    const stored = localStorage.getItem(key);
    const notice = form.querySelector("[data-draft-notice]");
    // A form that comes back with errors shows what was just typed; that is newer than any draft.
    if (stored && !form.querySelector(".errors") && notice) {
      const draft = JSON.parse(stored);
      if (JSON.stringify(draft.values) !== JSON.stringify(before)) {
        write(form, draft.values);
        const when = new Date(draft.at).toLocaleString(document.documentElement.lang,
          { dateStyle: "medium", timeStyle: "short" });
        const text = notice.querySelector("[data-draft-text]");
        text.textContent = text.textContent.replace("{when}", when);
        notice.hidden = false;
        notice.querySelector("button").addEventListener("click", () => {
          discard(key);
          write(form, before);
          notice.hidden = true;
          kept(form)[0]?.focus();
        });
      }
    }
    let timer;
    const keep = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        try {
          localStorage.setItem(key, JSON.stringify({ at: Date.now(), values: read(form) }));
        } catch {
          // Storage is full; typing goes on without a draft.
        }
      }, 400);
    };
    form.addEventListener("input", (event) => event.isTrusted && keep());
    form.addEventListener("change", (event) => event.isTrusted && keep());
    form.addEventListener("submit", (event) => {
      clearTimeout(timer);
      if (!event.defaultPrevented) sessionStorage.setItem("draft-sent", key);
    });
    form.addEventListener("stored", () => {
      clearTimeout(timer);
      discard(key);
    });
  });
})();
