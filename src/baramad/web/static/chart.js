// The server's picture drawn anew, to the width of its box and whenever that changes.

const STEP = 20; // pixels in which widths are drawn
const [NARROWEST, WIDEST] = [200, 920];

export async function fit(figure, box) {
  await draw(figure, box);
  let pause = 0;
  new ResizeObserver(() => {
    clearTimeout(pause);
    if (widthOf(box) !== Number(box.dataset.width)) {
      pause = setTimeout(() => draw(figure, box).catch((error) => console.warn(error)), 150);
    }
  }).observe(box);
}

async function draw(figure, box) {
  const width = widthOf(box);
  const url = new URL(figure.dataset.chart, location.href);
  url.searchParams.set("width", width);
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${answer.status} for ${url}`);
  const text = await answer.text();
  box.replaceChildren(new DOMParser().parseFromString(text, "image/svg+xml").documentElement);
  box.dataset.width = width;
  box.classList.add("live");
}

function widthOf(box) {
  return Math.max(NARROWEST, Math.min(WIDEST, Math.floor(box.clientWidth / STEP) * STEP));
}
