// What pages do by themselves: leave at once, send a form once, print. Everything works without it.
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

function sendOnce() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) event.preventDefault();
    else form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => { for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent; });
}

function printPages() {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

leaveAtOnce();
sendOnce();
printPages();
document.querySelector(".cc-errors")?.focus();
