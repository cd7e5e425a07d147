// Bring back what was put away.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("[data-place]")) {
    button.addEventListener("click", async () => {
      const {status, values} = await ask("/away", {place: button.dataset.place, number: button.dataset.number});
      if (status === 200) location.reload();
      else document.getElementById("findings").replaceChildren(...(values.findings || []).map(findingLine));
    });
  }
});
