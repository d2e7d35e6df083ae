// What became of the words of one clause, as the build's `changes/words`, `changes/kept` and
// `changes/sameness` tell it. How a text is cut into words, what they say and how much they weigh,
// the data tell (`data/words`); here they are only laid beside each other. No part of a page is
// asked, so this runs anywhere.
//
// A word is { text, key, weight, runs, units }: what is compared, how much a change of it matters,
// and the run that each of its UTF-16 code units stands in. White space has no key.
"use strict";

const MOST_PLACES = 100000;
const SENTENCE_DISCOUNT = 0.5; // off the cost of a stretch that begins where a sentence does
const SENTENCE_ENDS = new Set(".!?:;\u3002\uff01\uff1f\uff1b\uff1a\u0964\u0965\u061f\u061b\u06d4\u1362\u104b\u17d4");
const STILL_ALIKE = 35; // per cent of words in common

// --- Words ------------------------------------------------------------------------------------------

const ONE_BY_ONE = /[A-Za-z0-9]+|[^]/uy; // where the data say nothing
const BLANK = /^[ \n\u00a0]+$/u;
const NOT_IN_ASCII = /[^\0-\x7f]/u;

// A word's weight in tenths, as a number: the same one as the build has, to the last digit.
const weightOf = (tenths) => (tenths < 4 ? tenths / 10 : Math.min(1, 0.4 + 0.1 * (tenths - 4)));
const plainWeight = (key) => {
  const letters = key.replace(/[^A-Za-z0-9]/gu, "").length;
  return weightOf(letters ? 4 + letters : 2);
};

// Where stretches of text without images and references end, by the run at which each begins.
const stretchesIn = (runs) => {
  const found = [];
  for (const run of runs) {
    const isAlone = SIGNS.has(run.marks.at(-1)?.tag) || run.marks.some(({ tag }) => SIGNS.has(tag));
    if (isAlone || !found.length || found.at(-1).isAlone) found.push({ isAlone, runs: [run] });
    else found.at(-1).runs.push(run);
  }
  return found;
};

// The ends of words as the data tell them: capital letters are words as they come one by one,
// 1 to 26 of them; anything else is the length of a word that is cut otherwise ("z" goes on).
class Cutter {
  constructor(cuts) { Object.assign(this, { cuts, at: 0, plain: 0 }); }
  next(text, from) {
    if (!this.plain && this.at < this.cuts.length) {
      const letter = this.cuts.charCodeAt(this.at) - 64;
      if (letter < 1 || letter > 26) return from + this.length();
      this.at += 1;
      this.plain = letter;
    }
    this.plain -= Math.min(1, this.plain);
    ONE_BY_ONE.lastIndex = from;
    return from + ONE_BY_ONE.exec(text)[0].length;
  }
  length() {
    let length = 0;
    for (;;) {
      const digit = this.cuts[this.at];
      this.at += 1;
      length += parseInt(digit, 36);
      if (digit !== "z") return length;
    }
  }
}

// The words of a passage. `cut` has what the data say of them.
const wordsIn = (passage, cut) => {
  const words = [];
  const cutter = new Cutter(cut.cuts || "");
  const weights = [...(cut.weights || "")].reverse();
  for (const { isAlone, runs } of stretchesIn(runsOf(passage))) {
    const text = runs.map((run) => run.text).join("");
    const units = runs.flatMap((run) => Array(run.text.length).fill(run));
    for (let at = 0, end; at < text.length; at = end) {
      end = isAlone ? text.length : cutter.next(text, at);
      words.push(wordOf(text.slice(at, end), units.slice(at, end), isAlone, cut.keys?.[words.length], weights));
    }
  }
  return words;
};
const wordOf = (text, units, isAlone, told, weights) => {
  const [key = plainKey(text, units, isAlone), letters] = [told ?? []].flat(1);
  const weight = NOT_IN_ASCII.test(key) ? weightOf(parseInt(weights.pop(), 36)) : plainWeight(key);
  return { text, key, weight, units, letters, runs: [...new Set(units)] };
};
const plainKey = (text, units, isAlone) => {
  if (isAlone) return `${isNote(units[0]) ? "\0\0" : "\0"}${text}`;
  return BLANK.test(text) ? "" : text;
};

const BETWEEN = { text: " ", key: "", weight: 0, units: [JOINT], runs: [JOINT] };
// The words of blocks; cut as Japanese where all texts that are compared have kana.
const passageWords = (passages, isKana) => passages.flatMap((passage, at) => {
  const words = wordsIn(passage, isKana ? passage.kana : passage);
  return at ? [BETWEEN, ...words] : words;
});

// --- Words kept: those that spare most, in few stretches of change -------------------------------------

const keptWords = (old, fresh, cost) => {
  const [start, end] = commonSentences(old, fresh);
  const [a, b] = [old.length - end, fresh.length - end];
  const middle = bestKept(old.slice(start, a), fresh.slice(start, b), cost);
  return [
    ...Array.from({ length: start }, (_, at) => [at, at]),
    ...middle.map(([i, j]) => [start + i, start + j]),
    ...Array.from({ length: end }, (_, at) => [a + at, b + at]),
  ];
};

// How many words both begin with and end with, in whole sentences.
const commonSentences = (old, fresh) => {
  const shorter = Math.min(old.length, fresh.length);
  let start = 0;
  while (start < shorter && old[start].key === fresh[start].key) start += 1;
  if (start === old.length && start === fresh.length) return [start, 0];
  while (start && !SENTENCE_ENDS.has(old[start - 1].key)) start -= 1;
  const rest = shorter - start;
  let end = 0;
  while (end < rest && old.at(-1 - end).key === fresh.at(-1 - end).key) end += 1;
  const isWhole = (side) => side.length - end === 0 || side.length - end === start || SENTENCE_ENDS.has(side.at(-1 - end).key);
  while (end && !(isWhole(old) && isWhole(fresh))) end -= 1;
  return [start, end];
};

// The first place in a list that increases at which `isBeyond` holds.
const placeIn = (list, isBeyond) => {
  let [at, end] = [0, list.length];
  while (at < end) {
    const middle = (at + end) >> 1;
    if (isBeyond(list[middle])) end = middle; else at = middle + 1;
  }
  return at;
};

const placesOf = (words) => {
  const places = new Map();
  words.forEach(({ key }, at) => {
    if (!places.has(key)) places.set(key, []);
    places.get(key).push(at);
  });
  return places;
};

// The words to keep: those that spare most, less what each stretch of change costs.
const bestKept = (old, fresh, cost) => {
  const places = placesOf(fresh);
  const count = old.reduce((sum, { key }) => sum + (places.get(key)?.length || 0), 0);
  if (count > MOST_PLACES) return longestKept(old, fresh);
  // The staircase: the best totals that end before column `end`, a stretch of change already paid.
  const steps = [{ end: -1, total: SENTENCE_DISCOUNT - cost, top: undefined }];
  let above = new Map([[-1, { total: 0, top: undefined }]]);
  for (const [i, { key, weight }] of old.entries()) {
    const row = new Map();
    for (const j of places.get(key) || []) {
      const before = steps[placeIn(steps, ({ end }) => end >= j) - 1];
      const diagonal = above.get(j - 1) || before;
      const best = diagonal.total >= before.total ? diagonal : before;
      row.set(j, { total: best.total + 2 * weight, top: { i, j, before: best.top } });
    }
    const opening = cost - (SENTENCE_ENDS.has(key) ? SENTENCE_DISCOUNT : 0);
    for (const [j, { total, top }] of row) raise(steps, { end: j, total: total - opening, top });
    above = row;
  }
  const last = steps.at(-1);
  const corner = above.get(fresh.length - 1) || last;
  const kept = [];
  for (let { top } = corner.total >= last.total ? corner : last; top; top = top.before) kept.push([top.i, top.j]);
  return kept.reverse();
};

// Put a total into the staircase: it stays increasing in both columns and totals.
const raise = (steps, step) => {
  let at = placeIn(steps, ({ end }) => end > step.end);
  if (steps[at - 1].total >= step.total) return;
  const start = at - (steps[at - 1].end === step.end ? 1 : 0);
  while (at < steps.length && steps[at].total <= step.total) at += 1;
  steps.splice(start, at - start, step);
};

// --- Longest common subsequences, a row of bits for each word ------------------------------------------

// For each word of the second text which words of the first one are in none of the longest (H.
// Hyyrö, "Bit-parallel LCS-length computation revisited", 2004).
const rowsOfBits = (old, fresh) => {
  const [all, places] = [(1n << BigInt(old.length)) - 1n, new Map()];
  old.forEach((key, at) => places.set(key, (places.get(key) || 0n) | (1n << BigInt(at))));
  let row = all;
  return fresh.map((key) => {
    const same = row & (places.get(key) || 0n);
    row = ((row + same) | (row - same)) & all;
    return row;
  });
};
const hasBit = (row, at) => ((row >> BigInt(at)) & 1n) === 1n;

// A longest common subsequence, the one that the build finds (rapidfuzz's).
const longestKept = (old, fresh) => {
  const shorter = Math.min(old.length, fresh.length);
  let [start, end] = [0, 0];
  while (start < shorter && old[start].key === fresh[start].key) start += 1;
  while (end < shorter - start && old.at(-1 - end).key === fresh.at(-1 - end).key) end += 1;
  const [olds, news] = [old, fresh].map((side) => side.slice(start, side.length - end).map(({ key }) => key));
  const rows = rowsOfBits(olds, news);
  const kept = Array.from({ length: end }, (_, at) => [old.length - 1 - at, fresh.length - 1 - at]);
  let [i, j] = [olds.length, news.length];
  while (i && j) {
    if (hasBit(rows[j - 1], i - 1)) i -= 1;
    else {
      j -= 1;
      if (!j || hasBit(rows[j - 1], i - 1)) { i -= 1; kept.push([start + i, start + j]); }
    }
  }
  for (let at = start - 1; at >= 0; at -= 1) kept.push([at, at]);
  return kept.reverse();
};

// --- What texts of one clause have in common -----------------------------------------------------------

// Words as they are counted: any figure stands for any other.
const countedWords = (block) => wordsIn(block, block.kana || block).filter(({ key, weight }) => key && weight > 0.2)
  .map(({ key }) => (/^[^A-Za-z]*[0-9][^A-Za-z]*$/u.test(key) ? "0" : key.replace(/[A-Z]/gu, (letter) => letter.toLowerCase())));

const areAlike = (olds, news) => {
  const [before, after] = [olds, news].map((blocks) => blocks.flatMap(countedWords));
  let inCommon = before.length;
  for (let row = rowsOfBits(before, after).at(-1) ?? (1n << BigInt(before.length)) - 1n; row; row &= row - 1n) inCommon -= 1;
  return 100 * 2 * inCommon >= STILL_ALIKE * (before.length + after.length);
};

// Headings with one id, and notes with one label that is no mere number, whatever they say.
const isNumber = (note) => /^\p{Nd}+$/u.test(note.split(":").at(-1).split(".").at(-1));
const areNamedAlike = ([old], [fresh]) => Boolean((old.id && old.id === fresh.id)
  || (old.note && old.note === fresh.note && !isNumber(old.note)));

// --- Words told apart ----------------------------------------------------------------------------------

// Both texts, what is equal and what is not in turn: a kind, and which words of each.
const stretchesOf = (old, fresh, cost) => {
  const [olds, news] = [old, fresh].map((words) => [...words.keys()].filter((at) => words[at].key));
  const kept = keptWords(olds.map((at) => old[at]), news.map((at) => fresh[at]), cost);
  const found = [];
  const add = (kind, ...places) => found.push([kind, ...places]);
  let [start, a, b] = [[0, 0], 0, 0]; // where the equal words began, and what follows them
  for (const [i, j] of [...kept.map(([i, j]) => [olds[i], news[j]]), [old.length, fresh.length]]) {
    if (a < i && b < j && !old[a].key && !fresh[b].key) { a += 1; b += 1; }
    const last = a < i && b < j && !old[i - 1].key && !fresh[j - 1].key ? 1 : 0;
    if (a < i - last || b < j - last) {
      if (start[0] < a) add("=", start[0], a, start[1], b);
      start = [i - last, j - last];
      if (a < start[0]) add("-", a, start[0], b, b);
      if (b < start[1]) add("+", a, a, b, start[1]);
    }
    [a, b] = [i + 1, j + 1];
  }
  if (start[0] < old.length) add("=", start[0], old.length, start[1], fresh.length);
  return found;
};

const sameMarks = (one, other) => one === other || (one.length === other.length && one.every((mark, at) => sameMark(mark, other[at])));
const targetOf = (marks) => [...marks].reverse().find(({ written }) => written)?.written ?? "";

// For each code unit of a word the number of its letter. Written in two ways, letters have one number.
const numbersOf = ({ text, letters }) => [...text].flatMap((letter, at) => Array(letter.length).fill(letters ? letters[at] : at));
// For each code unit of a new word the run in which its letter stood before.
const unitsBelow = (old, fresh) => {
  if (old.text === fresh.text) return old.units;
  const places = [];
  numbersOf(old).forEach((number, at) => { (places[number] ??= []).push(old.units[at]); });
  let [last, nth] = [-1, 0];
  return numbersOf(fresh).map((number) => {
    nth = number === last ? nth + 1 : 0;
    last = number;
    let here = Math.min(number, places.length - 1);
    while (here && !places[here]) here -= 1;
    return places[here][Math.min(nth, places[here].length - 1)];
  });
};

const isBroken = ({ runs }) => runs.some(({ marks }) => marks.some(({ tag }) => tag === "br"));
// Whether a reader sees other marks on equal words. Those of white space are not seen.
const isMarkedOtherwise = (old, fresh) => {
  if (isBroken(old) !== isBroken(fresh)) return true;
  if (!fresh.key) return false;
  const below = unitsBelow(old, fresh);
  return fresh.units.some((run, at) => fresh.text[at].trim() && !sameMarks(run.marks, below[at].marks));
};

// Equal words as pieces, cut where the marks of either side change.
const equalPieces = (old, fresh, found) => {
  const below = unitsBelow(old, fresh);
  fresh.units.forEach((run, at) => {
    const isLast = at + 1 === fresh.units.length;
    const length = isLast ? Math.max(0, old.text.length - at) : Number(at < old.text.length);
    const { marks } = below[at];
    const kind = sameMarks(marks, run.marks) ? "=" : "~";
    const before = found.at(-1);
    if (before?.kind === kind && (kind === "=" || sameMarks(before.marks, marks))) {
      before.old += length;
      before.fresh += 1;
    } else {
      found.push({ kind, old: length, fresh: 1, marks, targets: [targetOf(marks), targetOf(run.marks)] });
    }
  });
};

const lengthIn = (words) => words.reduce((sum, { text }) => sum + text.length, 0);

// What became of the words of passages: { isChanged, pieces }. A piece says how many code units of
// each side it has: "=" stayed, "-" went, "+" came, "~" stayed with other marks or another link.
const toldApart = (olds, news, cost) => {
  const isKana = [...olds, ...news].every(({ kana }) => kana);
  const [before, after] = [passageWords(olds, isKana), passageWords(news, isKana)];
  const pieces = [];
  let isChanged = false;
  for (const [kind, start, end, from, to] of stretchesOf(before, after, cost)) {
    if (kind === "=") {
      before.slice(start, end).forEach((word, at) => {
        isChanged ||= isMarkedOtherwise(word, after[from + at]);
        equalPieces(word, after[from + at], pieces);
      });
    } else {
      isChanged = true;
      pieces.push({ kind, old: lengthIn(before.slice(start, end)), fresh: lengthIn(after.slice(from, to)) });
    }
  }
  return { isChanged, pieces };
};

// --- Groups of blocks --------------------------------------------------------------------------------

const UNTRANSLATED = new Set(["missing", "fuzzy", "broken"]);
// What a block says in the source language, where it has to.
const inSource = (block) => block.source || block;

// What tells the groups of two texts: nothing, where too little is left of a clause; else what
// became of its words. `texts` has the earlier and the later text, `sources` both in the source
// language, `rewritten` which texts some version between turned into each other though they are
// not alike.
const tellerOf = (texts, sources, rewritten) => ({ olds, news }) => {
  const of = ([old, fresh]) => [olds.map((at) => old.blocks[at]), news.map((at) => fresh.blocks[at])];
  const [sides, originals] = [of(texts), of(sources)];
  const [before, after] = sides;
  const alone = olds.length === 1 && news.length === 1 && !isReshaped(before[0], after[0]);
  if (digestOf(before) === digestOf(after)) return { same: alone, isChanged: false, pieces: [] };
  const names = originals.map(digestOf);
  const isTold = names[0] === names[1] || areNamedAlike(...originals) || areAlike(...originals) || rewritten.has(names.join(" "));
  if (!isTold) return undefined;
  const foreign = sides.flat().some(({ translation }) => UNTRANSLATED.has(translation));
  const told = toldApart(...(foreign ? sides.map((blocks) => blocks.map(inSource)) : sides), texts[1].cost);
  const isSource = texts[0] === sources[0];
  const stays = alone && (isSource ? !told.isChanged : names[0] === names[1] || !toldApart(...originals, sources[1].cost).isChanged);
  return { ...told, foreign, same: stays && !told.isChanged, correction: stays && told.isChanged };
};
