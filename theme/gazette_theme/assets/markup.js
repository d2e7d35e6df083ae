// Blocks, their words, and what came and went in them, as HTML: as the build's `html/elements`,
// `html/inlines`, `html/pieces` and `html/noting` write them. No part of a page is asked, so this
// runs anywhere.
//
// A passage is what a block says: { text, html, runs, slots }, as the data have it. A run is text
// with the marks around it, a piece runs that are shown in one way.
"use strict";

const escaped = (text) => text.replace(/[&<>]/gu, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);
const quoted = (text) => escaped(text).replace(/"/gu, "&quot;").replace(/'/gu, "&#x27;");
const concealed = (words) => `<span class="hidden-words">${escaped(words)}</span>`;

// --- Elements -------------------------------------------------------------------------------------

const VOID = new Set(["hr", "br", "img"]);
const attributesOf = (pairs) => Object.entries(pairs).filter(([, value]) => value).map(([name, value]) => ` ${name}="${quoted(value)}"`).join("");
const without = (pairs, name) => Object.fromEntries(Object.entries(pairs).filter(([key]) => key !== name));
const element = (tag, pairs, inner) => (VOID.has(tag) ? `<${tag}${attributesOf(pairs)}>` : `<${tag}${attributesOf(pairs)}>${inner}</${tag}>`);

// Leaves in order, with containers opened and closed around them.
class Flow {
  parts = [];
  open = [];
  opened = new Set();
  leaf(path, html) {
    let shared = 0;
    while (shared < path.length && shared < this.open.length && path[shared].key === this.open[shared].key) shared += 1;
    this.close(shared);
    for (const { key, tag, attributes } of path.slice(shared)) {
      // Changes may stand in what is folded.
      const unfolded = tag === "details" ? " open" : "";
      this.parts.push(`<${tag}${attributesOf(this.opened.has(key) ? without(attributes, "id") : attributes)}${unfolded}>`);
      this.opened.add(key);
    }
    this.open = path;
    this.parts.push(html);
  }
  close(depth) {
    this.open.slice(depth).reverse().forEach(({ tag }) => this.parts.push(`</${tag}>`));
  }
  end() {
    this.close(0);
    return this.parts.join("");
  }
}

// --- Runs -----------------------------------------------------------------------------------------

// The text of an image that has no words of its own, and of a reference to a footnote.
const PICTURE = "\ufffc";
const SIGNS = new Set(["img", "note"]);
const shownOf = (run) => (run.text === PICTURE && SIGNS.has(run.marks.at(-1)?.tag) ? "" : run.text);
const isNote = (run) => run.marks.at(-1)?.tag === "note";

// The runs of a passage. Where the data tell none, it is words without marks.
const runsOf = ({ text, runs }) => {
  if (!runs) return text ? [{ text, marks: [] }] : [];
  let at = 0;
  return runs.map((run) => {
    const [length, ...marks] = [run].flat();
    at += length;
    return {
      text: text.slice(at - length, at) || PICTURE,
      marks: marks.map((mark) => { const [tag, target = "", written = target] = [mark].flat(); return { tag, target, written }; }),
    };
  });
};

const JOINT = { text: " ", marks: [] };
const joined = (contents) => contents.flatMap((runs, at) => (at ? [JOINT, ...runs] : runs));
const lengthOf = (runs) => runs.reduce((sum, run) => sum + run.text.length, 0);

// Runs from their beginning on, so many characters at a time.
class Reel {
  constructor(runs) { Object.assign(this, { runs, at: 0, within: 0 }); }
  take(length) {
    const found = [];
    for (let left = length; left > 0 && this.at < this.runs.length;) {
      const { text, marks } = this.runs[this.at];
      const words = text.slice(this.within, this.within + left);
      found.push({ text: words, marks });
      left -= words.length;
      this.within += words.length;
      if (this.within === text.length) { this.at += 1; this.within = 0; }
    }
    return found;
  }
}

const sameMark = (one, other) => one.tag === other.tag && one.written === other.written;

const writtenRun = (run, notes) => {
  const last = run.marks.at(-1);
  if (last?.tag === "br") return "<br>";
  if (isNote(run)) return notes.reference(last.target);
  if (last?.tag === "img" && last.target) return `<img src="${quoted(last.target)}" alt="${quoted(shownOf(run))}">`;
  return escaped(shownOf(run));
};

const written = (runs, notes) => {
  const parts = [];
  let opened = [];
  const close = (from) => opened.slice(from).reverse().forEach((mark) => parts.push(`</${mark.tag}>`));
  for (const run of runs) {
    const marks = run.marks.filter((mark) => mark.tag !== "br" && !SIGNS.has(mark.tag));
    let shared = 0;
    while (shared < opened.length && shared < marks.length && sameMark(opened[shared], marks[shared])) shared += 1;
    close(shared);
    marks.slice(shared).forEach((mark) => parts.push(mark.target ? `<${mark.tag} href="${quoted(mark.target)}">` : `<${mark.tag}>`));
    parts.push(writtenRun(run, notes));
    opened = marks;
  }
  close(0);
  return parts.join("");
};

// --- HTML of whole passages: their slots are where a page puts something else in -----------------

// With the references to footnotes as the page shows them, and with its ids where it is named.
const shownHtml = ({ html, slots }, notes, isNamed) => {
  const parts = [];
  let at = 0;
  for (const [kind, start, end, note] of slots || []) {
    if (kind === "id" && isNamed) continue;
    parts.push(html.slice(at, kind === "id" ? start - ' id="'.length : start));
    if (kind === "note") parts.push(notes.reference(note));
    at = kind === "id" ? end + 1 : end;
  }
  return parts.join("") + html.slice(at);
};

// What links within the text lead to, in a block whose words are made from its runs.
const anchorsOf = ({ html, slots }) => (slots || []).filter(([kind]) => kind === "id")
  .map(([, start, end]) => `<span id="${html.slice(start, end)}"></span>`).join("");

// --- Pieces ---------------------------------------------------------------------------------------

// What became of the words of two contents, as pieces: a kind, the runs shown, and what they linked
// to. Read backwards, what went came.
const piecesOf = (told, before, after, back) => {
  const [olds, news] = [new Reel(before), new Reel(after)];
  const turned = (both) => (back ? [...both].reverse() : both);
  return told.map((piece) => {
    const kind = (back && { "-": "+", "+": "-" }[piece.kind]) || piece.kind;
    const [one, other] = turned([piece.old, piece.fresh]);
    const gone = olds.take(one);
    const runs = kind === "-" ? gone : news.take(other);
    if (kind !== "~") return { kind, runs };
    const [was, is] = turned(piece.targets);
    return { kind, runs, was, is };
  });
};

// Pieces dealt out to the blocks they stand in; the space between two blocks belongs to neither.
const shares = (pieces, lengths) => {
  if (lengths.length === 1) return [pieces];
  const dealt = lengths.map(() => []);
  let [block, left] = [0, lengths[0]];
  for (const piece of pieces) {
    const reel = new Reel(piece.runs);
    let length = lengthOf(piece.runs);
    while (piece.kind !== "-" && length > left && block + 1 < lengths.length) {
      dealt[block].push({ ...piece, runs: reel.take(left) });
      reel.take(1);
      length -= left + 1;
      block += 1;
      left = lengths[block];
    }
    dealt[block].push({ ...piece, runs: reel.take(length) });
    if (piece.kind !== "-") left -= length;
  }
  return dealt.map((found) => found.filter((piece) => piece.runs.length));
};

// --- Footnotes ------------------------------------------------------------------------------------

// The footnotes of a text on the page: references with their numbers, and the ways back to them.
// Those of the text that was lead nowhere.
class Notes {
  constructor(text, words, isLinked) {
    Object.assign(this, { text, words, isLinked, shown: new Map(), asked: new Map() });
    if (!isLinked || !text.notes.size) return;
    for (const { marks } of text.blocks.flatMap(runsOf).filter(isNote)) {
      this.asked.set(marks.at(-1).target, (this.asked.get(marks.at(-1).target) || 0) + 1);
    }
  }
  called(note) { return this.text.notes.has(note) ? this.words.note.replace("%s", this.text.notes.get(note)) : ""; }
  wayBack(note, count) { return `fnref${count > 1 ? count : ""}:${quoted(note.slice("fn:".length))}`; }
  reference(note) {
    if (!this.text.notes.has(note)) return "";
    const shown = `${concealed("[")}${this.text.notes.get(note)}${concealed("]")}`;
    if (!this.isLinked) return `<sup class="footnote-ref">${shown}</sup>`;
    const count = (this.shown.get(note) || 0) + 1;
    this.shown.set(note, count);
    const link = `<a id="${this.wayBack(note, count)}" href="#${quoted(note)}" role="doc-noteref" aria-label="${quoted(this.called(note))}">${shown}</a>`;
    return `<sup class="footnote-ref">${link}</sup>`;
  }
  // At the end of the block that ends a note.
  waysBack(at) {
    const { note } = this.text.blocks[at];
    if (!note || this.text.blocks[at + 1]?.note === note) return "";
    const count = this.asked.get(note) || 0;
    return Array.from({ length: count }, (_, n) => ` <a class="footnote-back" href="#${this.wayBack(note, n + 1)}" role="doc-backlink">`
      + `<span aria-hidden="true">↩︎</span>${concealed(this.words.back + (count > 1 ? ` (${n + 1})` : ""))}</a>`).join("");
  }
  // The containers of a block; the item of a note says its number itself, beside notes that went.
  counted({ path, note }) {
    if (!note) return path;
    const attributes = { ...path[2].attributes, value: `${this.text.notes.get(note)}` };
    return path.map((container, depth) => (depth === 2 ? { ...container, attributes } : container));
  }
}
