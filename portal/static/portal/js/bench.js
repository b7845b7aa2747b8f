// The bench by keyboard, and pages of the file turned without losing what was typed.
// Nothing fires while somebody types, and everything can be switched off.
(() => {
  "use strict";
  const { all, announce } = window.portal;
  const form = document.querySelector("[data-bench]");
  if (!form) return;
  const field = (name) => form.elements.namedItem(name);
  const help = document.querySelector("[data-bench-keys]");
  const toggle = document.querySelector("[data-bench-switch]");
  const STORE = "bench-keys";
  let on = true;

  const show = () => {
    if (toggle) toggle.checked = on;
    all("[data-key]", form).forEach((target) => {
      if (on) target.setAttribute("aria-keyshortcuts", target.dataset.key);
      else target.removeAttribute("aria-keyshortcuts");
      target.querySelector("kbd").hidden = !on;
    });
  };
  try {
    on = localStorage.getItem(STORE) !== "off";
  } catch {
    // The browser forbids storage: keys are on.
  }
  if (help) help.hidden = false;
  if (toggle) toggle.addEventListener("change", () => {
    on = toggle.checked;
    try {
      localStorage.setItem(STORE, on ? "on" : "off");
    } catch {
      // It holds for this page only.
    }
    show();
  });
  show();

  // Yes, no, does not apply, and from the start again.
  const answer = (number) => {
    const radios = all(`[data-point="${number}"] input`, form);
    if (!radios.length) return;
    const next = radios[(radios.findIndex((radio) => radio.checked) + 1) % radios.length];
    next.checked = true;
    next.focus();
    next.dispatchEvent(new Event("change", { bubbles: true }));
  };
  // A return without its reason or note goes to what is missing, and sends nothing.
  const giveBack = (button) => {
    const missing = ["reason_code", "note"].map(field).find((one) => one && !one.value.trim());
    if (missing) missing.focus();
    else button.click();
  };

  const isTyping = (element) =>
    element.closest("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])");
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.type === "radio") event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    if (isTyping(event.target)) return;
    if (event.key === "?" && help) {
      help.open = !help.open;
      help.querySelector("summary").focus();
    } else if (!on) return;
    else if (/^[1-8]$/.test(event.key)) answer(event.key);
    else {
      const target = form.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
      if (!target) return;
      if (event.key === "r") giveBack(target);
      else target.click();
    }
    event.preventDefault();
  });

  // Another page of the file takes the place of this one; where that fails, the link is followed.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest(".viewer a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const answered = await fetch(link.href, { credentials: "same-origin" }).catch(() => null);
    const text = answered && answered.ok && !answered.redirected ? await answered.text() : "";
    const viewer = new DOMParser().parseFromString(text, "text/html").querySelector(".viewer");
    if (!viewer) return location.assign(link.href);
    const way = link.rel;
    const old = document.querySelector(".viewer");
    old.replaceWith(document.importNode(viewer, true));
    const fresh = document.querySelector(".viewer");
    const focus = (way && fresh.querySelector(`a[rel="${way}"]`)) || fresh.querySelector("[aria-current]");
    if (focus) focus.focus({ preventScroll: true });
    const place = fresh.querySelector("nav p");
    if (place) announce(place.textContent);
  });
})();
