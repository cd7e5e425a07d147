// A run's texts, the parameters of its code, and its columns: what is chosen is sent as soon as it stands.
"use strict";

const DELAY = 900; // milliseconds after the last letter

/** Fill the forms from the state of a run; `send` gets what is to be written. A field in which somebody types stays as it is. */
function showMatch(state, words, send) {
  const element = (id) => document.getElementById(id);
  const hasColumns = state.columns.length > 0;
  element("match-lead").textContent = words[hasColumns ? "runs-match-lead" : "runs-match-none"];
  const shape = JSON.stringify([state.columns, state.texts.map((each) => each.name)]);
  if (element("texts").dataset.shape !== shape) {
    element("texts").dataset.shape = shape;
    element("texts").replaceChildren(...state.texts.map((each) => matchOf(each, state.columns, words, send)));
  }
  for (const each of state.texts) {
    const input = element("text-" + each.name);
    if (document.activeElement !== input) input.value = each.value;
  }
  showParameters(state, words, send);
  element("empty").hidden = !state.used.length;
  element("empty-columns").replaceChildren(...state.used.map((each) => make("label", {class: "choice"}, make("input", {type: "checkbox",
    checked: each.empty, "data-key": each.key, onchange: (event) => send({what: "empty", target: each.key, allowed: event.target.checked})}), each.name)));
}

function matchOf(text, columns, words, send) {
  const id = "text-" + text.name;
  const label = text.kind === "field" ? words["runs-field-" + text.name] || fill(words["runs-field"], {name: text.name})
    : words["field-" + text.name] || text.name;
  const input = make("textarea", {id, rows: 2, placeholder: text.says, maxlength: 2000});
  const changed = () => send({what: "text", target: text.name, text: input.value});
  input.addEventListener("input", later(changed, DELAY));
  input.addEventListener("change", changed);
  return make("div", {class: "match"}, make("div", {class: "row match-head"}, make("label", {for: id}, label),
    inserting(input, columns, fill(words["runs-insert-into"], {name: label}), words, changed, text.kind === "field" ? "\n" : " ")), input);
}

/** A choice of columns; the chosen one is put in where the cursor stands, apart from what stands before it. */
function inserting(input, columns, label, words, changed, between) {
  if (!columns.length) return "";
  return make("select", {class: "insert", "aria-label": label, onchange: (event) => {
    const [start, end] = [input.selectionStart, input.selectionEnd];
    const place = `{record.${event.target.value}}`;
    const isApart = start === 0 || /\s$/.test(input.value.slice(0, start)) || start < input.value.length;
    input.setRangeText((isApart ? "" : between) + place, start, end, "end");
    event.target.value = "";
    changed();
  }}, make("option", {value: ""}, words["runs-insert"]), ...columns.map((each) => make("option", {value: each.key}, each.name)));
}

function showParameters(state, words, send) {
  const holder = document.getElementById("parameters");
  document.getElementById("code-lead").textContent = words[state.link ? "runs-code-lead" : "runs-code-none"];
  const shape = JSON.stringify([state.columns, state.link, state.parameters]);
  if (!state.link || holder.dataset.shape === shape || holder.contains(document.activeElement) && holder.dataset.shape) return;
  holder.dataset.shape = shape;
  const changed = () => {
    const rows = [...holder.children].map((row) => [...row.querySelectorAll("input")].map((input) => input.value.trim()));
    if (rows.some(([name, text]) => !name !== !text)) return; // half of it is still to come
    send({what: "parameters", link: state.link, parameters: Object.fromEntries(rows.filter(([name]) => name))});
  };
  const entries = Object.entries(state.parameters);
  holder.replaceChildren(...(entries.length ? entries : [["", ""]]).map(([name, text], at) => {
    const key = make("input", {id: `parameter-${at}`, value: name, maxlength: 40, pattern: "[A-Za-z][A-Za-z0-9_.\\-]*", onchange: changed});
    const input = make("input", {id: `value-${at}`, value: text, maxlength: 400, onchange: changed});
    return make("div", {class: "parameter"},
      make("p", {}, make("label", {for: `parameter-${at}`}, words["runs-code-name"]), key),
      make("p", {}, make("label", {for: `value-${at}`}, words["runs-code-value"]), input),
      inserting(input, state.columns, fill(words["runs-insert-into"], {name: words["runs-code-value"]}), words, changed, ""));
  }));
}
