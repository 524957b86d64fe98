import { mistake, type Problem } from "@slipway/model";

/** Device names that Windows keeps, with any extension (Microsoft, "Naming Files, Paths, and Namespaces"). */
const WINDOWS_DEVICE = /^(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])(?:\s*\.|\s*$)/i;

/** The reason why a path cannot stand in any archive, or `undefined`. */
function fault(path: string): { code: string; reason: string } | undefined {
  if (path === "") return { code: "path-empty", reason: "is empty" };
  if (!path.isWellFormed()) return { code: "path-not-unicode", reason: "is not valid Unicode" };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(path)) return { code: "path-control-character", reason: "has a control character" };
  if (path.includes("\\")) return { code: "path-backslash", reason: "has a backslash" };
  if (path.startsWith("/")) return { code: "path-absolute", reason: "is absolute" };
  if (/^[A-Za-z]:/.test(path)) return { code: "path-absolute", reason: "begins with a drive letter" };
  return undefined;
}

/** Checks the path of an entry, or of the root. */
export function checkPath(path: string, windowsNames: boolean): void {
  const found = fault(path);
  if (found) throw refusal(found.code, path, found.reason);
  for (const name of path.split("/")) {
    if (name === "") throw refusal("path-empty-segment", path, "has an empty part (a doubled or trailing slash)");
    if (name === "." || name === "..") throw refusal("path-traversal", path, `has the part "${name}"`);
    if (windowsNames) checkWindowsName(name, path);
  }
}

function checkWindowsName(name: string, path: string): void {
  if (/[<>:"|?*]/.test(name)) throw refusal("path-windows", path, `has a character that Windows forbids in "${name}"`);
  if (/[. ]$/.test(name)) throw refusal("path-windows", path, `has a part that ends in a dot or a space: "${name}"`);
  if (WINDOWS_DEVICE.test(name)) throw refusal("path-windows", path, `has "${name}", which is a device on Windows`);
}

/** Checks the target of a symbolic link as text; where it leads is another matter (`links.ts`). */
export function checkTarget(target: string, path: string): void {
  const found = fault(target);
  if (found) {
    throw mistake(
      "link-target-invalid",
      `The symbolic link ${JSON.stringify(path)} has a target that ${found.reason}: ${JSON.stringify(target)}.`,
      "Let the link point to a relative path inside the archive.",
    );
  }
}

function refusal(code: string, path: string, reason: string): Problem {
  return mistake(
    code,
    `The path ${JSON.stringify(path)} ${reason}; it cannot be packaged.`,
    "Rename the file, or place it under another name in the archive: relative, separated by /, without . or .. parts.",
  );
}
