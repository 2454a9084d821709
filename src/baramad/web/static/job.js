// How far a job is, asked for until it is over; then the page is loaded again with its result.

const told = document.querySelector("[data-told]");
const bar = document.querySelector("progress");
const twin = document.querySelector("[data-job]").dataset.job;
const STEP = 10; // in 100, so that a screen reader is not told of every one

let spoken = -STEP;

async function look() {
  const answer = await fetch(twin, { cache: "no-store" });
  if (!answer.ok && answer.status !== 429) return location.reload();
  if (answer.ok) {
    const { data } = await answer.json();
    if (data.state === "done" || data.state === "failed") return location.reload();
    bar.value = data.percent;
    if (data.percent >= spoken + STEP || data.state === "waiting") {
      spoken = data.percent;
      if (told.textContent !== data.told) told.textContent = data.told;
    }
  }
  setTimeout(() => look().catch(again), 1000);
}

const again = () => setTimeout(() => look().catch(again), 5000);
look().catch(again);
