// What the page "To the printer" shows of one piece: its state, pictures, findings, proof, approval and package.
"use strict";

/** The card of a sheet; `act` does what its buttons ask for, and answers what came back. */
function sheetCard(material, sheet, words, printer, act) {
  const name = encodeURIComponent(sheet.piece);
  const query = "?printer=" + encodeURIComponent(printer);
  const card = make("article", {class: "card sheet-card" + (sheet.pictures.length ? "" : " bare"), id: "piece-" + sheet.piece, "data-file": sheet.sha256 + sheet.isCurrent, "aria-labelledby": "title-" + sheet.piece});
  const parts = {drawn: make("div", {class: "drawn"}), says: make("p", {class: "over", role: "alert"})};
  const pictures = sheet.pictures.map((version, number) => make("img", {src: `/sending/picture/${name}/${number + 1}?${version}`,
    alt: fill(words["send-page-alt"], {name: sheet.piece, page: number + 1}), loading: "lazy"}));
  const heading = make("h3", {id: "title-" + sheet.piece}, sheet.piece);
  const tags = [make("span", {class: "tag " + (sheet.canSend ? "good" : sheet.hindrances.includes("errors") ? "error" : "warning"),
    "data-can-send": String(sheet.canSend)}, words[sheet.canSend ? "send-ready" : "send-not-ready"])];
  if (sheet.approval) tags.push(approvalTag(sheet.approval, words));
  const reasons = sheet.hindrances.map((reason) => make("li", {"data-reason": reason}, words["send-why-" + reason]));
  card.append(pictures.length ? make("div", {class: "pictures"}, ...pictures) : "",
    make("div", {class: "sheet-words"}, make("header", {class: "row"}, heading, ...tags),
      reasons.length ? make("ul", {class: "reasons"}, ...reasons) : "",
      sheet.findings.length ? make("ul", {class: "findings"}, ...sheet.findings.map((item) => findingOf(item, words)))
        : sheet.isCurrent ? make("p", {class: "good-line"}, words["send-nothing-found"]) : "",
      sheet.path && !sheet.isCurrent ? make("p", {class: "says"}, words["send-older"]) : "",
      sheet.isCurrent ? ranLine(sheet, words) : "", sheet.path ? actions(sheet, words, name, query, parts, act) : "", parts.says, parts.drawn));
  return card;
}

function approvalTag(approval, words) {
  return make("span", {class: "tag " + (approval.holds ? "good" : "warning"), "data-approval": approval.holds ? "holds" : "changed"},
    fill(words[approval.holds ? "send-signed" : "send-signed-changed"], {by: approval.by || "?", day: dayIn(approval.day)}));
}

const dayIn = (day) => /^\d{4}-\d{2}-\d{2}$/.test(day)
  ? new Date(day + "T12:00:00").toLocaleDateString(document.documentElement.lang, {day: "numeric", month: "long", year: "numeric"}) : day;

/** How many checks ran, and which of them; those that did not are told apart. */
function ranLine(sheet, words) {
  const missing = sheet.findings.filter((item) => item.severity === "not run").length;
  if (!sheet.ran.length && !missing) return "";
  return make("details", {class: "ran"}, make("summary", {}, fill(words["send-ran"], {count: sheet.ran.length})
    + (missing ? ", " + fill(words["send-not-ran"], {count: missing}) : "")),
    make("p", {class: "says"}, sheet.ran.join(", ")));
}

function actions(sheet, words, name, query, parts, act) {
  const button = (text, kind, task, extra = {}) => make("button", {type: "button", "data-act": kind, ...extra,
    onclick: (event) => act(event.currentTarget, parts, task)}, text);
  const approval = sheet.approval;
  const packing = button(words["send-package"], "package", {kind: "package", sheet}, {class: "primary", disabled: !sheet.canSend});
  if (!sheet.isCurrent) return make("div", {class: "actions"}, make("p", {class: "row"}, packing));
  return make("div", {class: "actions"},
    make("p", {class: "row"}, packing, button(words["send-proof"], "proof", {kind: "proof", sheet}),
      make("a", {class: "button", href: `/sending/sheet/${name}${query}`, download: sheet.piece + "-proof.pdf"}, words["send-sheet"]),
      approval && approval.isOther && approval.isKept ? button(words["send-compare"], "compare", {kind: "compare", sheet}) : ""),
    make("p", {class: "says"}, words["send-package-says"]),
    approval && approval.isOther && !approval.isKept ? make("p", {class: "says"}, words["send-compare-lost"]) : "",
    approval && approval.holds ? "" : approveForm(sheet, words, parts, act));
}

function approveForm(sheet, words, parts, act) {
  const by = make("input", {id: "by-" + sheet.piece, maxlength: 100, required: true, autocomplete: "name"});
  const day = make("input", {id: "day-" + sheet.piece, type: "date", required: true, value: sheet.today});
  return make("details", {class: "approve"}, make("summary", {}, words["send-approve"]),
    make("form", {class: "approve-form", onsubmit: (event) => {
      event.preventDefault();
      act(event.submitter, parts, {kind: "sign", sheet, by: by.value, day: day.value});
    }}, make("p", {}, make("label", {for: by.id}, words["send-by"]), by), make("p", {}, make("label", {for: day.id}, words["send-day"]), day),
    make("p", {}, make("button", {type: "submit", disabled: !sheet.isCurrent}, words["send-sign"]))));
}

/** The pictures of the proof, with their download. */
function showProof(holder, sheet, values, words) {
  const name = encodeURIComponent(sheet.piece);
  const pages = values.files.length;
  holder.replaceChildren(make("p", {}, words["send-proof-lead"]),
    ...values.files.map((file, number) => make("img", {class: "proof", alt: fill(words["send-page-alt"], {name: sheet.piece, page: number + 1}),
      src: `/sending/drawn/proof/${name}/${number + 1}?${values.sha256.slice(0, 12)}`})),
    make("p", {}, make("a", {class: "button", href: `/sending/proof/${name}?pages=${pages}`, download: ""}, words["send-proof-download"])));
}

/** What changed since the approval: each kind of difference, of the whole file and of each page, and pictures. */
function showChanges(holder, sheet, values, words) {
  const runs = (title, sign, list) => list.length ? make("p", {class: sign}, make("strong", {}, title + " "), list.join(" … ")) : "";
  const picture = (kind, page, alt) => make("img", {class: "proof", alt: fill(words[alt], {name: sheet.piece, page}),
    src: `/sending/drawn/${kind}/${encodeURIComponent(sheet.piece)}/${page}?${values.sha256.slice(0, 12)}`});
  const kinds = (page) => {
    const found = values.differences.filter((each) => each.page === page && each.kind !== "words");
    return found.length ? make("ul", {class: "differences"}, ...found.map((each) => make("li", {"data-kind": each.kind},
      make("strong", {}, each.title + " "), each.text))) : "";
  };
  const drawn = new Map(values.pages.map((page) => [page.page, page]));
  const numbers = [...new Set([...values.differences.map((each) => each.page), ...drawn.keys()])].sort((one, other) => one - other);
  const sections = numbers.map((number) => {
    const page = drawn.get(number) || {gone: [], come: []};
    return make("section", {}, make("h4", {}, number ? fill(words["send-compare-page"], {page: number}) : words["send-compare-file"]),
      runs(words["send-compare-gone"], "old", page.gone), runs(words["send-compare-come"], "new", page.come), kinds(number),
      page.hasPicture ? picture("changes", number, "send-compare-alt") : "",
      page.hasPlates ? picture("plates", number, "send-compare-plates-alt") : "");
  });
  const list = (title, lines) => lines.length ? make("section", {class: "says"}, make("h4", {}, title), make("ul", {}, ...lines.map((line) => make("li", {}, line)))) : "";
  holder.replaceChildren(...(sections.length ? sections : [make("p", {}, words["send-compare-none"])]),
    list(words["send-compare-open"], values.notCompared), list(words["send-compare-apart"], values.apart.map((each) => each.text)));
}
