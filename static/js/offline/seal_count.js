// How much waits on this phone that whoever is here now can't open.
import { closed } from "./box.js";

export async function closedCount() {
  const counts = await Promise.all(["drafts", "uploads", "acts"].map((shelf) => closed(shelf).catch(() => 0)));
  return counts.reduce((sum, n) => sum + n, 0);
}
