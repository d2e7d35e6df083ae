// The overview of many policies: those whose names, with their collections', have every word. Where
// they stand on pages of their letters, these are fetched when the first word is written. It comes
// after gazette.js, and leaves no name behind.
"use strict";
{
  // Letters are sought without their accents, which few type on a phone, and without spaces, too.
  const bare = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/gu, "").normalize("NFKC").toLowerCase();
  const tight = (words) => words.replace(/\s/gu, "");

  const names = () => {
    const form = document.querySelector("[data-names]");
    if (!form) return;
    const [input, status] = [form.querySelector("input"), form.querySelector("[role=status]")];
    const own = [...document.querySelectorAll(".letter")];
    const aside = document.querySelectorAll(".letters, .news");
    const asked = () => bare(input.value).split(/\s+/u).filter(Boolean);
    let loading = null;
    let saying = 0;
    // Not with each letter that is written: who listens would hear nothing else.
    const say = (words) => {
      clearTimeout(saying);
      saying = setTimeout(() => { status.textContent = words; }, 250);
    };
    const sift = ({ items, boxes }, words) => {
      const isHere = words.length || own.length;
      items.forEach(({ item, name }) => { item.hidden = !words.every((word) => name.includes(word)); });
      boxes.forEach((box) => { box.hidden = !isHere || !box.querySelector("li:not([hidden]) > a"); });
      const n = items.filter(({ item }) => !item.hidden).length;
      say(!words.length ? "" : n ? filled(status.dataset.found, { n, all: items.length }) : status.dataset.none);
    };
    const show = async () => {
      const address = new URL(location.href);
      if (asked().length) address.searchParams.set("name", input.value); else address.searchParams.delete("name");
      history.replaceState(null, "", address);
      aside.forEach((part) => { part.hidden = asked().length > 0; });
      if (!asked().length && !loading) return;
      try {
        sift(await (loading ??= shelved(own, form.parentElement)), asked());
      } catch {
        loading = null;
        say(status.dataset.failed);
      }
    };
    form.hidden = false;
    input.addEventListener("input", show);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      document.querySelector(".letter:not([hidden]) li:not([hidden]) > a")?.click();
    });
    input.value = new URLSearchParams(location.search).get("name") ?? "";
    if (input.value) show();
  };
  // All policies, each with the name by which it is found, and what stands around them.
  const shelved = async (own, place) => {
    const sections = own.length ? own : await letters([...document.querySelectorAll(".letters a")].map((link) => link.href));
    if (!own.length) place.append(...sections);
    const groups = sections.flatMap((section) => [...section.querySelectorAll(".shelf > li:has(ul)")]);
    const items = sections.flatMap((section) => [...section.querySelectorAll("li:has(> a)")]).map((item) => {
      const group = item.closest(".shelf > li").querySelector("h2, h3");
      const words = bare(`${group?.textContent ?? ""} ${item.querySelector("a").textContent}`);
      return { item, name: `${words}\n${tight(words)}` };
    });
    return { items, boxes: [...groups, ...sections] };
  };
  // The lists of letters, from their pages; a letter may have several, which its first page names.
  const letters = async (addresses, isFirst = true) => {
    const pages = await Promise.all(addresses.map(async (address) => {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(answer.statusText);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const links = [...page.querySelectorAll("main a")];
      links.forEach((link) => link.setAttribute("href", leadingTo(link.getAttribute("href"), address)));
      const more = isFirst ? await letters(links.filter((link) => link.matches(".around a:not([aria-current])")).map((link) => link.href), false) : [];
      return [page.querySelector(".letter"), ...more];
    }));
    return pages.flat();
  };

  document.addEventListener("gazette:begin", names, { once: true });
}
