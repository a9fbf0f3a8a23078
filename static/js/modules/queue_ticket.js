// <div data-module="queue_ticket" data-url="…" data-called="0">: asks every few seconds whose turn it is; reloads the page when that
// changed. When the number is called the phone rings and shakes, once for each call.
const EVERY_MS = 5000;

const ring = () => {
  navigator.vibrate?.([300, 150, 300]);
  const Sound = window.AudioContext ?? window.webkitAudioContext;
  if (!Sound) return;
  const sound = new Sound();
  const tone = sound.createOscillator();
  tone.frequency.value = 880;
  tone.connect(sound.destination);
  tone.start();
  tone.stop(sound.currentTime + 0.5);
  tone.onended = () => sound.close();
};

export default function queueTicket(element) {
  const { url } = element.dataset;
  let first;
  const look = async () => {
    if (!navigator.onLine) return null;
    try {
      const answer = await fetch(url, { headers: { Accept: "application/json" }, cache: "no-store", credentials: "same-origin" });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null; // no signal just now: asked again later
    }
  };
  const round = async () => {
    const said = await look();
    const now = said && JSON.stringify(said);
    if (now && first && now !== first) {
      if (said.state === "called") ring();
      location.reload();
      return;
    }
    first ??= now ?? undefined;
    setTimeout(round, EVERY_MS);
  };
  round();
}
