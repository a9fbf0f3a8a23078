// A number that app.js reads on every page: how many things wait here to be sent. Raised when one is kept, counted after each sending.
const NAME = "unsent";

function write(value) {
  try {
    if (value) localStorage.setItem(NAME, String(value));
    else localStorage.removeItem(NAME);
    globalThis.dispatchEvent?.(new Event("unsent"));
  } catch { /* storage closed: nothing outlives this page; in the worker there is none */ }
}

export function raise() {
  try {
    if (localStorage.getItem(NAME)) return;
  } catch { /* see above */ }
  write(1);
}

export const counted = write;
