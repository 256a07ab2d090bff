// What pages do by themselves: warn before an idle session ends, send filters as they are chosen, put the cursor on errors.
"use strict";

const body = document.body;

function warnBeforeTheEnd() {
  const dialog = document.getElementById("idle");
  const idle = Number(body.dataset.idle) * 1000;
  const warning = Number(body.dataset.warning) * 1000;
  if (!dialog || !idle) return;
  const others = "BroadcastChannel" in window ? new BroadcastChannel("caseclose-session") : null;
  let ends;
  const begin = (tell) => {
    ends = Date.now() + idle;
    if (dialog.open) dialog.close();
    if (tell && others) others.postMessage("active");
  };
  const look = () => {
    const left = ends - Date.now();
    if (left <= 0) window.location.assign(body.dataset.ended);
    else if (left <= warning && !dialog.open) dialog.showModal();
  };
  if (others) others.addEventListener("message", () => begin(false));
  document.addEventListener("htmx:afterRequest", () => begin(true));
  dialog.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch(body.dataset.extend, { method: "POST", body: new FormData(event.target), redirect: "manual" });
    if (answer.status === 204) begin(true);
    else window.location.assign(body.dataset.ended);
  });
  begin(true);
  setInterval(look, 5000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
}

function closeMenus() {
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll(".cc-menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll(".cc-menu[open]")) { menu.open = false; menu.querySelector("summary").focus(); }
  });
}

function sayThatAPasskeyFailed() {
  document.addEventListener("allauth.error", (event) => {
    const words = document.querySelector("[data-passkey-failed]");
    if (!words) return;
    event.preventDefault();
    words.hidden = false;
  });
}

function tickAll() {
  const show = () => { for (const button of document.querySelectorAll("[data-tick]")) button.hidden = false; };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-tick]");
    if (!button) return;
    const boxes = [...document.querySelectorAll(`input[type=checkbox][form="${button.dataset.tick}"]`)];
    const all = boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = !all;
  });
  document.addEventListener("htmx:afterSettle", show);
  show();
}

warnBeforeTheEnd();
tickAll();
sayThatAPasskeyFailed();
closeMenus();
document.querySelector(".cc-errors")?.focus();
