// Look at an earlier version, and go back to it.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const root = document.getElementById("versions");
  const words = JSON.parse(root.dataset.words);
  const address = (version) => `/piece/${root.dataset.name}/versions/${version}`;
  for (const button of document.querySelectorAll("[data-look]")) {
    button.addEventListener("click", async () => {
      const {status, values} = await ask(address(button.dataset.look));
      if (status !== 200) return;
      document.getElementById("seen").hidden = false;
      const sheet = document.getElementById("seen-sheet");
      sheet.hidden = !values.picture;
      if (values.picture) {
        const bytes = Uint8Array.from(atob(values.picture), (sign) => sign.charCodeAt(0));
        sheet.src = URL.createObjectURL(new Blob([bytes], {type: "image/png"}));
      }
      document.getElementById("seen-findings").replaceChildren(...values.findings.map(findingLine));
      document.getElementById("seen-lines").replaceChildren(...values.lines.map((line) =>
        make("span", {class: line.sign === "+" ? "new" : line.sign === "-" ? "old" : ""}, line.sign + " " + line.text + "\n")));
    });
  }
  for (const button of document.querySelectorAll("[data-back]")) {
    button.addEventListener("click", () => askFirst(words["version-back"], [make("p", {}, words["version-back-sure"])],
      () => ask(address(button.dataset.back), {}), () => { location.href = "/piece/" + root.dataset.name; }));
  }
});
