/* Headings of tables of class "sortable" become buttons that sort the rows; without this file they are plain tables.
   A cell sorts by the data-sort of an element in it, else by its text; "–" and empty cells stay at the end. */
(() => {
  "use strict";

  const words = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  const key = (row, column) => {
    const cell = row.cells[column];
    const told = cell?.querySelector("[data-sort]")?.dataset.sort ?? cell?.textContent.trim() ?? "";
    return told === "–" ? "" : told;
  };

  const comparison = (keys) => {
    const known = keys.filter(Boolean);
    const numbers = known.every((told) => !Number.isNaN(Number.parseFloat(told.replaceAll(",", ""))));
    const number = (told) => Number.parseFloat(told.replaceAll(",", ""));
    return numbers ? (one, other) => number(one) - number(other) : words.compare;
  };

  const sort = (table, heading) => {
    const turn = heading.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    const column = heading.cellIndex;
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row) => ({ row, told: key(row, column) }));
    const compare = comparison(rows.map((item) => item.told));
    // Array.sort is stable: a second column keeps the order of the first within equal cells.
    rows.sort((one, other) => {
      if (!one.told || !other.told) return Number(!one.told) - Number(!other.told);
      return turn * compare(one.told, other.told);
    });
    body.append(...rows.map((item) => item.row));
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", turn > 0 ? "ascending" : "descending");
  };

  const enhance = () => {
    for (const table of document.querySelectorAll("table.sortable:not(.sorts)")) {
      table.classList.add("sorts");
      for (const heading of table.tHead.rows[0].cells) {
        const button = document.createElement("button");
        button.type = "button";
        button.append(...heading.childNodes);
        button.addEventListener("click", () => sort(table, heading));
        heading.append(button);
      }
    }
  };

  // Material announces each page in document$, which matters where it loads pages without a reload.
  if (window.document$) window.document$.subscribe(enhance);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", enhance);
  else enhance();
})();
