// Tables of figures are typed like a spreadsheet: arrows and Enter move within a column, a block copied from Excel is pasted
// from the focused cell on. Without this script Tab moves, and cells are pasted one by one.
"use strict";

for (const table of document.querySelectorAll("[data-grid], [data-quotas]")) {
  const said = document.createElement("p");
  said.className = "grid-said";
  said.setAttribute("role", "status");
  table.after(said);

  const cellsOf = (row) => [...row.querySelectorAll("input[data-column]")];
  const rows = () => [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => cellsOf(row).length);
  const below = (input, step) => {
    const all = rows();
    const row = all[all.indexOf(input.closest("tr")) + step];
    return row && cellsOf(row).find((cell) => cell.dataset.column === input.dataset.column);
  };
  const beside = (input, step) => {
    const all = cellsOf(input.closest("tr"));
    return all[all.indexOf(input) + step];
  };
  const go = (cell, event) => {
    event.preventDefault();
    cell?.focus();
    cell?.select();
  };

  table.addEventListener("keydown", (event) => {
    const input = event.target.closest("input[data-column]");
    if (!input || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const whole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
    const atStart = whole || input.selectionEnd === 0;
    const atEnd = whole || input.selectionStart === input.value.length;
    if (event.key === "Enter") go(below(input, event.shiftKey ? -1 : 1), event); // never sends the form
    else if (event.key === "ArrowDown") go(below(input, 1), event);
    else if (event.key === "ArrowUp") go(below(input, -1), event);
    else if (event.key === "ArrowLeft" && atStart && beside(input, -1)) go(beside(input, -1), event);
    else if (event.key === "ArrowRight" && atEnd && beside(input, 1)) go(beside(input, 1), event);
  });

  table.addEventListener("paste", (event) => {
    const input = event.target.closest("input[data-column]");
    const text = event.clipboardData?.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "") ?? "";
    if (!input || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    const all = rows();
    const from = all.indexOf(input.closest("tr"));
    const across = cellsOf(all[from]).indexOf(input);
    let [put, left] = [0, 0];
    text.split("\n").forEach((line, down) => {
      const cells = all[from + down] ? cellsOf(all[from + down]) : [];
      line.split("\t").forEach((value, right) => {
        const cell = cells[across + right];
        if (!cell) return (left += 1);
        cell.value = value.trim();
        put += 1;
        cell.dispatchEvent(new Event("input", { bubbles: true }));
      });
    });
    said.textContent = `Đã dán ${put} ô.` + (left ? ` ${left} ô của khối chép nằm ngoài bảng nên bỏ lại.` : "");
  });
}
