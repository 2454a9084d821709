// What a page gains where scripts run: pictures drawn to the width of the screen, and a print button.

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

const errors = document.querySelector(".errors");
if (errors) errors.focus();

const NARROW = 620; // below this a picture made for a page is drawn anew, so that its text stays legible

for (const figure of document.querySelectorAll("[data-chart]")) {
  const box = figure.querySelector(".drawn");
  const begin = async () => {
    const { draw } = await import("./chart.js");
    await draw(figure, box).catch((error) => console.warn(error));
  };
  if (box.clientWidth < NARROW) whenSeen(figure, begin);
}

function whenSeen(element, act) {
  const watcher = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) {
      watcher.disconnect();
      act();
    }
  });
  watcher.observe(element);
}
