/** `git check-ref-format`: what may stand after `refs/` (git-check-ref-format(1)), one level allowed. */
export function validRefName(ref: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is forbidden
  if (ref === "" || ref === "@" || /[\x00-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|^[-/]|[/.]$/.test(ref)) return false;
  return ref.split("/").every((part) => !part.startsWith(".") && !part.endsWith(".lock"));
}
