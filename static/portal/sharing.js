// What a unit can still give on, while it is typed; without this script the figures are those of the last saving.
"use strict";

for (const bar of document.querySelectorAll("[data-rooms]")) {
  const form = bar.closest("form");
  const places = (input) => {
    const text = input.value.trim();
    return /^(\d+|\d{1,3}(\.\d{3})+)$/.test(text) ? Number(text.replaceAll(".", "")) : 0;
  };
  const show = () => {
    for (const output of bar.querySelectorAll("[data-room]")) {
      const inputs = [...form.querySelectorAll(`input[data-column="${CSS.escape(output.dataset.roomColumn)}"]`)];
      const left = Number(output.dataset.room) - inputs.reduce((sum, input) => sum + places(input), 0);
      output.textContent = left.toLocaleString("vi-VN");
      output.classList.toggle("field-error", left < 0);
    }
  };
  form.addEventListener("input", show);
  show();
}
