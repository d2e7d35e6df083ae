// Which blocks of one version became which blocks of another, as the build's `changes/joining` has
// it. Nothing is compared: blocks are joined on the ids of their clauses, with what each version
// between did to the clauses. No part of a page is asked, so this runs anywhere.
//
// A group is what is one text before and after: { olds, news }, places among the blocks of both.
"use strict";

// --- Texts ----------------------------------------------------------------------------------------

// A text with its blocks in one list, each with the elements around it. `side` tells the elements
// of two texts apart.
const textOf = (data, side) => {
  const paths = [];
  data.containers.forEach((container, at) => {
    const around = container.in === undefined ? [] : paths[container.in];
    paths.push([...around, { key: `${side}${at}`, tag: container.tag, attributes: container.attributes || {} }]);
  });
  const blocks = data.sections.flatMap((section) => section.blocks.map((block) => ({
    attributes: {}, ...block, section: section.id, top: section.top ?? section.id, note: section.note || "",
    path: block.in === undefined ? [] : paths[block.in],
  })));
  const notes = new Map(data.sections.filter((section) => section.note).map((section, n) => [section.note, n + 1]));
  return { label: data.label, cost: data.change_cost, blocks, headings: blocks.filter(isHead), notes };
};
const isHead = (block) => block.kind === "heading" && !block.note;
const isTitle = (block) => block.page_level === 1;

// For each block the heading it stands under; for a heading, the next higher one above it.
const aboves = ({ blocks, headings }) => {
  const byId = new Map(headings.map((heading) => [heading.id, heading]));
  let path = []; // the headings around a place, each higher than the next
  return blocks.map((block) => {
    if (block.note) return byId.get(block.section);
    if (block.kind !== "heading") return path.at(-1);
    path = path.filter((above) => above.level < block.level);
    path.push(block);
    return path.at(-2);
  });
};

// --- Groups: clauses that are one text before and after ------------------------------------------

// The clause that stands for all that splits and merges made its kin.
const kinship = (steps) => {
  const parents = new Map();
  const of = (clause) => {
    while (parents.has(clause)) {
      const parent = parents.get(clause);
      // Each look-up shortens the way of the next one.
      if (parents.has(parent)) parents.set(clause, parents.get(parent));
      clause = parent;
    }
    return clause;
  };
  for (const step of steps) {
    for (const [clause, other] of [...(step.split || []), ...(step.merged || [])]) {
      const [one, two] = [of(clause), of(other)];
      if (one !== two) parents.set(one, two);
    }
  }
  return of;
};

const groupsOf = (olds, news, steps) => {
  const of = kinship(steps);
  const families = new Map();
  const add = (blocks, side) => blocks.forEach(({ clause }, at) => {
    const family = of(clause);
    if (!families.has(family)) families.set(family, { olds: [], news: [] });
    families.get(family)[side].push(at);
  });
  add(olds, "olds");
  add(news, "news");
  const after = new Map(news.map(({ clause }, at) => [clause, at]));
  // Several that became several: each is the one it was.
  const apart = (family) => family.olds.filter((at) => after.has(olds[at].clause))
    .map((at) => ({ olds: [at], news: [after.get(olds[at].clause)] }));
  return [...families.values()].filter((family) => family.olds.length && family.news.length)
    .flatMap((family) => (family.olds.length > 1 && family.news.length > 1 ? apart(family) : [family]));
};

// A group without those of its blocks on one side ("olds", "news") that stand apart from the rest.
// The text of that side is the one whose order a reader follows.
const together = (group, side, olds, news) => {
  if (group[side].length === 1) return group;
  const [here, there] = side === "news" ? [news, olds] : [olds, news];
  const others = new Set(group[side === "news" ? "olds" : "news"].map((at) => there[at].clause));
  const stretches = [];
  for (const at of group[side]) {
    if (stretches.length && stretches.at(-1).at(-1) === at - 1) stretches.at(-1).push(at);
    else stretches.push([at]);
  }
  const worth = (stretch) => (stretch.some((at) => others.has(here[at].clause)) ? here.length : 0) + stretch.length;
  const kept = stretches.reduce((best, stretch) => (worth(stretch) > worth(best) ? stretch : best));
  return { ...group, [side]: kept };
};

// The groups of the heaviest chain that increases on both sides; they come in the old order.
const chainOf = (groups, weightOf) => {
  // The best chains by where they end in the new text, as their totals increase.
  const steps = [];
  for (const group of groups) {
    const [place] = group.news;
    let [at, end] = [0, steps.length];
    while (at < end) {
      const middle = (at + end) >> 1;
      if (steps[middle].place < place) at = middle + 1; else end = middle;
    }
    const before = steps[at - 1];
    const total = weightOf(group) + (before ? before.total : 0);
    let stop = at;
    while (stop < steps.length && steps[stop].total <= total) stop += 1;
    steps.splice(at, stop - at, { place, total, group, before });
  }
  const kept = new Set();
  for (let step = steps.at(-1); step; step = step.before) kept.add(step.group);
  return kept;
};

const innermost = ({ path }, tags) => [...path].reverse().find(({ tag }) => tags.includes(tag));
// How an item of an ordered list says that it is marked and counted: as (a), (b), from 3 on, as the seventh.
const markingOf = (block) => {
  const list = block.kind === "item" && innermost(block, ["ol", "ul"]);
  if (!list || list.tag === "ul") return "";
  const { type = "1", start = "1", reversed = "" } = list.attributes;
  return [type, start, reversed, innermost(block, ["li"])?.attributes.value || ""].join(" ");
};
const isRenumbered = (before, after) => Boolean(markingOf(before) && markingOf(after)) && markingOf(before) !== markingOf(after);
const isReshaped = (before, after) => before.kind !== after.kind || before.level !== after.level || markingOf(before) !== markingOf(after);

const digestOf = (blocks) => blocks.map(({ digest }) => digest).join("+");

// The later text's groups with what `tell` says of their words; those of which it says nothing have
// little in common, and are left out. Read backwards, they stand together in the earlier text.
const join = (old, fresh, steps, tell, back) => {
  const side = back ? "olds" : "news";
  const groups = groupsOf(old.blocks, fresh.blocks, steps).map((group) => together(group, side, old.blocks, fresh.blocks));
  const told = groups.sort((a, b) => a.olds[0] - b.olds[0]).filter((group) => {
    group.entry = tell(group);
    return group.entry;
  });
  const found = new Set(steps.flatMap((step) => [...(step.moved || []), ...(step.returned || [])]));
  const isRestless = (group) => group.olds.some((at) => found.has(old.blocks[at].clause)) || group.news.some((at) => found.has(fresh.blocks[at].clause));
  const settled = told.length + 1;
  // Where a footnote stands follows from the references to it, and is no move.
  const areNotes = (group) => old.blocks[group.olds[0]].note && fresh.blocks[group.news[0]].note;
  const kept = chainOf(told.filter((group) => !areNotes(group)), (group) => (isRestless(group) ? 1 : settled));
  for (const group of told) group.moved = !kept.has(group) && !areNotes(group);
  return told;
};

const reversed = ({ olds, news, entry, moved }) => ({ olds: news, news: olds, entry, moved, back: true });

// --- Order: the new text's, with what is gone where it stood -------------------------------------

// Groups, additions and removals in the new text's order.
const inOrder = (old, fresh, groups) => {
  const taken = { olds: new Set(groups.flatMap((g) => g.olds)), news: new Set(groups.flatMap((g) => g.news)) };
  const added = [...fresh.blocks.keys()].filter((at) => !taken.news.has(at));
  const standing = [...groups, ...added.map((at) => ({ olds: [], news: [at] }))].sort((a, b) => a.news[0] - b.news[0]);
  const placeOf = places(old.blocks, fresh.blocks, standing);
  // What is gone, by the group after which it stands: the first place is before them all.
  const after = Array.from({ length: standing.length + 1 }, () => []);
  old.blocks.forEach((_, at) => { if (!taken.olds.has(at)) after[placeOf(at) + 1].push({ olds: [at], news: [] }); });
  return [...after[0], ...standing.flatMap((group, n) => [group, ...after[n + 1]])];
};

// Where removed blocks stand: after which of the new text's groups, -1 before them all. After what
// preceded them and kept its place, or moved with the whole section; after all of a table row,
// unless they are cells of it.
const places = (olds, news, standing) => {
  const place = new Map(standing.flatMap((group, n) => group.olds.map((at) => [at, n])));
  const moved = new Set(standing.filter((group) => group.moved).flatMap((group) => group.olds));
  const heads = headsOf(olds);
  const beside = rowsOf(olds, place);
  const ends = rowEnds(news, standing);
  const [kept, still] = [lastOf(olds, (at) => place.has(at)), lastOf(olds, (at) => place.has(at) && !moved.has(at))];
  return (at) => {
    const { before, first } = beside(at);
    if (before !== undefined) return place.get(before);
    if (first !== undefined) return place.get(first) - 1;
    const last = (moved.has(heads[at]) ? kept : still)[at];
    return last === -1 ? -1 : ends[place.get(last)];
  };
};

// For each block the last one before it of which something is true, -1 for none.
const lastOf = (blocks, isTrue) => {
  let last = -1;
  return blocks.map((_, at) => {
    const before = last;
    if (isTrue(at)) last = at;
    return before;
  });
};

// For each block the heading it stands under (itself, for a heading), -1 before the first. The
// notes at the end stand under none.
const headsOf = (blocks) => {
  let head = -1;
  return blocks.map((block, at) => {
    if (block.kind === "heading" && !block.note) head = at;
    return block.note ? -1 : head;
  });
};

// The table row a cell stands in, undefined for any other block.
const rowOf = (block) => (block.kind === "cell" ? innermost(block, ["tr"])?.key : undefined);

// For a cell, of those cells of its row that go on, the last before it and the first of all.
const rowsOf = (blocks, place) => {
  const rows = blocks.map(rowOf);
  const [first, last, before] = [new Map(), new Map(), []];
  rows.forEach((row, at) => {
    before.push(last.get(row));
    if (row === undefined || !place.has(at)) return;
    if (!first.has(row)) first.set(row, at);
    last.set(row, at);
  });
  return (at) => (rows[at] === undefined ? {} : { before: before[at], first: first.get(rows[at]) });
};

// For each group the last one whose block stands in the same table row; itself outside.
const rowEnds = (blocks, standing) => {
  const rows = standing.map((group) => rowOf(blocks[group.news[0]]));
  const ends = [...rows.keys()];
  for (let at = rows.length - 2; at >= 0; at -= 1) {
    if (rows[at] !== undefined && rows[at] === rows[at + 1]) ends[at] = ends[at + 1];
  }
  return ends;
};
