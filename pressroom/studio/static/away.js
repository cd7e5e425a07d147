// Bring back what was put away, or throw away what was typed in a file that is gone.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const words = JSON.parse(document.getElementById("away").dataset.words);
  for (const button of document.querySelectorAll("[data-place]")) {
    button.addEventListener("click", async () => {
      const {status, values} = await ask("/away", {place: button.dataset.place, number: button.dataset.number});
      if (status === 200) location.reload();
      else document.getElementById("findings").replaceChildren(...(values.findings || []).map(findingLine));
    });
  }
  for (const button of document.querySelectorAll("[data-drops]")) {
    const {number, title} = button.dataset;
    button.addEventListener("click", () => askFirst(words["gone-drop"], [make("p", {}, fill(words["gone-drop-sure"], {title}))],
      () => ask("/away/drop", {number}), () => location.reload()));
  }
});
