// All pictures: dropped or chosen files are sent one after another; what cannot be read is told beside its name.
"use strict";

const MOST_BYTES = 200_000_000;

document.addEventListener("DOMContentLoaded", () => {
  const words = JSON.parse(document.getElementById("pictures").dataset.words);
  const drop = document.getElementById("drop");
  const files = document.getElementById("files");

  const send = (file, line) => new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/pictures/upload?name=" + encodeURIComponent(file.name));
    request.responseType = "json";
    request.upload.onprogress = (event) => {
      const share = event.lengthComputable ? Math.floor(event.loaded / event.total * 100) : 0;
      line.textContent = share < 100 ? fill(words["pictures-arriving"], {name: file.name, share}) : fill(words["pictures-reading"], {name: file.name});
    };
    request.onloadend = () => done({status: request.status, values: request.response || {}});
    request.send(file);
  });

  const take = async (list) => {
    const names = [];
    let wrong = 0;
    for (const file of list) {
      const line = make("li", {}, fill(words["pictures-arriving"], {name: file.name, share: 0}));
      document.getElementById("arrivals").append(line);
      if (file.size > MOST_BYTES) { line.className = "error"; line.textContent = fill(words["pictures-large"], {name: file.name}); wrong += 1; continue; }
      const {status, values} = await send(file, line);
      if (status === 200) { line.textContent = fill(words["pictures-taken"], {name: values.name}); names.push(values.name); continue; }
      wrong += 1;
      line.className = "error";
      const sentence = {413: "pictures-large", 503: "pictures-busy"}[status] || "pictures-lost";
      if (values.findings) line.replaceChildren(make("strong", {}, file.name), ...values.findings.map((item) => make("p", {}, item.message, item.hint ? make("span", {class: "says"}, " " + item.hint) : "")));
      else line.textContent = fill(words[sentence], {name: file.name});
    }
    if (wrong === 0 && names.length === 1) location.href = "/pictures/of/" + names[0].split("/").map(encodeURIComponent).join("/");
    else if (wrong === 0 && names.length) location.reload();
  };

  document.getElementById("choose").addEventListener("click", () => files.click());
  files.addEventListener("change", () => { take([...files.files]); files.value = ""; });
  for (const kind of ["dragenter", "dragover"]) document.addEventListener(kind, (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
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
