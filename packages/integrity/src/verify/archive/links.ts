import { Problem } from "@slipway/model";
import { checkLinks, checkTarget } from "@slipway/packaging";
import { ArchiveFault, type ReadEntry } from "./fault.ts";

/** Holds links to what the writer holds them to: none leads out of the archive, and nothing is unpacked through one. */
export function linkGuard(): { see(entry: ReadEntry): void; end(): void } {
  const paths: string[] = [];
  const links = new Map<string, string>();
  return {
    see: (entry) => {
      paths.push(entry.path);
      if (entry.type === "symlink") links.set(entry.path, entry.target);
    },
    end: () => {
      if (links.size === 0) return;
      try {
        for (const [path, target] of links) checkTarget(target, path);
        checkLinks(links, "");
      } catch (error) {
        throw error instanceof Problem ? new ArchiveFault(error.message.replace(/\.$/, "")) : error;
      }
      for (const path of paths) {
        for (let slash = path.lastIndexOf("/"); slash > 0; slash = path.lastIndexOf("/", slash - 1)) {
          const parent = path.slice(0, slash);
          if (links.has(parent))
            throw new ArchiveFault(
              `${JSON.stringify(path)} would be unpacked through the link ${JSON.stringify(parent)}`,
            );
        }
      }
    },
  };
}
