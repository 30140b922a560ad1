/* Offers jobs while a search is typed (the ARIA combobox pattern: focus stays in the field). Each field says where to
   ask with data-suggestions. A job chosen is opened; in a field with data-adds, it is sent with the form. Without this
   script, or when the answer does not come, the form searches all the same. */
(() => {
  "use strict";

  const LEAST = 2; // letters from which something is offered
  const WAIT = 150; // milliseconds without a key before asking
  const PAST = { supprime: "supprimé", remplace: "remplacé" };

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function enhance(input) {
    const list = element("ul", "suggestions");
    list.id = `${input.id}-suggestions`;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Emplois proposés");
    const status = element("p", "vh");
    status.setAttribute("role", "status");
    input.type = "text"; // a search field may not be a combobox
    input.setAttribute("role", "combobox");
    input.setAttribute("enterkeyhint", "search");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");
    input.parentElement.classList.add("suggesting");
    input.parentElement.append(list, status);

    const answers = new Map();
    let jobs = [];
    let active = -1;
    let timer = 0;
    let asking = null;

    function choose(index) {
      const options = list.children;
      if (active >= 0 && options[active]) options[active].setAttribute("aria-selected", "false");
      active = index;
      if (index < 0) {
        input.removeAttribute("aria-activedescendant");
        return;
      }
      options[index].setAttribute("aria-selected", "true");
      options[index].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[index].id);
    }

    function close() {
      choose(-1);
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
    }

    function open() {
      list.hidden = !jobs.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
    }

    function option(job, index) {
      const row = element("li", "suggestions__job");
      row.id = `${list.id}-${index}`;
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", "false");
      const about = [job.code, job.referentiel_nom, PAST[job.statut]].filter(Boolean).join(" · ");
      row.append(element("span", "suggestions__title", job.intitule), " ", element("span", "suggestions__about", about));
      row.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
      row.addEventListener("click", () => go(index));
      return row;
    }

    function show(answer) {
      choose(-1);
      jobs = answer.resultats;
      list.replaceChildren(...jobs.map(option));
      open();
      const some = jobs.length > 1 ? `${jobs.length} emplois proposés` : "1 emploi proposé";
      const more = answer.total > jobs.length ? ` sur ${answer.total}` : "";
      status.textContent = jobs.length ? `${some}${more}.` : "Aucun emploi proposé.";
    }

    function quiet() {
      jobs = [];
      close();
      status.textContent = "";
    }

    async function ask() {
      const text = input.value.trim();
      asking?.abort();
      if (text.length < LEAST) {
        quiet();
        return;
      }
      asking = new AbortController();
      try {
        if (!answers.has(text)) {
          const answer = await fetch(`${input.dataset.suggestions}?q=${encodeURIComponent(text)}`, {
            signal: asking.signal,
          });
          if (!answer.ok) throw new Error(answer.statusText);
          answers.set(text, await answer.json());
        }
        if (text === input.value.trim() && document.activeElement === input) show(answers.get(text));
      } catch (error) {
        if (error.name !== "AbortError") quiet();
      }
    }

    function go(index) {
      const job = jobs[index];
      if (!("adds" in input.dataset)) {
        location.assign(job.url);
        return;
      }
      input.value = `${job.referentiel}/${job.cle}`;
      close();
      input.form.requestSubmit();
    }

    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
      if ((event.key === "ArrowDown" || event.key === "ArrowUp") && jobs.length) {
        event.preventDefault();
        if (list.hidden) open();
        const last = jobs.length - 1;
        if (event.key === "ArrowDown") choose(active < last ? active + 1 : 0);
        else choose(active > 0 ? active - 1 : last);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      } else if (event.key === "Enter" && active >= 0 && !list.hidden) {
        event.preventDefault();
        go(active);
      }
    });
  }

  for (const input of document.querySelectorAll("input[data-suggestions]")) enhance(input);
})();
