"use strict";
// What the page can do beyond reading: filter tasks by agency and by words, and open what is folded before it is printed.
// Nothing here writes HTML; the page is whole without it.
const bare = (text) => text.normalize("NFD").replace(/\p{Mn}/gu, "").replace(/đ/gi, "d").toLowerCase();
// A line names its agencies by runs of numbers, "1-17 20".
const holds = (runs, number) => runs.some(([first, last = first]) => first <= number && number <= last);

for (const filters of document.querySelectorAll(".filters")) {
  const section = filters.parentElement;
  const standings = [...filters.querySelectorAll("[type=radio]")];
  const agency = filters.querySelector("select");
  const words = filters.querySelector("[type=search]");
  const found = filters.querySelector("output");
  const tasks = [...section.querySelectorAll(".task")].map((task) => ({
    task,
    text: bare(task.textContent),
    rows: [...task.querySelectorAll(".row")].map((row) => ({ row, agencies: row.dataset.a.split(" ").map((run) => run.split("-").map(Number)) })),
  }));

  const show = () => {
    const standing = standings.find((radio) => radio.checked).value;
    const wanted = bare(words.value).split(/\s+/).filter(Boolean);
    const number = Number(agency.value);
    let shown = 0;
    for (const { task, text, rows } of tasks) {
      let kept = 0;
      for (const { row, agencies } of rows) {
        const keep = (!standing || row.classList.contains("k-" + standing)) && (!number || holds(agencies, number));
        row.hidden = !keep;
        kept += keep;
      }
      task.hidden = !((kept || !(standing || number)) && wanted.every((word) => text.includes(word)));
      shown += !task.hidden;
    }
    found.textContent = `${found.dataset.label}: ${shown}/${found.dataset.total}`;
    section.querySelector(".no-match").hidden = shown > 0;
  };

  const clear = () => {
    standings[0].checked = true;
    agency.value = words.value = "";
    show();
  };
  filters.addEventListener("input", show);
  filters.querySelector("button").addEventListener("click", clear);
  // A link to a task that the filter hides shows it.
  addEventListener("click", (event) => {
    const wanted = event.target.closest('a[href^="#"]')?.hash.slice(1);
    if (tasks.some(({ task }) => task.id === wanted && task.hidden)) clear();
  });
  filters.querySelector(".scripted").hidden = false;
  show();
}

const folded = () => document.querySelectorAll("details:not([open])");
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...folded()];
  for (const one of opened) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of opened) one.open = false;
});
