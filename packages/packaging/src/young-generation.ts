import { setFlagsFromString } from "node:v8";

/**
 * Keeps V8's young generation at the size that it begins with, a few megabytes, instead of up to 48. Packaging moves bytes that are no
 * objects of V8's, and what it does allocate is dead at once or lives on: a larger young generation only takes memory. For
 * a program to call when it begins; the size is what `--max-semi-space-size` would set, which an action cannot ask for.
 */
export function limitYoungGeneration(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
}
