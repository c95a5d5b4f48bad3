/* The claims of a report: filters and sorting that live in the address, rows that open by their permalink, a look at a
   claim from its citation, links to copy.  Without this file the table is whole and its rows open all the same. */
(() => {
  "use strict";

  const words = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const MOST = { title: 120, claim: 600 };
  const SORTS = ["number", "claim", "verdict", "confidence", "corroboration", "source"];
  const FILTERS = { verdict: "Verdict", outcome: "Outcome", source: "Source" };

  const made = (name, properties = {}, ...children) => {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  };

  const said = (node) => node?.textContent.replace(/\s+/g, " ").trim() ?? "";

  /* What a row says, read off its cells once. */
  const read = (body) => {
    const [number, claim, verdict, confidence, corroboration, source] = body.rows[0].cells;
    const paper = source.querySelector("a")?.getAttribute("href").match(/([^/]+)\/$/)?.[1];
    const [support = 0, against = 0] = (said(corroboration).match(/\d+/g) ?? []).map(Number);
    return {
      body,
      id: number.id,
      number: Number(said(number)),
      claim: said(claim),
      verdict: said(verdict.querySelector(".verdict")).replace(/^\S+ /, ""),
      confidence: Number(said(confidence)),
      corroboration: support - against / 1000,
      source: said(source),
      details: body.querySelector("details"),
      keys: {
        verdict: [said(verdict.querySelector(".verdict")).replace(/^\S+ /, "")],
        outcome: [...body.querySelectorAll(".facts.outcomes b")].map(said),
        source: [paper ?? said(source)],
      },
    };
  };

  const address = (id) => {
    const there = new URL(location.href);
    there.search = "";
    there.hash = id;
    return there.href;
  };

  class Claims {
    constructor(table, tools) {
      this.table = table;
      this.rows = [...table.tBodies].map(read);
      this.asked = { verdict: "", outcome: "", source: "" };
      this.order = "number";
      this.turn = 1;
      this.controls(tools);
      this.headings();
      this.recall();
      this.show();
      table.addEventListener("toggle", (event) => this.furnish(event.target), true);
      table.addEventListener("click", (event) => this.pressed(event));
      addEventListener("hashchange", () => this.arrive());
      this.arrive();
      this.find();
    }

    controls(tools) {
      this.selects = {};
      for (const [name, label] of Object.entries(FILTERS)) {
        const select = made("select");
        select.append(made("option", { value: "", textContent: "all" }));
        for (const [value, text, count] of this.choices(name)) {
          select.append(made("option", { value, textContent: `${text} (${count})` }));
        }
        select.addEventListener("change", () => {
          this.asked[name] = select.value;
          this.show();
          this.remember();
        });
        this.selects[name] = select;
        tools.append(made("label", {}, made("span", { textContent: label }), select));
      }
      this.reset = made("button", { type: "button", textContent: "Show all" });
      this.reset.addEventListener("click", () => {
        this.clear();
        this.selects.verdict.focus(); // the button that had the focus is gone
      });
      this.opener = made("button", { type: "button", textContent: "Open passages" });
      this.opener.addEventListener("click", () => this.openAll());
      this.status = made("p", { role: "status" });
      tools.append(this.opener, this.reset, this.status);
    }

    /* Each value of a filter with its text and how many rows have it, in the order of the text. */
    choices(name) {
      const found = new Map();
      for (const row of this.rows) {
        for (const key of row.keys[name]) {
          const text = name === "source" ? row.source : key;
          found.set(key, [key, text, (found.get(key)?.[2] ?? 0) + 1]);
        }
      }
      return [...found.values()].sort((one, other) => words.compare(one[1], other[1]));
    }

    headings() {
      this.table.classList.add("sorts");
      [...this.table.tHead.rows[0].cells].forEach((heading, place) => {
        const button = made("button", { type: "button" }, ...heading.childNodes);
        if (place === 0) button.setAttribute("aria-label", "Number");
        button.addEventListener("click", () => {
          const again = this.order === SORTS[place];
          this.turn = again ? -this.turn : 1;
          this.order = SORTS[place];
          this.show();
          this.remember();
        });
        heading.append(button);
      });
    }

    show() {
      let shown = 0;
      for (const row of this.rows) {
        const fits = Object.entries(this.asked).every(([name, value]) => !value || row.keys[name].includes(value));
        row.body.hidden = !fits;
        shown += fits;
      }
      const told = this.rows.length === 1 ? "claim" : "claims";
      this.status.textContent = `${shown} of ${this.rows.length} ${told} shown`;
      this.reset.hidden = shown === this.rows.length;
      for (const [name, select] of Object.entries(this.selects)) select.value = this.asked[name];
      this.sort();
    }

    sort() {
      const [key, turn] = [this.order, this.turn];
      const compare = (one, other) =>
        typeof one === "number" ? one - other : words.compare(one, other);
      const sorted = [...this.rows].sort(
        (one, other) => turn * compare(one[key], other[key]) || one.number - other.number,
      );
      // Rows that stand right already are left alone: a moved row loses the focus in it.
      const now = [...this.table.tBodies];
      if (sorted.some((row, place) => row.body !== now[place])) this.table.append(...sorted.map((row) => row.body));
      [...this.table.tHead.rows[0].cells].forEach((heading, place) => {
        if (SORTS[place] === key) heading.setAttribute("aria-sort", turn > 0 ? "ascending" : "descending");
        else heading.removeAttribute("aria-sort");
      });
    }

    clear() {
      this.asked = { verdict: "", outcome: "", source: "" };
      this.show();
      this.remember();
    }

    recall() {
      const given = new URLSearchParams(location.search);
      for (const [name, select] of Object.entries(this.selects)) {
        const value = given.get(name) ?? "";
        this.asked[name] = [...select.options].some((option) => option.value === value) ? value : "";
      }
      const order = given.get("sort") ?? "";
      if (!SORTS.includes(order.replace(/^-/, ""))) return;
      this.order = order.replace(/^-/, "");
      this.turn = order.startsWith("-") ? -1 : 1;
    }

    /* Filters stand in the query, because the fragment names a row; other keys of the query stay. */
    remember() {
      const there = new URL(location.href);
      for (const [name, value] of Object.entries(this.asked)) {
        if (value) there.searchParams.set(name, value);
        else there.searchParams.delete(name);
      }
      const order = `${this.turn < 0 ? "-" : ""}${this.order}`;
      if (order === "number") there.searchParams.delete("sort");
      else there.searchParams.set("sort", order);
      history.replaceState(history.state, "", there);
    }

    row(body) {
      return this.rows.find((row) => row.body === body);
    }

    arrive() {
      const body = document.getElementById(decoded(location.hash.slice(1)))?.closest("table.claims tbody");
      const row = body && this.row(body);
      if (!row) return;
      if (body.hidden) this.clear();
      row.details.open = true;
      this.furnish(row.details); // a row that was open before this script came tells nobody
      body.scrollIntoView({ block: "start" });
    }

    /* The theme's search knows sections, not rows: where it leads to this one, go on to the first row that says most
       of the words looked for, a claim's own words before those of its passages. */
    find() {
      let before = this.table;
      while (before && before.tagName !== "H2") before = before.previousElementSibling;
      if (!before?.id || before.id !== decoded(location.hash.slice(1))) return;
      const looked = new URLSearchParams(location.search).get("h") ?? "";
      const asked = looked.toLowerCase().split(/\s+/).filter(Boolean);
      const count = (text) => asked.filter((word) => text.toLowerCase().includes(word)).length;
      const weight = (row) => 2 * count(row.claim) + count(row.body.textContent);
      const [best] = this.rows.filter((row) => !row.body.hidden).sort((one, other) => weight(other) - weight(one));
      if (best && weight(best)) location.replace(`#${best.id}`);
    }

    openAll() {
      const shown = this.rows.filter((row) => !row.body.hidden);
      const open = shown.some((row) => !row.details.open);
      for (const row of shown) row.details.open = open;
      this.opener.textContent = open ? "Close passages" : "Open passages";
    }

    pressed(event) {
      const cell = event.target.closest("td.text");
      if (!cell || event.target.closest("a") || String(getSelection())) return;
      const details = this.row(cell.closest("tbody")).details;
      details.open = !details.open;
    }

    /* The links of a claim are made when its row opens first. */
    furnish(details) {
      const row = this.rows.find((one) => one.details === details);
      if (!row || !details.open || details.querySelector(".acts")) return;
      const acts = made("p", { className: "acts" });
      if (navigator.clipboard) {
        const text = () => `${row.claim} (${row.verdict}; ${row.source}) ${address(row.id)}`;
        acts.append(this.copier("Copy link", () => address(row.id)), this.copier("Copy claim", text));
      }
      const issue = problem(row);
      if (issue) {
        const label = "Report a problem with this claim";
        acts.append(made("a", { href: issue, rel: "noopener noreferrer", textContent: label }));
      }
      if (acts.childNodes.length) details.append(acts);
    }

    copier(label, text) {
      const button = made("button", { type: "button", textContent: label });
      button.addEventListener("click", async () => {
        let told = "Copied";
        try {
          await navigator.clipboard.writeText(text());
        } catch {
          told = "The browser refused to copy";
        }
        button.textContent = told;
        this.status.textContent = told;
        setTimeout(() => {
          button.textContent = label;
        }, 1500);
      });
      return button;
    }
  }

  const decoded = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };

  /* An issue about a claim; "" where the page does not say where issues are kept. */
  const problem = (row) => {
    const form = document.querySelector(".claim-tools").dataset.issues;
    if (!form) return "";
    const version = said(document.querySelector(".kick")).match(/version (\w+)/)?.[1] ?? "unknown";
    const told = [
      `Claim ${row.number} (${row.id}): ${row.claim.slice(0, MOST.claim)}`,
      `Verdict: ${row.verdict}. Source: ${row.source}. Version of the report: ${version}.`,
      address(row.id),
      "What is wrong with it:",
    ];
    /* Where the repository has the form for a wrong claim, its fields are filled in; elsewhere the text is. */
    const filled = {
      template: "wrong-claim.yml",
      title: `Problem with a claim: ${row.claim}`.slice(0, MOST.title),
      claim: told.slice(0, 2).join("\n\n"),
      page: address(row.id),
      body: `${told.join("\n\n")}\n\n`,
    };
    const issue = new URL(form);
    for (const [name, value] of Object.entries(filled)) issue.searchParams.set(name, value);
    return issue.href;
  };

  /* A citation shows what it leads to: by mouse, by focus, and by a first tap; Escape closes. */
  const glance = () => {
    const box = made("div", { id: "glance", className: "md-typeset glance", role: "tooltip", hidden: true });
    document.body.append(box);
    let owner = null;
    let timer = 0;

    const close = () => {
      clearTimeout(timer);
      owner?.removeAttribute("aria-describedby");
      owner = null;
      box.hidden = true;
    };

    const open = (link) => {
      const target = document.getElementById(decoded(link.hash.slice(1)));
      const told = target && (target.matches("tbody") ? claim(target) : reference(target));
      close();
      if (!told) return;
      owner = link;
      box.replaceChildren(...told);
      box.hidden = false;
      link.setAttribute("aria-describedby", box.id);
      place();
    };

    const place = () => {
      const at = owner.getClientRects()[0];
      if (!at || at.bottom < 0 || at.top > innerHeight) return close();
      const below = at.bottom + box.offsetHeight + 12 < innerHeight;
      const left = Math.max(8, Math.min(at.left - 16, document.documentElement.clientWidth - box.offsetWidth - 8));
      box.style.left = `${left}px`;
      box.style.top = `${Math.max(8, below ? at.bottom + 4 : at.top - box.offsetHeight - 4)}px`;
    };

    const soon = (action, wait) => {
      clearTimeout(timer);
      timer = setTimeout(action, wait);
    };

    const cited = (event) => {
      const link = event.target.closest?.('.md-content a[href^="#"]');
      return link && /^#(c|ref-)\d+$/.test(link.getAttribute("href")) ? link : null;
    };

    document.addEventListener("pointerover", (event) => {
      if (event.pointerType === "touch") return;
      const link = cited(event);
      if (link && link !== owner) soon(() => open(link), 120);
      else if (link || event.target.closest?.(".glance")) clearTimeout(timer);
      else soon(close, 200);
    });
    document.addEventListener("focusin", (event) => {
      const link = cited(event);
      if (link?.matches(":focus-visible")) open(link);
      else if (!touched) close();
    });
    document.addEventListener("focusout", () => touched || close());
    document.addEventListener("keydown", (event) => event.key === "Escape" && close());
    addEventListener("scroll", () => owner && place(), { passive: true });

    let touched = false;
    document.addEventListener("pointerdown", (event) => {
      touched = event.pointerType === "touch";
    });
    document.addEventListener("click", (event) => {
      const link = cited(event);
      if (link && touched && link !== owner) {
        event.preventDefault();
        open(link);
      } else if (!event.target.closest?.(".glance")) close();
    });
  };

  /* Clones of what the row says; an id or a link stands on the page once. */
  const claim = (body) => {
    const row = body.rows[0];
    const verdict = row.querySelector(".verdict")?.cloneNode(true);
    if (!verdict) return null;
    const quote = body.querySelector(".quote > *")?.cloneNode(true);
    const confidence = `confidence ${said(row.cells[3])} · ${said(row.cells[5])}`;
    return [
      made("p", { className: "text" }, made("b", { textContent: `${said(row.cells[0])} ` }), said(row.cells[1])),
      made("p", { className: "facts" }, verdict, ` · ${confidence}`),
      ...(quote ? [made("div", { className: body.querySelector(".quote").className }, quote)] : []),
    ];
  };

  const reference = (item) => {
    const copy = item.matches("li") ? item.cloneNode(true) : null;
    copy?.querySelector(".page")?.remove();
    return copy && [made("p", { className: "facts", textContent: said(copy) })];
  };

  const start = () => {
    const table = document.querySelector("table.claims");
    const tools = document.querySelector(".claim-tools");
    if (!table || !tools || tools.childNodes.length) return;
    new Claims(table, tools);
    glance();
  };

  if (window.document$) window.document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
