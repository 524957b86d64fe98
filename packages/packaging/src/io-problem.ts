import { Problem } from "@slipway/model";

interface Recognised {
  readonly code: string;
  readonly what: string;
  readonly remedy: string;
}

const DISK_FULL: Recognised = {
  code: "disk-full",
  what: "no space is left on the device",
  remedy: "Free space there, or set a directory on a larger disk (TMPDIR for scratch files), and run again.",
};
const NOT_PERMITTED: Recognised = {
  code: "permission-denied",
  what: "this user may not do that",
  remedy: "Check the owner and the permissions of the file and of its directory.",
};
const TOO_MANY_FILES: Recognised = {
  code: "too-many-open-files",
  what: "the limit of open files is reached",
  remedy: "Raise the limit (ulimit -n), or write fewer archives at once.",
};

const RECOGNISED: Readonly<Record<string, Recognised>> = {
  ENOSPC: DISK_FULL,
  EDQUOT: { ...DISK_FULL, what: "the disk quota is used up" },
  EFBIG: {
    code: "file-too-large",
    what: "the file system does not hold files of that size",
    remedy: "Write to a file system without that limit, or split the package.",
  },
  EACCES: NOT_PERMITTED,
  EPERM: NOT_PERMITTED,
  EROFS: {
    code: "read-only-file-system",
    what: "the file system is mounted read-only",
    remedy: "Choose an output directory that can be written.",
  },
  ENOENT: {
    code: "file-missing",
    what: "it does not exist",
    remedy: "Check the path, and that the step that makes the file ran before.",
  },
  ENOTDIR: {
    code: "not-a-directory",
    what: "a part of the path is a file",
    remedy: "Remove that file, or choose another path.",
  },
  EISDIR: {
    code: "is-a-directory",
    what: "it is a directory, not a file",
    remedy: "Name a file, or remove the directory that has its name.",
  },
  EMFILE: TOO_MANY_FILES,
  ENFILE: TOO_MANY_FILES,
  EIO: {
    code: "input-output-error",
    what: "the device reports an error",
    remedy: "Check the disk or the network mount, then run again.",
  },
  ENAMETOOLONG: {
    code: "name-too-long",
    what: "the file system does not hold names of that length",
    remedy: "Use a shorter name or a shorter directory.",
  },
};

/** Turns a system error of the disk into a `Problem`; anything else is passed through unchanged, as the bug that it is. */
export function ioProblem(error: unknown, doing: string): unknown {
  if (!(error instanceof Error) || error instanceof Problem) return error;
  const code = (error as NodeJS.ErrnoException).code;
  const known = code === undefined ? undefined : RECOGNISED[code];
  if (known === undefined) return error;
  return new Problem({
    kind: "failure",
    code: known.code,
    message: `${doing} failed: ${known.what} (${code}).`,
    remedy: known.remedy,
    cause: error,
  });
}

/** Runs file-system work whose errors are to be read by people; `doing` begins a sentence, e.g. "Writing /x". */
export async function withIoProblems<T>(doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw ioProblem(error, doing);
  }
}
