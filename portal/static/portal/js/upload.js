// <form data-upload>: several files, each a row that says what truly happened to it. One request per
// file with its own submission_id, so that sending twice stores once. The plain form works without this.
(() => {
  "use strict";
  const form = document.querySelector("form[data-upload]");
  const queue = form && form.querySelector("[data-queue]");
  const drop = form && form.querySelector("[data-drop]");
  if (!queue || !drop || !window.portal) return;
  const { all, announce, truth, follow } = window.portal;
  const words = queue.dataset;
  const list = queue.querySelector("[data-rows]");
  const inputs = all("input[type=file]", drop);
  const field = inputs[0].name;
  const single = !inputs[0].multiple;
  const limit = Number(drop.dataset.maxBytes) || Infinity;
  const WAITS = [2, 4, 8, 16, 30, 60];
  let rows = [];
  let sending = false;

  const size = (bytes) => {
    const [value, unit, digits] = bytes < 1024 ? [bytes, "B", 0]
      : bytes < 1048576 ? [bytes / 1024, "KB", 0] : [bytes / 1048576, "MB", 1];
    return `${value.toLocaleString(document.documentElement.lang, { maximumFractionDigits: digits })}\u00a0${unit}`;
  };
  const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, key) => values[key]);
  // crypto.randomUUID is missing where an office has no HTTPS.
  const uuid = () => "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
    (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));
  const part = (row, name) => row.item.querySelector(`[data-${name}]`);
  const say = (row, label, tone, note = "") => {
    truth(part(row, "truth"), [{ label, tone, done: tone === "good" }]);
    part(row, "note").textContent = note;
    part(row, "note").hidden = !note;
    row.item.classList.toggle("bad", Boolean(note));
    if (note) announce(`${row.file.name}: ${note}`);
  };
  const show = (row, state, note, again = false, signIn) => {
    row.state = state;
    part(row, "again").hidden = !again;
    part(row, "sign-in").hidden = !signIn;
    part(row, "sign-in").href = signIn || "";
    part(row, "remove").hidden = state === "sending" || state === "stored";
    row.item.querySelector("progress").hidden = state !== "sending";
    if (state === "waiting") say(row, words.waiting, "open");
    if (state === "sending") say(row, words.sending, "wait", note);
    if (state === "blocked" || state === "stopped") say(row, words.waiting, "warn", note);
  };

  const add = (file) => {
    const same = (row) => row.file.name === file.name && row.file.size === file.size &&
      row.file.lastModified === file.lastModified;
    if (rows.some(same) || sending) return;
    if (single) rows.splice(0).forEach((row) => row.item.remove());
    const item = queue.querySelector("[data-row]").content.firstElementChild.cloneNode(true);
    const row = { file, item, id: uuid() };
    item.dataset.name = file.name;
    item.querySelector("progress").setAttribute("aria-label", file.name);
    part(row, "name").textContent = file.name;
    part(row, "size").textContent = size(file.size);
    part(row, "remove").addEventListener("click", () => {
      rows = rows.filter((other) => other !== row);
      item.remove();
      queue.hidden = !rows.length;
      inputs[0].focus();
    });
    part(row, "again").addEventListener("click", () => again(row));
    rows.push(row);
    list.append(item);
    queue.hidden = false;
    const facts = { name: file.name, size: size(file.size), limit: size(limit) };
    if (file.size > limit) show(row, "blocked", fill(words.tooLarge, facts));
    else if (!file.size) show(row, "blocked", fill(words.empty, facts));
    else show(row, "waiting");
  };
  inputs.forEach((input) => input.addEventListener("change", () => {
    [...input.files].forEach(add);
    input.value = "";
  }));
  all("[data-drop-hint]", drop).forEach((hint) => (hint.hidden = false));
  const hover = (event, on) => drop.classList.toggle("over", on && drop.contains(event.target));
  // Also beside the box: a missed drop must not leave the page and what was typed.
  document.addEventListener("dragover", (event) => { event.preventDefault(); hover(event, true); });
  document.addEventListener("dragleave", (event) => hover(event, false));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    hover(event, false);
    if (!drop.contains(event.target)) return;
    [...event.dataTransfer.items].filter((item) => item.kind === "file" && !item.webkitGetAsEntry?.()?.isDirectory)
      .forEach((item) => add(item.getAsFile()));
  });

  const post = (row) => new Promise((resolve) => {
    const data = new FormData(form);
    data.delete(field);
    data.append(field, row.file, row.file.name);
    data.set("submission_id", row.id);
    const request = new XMLHttpRequest();
    const bar = row.item.querySelector("progress");
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => (bar.value = (100 * event.loaded) / event.total));
    request.upload.addEventListener("load", () => row.state === "sending" && say(row, words.checking, "wait"));
    request.addEventListener("loadend", () => {
      let body = null;
      try {
        body = JSON.parse(request.responseText);
      } catch {
        body = null; // A page, not an answer to us: decided by status below.
      }
      resolve({ status: request.status, body, url: request.responseURL });
    });
    request.send(data);
  });

  const pause = (seconds) => new Promise((resolve) => {
    const done = () => { clearTimeout(timer); removeEventListener("online", done); resolve(); };
    const timer = setTimeout(done, seconds * 1000);
    addEventListener("online", done);
  });

  // After signing in again in another tab: a new token, and only for the same person.
  const renew = async () => {
    const answer = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
    if (!answer) return words.gaveUp;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("form[data-upload] [name=csrfmiddlewaretoken]");
    if (!page.body.dataset.user || !token) return words.signedOut;
    if (page.body.dataset.user !== document.body.dataset.user) return words.otherPerson;
    all("[name=csrfmiddlewaretoken]").forEach((input) => (input.value = token.value));
    return "";
  };

  const clearErrors = () => {
    all("[data-live-error]", form).forEach((element) => element.remove());
    all(".field.bad", form).forEach((box) => box.classList.remove("bad"));
    all("[aria-invalid]", form).forEach((element) => element.removeAttribute("aria-invalid"));
  };
  const element = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };
  const showErrors = (errors) => {
    const lines = Object.entries(errors).flatMap(([name, sentences]) => {
      const found = form.elements[name];
      const input = found instanceof RadioNodeList ? found[0] : found;
      const box = input && input.type !== "hidden" && input.closest(".field");
      if (!box) return sentences.map((sentence) => element("li", {}, sentence));
      box.classList.add("bad");
      input.setAttribute("aria-invalid", "true");
      const list = element("ul", { className: "error", id: `${input.id}_error` },
        ...sentences.map((sentence) => element("li", {}, sentence)));
      list.dataset.liveError = "";
      (box.querySelector(".choices, .drop") || input).before(list);
      input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") || ""} ${list.id}`.trim());
      return sentences.map((sentence) => element("li", {}, element("a", { href: `#${input.id}` }, sentence)));
    });
    const lead = element("ul", {}, ...lines);
    lead.setAttribute("role", "list");
    const summary = element("div", { className: "errors", tabIndex: -1 },
      element("h2", {}, words.errorsTitle), lead);
    summary.setAttribute("role", "alert");
    summary.dataset.liveError = "";
    form.prepend(summary);
    summary.focus();
  };

  const stored = (row, body) => {
    show(row, "stored");
    row.item.classList.remove("bad");
    part(row, "note").hidden = true;
    truth(part(row, "truth"), [{ label: body.label, done: true }]);
    announce(`${row.file.name}: ${body.label}`);
    if (body.url) part(row, "name").replaceChildren(element("a", { href: body.url }, body.name || row.file.name));
    if (body.status_url) follow(row.item, body.status_url, (status) => {
      if (!body.receipt_url || !status.steps.some((step) => step.key === "receipt" && step.done)) return;
      part(row, "receipt").href = body.receipt_url;
      part(row, "receipt").hidden = false;
    });
  };

  const stop = (row, trouble, address = words.signInUrl) =>
    show(row, "stopped", trouble, true, trouble !== words.gaveUp && address);

  // On a phone the rows are far from the button.
  const see = (target) => target.scrollIntoView({ block: "nearest" });
  const lookAtStopped = () => {
    const row = rows.find(({ state }) => ["blocked", "stopped"].includes(state));
    if (!row) return;
    part(row, "note").focus();
    see(row.item);
  };

  // Sends one row. True: go on with the next; false: stop, the person has to act first.
  const send = async (row) => {
    let renewed = false;
    see(row.item);
    for (let tried = 0; ; ) {
      show(row, "sending");
      const { status, body, url } = await post(row);
      if ((status === 200 || status === 201) && body) return stored(row, body), true;
      const elsewhere = status === 200 && !body && new URL(url).pathname !== new URL(form.action).pathname;
      if (status === 401 || elsewhere) return stop(row, words.signedOut, body?.sign_in_url), false;
      if (status === 403 && !renewed) {
        renewed = true;
        const trouble = await renew();
        if (!trouble) continue;
        return stop(row, trouble), false;
      }
      if (status === 413 && !body) {
        show(row, "blocked", fill(words.tooLarge, { name: row.file.name, size: size(row.file.size), limit: size(limit) }));
        return true;
      }
      if (status >= 400 && body && ![502, 503, 504].includes(status)) {
        const { [field]: ofFile = [], ...ofOthers } = body.errors || {};
        const others = Object.keys(ofOthers).length > 0;
        if (others) showErrors(ofOthers);
        show(row, "stopped", [...ofFile, body.message].filter(Boolean)[0] || words.refused, true);
        return !others && ofFile.length > 0;
      }
      if (![0, 502, 503, 504].includes(status) || tried >= WAITS.length) {
        return show(row, "stopped", words.gaveUp, true), false;
      }
      const seconds = WAITS[tried++];
      show(row, "sending", fill(words.lost, { n: seconds }));
      see(row.item);
      await pause(seconds);
    }
  };

  const sendAll = async () => {
    if (sending) return;
    sending = true;
    clearErrors();
    announce("");
    list.focus({ preventScroll: true });
    const buttons = all("button:not([type=button])", form);
    buttons.forEach((button) => button.setAttribute("aria-disabled", "true"));
    let goOn = true;
    for (const row of rows.filter(({ state }) => ["waiting", "stopped"].includes(state))) {
      goOn = goOn && await send(row);
    }
    sending = false;
    if (rows.length && rows.every(({ state }) => state === "stored")) {
      const finished = queue.querySelector("[data-finished]");
      queue.querySelector("[data-finished-text]").textContent = fill(words.allStored, { n: rows.length });
      finished.hidden = false;
      inputs.forEach((input) => (input.disabled = true));
      form.classList.add("sent"); // What was asked is answered; only the rows stay.
      finished.focus();
      form.dispatchEvent(new Event("stored"));
    } else {
      buttons.forEach((button) => button.removeAttribute("aria-disabled"));
      if (!form.querySelector(".errors[data-live-error]")) lookAtStopped();
    }
  };
  const again = async (row) => {
    const trouble = await renew();
    if (!trouble) return sendAll();
    stop(row, trouble);
    lookAtStopped();
  };
  form.addEventListener("submit", (event) => {
    if (!rows.length) return; // Nothing chosen: the server says so.
    event.preventDefault();
    if (!form.querySelector("[data-finished]").hidden) return;
    const blocked = rows.find(({ state }) => state === "blocked");
    if (blocked && rows.every(({ state }) => state === "blocked" || state === "stored")) {
      part(blocked, "remove").focus();
      return;
    }
    sendAll();
  });
  addEventListener("beforeunload", (event) => sending && event.preventDefault());
})();
