// Any two versions of a policy as one redline, put together from files that a build stored once.
//
// `joining.js` joins blocks by what each version between did to the clauses (steps/<year>.json);
// `telling.js` tells the words of each clause apart, as the build does, from what the two texts say
// of their words; `redlining.js` writes the result as the build does, so that two neighbours look
// here as they do on the page of their changes. This is the page's part: the form, the address, the
// files, and what is shown. Of many versions those of one year are offered at a time, and only the
// years from the one version to the other are fetched.
"use strict";

// A file that did not come, or not as it was sent.
class Unloaded extends Error {}

const fetched = async (url) => {
  try {
    const answer = await fetch(url);
    if (answer.ok) return await answer.json();
    throw new Unloaded(`${url}: ${answer.status}`);
  } catch (error) {
    // No way to the host; half of a file; another page in its place.
    if (error instanceof TypeError || error instanceof SyntaxError || error.name === "AbortError") throw new Unloaded(url, { cause: error });
    throw error;
  }
};

// A redline as elements, whose links lead from this page where they lead from the texts.
const drawnFrom = (html, base) => {
  const template = document.createElement("template");
  template.innerHTML = html;
  for (const [name, found] of [["href", "a[href]"], ["src", "img[src]"]]) {
    for (const element of template.content.querySelectorAll(found)) {
      const target = element.getAttribute(name);
      if (!target.startsWith("#")) element.setAttribute(name, leadingTo(target, base));
    }
  }
  return [...template.content.children];
};

const MOST_AT_ONCE = 60; // versions in one list
const MOST_ON_SHELF = 250; // versions in one list, where there are more

// [name, versions] by month, in order.
const byMonth = (versions, monthOf) => {
  const months = new Map();
  for (const version of versions) {
    const month = monthOf(version);
    if (!months.has(month)) months.set(month, []);
    months.get(month).push(version);
  }
  return [...months];
};

// Versions from which one list offers: those of a year, of too many those of a month, else so many
// at a time: [name, versions].
const shelvesOf = ([year, versions], monthOf) => {
  if (versions.length <= MOST_ON_SHELF) return versions.length ? [[`${year}`, versions]] : [];
  return byMonth(versions, monthOf).flatMap(([name, found]) => {
    if (found.length <= MOST_ON_SHELF) return [[name, found]];
    const count = Math.ceil(found.length / MOST_ON_SHELF);
    const parts = Array.from({ length: count }, (_, at) => found.slice(at * MOST_ON_SHELF, (at + 1) * MOST_ON_SHELF));
    return parts.map((part) => [`${part[0][0]} – ${part.at(-1)[0]}`, part]);
  });
};

// Side by side: what shows that a block changed, what only its new and only its old side has, and
// what is too wide for half a page.
const TOUCHED = "ins, del, .added, .removed, .moved, .told";
const CAME = "ins, .added, .told";
const WENT = "del, .removed";
const WIDE = "table, pre, hr, details";
const isEmptyWithout = (block, gone) => {
  if (block.matches(gone)) return true;
  const rest = block.cloneNode(true);
  rest.querySelectorAll(gone).forEach((found) => found.remove());
  return !rest.textContent.trim() && !rest.querySelector("img") && !rest.matches("hr");
};
const twinOf = (block, isTouched) => {
  const twin = block.cloneNode(true);
  for (const one of [twin, ...twin.querySelectorAll("*")]) {
    one.removeAttribute("id");
    // A heading once, and no way to where nobody is told of it.
    if (one.matches("h2, h3, h4, h5, h6")) one.setAttribute("role", "none");
    if (!isTouched) one.removeAttribute("href");
  }
  return twin;
};
// The items of a list stand beside each other, too; where one has none, its place stays empty.
const itemsBeside = (row, twin, block) => {
  row.classList.add("is-list");
  row.style.setProperty("--items", Math.max(1, block.children.length));
  [...twin.children].forEach((item) => item.toggleAttribute("data-empty", isEmptyWithout(item, CAME)));
  [...block.children].forEach((item) => item.toggleAttribute("data-empty", isEmptyWithout(item, WENT)));
};

const comparePage = () => {
  const form = document.querySelector("[data-compare]");
  const sinceForm = document.querySelector("[data-since]");
  const onForm = document.querySelector("[data-on]");
  const outcome = document.querySelector("[data-outcome]");
  const result = document.querySelector("[data-result]");
  const article = document.querySelector("[data-redline]");
  const words = { ...JSON.parse(form.dataset.words), turn: form.dataset.turn };
  const { lang, source, zone, numerals } = form.dataset;
  // Swedish writes a day as ISO 8601 does; days are those of the site's time zone.
  const hasCome = (day) => day <= new Intl.DateTimeFormat("sv", { timeZone: zone }).format();
  // With the digits and the calendar that the pages have.
  const tongue = `${lang}-u-ca-gregory${numerals ? `-nu-${numerals}` : ""}`;
  // French and Italian count the first of a month, which Intl does not.
  const first = { fr: "1er", it: "1º" }[lang.split("-")[0]] ?? "1";
  const dayText = (day) => new Intl.DateTimeFormat(tongue, { dateStyle: "long", timeZone: "UTC" }).format(new Date(day))
    .replace(/^1(?= )/u, first);
  // [day, label]: from when which version was in force, as far as that has come.
  const periods = JSON.parse(form.dataset.periods).filter(([day]) => hasCome(day));
  // [year, [[label, day]]], oldest first; the day is left out where it is the label.
  const years = new Map(JSON.parse(form.dataset.versions));
  const yearOf = new Map([...years].flatMap(([year, versions]) => versions.map(([label]) => [label, year])));
  const labels = [...yearOf.keys()];
  const [from, to] = [form.elements.from, form.elements.to];
  const base = new URL(form.dataset.texts, location.href);
  let run = 0;

  const files = new Map();
  const load = (name) => {
    const url = new URL(name, base).href;
    if (!files.has(url)) {
      const answer = fetched(url);
      answer.catch(() => files.delete(url));
      files.set(url, answer);
    }
    return files.get(url);
  };
  // A text, and the same in the source language, by which its clauses are compared.
  const loadTexts = (label, side) => Promise.all([...new Set([lang, source])].map(
    async (each) => textOf(await load(`v/${encodeURIComponent(label)}.${each}.json`), side),
  ));
  // What the versions did to the clauses, in the years from one version to another.
  const loadSteps = async (...ends) => {
    const [first, last] = ends.map((label) => yearOf.get(label)).sort((a, b) => a - b);
    const between = [...years.keys()].filter((year) => first <= year && year <= last);
    const found = await Promise.all(between.map((year) => load(`steps/${year}.json`)));
    return found.flatMap(({ versions }) => versions);
  };
  const redline = async (old, fresh) => {
    const [steps, ...texts] = await Promise.all([loadSteps(old, fresh), loadTexts(old, "old"), loadTexts(fresh, "new")]);
    return redlineOf(texts, steps, words, source);
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

  // A number of things: of languages with one form for one and another for all others, the page has
  // both with their numbers; of others every form, by its name.
  const amount = (forms, num) => {
    const name = new Intl.PluralRules(lang).select(num);
    if (!Array.isArray(forms)) return forms[name].replace("{num}", new Intl.NumberFormat(tongue, { useGrouping: false }).format(num));
    return name === "one" ? forms[0].replace("1", num) : forms[1].replace("2", num);
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
      said.textContent = amount(words.counts[kind], num);
      counts.append(said, " ");
    }
    item.append(" ", counts);
    return item;
  };

  // The same redline twice: the style sheet hides what came on the left, what went on the right.
  // A row for each passage, so that both texts of it begin side by side; on a phone, where one
  // stands under the other, those that are the same stand once.
  const rowOf = (name) => {
    const row = Object.assign(document.createElement("div"), { className: `row ${name}` });
    row.append(...["before", "after"].map((side) => Object.assign(document.createElement("div"), { className: side })));
    return row;
  };
  const rowFor = (block) => {
    const isTouched = block.matches(TOUCHED) || Boolean(block.querySelector(TOUCHED));
    // What is wide and did not change has both columns to itself.
    if (!isTouched && (block.matches(WIDE) || block.querySelector(WIDE))) return;
    const row = rowOf(isTouched ? "is-touched" : "is-same");
    const [before, after] = row.children;
    const twin = twinOf(block, isTouched);
    before.append(twin);
    // Read aloud once, on the right.
    if (!isTouched) before.setAttribute("aria-hidden", "true");
    before.classList.toggle("is-empty", isEmptyWithout(block, CAME));
    after.classList.toggle("is-empty", isEmptyWithout(block, WENT));
    [from, to].forEach((version, n) => { row.children[n].dataset.version = version.selectedOptions[0].textContent; });
    block.replaceWith(row);
    after.append(block);
    if (block.matches("ul, ol")) itemsBeside(row, twin, block);
  };
  const beside = (part) => [...part.children].forEach(rowFor);
  const heads = () => {
    const row = rowOf("heads");
    [from, to].forEach((version, n) => row.children[n].append(version.selectedOptions[0].textContent));
    return row;
  };
  const isInSides = () => form.elements.view.value === "sides";
  const arrange = () => {
    article.classList.toggle("is-sides", isInSides());
    article.querySelector(".heads")?.remove();
    article.querySelectorAll("[data-empty]").forEach((item) => item.removeAttribute("data-empty"));
    article.querySelectorAll(".row").forEach((row) => row.replaceWith(row.querySelector(".after").firstChild));
    if (!isInSides()) return;
    document.dispatchEvent(new Event("gazette:unfold"));
    article.querySelectorAll(".part").forEach(beside);
    article.prepend(heads());
  };

  // Whoever has begun to read is not led to the section of the address any more.
  let isRead = false;
  for (const sign of ["wheel", "touchstart", "pointerdown", "keydown"]) {
    addEventListener(sign, () => { isRead = true; }, { passive: true, once: true });
  }

  // A section a frame, so that an old phone answers its reader while a long redline is drawn.
  const frame = () => new Promise((go) => { requestAnimationFrame(() => setTimeout(go)); });
  const draw = async (found, mine) => {
    article.replaceChildren();
    article.classList.toggle("is-sides", isInSides());
    if (isInSides()) article.append(heads());
    await frame();
    if (mine !== run) return;
    for (const part of drawnFrom(found.html(), new URL("v/", base))) {
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
      const touched = listed(found, counted(found));
      document.querySelector("[data-touched]").replaceChildren(...touched.map(entry));
      const between = words.between.replace("{old}", () => old).replace("{new}", () => fresh);
      document.querySelector("[data-between]").textContent = between;
      article.setAttribute("aria-label", between);
      tell([said, touched.some(({ count }) => count) ? "" : words.none].filter(Boolean).join(" "));
      result.hidden = false;
      await draw(found, mine);
    } catch (error) {
      if (mine === run) refuse(words.failed);
      // What nobody expected is told to whoever looks after the page, too.
      if (!(error instanceof Unloaded)) throw error;
    }
  };

  const pairButtons = [...form.querySelectorAll("[data-pair]")];
  const step = (by) => labels[labels.indexOf(to.value) + by];
  const buttons = () => {
    pairButtons[0].disabled = labels.indexOf(to.value) < 2;
    pairButtons[1].disabled = !step(1);
  };
  const refuse = (text) => { stop(); tell(text, true); };
  // The lists of versions: all of them by year; of many those of one shelf, by month.
  const optionOf = ([label, day = label]) => new Option(label === day ? dayText(day) : `${label} – ${dayText(day)}`, label);
  const groupOf = ([label, versions]) => {
    const group = Object.assign(document.createElement("optgroup"), { label });
    group.append(...versions.map(optionOf).reverse());
    return group;
  };
  const grouped = (groups) => groups.filter(([, versions]) => versions.length).map(groupOf).reverse();
  const monthText = new Intl.DateTimeFormat(tongue, { year: "numeric", month: "long", timeZone: "UTC" });
  const monthOf = ([label, day = label]) => monthText.format(new Date(day));
  const shelves = labels.length > MOST_AT_ONCE ? [...years].flatMap((year) => shelvesOf(year, monthOf)) : [];
  const shelfOf = new Map(shelves.flatMap(([, versions], at) => versions.map(([label]) => [label, `${at}`])));
  const sides = [from, to].map((version) => ({ version, shelf: version.parentElement.querySelector("[data-shelf]") }));
  const offer = () => sides.forEach(({ version, shelf }) => {
    shelf.hidden = !shelves.length;
    shelf.replaceChildren(...shelves.map(([name], at) => new Option(name, at)).reverse());
    if (!shelves.length) version.replaceChildren(...grouped([...years]));
  });
  const offerShelf = ({ version, shelf }) => version.replaceChildren(...grouped(byMonth(shelves[shelf.value][1], monthOf)));
  const choices = (...chosen) => {
    sides.forEach((side, n) => {
      const shelf = shelfOf.get(chosen[n]);
      if (shelf && (side.shelf.value !== shelf || !side.version.length)) {
        side.shelf.value = shelf;
        offerShelf(side);
      }
      side.version.value = chosen[n];
    });
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
  // What was in force on a day, and how to say it; undefined, and refused, where nothing was.
  const onDay = (day) => {
    if (!isDay(day)) { refuse(words.day.replace("{day}", () => day)); return undefined; }
    const then = periods.filter(([start]) => start <= day).at(-1)?.[1];
    const said = (text) => text.replace("{day}", dayText(day)).replace("{label}", () => then);
    const fault = (!hasCome(day) && words.later) || (!then && words.early);
    if (fault) { refuse(said(fault)); return undefined; }
    return { then, said };
  };
  const on = (day) => {
    const found = onDay(day);
    if (!found) return;
    stop();
    choices(found.then, found.then);
    tell(found.said(words.then));
    const way = document.createElement("a");
    way.href = `${form.dataset.folder}${encodeURIComponent(found.then)}/`;
    way.textContent = words.read;
    outcome.append(" ", way);
  };
  const since = (day) => {
    const found = onDay(day);
    if (!found) return;
    const { then, said } = found;
    if (!today) { refuse(said(words.gone)); return; }
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
    const past = asked.get("on") ?? "";
    onForm.elements.on.value = isDay(past) ? past : "";
    if (asked.has("since")) { since(day); return; }
    if (asked.has("on")) { on(past); return; }
    const at = labels.indexOf(today);
    const fresh = asked.get("to") ?? (at > 0 ? today : labels.at(-1));
    const old = asked.get("from") ?? labels[Math.max(0, labels.indexOf(fresh) - 1)];
    const unknown = [old, fresh].find((label) => !labels.includes(label));
    if (unknown !== undefined) { refuse(words.unknown.replace("{label}", () => unknown)); return; }
    pick(old, fresh);
  };

  form.hidden = sinceForm.hidden = onForm.hidden = false;
  offer();
  const compareChosen = () => choose({ from: from.value, to: to.value });
  for (const side of sides) {
    side.version.addEventListener("change", compareChosen);
    side.shelf.addEventListener("change", () => { offerShelf(side); compareChosen(); });
  }
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
  onForm.addEventListener("submit", (event) => {
    event.preventDefault();
    choose({ on: onForm.elements.on.value });
  });
  addEventListener("popstate", follow);
  follow();
};

document.addEventListener("gazette:begin", comparePage);
