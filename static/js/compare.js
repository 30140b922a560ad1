/* The tray of jobs to compare. It lives in this browser (localStorage) and is sent nowhere: the address of the
   comparison is made of it. Without script, or where storage is refused, « Comparer » is a plain link. */
(() => {
  "use strict";

  const MOST = 4;
  const KEY = "reperes.comparaison";
  const REFERENCE = /^[a-z]+\/[^/@\s]+$/;
  const tray = document.querySelector("[data-compare-tray]");
  if (!tray) return;

  const list = tray.querySelector("ul");
  const status = tray.querySelector("[role=status]");
  const open = tray.querySelector("[data-compare-open]");
  const links = [...document.querySelectorAll("a[data-compare]")];

  function read() {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) || "[]");
      const sound = (job) => job && REFERENCE.test(job.reference) && typeof job.title === "string";
      return Array.isArray(kept) ? kept.filter(sound).slice(0, MOST) : [];
    } catch {
      return [];
    }
  }

  function write(jobs) {
    localStorage.setItem(KEY, JSON.stringify(jobs));
  }

  /* Whether this browser lets a page keep something: a private window may refuse. */
  function canKeep() {
    try {
      write(read());
      return true;
    } catch {
      return false;
    }
  }

  function address(jobs) {
    const query = jobs.map((job) => `emploi=${encodeURIComponent(job.reference).replaceAll("%2F", "/")}`);
    const day = new URLSearchParams(location.search).get("au");
    if (day) query.push(`au=${encodeURIComponent(day)}`);
    return `${tray.dataset.compareTray}?${query.join("&")}`;
  }

  function show() {
    const jobs = read();
    const held = new Set(jobs.map((job) => job.reference));
    open.href = address(jobs);
    open.textContent = jobs.length > 1 ? `Comparer ces ${jobs.length} emplois` : "Comparer avec un autre";
    list.replaceChildren(...jobs.map(row));
    tray.hidden = jobs.length === 0;
    document.documentElement.classList.toggle("has-tray", jobs.length > 0);
    for (const link of links) {
      const kept = held.has(link.dataset.compare);
      link.classList.toggle("comparelink--kept", kept);
      link.querySelector("[data-compare-word]").textContent = kept ? "Ne plus comparer" : "Comparer";
    }
  }

  function row(job) {
    const item = document.createElement("li");
    const remove = document.createElement("button");
    const cross = document.createElement("span");
    remove.type = "button";
    remove.className = "chip";
    remove.setAttribute("aria-label", `Retirer ${job.title}`);
    cross.textContent = "✕";
    cross.setAttribute("aria-hidden", "true");
    remove.append(job.title, cross);
    remove.addEventListener("click", () => {
      toggle(job);
      (list.querySelector("button") || document.querySelector("main")).focus();
    });
    item.append(remove);
    return item;
  }

  function toggle(job) {
    const jobs = read();
    const left = jobs.filter((other) => other.reference !== job.reference);
    const full = left.length >= MOST;
    if (left.length < jobs.length) {
      write(left);
      status.textContent = `${job.title} n’est plus à comparer.`;
    } else if (full) {
      status.textContent = "Une comparaison tient quatre emplois au plus\u202f: retirez-en un.";
    } else {
      write([...jobs, job]);
      status.textContent = `${job.title} est à comparer, ${jobs.length + 1} sur ${MOST}.`;
    }
    status.classList.toggle("vh", !full);
    show();
  }

  function enhance(link) {
    const job = { reference: link.dataset.compare, title: link.dataset.compareTitle };
    const act = (event) => {
      event.preventDefault();
      toggle(job);
    };
    link.setAttribute("role", "button");
    link.addEventListener("click", (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) act(event);
    });
    link.addEventListener("keydown", (event) => {
      if (event.key === " ") act(event);
    });
  }

  if (!canKeep()) return;
  links.forEach(enhance);
  tray.querySelector("[data-compare-empty]").addEventListener("click", () => {
    write([]);
    status.textContent = "Plus aucun emploi à comparer.";
    show();
    document.querySelector("main").focus();
  });
  addEventListener("storage", show);
  addEventListener("pageshow", show);
  show();
})();
