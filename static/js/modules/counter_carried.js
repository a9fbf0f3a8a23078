// <form data-module="counter_carried">: a fresh browser at a counter. Behind the # stand where the desk's launcher listens and, after a
// customer, the ticket that brings the clerk's sign-in along: `may/<port>/<secret>/<ticket>`.
import { remember } from "./counter_browser.js";

export default function start(form) {
  const ticket = remember();
  if (!ticket) { location.replace("/khach"); return; }
  form.elements.ticket.value = ticket;
  form.submit();
}
