// Running sums of the table of quotas while it is typed; without this script the sums appear after saving.
"use strict";

for (const table of document.querySelectorAll("[data-quotas]")) {
  const inputs = [...table.querySelectorAll("input[data-line]")];

  // "1.000" is a thousand; what is no number yet counts as nothing.
  const places = (input) => {
    const text = input.value.trim().replace(/\./g, "");
    return /^\d+$/.test(text) ? Number(text) : 0;
  };
  const show = (output, chosen) => {
    const sum = chosen.reduce((total, input) => total + places(input), 0);
    output.textContent = sum.toLocaleString("vi-VN");
  };
  const addUp = () => {
    for (const output of table.querySelectorAll("[data-sum-line]")) {
      show(output, inputs.filter((input) => input.dataset.line === output.dataset.sumLine));
    }
    for (const output of table.querySelectorAll("[data-sum-column]")) {
      show(output, inputs.filter((input) => input.dataset.column === output.dataset.sumColumn));
    }
    show(table.querySelector("[data-sum-all]"), inputs);
  };

  table.addEventListener("input", addUp);
  addUp();
}
