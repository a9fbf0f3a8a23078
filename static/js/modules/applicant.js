// <div data-module="applicant" data-for="citizen" hidden>: the page is everybody's; this says so when the person chosen may not ask for it.
import { applicant } from "../offline/who.js";

export default async function start(box) {
  const me = await applicant();
  if (me?.kind && !box.dataset.for.split(" ").includes(me.kind)) box.hidden = false;
}
