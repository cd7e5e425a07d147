// Fills the content controls of a Word file, as pressroom/letters/word.py does: their visible text, and the XML part
// that they are bound to. Values become text nodes, so that a name is never markup. Compression Streams of the browser
// read and write the zip file, without a library. Format: ECMA-376; PKWARE APPNOTE 6.3.
const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const LETTER = "urn:pressroom:letter:1";
const DOCUMENT = "word/document.xml";

export async function fill(file, values) {
  const texts = Object.fromEntries(Object.entries(values).map(([tag, words]) => [tag, clean(words)])
    .filter(([, words]) => words.trim()));
  const parts = [];
  for (const part of entries(file)) {
    const store = /^customXml\/item\d+\.xml$/.test(part.name);
    if (part.name !== DOCUMENT && !store) { parts.push(part); continue; }
    const text = new TextDecoder().decode(await unpacked(part));
    if (store && !text.includes(LETTER)) { parts.push(part); continue; }
    const xml = new DOMParser().parseFromString(text, "application/xml");
    if (xml.querySelector("parsererror")) throw new Error("not a Word file");
    if (store) fillStore(xml, texts); else fillControls(xml, texts);
    const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
    const body = new XMLSerializer().serializeToString(xml.documentElement);
    parts.push(await packed(part, new TextEncoder().encode(head + body)));
  }
  return zipped(parts);
}

const inside = (node, name) => [...node.children].find((one) => one.namespaceURI === W && one.localName === name);

function fillStore(xml, texts) {
  for (const one of xml.documentElement.children) if (texts[one.localName]) one.textContent = texts[one.localName];
}

function fillControls(xml, texts) {
  for (const control of [...xml.getElementsByTagNameNS(W, "sdt")]) {
    const about = inside(control, "sdtPr"), content = inside(control, "sdtContent");
    const tag = about && inside(about, "tag")?.getAttributeNS(W, "val");
    if (!content || !texts[tag] || !inside(about, "text")) continue;
    const asking = inside(about, "showingPlcHdr"), holder = inside(content, "p") ?? content;
    asking?.remove();
    const [first, ...others] = [...holder.children].filter((one) => one.namespaceURI === W && one.localName === "r");
    if (!first) continue;
    for (const other of others) other.remove();
    const looks = inside(about, "rPr") ?? (asking ? null : inside(first, "rPr"));
    first.replaceChildren(...(looks ? [looks.cloneNode(true)] : []));
    texts[tag].split("\n").forEach((line, at) => {
      if (at) first.append(xml.createElementNS(W, "w:br"));
      const text = xml.createElementNS(W, "w:t");
      text.setAttributeNS("http://www.w3.org/XML/1998/namespace", "xml:space", "preserve");
      text.textContent = line;
      first.append(text);
    });
  }
}

// Text that XML 1.0 can hold, with line feeds as the only line ends.
export function clean(words) {
  return String(words ?? "").replace(/\r\n?|[\v\f\x85\u2028\u2029]/g, "\n").replace(/\t/g, " ")
    .replace(/[^\n\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");
}

function entries(file) {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  let end = file.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < 0) throw new Error("not a Word file");
  const parts = [];
  let at = view.getUint32(end + 16, true);
  for (let count = view.getUint16(end + 10, true); count; count -= 1) {
    const [nameLength, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const local = view.getUint32(at + 42, true), size = view.getUint32(at + 20, true);
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    parts.push({
      name: new TextDecoder().decode(file.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true), time: view.getUint32(at + 12, true), crc: view.getUint32(at + 16, true),
      length: view.getUint32(at + 24, true), bytes: file.subarray(start, start + size),
    });
    at += 46 + nameLength + extra + comment;
  }
  return parts;
}

async function through(bytes, stream) {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
}

const unpacked = (part) => part.method ? through(part.bytes, new DecompressionStream("deflate-raw")) : part.bytes;

async function packed(part, content) {
  const bytes = await through(content, new CompressionStream("deflate-raw"));
  return { ...part, method: 8, crc: crc32(content), length: content.length, bytes };
}

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc >>> 0;
}

function zipped(parts) {
  const blocks = [], directory = [];
  let at = 0;
  for (const part of parts) {
    const name = new TextEncoder().encode(part.name);
    const common = [[2, 20], [2, 0x800], [2, part.method], [4, part.time], [4, part.crc], [4, part.bytes.length],
      [4, part.length], [2, name.length], [2, 0]];
    const local = fields([[4, 0x04034b50], ...common]);
    directory.push(fields([[4, 0x02014b50], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]]), name);
    blocks.push(local, name, part.bytes);
    at += local.length + name.length + part.bytes.length;
  }
  const size = directory.reduce((sum, one) => sum + one.length, 0);
  const tail = fields([[4, 0x06054b50], [2, 0], [2, 0], [2, parts.length], [2, parts.length], [4, size], [4, at], [2, 0]]);
  return new Blob([...blocks, ...directory, tail],
    { type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document" });
}

function fields(list) {
  const view = new DataView(new ArrayBuffer(list.reduce((sum, [size]) => sum + size, 0)));
  let at = 0;
  for (const [size, value] of list) {
    if (size === 2) view.setUint16(at, value, true); else view.setUint32(at, value, true);
    at += size;
  }
  return new Uint8Array(view.buffer);
}
