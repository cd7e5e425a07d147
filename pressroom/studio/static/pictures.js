// All pictures: dropped or chosen files are sent one after another; what cannot be read is told beside its name.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const words = JSON.parse(document.getElementById("pictures").dataset.words);
  const drop = document.getElementById("drop");
  const files = document.getElementById("files");

  const take = async (list) => {
    const names = [];
    for (const file of list) {
      const line = make("li");
      document.getElementById("arrivals").append(line);
      const name = await uploadPicture(file, line, words);
      if (name) names.push(name);
    }
    const wrong = list.length - names.length;
    if (wrong === 0 && names.length === 1) location.href = "/pictures/of/" + names[0].split("/").map(encodeURIComponent).join("/");
    else if (wrong === 0 && names.length) location.reload();
  };

  document.getElementById("choose").addEventListener("click", () => files.click());
  files.addEventListener("change", () => { take([...files.files]); files.value = ""; });
  for (const kind of ["dragenter", "dragover"]) document.addEventListener(kind, (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    drop.classList.add("over");
  });
  for (const kind of ["dragleave", "drop"]) document.addEventListener(kind, (event) => {
    event.preventDefault();
    if (kind === "drop" || !event.relatedTarget) drop.classList.remove("over");
    if (kind === "drop") take([...event.dataTransfer.files]);
  });

  document.getElementById("search").addEventListener("input", (event) => {
    for (const item of document.querySelectorAll("#all .thumb")) item.hidden = !item.dataset.name.includes(event.target.value.trim().toLowerCase());
  });
  for (const button of document.querySelectorAll("[data-back]")) button.addEventListener("click", async () => {
    const {status, values} = await ask("/pictures/back", {number: button.dataset.back});
    if (status === 200) location.reload();
    else document.getElementById("arrivals").replaceChildren(...(values.findings || []).map(findingLine));
  });
});
