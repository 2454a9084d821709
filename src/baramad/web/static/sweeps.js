// What positions of levers do, as the server tells it: a few of every lever before anybody touches
// one, all of a lever once somebody means to move it. An answer is kept under the scenario that it was
// asked for, so one that comes late, when another scenario stands, is never taken for it.

const KEPT = 200; // sweeps that are held
const PAUSE = 5000; // milliseconds after a refusal until the same is asked again

// `about(lever, code)` is the scenario of a code but for the lever's own value.
export class Sweeps {
  constructor(address, about, arrived) {
    Object.assign(this, { address, about, arrived, kept: new Map(), wish: null, busy: false, early: null });
  }

  found(one, code) {
    const key = this.about(one, code);
    const found = this.kept.get(key) ?? { key, positions: null, begun: false };
    this.kept.delete(key);
    this.kept.set(key, found);
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value);
    return found;
  }

  url(path, query) {
    const url = new URL(this.address, location.href);
    if (path) url.pathname += `/${path}`;
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url;
  }

  // One value of a lever, by a run of its own.
  async at(one, code, at) {
    const { positions } = await asked(this.url(one.name, { s: this.about(one, code), at }));
    return { ...positions[0], isExact: true };
  }

  // A few positions of every lever: asked for while nothing happens, and not of those who save data.
  async ahead(code) {
    if (navigator.connection?.saveData) return;
    this.early?.abort();
    const { signal } = (this.early = new AbortController());
    try {
      const { levers } = await asked(this.url("", { s: code }), { signal, priority: "low" });
      for (const one of this.levers) {
        const found = this.found(one, code);
        found.positions ??= levers[one.name];
        this.arrived(one, found);
      }
    } catch (error) {
      if (!signal.aborted) console.warn(error);
    }
  }

  // All positions of a lever; the coarse ones first where there are none yet.
  async prepare(one, code) {
    const found = this.found(one, code);
    if (found.begun) return;
    found.begun = true;
    try {
      for (const part of found.positions ? ["fine"] : ["coarse", "fine"]) {
        const { positions } = await asked(this.url(one.name, { s: found.key, part }));
        found.positions = positions;
        this.arrived(one, found);
      }
    } catch (error) {
      console.warn(error);
      setTimeout(() => (found.begun = false), PAUSE);
    }
  }

  // The same for a lever that is only looked at: one at a time, and the newest look goes next, so
  // that a hand which passes over all levers asks for few.
  async glance(one, code) {
    this.wish = [one, code];
    if (this.busy) return;
    this.busy = true;
    while (this.wish) {
      const next = this.wish;
      this.wish = null;
      await this.prepare(...next);
    }
    this.busy = false;
  }
}

async function asked(url, options) {
  const answer = await fetch(url, options);
  if (!answer.ok) throw new Error(`${answer.status} for ${url}`);
  return (await answer.json()).data;
}

// A position for a value: one of those known, or a point on the line between two of them, which
// brings words only where they are told of a value close by.
export function between(positions, value) {
  const above = positions.findIndex((one) => one.shown >= value);
  if (above < 0) return null;
  const high = positions[above];
  if (high.shown === value || above === 0) return { ...high, isExact: high.shown === value };
  const low = positions[above - 1];
  const part = (value - low.shown) / (high.shown - low.shown);
  const near = part < 0.5 ? low : high;
  const span = positions.at(-1).shown - positions[0].shown;
  const words = Math.abs(near.shown - value) * 16 <= span ? near : {};
  const bands = low.bands.map((row, i) => row.map((v, j) => v + part * (high.bands[i][j] - v)));
  return { ...words, bands, top: Math.max(low.top, high.top), isExact: false };
}
