/* Finds the page of a paper or report by DOI, address, arXiv id, PMID or words of a title.
   The index holds a line per paper, `kept|ending|ids|year|title`, in order of file name; see generator/finder.py. */
(() => {
  "use strict";

  const MOST = 12;
  const DOI = /10\.\d{4,9}\/[^\s"<>|\\^`{}]+/;
  const ARXIV = /(?:^|arxiv\.org\/(?:abs|pdf|html)\/|arxiv[:.]\s*)(\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?\/?$/;
  const PMC = /(?:^|pmcid:?\s*|\/)(pmc\d+)\/?$/;
  const PMID = /(?:pmid:?\s*|pubmed\.ncbi\.nlm\.nih\.gov\/|ncbi\.nlm\.nih\.gov\/pubmed\/)(\d{1,9})\/?$/;

  const fold = (text) =>
    text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const slug = (text) => text.toLowerCase().replace(/[^a-z0-9.-]/g, "_");
  const decoded = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };

  /* What a query can name, from the surest reading to the least sure one. */
  const readings = (query) => {
    const text = decoded(query.normalize("NFKC").trim()).toLowerCase().replace(/[\s.,;]+$/, "");
    const bare = text.split(/[?#]/)[0];
    const found = [];
    const arxiv = ARXIV.exec(bare);
    if (arxiv) found.push({ slug: `10.48550_arxiv.${arxiv[1]}` }, { known: `arxiv:${arxiv[1]}` });
    const doi = DOI.exec(text);
    if (doi) found.push({ slug: slug(doi[0].replace(/[)\]'’”]+$/, "")) }, { slug: slug(doi[0]) });
    const pmc = PMC.exec(bare);
    if (pmc) found.push({ known: `pmcid:${pmc[1]}` });
    const pmid = PMID.exec(bare) ?? /^(\d{5,9})$/.exec(bare);
    if (pmid) found.push({ known: `pmid:${pmid[1]}` });
    const address = /^(?:https?:\/\/)?(?:www\.)?([^\s/]+\.[^\s/]+\/.*?)\/*$/.exec(bare);
    if (address && !doi) {
      const last = slug(address[1].split("/").pop());
      found.push({ known: address[1] }, { slug: last });
      if (/\d/.test(last) && last.length > 5) found.push({ ending: last });
    }
    if (!/\s/.test(text)) found.push({ slug: slug(text) });
    return found;
  };

  /* Index lines as records. */
  const papers = (lines) => {
    let before = "";
    return lines.map((line) => {
      const [kept, ending, known, year, title] = line.split("|");
      before = before.slice(0, Number(kept)) + ending;
      return { slug: before, known: known ? known.split(" ") : [], year, title, folded: ` ${fold(title)} ` };
    });
  };
  const reports = (lines) =>
    lines.map((line) => {
      const [names, title] = line.split("|");
      return { names: names.split(" "), title, folded: ` ${fold(title)} ` };
    });

  const one = (found) => (found.length === 1 ? found[0] : null);
  const pick = (index, reading) => {
    if (reading.known) return one(index.papers.filter((paper) => paper.known.includes(reading.known)));
    if (reading.ending) return one(index.papers.filter((paper) => paper.slug.endsWith(reading.ending)));
    const own = index.papers.find((paper) => paper.slug === reading.slug);
    // A version of a paper may stand for it; names that would collide end in six digits of a hash.
    return own ?? one(index.papers.filter((paper) => paper.known.includes(reading.slug)));
  };
  const collided = (index, reading) =>
    reading.slug ? index.papers.filter(({ slug: name }) => name.replace(/-[0-9a-f]{6}$/, "") === reading.slug) : [];

  const score = (row, words) => {
    let points = 0;
    for (const word of words) {
      if (row.folded.includes(` ${word} `)) points += 2 * word.length;
      else if (row.folded.includes(` ${word}`)) points += word.length;
      else if (word.length > 5 && row.folded.includes(` ${word.slice(0, -2)}`)) points += word.length / 2; // other ending
    }
    return points;
  };
  /* Whether a row has the title that was typed; a long title is cut in the index. */
  const is = (row, typed) =>
    row.title.endsWith("…") ? typed.startsWith(row.folded.trim()) : row.folded.trim() === typed;
  const alike = (rows, query, share) => {
    const words = [...new Set(fold(query).split(" "))].filter((word) => word.length > 1);
    const full = words.reduce((sum, word) => sum + word.length, 0);
    const scored = rows.map((row) => ({ row, points: score(row, words) }));
    return scored
      .filter(({ points }) => points >= share * full)
      .sort((a, b) => b.points - a.points || a.row.folded.length - b.row.folded.length);
  };

  /* What a query leads to: one address for sure, and what else it may mean. */
  const look = (index, query) => {
    for (const reading of readings(query)) {
      const found = pick(index, reading);
      if (found) return { sure: index.paper(found), near: [found].map(index.entry) };
      const several = collided(index, reading);
      if (several.length) return { sure: null, near: several.map(index.entry) };
    }
    const name = index.reports.find((report) => report.names.includes(query.trim().toLowerCase()));
    if (name) return { sure: index.report(name), near: [index.entry(name)] };
    const titled = [...index.reports, ...index.papers].filter((row) => is(row, fold(query)));
    // All words, in whatever form; where nothing has all, half of what was typed.
    const nearest = (share) => [index.reports, index.papers].flatMap((rows) => alike(rows, query, share));
    const whole = nearest(1);
    const near = (whole.length ? whole : nearest(0.5)).map(({ row }) => row);
    const sure = titled.length === 1 ? index.entry(titled[0]).address : null;
    return { sure, near: near.slice(0, MOST).map(index.entry), more: near.length };
  };

  /* What the address of a page that is not there may have meant. */
  const lost = () => {
    const path = decoded(location.pathname).replace(/\/?(?:index\.html?|\.html?|\.md)?$/, "");
    const paper = /\/dois\/(.+)$/.exec(path);
    return paper ? paper[1].replaceAll("_", "/") : path.split("/").pop().replaceAll("-", " ");
  };

  const load = async (place) => {
    const read = async (address) => {
      const answer = await fetch(new URL(address, location.href));
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      return answer.json();
    };
    const root = new URL(place.dataset.root, location.href).href;
    const files = await read(place.dataset.index);
    const [held, ...shards] = await Promise.all([files.reports, ...files.papers].map((file) => read(root + file)));
    const index = { papers: shards.flatMap(papers), reports: reports(held) };
    index.paper = (paper) => `${root}dois/${paper.slug}/`;
    index.report = (report) => `${root}reports/${report.names[0]}/`;
    index.entry = (row) =>
      row.slug === undefined
        ? { address: index.report(row), title: row.title, about: "report" }
        : { address: index.paper(row), title: row.title, about: `paper${row.year ? `, ${row.year}` : ""}` };
    return index;
  };

  const enhance = () => {
    const place = document.querySelector(".found:not(.ready)");
    const form = place?.parentElement.querySelector("form.finder");
    if (!form) return;
    place.classList.add("ready");
    const told = place.querySelector(".told");
    const list = place.querySelector("ol");
    let index = null;
    const ready = () =>
      (index ??= load(place).catch((error) => {
        index = null;
        throw error;
      }));

    const show = ({ near, more }, query) => {
      list.replaceChildren(
        ...near.map(({ address, title, about }) => {
          const item = document.createElement("li");
          const way = document.createElement("a");
          way.href = address;
          way.textContent = title;
          const note = document.createElement("span");
          note.className = "cap";
          note.textContent = ` ${about}`;
          item.append(way, note);
          return item;
        }),
      );
      if (!query) told.textContent = "";
      else if (!near.length) told.textContent = "Nothing here goes by that. A paper is listed once a report includes or quotes it.";
      else told.textContent = more > near.length ? `The ${near.length} nearest of ${more}:` : `${near.length} found:`;
    };

    let turn = 0;
    const run = async (arrive) => {
      const mine = ++turn;
      const query = form.find.value.trim();
      if (!query) return show({ near: [] }, "");
      let found;
      try {
        found = look(await ready(), query);
      } catch {
        told.textContent = "The index could not be loaded. The lists below work without it.";
        return undefined;
      }
      if (mine !== turn) return undefined;
      if (arrive && found.sure) return arrive(found.sure);
      show(found, query);
      if (arrive && found.near.length) list.querySelector("a").focus();
      return undefined;
    };

    let pause = 0;
    form.addEventListener("input", () => {
      clearTimeout(pause);
      pause = setTimeout(run, 120);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(pause); // or the list would be made anew under the reader's cursor
      const kept = new URL(location.href);
      kept.searchParams.delete("q");
      kept.searchParams.set("find", form.find.value.trim());
      history.replaceState(history.state, "", kept);
      run((address) => location.assign(address));
    });
    place.parentElement.addEventListener("keydown", (event) => {
      const ways = [form.find, ...list.querySelectorAll("a")];
      const at = ways.indexOf(event.target);
      const next = at + { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (at < 0 || !ways[next]) return;
      event.preventDefault();
      ways[next].focus();
    });

    const parameters = new URLSearchParams(location.search);
    const asked = parameters.get("find") ?? parameters.get("q") ?? "";
    const search = document.getElementById("__search");
    if (search && parameters.has("q")) search.checked = false; // Material opens its own search for "q"
    form.find.value = asked || (place.dataset.lost === undefined ? "" : lost());
    if (asked) run((address) => location.replace(address));
    else if (form.find.value) run();
    else if (place.dataset.lost === undefined) form.find.focus();
  };

  // Material announces each page in document$, which matters where it loads pages without a reload.
  if (window.document$) window.document$.subscribe(enhance);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", enhance);
  else enhance();
})();
