/* Filters a list of reports by what each card's data attributes say; without this file it is a plain list.
   A list that goes on over several pages is fetched whole at the first choice.  Choices stand in the address. */
(() => {
  "use strict";

  const MOST = 200; // cards shown at once
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  /* Cards of the other pages, with their links made right for this one. */
  const fetched = async (address) => {
    const url = new URL(address, location.href);
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    const held = new DOMParser().parseFromString(await answer.text(), "text/html");
    const cards = [...held.querySelectorAll(".reports > .card")];
    for (const way of cards.flatMap((card) => [...card.querySelectorAll("a[href]")])) {
      way.setAttribute("href", new URL(way.getAttribute("href"), url).href);
    }
    return cards;
  };

  const enhance = () => {
    const form = document.querySelector("form.filters:not(.ready)");
    const list = document.querySelector(".reports");
    if (!form || !list) return;
    form.classList.add("ready");
    const own = [...list.children];
    const pages = document.querySelector(".pager");
    const told = form.querySelector("output");
    const choices = [...form.querySelectorAll("select")];
    let all = null;

    const whole = () => {
      all ??= Promise.all((form.dataset.parts ?? "").split(" ").filter(Boolean).map(fetched)).then((more) => {
        const rest = more.flat();
        for (const card of rest) card.hidden = true;
        list.append(...rest);
        return [...own, ...rest].map((card) => ({ card, text: fold(card.textContent) }));
      });
      return all;
    };

    const remember = () => {
      const kept = new URL(location.href);
      for (const choice of choices) {
        if (choice.value) kept.searchParams.set(choice.name, choice.selectedOptions[0].text);
        else kept.searchParams.delete(choice.name);
      }
      if (form.words.value.trim()) kept.searchParams.set("words", form.words.value.trim());
      else kept.searchParams.delete("words");
      history.replaceState(history.state, "", kept);
    };

    const tell = () => {
      told.textContent = `${own.length} reports${pages ? " on this page" : ""}`;
    };

    const reset = () => {
      for (const card of list.children) card.hidden = !own.includes(card);
      if (pages) pages.hidden = false;
      tell();
    };

    let turn = 0;
    const apply = async () => {
      const mine = ++turn;
      const words = fold(form.words.value).split(/\s+/).filter(Boolean);
      const wanted = choices.filter((choice) => choice.value);
      if (!words.length && !wanted.length) return reset();
      let cards;
      try {
        cards = await whole();
      } catch {
        all = null;
        cards = own.map((card) => ({ card, text: fold(card.textContent) }));
      }
      if (mine !== turn) return undefined; // a later choice has been made meanwhile
      let shown = 0;
      for (const { card, text } of cards) {
        const fits = wanted.every(({ name, value }) => (card.dataset[name] ?? "").split(" ").includes(value));
        const met = fits && words.every((word) => text.includes(word));
        shown += met;
        card.hidden = !met || shown > MOST;
      }
      if (pages) pages.hidden = true;
      const first = shown > MOST ? `, the first ${MOST} shown` : "";
      told.textContent = `${shown} of ${cards.length} reports${first}`;
      return undefined;
    };

    const asked = new URLSearchParams(location.search);
    for (const choice of choices) {
      const option = [...choice.options].find((one) => one.value && one.text === asked.get(choice.name));
      if (option) choice.value = option.value;
    }
    form.words.value = asked.get("words") ?? "";
    const change = () => {
      remember();
      apply();
    };
    form.addEventListener("input", change);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      change();
    });
    if ([...asked].length) apply();
    else tell();
  };

  // Material announces each page in document$, which matters where it loads pages without a reload.
  if (window.document$) window.document$.subscribe(enhance);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", enhance);
  else enhance();
})();
