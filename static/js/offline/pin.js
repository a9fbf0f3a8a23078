// A key behind a PIN: wrapped with what PBKDF2 makes of the digits, so that only who knows them gets it back. No page in here.
import { fromHex } from "./seal.js";

const TURNS = 310_000; // a moment on a cheap phone, years of moments for a million PINs tried elsewhere

export const toHex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
export const random = (n) => crypto.getRandomValues(new Uint8Array(n));

async function stretched(pin, salt) {
  const digits = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: fromHex(salt), iterations: TURNS };
  return crypto.subtle.deriveKey(how, digits, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

// → {salt, iv, wrapped}, all hex like `key`.
export async function wrap(key, pin) {
  const [salt, iv] = [toHex(random(16)), toHex(random(12))];
  const wrapped = await crypto.subtle.encrypt({ name: "AES-GCM", iv: fromHex(iv) }, await stretched(pin, salt), fromHex(key));
  return { salt, iv, wrapped: toHex(wrapped) };
}

// → the key; null for another PIN.
export async function unwrap({ salt, iv, wrapped }, pin) {
  const by = await stretched(pin, salt);
  return crypto.subtle.decrypt({ name: "AES-GCM", iv: fromHex(iv) }, by, fromHex(wrapped)).then(toHex, () => null);
}
