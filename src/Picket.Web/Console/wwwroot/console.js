// The console works without this file; it only makes three things quicker.
"use strict";

// Ctrl+Enter (Cmd+Enter) in a query runs it.
document.addEventListener("keydown", event => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("[data-submit-on-enter]")) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});

// Copy the query beside the button.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
}
document.addEventListener("click", async event => {
  const button = event.target.closest("[data-copy]");
  if (button) {
    await navigator.clipboard.writeText(button.closest("li").querySelector("pre").textContent);
    button.classList.add("done");
    setTimeout(() => button.classList.remove("done"), 1500);
  }
});

// Fetch a live page again while nobody is busy in it.
const live = document.querySelector("[data-refresh]");
const isBusy = () => document.hidden || live.contains(document.activeElement) || !getSelection().isCollapsed;

async function refresh() {
  if (isBusy()) {
    return;
  }
  const response = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  const text = response?.ok ? await response.text() : "";
  if (!text || isBusy()) {
    return;
  }
  const page = new DOMParser().parseFromString(text, "text/html");
  for (const part of ["[data-refresh]", ".lead"]) {
    const old = document.querySelector(part), fresh = page.querySelector(part);
    if (old && fresh && fresh.innerHTML !== old.innerHTML) {
      old.replaceChildren(...fresh.childNodes);
    }
  }
  document.title = page.title;
}

if (live) {
  setInterval(refresh, 1000 * Number(live.dataset.refresh));
}
