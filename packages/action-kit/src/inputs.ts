import { mistake, nearest } from "@slipway/model";

/** Where an action's inputs come from; `""` counts as absent. */
export type InputSource = (name: string) => string;

/** Reads the inputs of one action; every message names the input and what to write instead. */
export class Inputs {
  private readonly source: InputSource;

  constructor(source: InputSource) {
    this.source = source;
  }

  text(name: string): string | undefined {
    const value = this.source(name).trim();
    return value === "" ? undefined : value;
  }

  /** @throws {Problem} `missing-input` */
  required(name: string): string {
    const value = this.text(name);
    if (value === undefined)
      throw mistake("missing-input", `the input "${name}" is empty`, `add "${name}: …" under "with:"`);
    return value;
  }

  /** YAML 1.2's booleans, as `@actions/core` reads them. @throws {Problem} `invalid-input` */
  flag(name: string, fallback: boolean): boolean {
    const value = this.text(name);
    if (value === undefined) return fallback;
    if (/^(?:true|True|TRUE)$/.test(value)) return true;
    if (/^(?:false|False|FALSE)$/.test(value)) return false;
    throw mistake("invalid-input", `the input "${name}" is "${value}"`, `write "${name}: true" or "${name}: false"`);
  }

  /** @throws {Problem} `invalid-input` */
  choice<Choice extends string>(name: string, choices: readonly Choice[], fallback: Choice): Choice {
    const value = this.text(name);
    return value === undefined ? fallback : oneOf(name, value, choices);
  }

  /** Values separated by commas, spaces or lines. */
  list(name: string): readonly string[] {
    return (this.text(name) ?? "").split(/[\s,]+/).filter((value) => value !== "");
  }

  /** @throws {Problem} `invalid-input` */
  choices<Choice extends string>(
    name: string,
    choices: readonly Choice[],
    fallback: readonly Choice[],
  ): readonly Choice[] {
    const values = this.list(name);
    return values.length === 0 ? fallback : values.map((value) => oneOf(name, value, choices));
  }

  /** One value a line; lines may hold spaces and commas. */
  lines(name: string): readonly string[] {
    return (this.text(name) ?? "")
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== "");
  }

  /** A whole number from `least`. @throws {Problem} `invalid-input` */
  count(name: string, fallback: number, least = 0): number {
    const value = this.text(name);
    if (value === undefined) return fallback;
    if (!/^\d{1,15}$/.test(value) || Number(value) < least) {
      throw mistake("invalid-input", `the input "${name}" is "${value}"`, `write a whole number from ${least}`);
    }
    return Number(value);
  }
}

function oneOf<Choice extends string>(name: string, value: string, choices: readonly Choice[]): Choice {
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  const guess = nearest(value, choices);
  throw mistake(
    "invalid-input",
    `the input "${name}" does not know "${value}"`,
    `${guess === undefined ? "" : `did you mean "${guess}"? `}it takes: ${choices.join(", ")}`,
  );
}
