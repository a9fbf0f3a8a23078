// Pauses between attempts: longer each time, never at the same moment on every phone, ended by a nudge.
const nudges = new EventTarget(); // the signal is back, or the person does not want to wait

export const nudged = (target = nudges, event = "go") => new Promise((resolve) => { target.addEventListener(event, resolve, { once: true }); });

export const nudge = () => nudges.dispatchEvent(new Event("go"));

export function rest(pauses, round) {
  const ms = pauses[Math.min(round, pauses.length - 1)] * 1000 * (0.75 + Math.random() / 2);
  return Promise.race([new Promise((resolve) => { setTimeout(resolve, ms); }), nudged()]);
}
