// Words and numbers. PAGE comes from what builds the page: texts, looks, theme, published numbers;
// texts and looks in the page's language.

const say = (key, values = {}) =>
  PAGE.texts[key].replace(/\{([\w-]+)\}/g, (whole, name) => values[name] ?? whole);

const LANGUAGE = document.documentElement.lang;

/** A list, put together as the language does it: "list", "names" and "numbers" say how. */
const listed = (key, items) =>
  items.length === 0 ? "" : items.reduce((one, more) => say(key, { one, more }));

/** A number for readers: three digits, or as a power of ten where that is shorter. */
function number(value, digits = 3) {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  const size = Math.abs(value);
  if (!Number.isFinite(value)) return "∞";
  if (size !== 0 && (size < 0.001 || size >= 1e7)) {
    const [mantissa, power] = value.toExponential(1).split("e");
    const raised = [...String(Number(power))].map(c => "⁰¹²³⁴⁵⁶⁷⁸⁹"[c] ?? "⁻").join("");
    return `${Number(mantissa).toLocaleString(LANGUAGE)} · 10${raised}`;
  }
  return value.toLocaleString(LANGUAGE, { maximumSignificantDigits: Math.max(digits,
    size >= 1 ? Math.floor(Math.log10(size)) + 1 : 0) });
}

const fixed = (value, digits) => Number.isFinite(value)
  ? value.toLocaleString(LANGUAGE,
    { minimumFractionDigits: digits, maximumFractionDigits: digits })
  : "–";

/** What readers see instead of a key, and how it looks: as in the notebooks' figures. */
const look = key => PAGE.looks[key] ?? {};
const label = key => look(key).label ?? PAGE.texts[`start.${key}`] ?? key;

/** An element, with attributes and what is in it. */
function make(name, attributes = {}, ...content) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...content);
  return element;
}

const find = selector => document.querySelector(selector);
