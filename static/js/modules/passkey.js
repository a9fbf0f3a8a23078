// The phone's own fingerprint. [data-module=passkey][data-action=register|sign-in][data-back] > button, .error; stays hidden where
// the browser has no passkeys. Old browsers lack the JSON helpers of WebAuthn, so the bytes are written by hand there.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const named = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

const creation = (json) => PublicKeyCredential.parseCreationOptionsFromJSON?.(json) ?? {
  ...json,
  challenge: bytes(json.challenge),
  user: { ...json.user, id: bytes(json.user.id) },
  excludeCredentials: named(json.excludeCredentials),
};
const request = (json) => PublicKeyCredential.parseRequestOptionsFromJSON?.(json) ?? {
  ...json, challenge: bytes(json.challenge), allowCredentials: named(json.allowCredentials),
};

function plain(credential) {
  if (credential.toJSON) return credential.toJSON();
  const { response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: Object.fromEntries(parts.filter((part) => response[part]).map((part) => [part, text(response[part])])),
  };
}

async function post(address, body) {
  const answer = await fetch(address, {
    method: "POST",
    credentials: "same-origin",
    headers: { Accept: "application/json", ...(body && { "Content-Type": "application/json" }) },
    body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

async function register() {
  const made = await navigator.credentials.create({ publicKey: creation(await post("/api/van-tay/dang-ky")) });
  await post("/api/van-tay/luu", plain(made));
  location.reload();
}

async function signIn(back) {
  const found = await navigator.credentials.get({ publicKey: request(await post("/api/van-tay/vao")) });
  const { next } = await post(`/api/van-tay/xac-nhan?tiep=${encodeURIComponent(back || "/")}`, plain(found));
  location.assign(next);
}

export default function passkey(place) {
  if (!globalThis.PublicKeyCredential || !navigator.credentials) return;
  const button = place.querySelector("button");
  const trouble = place.querySelector(".error");
  place.hidden = false;
  button.addEventListener("click", async () => {
    trouble.hidden = true;
    button.disabled = true;
    try {
      await (place.dataset.action === "register" ? register() : signIn(place.dataset.back));
    } catch {
      trouble.hidden = false; // closed by hand, no finger known here, no signal: the other way stays open
    } finally {
      button.disabled = false;
    }
  });
}
