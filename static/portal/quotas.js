// Running sums of a table of quotas while it is typed; without this script the sums appear after saving.
"use strict";

for (const table of document.querySelectorAll("[data-quotas]")) {
  // "1.000" is a thousand; what is no number yet counts as nothing.
  const places = (input) => {
    const text = input.value.trim();
    return /^(\d+|\d{1,3}(\.\d{3})+)$/.test(text) ? Number(text.replaceAll(".", "")) : 0;
  };
  const show = (output, chosen) => {
    const sum = [...chosen].reduce((total, input) => total + places(input), 0);
    output.textContent = sum.toLocaleString("vi-VN");
  };
  // Where a figure differs from what the rule gave, the field for its reason is there.
  const askWhy = (input) => {
    const cell = input.closest("td[data-shared]");
    const reason = cell?.querySelector(".cell-reason");
    if (reason) reason.toggleAttribute("data-quiet", places(input) === Number(cell.dataset.shared) && !reason.querySelector(".field-error"));
  };
  const addUp = () => {
    for (const output of table.querySelectorAll("[data-sum-line]")) {
      show(output, output.closest("tr").querySelectorAll("input[data-column]"));
    }
    for (const output of table.querySelectorAll("[data-sum-column]")) {
      show(output, table.querySelectorAll(`input[data-column="${CSS.escape(output.dataset.sumColumn)}"]`));
    }
    const all = table.querySelector("[data-sum-all]");
    if (all) show(all, table.querySelectorAll("input[data-column]"));
  };

  table.addEventListener("input", (event) => {
    addUp();
    if (event.target.matches("input[data-column]")) askWhy(event.target);
  });
  table.closest("form").addEventListener("rows", addUp); // the editor's rows come and go
  addUp();
}
