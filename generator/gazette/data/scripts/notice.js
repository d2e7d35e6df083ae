// A notice of a policy's coming version, for a company's own pages:
//
//   <script src="https://legal.example.com/embed/notice.js" defer></script>
//   <gazette-notice policy="privacy-policy" lang="auto"></gazette-notice>
//
// It shows nothing when nothing is coming, asks only the site it came from, and keeps only what
// the reader dismissed, in the page's own storage, until another notice comes. Its colours and
// font are the page's: --gazette-notice-background, -color, -accent, -font.
"use strict";
(() => {
  const base = new URL("../", document.currentScript.src);
  const words = /* WORDS */ {};
  const style = `
    :host { display: block; }
    :host([hidden]) { display: none; }
    div { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; padding: 0.75rem 1rem;
      font: var(--gazette-notice-font, 1rem/1.5 system-ui, sans-serif);
      color: var(--gazette-notice-color, #1b1b1b); background: var(--gazette-notice-background, #fff4d6);
      border-inline-start: 0.3rem solid var(--gazette-notice-accent, #7a5200); }
    p { margin: 0; flex: 1 1 18rem; }
    a { color: inherit; }
    button { font: inherit; color: inherit; background: none; border: 1px solid currentColor;
      border-radius: 0.2rem; min-block-size: 2rem; padding: 0.1rem 0.7rem; cursor: pointer; }
    :is(a, button):focus-visible { outline: 3px solid; outline-offset: 2px; }`;
  const stored = (key, value) => {
    try {
      if (value === undefined) return localStorage.getItem(key);
      localStorage.setItem(key, value);
    } catch { /* no storage: the notice comes back */ }
    return null;
  };
  const days = (count, lang) => new Intl.NumberFormat(lang, { style: "unit", unit: "day", unitDisplay: "long" }).format(count);
  const element = (tag, text, properties = {}) => Object.assign(document.createElement(tag), { textContent: text }, properties);

  customElements.define("gazette-notice", class extends HTMLElement {
    static observedAttributes = ["policy", "lang"];

    attributeChangedCallback() { if (this.isConnected) this.show(); }

    connectedCallback() { this.show(); }

    language(known, source) {
      const asked = this.getAttribute("lang");
      const wanted = asked && asked !== "auto" ? [asked] : [document.documentElement.lang, ...navigator.languages];
      const base = (code) => code.toLowerCase().split("-")[0];
      const script = (code) => { try { return new Intl.Locale(code).maximize().script; } catch { return ""; } };
      const one = (code) => {
        const kin = known.filter((lang) => base(lang) === base(code)).sort((a, b) => (b === base(b)) - (a === base(a)));
        return kin.find((lang) => lang.toLowerCase() === code.toLowerCase())
          || kin.find((lang) => script(lang) === script(code)) || kin[0];
      };
      return wanted.filter(Boolean).map(one).find(Boolean) || source;
    }

    async show() {
      const policy = this.getAttribute("policy");
      this.hidden = true;
      if (!policy) return;
      let data;
      try {
        const answer = await fetch(new URL(`api/v1/${encodeURIComponent(policy)}/notices.json`, base), { credentials: "omit" });
        data = await answer.json();
      } catch {
        // No notice is better than a broken page.
        return;
      }
      const today = new Intl.DateTimeFormat("sv-SE", { timeZone: data.timezone }).format(new Date());
      const coming = data.notices.filter((found) => found.status === "upcoming" && found.effective > today)
        .sort((one, other) => (one.effective < other.effective ? -1 : 1));
      const key = `gazette-notice:${policy}`;
      const notice = coming.find((found) => `${found.id} ${found.effective}` !== stored(key));
      if (!notice) return;
      const lang = this.language(Object.keys(notice.languages), Object.keys(words)[0]);
      this.write(notice, notice.languages[lang], lang, key);
    }

    excuse(notice, told, lang) {
      if (told.editorial_reason) return ` ${words[lang].editorial} ${told.editorial_reason}`;
      if (!told.exception) return "";
      const given = { days: notice.days, required: notice.required_days };
      const short = words[lang].short.replace(/%\((\w+)\)s/g, (_, name) => days(given[name], lang));
      return ` ${short} ${told.exception}`;
    }

    write(notice, told, lang, key) {
      const root = this.shadowRoot || this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
      root.adoptedStyleSheets = [sheet];
      const box = element("div", "", { lang });
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", told.title);
      const text = element("p", "");
      text.setAttribute("role", "status");
      text.append(element("strong", told.notice), " ", told.summary, this.excuse(notice, told, lang));
      const link = element("a", words[lang].see, { href: new URL(told.redline || told.new, base).href });
      const close = element("button", words[lang].dismiss, { type: "button" });
      close.addEventListener("click", () => {
        stored(key, `${notice.id} ${notice.effective}`);
        this.hidden = true;
      });
      box.append(text, link, close);
      root.replaceChildren(box);
      this.hidden = false;
    }
  });
})();
