// The dialog that searches the policies: what is asked, and what was found (finding.js). It is
// fetched when somebody first opens it.
"use strict";

const PAUSE = 150; // milliseconds without a letter before anything is fetched

class Unfetched extends Error {}

// Gives a file that stands beside an address; one that was fetched is not fetched again.
const readingAt = (address) => {
  const base = new URL(address, location.href);
  const known = new Map();
  const load = async (path) => {
    const answer = await fetch(new URL(path, base)).catch((error) => { throw new Unfetched(error.message); });
    if (!answer.ok) throw new Unfetched(`${answer.status} ${path}`);
    return answer.text();
  };
  return (path) => {
    if (!known.has(path)) {
      const text = load(path);
      text.catch(() => known.delete(path));
      known.set(path, text);
    }
    return known.get(path);
  };
};

const searchIn = (dialog) => {
  const [input, count, list, more] = ["input", ".search-count", ".search-results", ".search-more"]
    .map((selector) => dialog.querySelector(selector));
  const find = finding(readingAt(dialog.dataset.index));

  const element = (name, ...content) => {
    const made = document.createElement(name);
    made.append(...content);
    return made;
  };
  const pieces = (found) => found.map(([words, isSought]) => (isSought ? element("mark", words) : words));
  const item = ({ title, text, address, status }) => {
    const when = status ? [" ", element("span", list.dataset[status])] : [];
    const link = element("a", element("b", ...pieces(title)), ...when, element("small", ...pieces(text)));
    link.href = dialog.dataset.home + address;
    return element("li", link);
  };

  let found = null; // what was found last, step by step
  let run = 0; // an answer that comes after a newer question is left out
  const say = () => {
    const shown = list.children.length;
    const left = found ? found.left() : 0;
    const words = left ? count.dataset.some : shown ? count.dataset.found : count.dataset.none;
    count.textContent = found ? filled(words, { count: shown, texts: found.texts }) : "";
    more.hidden = !left;
  };
  // What `work` gives is shown, unless something else was asked meanwhile.
  const when = async (work, show) => {
    run += 1;
    const mine = run;
    list.setAttribute("aria-busy", "true");
    try {
      const results = await work();
      if (mine !== run) return;
      show(results);
      say();
    } catch (error) {
      if (mine === run) count.textContent = count.dataset.failed;
      if (!(error instanceof Unfetched)) throw error; // reaches the console
    } finally {
      if (mine === run) list.setAttribute("aria-busy", "false");
    }
  };
  const ask = () => when(
    async () => {
      const answer = await find(input.value);
      return [answer, answer ? await answer.next() : []];
    },
    ([answer, first]) => {
      found = answer;
      list.replaceChildren(...first.map(item));
    },
  );
  const goOn = () => when(() => found.next(), (next) => {
    const items = next.map(item);
    list.append(...items);
    (items[0] ?? list.lastElementChild)?.querySelector("a").focus();
  });

  let timer = 0;
  let answered = Promise.resolve();
  const hurry = () => {
    if (timer) { clearTimeout(timer); timer = 0; answered = ask(); }
    return answered;
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(hurry, PAUSE);
  });
  more.addEventListener("click", goOn);
  dialog.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    await hurry();
    list.querySelector("a")?.click();
  });
  // A list that an answer still replaces would lose the focus, so that answer comes first.
  const walk = async (step) => {
    await hurry();
    const stops = [input, ...list.querySelectorAll("a"), ...(more.hidden ? [] : [more])];
    stops[stops.indexOf(document.activeElement) + step]?.focus();
  };
  dialog.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    // Of itself it would empty the field first.
    if (event.key === "Escape") { event.preventDefault(); dialog.close(); }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { event.preventDefault(); walk(step); }
  });
  list.addEventListener("click", (event) => { if (event.target.closest("a")) dialog.close(); });
  answered = ask(); // what was asked while this was fetched
};
