// One picture: what is said of it goes into its piece, or is kept until a piece shows it.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const root = document.getElementById("picture");
  const words = JSON.parse(root.dataset.words);
  const name = root.dataset.name;
  let state = JSON.parse(root.dataset.state);
  const element = (id) => document.getElementById(id);
  let use = state.said[0] || null;
  const values = () => ({...(use ? use.values : state.notes)});
  const outbox = new Outbox("picture " + name, {
    send: ({key, value, to}) => to
      ? ask(`/piece/${to.name}/change`, {location: [...to.location, key], value, force: true, window: windowName})
      : ask("/pictures/describe", {name, key, value}),
    taken: ({to}, {status, values: answer}) => {
      element("problems").replaceChildren(...(status === 200 ? [] : answer.findings || []).map(findingLine));
      element("noted").textContent = status !== 200 ? "" : to ? words.unsaved : words["picture-noted"];
      if (to && status === 200) element("save").disabled = false;
    },
  });
  const sendSoon = later(() => outbox.all(), 200);
  const changed = (key, value) => {
    outbox.put({location: [use ? use.name : "", ...(use ? use.location : []), key], key, value, to: use && {name: use.name, location: use.location}});
    sendSoon();
  };

  if (element("form")) {
    const form = pictureForm({id: "said", words, name, version: state.version, asksPeople: state.kind === "photograph", changed});
    element("form").replaceChildren(form.form);
    const showUse = () => {
      form.show(values());
      element("whose").hidden = !use;
      element("save").hidden = element("open").hidden = !use;
      if (!use) return;
      element("save").textContent = fill(words["picture-save"], {title: use.title});
      element("save").disabled = true;
      element("open").textContent = fill(words["picture-open"], {title: use.title});
      element("open").href = "/piece/" + use.name;
    };
    element("piece-of").replaceChildren(...state.said.map((each, number) => make("option", {value: number}, each.title)));
    element("piece-of").addEventListener("change", (event) => { use = state.said[event.target.value]; showUse(); });
    element("save").addEventListener("click", async () => {
      if (!await outbox.all()) return; // it is not there; what was typed is kept, and sent when it is
      const {status, values: answer} = await ask(`/piece/${use.name}/save`, {keep: []});
      element("noted").textContent = status === 200 ? words.saved : "";
      element("save").disabled = status === 200;
      element("problems").replaceChildren(...(answer.findings || []).filter((item) => status !== 200 || item.severity === "error").map(findingLine));
      if (status === 409) location.href = "/piece/" + use.name;
    });
    showUse();
    outbox.restored();
    outbox.all();

    element("target").replaceChildren(...state.targets.map((each, number) => make("option", {value: number},
      each.file && each.file !== name ? fill(words["picture-use-replaces"], {title: each.title, file: each.file}) : each.title)));
    const where = (value) => { document.querySelector(`[name=where][value=${value}]`).checked = true; };
    element("target").addEventListener("focus", () => where("existing"));
    for (const id of ["layout", "new-name"]) element(id).addEventListener("focus", () => where("new"));
    if (!state.targets.length) where("new");
    element("use").addEventListener("submit", async (event) => {
      event.preventDefault();
      const problem = (text) => element("use-problems").replaceChildren(make("li", {class: "error"}, make("p", {}, text)));
      const said = form.values();
      if ((said.alt || "").trim().length < 3) { problem(words["picture-needs-alt"]); element("said-alt").focus(); return; }
      if (state.kind === "photograph" && said.people === undefined) { problem(words["picture-needs-people"]); return; }
      if (!await outbox.all()) return; // it is not there; what was typed is kept, and sent when it is
      const isNew = document.querySelector("[name=where]:checked").value === "new";
      const target = state.targets[element("target").value] || {};
      const kept = Object.fromEntries(["alt", "focus", "credit", "licence", "people", "consent"]
        .filter((key) => said[key]).map((key) => [key, said[key]]));
      const {status, values: answer} = await ask("/pictures/use", {name, values: kept, layout: isNew ? element("layout").value : "",
        piece: isNew ? element("new-name").value.trim() || "-" : target.name || "-", location: target.location || []});
      if (status === 200) location.href = "/piece/" + answer.name;
      else element("use-problems").replaceChildren(...(answer.findings || []).map(findingLine));
    });
    measure();
  }

  async function measure() {
    const {status, values: {rows}} = await ask("/pictures/sizes/" + addressOf(name));
    if (status !== 200) return;
    const tag = {good: "good", soft: "warning", small: "error", vector: "good", unfit: ""};
    const first = rows.flatMap((row) => row.formats).find((each) => each.wanted);
    const cell = (each) => make("td", {}, make("span", {class: "tag " + tag[each.verdict]}, words["picture-size-" + each.verdict]),
      each.ppi ? make("span", {class: "says"}, ` ${each.ppi} ppi`) : "");
    element("sizes").replaceChildren(first ? make("p", {class: "says"}, fill(words["picture-sizes-says"], first)) : "",
      ...rows.map((row) => make("div", {class: "scroll", tabindex: 0, role: "region", "aria-label": row.title}, make("table", {class: "sizes"}, make("caption", {}, row.title),
        make("thead", {}, make("tr", {}, ...row.formats.map((each) => make("th", {scope: "col"}, each.format)))),
        make("tbody", {}, make("tr", {}, ...row.formats.map(cell)))))));
  }

  element("rename").addEventListener("click", () => askFirst(words["picture-rename"],
    [make("p", {class: "says"}, words["picture-rename-says"]), askedField(words["picture-new-name"], "new", name.replace(/\.[^.]*$/, ""))],
    (form) => ask("/pictures/rename", {name, new: form.get("new")}), (answer) => { location.href = "/pictures/of/" + addressOf(answer.name); }));
  element("delete").addEventListener("click", () => askFirst(words["picture-delete"],
    [make("p", {}, fill(words["picture-delete-sure"], {name}))], () => ask("/pictures/delete", {name}), () => { location.href = "/pictures"; }));
});
