import { mistake } from "@slipway/model";

const MOST_LINKS = 40; // as Linux counts before it answers ELOOP

/**
 * Checks that no symbolic link leads out of the archive. Links are followed through each other, for `a → b/..` is harmless
 * only as long as `b` is no link itself. A target that is not in the archive may exist on the user's machine and is allowed
 * as long as it lies inside.
 *
 * `links` maps paths to targets; `top` is the directory that must not be left ("" for the archive itself).
 */
export function checkLinks(links: ReadonlyMap<string, string>, top: string): void {
  const floor = top === "" ? 0 : top.split("/").length;
  for (const [path, target] of links) follow(path, target, links, floor);
}

function follow(path: string, target: string, links: ReadonlyMap<string, string>, floor: number): void {
  const at = path.split("/").slice(0, -1);
  const steps = target.split("/");
  let followed = 1;
  while (steps.length > 0) {
    const step = steps.shift() as string;
    if (step === "" || step === ".") continue;
    if (step === "..") {
      if (at.length <= floor) {
        throw mistake(
          "link-outside",
          `The symbolic link ${JSON.stringify(path)} leads out of the archive: ${JSON.stringify(target)}.`,
          "Let the link point to a path inside the archive, or package the file itself.",
        );
      }
      at.pop();
      continue;
    }
    at.push(step);
    const next = links.get(at.join("/"));
    if (next === undefined) continue;
    if (++followed > MOST_LINKS) {
      throw mistake(
        "link-loop",
        `The symbolic link ${JSON.stringify(path)} leads back to itself.`,
        "Let one of the links point to a file.",
      );
    }
    at.pop();
    steps.unshift(...next.split("/"));
  }
}
