// Any two versions of a policy as one redline, put together from files that a build stored once.
//
// Nothing is compared here. Blocks are joined by `joining.js`, with what each version between did to
// the clauses (versions.json); the words that changed between two texts are looked up by the texts' digests (redlines.<lang>.json); and the
// result is written as the build's `markup.redline` writes it, so that two neighbours look here as
// they do on the page of their changes.
"use strict";

// --- Words: runs of text with the marks around them ---------------------------------------------

const BLOCKS = new Set("article blockquote caption col colgroup dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section summary table tbody td tfoot th thead tr ul".split(" "));
const MARKLESS = new Set(["span", "wbr", "rp", "time"]);
const escaped = (text) => text.replace(/[&<>]/gu, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[c]);
const quoted = (text) => escaped(text).replace(/"/gu, "&quot;");
const sameMarks = (one, other) => one.length === other.length && one.every((mark, n) => mark.tag === other[n].tag && mark.target === other[n].target);

// The text of an image that has no words of its own, and of a reference to a footnote.
const PICTURE = "\ufffc";
const SIGNS = new Set(["img", "note"]);
const shownOf = (run) => (run.text === PICTURE && SIGNS.has(run.marks.at(-1)?.tag) ? "" : run.text);
const isNote = (run) => run.marks.at(-1)?.tag === "note";

// The footnote to which an element refers, "" for any other element. A reference has no number.
const noteOf = (element) => {
  const [link, more] = element.childNodes;
  const isReference = element.localName === "sup" && element.className === "footnote-ref" && link?.localName === "a" && !more;
  const target = isReference && !link.hasChildNodes() ? link.getAttribute("href") || "" : "";
  return target.startsWith("#fn:") ? target.slice(1) : "";
};

const runsOf = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html;
  const runs = [];
  const add = (text, marks) => {
    const last = runs.at(-1);
    if (last && sameMarks(last.marks, marks) && marks.at(-1)?.tag !== "br") last.text += text;
    else if (text) runs.push({ text, marks });
  };
  const picture = (words, target, marks) => {
    const text = words || (target && PICTURE);
    if (text) runs.push({ text, marks: [...marks, { tag: "img", target }] });
  };
  const part = () => { if (runs.length && !/[ \n]$/u.test(runs.at(-1).text)) add(" ", []); };
  const read = (node, marks) => {
    if (node.nodeType === Node.TEXT_NODE) { add(node.data, marks); return; }
    const tag = node.localName;
    const inside = (around) => node.childNodes.forEach((child) => read(child, around));
    const note = noteOf(node);
    if (note) runs.push({ text: PICTURE, marks: [...marks, { tag: "note", target: note }] });
    else if (tag === "br") add("\n", [...marks, { tag, target: "" }]);
    else if (tag === "img") picture(node.getAttribute("alt") || "", node.getAttribute("src") || "", marks);
    else if (BLOCKS.has(tag)) { part(); inside(marks); part(); }
    else inside(MARKLESS.has(tag) ? marks : [...marks, { tag, target: tag === "a" ? node.getAttribute("href") || "" : "" }]);
  };
  template.content.childNodes.forEach((node) => read(node, []));
  return runs;
};

// The same HTML without ids, which the new text may have too.
const nameless = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html;
  const named = template.content.querySelectorAll("[id]");
  named.forEach((found) => found.removeAttribute("id"));
  return named.length ? template.innerHTML : html;
};

// What links within the text lead to, in a block whose words are made from its runs.
const anchorsOf = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html;
  return [...template.content.querySelectorAll("[id]")].map(({ id }) => `<span id="${quoted(id)}"></span>`).join("");
};

// The same HTML with the references in it as a page shows them.
const noted = (html, notes) => {
  if (!html.includes("footnote-ref")) return html;
  const template = document.createElement("template");
  template.innerHTML = html;
  for (const element of template.content.querySelectorAll("sup")) {
    const note = noteOf(element);
    if (note) element.outerHTML = notes.reference(note);
  }
  return template.innerHTML;
};

const JOINT = { text: " ", marks: [] };
const joined = (contents) => contents.flatMap((runs, at) => (at ? [JOINT, ...runs] : runs));

// The runs from one character up to another.
const cut = (runs, start, end) => {
  const found = [];
  let at = 0;
  for (const run of runs) {
    const text = run.text.slice(Math.max(0, start - at), Math.max(0, end - at));
    if (text) found.push({ text, marks: run.marks });
    at += run.text.length;
  }
  return found;
};
const lengthOf = (runs) => runs.reduce((sum, run) => sum + run.text.length, 0);

const written = (runs, notes) => {
  const parts = [];
  let opened = [];
  const close = (from) => opened.slice(from).reverse().forEach((mark) => parts.push(`</${mark.tag}>`));
  for (const run of runs) {
    const marks = run.marks.filter((mark) => mark.tag !== "br" && !SIGNS.has(mark.tag));
    let shared = 0;
    while (shared < opened.length && shared < marks.length && sameMarks([opened[shared]], [marks[shared]])) shared += 1;
    close(shared);
    marks.slice(shared).forEach((mark) => parts.push(mark.target ? `<${mark.tag} href="${quoted(mark.target)}">` : `<${mark.tag}>`));
    const last = run.marks.at(-1);
    if (last?.tag === "br") parts.push("<br>");
    else if (isNote(run)) parts.push(notes.reference(last.target));
    else if (last?.tag === "img" && last.target) parts.push(`<img src="${quoted(last.target)}" alt="${quoted(shownOf(run))}">`);
    else parts.push(escaped(shownOf(run)));
    opened = marks;
  }
  close(0);
  return parts.join("");
};

// What an entry says of two contents, as pieces: a kind, the runs shown, and what they linked to.
const piecesOf = (entry, before, after, back) => {
  const targets = [...(entry.targets || [])];
  const at = { old: 0, fresh: 0 };
  return entry.words.split(" ").filter(Boolean).map((word) => {
    const kind = back ? { "-": "+", "+": "-" }[word[0]] || word[0] : word[0];
    const lengths = word.slice(1).split(":").map(Number);
    const [one, other] = back ? lengths.reverse() : lengths;
    const [old, fresh] = [kind === "+" ? 0 : one, kind === "-" ? 0 : other ?? one];
    const runs = kind === "-" ? cut(before, at.old, at.old + old) : cut(after, at.fresh, at.fresh + fresh);
    at.old += old;
    at.fresh += fresh;
    if (kind !== "~") return { kind, runs };
    const [was, is] = targets.shift();
    return back ? { kind, runs, was: is, is: was } : { kind, runs, was, is };
  });
};

// Pieces dealt out to the blocks they stand in; the space between two blocks belongs to neither.
const shares = (pieces, lengths) => {
  if (lengths.length === 1) return [pieces];
  const dealt = lengths.map(() => []);
  let block = 0;
  let left = lengths[0];
  for (const piece of pieces) {
    let { runs } = piece;
    while (piece.kind !== "-" && lengthOf(runs) > left && block + 1 < lengths.length) {
      dealt[block].push({ ...piece, runs: cut(runs, 0, left) });
      runs = cut(runs, left + 1, Infinity);
      block += 1;
      left = lengths[block];
    }
    dealt[block].push({ ...piece, runs });
    if (piece.kind !== "-") left -= lengthOf(runs);
  }
  return dealt.map((found) => found.filter((piece) => piece.runs.length));
};

// --- The redline as HTML --------------------------------------------------------------------------

// Where a target leads from a page; one that is no address stays as it is written.
const addressOf = (target, base) => {
  try {
    return new URL(target, base).href;
  } catch (error) {
    if (error instanceof TypeError) return target;
    throw error;
  }
};

// A text with its blocks in one list, and how its headings stand in a page.
const textOf = (data, base, side) => {
  const resolved = (html) => {
    if (!/\b(?:href|src)=/u.test(html)) return html;
    const template = document.createElement("template");
    template.innerHTML = html;
    for (const [name, found] of [["href", "a[href]"], ["src", "img[src]"]]) {
      template.content.querySelectorAll(found).forEach((element) => {
        const target = element.getAttribute(name);
        if (!target.startsWith("#")) element.setAttribute(name, addressOf(target, base));
      });
    }
    return template.innerHTML;
  };
  const paths = [];
  data.containers.forEach((container, at) => {
    const around = container.in === undefined ? [] : paths[container.in];
    paths.push([...around, { key: `${side}${at}`, tag: container.tag, attributes: container.attributes || {} }]);
  });
  const blocks = data.sections.flatMap((section) => section.blocks.map((block) => ({
    attributes: {}, ...block, section: section.id, note: section.note || "", html: resolved(block.html), path: block.in === undefined ? [] : paths[block.in],
  })));
  const headings = blocks.filter((block) => block.kind === "heading" && !block.note);
  const firsts = headings.filter((block) => block.level === 1);
  const title = firsts.length === 1 && firsts[0] === blocks[0] ? blocks[0] : null;
  const rest = headings.filter((block) => block !== title);
  const top = rest.length ? Math.min(...rest.map((block) => block.level)) : 2;
  const numbers = new Map(data.numbered ? rest.filter((block) => block.level === top).map((block, n) => [block, `${n + 1}.`]) : []);
  const notes = new Map(data.sections.filter((section) => section.note).map((section, n) => [section.note, n + 1]));
  return { label: data.label, blocks, headings, title, top, numbers, notes, resolved };
};

const attributesOf = (pairs) => Object.entries(pairs).filter(([, value]) => value).map(([name, value]) => ` ${name}="${quoted(value)}"`).join("");
const without = (pairs, name) => Object.fromEntries(Object.entries(pairs).filter(([key]) => key !== name));
const VOID = new Set(["hr", "br", "img"]);
const element = (tag, pairs, inner) => (VOID.has(tag) ? `<${tag}${attributesOf(pairs)}>` : `<${tag}${attributesOf(pairs)}>${inner}</${tag}>`);

// The footnotes of a text on the page: references with their numbers, and the ways back to them.
// Those of the text that was lead nowhere.
class Notes {
  constructor(text, words, isLinked) {
    Object.assign(this, { text, words, isLinked, shown: new Map() });
    const runs = isLinked && text.notes.size ? text.blocks.flatMap((block) => runsOf(block.html)).filter(isNote) : [];
    this.asked = new Map();
    for (const { marks } of runs) this.asked.set(marks.at(-1).target, (this.asked.get(marks.at(-1).target) || 0) + 1);
  }
  called(note) { return this.text.notes.has(note) ? this.words.note.replace("%s", this.text.notes.get(note)) : ""; }
  wayBack(note, count) { return `fnref${count > 1 ? count : ""}:${quoted(note.slice(3))}`; }
  reference(note) {
    if (!this.text.notes.has(note)) return "";
    const bracket = (sign) => `<span class="hidden-words">${sign}</span>`;
    const shown = `${bracket("[")}${this.text.notes.get(note)}${bracket("]")}`;
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
    return Array.from({ length: count }, (_, n) => ` <a class="footnote-back" href="#${this.wayBack(note, n + 1)}" role="doc-backlink"`
      + ` aria-label="${quoted(this.words.back)}${count > 1 ? ` (${n + 1})` : ""}">↩︎</a>`).join("");
  }
  // The containers of a block; the item of a note says its number itself, beside notes that went.
  counted({ path, note }) {
    if (!note) return path;
    const attributes = { ...path[2].attributes, value: `${this.text.notes.get(note)}` };
    return path.map((container, depth) => (depth === 2 ? { ...container, attributes } : container));
  }
}

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

class Redline {
  constructor(old, fresh, changes, words, source) {
    Object.assign(this, { old, fresh, changes, words, source });
    this.notes = new Notes(fresh, words, true);
    this.oldNotes = new Notes(old, words, false);
    changes.forEach((change) => this.judge(change));
    this.became = this.heirs();
  }

  // What happened in a change: its kind, and whether anything shows.
  judge(change) {
    const { olds, news, entry } = change;
    if (!entry) { Object.assign(change, { kind: olds.length ? "removed" : "added", isChanged: true, has: true }); return; }
    const [before, after] = [this.old.blocks[olds[0]], this.fresh.blocks[news[0]]];
    const reshaped = isReshaped(before, after);
    const couple = { 11: "amended", 12: "split", 21: "merged" }[`${Math.min(olds.length, 2)}${Math.min(news.length, 2)}`];
    change.kind = entry.same ? "unchanged" : couple;
    // A block that became another, a paragraph an item, with all of its words.
    change.isReshaped = reshaped && !/[-+]/u.test(entry.words);
    change.has = !entry.same && (reshaped || entry.words !== "");
    change.isChanged = !entry.same || change.moved;
  }

  heirs() {
    const became = new Map();
    for (const { olds, news } of this.changes) {
      for (const at of olds) for (const there of news) {
        const [before, after] = [this.old.blocks[at].path, this.fresh.blocks[there].path];
        for (let n = 0; n < before.length && n < after.length && before[n].tag === after[n].tag; n += 1) {
          if (!became.has(before[n].key)) became.set(before[n].key, new Set());
          became.get(before[n].key).add(after[n].key);
        }
      }
    }
    return became;
  }

  html() {
    this.sections = [];
    this.flow = new Flow();
    this.touched = false;
    let isNoted = false;
    let path = [];
    this.changes.forEach((change, at) => {
      const parts = !change.isChanged ? this.unchanged(change) : change.news.length ? this.kept(at) : this.removed(at, path);
      for (const part of parts) {
        ({ path } = part);
        const begins = part.top || (part.note && !isNoted);
        isNoted = part.note;
        if (begins && this.flow.parts.length) this.closeSection();
        this.flow.leaf(part.path, part.html);
        this.touched ||= part.changed;
      }
    });
    if (this.flow.parts.length) this.closeSection();
    return this.sections.join("");
  }

  closeSection() {
    this.sections.push(`<section class="part"${this.touched ? "" : " data-unchanged"}>${this.flow.end()}</section>`);
    this.flow = new Flow();
    this.touched = false;
  }

  isTop(block, text) { return block.kind === "heading" && block.level <= text.top && !block.path.length; }

  number(block) {
    const number = this.fresh.numbers.get(block);
    return number ? `<span class="number" data-number="${number}"></span>` : "";
  }

  // The HTML of a side's blocks: in the source language, where the other side is not translated.
  contents(change, side) {
    const text = this[side];
    const places = side === "old" ? change.olds : change.news;
    const html = change.entry?.html?.[(side === "old") === !change.back ? 0 : 1];
    return places.map((at, n) => (html ? text.resolved(html[n]) : text.blocks[at].html));
  }

  isForeign(block, change) { return Boolean(change.entry?.html) || ["missing", "fuzzy", "broken"].includes(block.translation); }

  * unchanged(change) {
    const html = this.contents(change, "fresh");
    for (const [n, at] of change.news.entries()) {
      const block = this.fresh.blocks[at];
      if (block === this.fresh.title) continue;
      const inner = this.number(block) + noted(html[n], this.notes) + this.notes.waysBack(at);
      const leaf = this.leaf(block, this.fresh, inner, [], block.id, this.isForeign(block, change));
      yield { path: this.notes.counted(block), html: leaf, changed: false, top: this.isTop(block, this.fresh), note: Boolean(block.note) };
    }
  }

  * kept(at) {
    const change = this.changes[at];
    const inners = this.inners(change);
    let label = this.label(at);
    const names = [
      change.kind === "added" ? "added" : change.has ? "amended" : "", change.moved ? "moved" : "", change.entry?.correction ? "corrected" : "",
    ].filter(Boolean);
    for (const [n, place] of change.news.entries()) {
      const block = this.fresh.blocks[place];
      const inner = this.number(block) + label + inners[n] + this.notes.waysBack(place);
      const leaf = this.leaf(block, this.fresh, inner, names, block.id, this.isForeign(block, change));
      yield { path: this.notes.counted(block), html: leaf, changed: true, top: this.isTop(block, this.fresh), note: Boolean(block.note) };
      label = "";
    }
  }

  * removed(at, before) {
    const block = this.old.blocks[this.changes[at].olds[0]];
    const next = this.changes.slice(at + 1).find((change) => change.news.length);
    const after = next ? this.fresh.blocks[next.news[0]].path : [];
    const leaf = this.leaf(block, this.old, this.whole("del", block), ["removed"], "", this.isForeign(block, this.changes[at]));
    yield { path: this.adopted(this.oldNotes.counted(block), before, after), html: leaf, changed: true, top: this.isTop(block, this.old), note: Boolean(block.note) };
  }

  // The path of a removed block, in the containers open around its place where it has them.
  adopted(path, before, after) {
    const found = [];
    for (const [depth, container] of path.entries()) {
      const heirs = this.became.get(container.key) || new Set();
      const heir = [before[depth], after[depth]].find((candidate) => candidate && heirs.has(candidate.key));
      if (!heir) return [...found, ...path.slice(depth).map((rest) => ({ ...rest, attributes: without(rest.attributes, "id") }))];
      found.push(heir);
    }
    return found;
  }

  leaf(block, text, inner, names, anchor, isForeign) {
    // Raw HTML may be a whole table.
    const tag = block.kind === "html" ? "div" : "span";
    const shown = isForeign ? `<${tag} lang="${this.source}" class="untranslated">${inner}</${tag}>` : inner;
    if (!block.tag) return shown;
    const pairs = names.length ? { ...without(block.attributes, "class"), class: [block.attributes.class, ...names].filter(Boolean).join(" ") } : block.attributes;
    if (block.kind !== "heading") return element(block.tag, names[0] === "removed" ? without(pairs, "id") : pairs, shown);
    const level = Math.max(2, Math.min(6, block.level - text.top + 2));
    return element(`h${level}`, { id: anchor, ...without(pairs, "id") }, shown);
  }

  inners(change) {
    const blocks = change.news.map((at) => this.fresh.blocks[at]);
    if (change.kind === "added") return blocks.map((block) => this.whole("ins", block));
    const html = this.contents(change, "fresh");
    if (!change.has) return html.map((found) => noted(found, this.notes));
    const [before, after] = [this.contents(change, "old").map(runsOf), this.contents(change, "fresh").map(runsOf)];
    const [old, fresh] = [joined(before), joined(after)];
    const pieces = change.entry.words ? piecesOf(change.entry, old, fresh, change.back) : [{ kind: "=", runs: fresh }];
    return shares(pieces, after.map(lengthOf)).map((found, n) => {
      const inner = found.map((piece) => this.piece(piece)).join("");
      return anchorsOf(html[n]) + ({ code: `<pre><code>${inner}</code></pre>`, html: `<div>${inner}</div>` }[blocks[n].kind] ?? inner);
    });
  }

  piece({ kind, runs, was, is }) {
    const inner = written(runs, kind === "-" ? this.oldNotes : this.notes);
    if (kind === "=") return inner;
    if (kind !== "~") return this.marked(kind === "+" ? "ins" : "del", inner, "");
    if (was === is) return `<span class="reformatted">${inner}${this.hidden(` ${this.words.reformatted}`)}</span>`;
    const before = isNote(runs[0]) ? this.oldNotes.called(was) : was;
    const told = escaped(this.words.relinked.replace("%s", () => before || "–"));
    return `<span class="relinked">${inner} <small class="told">${told}</small></span>`;
  }

  hidden(words) { return `<span class="hidden-words">${escaped(words)}</span>`; }

  marked(tag, inner, name) {
    if (!inner.trim()) return `<${tag}>${inner}</${tag}>`;
    const [begin, end] = tag === "ins" ? [this.words.inserted, this.words.endInserted] : [this.words.deleted, this.words.endDeleted];
    return `<${tag}${name && ` class="${name}"`}>${this.hidden(`${begin} `)}${inner}${this.hidden(` ${end}`)}</${tag}>`;
  }

  whole(tag, block) {
    if (VOID.has(block.tag)) return "";
    const html = tag === "del" ? noted(nameless(block.html), this.oldNotes) : noted(block.html, this.notes);
    return this.marked(tag, html, "whole");
  }

  label(at) {
    const change = this.changes[at];
    const before = this.changes[at - 1];
    const follows = before?.moved && before.olds.at(-1) + 1 === change.olds[0];
    const told = [];
    if (change.moved && !follows) told.push(this.movedFrom(change));
    if (change.kind === "split" || change.kind === "merged") told.push(this.words[change.kind]);
    if (change.entry?.correction) told.push(this.words.corrected);
    if (change.isReshaped && !before?.isReshaped) told.push(this.words.reformatted);
    return told.map((words) => `<small class="told">${escaped(words)}</small> `).join("");
  }

  movedFrom(change) {
    const around = (text, at) => {
      const block = text.blocks[at];
      if (block.note) return text.headings.find((heading) => heading.id === block.section);
      const level = block.kind === "heading" ? block.level : 7;
      return text.blocks.slice(0, at).reverse().find((other) => other.kind === "heading" && other.level < level);
    };
    const [before, after] = [around(this.old, change.olds[0]), around(this.fresh, change.news[0])];
    if (!before || (after && before.id === after.id)) return this.words.moved;
    return this.words.movedFrom.replace("%s", () => before.text);
  }

  // What happened in each top section, in the new text's order.
  summary() {
    const sections = (text) => {
      const levels = text.headings.map((heading) => heading.level);
      const shared = levels.filter((level) => levels.filter((other) => other === level).length > 1);
      const top = Math.min(...(shared.length ? shared : levels.length ? levels : [0]));
      const tops = new Map([["", ""]]);
      let section = "";
      for (const heading of text.headings) {
        if (heading.level <= top) section = heading.id;
        tops.set(heading.id, section);
      }
      return text.blocks.map((block) => tops.get(block.section));
    };
    const [before, after] = [sections(this.old), sections(this.fresh)];
    const became = new Map(this.changes.filter((c) => c.news.length).flatMap((c) => c.olds.map((at) => [at, c.news[0]])));
    const names = new Map();
    before.forEach((section, at) => {
      if (names.has(section)) return;
      names.set(section, after.includes(section) || !became.has(at) ? section : after[became.get(at)]);
    });
    const order = [...new Set(after)];
    let at = 0;
    for (const section of new Set(before)) {
      const name = names.get(section);
      if (!order.includes(name)) order.splice(at, 0, name);
      at = order.indexOf(name) + 1;
    }
    const counts = new Map(order.map((section) => [section, { added: 0, removed: 0, amended: 0, moved: 0, renamed: 0 }]));
    for (const change of this.changes) {
      const count = counts.get(change.news.length ? after[change.news[0]] : names.get(before[change.olds[0]]));
      if (change.kind === "added") count.added += change.news.length;
      else if (change.kind === "removed") count.removed += change.olds.length;
      else if (change.kind !== "unchanged" && !change.entry?.correction) {
        const [one, other] = [this.old.blocks[change.olds[0]], this.fresh.blocks[change.news[0]]];
        const folded = (block) => block.text.trim().replace(/\s+/gu, " ");
        const renamed = other.kind === "heading" && folded(one) !== folded(other);
        count[renamed ? "renamed" : "amended"] += 1;
      }
      if (change.moved) count.moved += 1;
    }
    const told = [...counts].filter(([, count]) => Object.values(count).some(Boolean));
    return this.listed(told);
  }

  // All sections of the new text in order, and those that are gone where they stood.
  listed(told) {
    const titles = new Map([...this.old.headings, ...this.fresh.headings].map((heading) => [heading.id, heading.text]));
    const tops = this.fresh.headings.filter((heading) => heading !== this.fresh.title && heading.level === this.fresh.top);
    const kept = new Set(tops.map((heading) => heading.id));
    const gone = ([section, count]) => ({ anchor: "", title: titles.get(section) || this.words.start, count });
    const found = [];
    for (const heading of tops) {
      while (told.length && !kept.has(told[0][0])) found.push(gone(told.shift()));
      const count = told[0]?.[0] === heading.id ? told.shift()[1] : null;
      found.push({ anchor: heading.id, title: heading.text, number: this.fresh.numbers.get(heading), count });
    }
    return [...found, ...told.map(gone)];
  }
}

// --- The page -------------------------------------------------------------------------------------

const comparePage = () => {
  const form = document.querySelector("[data-compare]");
  const sinceForm = document.querySelector("[data-since]");
  const outcome = document.querySelector("[data-outcome]");
  const result = document.querySelector("[data-result]");
  const article = document.querySelector("[data-redline]");
  const words = JSON.parse(form.dataset.words);
  // [day, label, instant]: from when which version was in force, as far as that has come.
  const periods = JSON.parse(form.dataset.periods).filter(([, , instant]) => Date.parse(instant) <= Date.now());
  const [from, to] = [form.elements.from, form.elements.to];
  const labels = [...to.options].map((option) => option.value).reverse();
  const base = new URL(form.dataset.texts, location.href);
  const { lang } = form.dataset;
  let run = 0;

  const files = new Map();
  const load = (name) => {
    const url = new URL(name, base).href;
    if (!files.has(url)) {
      const answer = fetch(url).then((found) => { if (!found.ok) throw new Error(found.status); return found.json(); });
      answer.catch(() => files.delete(url));
      files.set(url, answer);
    }
    return files.get(url);
  };
  const loadText = (label, side) => {
    const name = `v/${encodeURIComponent(label)}.${lang}.json`;
    return load(name).then((data) => textOf(data, new URL(name, base), side));
  };

  const redline = async (old, fresh) => {
    const back = labels.indexOf(old) > labels.indexOf(fresh);
    const [versions, known, before, after] = await Promise.all([
      load("versions.json"), load(`redlines.${lang}.json`), loadText(old, "old"), loadText(fresh, "new"),
    ]);
    const [first, second] = back ? [after, before] : [before, after];
    const order = versions.versions.map((version) => version.label);
    const between = versions.versions.slice(order.indexOf(first.label) + 1, order.indexOf(second.label) + 1).map((version) => version.clauses);
    const groups = join(first, second, between, known.redlines, back);
    const changes = inOrder(before, after, back ? groups.map(reversed) : groups);
    return new Redline(before, after, changes, words, form.dataset.source);
  };

  // What stands below waits until it is known what comes above it.
  const built = document.querySelector("[data-built]");
  const wait = (on) => {
    built.classList.toggle("is-waiting", on);
    article.setAttribute("aria-busy", on);
  };
  const tell = (text, isError) => {
    outcome.textContent = text;
    outcome.classList.toggle("is-error", Boolean(isError));
  };

  const entry = ({ anchor, title, number, count }) => {
    const item = document.createElement("li");
    const name = document.createElement(anchor ? "a" : "span");
    if (anchor) name.href = `#${anchor}`;
    if (number) name.insertAdjacentHTML("afterbegin", `<span class="number" data-number="${number}"></span>`);
    name.append(title);
    item.append(name);
    if (!count) return item;
    item.className = "is-changed";
    const counts = document.createElement("span");
    counts.className = "counts";
    for (const [kind, num] of Object.entries(count).filter(([, n]) => n)) {
      const said = document.createElement("span");
      const one = new Intl.PluralRules(lang).select(num) === "one";
      said.textContent = words.counts[kind][one ? 0 : 1].replace(one ? "1" : "2", num);
      counts.append(said, " ");
    }
    item.append(" ", counts);
    return item;
  };

  // The same redline twice: the style sheet hides what came on the left, what went on the right.
  const beside = (part) => {
    const row = document.createElement("div");
    row.className = "row";
    const [before, after] = ["before", "after"].map((name) => Object.assign(document.createElement("div"), { className: name }));
    const twin = part.cloneNode(true);
    twin.querySelectorAll("[id]").forEach((found) => found.removeAttribute("id"));
    before.append(twin);
    part.replaceWith(row);
    after.append(part);
    row.append(before, after);
  };
  const isInSides = () => form.elements.view.value === "sides";
  const arrange = () => {
    article.classList.toggle("is-sides", isInSides());
    article.querySelectorAll(".row").forEach((row) => row.replaceWith(row.querySelector(".after > .part")));
    if (!isInSides()) return;
    document.dispatchEvent(new Event("gazette:unfold"));
    article.querySelectorAll(".part").forEach(beside);
  };

  // Whoever has begun to read is not led to the section of the address any more.
  let isRead = false;
  for (const sign of ["wheel", "touchstart", "pointerdown", "keydown"]) {
    addEventListener(sign, () => { isRead = true; }, { passive: true, once: true });
  }

  // A section a frame, so that an old phone answers its reader while a long redline is drawn.
  const frame = () => new Promise((go) => { requestAnimationFrame(() => setTimeout(go)); });
  const draw = async (found, mine) => {
    const whole = document.createElement("template");
    article.replaceChildren();
    article.classList.toggle("is-sides", isInSides());
    await frame();
    if (mine !== run) return;
    whole.innerHTML = found.html();
    for (const part of [...whole.content.children]) {
      await frame();
      if (mine !== run) return;
      article.append(part);
      if (isInSides()) beside(part);
      document.dispatchEvent(new Event("gazette:redline"));
    }
    wait(false);
    if (!isRead) named(location.hash)?.scrollIntoView();
  };
  const stop = () => { run += 1; result.hidden = true; wait(false); };
  const show = async (old, fresh, said) => {
    stop();
    const mine = run;
    wait(true);
    tell(words.loading);
    try {
      const found = await redline(old, fresh);
      await frame();
      if (mine !== run) return;
      const touched = found.summary();
      document.querySelector("[data-touched]").replaceChildren(...touched.map(entry));
      const between = words.between.replace("{old}", () => old).replace("{new}", () => fresh);
      document.querySelector("[data-between]").textContent = between;
      article.setAttribute("aria-label", between);
      tell([said, touched.some(({ count }) => count) ? "" : words.none].filter(Boolean).join(" "));
      result.hidden = false;
      await draw(found, mine);
    } catch {
      if (mine === run) refuse(words.failed);
    }
  };

  const pairButtons = [...form.querySelectorAll("[data-pair]")];
  const step = (by) => labels[labels.indexOf(to.value) + by];
  const buttons = () => {
    pairButtons[0].disabled = labels.indexOf(to.value) < 2;
    pairButtons[1].disabled = !step(1);
  };
  const refuse = (text) => { stop(); tell(text, true); };
  const choices = (old, fresh) => {
    from.value = old;
    to.value = fresh;
    buttons();
  };
  const pick = (old, fresh, said = "") => {
    choices(old, fresh);
    if (old === fresh) refuse(words.one); else show(old, fresh, said);
  };
  const choose = (asked) => {
    const address = new URL(location.href);
    address.search = new URLSearchParams(asked);
    address.hash = "";
    if (address.search === location.search) return;
    history.pushState(null, "", address);
    follow();
  };

  const today = periods.at(-1)?.[1] || "";
  const isDay = (text) => /^\d{4}-\d\d-\d\d$/u.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
  // Swedish writes a day as ISO 8601 does; days are those of the site's time zone.
  const hasCome = (day) => day <= new Intl.DateTimeFormat("sv", { timeZone: form.dataset.zone }).format();
  const since = (day) => {
    if (!isDay(day)) { refuse(words.day.replace("{day}", () => day)); return; }
    // French counts the first of a month as "1er", which Intl does not.
    const shown = new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone: "UTC" }).format(new Date(day))
      .replace(/^1(?= )/u, lang.split("-")[0] === "fr" ? "1er" : "1");
    const then = periods.filter(([start]) => start <= day).at(-1)?.[1];
    const said = (text) => text.replace("{day}", shown).replace("{label}", () => then);
    const fault = (!hasCome(day) && words.later) || (!then && words.early) || (!today && words.gone);
    if (fault) { refuse(said(fault)); return; }
    if (then !== today) { pick(then, today, said(words.since)); return; }
    stop();
    choices(then, today);
    tell(said(words.still));
  };
  // A link within the page changes the address too, but not what is compared.
  let followed = null;
  const follow = () => {
    if (location.search === followed) return;
    followed = location.search;
    const asked = new URLSearchParams(location.search);
    const day = asked.get("since") ?? "";
    sinceForm.elements.since.value = isDay(day) ? day : "";
    if (asked.has("since")) { since(day); return; }
    const at = labels.indexOf(today);
    const fresh = asked.get("to") ?? (at > 0 ? today : labels.at(-1));
    const old = asked.get("from") ?? labels[Math.max(0, labels.indexOf(fresh) - 1)];
    const unknown = [old, fresh].find((label) => !labels.includes(label));
    if (unknown !== undefined) { refuse(words.unknown.replace("{label}", () => unknown)); return; }
    pick(old, fresh);
  };

  form.hidden = sinceForm.hidden = false;
  for (const select of [from, to]) select.addEventListener("change", () => choose({ from: from.value, to: to.value }));
  form.querySelector("[data-swap]").addEventListener("click", () => choose({ from: to.value, to: from.value }));
  pairButtons.forEach((button) => button.addEventListener("click", () => {
    const fresh = step(Number(button.dataset.pair));
    choose({ from: labels[labels.indexOf(fresh) - 1], to: fresh });
  }));
  form.querySelector(".view").addEventListener("change", arrange);
  form.addEventListener("submit", (event) => event.preventDefault());
  sinceForm.addEventListener("submit", (event) => {
    event.preventDefault();
    choose({ since: sinceForm.elements.since.value });
  });
  addEventListener("popstate", follow);
  follow();
};

document.addEventListener("gazette:begin", comparePage);
