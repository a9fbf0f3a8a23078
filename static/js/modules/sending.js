// One file to one address, with its progress; tried again by itself while the signal comes and goes.
const PAUSES_S = [1, 2, 4, 8, 15, 30];
const AGAIN = new Set([0, 408, 425, 429, 500, 502, 503, 504]);
const LONGEST_MS = 180000;

const rest = (seconds) => new Promise((resolve) => { setTimeout(resolve, seconds * 1000); });
const signal = () => new Promise((resolve) => {
  if (navigator.onLine) resolve();
  else addEventListener("online", resolve, { once: true });
});

function once(address, body, tell) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest(); // fetch cannot say how far it is
    request.open("POST", address);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.timeout = LONGEST_MS;
    request.upload.onprogress = ({ loaded, total }) => { if (total) tell(loaded / total); };
    request.onloadend = () => resolve({
      status: request.status, said: request.response ?? {}, after: Number(request.getResponseHeader("Retry-After")) || 0,
    });
    request.send(body);
  });
}

// `tell(part)` with 0…1 while it goes, `tell(null)` while it waits for the signal → {status, said}: the server's last word, 0 = none.
export async function sendFile(address, body, tell) {
  for (let round = 0; ; round += 1) {
    if (!navigator.onLine) tell(null);
    await signal();
    tell(0);
    const answer = await once(address, body, tell);
    if (!AGAIN.has(answer.status) || round >= PAUSES_S.length) return answer;
    tell(null);
    await rest(Math.max(PAUSES_S[round], Math.min(answer.after, 60)));
  }
}
