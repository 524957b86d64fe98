import type { LocalFile } from "./assets.ts";
import type { PublishDeps } from "./deps.ts";

/** Above this many bytes an upload is also reported while it is under way, every so many milliseconds. */
const LARGE = 64e6;
const EVERY = 10_000;

export interface Tell {
  /** Bytes of the present try that have gone out. */
  moved(file: LocalFile, bytes: number): void;
  /** The asset is there. */
  done(file: LocalFile): void;
}

/** A line for each asset that arrived, with count, bytes and rate; of large ones also how far they are. */
export function progress(files: readonly LocalFile[], { log, patience: { time } }: PublishDeps): Tell {
  const start = time.now();
  const all = files.reduce((sum, file) => sum + file.size, 0);
  const told = new Map<string, { at: number; bytes: number }>();
  let count = 0;
  let bytes = 0;
  return {
    moved: (file, sent) => {
      if (file.size < LARGE) return;
      const now = time.now();
      const last = told.get(file.name);
      if (last === undefined || sent < last.bytes) told.set(file.name, { at: now, bytes: sent });
      else if (now - last.at >= EVERY) {
        const rate = (sent - last.bytes) / ((now - last.at) / 1000);
        log.info(
          `${file.name}: ${Math.floor((sent / file.size) * 100)} % of ${megabytes(file.size)}, ${megabytes(rate)}/s`,
        );
        told.set(file.name, { at: now, bytes: sent });
      }
    },
    done: (file) => {
      count += 1;
      bytes += file.size;
      const seconds = Math.max(0.001, (time.now() - start) / 1000);
      log.info(
        `${count}/${files.length} ${file.name}: ${megabytes(bytes)} of ${megabytes(all)}, ${megabytes(bytes / seconds)}/s`,
      );
    },
  };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
