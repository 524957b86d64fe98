/** Where packages of a security advisory come from (GitHub's description, `security-advisory-ecosystems`). */
export const ADVISORY_ECOSYSTEMS = [
  "rubygems",
  "npm",
  "pip",
  "maven",
  "nuget",
  "composer",
  "go",
  "rust",
  "erlang",
  "actions",
  "pub",
  "other",
  "swift",
] as const;
export type AdvisoryEcosystem = (typeof ADVISORY_ECOSYSTEMS)[number];
