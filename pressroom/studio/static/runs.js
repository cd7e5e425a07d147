// All runs, and a new one.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("begin");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const given = new FormData(form);
    const {status, values} = await ask("/runs", {name: shortName(given.get("title")), title: given.get("title").trim(), material: given.get("material")});
    if (status === 200) location.href = "/runs/" + values.name;
    else document.getElementById("begin-findings").replaceChildren(...(values.findings || []).map(findingLine));
  });
});
