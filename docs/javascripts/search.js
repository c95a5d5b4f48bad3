/* Search. On a site that is searched with Pagefind the theme leaves its own search out: this file adds a button and a
   dialog, and loads Pagefind when the dialog first opens. On other sites it only makes the theme's search understand the
   address of a DOI. */
(() => {
  "use strict";

  const RESULTS = 10;
  const PER_REPORT = 3;
  const WAIT_MS = 120;
  const FACETS = ["verdict", "outcome", "benchmark", "year"];

  // What is pasted of a DOI differs, what it stands for does not.
  const bare = (words) => words.replace(/(?:https?:\/\/)?(?:dx\.)?doi\.org\/(?=10\.)|doi:\s*(?=10\.)/gi, "");

  const make = (name, attributes = {}, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== undefined) node.setAttribute(key, value);
    }
    node.append(...children);
    return node;
  };

  const understandAddresses = (field) => {
    // Before the theme's own listeners hear of it.
    const mend = () => {
      const plain = bare(field.value);
      if (plain !== field.value) field.value = plain;
    };
    for (const kind of ["input", "keyup", "change"]) field.addEventListener(kind, mend, { capture: true });
    field.addEventListener("paste", () => setTimeout(() => {
      mend();
      field.dispatchEvent(new Event("keyup", { bubbles: true }));
    }));
    mend();
  };

  const base = () => {
    const told = document.getElementById("__config");
    return new URL(`${told ? JSON.parse(told.textContent).base : "."}/`, document.baseURI);
  };

  // Pagefind gives excerpts as HTML whose only element is <mark>; nothing else is let through.
  const excerpt = (told) => {
    const parsed = new DOMParser().parseFromString(told, "text/html").body;
    const line = make("p");
    for (const node of parsed.childNodes) {
      line.append(node.nodeName === "MARK" ? make("mark", {}, node.textContent) : node.textContent);
    }
    return line;
  };

  // The words of the query that an excerpt marks.
  const marked = (told) => {
    const words = [...excerpt(told).querySelectorAll("mark")].map((mark) => mark.textContent.toLowerCase());
    return new Set(words.map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "")));
  };

  const build = (header) => {
    const root = base();
    const field = make("input", {
      type: "search", class: "rc-search__field", autocomplete: "off", spellcheck: "false", "aria-label": "Search the reports",
      placeholder: "Words, “an exact phrase”, a DOI", role: "combobox", "aria-expanded": "false",
      "aria-controls": "rc-search-list", "aria-autocomplete": "list",
    });
    const list = make("div", { id: "rc-search-list", class: "rc-search__list", role: "listbox", "aria-label": "Results" });
    const status = make("p", { class: "rc-search__status", role: "status" }, "Type to search.");
    const facets = make("div", { class: "rc-search__facets", role: "group", "aria-label": "Narrow the results" });
    const close = make("button", { type: "button", class: "rc-search__close" }, "Close");
    const dialog = make("dialog", { class: "rc-search", "aria-label": "Search" },
      make("div", { class: "rc-search__top" }, field, close), facets, status, list);
    const button = make("button", { type: "button", class: "rc-search__open", "aria-haspopup": "dialog", title: "Search (/)" }, "Search");
    const choices = new Map();
    let engine;
    let turn = 0;
    let timer;
    let active = -1;

    const options = () => [...list.querySelectorAll("[role=option]")];

    const point = (place) => {
      const all = options();
      active = all.length ? (place + all.length) % all.length : -1;
      all.forEach((node, number) => node.setAttribute("aria-selected", String(number === active)));
      if (active < 0) field.removeAttribute("aria-activedescendant");
      else {
        field.setAttribute("aria-activedescendant", all[active].id);
        all[active].scrollIntoView({ block: "nearest" });
      }
    };

    const load = () => {
      engine ??= import(new URL("pagefind/pagefind.js", root)).then(async (found) => {
        await found.options({ excerptLength: 24, baseUrl: root.pathname });
        await found.init();
        for (const [name, values] of Object.entries(await found.filters())) addFacet(name, Object.keys(values));
        dialog.dataset.ready = "";
        return found;
      }).catch(() => {
        engine = undefined;
        status.textContent = "The search index could not be loaded.";
      });
      return engine;
    };

    const addFacet = (name, values) => {
      if (!FACETS.includes(name) || choices.has(name)) return;
      const select = make("select", { name }, make("option", { value: "" }, `any ${name}`));
      values.sort((one, other) => one.localeCompare(other, "en", { numeric: true }));
      select.append(...values.map((value) => make("option", { value }, value)));
      select.addEventListener("change", run);
      choices.set(name, select);
      const order = FACETS.filter((one) => choices.has(one));
      facets.replaceChildren(...order.map((one) => make("label", {}, `${one[0].toUpperCase()}${one.slice(1)} `, choices.get(one))));
    };

    const option = (url, title, told, number, kind) => {
      const node = make("a", { role: "option", href: url, id: `rc-search-${number}`, class: `rc-search__${kind}`, tabindex: "-1",
        "aria-selected": "false" });
      const line = told ? excerpt(told) : null;
      const shown = line?.textContent.trim();
      const from = shown ? title.indexOf(shown) : -1;
      // A claim is its own title: it is shown once and whole, its words marked.
      if (from >= 0) {
        line.prepend(title.slice(0, from));
        line.append(title.slice(from + shown.length));
      } else if (!shown?.startsWith(title)) node.append(make("b", {}, title));
      else {
        // What follows is its verdict.
        const rest = shown.slice(title.length).trim();
        const last = line.lastChild;
        if (rest && last.nodeName === "#text" && last.textContent.trim().endsWith(rest)) {
          last.textContent = last.textContent.trimEnd().slice(0, -rest.length);
          line.append(make("span", {}, `· ${rest.replace(/\.$/, "")}`));
        }
      }
      if (line) node.append(line);
      return node;
    };

    const show = (found) => {
      let number = 0;
      const rows = [];
      for (const report of found) {
        rows.push(option(report.url, report.meta.title ?? report.url, "", number++, "report"));
        const parts = report.sub_results.filter((part) => part.url !== report.url)
          .map((part) => ({ ...part, met: marked(part.excerpt).size })).sort((one, other) => other.met - one.met);
        for (const part of parts.slice(0, PER_REPORT)) rows.push(option(part.url, part.title, part.excerpt, number++, "part"));
        if (!parts.length) rows.at(-1).append(excerpt(report.excerpt));
      }
      list.replaceChildren(...rows);
      field.setAttribute("aria-expanded", String(rows.length > 0));
      point(rows.length ? 0 : -1);
    };

    const run = async () => {
      const words = bare(field.value).trim();
      const mine = ++turn;
      const narrowed = {};
      for (const [name, select] of choices) if (select.value) narrowed[name] = select.value;
      // Filters alone would load the whole index.
      if (!words) {
        show([]);
        status.textContent = Object.keys(narrowed).length ? "Type a word as well." : "Type to search.";
        return;
      }
      const pagefind = await load();
      if (!pagefind || mine !== turn) return;
      const found = await pagefind.search(words, { filters: narrowed });
      if (mine !== turn) return;
      const first = await Promise.all(found.results.slice(0, RESULTS).map((result) => result.data()));
      if (mine !== turn) return;
      show(first);
      const number = found.results.length;
      const rest = number > RESULTS ? `, the first ${RESULTS} of them below` : "";
      status.textContent = number ? `${number} ${number === 1 ? "report" : "reports"}${rest}.` : "Nothing found.";
    };

    const open = () => {
      if (dialog.open) return;
      dialog.showModal();
      field.focus();
      field.select();
      load();
    };

    button.addEventListener("click", open);
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("a")) dialog.close();
    });
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(run, WAIT_MS);
    });
    field.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) point(active + step);
      else if (event.key === "Enter") options()[active]?.click();
      else return;
      event.preventDefault();
    });
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
      if (event.ctrlKey || event.metaKey || event.altKey || typing || !["/", "s", "f"].includes(event.key)) return;
      event.preventDefault();
      open();
    });
    header.append(button);
    document.body.append(dialog);
    const asked = new URLSearchParams(location.search).get("search");
    if (asked) {
      field.value = asked;
      open();
      run();
    }
  };

  const start = () => {
    const own = document.querySelector("[data-md-component=search-query]");
    const header = document.querySelector(".md-header__inner");
    if (own) understandAddresses(own);
    else if (header && !document.querySelector(".rc-search")) build(header);
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
