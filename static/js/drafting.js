// Counts lines and gives the advice of jobs/hints.py while one types. The server gives it too, at each save.
"use strict";
(() => {
  const form = document.querySelector(".desk-edit");
  if (!form) return;
  const overlong = Number(form.dataset.overlong);
  const verb = /^(?:s['’]|se )?(?:co ?- ?)?[a-zà-ÿœ]+(?:er|ir|re)(?![\p{L}\p{N}_])/iu;
  const code = /^\[[\p{L}\p{N}_]{1,12}\]\s+(?=\S)/u;
  const same = { "œ": "oe", "æ": "ae", "ß": "ss", "’": "'", "‘": "'", "ʼ": "'" };
  const spaced = (line) => line.trim().split(/\s+/).join(" ");
  const folded = (text) => text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase()
    .replace(/[œæß’‘ʼ]/g, (letter) => same[letter]).replace(/[ .;,:]+$/, "");

  function items(area) {
    return area.value.split("\n").flatMap((raw, index) => {
      let words = spaced(raw);
      if (!words || /^##(#)?( |$)/.test(words)) return [];
      const child = words.startsWith("- ");
      if (child) words = words.slice(2);
      words = words.replace(code, "").replace(/^\\/, "");
      return [{ line: index + 1, words, child }];
    });
  }

  function advise() {
    const seen = new Map();
    for (const area of form.querySelectorAll("textarea[id^='lignes-']")) {
      const number = area.id.slice("lignes-".length);
      const kind = form.elements[`nature-${number}`].value;
      const found = [];
      for (const { line, words, child } of items(area)) {
        const say = (sentence) => found.push(`Ligne ${line}\u00a0: ${sentence}`);
        if (kind === "activites" && !child && !verb.test(words)) {
          say("Une activité commence d’ordinaire par un verbe d’action («\u202fAccueillir…\u202f»).");
        }
        const long = [...words].length;
        if (long > overlong) say(`Ligne longue\u00a0: ${long} caractères. Deux lignes se liraient mieux.`);
        const key = folded(words);
        const first = seen.get(key);
        if (key && first) {
          say(`Répète la ${first.number === number ? "ligne" : `rubrique ${first.number}, ligne`} ${first.line}.`);
        } else if (key) {
          seen.set(key, { number, line });
        }
      }
      form.querySelector(`[data-hints="${number}"]`).replaceChildren(...found.map((sentence) => {
        const row = document.createElement("li");
        row.textContent = sentence;
        return row;
      }));
      const lines = area.value.split("\n").filter((line) => line.trim()).length;
      form.querySelector(`[data-count="${area.id}"]`).textContent = `${lines} ligne${lines > 1 ? "s" : ""}`;
    }
  }

  let waiting = 0;
  let touched = false;
  form.addEventListener("input", () => {
    touched = true;
    clearTimeout(waiting);
    waiting = setTimeout(advise, 250);
  });
  form.addEventListener("submit", () => { touched = false; });
  addEventListener("beforeunload", (event) => { if (touched) event.preventDefault(); });
})();
