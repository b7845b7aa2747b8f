// Salin ke e-Kinerja: copies a field and ticks it. Without scripts the text is marked and ticked by hand.
(() => {
  "use strict";
  const { all, announce } = window.portal;

  // Where the page is not served over https there is no clipboard but this.
  const byHand = (place) => {
    getSelection().selectAllChildren(place);
    return document.execCommand("copy");
  };
  const copy = async (place) => {
    try {
      await navigator.clipboard.writeText(place.textContent);
      return true;
    } catch {
      return byHand(place);
    }
  };

  const tick = async (form) => {
    const body = new FormData(form);
    body.set("done", "1");
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
      return { ...(await answer.json()), isKept: answer.ok, status: answer.status };
    } catch {
      return { isKept: false };
    }
  };

  const showProgress = (answer) => {
    const place = document.querySelector("[data-copy-progress]");
    const bar = place.querySelector("progress");
    bar.max = answer.total;
    bar.value = answer.done;
    bar.textContent = answer.text;
    place.querySelector(".bar > span").textContent = answer.text;
  };

  all("[data-copy-form]").forEach((form) => {
    const row = form.closest(".copy-row");
    const button = form.querySelector("[data-copy-button]");
    const note = form.querySelector("[data-copy-note]");
    const say = (text) => {
      note.textContent = text;
      note.hidden = !text;
    };
    const byButton = form.querySelector("[name=done]");
    button.hidden = false;
    // Copying ticks by itself; its own button is there where that did not work.
    byButton.hidden = true;
    button.addEventListener("click", async () => {
      say("");
      if (!(await copy(form.querySelector("[data-copy-text]")))) {
        say(button.dataset.refused);
        byButton.hidden = row.classList.contains("is-done");
        return announce(button.dataset.refused);
      }
      const answer = await tick(form);
      if (!answer.isKept) {
        say(answer.message || button.dataset.unticked);
        // A text that changed meanwhile is copied from a page that is loaded again.
        byButton.hidden = answer.status === 409 || row.classList.contains("is-done");
        return announce(note.textContent);
      }
      row.classList.remove("is-changed");
      row.classList.add("is-done");
      form.querySelector("[data-copied]").hidden = false;
      all("[data-changed]", form).forEach((part) => { part.hidden = true; });
      byButton.hidden = true;
      form.querySelector("[name=undo]").hidden = false;
      showProgress(answer);
      announce(`${button.dataset.done} ${answer.text}`);
    });
  });
})();
