/** Whose turn it is: the user's (`mistake`), a server's or policy's that said no (`refusal`), or the environment's (`failure`). */
export type ProblemKind = "mistake" | "refusal" | "failure";

/** A place in a file; lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

export interface ProblemDetails {
  readonly kind: ProblemKind;
  /** Stable and kebab-case, for example `unknown-target`; documentation and tests refer to it. */
  readonly code: string;
  /** What was found, and where, in one sentence. */
  readonly message: string;
  /** What to do or to write instead. */
  readonly remedy: string;
  readonly place?: Place;
  readonly cause?: unknown;
}

/**
 * An expected failure, told apart from a bug: anything thrown that is not a `Problem` is reported as a defect of Slipway,
 * with its stack.
 */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly kind: ProblemKind;
  readonly code: string;
  readonly remedy: string;
  readonly place: Place | undefined;

  constructor(details: ProblemDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.kind = details.kind;
    this.code = details.code;
    this.remedy = details.remedy;
    this.place = details.place;
  }

  /** The same failure, with more known about it than where it came up. */
  retold(known: Partial<Pick<ProblemDetails, "message" | "remedy" | "place">>): Problem {
    const { kind, code, message, remedy, place, cause } = this;
    return new Problem({ kind, code, message, remedy, cause, ...(place && { place }), ...known });
  }
}

/** Shorthand for the commonest kind: the user wrote something that cannot be meant. */
export function mistake(code: string, message: string, remedy: string, place?: Place): Problem {
  return new Problem({ kind: "mistake", code, message, remedy, ...(place && { place }) });
}

/** `slipway.yml:3:5`, as compilers print places. */
export function formatPlace({ file, line, column }: Place): string {
  return [file, line, column].filter((part) => part !== undefined).join(":");
}
