// What pages do by themselves: leave at once, sign by hand, take the code of a link. Everything works without it.
"use strict";

const TIMES = 3, WITHIN = 3000;

function leave() {
  const way = document.querySelector("[data-leave]");
  document.documentElement.hidden = true;
  document.title = "";
  for (const form of document.forms) form.reset();
  window.location.replace(way.href);
}

function leaveAtOnce() {
  const way = document.querySelector("[data-leave]");
  if (!way) return;
  way.addEventListener("click", (event) => { event.preventDefault(); leave(); });
  let pressed = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") { pressed = []; return; }
    pressed = [...pressed, event.timeStamp].filter((when) => event.timeStamp - when < WITHIN);
    if (pressed.length >= TIMES) leave();
  });
  for (const hint of document.querySelectorAll("[data-scripted]")) hint.hidden = false;
}

function signByHand() {
  for (const place of document.querySelectorAll("[data-draw]")) {
    const canvas = place.querySelector("canvas"), pen = canvas.getContext("2d");
    const kept = canvas.closest("form").querySelector("[data-strokes]");
    let lines = [], drawing = false;
    const at = (event) => { const box = canvas.getBoundingClientRect(); return [Math.round((event.clientX - box.left) / box.width * 1000), Math.round((event.clientY - box.top) / box.width * 1000)]; };
    const show = () => {
      pen.clearRect(0, 0, canvas.width, canvas.height);
      pen.lineWidth = 3; pen.lineCap = pen.lineJoin = "round";
      for (const line of lines) {
        pen.beginPath();
        line.forEach(([x, y], n) => pen[n ? "lineTo" : "moveTo"](x * canvas.width / 1000, y * canvas.width / 1000));
        pen.stroke();
      }
      kept.value = JSON.stringify(lines);
    };
    canvas.addEventListener("pointerdown", (event) => { drawing = true; canvas.setPointerCapture(event.pointerId); lines.push([at(event)]); event.preventDefault(); });
    canvas.addEventListener("pointermove", (event) => { if (drawing) { lines.at(-1).push(at(event)); show(); } });
    canvas.addEventListener("pointerup", () => { drawing = false; });
    place.querySelector("[data-wipe]").addEventListener("click", () => { lines = []; show(); });
    place.hidden = false;
  }
}

function codeOfLink() {
  const field = document.querySelector("[data-code]");
  if (!field || location.hash.length < 2) return;
  if (!field.value) field.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
}

signByHand();
codeOfLink();
leaveAtOnce();
document.querySelector(".cc-errors")?.focus();
