// What is found for some words, without any page: which files of the index to fetch, best first,
// and what stands in them. Words become keys as in languages/terms, and files are read as
// data/search writes them.
"use strict";

// A word is found on sheets: small files with passages. A sheet's number is made of its policy's
// (or page's) place in the index and its own.
const SHEETS_EACH = 65536;
const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
const BITS = 5;
const WINDOW = 3; // letters of a key within a run that is written in one
const LONGEST = 16; // letters of any other key
const LEAVES_AT_ONCE = 4; // what is fetched of the index before the texts are counted that can match
const SHEETS_AT_ONCE = 8; // what is fetched of the texts, until more is asked for
const SURE = 60_000; // bytes of the index, after which no further word narrows the choice
const MOST = 175_000; // bytes that a search, or more of one, fetches
const SHEET = 10_000; // and those of a sheet, with the file that tells its folder
const BEYOND_ASCII = /[^\0-\x7f]/gu;
const AROUND = 160; // letters shown of a text
const BEFORE = 40; // of them before the first word found

// Letters are sought without their accents, which few type on a phone; kana and Hangul stay.
const bare = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/gu, "").normalize("NFKC").toLowerCase();
const tight = (words) => words.replace(/\s/gu, "");
// Where words are written in one, or apart at the writer's choice, any part of them is sought.
const IN_ONE = "[\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{323af}\\u3005\\u3006" +
  "\\u3040-\\u30ff\\u31f0-\\u31ff\\uff66-\\uff9f\\uac00-\\ud7a3" +
  "\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}]";
const APART = `(?!${IN_ONE})[\\p{L}\\p{N}\\p{M}]`;
const JOINS = "[\\-‐'’./@_:]"; // "e-mail" is one word, "2026-03-01" too
const RUN = new RegExp(`(${IN_ONE}+)|(?:${APART})+(?:${JOINS}(?:${APART})+)*`, "gu");
const JOINED = 3; // words in one key

// The keys by which a word is looked up: those that tell most first.
const keysOf = (word, begun) => [...word.matchAll(RUN)].flatMap(([run, inOne]) => {
  if (inOne) return parts([...run], WINDOW);
  const joined = parts(run.split(new RegExp(JOINS, "u")), JOINED);
  return joined.flatMap((each) => parts([...each], LONGEST).slice(0, begun ? 1 : 2));
});
// The stretches of so many letters or words: the first, the last, and those between.
const parts = (all, size) => {
  const last = Math.max(0, all.length - size);
  const starts = [...new Set([0, last, ...all.keys()])].filter((at) => at <= last);
  return starts.map((at) => all.slice(at, at + size).join(""));
};
// The keys of all words in turn, those of the longest words first.
const lookUps = (words, begun) => {
  const keys = words.map((word, at) => ({ at, keys: keysOf(word, begun) }))
    .sort((one, other) => words[other.at].length - words[one.at].length);
  const longest = Math.max(0, ...keys.map((each) => each.keys.length));
  return Array.from({ length: longest }, (_, turn) => turn)
    .flatMap((turn) => keys.filter((each) => turn < each.keys.length).map((each) => ({ at: each.at, key: each.keys[turn] })));
};

// Postings: each says how far its place is from the one before, and on which sheets, a bit for each.
const valueOf = new Map([...DIGITS].map((sign, value) => [sign, value]));
const sheetsIn = (text) => {
  const found = [];
  let place = -1;
  for (let at = 0; at < text.length;) {
    const gap = bitsAt(text, at);
    const sheets = bitsAt(text, gap.end);
    at = sheets.end;
    place += 1 + gap.bits.reduce((sum, bit) => sum + 2 ** bit, 0);
    found.push(...sheets.bits.map((sheet) => place * SHEETS_EACH + sheet));
  }
  return found;
};
const bitsAt = (text, start) => {
  const bits = [];
  let at = start;
  for (let goesOn = true, shift = 0; goesOn; shift += BITS) {
    const value = valueOf.get(text[at]);
    at += 1;
    goesOn = value >= 2 ** BITS;
    for (let bit = 0; bit < BITS; bit += 1) if (value >> bit & 1) bits.push(shift + bit);
  }
  return { bits, end: at };
};
const placeOf = (sheet) => Math.floor(sheet / SHEETS_EACH);

// What a leaf says of all keys that begin so: anywhere, ahead (titles, summaries), in a policy's name.
const onLeaf = (leaf, key) => {
  const lines = leaf.split("\n");
  const star = lines.find((line) => line.startsWith(`${key}* `));
  const found = [new Set(), new Set(), new Set()];
  for (const line of star ? [star] : lines.filter((each) => each.startsWith(key))) {
    line.split(" ").slice(1).forEach((postings, at) => sheetsIn(postings).forEach((sheet) => found[at].add(sheet)));
  }
  const [all, ahead, names] = found;
  return { all, ahead, names: new Set([...names].map(placeOf)) };
};
const both = (one, other) => new Set([...one].filter((each) => other.has(each)));
const allOf = (one, other) => ({
  all: both(one.all, other.all), ahead: both(one.ahead, other.ahead), names: both(one.names, other.names),
});

// The sheets that can hold every word, best first. A word in a policy's name counts for all of its
// sheets; where all words stand in the name, its first sheet, which tells of the whole, is found.
const candidates = (words) => {
  const has = (word, sheet) => word.all.has(sheet) || word.names.has(placeOf(sheet));
  const firsts = words.flatMap((word) => [...word.names].map((place) => place * SHEETS_EACH));
  const possible = new Set([...words.flatMap((word) => [...word.all]), ...firsts]);
  const worth = (sheet) => words.reduce((sum, word) => sum + 1 + 2 * word.ahead.has(sheet) +
    3 * (sheet % SHEETS_EACH === 0 && word.names.has(placeOf(sheet))), 0);
  const found = [...possible].filter((sheet) => words.every((word) => has(word, sheet)))
    .map((sheet) => ({ sheet, worth: worth(sheet) }))
    .sort((one, other) => other.worth - one.worth || one.sheet - other.sheet);
  // Of sheets that are worth the same, one of each policy comes before the second of any.
  const times = new Map();
  for (const each of found) {
    const kind = `${each.worth} ${placeOf(each.sheet)}`;
    each.turn = times.get(kind) ?? 0;
    times.set(kind, each.turn + 1);
  }
  return found.sort((one, other) => other.worth - one.worth || one.turn - other.turn || one.sheet - other.sheet)
    .map((each) => each.sheet);
};

// Where a word stands in a folded text: from the start of a word where words are sought so.
const patternOf = (word, begun) => {
  // What joins two words may be lacking: "e-mail" finds "email".
  const escaped = word.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&").replace(new RegExp(`(?<=\\p{L})\\\\?${JOINS}(?=\\p{L})`, "gu"), "$&?");
  const isApart = new RegExp(`^${APART}`, "u").test(word);
  return new RegExp(begun && isApart ? `(?<!${APART})${escaped}` : escaped, "gu");
};
const stands = (pattern, text) => text.search(pattern) >= 0;
// Korean is written with and without spaces, so a name is found by a Korean word without its own.
const HANGUL = /[\uac00-\ud7a3]/u;
const isNamed = (pattern, name) => stands(pattern, name) || (HANGUL.test(pattern.source) && stands(pattern, tight(name)));
// Every word must stand in a passage or its policy's name, but not all in the name alone.
const isFound = ({ name, title, text }, patterns) => {
  const [own, whole, low] = [title || name, `${name} ${title}`, text].map(bare);
  return patterns.every((each) => isNamed(each, whole) || stands(each, low)) &&
    patterns.some((each) => isNamed(each, own) || stands(each, low));
};
const rankOf = ({ name, title, text, status }, words) => {
  const own = tight(bare(title || name));
  const phrase = words.join("");
  const is = [own === phrase, own.includes(phrase), words.some((word) => own.includes(word)),
    bare(text).includes(words.join(" ")), true];
  return is.indexOf(true) + (status ? is.length : 0);
};

// A text folded, and where each letter of that stands in the text.
const mapped = (text) => {
  const low = bare(text);
  if (low.length === text.length) return { low, at: (place) => place };
  let parts = "";
  const places = [];
  let place = 0;
  for (const letter of text) {
    const part = bare(letter);
    parts += part;
    for (let n = 0; n < part.length; n += 1) places.push(place);
    place += letter.length;
  }
  places.push(text.length);
  return { low: parts, at: (n) => places[n] };
};
const hits = (text, patterns) => {
  const { low, at } = mapped(text);
  return patterns.flatMap((each) => [...low.matchAll(each)].map((hit) => [at(hit.index), at(hit.index + hit[0].length)]))
    .sort((one, other) => one[0] - other[0] || other[1] - one[1]);
};
// A text in pieces: [words, whether they were sought].
const marked = (text, patterns) => {
  const pieces = [];
  let done = 0;
  for (const [start, end] of hits(text, patterns)) {
    if (start < done) continue;
    pieces.push([text.slice(done, start), false], [text.slice(start, end), true]);
    done = end;
  }
  return [...pieces, [text.slice(done), false]].filter(([words]) => words);
};
// A stretch of the text about the first word found, from the start of a word where words have one.
const around = (text, patterns) => {
  const first = hits(text, patterns)[0]?.[0] ?? 0;
  const before = Math.max(0, first - BEFORE);
  const space = text.indexOf(" ", before);
  const at = before && space >= 0 && space < first ? space + 1 : before;
  return (at ? "… " : "") + text.slice(at, at + AROUND) + (at + AROUND < text.length ? " …" : "");
};

// A search of one index: `read` gives a file of it by its path, and fetches none twice. What it
// finds is told in steps, since each fetches sheets.
const finding = (readFile) => {
  const keyFound = async (read, index, key) => {
    const leaf = index.starts.filter((start) => start <= key).length;
    return onLeaf(await read(`words/${leaf}.txt`), key);
  };
  const passages = async (read, index, sheet) => {
    const place = placeOf(sheet);
    const names = JSON.parse(await read(`names/${Math.floor(place / index.named)}.json`));
    const folder = names[place % index.named].split("/").map(encodeURIComponent).join("/");
    const found = JSON.parse(await read(`texts/${folder}/${sheet % SHEETS_EACH}.json`));
    return found.map(([name, title, text, address, status = ""]) => ({ name, title, text, address, status }));
  };
  return async (asked) => {
    const sizes = new Map(); // bytes of what this search needed
    const read = async (path) => {
      const text = await readFile(path);
      sizes.set(path, text.length + 2 * (text.match(BEYOND_ASCII)?.length ?? 0));
      return text;
    };
    const spent = () => [...sizes.values()].reduce((sum, size) => sum + size, 0);
    const words = bare(asked).split(/\s+/u).filter(Boolean);
    if (!words.length) return null;
    const index = JSON.parse(await read("index.json"));
    const patterns = words.map((word) => patternOf(word, index.begun));
    const keys = lookUps(words, index.begun);
    const known = new Map(); // what each word finds, as far as it was looked up
    let waiting = [];
    do {
      const some = keys.splice(0, known.size ? LEAVES_AT_ONCE / 2 : LEAVES_AT_ONCE);
      const found = await Promise.all(some.map(({ key }) => keyFound(read, index, key)));
      some.forEach(({ at }, n) => known.set(at, known.has(at) ? allOf(known.get(at), found[n]) : found[n]));
      waiting = candidates([...known.values()]);
    } while (keys.length && waiting.length > SHEETS_AT_ONCE && spent() < SURE);
    const texts = new Set(waiting.map(placeOf)).size;
    const shown = new Set();
    const step = async (count) => {
      const sheets = waiting.splice(0, count).map((sheet) => passages(read, index, sheet));
      return (await Promise.all(sheets)).flat()
        .filter((each) => isFound(each, patterns) && !shown.has(each.address) && shown.add(each.address));
    };
    let before = 0; // bytes of what was asked for earlier
    const room = () => Math.floor((MOST - spent() + before) / SHEET);
    const next = async () => {
      let found = [];
      do found = await step(Math.max(1, Math.min(SHEETS_AT_ONCE, room())));
      while (!found.length && waiting.length && room() > 0);
      before = spent();
      return found.map((each) => ({ ...each, rank: rankOf(each, words) }))
        .sort((one, other) => one.rank - other.rank)
        .map(({ name, title, text, address, status }) => ({
          address,
          status,
          title: marked([name, title].filter(Boolean).join(" › "), patterns),
          text: marked(around(text, patterns), patterns),
        }));
    };
    return { next, left: () => waiting.length, texts };
  };
};
