// Says how far an import is while one waits; without it, the button of the page does.
"use strict";
(() => {
  const box = document.querySelector("[data-progress]");
  if (!box) return;
  const bar = box.querySelector("progress");
  const sentence = box.querySelector("[role=status]");

  async function ask() {
    try {
      const answer = await fetch(box.dataset.progress, { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const { etat, fait, sur, phrase } = await answer.json();
      if (etat !== "confirmee") {
        location.reload();
        return;
      }
      bar.max = sur;
      bar.value = fait;
      if (sentence.textContent !== phrase) sentence.textContent = phrase;
    } catch {
      // the server may be starting again: the next question will tell
    }
    setTimeout(ask, 1000);
  }

  setTimeout(ask, 500);
})();
