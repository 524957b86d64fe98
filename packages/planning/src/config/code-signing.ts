import { z } from "zod";
import { Below, section } from "./fields.ts";

/** Keys of `signing` that sign programs inside: they change bytes, so they come before packaging. */

const Server = z.url({ protocol: /^https?$/, error: "an http or https address" });

const Windows = section({
  description: z
    .string()
    .min(1, "a name")
    .optional()
    .describe("What Windows calls the program when it asks whether it may run; otherwise the project's name."),
  url: z
    .url({ protocol: /^https?$/, error: "an http or https address" })
    .optional()
    .describe("Address that Windows shows with it; otherwise the project's homepage."),
  timestamp: z
    .union([z.literal(false), Server, z.array(Server).min(1, "at least one server")])
    .default("http://timestamp.digicert.com")
    .describe(
      "RFC 3161 timestamp server, or several that are tried in order; `false` does without, and signatures end with the certificate.",
    ),
}).meta({ title: "Windows signatures" });

const Macos = section({
  entitlements: Below.optional().describe("Property list with the programs' entitlements, relative to the project."),
  hardenedRuntime: z.boolean().default(true).describe("Apple's hardened runtime, which notarisation asks for."),
  notarise: z
    .boolean()
    .default(true)
    .describe("Have Apple notarise the programs, with the secrets `notary-key`, `notary-key-id` and `notary-issuer`."),
  identifierPrefix: z
    .string()
    .regex(/^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*$/, "a reverse domain name, for example org.example")
    .optional()
    .describe("Reverse domain name that stands before each program's name in its identifier."),
}).meta({ title: "Developer ID" });

export const codeSigning = {
  windows: z
    .union([z.boolean(), Windows])
    .default(false)
    .describe(
      "Authenticode in Windows programs. The certificate comes from the secrets `windows-certificate` and `windows-certificate-password`.",
    ),
  macos: z
    .union([z.enum(["ad-hoc", "developer-id", "none"]), Macos])
    .default("ad-hoc")
    .describe(
      "`ad-hoc` mends programs for Apple silicon that would not start for want of a signature; `developer-id`, or its settings, signs on a Mac with the secrets `macos-certificate` and `macos-certificate-password`.",
    ),
};
