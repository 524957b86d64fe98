import { mistake, nearest, type Place, Problem, type Target, type Version } from "@slipway/model";

/** Values by which name templates and globs differ from package to package. */
export type Variables = Readonly<Record<string, string>>;

export function variablesOf(project: { name: string; version: Version }, target?: Target, variant?: string): Variables {
  return {
    name: project.name,
    version: project.version.text,
    ...(target !== undefined && {
      platform: target.id,
      target: target.id,
      os: target.os,
      arch: target.arch,
      triple: target.triple,
    }),
    ...(variant !== undefined && { variant }),
  };
}

/** Replaces every `{variable}`; braces are nothing else in a name. @throws {Problem} `unknown-variable` */
export function expandName(template: string, variables: Variables, place: Place | undefined): string {
  return template.replace(/\{([^{}]*)\}/g, (_, name: string) => {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (value !== undefined) return value;
    const known = Object.keys(variables);
    const guess = nearest(name, known);
    const hint =
      name === "format"
        ? "the format's suffix is appended by itself; "
        : guess === undefined
          ? ""
          : `did you mean {${guess}}? `;
    throw mistake(
      "unknown-variable",
      `the template "${template}" has the unknown variable {${name}}`,
      `${hint}known variables here: ${known.map((one) => `{${one}}`).join(", ")}`,
      place,
    );
  });
}

/** Replaces known variables only: in a glob, `{a,b}` are alternatives. */
export function expandGlob(glob: string, variables: Variables): string {
  return glob.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(variables, name) ? (variables[name] ?? whole) : whole,
  );
}

/** Gives a problem that was found without knowing its place that place. */
export function placed<Result>(place: Place | undefined, body: () => Result): Result {
  try {
    return body();
  } catch (error) {
    if (!(error instanceof Problem) || error.place !== undefined || place === undefined) throw error;
    const { kind, code, message, remedy } = error;
    throw new Problem({ kind, code, message, remedy, place, cause: error });
  }
}
