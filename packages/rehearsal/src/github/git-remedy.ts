/** What to do about a git command's failure, by what it printed; a full disk reads like a damaged repository otherwise. */
export function gitRemedy(stderr: string, otherwise: string): string {
  if (/No space left on device|could not set '|unable to write|Disk quota exceeded/i.test(stderr)) {
    return "free space where the rehearsal writes (its --out folder), or name another folder with --out";
  }
  return otherwise;
}
