// The redline of two texts as HTML, as the build's `html/redlines` writes it, and what happened in
// each of their sections, as `changes/summary` counts it. No part of a page is asked, so this runs
// anywhere. Addresses in the HTML stand as the data have them, counted from the folder of the texts.
"use strict";

// --- What is gone ------------------------------------------------------------------------------------

// In which containers blocks that are gone stand: in those that their old neighbours became.
class Removals {
  constructor(old, fresh, changes) {
    this.became = new Map();
    for (const { olds, news } of changes) {
      for (const at of olds) for (const there of news) this.inherit(old.blocks[at].path, fresh.blocks[there].path);
    }
    // For each change the containers of the next block after it that stands.
    let path = [];
    this.next = [...changes].reverse().map(({ news }) => {
      const after = path;
      if (news.length) ({ path } = fresh.blocks[news[0]]);
      return after;
    }).reverse();
  }
  inherit(before, after) {
    for (let n = 0; n < before.length && n < after.length && before[n].tag === after[n].tag; n += 1) {
      if (!this.became.has(before[n].key)) this.became.set(before[n].key, new Set());
      this.became.get(before[n].key).add(after[n].key);
    }
  }
  // The path of the removal at a place, of its own path and that of what stands before it.
  path(at, own, before) {
    const found = [];
    for (const [depth, { key }] of own.entries()) {
      const heirs = this.became.get(key) || new Set();
      const heir = [before[depth], this.next[at][depth]].find((candidate) => candidate && heirs.has(candidate.key));
      if (!heir) return [...found, ...own.slice(depth).map((rest) => ({ ...rest, attributes: without(rest.attributes, "id") }))];
      found.push(heir);
    }
    return found;
  }
}

// --- The redline ----------------------------------------------------------------------------------

class Redline {
  constructor(old, fresh, changes, words, source) {
    Object.assign(this, { old, fresh, changes, words, source });
    this.notes = new Notes(fresh, words, true);
    this.oldNotes = new Notes(old, words, false);
    changes.forEach((change) => this.judge(change));
    this.above = { old: aboves(old), fresh: aboves(fresh) };
  }

  // What happened in a change: its kind, and whether anything shows.
  judge(change) {
    const { olds, news, entry } = change;
    if (!entry) { Object.assign(change, { kind: olds.length ? "removed" : "added", isChanged: true, has: true }); return; }
    const reshaped = isReshaped(this.old.blocks[olds[0]], this.fresh.blocks[news[0]]);
    const couple = { 11: "amended", 12: "split", 21: "merged" }[`${Math.min(olds.length, 2)}${Math.min(news.length, 2)}`];
    change.kind = entry.same ? "unchanged" : couple;
    const isWhole = entry.pieces.every(({ kind }) => kind !== "-" && kind !== "+");
    // A block that counts otherwise, or that became another, a paragraph an item, with all of its words.
    change.shaped = isRenumbered(this.old.blocks[olds[0]], this.fresh.blocks[news[0]]) ? "renumbered" : reshaped && isWhole && "reformatted";
    change.has = !entry.same && (reshaped || entry.isChanged);
    change.isChanged = !entry.same || change.moved;
  }

  // HTML: a section for each top section of the text, and one for the notes.
  html() {
    const sections = [];
    let [flow, touched, isNoted, path] = [new Flow(), false, false, []];
    const close = () => {
      if (flow.parts.length) sections.push(`<section class="part"${touched ? "" : " data-unchanged"}>${flow.end()}</section>`);
      [flow, touched] = [new Flow(), false];
    };
    const placed = new Removals(this.old, this.fresh, this.changes);
    this.changes.forEach((change, at) => {
      const leaves = !change.isChanged ? this.unchanged(change) : change.news.length ? this.kept(at) : this.removed(at, placed, path);
      for (const leaf of leaves) {
        ({ path } = leaf);
        if (leaf.html === undefined) continue;
        if (leaf.top || (leaf.note && !isNoted)) close();
        isNoted = leaf.note;
        flow.leaf(path, leaf.html);
        touched ||= leaf.changed;
      }
    });
    close();
    return sections.join("");
  }

  // What a side's blocks say: in the source language, where the other side is not translated.
  passages({ entry, olds, news }, side) {
    const blocks = (side === "old" ? olds : news).map((at) => this[side].blocks[at]);
    return entry?.foreign ? blocks.map(inSource) : blocks;
  }

  * unchanged(change) {
    const passages = this.passages(change, "fresh");
    for (const [n, at] of change.news.entries()) {
      const block = this.fresh.blocks[at];
      // The page's own heading is the title.
      yield isTitle(block) ? { path: block.path } : this.standing(change, at, shownHtml(passages[n], this.notes, true), []);
    }
  }

  * kept(at) {
    const change = this.changes[at];
    const inners = this.inners(change);
    const names = [
      change.kind === "added" ? "added" : change.has ? "amended" : "", change.moved ? "moved" : "", change.entry?.correction ? "corrected" : "",
    ].filter(Boolean);
    for (const [n, place] of change.news.entries()) {
      yield { ...this.standing(change, place, (n ? "" : this.label(at)) + inners[n], names), changed: true };
    }
  }

  // A leaf of the new text.
  standing(change, at, inner, names) {
    const block = this.fresh.blocks[at];
    const number = block.number ? `<span class="number" data-number="${block.number}"></span>` : "";
    return this.leaf(block, this.notes, number + inner + this.notes.waysBack(at), names, change);
  }

  * removed(at, placed, before) {
    const change = this.changes[at];
    const block = this.old.blocks[change.olds[0]];
    const leaf = this.leaf(block, this.oldNotes, this.whole("del", block), ["removed"], change);
    yield { ...leaf, path: placed.path(at, leaf.path, before), changed: true };
  }

  leaf(block, notes, inner, names, { entry }) {
    // Raw HTML may be a whole table.
    const tag = block.kind === "html" ? "div" : "span";
    const isForeign = entry?.foreign || UNTRANSLATED.has(block.translation);
    const turn = this.words.turn ? ` dir="${this.words.turn}"` : "";
    const shown = isForeign ? `<${tag} lang="${this.source}"${turn} class="untranslated">${inner}</${tag}>` : inner;
    const top = block.kind === "heading" && block.page_level <= 2 && !block.path.length;
    return { path: notes.counted(block), html: this.outer(block, shown, names), top, note: Boolean(block.note), changed: false };
  }

  outer(block, inner, names) {
    if (!block.tag) return inner;
    const { attributes } = block;
    const pairs = names.length ? { ...without(attributes, "class"), class: [attributes.class, ...names].filter(Boolean).join(" ") } : attributes;
    const isGone = names[0] === "removed";
    if (block.kind !== "heading") return element(block.tag, isGone ? without(pairs, "id") : pairs, inner);
    return element(`h${Math.max(2, block.page_level)}`, { id: isGone ? "" : block.id, ...without(pairs, "id") }, inner);
  }

  inners(change) {
    const blocks = change.news.map((at) => this.fresh.blocks[at]);
    if (change.kind === "added") return blocks.map((block) => this.whole("ins", block));
    const passages = this.passages(change, "fresh");
    if (!change.has) return passages.map((passage) => shownHtml(passage, this.notes, true));
    const after = passages.map(runsOf);
    const [old, fresh] = [joined(this.passages(change, "old").map(runsOf)), joined(after)];
    const { pieces: told } = change.entry;
    const pieces = told.length ? piecesOf(told, old, fresh, change.back) : [{ kind: "=", runs: fresh }];
    return shares(pieces, after.map(lengthOf)).map((found, n) => {
      const inner = found.map((piece) => this.piece(piece)).join("");
      return anchorsOf(passages[n]) + ({ code: `<pre><code>${inner}</code></pre>`, html: `<div>${inner}</div>` }[blocks[n].kind] ?? inner);
    });
  }

  piece({ kind, runs, was, is }) {
    const inner = written(runs, kind === "-" ? this.oldNotes : this.notes);
    if (kind === "=") return inner;
    if (kind !== "~") return this.marked(kind === "+" ? "ins" : "del", inner, "");
    if (was === is) return `<span class="reformatted">${inner}${concealed(` ${this.words.reformatted}`)}</span>`;
    const before = isNote(runs[0]) ? this.oldNotes.called(was) : was;
    return `<span class="relinked">${inner} <small class="told">${quoted(this.words.relinked.replace("%s", () => before || "–"))}</small></span>`;
  }

  marked(tag, inner, name) {
    if (!inner.trim()) return `<${tag}>${inner}</${tag}>`;
    const [begin, end] = tag === "ins" ? [this.words.inserted, this.words.endInserted] : [this.words.deleted, this.words.endDeleted];
    return `<${tag}${name && ` class="${name}"`}>${concealed(`${begin} `)}${inner}${concealed(` ${end}`)}</${tag}>`;
  }

  // The new text may have the ids of what was removed.
  whole(tag, block) {
    if (VOID.has(block.tag)) return "";
    return this.marked(tag, shownHtml(block, tag === "del" ? this.oldNotes : this.notes, tag === "ins"), "whole");
  }

  label(at) {
    const [change, before] = [this.changes[at], this.changes[at - 1]];
    // Moves side by side are told once, at the first of them.
    const follows = before?.moved && before.olds.at(-1) + 1 === change.olds[0];
    const told = [];
    if (change.moved && !follows) told.push(this.movedFrom(change));
    if (change.kind === "split" || change.kind === "merged") told.push(this.words[change.kind]);
    if (change.entry?.correction) told.push(this.words.corrected);
    if (change.shaped && before?.shaped !== change.shaped) told.push(this.words[change.shaped]);
    return told.map((words) => `<small class="told">${quoted(words)}</small> `).join("");
  }

  movedFrom({ olds, news }) {
    const [before, after] = [this.above.old[olds[0]], this.above.fresh[news[0]]];
    if (!before || (after && before.id === after.id)) return this.words.moved;
    return this.words.movedFrom.replace("%s", () => before.text);
  }
}

// --- Sections: what happened in each top one ------------------------------------------------------

// The old text's sections as the new text calls them: by their ids, or where their headings went.
const laterNames = (before, after, changes) => {
  const became = new Map(changes.filter(({ news }) => news.length).flatMap(({ olds, news }) => olds.map((at) => [at, news[0]])));
  const kept = new Set(after);
  const names = new Map();
  before.forEach((section, at) => {
    if (names.has(section)) return;
    names.set(section, kept.has(section) || !became.has(at) ? section : after[became.get(at)]);
  });
  return names;
};

// The new text's sections, and those that are gone after the one they stood after.
const sectionOrder = (after, names) => {
  const next = new Map();
  let last = null; // before them all
  for (const name of new Set(after)) { next.set(last, name); last = name; }
  next.set(last, null);
  last = null;
  for (const name of names.values()) {
    if (!next.has(name)) { next.set(name, next.get(last)); next.set(last, name); }
    last = name;
  }
  const order = [];
  for (let name = next.get(null); name !== null; name = next.get(name)) order.push(name);
  return order;
};

const foldedText = (block) => block.text.trim().replace(/\s+/gu, " ");
const countOf = (change, old, fresh, count) => {
  const { kind, olds, news, entry } = change;
  if (kind === "added") count.added += news.length;
  else if (kind === "removed") count.removed += olds.length;
  else if (kind !== "unchanged" && !entry?.correction) {
    const [before, after] = [old.blocks[olds[0]], fresh.blocks[news[0]]];
    count[after.kind === "heading" && foldedText(before) !== foldedText(after) ? "renamed" : "amended"] += 1;
  }
  if (change.moved) count.moved += 1;
};

// What happened in each top section, as [section, counts], in the new text's order; of a redline
// whose changes are judged.
const counted = ({ old, fresh, changes }) => {
  const [before, after] = [old, fresh].map(({ blocks }) => blocks.map(({ top }) => top));
  const names = laterNames(before, after, changes);
  const counts = new Map(sectionOrder(after, names).map((name) => [name, { added: 0, removed: 0, amended: 0, moved: 0, renamed: 0 }]));
  for (const change of changes) {
    const { olds, news } = change;
    countOf(change, old, fresh, counts.get(news.length ? after[news[0]] : names.get(before[olds[0]])));
  }
  return [...counts].filter(([, count]) => Object.values(count).some(Boolean));
};

// All top sections of the new text in order, and those that are gone where they stood.
const listed = ({ old, fresh, words }, told) => {
  const titles = new Map([...old.headings, ...fresh.headings].map((heading) => [heading.id, heading.text]));
  const tops = fresh.headings.filter((heading) => heading.page_level === 2);
  const kept = new Set(tops.map((heading) => heading.id));
  const rest = [...told].reverse();
  const gone = ([section, count]) => ({ anchor: "", title: titles.get(section) || words.start, count });
  const found = [];
  for (const heading of tops) {
    while (rest.length && !kept.has(rest.at(-1)[0])) found.push(gone(rest.pop()));
    const count = rest.at(-1)?.[0] === heading.id ? rest.pop()[1] : null;
    found.push({ anchor: heading.id, title: heading.text, number: heading.number, count });
  }
  return [...found, ...rest.reverse().map(gone)];
};

// The redline of two texts, of which either may be the later one. Each of `texts` is a list: the
// text, and the same in the source language where it is in another. `steps` are what the versions did
// to the clauses, oldest first (steps/<year>.json).
const redlineOf = (texts, steps, words, source) => {
  const places = new Map(steps.map(({ label }, at) => [label, at]));
  const [old, fresh] = texts.map(([text]) => places.get(text.label));
  const back = old > fresh;
  const between = steps.slice(Math.min(old, fresh) + 1, Math.max(old, fresh) + 1);
  const inTime = back ? [...texts].reverse() : texts;
  const [both, sources] = [0, -1].map((at) => inTime.map((versions) => versions.at(at)));
  const rewritten = new Set(between.flatMap((step) => (step.rewritten || []).map((names) => names.join(" "))));
  const groups = join(...both, between, tellerOf(both, sources, rewritten), back);
  const shown = texts.map(([text]) => text);
  return new Redline(...shown, inOrder(...shown, back ? groups.map(reversed) : groups), words, source);
};
