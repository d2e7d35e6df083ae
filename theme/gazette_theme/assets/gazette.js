// Gazette: small comforts. Every page can be read without this file.
"use strict";

const root = document.documentElement;
const store = {
  get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
  set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* private mode */ } },
};

// Colours: as the system says, or as the reader chose. Set before anything is painted.
const schemes = ["", "light", "dark"];
const showScheme = (scheme) => {
  if (scheme) root.dataset.scheme = scheme; else delete root.dataset.scheme;
};
showScheme(store.get("gazette-scheme"));

// Nothing is painted before the page has its final shape, so nothing jumps (see the end).
root.classList.add("is-beginning");

const schemeButton = () => {
  const button = document.querySelector("[data-scheme-button]");
  if (!button) return;
  const words = button.dataset.words.split("|");
  const say = () => {
    const word = words[schemes.indexOf(root.dataset.scheme || "")];
    button.querySelector(".tool-word").textContent = word;
    button.setAttribute("aria-label", filled(button.dataset.label, { scheme: word }));
  };
  button.hidden = false;
  say();
  button.addEventListener("click", () => {
    const next = schemes[(schemes.indexOf(root.dataset.scheme || "") + 1) % schemes.length];
    showScheme(next);
    store.set("gazette-scheme", next);
    say();
  });
};

// The root goes on to the first language the reader asks for that we have; a wrong address tells so
// first in the language of the address, or else in that one.
const linkOf = (links, fits) => links.find((link) => fits(link.hreflang.toLowerCase()));
const linkIn = (links, code) => linkOf(links, (lang) => lang === code.toLowerCase());
const scriptOf = (code) => { try { return new Intl.Locale(code).maximize().script; } catch { return ""; } };
const preferred = (links) => {
  const base = (code) => code.toLowerCase().split("-")[0];
  const near = (code) => {
    const kin = links.filter((link) => base(link.hreflang) === base(code))
      .sort((one, other) => (base(other.hreflang) === other.hreflang) - (base(one.hreflang) === one.hreflang));
    return linkIn(kin, code) || kin.find((link) => scriptOf(link.hreflang) === scriptOf(code)) || kin[0];
  };
  return (navigator.languages || []).map(near).find(Boolean);
};
const chooseLanguage = () => {
  const box = document.querySelector("[data-choice], [data-wrong]");
  if (!box) return;
  const links = [...box.querySelectorAll("a[hreflang]")];
  if ("choice" in box.dataset) {
    const link = preferred(links);
    if (link) location.replace(link.href);
    return;
  }
  const link = location.pathname.split("/").map((part) => linkIn(links, part)).find(Boolean) || preferred(links);
  if (link) box.querySelector("h1").after(link.closest("section"));
};

// At the old address of a page: on to the new one, with what was asked for in the old one.
const goOn = () => {
  const link = document.querySelector("[data-moved]");
  if (link && (location.search || location.hash)) location.replace(link.href + location.search + location.hash);
};

// Where a policy is asked for as it was on a day, on to the page that knows its versions by day.
const goBack = () => {
  const past = document.querySelector("[data-past]")?.dataset.past;
  const day = new URLSearchParams(location.search).get("on");
  if (past && day !== null) location.replace(`${past}?${new URLSearchParams({ on: day })}`);
};

// A form that leads to a page which needs this script too.
const offerForms = () => document.querySelectorAll("form[data-ask]").forEach((form) => { form.hidden = false; });

// A page may be read long after it was made. What takes effect at an instant stands beside what
// is said before, in templates; the last whose instant has come is shown, now and when it comes.
const turn = () => {
  const now = Date.now();
  const templates = [...document.querySelectorAll("template[data-from]")];
  for (const template of templates) {
    if (Date.parse(template.dataset.from) > now) continue;
    const place = template.parentElement;
    const later = [...place.children].filter((child) => templates.indexOf(child) > templates.indexOf(template));
    if (template.dataset.as) place.className = template.dataset.as;
    place.replaceChildren(template.content, ...later);
  }
  const next = Math.min(...templates.map((template) => Date.parse(template.dataset.from)).filter((at) => at > now));
  // Timers count at most 24 days; a longer wait is taken in steps.
  if (Number.isFinite(next)) setTimeout(turn, Math.min(next - now, 86400000) + 1);
};

const menus = () => {
  const all = document.querySelectorAll("details.menu");
  const close = (except) => all.forEach((menu) => { if (menu !== except) menu.open = false; });
  document.addEventListener("click", (event) => close(event.target.closest("details.menu")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details.menu[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  });
};

// On a small screen the contents begin folded; on a wide one they follow the reader.
const contents = () => {
  const fold = document.querySelector(".contents:not(.touched) > details");
  if (!fold) return;
  if (matchMedia("(max-width: 59.99rem)").matches) { fold.open = false; return; }
  const links = new Map([...fold.querySelectorAll("a[href^='#']")].map((a) => [decodeURIComponent(a.hash.slice(1)), a]));
  const heads = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  const mark = () => {
    const passed = heads.filter((head) => head.getBoundingClientRect().top < innerHeight / 3);
    const here = passed.at(-1);
    links.forEach((link, id) => {
      if (here && id === here.id) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    });
  };
  addEventListener("scroll", () => requestAnimationFrame(mark), { passive: true });
  mark();
};

const filled = (words, values) => words.replace(/\{(\w+)\}/gu, (hole, name) => values[name] ?? hole);
// What an address's anchor names; nothing, if it is broken ("#100%").
const named = (hash) => {
  try {
    return document.getElementById(decodeURIComponent(hash.slice(1)));
  } catch {
    return null;
  }
};

// On a phone the sections begin folded: what is left is the short version, their titles with what
// changed last. A link to a section, or into one, opens it, and so does searching in the page.
const FEW = 3;
const sections = () => {
  const nav = document.querySelector(".contents:not(.touched)");
  const article = document.querySelector("article.text");
  const heads = nav && article ? [...article.querySelectorAll(":scope > h2")] : [];
  if (heads.length < FEW || !matchMedia("(max-width: 40rem)").matches) return;
  const folds = heads.map((head) => foldSection(head, nav));
  const all = document.createElement("button");
  all.type = "button";
  all.className = "link open-all";
  const say = () => { all.textContent = folds.some((one) => one.isOpen()) ? nav.dataset.close : nav.dataset.open; };
  all.addEventListener("click", () => {
    const open = !folds.some((one) => one.isOpen());
    folds.forEach((one) => one.turn(open));
    say();
  });
  article.addEventListener("gazette:turned", say);
  say();
  nav.hidden = true;
  article.before(all);

  const lead = (hash) => {
    const target = named(hash);
    const fold = target && folds.find((one) => one.holds(target));
    fold?.turn(true);
    return fold && target;
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link) lead(link.hash);
  });
  addEventListener("hashchange", () => lead(location.hash)?.scrollIntoView());
  addEventListener("load", () => lead(location.hash)?.scrollIntoView());
  lead(location.hash);
  document.addEventListener("gazette:whole", () => {
    folds.forEach((one) => one.undo());
    all.remove();
    nav.hidden = false;
  }, { once: true });
};
// One section: its heading becomes a button, and what follows up to the next heading folds. The
// notes at the end of the text are no part of the last one.
const foldSection = (head, nav) => {
  const box = document.createElement("div");
  const button = document.createElement("button");
  const words = [...head.childNodes].filter((node) => !node.matches?.(".pin, .footnote-ref"));
  const last = nav.querySelector(`a[href="#${CSS.escape(head.id)}"] ~ .last`)?.cloneNode(true);
  for (let next = head.nextSibling; next && !next.matches?.("h2, .footnote"); next = head.nextSibling) box.append(next);
  button.type = "button";
  button.className = "opener";
  button.append(...words);
  head.prepend(button);
  head.after(...[last, box].filter(Boolean));
  const turn = (open) => {
    button.setAttribute("aria-expanded", open);
    box.hidden = open ? false : "until-found";
    head.dispatchEvent(new Event("gazette:turned", { bubbles: true }));
  };
  button.addEventListener("click", () => turn(Boolean(box.hidden)));
  box.addEventListener("beforematch", () => turn(true));
  turn(false);
  return {
    turn,
    isOpen: () => !box.hidden,
    holds: (node) => head.contains(node) || box.contains(node),
    undo: () => { button.replaceWith(...words); last?.remove(); box.replaceWith(...box.childNodes); },
  };
};

// The timeline of those versions only that changed one section (?section=your-rights).
const filter = () => {
  const form = document.querySelector("[data-filter]");
  if (!form) return;
  const select = form.querySelector("select");
  const status = form.querySelector("[role=status]");
  const moments = [...document.querySelectorAll(".timeline > .moment")];
  const show = () => {
    const has = (moment) => !select.value || moment.dataset.sections.split(" ").includes(select.value);
    moments.forEach((moment) => { moment.hidden = !has(moment); });
    const left = moments.filter(has).length;
    status.textContent = select.value ? filled(status.dataset.found, { n: left, all: moments.length }) : "";
  };
  form.hidden = false;
  select.addEventListener("change", () => {
    const address = new URL(location.href);
    if (select.value) address.searchParams.set("section", select.value); else address.searchParams.delete("section");
    history.replaceState(null, "", address);
    show();
  });
  const asked = new URLSearchParams(location.search).get("section");
  if ([...select.options].some((option) => option.value === asked && asked)) { select.value = asked; show(); }
};

// Search: what it takes is fetched when the dialog is first opened.
const fetchScript = (address) => new Promise((done, failed) => {
  const script = document.createElement("script");
  script.src = address;
  script.addEventListener("load", done);
  script.addEventListener("error", failed);
  document.head.append(script);
});
const search = () => {
  const button = document.querySelector("[data-search]");
  const dialog = document.querySelector("dialog.search");
  if (!button || !dialog || !dialog.showModal) return;
  const count = dialog.querySelector(".search-count");
  let isReady = false;
  const prepare = async () => {
    if (isReady) return;
    isReady = true;
    try {
      for (const address of dialog.dataset.scripts.split("|")) await fetchScript(address);
    } catch {
      isReady = false;
      count.textContent = count.dataset.failed;
      return;
    }
    searchIn(dialog);
  };
  const open = () => {
    dialog.showModal();
    dialog.querySelector("input").select();
    prepare();
  };
  button.hidden = false;
  button.addEventListener("click", open);
  dialog.querySelector("form button").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) { event.preventDefault(); open(); }
  });
};

// Where a target leads from a page; one that is no address stays as it is written.
const leadingTo = (target, base) => {
  try {
    return new URL(target, base).href;
  } catch (error) {
    if (error instanceof TypeError) return target;
    throw error;
  }
};

// A second language (?with=ko): the same page in that language is fetched, and what stands in the
// same place of both texts stands side by side, since a text has the same blocks in each.
const beside = () => {
  const box = document.querySelector("[data-beside]");
  const article = document.querySelector("article.text");
  if (!box || !article) return;
  const select = box.querySelector("select");
  const status = box.querySelector("[role=status]");
  const alone = [...article.childNodes];
  const own = [...article.children];
  const other = async ({ value, dataset }) => {
    const address = new URL(dataset.address, location.href);
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.statusText);
    const theirPage = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = theirPage.querySelector("article.text");
    found.querySelectorAll(".pin, .mark").forEach((sign) => sign.remove());
    found.querySelectorAll("[id]").forEach((named) => named.removeAttribute("id"));
    for (const name of ["href", "src"]) {
      found.querySelectorAll(`[${name}]`).forEach((one) => one.setAttribute(name, leadingTo(one.getAttribute(name), address)));
    }
    const theirs = [...found.children].map((block) => ({ block, lang: value, dir: theirPage.documentElement.dir }));
    if (theirs.length !== own.length) throw new Error("not the same text");
    return theirs;
  };
  const side = ({ block, lang, dir }) => {
    const made = document.createElement("div");
    Object.assign(made, { lang, dir });
    made.append(block);
    return made;
  };
  const show = async () => {
    const asked = select.selectedOptions[0];
    status.textContent = "";
    document.dispatchEvent(new Event("gazette:whole"));
    article.classList.toggle("is-waiting", Boolean(asked.value));
    try {
      const theirs = asked.value ? await other(asked) : [];
      if (asked !== select.selectedOptions[0]) return;
      const rows = theirs.map((they, n) => {
        const row = document.createElement("div");
        row.className = "beside-row";
        row.append(side({ block: own[n], lang: root.lang, dir: root.dir }), side(they));
        return row;
      });
      article.replaceChildren(...(theirs.length ? rows : alone));
      article.classList.toggle("is-beside", theirs.length > 0);
      if (theirs.length) named(location.hash)?.scrollIntoView();
    } catch {
      select.value = "";
      status.textContent = box.dataset.failed;
      article.replaceChildren(...alone);
      article.classList.remove("is-beside");
    } finally {
      article.classList.remove("is-waiting");
    }
  };
  box.hidden = false;
  select.addEventListener("change", () => {
    const address = new URL(location.href);
    if (select.value) address.searchParams.set("with", select.value); else address.searchParams.delete("with");
    history.replaceState(null, "", address);
    show();
  });
  const asked = new URLSearchParams(location.search).get("with");
  if (![...select.options].some((option) => option.value === asked && asked)) return;
  select.value = asked;
  // Once the sections are folded, which this undoes.
  document.addEventListener("gazette:begin", show, { once: true });
};

// The language changes, and nothing else: the section, the comparison and the second language stay.
const keepPlace = () => {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[hreflang]");
    if (!link?.closest(".menu")) return;
    const address = new URL(link.href);
    const asked = new URLSearchParams(location.search);
    if (asked.get("with") === link.hreflang) asked.set("with", root.lang);
    address.search = asked;
    address.hash = location.hash;
    link.href = address.href;
  });
};

// On paper nothing can be unfolded, so what an author folded away is printed open.
const printing = () => {
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll(".text details:not([open])")];
    folded.forEach((each) => { each.open = true; });
  });
  addEventListener("afterprint", () => folded.forEach((each) => { each.open = false; }));
  const button = document.querySelector("[data-print]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => print());
};

// The sign beside a heading leads to its section, and shows how to cite it or one passage in it:
// policy, version, date, section, and the address that stays. The mouse finds it at a passage, too.
const PASSAGE = /^(.*)\.(\d+)$/u;
const citing = () => {
  const template = document.querySelector("[data-citing]");
  const article = document.querySelector("article.text");
  if (!template || !article) return;
  let shown = null;
  const close = () => {
    shown?.box.remove();
    article.querySelector("[data-here]")?.removeAttribute("data-here");
    shown = null;
  };
  const open = (pin) => {
    const target = named(pin.hash);
    const isHead = target.matches("h2, h3, h4, h5, h6");
    const box = citation(template, article, isHead ? target.id : PASSAGE.exec(target.id)[1], isHead ? "" : target.id);
    (target.closest("table") || target).after(box);
    shown = { pin, box, hash: pin.hash };
  };
  article.addEventListener("click", (event) => {
    const pin = event.target.closest("a.pin");
    if (!pin) return;
    const again = shown?.pin === pin && shown.hash === pin.hash;
    close();
    if (!again) open(pin);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !shown) return;
    shown.pin.focus();
    close();
  });
  const pin = document.createElement("a");
  pin.className = "pin pin-passage";
  pin.textContent = "#";
  pin.tabIndex = -1;
  pin.setAttribute("aria-hidden", "true");
  article.addEventListener("pointerover", (event) => {
    const passage = event.target.closest("[id]");
    if (event.pointerType !== "mouse" || pin.parentElement === passage || article.matches(".is-beside") || !passage || !PASSAGE.test(passage.id) || passage.matches("td, th")) return;
    pin.href = `#${encodeURIComponent(passage.id)}`;
    passage.append(pin);
  });
};
const wordsOf = (node) => {
  const copy = node.cloneNode(true);
  copy.querySelectorAll(".pin, .mark, .footnote-ref, .footnote-back").forEach((sign) => sign.remove());
  copy.querySelectorAll(".number").forEach((number) => { number.textContent = `${number.dataset.number} `; });
  return copy.textContent.trim();
};
// What a section, or a note, is called.
const calledOf = (head) => {
  const reference = [...document.querySelectorAll(".footnote-ref a")].find((link) => link.getAttribute("href") === `#${head.id}`);
  return head.matches("li") && reference ? reference.getAttribute("aria-label") : wordsOf(head);
};
const citation = (template, article, section, chosen) => {
  const box = template.content.firstElementChild.cloneNode(true);
  const told = box.querySelector("[data-citation]");
  const select = box.querySelector("select");
  const head = document.getElementById(section);
  const passages = [...article.querySelectorAll("[id]")].filter((one) => PASSAGE.exec(one.id)?.[1] === section);
  if (!head) select.replaceChildren();
  select.append(...passages.map((one) => new Option(`${PASSAGE.exec(one.id)[2]}: ${wordsOf(one).slice(0, 60)}`, one.id)));
  select.value = chosen;
  const texts = {};
  const tell = () => {
    const passage = document.getElementById(select.value);
    texts.link = new URL(`${told.dataset.lasting}#${encodeURIComponent(select.value || section)}`, location.href).href;
    const name = head ? calledOf(head) : told.dataset.start;
    const place = passage ? filled(told.dataset.passage, { section: name, n: PASSAGE.exec(passage.id)[2] }) : name;
    texts.citation = filled(told.dataset.citation, { place, link: texts.link });
    told.textContent = texts.citation;
    article.querySelector("[data-here]")?.removeAttribute("data-here");
    passage?.setAttribute("data-here", "");
  };
  tell();
  select.addEventListener("change", tell);
  box.addEventListener("click", async (event) => {
    const what = event.target.closest("[data-copy]")?.dataset.copy;
    if (!what) return;
    await navigator.clipboard.writeText(texts[what]);
    const status = box.querySelector("[role=status]");
    status.textContent = status.dataset.copied;
  });
  // Where nothing can be copied, the words are there to be selected.
  box.querySelectorAll("[data-copy]").forEach((button) => { button.hidden = !navigator.clipboard; });
  return box;
};
// An address for a program is copied by a button, and said to be. Where the site does not know its
// own, the page does.
const copying = () => {
  for (const box of document.querySelectorAll("[data-copying]")) {
    const code = box.querySelector("code");
    const status = box.querySelector("[role=status]");
    const button = box.querySelector("button");
    const link = box.querySelector("a[hidden]");
    if (code.textContent.startsWith("/")) code.textContent = new URL(box.dataset.copying, location.href).href;
    if (link && /^https?:/u.test(code.textContent)) {
      link.href = code.textContent.replace(/^https?:/u, "webcal:");
      link.hidden = false;
    }
    // Where nothing can be copied, the address is there to be selected.
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(code.textContent);
      document.querySelectorAll("[data-copying] [role=status]").forEach((each) => { each.textContent = ""; });
      status.textContent = status.dataset.copied;
    });
  }
};

// In a redline, from change to change: by button, or by the keys n and p while the focus is in it.
const BLOCK = "p, li, dt, dd, td, th, pre, h2, h3, h4, h5, h6";
const MARKED = "ins, del, .told, .reformatted, .relinked";
// Of a passage on the left of two texts side by side, the one on the right.
const rightOf = (block) => {
  const [before, after] = block.closest(".row")?.children ?? [];
  if (!before?.contains(block)) return block;
  return after.querySelectorAll(BLOCK)[[...before.querySelectorAll(BLOCK)].indexOf(block)] ?? block;
};
const steps = () => {
  const box = document.querySelector("[data-steps]");
  const redline = document.querySelector(".redline");
  if (!box) return;
  const [back, on] = box.querySelectorAll("button");
  const output = box.querySelector("output");
  let all = [];
  let here = -1;
  const find = () => {
    const seen = [...redline.querySelectorAll(MARKED)].filter((mark) => mark.checkVisibility?.() ?? true);
    const blocks = seen.map((mark) => mark.closest(BLOCK) || mark);
    all = [...new Map(blocks.map((block) => [rightOf(block), block])).values()];
    here = all.findIndex((block) => block.hasAttribute("data-here"));
  };
  const go = (step) => {
    find();
    if (!all.length) return;
    // From where the reader is, should they have scrolled away from the last one.
    const seen = here >= 0 && Math.abs(all[here].getBoundingClientRect().top - innerHeight / 3) < innerHeight;
    if (!seen) {
      const next = all.findIndex((block) => block.getBoundingClientRect().top > innerHeight / 3);
      here = (next < 0 ? all.length : next) - (step > 0 ? 1 : 0);
    }
    here = (here + step + all.length) % all.length;
    all.forEach((block, n) => block.toggleAttribute("data-here", n === here));
    all[here].tabIndex = -1;
    all[here].focus({ preventScroll: true });
    all[here].scrollIntoView({ block: "center" });
    output.textContent = filled(box.dataset.words, { n: here + 1, all: all.length });
  };
  const begin = () => {
    // Which of them can be seen is asked at the first step: the answer costs a whole layout.
    box.hidden = !redline.querySelector(MARKED);
    output.textContent = "";
    foldUnchanged(redline, box.dataset.unchanged);
  };
  back.addEventListener("click", () => go(-1));
  on.addEventListener("click", () => go(1));
  document.addEventListener("keydown", (event) => {
    if (!event.target.closest(".redline, [data-steps]") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "n") go(1);
    if (event.key === "p") go(-1);
  });
  document.addEventListener("gazette:redline", begin);
  if (redline.children.length) begin();
};

// Long stretches of a changed section in which nothing changed fold, but for what stands next to
// a change. They open by a button, by searching in the page, and on paper.
const LONG = 4;
const folded = new WeakSet();
const foldUnchanged = (redline, words) => {
  // Side by side, what stands beside it would not fold along.
  if (redline.matches(".is-sides")) return;
  for (const part of redline.querySelectorAll(".part:not([data-unchanged])")) {
    if (folded.has(part)) continue;
    folded.add(part);
    const blocks = [...part.children].map((block) => ({ block, changed: block.matches(".added, .removed, .moved, h2, h3") || block.querySelector(MARKED) }));
    blocks.forEach((item, n) => { item.near = item.changed || blocks[n - 1]?.changed || blocks[n + 1]?.changed; });
    for (let start = 0; start < blocks.length; start += 1) {
      let end = start;
      while (end < blocks.length && !blocks[end].near) end += 1;
      if (end - start >= LONG) foldStretch(blocks.slice(start, end).map((item) => item.block), words);
      start = end;
    }
  }
};
const foldStretch = (stretch, words) => {
  const box = document.createElement("div");
  const button = document.createElement("button");
  box.className = "folded";
  box.hidden = "until-found";
  button.type = "button";
  button.className = "tool unfold";
  button.textContent = filled(words, { num: stretch.length });
  stretch[0].before(button, box);
  box.append(...stretch);
  const open = () => { button.replaceWith(...stretch); box.remove(); };
  box.addEventListener("beforematch", open);
  document.addEventListener("gazette:unfold", open);
  button.addEventListener("click", () => {
    open();
    stretch[0].tabIndex = -1;
    stretch[0].focus({ preventScroll: true });
  });
};

// A table that is wider than the page is scrolled by keys where it can have the focus.
const scrollers = () => {
  for (const table of document.querySelectorAll(".text table")) {
    if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
  }
};
document.addEventListener("gazette:redline", scrollers);

// All of it as soon as the page's foot is there. Until then nothing is painted; the style sheet
// ends the wait by itself should the rest of the page be long in coming.
const begin = () => {
  if (!root.classList.contains("is-beginning")) return;
  waiting.disconnect();
  try {
    turn();
    goOn();
    goBack();
    chooseLanguage();
    steps();
    schemeButton();
    menus();
    contents();
    search();
    beside();
    sections();
    filter();
    offerForms();
    keepPlace();
    printing();
    citing();
    copying();
    scrollers();
    document.dispatchEvent(new Event("gazette:begin"));
  } finally {
    root.classList.remove("is-beginning");
  }
};
const waiting = new MutationObserver(() => { if (document.querySelector(".foot")) begin(); });
waiting.observe(document, { childList: true, subtree: true });
document.addEventListener("DOMContentLoaded", begin);
