// Tables of figures are typed like a spreadsheet: arrows and Enter move within a column, a block copied from Excel is pasted
// from the focused cell on. Without this script Tab moves, and cells are pasted one by one.
"use strict";

const GRID = "[data-grid], [data-quotas]";
const cellsOf = (row) => [...row.querySelectorAll("input[data-column]")];
const rowsOf = (table) => [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => cellsOf(row).length);

function below(input, step) {
  const rows = rowsOf(input.closest(GRID));
  const row = rows[rows.indexOf(input.closest("tr")) + step];
  return row && cellsOf(row).find((cell) => cell.dataset.column === input.dataset.column);
}

function beside(input, step) {
  const cells = cellsOf(input.closest("tr"));
  return cells[cells.indexOf(input) + step];
}

function go(cell, event) {
  event.preventDefault();
  cell?.focus();
  cell?.select();
}

const cellAt = (event) => event.target.closest(GRID) && event.target.closest("input[data-column]");

document.addEventListener("keydown", (event) => {
  const input = cellAt(event);
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

document.addEventListener("paste", (event) => {
  const input = cellAt(event);
  const text = event.clipboardData?.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "") ?? "";
  if (!input || !/[\t\n]/.test(text)) return;
  event.preventDefault();
  const rows = rowsOf(input.closest(GRID));
  const from = rows.indexOf(input.closest("tr"));
  const across = cellsOf(rows[from]).indexOf(input);
  let [put, left] = [0, 0];
  text.split("\n").forEach((line, down) => {
    const cells = rows[from + down] ? cellsOf(rows[from + down]) : [];
    line.split("\t").forEach((value, right) => {
      const cell = cells[across + right];
      if (!cell) return (left += 1);
      cell.value = value.trim();
      put += 1;
      cell.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });
  tell(input.closest(GRID), `Đã dán ${put} ô.` + (left ? ` ${left} ô của khối chép nằm ngoài bảng nên bỏ lại.` : ""));
});

function tell(table, words) {
  const box = table.parentElement;
  let said = box.nextElementSibling;
  if (!said?.matches(".grid-said")) {
    said = document.createElement("p");
    said.className = "grid-said";
    said.setAttribute("role", "status");
    box.after(said);
  }
  said.textContent = words;
}
