// The levers, live. A few positions of every lever are fetched while the page is at rest, and all of one
// that somebody is about to move; from then on a move is drawn without asking anybody. Between two
// positions lines are straight; when a value comes to rest between them, its own run replaces the line.

import { embedded, load } from "./live.js";
import { fitted } from "./page.js";
import { Sweeps, between } from "./sweeps.js";

const REST = 250; // milliseconds without a move after which the result is spoken and the link kept
const SETTLED = 600; // milliseconds after that until all levers are looked at anew
const AGAIN = 5000; // milliseconds until a result that could not be had is asked for again
const IDLE = 1000; // milliseconds after which idle work is done in any case
const DWELL = 80; // milliseconds over a lever after which it may be meant
const BANDS = ["low_80", "low_50", "median", "high_50", "high_80"];

const form = document.querySelector("form.levers");
const figure = document.querySelector("[data-fan]");
const box = figure.querySelector(".drawn");
const all = (selector) => [...document.querySelectorAll(selector)];
const told = all("[data-told]");
const chances = all("[data-chance]");
const outcomes = all("[data-outcome]");
const status = document.querySelector("[data-status]");
const briefs = document.querySelectorAll("[data-brief]");
const levers = new Map(all(".lever").map((row) => [row.dataset.code, lever(row)]));
const order = [...levers.values()].sort((a, b) => (a.name < b.name ? -1 : 1)).map((one) => one.code);
const sweeps = new Sweeps(form.dataset.sweep, about, arrived);

let code = form.dataset.code;
let latest = null; // the lever and the value that are to be shown
let shown = null; // the position that is shown
let resting = 0;
let settling = 0;
let picture = null; // the view with the rows and the axis of its start

function lever(row) {
  return {
    row,
    name: row.dataset.lever,
    code: row.dataset.code,
    range: row.querySelector("[type=range]"),
    number: row.querySelector("[type=number]"),
    unit: row.querySelector(".unit").textContent,
    shift: Number(row.dataset.shift),
  };
}

// A scenario's code: a head, then a part for each lever that is moved, then changed assumptions.

const LEVER = /^[a-z]{2}([BAD]$|P\d)/;

function moved(one, value, from = code) {
  const [head, ...parts] = from.split("~");
  const own = parts.filter((part) => LEVER.test(part) && part.slice(0, 2) !== one.code);
  own.push(`${one.row.dataset.stem}${plain(meant(one, value))}`);
  own.sort((a, b) => order.indexOf(a.slice(0, 2)) - order.indexOf(b.slice(0, 2)));
  return [head, ...own, ...parts.filter((part) => !LEVER.test(part))].join("~");
}

// What its sweep is asked for and kept under: the scenario with the lever at its least, wherever it
// stands now; what it did before it could be moved is part of that.
function about(one, from) {
  return moved(one, Number(one.range.min), from);
}

const meant = (one, value) => Number((value * 10 ** -one.shift).toPrecision(12));
const plain = (value) => value.toLocaleString("en", { useGrouping: false, maximumFractionDigits: 12 });

// What is painted: never a position of another scenario, and at rest only one that was run.

function arrived(one, found) {
  if (latest?.one === one && sweeps.found(one, code) === found) show();
}

function show() {
  const { positions } = sweeps.found(latest.one, code);
  const found = latest.own ?? (positions && between(positions, latest.value));
  if (found) paint(found);
  return Boolean(found);
}

function paint(found) {
  shown = found;
  figure.setAttribute("aria-busy", !found.isExact);
  if (found.told) {
    fill(told, found.told);
    fill(chances, found.chances);
    fill(outcomes, found.outcomes.flat());
    for (const one of briefs) one.textContent = found.brief;
  }
  draw();
}

function fill(places, texts) {
  places.forEach((place, at) => {
    if (place.textContent !== texts[at]) place.textContent = texts[at];
  });
}

function draw() {
  if (!picture || !shown) return;
  const { view, rows, first } = picture;
  const fresh = rows.map((row) => {
    const at = row.year - first;
    return at < 0 ? row : { ...row, ...Object.fromEntries(BANDS.map((name, i) => [name, shown.bands[i][at]])) };
  });
  picture.top = Math.max(picture.top, shown.top); // grows while a lever moves, shrinks at rest
  view.data("fan", fresh).signal("ymax", picture.top).runAsync();
  if (figure.querySelector("details").open) numbers(fresh);
}

function numbers(rows) {
  figure.querySelectorAll("tbody tr").forEach((line, at) => {
    BANDS.forEach((name, i) => {
      const value = rows[at][name];
      line.cells[i + 1].textContent = value == null ? "" : String(Number(value.toFixed(3)));
    });
  });
}

// Moves.

function move(one, value) {
  if (latest && latest.one !== one) code = moved(latest.one, latest.value); // it may not have come to rest
  latest = { one, value, own: null };
  one.range.setAttribute("aria-valuetext", `${plain(value)} ${one.unit}`);
  if (!show()) {
    shown &&= { ...shown, isExact: false }; // it is still what the scenario before comes to
    alone(latest);
  }
  sweeps.prepare(one, code);
  clearTimeout(resting);
  clearTimeout(settling);
  resting = setTimeout(rest, REST);
}

// The run of one value: the first answer before a sweep is in, and the last where it falls between.
// One is under way at a time; what moves meanwhile is asked for next, and steps in between are not.

let asking = null;

async function alone(wanted) {
  while (asking) {
    await asking;
    if (latest !== wanted || wanted.own) return;
  }
  asking = answered(wanted).finally(() => (asking = null));
  await asking;
}

async function answered(wanted) {
  const { one, value } = wanted;
  const swept = sweeps.found(one, code);
  try {
    const found = await sweeps.at(one, code, plain(meant(one, value)));
    if (latest === wanted) paint((wanted.own = found));
    else if (latest.one === one && sweeps.found(one, code) === swept && !swept.positions) {
      paint({ ...found, isExact: false }); // on the way to where the lever is by now
    }
  } catch (error) {
    console.warn(error);
  }
}

async function rest() {
  const wanted = latest;
  code = moved(wanted.one, wanted.value);
  history.replaceState(null, "", linked(location.href));
  all("a[href]").forEach(relink);
  document.querySelectorAll("input[name=s]").forEach((input) => (input.value = code));
  const command = document.querySelector(".command code");
  if (command) command.textContent = command.textContent.replace(/--scenario \S+/, `--scenario ${code}`);
  const title = document.querySelector("[data-title]");
  if (!title.dataset.is) title.textContent = title.dataset.is = title.dataset.changed;
  all(".named [aria-current]").forEach((link) => link.removeAttribute("aria-current"));
  if (!shown?.isExact) await alone(wanted);
  if (latest !== wanted) return;
  const isLate = !shown?.isExact;
  status.className = isLate ? "note caution" : "hidden";
  if (isLate) {
    status.textContent = status.dataset.late;
    resting = setTimeout(rest, AGAIN);
    return;
  }
  if (picture && picture.top !== shown.top) {
    picture.top = shown.top;
    draw();
  }
  status.textContent = told.map((one) => one.textContent).join(" ");
  settling = setTimeout(soon, SETTLED, () => sweeps.ahead(code));
  share();
}

// What each lever adds takes seconds, so it is fetched for those who open it, and again once levers rest.

const adds = document.querySelector("[data-adds]");
const added = adds.querySelector("[data-figure]");

async function share() {
  if (!adds.open || added.dataset.of === code) return;
  const wanted = (added.dataset.of = code);
  added.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(linked(new URL(adds.dataset.adds, location.href)));
    if (!answer.ok) throw new Error(`${answer.status} for what levers add`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const figure = page.querySelector("#figure-plan_contributions") ?? page.querySelector(".lead");
    if (wanted === code) {
      added.replaceChildren(figure); // a scenario that moves no lever has a sentence alone
      if (figure.dataset.chart) fitted(figure);
    }
  } catch (error) {
    console.warn(error);
    delete added.dataset.of;
  }
  if (wanted === code) added.removeAttribute("aria-busy");
}

adds.addEventListener("toggle", share);

function relink(link) {
  if (link.hasAttribute("data-own")) return;
  const url = new URL(link.href);
  if (url.origin !== location.origin) return;
  const name = url.pathname === "/plan/compare" ? "a" : "s";
  if (url.searchParams.has(name)) link.href = linked(link.href, name);
}

function linked(href, name = "s") {
  const url = new URL(href);
  url.searchParams.set(name, code);
  url.searchParams.set("ranges", form.elements.ranges.value); // so that others get the same numbers
  return url.href;
}

sweeps.levers = [...levers.values()];
for (const one of levers.values()) {
  let dwelling = 0;
  one.row.addEventListener("pointerenter", () => {
    dwelling = setTimeout(() => sweeps.glance(one, code), DWELL);
  });
  one.row.addEventListener("pointerleave", () => clearTimeout(dwelling));
  for (const event of ["focusin", "pointerdown"]) {
    one.row.addEventListener(event, () => sweeps.prepare(one, code), { passive: true });
  }
  one.range.addEventListener("input", () => {
    one.number.value = one.range.value;
    move(one, one.range.valueAsNumber);
  });
  one.number.addEventListener("input", () => {
    if (!one.number.value || !one.number.checkValidity()) return;
    one.range.value = one.number.value;
    move(one, one.number.valueAsNumber);
  });
}

form.addEventListener("submit", (event) => event.preventDefault());
figure.querySelector("details").addEventListener("toggle", draw);

// The live picture takes the place of the server's once the page is at rest.

async function live() {
  const [embed, answer] = await Promise.all([load(figure.dataset.drawing), fetch(figure.dataset.fan)]);
  if (!answer.ok) throw new Error(`no specification: ${answer.status}`);
  const specification = await answer.json();
  const place = document.createElement("div");
  const view = await embedded(embed, place, specification);
  const rows = view.data("fan").map((row) => Object.fromEntries(Object.entries(row))); // without Vega's own marks
  const first = rows.find((row) => row.median != null).year;
  picture = { view, rows, first, top: view.signal("ymax") };
  fit(view);
  await view.runAsync();
  const svg = place.querySelector("svg");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", box.querySelector("title").textContent);
  box.replaceChildren(place);
  box.classList.add("live");
  new ResizeObserver(() => fit(view) && view.runAsync()).observe(box);
  draw();
  document.documentElement.dataset.plan = "live";
}

function fit(view) {
  const width = Math.max(180, Math.min(900, box.clientWidth - (view._origin?.[0] ?? 40) - 24));
  if (Math.abs(view.width() - width) < 2) return false;
  view.width(width).height(box.clientWidth < 480 ? 230 : 330);
  return true;
}

// When nothing else is to be done; a browser that draws nothing may find no such moment, so within a time.
function soon(act) {
  if (window.requestIdleCallback) requestIdleCallback(act, { timeout: IDLE });
  else setTimeout(act, 200);
}

const begin = () =>
  soon(() => {
    live().catch((error) => console.warn(error));
    sweeps.ahead(code);
  });
if (document.readyState === "complete") begin();
else addEventListener("load", begin);
