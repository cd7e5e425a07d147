// To the printer: the order, the build with its progress, and the report.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const root = document.getElementById("send");
  const words = JSON.parse(root.dataset.words);
  const name = root.dataset.name;
  const element = (id) => document.getElementById(id);
  const left = new Set(); // materials that are not to be made
  let state = JSON.parse(root.dataset.state);

  const chosen = () => state.materials.filter((each) => each.isPrinted && !left.has(each.name)).map((each) => each.name);
  const preset = () => state.printers.find((each) => each.name === state.printer);
  const say = (text) => { element("send-says").textContent = text || ""; };

  const refresh = async () => {
    const asked = new URLSearchParams({printer: element("printer").value || state.printer, names: name});
    const {status, values} = await ask("/sending/state?" + asked);
    if (status === 200) show(values);
    else if (values.findings) say(values.findings.map((item) => item.message).join(" "));
  };
  const refreshSoon = later(refresh, 150);

  const show = (next) => {
    state = next;
    showOrder();
    showUnsaved();
    showProgress(state.production.work === "build" ? state.production : state.built, true);
    showReport();
  };

  const showOrder = () => {
    const options = state.printers.map((each) => make("option", {value: each.name, selected: each.name === state.printer},
      each.isDefault ? fill(words["send-printer-default"], {title: each.title}) : each.title));
    if (element("printer").options.length !== options.length) element("printer").replaceChildren(...options);
    const formats = [...new Set(state.materials.flatMap((each) => each.sheets.map((sheet) => sheet.format)))];
    const before = element("format").value;
    if (element("format").options.length !== formats.length + 1) {
      element("format").replaceChildren(make("option", {value: ""}, words["send-every-format"]),
        ...formats.map((format) => make("option", {value: format, selected: format === before}, format)));
    }
    const {imprint, paper, contact} = preset();
    element("paper-says").textContent = paper ? fill(words["send-paper-says"], {paper}) : "";
    element("contact-says").textContent = contact ? fill(words["send-contact-says"], {contact}) : "";
    const isMissing = !(imprint.name && imprint.address);
    if (element("imprint").hidden && isMissing) {
      element("imprint-name").value = imprint.name;
      element("imprint-address").value = imprint.address;
    }
    element("imprint").hidden = !isMissing;
    element("imprint-lead").textContent = fill(words["send-imprint-lead"], {name: state.printer});
  };

  const showUnsaved = () => {
    element("unsaved").hidden = !state.unsaved.length;
    element("unsaved-files").replaceChildren(...state.unsaved.map((file) => make("li", {}, make("code", {}, file))));
  };

  const showProgress = (now, whole) => {
    if (now.work && now.work !== "build") return;
    const running = ["running", "waiting", "stopping"].includes(now.state);
    element("build").disabled = running;
    element("build").textContent = words[state.materials.some((each) => each.sheets.some((sheet) => sheet.path)) ? "send-build-again" : "send-build"];
    element("stop").hidden = !running;
    element("stop").disabled = now.state === "stopping";
    element("progress").hidden = !running;
    if (now.total) { element("progress").max = now.total; element("progress").value = now.done; }
    else element("progress").removeAttribute("value");
    const ended = whole ? now : state.built;
    element("progress-says").textContent = !now.work ? "" : now.state === "running"
      ? !now.total ? words["send-starting"] : fill(words[now.name ? "send-last" : "send-running"], now)
      : fill(words["send-" + now.state] || "", {...ended, ...now});
    const wrong = state.materials.flatMap((each) => each.sheets).filter((sheet) => sheet.hindrances.includes("errors")).length;
    if (now.state === "ended" && now.work && wrong) element("progress-says").textContent += " " + fill(words["send-wrong"], {count: wrong});
  };

  const showReport = () => {
    element("shared").replaceChildren(...state.built.findings.map((item) => findingOf(item, words)));
    const open = new Set([...document.querySelectorAll("#materials details[open]")].map((each) => each.closest("article").id + each.className));
    const drawn = new Map([...document.querySelectorAll("#materials .drawn")].map((each) => [each.closest("article").dataset.file, [...each.childNodes]]));
    element("materials").replaceChildren(...state.materials.map(materialOf));
    for (const each of document.querySelectorAll("#materials article details")) each.open = open.has(each.closest("article").id + each.className);
    for (const each of document.querySelectorAll("#materials .drawn")) each.replaceChildren(...(drawn.get(each.closest("article").dataset.file) || []));
  };

  const materialOf = (material) => {
    const section = make("section", {class: "material", "aria-label": material.title});
    if (!name) section.append(make("div", {class: "row material-head"},
      make("label", {class: "choice"}, make("input", {type: "checkbox", checked: !left.has(material.name), "data-material": material.name,
        "aria-label": fill(words["send-choose-piece"], {title: material.title}), onchange: (event) => {
          if (event.target.checked) left.delete(material.name); else left.add(material.name);
          element("every").checked = !left.size;
        }}), make("h3", {}, material.title)), make("a", {class: "button quiet", href: "/piece/" + material.name}, words["send-mend"])));
    if (!material.isPrinted) section.append(make("div", {class: "card"}, make("p", {}, words["send-not-printed"]),
      make("p", {}, make("a", {class: "button", href: "/letters"}, words["send-to-letters"]))));
    const broken = material.findings.filter((item) => item.severity === "error");
    if (broken.length && !material.kind) section.append(make("div", {class: "card"}, make("p", {}, words["send-broken"]),
      make("ul", {class: "findings"}, ...broken.map((item) => findingOf(item, words)))));
    const format = element("format").value;
    section.append(...material.sheets.filter((sheet) => !format || sheet.format === format).map((sheet) => sheetCard(material, {...sheet, today: state.today}, words, state.printer, act)));
    return section;
  };

  /** Do what a button of a sheet asks for, while the button waits. */
  const act = async (button, parts, task) => {
    const text = button.textContent;
    const common = {piece: task.sheet.piece, printer: state.printer};
    button.disabled = true;
    button.textContent = words["send-working"];
    parts.says.textContent = "";
    const sent = {package: {...common, copies: Number(element("copies").value) || 0, paper: element("paper").value, contact: element("contact").value},
      sign: {...common, by: task.by, day: task.day}}[task.kind] || common;
    const {status, values} = await ask("/sending/" + task.kind, sent);
    button.disabled = false;
    button.textContent = text;
    if (values.findings) parts.says.textContent = values.findings.map((item) => item.message + (item.hint ? " (" + item.hint + ")" : "")).join(" ");
    if (status !== 200) {
      if (!values.findings) parts.says.textContent = values.wrong === "busy" ? words["send-busy"] : fill(words["send-failed"], {trouble: values.trouble || ""});
      return;
    }
    if (task.kind === "package") location.assign(`/sending/package/${encodeURIComponent(task.sheet.piece)}?printer=${encodeURIComponent(state.printer)}`);
    if (task.kind === "proof") showProof(parts.drawn, task.sheet, values, words);
    if (task.kind === "compare") showChanges(parts.drawn, task.sheet, values, words);
    if (task.kind === "sign") refresh();
  };

  const build = async () => {
    const {status, values} = await ask("/sending/build", {names: chosen(), format: element("format").value, printer: state.printer});
    if (status === 409) say(words["send-busy"]);
    else if (values.findings) say(values.findings.map((item) => item.message).join(" "));
  };
  const save = async () => {
    const {values} = await ask("/sending/save", {});
    const kept = values.left || [];
    element("unsaved-left").textContent = kept.map((file) => fill(words["send-unsaved-left"], {name: file})).join(" ");
    if (values.findings) say(values.findings.map((item) => item.message).join(" "));
    await refresh();
    return !kept.length && !values.findings;
  };
  element("order").addEventListener("submit", (event) => {
    event.preventDefault();
    say();
    if (!chosen().length) { say(words["send-choose"]); return; }
    if (!state.unsaved.length) { build(); return; }
    element("ask-files").replaceChildren(...state.unsaved.map((file) => make("li", {}, make("code", {}, file))));
    element("ask").showModal();
  });
  element("ask-save").addEventListener("click", async () => {
    element("ask").close();
    if (await save()) build();
  });
  element("ask-without").addEventListener("click", () => { element("ask").close(); build(); });
  element("ask-cancel").addEventListener("click", () => element("ask").close());
  element("stop").addEventListener("click", () => ask("/sending/stop", {}));
  element("printer").addEventListener("change", () => {
    element("imprint").hidden = true;
    refresh();
  });
  element("format").addEventListener("change", showReport);
  element("imprint").addEventListener("submit", async (event) => {
    event.preventDefault();
    const {status, values} = await ask("/sending/imprint", {printer: state.printer, name: element("imprint-name").value,
      address: element("imprint-address").value});
    say(values.findings ? values.findings.map((item) => item.message).join(" ") : "");
    if (status === 200) { await refresh(); element("build").focus(); }
  });
  element("unsaved-save").addEventListener("click", save);
  if (element("every")) element("every").addEventListener("change", (event) => {
    for (const each of state.materials) if (event.target.checked) left.delete(each.name); else left.add(each.name);
    showReport();
  });

  show(state);
  // The order stays in this browser; who answers for it is a person, and is not kept.
  const order = "pressroom order " + name, kept = ["copies", "paper", "format"];
  try {
    const before = JSON.parse(localStorage.getItem(order) || "{}");
    for (const id of kept) if (typeof before[id] === "string" && (id !== "format" || before[id])) element(id).value = before[id];
    if (element("format").selectedIndex < 0) element("format").value = "";
    for (const id of kept) element(id).addEventListener("change", () => localStorage.setItem(order,
      JSON.stringify(Object.fromEntries(kept.map((each) => [each, element(each).value])))));
    showReport();
  } catch { /* a private window keeps nothing */ }
  listen((message) => {
    if (message.kind === "production") {
      const now = {...message, work: message.work};
      if (["running", "waiting", "stopping"].includes(now.state)) showProgress(now, false);
      else if (now.work === "build") refresh();
    } else if (["saved", "files", "draft", "signed", "again"].includes(message.kind)) refreshSoon();
  });
});
