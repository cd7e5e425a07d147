// A run: its table, its texts, a look at its rows, and its files.
"use strict";

const LARGEST = 200_000_000; // bytes of a table

document.addEventListener("DOMContentLoaded", () => {
  const root = document.getElementById("run");
  const words = JSON.parse(root.dataset.words);
  const stages = JSON.parse(root.dataset.stages);
  const name = root.dataset.name;
  const element = (id) => document.getElementById(id);
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const holdsFiles = (event) => [...event.dataTransfer.types].includes("Files");
  const isAtWork = (now) => ["running", "waiting", "stopping"].includes(now.state);
  const findings = (list) => list.map((item) => rowFinding(item, words));
  let state = JSON.parse(root.dataset.state);
  let counted = ""; // what the rows were counted for
  if (!state.isRead) {
    element("remarks").replaceChildren(...findings(state.findings));
    return;
  }

  const show = (next) => {
    const before = JSON.stringify([state.texts, state.parameters, state.link]);
    state = next;
    element("remarks").replaceChildren(...findings(state.findings));
    showTable();
    showMatch(state, words, send);
    showFormats();
    showProgress(state.production);
    showFiles();
    return before !== JSON.stringify([state.texts, state.parameters, state.link]);
  };

  const showTable = () => {
    const table = state.table;
    element("facts").hidden = !table || !table.form;
    element("drop-says").textContent = words[table ? "runs-drop-other" : "runs-drop"];
    element("choose").classList.toggle("primary", !table);
    element("look-part").hidden = !state.columns.length;
    element("look-none").hidden = state.columns.length > 0;
    element("do").disabled = !table || state.production.isBusy;
    if (!table) return;
    element("fact-file").textContent = table.file;
    element("fact-form").textContent = [table.form, table.separator].filter(Boolean).join(", ");
    element("fact-columns").replaceChildren(...state.columns.map((each) => make("li", {class: "tag"}, each.name)));
    element("table-findings").replaceChildren(...findings(table.findings));
    count();
  };

  /** Count the rows, and tell what is wrong with some; once for each table and each choice of columns. */
  const count = async (again = false) => {
    const wanted = JSON.stringify([state.table, state.used, state.link]);
    if (!state.columns.length || (!again && wanted === counted)) return;
    counted = wanted;
    element("fact-rows").textContent = words["runs-counting"];
    const {status, values} = await ask(`/runs/${name}/rows`);
    if (counted !== wanted) return;
    if (status !== 200) {
      element("fact-rows").textContent = "";
      element("row-findings").replaceChildren(...findings(values.findings || []));
      return;
    }
    const shown = {count: number.format(values.rows), first: values.first, last: values.last};
    element("fact-rows").replaceChildren(fill(values.rows ? words["runs-rows-of"] : "0", shown), values.leftOut
      ? make("span", {class: "tag error"}, fill(words["runs-rows-wrong"], {count: number.format(values.leftOut)})) : "");
    element("look-row").max = values.last || 1;
    element("row-findings").replaceChildren(...(values.findings.length ? findings(values.findings)
      : [make("li", {class: "good"}, words["runs-findings-none"])]));
  };

  /** Write one thing into the run's file, and draw the row anew. */
  const send = async (what) => {
    const {status, values} = await ask(`/runs/${name}/change`, what);
    element("refusal").replaceChildren(...(status === 200 ? [] : findings(values.findings || [])));
    element("saved").textContent = status === 200 ? fill(words["runs-saved"], {name}) : words["runs-not-saved"];
    if (status === 200 && show(values)) draw();
  };

  const take = async (file) => {
    if (!file) return;
    const line = make("li", {}, fill(words["runs-arriving"], {name: file.name}));
    element("table-findings").replaceChildren(line);
    const wrong = (...texts) => { line.className = "error"; line.replaceChildren(...texts); };
    if (file.size > LARGEST) { wrong(fill(words["runs-large"], {name: file.name})); return; }
    let status = 0, values = {};
    try {
      const answer = await fetch(`/runs/table?${new URLSearchParams({run: name, name: file.name})}`, {method: "POST", body: file});
      status = answer.status;
      values = await answer.json();
    } catch { /* told below */ }
    if (status !== 200) {
      if (values.findings) element("table-findings").replaceChildren(...findings(values.findings));
      else wrong(fill(words[status === 413 ? "runs-large" : "runs-lost"], {name: file.name}));
      return;
    }
    counted = "";
    looking.row = "first";
    await refresh();
    draw();
  };

  const refresh = async () => {
    const {status, values} = await ask(`/runs/${name}/state`);
    if (status === 200 && values.isRead) return show(values);
    element("remarks").replaceChildren(...findings(values.findings || []));
    return false;
  };
  const refreshSoon = later(async () => { if (await refresh()) draw(); }, 200);
  const draw = () => { if (state.columns.length) drawRow(name, words); };

  const showFormats = () => {
    const select = element("look-format"), before = select.value;
    if ([...select.options].map((option) => option.value).join() !== state.formats.join()) {
      select.replaceChildren(...state.formats.map((each) => make("option", {value: each, selected: each === before}, each)));
    }
    element("formats").hidden = state.everyFormat.length < 2;
    const boxes = element("formats-boxes");
    boxes.replaceChildren(...state.everyFormat.map((each) => make("label", {class: "choice"}, make("input", {type: "checkbox", value: each,
      checked: state.formats.includes(each), onchange: (event) => {
        const chosen = [...boxes.querySelectorAll("input:checked")].map((box) => box.value);
        if (chosen.length) send({what: "formats", formats: chosen});
        else event.target.checked = true;
      }}), each)));
    element("draft").hidden = !state.isDraft;
    element("unsaved").hidden = !state.unsaved.length;
    element("unsaved-says").textContent = fill(words["runs-unsaved"], {names: state.unsaved.join(", ")});
  };

  const showProgress = (now) => {
    const running = isAtWork(now);
    element("do").disabled = running || !state.table || now.isBusy;
    element("stop").hidden = !running;
    element("stop").disabled = now.state === "stopping";
    element("progress").hidden = !running;
    if (now.total) { element("progress").max = now.total; element("progress").value = now.done; }
    else element("progress").removeAttribute("value");
    const [done, total] = [number.format(now.done || 0), number.format(now.total || 0)];
    const left = now.leftOut ? " " + fill(words["runs-ended-left"], {count: now.leftOut}) : "";
    element("progress-says").textContent = now.state === "running"
      ? !now.stage ? words["runs-starting"] : fill(words[now.total ? "runs-running" : "runs-stage"], {stage: now.stage, done, total})
      : (now.state === "none" ? "" : fill(words["runs-" + now.state] || "", now)) + left;
    const told = new Set(state.findings.map((item) => item.code + item.line)); // at the head of the page
    element("made-findings").replaceChildren(...findings((now.findings || []).filter((item) => !told.has(item.code + item.line))));
  };

  const sizeOf = (bytes) => new Intl.NumberFormat(document.documentElement.lang, {style: "unit", maximumFractionDigits: 1,
    unit: bytes < 1e6 ? "kilobyte" : "megabyte"}).format(bytes < 1e6 ? Math.max(bytes / 1e3, 0.1) : bytes / 1e6);
  const showFiles = () => {
    element("files-none").hidden = state.files.length > 0;
    element("forget").hidden = !state.files.length && !state.table;
    element("files").replaceChildren(...state.files.map((each) => make("li", {class: "row"}, make("a", {class: "button quiet file",
      href: `/runs/${name}/file/${encodeURIComponent(each.name)}`, download: each.name},
    each.name.endsWith(".pdf") ? each.name : fill(words["runs-files-left"], {name: each.name})),
    make("span", {class: "says"}, sizeOf(each.bytes)))));
  };

  element("make").addEventListener("submit", async (event) => {
    event.preventDefault();
    const {status, values} = await ask(`/runs/${name}/make`, {rows: element("rows").value, skip: element("skip").checked,
      show: element("show-words").checked});
    element("made-findings").replaceChildren(...findings(values.findings || []));
    if (status === 409) element("progress-says").textContent = words["runs-busy"];
    else if (status === 202) refreshSoon();
  });
  element("stop").addEventListener("click", () => ask("/runs/stop", {}));
  element("forget").addEventListener("click", () => element("sure").showModal());
  element("sure-cancel").addEventListener("click", () => element("sure").close());
  element("sure-do").addEventListener("click", async () => {
    element("sure").close();
    const {status, values} = await ask(`/runs/${name}/forget`, {});
    element("forget-left").textContent = status === 409 ? words["runs-busy"] : (values.left || []).length
      ? fill(words["runs-forget-left"], {names: values.left.join(", ")}) : "";
    await refresh();
  });
  element("choose").addEventListener("click", () => element("file").click());
  element("file").addEventListener("change", () => { take(element("file").files[0]); element("file").value = ""; });
  for (const kind of ["dragenter", "dragover"]) document.addEventListener(kind, (event) => { if (holdsFiles(event)) element("drop").classList.add("over"); });
  for (const kind of ["dragleave", "drop"]) document.addEventListener(kind, (event) => {
    if (kind === "drop" || !event.relatedTarget) element("drop").classList.remove("over");
    if (kind === "drop") take(event.dataTransfer.files[0]);
  });
  for (const id of ["match", "code"]) element(id).addEventListener("submit", (event) => event.preventDefault());
  const look = (row) => { looking.row = row; looking.page = 1; draw(); };
  element("look").addEventListener("submit", (event) => { event.preventDefault(); look(element("look-row").value); });
  element("look-first").addEventListener("click", () => look("first"));
  element("look-last").addEventListener("click", () => look("last"));
  element("look-format").addEventListener("change", () => { looking.page = 1; draw(); });
  element("show-words").addEventListener("change", draw);

  show(state);
  draw();
  listen((message) => {
    if (message.kind === "production" && message.work === "run") {
      if (isAtWork(message)) showProgress({...message, isBusy: true, stage: stages[message.name] || message.name});
      else refreshSoon();
    } else if (message.kind === "production" && !isAtWork(message)) refreshSoon();
    else if (["files", "saved", "again"].includes(message.kind)) refreshSoon();
  });
});
