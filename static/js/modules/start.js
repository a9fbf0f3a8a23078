// <form data-module="start" data-href="/thu-tuc/…/lam">: begins on the phone, with an id made here, so that it works without a signal too.
import { newId } from "../offline/ids.js";

export default function start(form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const id = newId();
    try {
      sessionStorage.setItem("fresh", id); // the server need not be asked whether it knows this one
    } catch { /* storage closed: it is asked */ }
    location.assign(`${form.dataset.href}#${id}`);
  });
}
