import parse from "spdx-expression-parse";

/** A declared licence: one of the SPDX list, an expression over them, or words that no program understands. */
export type Licence =
  | { readonly type: "id"; readonly text: string }
  | { readonly type: "expression"; readonly text: string }
  | { readonly type: "words"; readonly text: string };

export function readLicence(declared: string): Licence {
  // Cargo once wrote alternatives with a slash (The Cargo Book, "The license and license-file fields").
  const text = declared.trim().replace(/\s*\/\s*/g, " OR ");
  try {
    const tree = parse(text);
    const single = "license" in tree && tree.plus === undefined && tree.exception === undefined;
    return single && !text.includes("LicenseRef") ? { type: "id", text: tree.license } : { type: "expression", text };
  } catch {
    return { type: "words", text: declared.trim() };
  }
}
