// Holds the ID card's QR before the camera: looked at a few times a second, on this phone; only the text is sent, or stays here.
const BETWEEN_MS = 140; // about seven looks a second: quick enough, and the phone stays cool
const WIDEST = 960;

function draw(video, canvas) {
  const scale = Math.min(1, WIDEST / Math.max(video.videoWidth, video.videoHeight));
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  canvas.getContext("2d", { willReadFrequently: true }).drawImage(video, 0, 0, canvas.width, canvas.height);
}

export default function scanCard(form) {
  if (!navigator.mediaDevices?.getUserMedia) return;
  const frame = form.querySelector(".viewfinder");
  const video = form.querySelector("video");
  const words = form.querySelector("[data-words]");
  const button = form.querySelector("[data-open]");
  const canvas = document.createElement("canvas");
  let stream = null;

  const close = () => {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
    video.srcObject = null;
    frame.hidden = true;
    button.hidden = false;
  };
  const denied = () => {
    close();
    words.textContent = words.dataset.denied;
    document.querySelector("form[data-module~=send_on_pick] input[type=file]")?.focus();
  };
  const found = (text) => {
    close();
    navigator.vibrate?.(80);
    words.textContent = words.dataset.found;
    const elsewhere = !form.dispatchEvent(new CustomEvent("card", { detail: text, cancelable: true })); // scan_here.js reads it itself
    if (elsewhere) return;
    form.elements.text.value = text;
    form.submit();
  };
  const nextFrame = (then) => (video.requestVideoFrameCallback ? video.requestVideoFrameCallback(then) : requestAnimationFrame(then));

  const watch = (read, mine) => {
    let last = 0;
    const look = async () => {
      if (stream !== mine) return;
      const now = performance.now();
      if (now - last >= BETWEEN_MS && video.videoWidth) {
        last = now;
        draw(video, canvas);
        const text = await read(canvas).catch(() => "");
        if (stream !== mine) return;
        if (text) { found(text); return; }
      }
      nextFrame(look);
    };
    nextFrame(look);
  };

  const open = async () => {
    button.disabled = true;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } }, audio: false });
      const mine = stream;
      video.srcObject = mine;
      frame.hidden = false;
      button.hidden = true;
      words.textContent = words.dataset.looking;
      const [read] = await Promise.all([import("./find_code.js").then(({ reader }) => reader()), video.play()]);
      watch(read, mine);
    } catch {
      denied(); // no camera, not allowed, or the reader could not be fetched
    } finally {
      button.disabled = false;
    }
  };

  form.hidden = false;
  button.addEventListener("click", open);
  addEventListener("pagehide", close);
  document.addEventListener("visibilitychange", () => { if (document.hidden && stream) close(); });
}
